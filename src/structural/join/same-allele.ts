/** Is an event the very allele that a file of small variants has in bases (SVE-24)? One near it is a word on another. */
import { canonicalChrom } from "../../core/assembly.ts";
import type { Policy } from "../../core/policy.ts";
import { shapeOfBases } from "../form/of-bases.ts";
import type { EventShape, GenomicEvent } from "../types.ts";
import { sameEvent } from "./same.ts";

/** A base of the reference, upper case, by canonical chromosome and 1-based position; null: not known. */
export type KnownBase = (chrom: string, pos: number) => string | null;

/** By how much writers differ in where a deletion ends (SVE-06), and an insertion stands. */
const NOTATION = 1;
/** Known bases that tell a repeat from chance. */
const LEAST_KNOWN = 20;

/** @param written with its bases, of `shapeOfBases` */
export function isAllele(
  event: GenomicEvent,
  written: EventShape,
  base: KnownBase,
  sv: Policy["sv"],
): boolean {
  const inBases = shapesInBases(event, sv);
  // What its own bases say stands over what is told of them.
  const shapes = inBases.length > 0 ? inBases : [event];
  return shapes.some(
    (one) => sameEvent(written, one, "callers") !== null && hasSameBases(one, written, base),
  );
}

/**
 * Of an event that matches: one that claims bases, or exact ends and a length, is that allele, or another (SVE-08). The
 * bases of a duplication are not asked.
 */
export function mayBeAllele(event: GenomicEvent, written: EventShape, sv: Policy["sv"]): boolean {
  const { kind, length } = event;
  if (!isExact(event) && shapesInBases(event, sv).length === 0) return true;
  if (kind === "DUP" && length !== null)
    return Math.abs(length - (written.length ?? 0)) <= NOTATION;
  return isAllele(event, written, () => null, sv);
}

/** Of a mobile element the element is told, not what of it is inserted. */
function isExact({ kind, precise, length, ciFirst, ciLast }: EventShape): boolean {
  const isPlaced = [...ciFirst, ...ciLast].every((bases) => bases === 0);
  return precise && isPlaced && length !== null && kind !== "ME";
}

function shapesInBases({ members }: GenomicEvent, sv: Policy["sv"]): EventShape[] {
  return members.flatMap(({ contig, pos, ref, alt }) => {
    if (!/^[ACGTN]+$/i.test(alt)) return [];
    const site = { chrom: canonicalChrom(contig) ?? "", pos, ref, alts: [alt] };
    return shapeOfBases(site, 1, sv) ?? [];
  });
}

function hasSameBases(event: EventShape, written: EventShape, base: KnownBase): boolean {
  if (event.length === null || written.length === null) return false;
  const most = event.kind === "INS" ? 0 : NOTATION;
  if (Math.abs(event.length - written.length) > most) return false;
  if (event.kind === "DUP")
    return [0, -NOTATION, NOTATION].some((by) =>
      repeats(written, event.first + by, event.last, base),
    );
  if (event.kind === "INS" && event.inserted !== null)
    return isTurned(written.inserted ?? "", event.inserted, event.first - written.first);
  return (
    isWithin(event.first - written.first, event.ciFirst) &&
    isWithin(event.last - written.last, event.ciLast)
  );
}

function isWithin(apart: number, [low, high]: EventShape["ciFirst"]): boolean {
  return Math.abs(apart) <= Math.max(NOTATION, -low, high);
}

/** Bases that are inserted further on by so many, within what they repeat, begin with as many later ones. */
function isTurned(a: string, b: string, by: number): boolean {
  const at = a.length === 0 ? 0 : ((by % a.length) + a.length) % a.length;
  return (a.slice(at) + a.slice(0, at)).toUpperCase() === b.toUpperCase();
}

/** Does the insertion hold the bases from `first` on, as far as these are known? @param last of them, about */
function repeats(
  { chrom, last: behind, inserted }: EventShape,
  first: number,
  last: number,
  base: KnownBase,
): boolean {
  const bases = (inserted ?? "").toUpperCase();
  if (Math.abs(first + bases.length - 1 - last) > NOTATION) return false;
  let known = 0;
  for (let i = 0; i < bases.length; i++) {
    const own = base(chrom, first + i);
    if (own === null) continue;
    // Put in further on, within what it repeats, it begins with later ones.
    if (bases.at((i - (behind - first)) % bases.length) !== own) return false;
    known++;
  }
  return known >= LEAST_KNOWN;
}
