/**
 * The sequence of transcripts, stored with them: merged exons with some flanking bases, two bits each. Blocks
 * begin at whole bytes of the chromosome (1, 5, 9, ...), so that parts of them are copied byte by byte.
 */
import { CHROMOSOMES } from "../core/assembly.ts";
import { baseCode, UNKNOWN } from "../core/genetic-code.ts";
import { FLANK } from "./sequence.ts";
import { copyColumns, countsOf, newColumns } from "./columns.ts";
import type { TranscriptColumns, TranscriptSlice } from "./types.ts";

/** On the genome, 1-based, inclusive. */
interface Block {
  chrom: string;
  start: number;
  end: number;
}

/**
 * The slice with the bases around its exons.
 * @param blocks of this slice
 * @param texts their bases; what is missing at an end stays unknown
 */
export function baked(
  { columns, names }: TranscriptSlice,
  blocks: readonly Block[],
  texts: readonly string[],
): TranscriptSlice {
  const unknownFrom: number[] = [];
  const unknownTo: number[] = [];
  const unknown = (from: number, to: number): void => {
    if (unknownTo.at(-1) === from) unknownTo[unknownTo.length - 1] = to;
    else {
      unknownFrom.push(from);
      unknownTo.push(to);
    }
  };
  const size = blocks.reduce((sum, { start, end }) => sum + (end - start + 1) / 4, 0);
  const bases = new Uint8Array(size);
  let at = 0;
  for (const [n, { start, end }] of blocks.entries()) {
    const text = texts[n] ?? "";
    for (let i = 0; i < text.length; i++) {
      const code = baseCode(text.charCodeAt(i));
      const place = at + i;
      if (code === UNKNOWN) unknown(place, place + 1);
      else bases[place >> 2] = Number(bases[place >> 2]) | (code << ((place & 3) << 1));
    }
    const length = end - start + 1;
    if (text.length < length) unknown(at + text.length, at + length);
    at += length;
  }
  const counts = {
    ...countsOf({ columns, names }),
    blocks: blocks.length,
    bases: size,
    unknowns: unknownFrom.length,
  };
  const next = newColumns(counts);
  copyColumns(columns, next, /^(block|unknown|bases)/);
  next.bases.set(bases);
  next.unknownFrom.set(unknownFrom);
  next.unknownTo.set(unknownTo);
  let offset = 0;
  for (const [i, { chrom, start, end }] of blocks.entries()) {
    next.blockStart[i] = start;
    next.blockEnd[i] = end;
    next.blockAt[i] = offset;
    offset += end - start + 1;
    next.blockFrom.fill(i + 1, CHROMOSOMES.indexOf(chrom) + 1);
  }
  return { columns: next, names };
}

/** Merged exons with what is around them, ascending. */
export function blocksOf(columns: TranscriptColumns): Block[] {
  const blocks: Block[] = [];
  for (const [rank, chrom] of CHROMOSOMES.entries()) {
    const first = Number(columns.exonFrom[Number(columns.chromFrom[rank])]);
    const end = Number(columns.exonFrom[Number(columns.chromFrom[rank + 1])]);
    const order = Int32Array.from({ length: end - first }, (_, i) => first + i).sort(
      (a, b) => Number(columns.exonStart[a]) - Number(columns.exonStart[b]),
    );
    let last: Block | null = null;
    for (const exon of order) {
      const low = Math.max(0, Number(columns.exonStart[exon]) - 1 - FLANK);
      const start = low - (low % 4) + 1;
      const high = Number(columns.exonEnd[exon]) + FLANK;
      const stop = high + ((4 - (high % 4)) % 4);
      if (last !== null && start <= last.end + 1) last.end = Math.max(last.end, stop);
      else blocks.push((last = { chrom, start, end: stop }));
    }
  }
  return blocks;
}
