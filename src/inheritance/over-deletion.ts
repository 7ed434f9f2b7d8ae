/**
 * Small variants of the proband inside one of his or her deletions (SVH-04, SVH-05): a variant opposite the gap is
 * on every read and on one chromosome; a heterozygous one contradicts the deletion. Places are 1-based, inclusive.
 */
import type { Family } from "../pedigree/types.ts";
import type { EventCall, GenomicEvent } from "../structural/types.ts";
import type { Setting } from "./family.ts";
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

/**
 * What deletions take of the proband: on one chromosome, where the gates are those of one copy (SVH-04), or all of it,
 * where nothing can be called.
 */
export function certainlyLostIn(
  events: readonly GenomicEvent[],
  { proband }: Pick<Family, "proband">,
  copies: "one" | "all",
): Lost[] {
  return events.flatMap((event): Lost[] => {
    const own = event.calls[proband] ?? null;
    const isAsked = own?.any === "yes" && (own.all === "yes") === (copies === "all");
    return isAsked && event.kind === "DEL" ? [{ chrom: event.chrom, ...certainlyLost(event) }] : [];
  });
}

export interface Lost extends Span {
  chrom: string;
}

/** Does it lie wholly in one of them? */
export function liesInLost(
  at: { chrom: string; pos: number; ref: string },
  lost: readonly Lost[],
): boolean {
  return lost.some((one) => one.chrom === at.chrom && liesIn(at, one));
}

/** A deletion of callers of events that leaves a copy, as far as is known. */
export function isLostOnOne({ variant, own, proband }: ObservedVariant): boolean {
  const { any, all } = own.event ?? proband;
  return variant.event?.kind === "DEL" && any === "yes" && all !== "yes";
}

/** What callers of events say of a person. */
export function eventCallOf(variant: FamilyVariant, person: number): EventCall | null {
  const own = variant.observations[person]?.event;
  return own ?? variant.event?.calls[person] ?? null;
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

/** By either kind of callers. */
export function leavesBothCopies(
  { variant, possibleMosaic }: ObservedVariant,
  { family }: Setting,
): boolean {
  const { flags = [] } = eventCallOf(variant, family.proband) ?? {};
  return possibleMosaic || flags.includes("possible_mosaic");
}

/** Share of a piece that must lie in the whole. */
const IN_WHOLE = 0.9;

/** Do two losses, or gains, apart from each other lie in one that a parent has, as his or her own record places it? */
export function arePiecesOfOne(a: ObservedVariant, b: ObservedVariant, parent: number): boolean {
  const [one, other] = [a.variant.event, b.variant.event];
  if (one === undefined || other === undefined) return false;
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
  const call = eventCallOf(variant, parent);
  if (call === null || (dosages[parent] ?? null) === null) return null;
  return call.place ?? (call.any === "yes" ? (variant.event ?? null) : null);
}
