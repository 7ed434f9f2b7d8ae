/**
 * Small variants of the proband inside one of his or her deletions (SVH-04, SVH-05): a variant opposite the gap is
 * on every read and on one chromosome; a heterozygous one contradicts the deletion. Places are 1-based, inclusive.
 */
import type { GenomicEvent } from "../structural/types.ts";
import type { ObservedVariant } from "./observed-variant.ts";
import type { FamilyVariant, Observation } from "./types.ts";

interface Span {
  first: number;
  last: number;
}

/** The event shrunk by the uncertainty of its ends (SVE-09). */
export function certainlyLost({ first, last, ciFirst, ciLast }: GenomicEvent): Span {
  return { first: first + ciFirst[1], last: last + ciLast[0] };
}

/** A deletion that leaves a copy, as far as is known. */
export function isLostOnOne({ kind }: GenomicEvent, { event: call }: Observation): boolean {
  return kind === "DEL" && call?.any === "yes" && call.all !== "yes";
}

export function liesIn({ pos, ref }: { pos: number; ref: string }, span: Span): boolean {
  return pos >= span.first && pos + ref.length - 1 <= span.last;
}

/** The genotype says that no second copy is there: homozygous as written, haploid, or `*` beside it. */
export function isAloneOnItsPlace({ state, otherDeleted }: Observation): boolean {
  return state === "hom" || state === "hemi" || otherDeleted;
}

/** SVH-05: both alleles are seen; few or unbalanced reads prove nothing. */
export function showsBothCopies({ state, alleleBalance, depth }: Observation): boolean {
  if (state !== "het") return false;
  const { least, most, depth: enough } = BALANCED;
  const isBalanced = alleleBalance === null || (alleleBalance >= least && alleleBalance <= most);
  return isBalanced && (depth === null || depth >= enough);
}

const BALANCED = { least: 0.3, most: 0.7, depth: 10 } as const;

/** SVE-19: in some of the cells too. */
export function mosaicCounts(variant: FamilyVariant): boolean {
  return variant.kind === "event" && variant.mosaicCounts === true;
}

/** A mosaic deletion leaves both copies in some cells. */
export function isMosaicEvent({ variant, own }: Pick<ObservedVariant, "variant" | "own">): boolean {
  const flags =
    variant.kind === "event" ? [...variant.event.flags, ...(own.event?.flags ?? [])] : [];
  return flags.includes("possible_mosaic");
}

/** Share of a piece that must lie in the whole. */
const IN_WHOLE = 0.9;

/** Do two losses, or gains, apart from each other lie in one that a parent has, as his or her own record places it? */
export function arePiecesOfOne(a: ObservedVariant, b: ObservedVariant, parent: number): boolean {
  const [x, y] = [a.variant, b.variant];
  if (x.kind !== "event" || y.kind !== "event") return false;
  const [one, other] = [x.event, y.event];
  if (one.kind !== other.kind || (one.kind !== "DEL" && one.kind !== "DUP")) return false;
  if (one.chrom !== other.chrom || sharedBases(one, other) > 0) return false;
  const [whole, same] = [wholeIn(a, parent), wholeIn(b, parent)];
  if (whole === null || whole.first !== same?.first || whole.last !== same.last) return false;
  return [one, other].every(
    (piece) => sharedBases(piece, whole) >= IN_WHOLE * (piece.last - piece.first + 1),
  );
}

function sharedBases(a: Span, b: Span): number {
  return Math.min(a.last, b.last) - Math.max(a.first, b.first) + 1;
}

/** Where a parent has it, or has something over it. */
function wholeIn({ variant, dosages }: ObservedVariant, parent: number): Span | null {
  const call = variant.observations[parent]?.event ?? null;
  if (variant.kind !== "event" || call === null || (dosages[parent] ?? null) === null) return null;
  return call.place ?? (call.any === "yes" ? variant.event : null);
}
