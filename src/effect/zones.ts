/** Where exons lie, with some flanking bases: a record far from all of them is recognised at a glance. */
import type { TranscriptColumns } from "./types.ts";

/** Disjoint, ascending, 1-based inclusive. */
interface Zones {
  starts: Int32Array;
  ends: Int32Array;
}

/**
 * Of all transcripts of a chromosome, merged.
 * @param chrom index in `CHROMOSOMES`
 */
export function exonZones(
  { chromFrom, exonFrom, exonStart, exonEnd }: TranscriptColumns,
  chrom: number,
  margin: number,
): Zones {
  const first = exonFrom[chromFrom[chrom] ?? 0] ?? 0;
  const end = exonFrom[chromFrom[chrom + 1] ?? 0] ?? first;
  // Of a union it does not matter which end belongs to which start.
  const opens = exonStart.slice(first, end).sort();
  const closes = exonEnd.slice(first, end).sort();
  const starts: number[] = [];
  const ends: number[] = [];
  let open = 0;
  let closed = 0;
  while (open < opens.length) {
    starts.push((opens[open] as number) - margin);
    do {
      const close = closes[closed] as number;
      if (open < opens.length && (opens[open] as number) - margin <= close + margin + 1) open++;
      else closed++;
    } while (closed < open);
    ends.push((closes[closed - 1] as number) + margin);
  }
  return { starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}
