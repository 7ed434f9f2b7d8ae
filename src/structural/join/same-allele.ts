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
  const inBases = event.members.flatMap(({ contig, pos, ref, alt }) => {
    if (!/^[ACGTN]+$/i.test(alt)) return [];
    const site = { chrom: canonicalChrom(contig) ?? "", pos, ref, alts: [alt] };
    return shapeOfBases(site, 1, sv) ?? [];
  });
  // What its own bases say stands over what is told of them.
  const shapes = inBases.length > 0 ? inBases : [event];
  return shapes.some(
    (one) => sameEvent(written, one, "callers") !== null && hasSameBases(one, written, base),
  );
}

/**
 * Of an event that matches: may it be that allele, as another caller has it? Callers differ by some bases of one event
 * (SVE-22), which must never be a pair with itself; an insertion that is exact, and of quite another length or of other
 * bases, is another one (SVE-08).
 */
export function mayBeAllele(event: GenomicEvent, written: EventShape): boolean {
  const { kind, precise, length, inserted, ciFirst } = event;
  const isExact = precise && ciFirst[0] === 0 && ciFirst[1] === 0;
  if (kind !== "INS" || !isExact || length === null || written.length === null) return true;
  const most = LIKE_LENGTH * Math.max(length, written.length);
  if (Math.abs(length - written.length) > Math.max(NOTATION, most)) return false;
  return inserted === null || areLike(inserted, written.inserted ?? "");
}

/** By which share callers differ in the length of one insertion. */
const LIKE_LENGTH = 0.1;
/** Bases that are compared together, and the share of them that two assemblies of one insertion have in common. */
const WORD = 8;
const LIKE_WORDS = 0.5;

/** Whatever base they begin with (SVE-08: put in further on, the same bases are turned). */
function areLike(a: string, b: string): boolean {
  const known = new Set(wordsOf(a));
  const words = wordsOf(b);
  return words.filter((word) => known.has(word)).length >= LIKE_WORDS * words.length;
}

function wordsOf(bases: string): string[] {
  const twice = (bases + bases.slice(0, WORD - 1)).toUpperCase();
  return Array.from(bases, (_, i) => twice.slice(i, i + WORD));
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
