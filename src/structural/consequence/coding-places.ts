/** Where on the genome an event hits coding bases: population events are compared with this. */
import { openNames } from "../../effect/index.ts";
import type { TranscriptSlice } from "../../effect/types.ts";
import type { Span } from "../spans.ts";
import type { EventEffect, GenomicEvent } from "../types.ts";
import { indexOf, transcriptsAt } from "./index-of.ts";

/** Of the transcripts of its effects; places of two genes may overlap. */
export function codingPlaces(
  { chrom, first, last }: GenomicEvent,
  effects: readonly EventEffect[],
  slice: TranscriptSlice,
): Span[] {
  const ids = new Set(
    effects.flatMap(({ codingBases, transcript }) =>
      (codingBases ?? 0) > 0 && transcript !== null ? [transcript] : [],
    ),
  );
  if (ids.size === 0) return [];
  const { columns } = slice;
  const { id } = openNames(slice.names);
  return transcriptsAt(indexOf(slice), chrom, first, last).flatMap((t) => {
    if (!ids.has(id(t))) return [];
    const low = Math.max(first, columns.cdsStart[t] ?? 0);
    const high = Math.min(last, columns.cdsEnd[t] ?? 0);
    const found: Span[] = [];
    for (let i = columns.exonFrom[t] ?? 0; i < (columns.exonFrom[t + 1] ?? 0); i++) {
      const from = Math.max(low, columns.exonStart[i] ?? 0);
      const to = Math.min(high, columns.exonEnd[i] ?? 0);
      if (from <= to) found.push({ from, to });
    }
    return found;
  });
}
