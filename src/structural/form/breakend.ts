/** Breakends: the two ends that ALT joins, and which change of one chromosome that is (SVE-06). */
import { parseBreakend } from "@gmod/vcf";
import { canonicalChrom, chromosomeOrder } from "../../core/assembly.ts";
import { compareText } from "../../core/text.ts";
import type { BreakEnd, EventKind } from "../types.ts";

/** In the order of `compareEnds`; one end: the mate is not known. */
export interface Junction {
  ends: BreakEnd[];
  /** Bases between the ends, as the record has them; empty: none. */
  inserted: string;
  /** The record's own end is the second. */
  swapped: boolean;
}

/** By chromosome, then position. */
function compareEnds(a: BreakEnd, b: BreakEnd): number {
  return (
    chromosomeOrder(a.chrom) - chromosomeOrder(b.chrom) ||
    compareText(a.chrom, b.chrom) ||
    a.pos - b.pos ||
    compareText(a.strand, b.strand)
  );
}

/** @param own end of the record itself. @param mate null: of a single breakend */
export function junctionOf(own: BreakEnd, mate: BreakEnd | null, inserted: string): Junction {
  if (mate === null) return { ends: [own], inserted, swapped: false };
  const swapped = compareEnds(own, mate) > 0;
  return { ends: swapped ? [mate, own] : [own, mate], inserted, swapped };
}

/** The junction of a bracketed ALT, or of a single breakend; null for other text. */
export function bracketed(alt: string, contig: string, pos: number): Junction | null {
  if (!/[[\]<.]/.test(alt)) return null;
  const parsed = parseBreakend(alt);
  if (parsed === undefined) return null;
  const { MatePosition: place, Replacement: bases } = parsed;
  const isLeft = parsed.Join === "right";
  const own: BreakEnd = { chrom: nameOf(contig), pos, strand: isLeft ? "+" : "-" };
  const inserted = isLeft ? bases.slice(1) : bases.slice(0, -1);
  if (place === undefined)
    return parsed.SingleBreakend === true && /^[A-Z]+$/i.test(bases)
      ? junctionOf(own, null, inserted)
      : null;
  const cut = place.lastIndexOf(":");
  const matePos = place.slice(cut + 1);
  if (cut < 1 || !/^\d{1,10}$/.test(matePos)) return null;
  const mate: BreakEnd = {
    chrom: nameOf(place.slice(0, cut).replaceAll(/[<>]/g, "")),
    pos: Number(matePos),
    strand: parsed.MateDirection === "right" ? "-" : "+",
  };
  return junctionOf(own, mate, inserted);
}

/** Canonical where it is a chromosome. */
function nameOf(contig: string): string {
  return canonicalChrom(contig) ?? contig;
}

/** By the strands of the lower and the higher end: the change, and what to add to the ends for its first and last base. */
const CHANGES: Record<string, readonly [EventKind, number, number]> = {
  "+-": ["DEL", 1, -1],
  "-+": ["DUP", 0, 0],
  "++": ["INV", 1, 0],
  "--": ["INV", 0, -1],
};

/** The change of one chromosome that a junction makes; null: of two chromosomes, or one end alone. */
export function changeOf({ ends }: Junction): {
  kind: EventKind;
  first: number;
  last: number;
} | null {
  const [low, high] = ends;
  if (low === undefined || high === undefined || low.chrom !== high.chrom) return null;
  const change = CHANGES[low.strand + high.strand];
  if (change === undefined) return null;
  const [kind, before, after] = change;
  return { kind, first: low.pos + before, last: high.pos + after };
}

/** Delly's CT and others' STRANDS: strands of POS and of the other end. */
const ORIENTATIONS: Record<string, readonly ["+" | "-", "+" | "-"]> = {
  "3to5": ["+", "-"],
  "5to3": ["-", "+"],
  "3to3": ["+", "+"],
  "5to5": ["-", "-"],
  "+-": ["+", "-"],
  "-+": ["-", "+"],
  "++": ["+", "+"],
  "--": ["-", "-"],
};

/** @param text CT or STRANDS; null: it says none */
export function orientationOf(
  text: string | undefined,
): readonly ["+" | "-", "+" | "-"] | undefined {
  return ORIENTATIONS[text?.split(/[:,]/)[0] ?? ""];
}
