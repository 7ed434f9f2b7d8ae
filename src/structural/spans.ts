/** What an event affects at least and at most (SVE-09). 1-based, ends inclusive. */
import type { GenomicEvent } from "./types.ts";

/** A range of the genome, or in a transcript's direction. */
export interface Span {
  from: number;
  to: number;
}

/** `must`: shrunk by the uncertainty of both ends, null where nothing is left; `may`: grown by it. */
export function spansOf({
  first,
  last,
  ciFirst,
  ciLast,
}: Pick<GenomicEvent, "first" | "last" | "ciFirst" | "ciLast">): {
  stated: Span;
  must: Span | null;
  may: Span;
} {
  const must = { from: first + ciFirst[1], to: last + ciLast[0] };
  return {
    stated: { from: first, to: last },
    must: must.from <= must.to ? must : null,
    may: { from: Math.max(1, first + ciFirst[0]), to: last + ciLast[1] },
  };
}

/** How many positions two ranges share. */
export function shared(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from) + 1);
}

export function lengthOf({ from, to }: Span): number {
  return to - from + 1;
}
