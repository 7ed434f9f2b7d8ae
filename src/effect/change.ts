/** An allele as bases removed and bases inserted, and the ways in which it can be written. */
import { baseCodes, complement, reverseComplement, UNKNOWN } from "../core/genetic-code.ts";
import type { BaseAt } from "./sequence.ts";

/**
 * Bases `from` to `to` are replaced by `inserted`; `to` is `from - 1` where none is. On the genome 1-based and
 * along the plus strand; turned into a transcript's direction, positions of the minus strand are negative.
 */
export interface Change {
  from: number;
  to: number;
  /** Base codes. */
  inserted: Uint8Array;
}

/** Whether the allele is written in bases: no `<DEL>`, no `*`, no breakend. */
const BASES = /^[ACGTNRYSWKMBDHV]+$/;

/** In minimal representation: what both share goes at the end, then at the beginning. null: nothing changes, or no bases. */
export function changeOf(pos: number, ref: string, alt: string): Change | null {
  if (ref.length === 1 && alt.length === 1) {
    const inserted = baseCodes(alt);
    return ref === alt || !BASES.test(alt) ? null : { from: pos, to: pos, inserted };
  }
  if (!BASES.test(alt) || !BASES.test(ref)) return null;
  let end = 0;
  const shorter = Math.min(ref.length, alt.length);
  while (end < shorter && ref.at(-1 - end) === alt.at(-1 - end)) end++;
  let start = 0;
  while (start < shorter - end && ref[start] === alt[start]) start++;
  if (start + end === ref.length && start + end === alt.length) return null;
  return {
    from: pos + start,
    to: pos + ref.length - end - 1,
    inserted: baseCodes(alt.slice(start, alt.length - end)),
  };
}

/** Bases that go. */
export function lengthOf(change: Change): number {
  return change.to - change.from + 1;
}

export function isIndel(change: Change): boolean {
  return (change.inserted.length === 0) !== change.to < change.from;
}

/** The base with which an indel's sequence goes on beyond its bases in a direction may be unknown: `stopped`. */
interface Shifted {
  change: Change;
  /** The way ended because the next base is not known. */
  stopped: boolean;
}

/**
 * The same indel written as far as it goes in a direction; anything else as it is.
 * @param bound it does not go beyond this position: no base that goes, or neighbour of an insertion, is outside
 */
export function shifted(
  change: Change,
  step: 1 | -1,
  base: (pos: number) => number,
  bound: number,
): Shifted {
  if (!isIndel(change)) return { change, stopped: false };
  const count = lengthOf(change);
  const inserted = change.inserted;
  const room =
    step === 1
      ? bound - change.to - (count === 0 ? 1 : 0)
      : change.from - bound - (count === 0 ? 1 : 0);
  let moved = 0;
  let stopped = false;
  for (; moved < room; moved++) {
    const next = base(step === 1 ? change.to + 1 + moved : change.from - 1 - moved);
    const own = ownBase(change, count, moved, step, base);
    // Of bases that go, those inside may be unknown too.
    if (next === UNKNOWN || (own === UNKNOWN && count > 0)) {
      stopped = true;
      break;
    }
    if (next !== own) break;
  }
  if (moved === 0) return { change, stopped };
  const by = step * moved;
  return {
    change: { from: change.from + by, to: change.to + by, inserted: rotated(inserted, by) },
    stopped,
  };
}

/** The base that leaves the event at one end when it moves by one: of the inserted bases, or of those that go. */
function ownBase(
  { from, to, inserted }: Change,
  count: number,
  moved: number,
  step: 1 | -1,
  base: (pos: number) => number,
): number {
  if (count > 0) return base(step === 1 ? from + moved : to - moved);
  const at = moved % inserted.length;
  return inserted[step === 1 ? at : inserted.length - 1 - at] ?? UNKNOWN;
}

function rotated(bases: Uint8Array, by: number): Uint8Array {
  if (bases.length === 0) return bases;
  const turn = ((by % bases.length) + bases.length) % bases.length;
  return turn === 0
    ? bases
    : Uint8Array.from(bases, (_, i) => bases[(i + turn) % bases.length] ?? UNKNOWN);
}

/** In a transcript's direction. */
export function turned(change: Change, strand: number): Change {
  if (strand > 0) return change;
  return { from: -change.to, to: -change.from, inserted: reverseComplement(change.inserted) };
}

/** Bases of a strand: position and base as they read in its direction. */
export function alongStrand(base: BaseAt, chrom: number, strand: number): (at: number) => number {
  return strand > 0 ? (at) => base(chrom, at) : (at) => complement(base(chrom, -at));
}
