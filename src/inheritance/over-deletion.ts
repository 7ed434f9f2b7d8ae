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
