/** What an ALT is (VCF-01, VCF-02) and its shortest form (VCF-50, VCF-52). */
import type { Allele } from "../core/allele.ts";
import type { AlleleKind } from "./types.ts";

export type MinimalAllele = Omit<Allele, "chrom">;

const BASES = /^[ACGTN]+$/i;
const IUPAC = /^[ACGTNRYKMSWBDHV]+$/i;

/** Bases before or behind the mate's position, or a single breakend's dot. */
const BREAKEND =
  /^([ACGTN]+[[\]][^[\]]+[[\]]|\.?[[\]][^[\]]+[[\]][ACGTN]+|\.[ACGTN]+|[ACGTN]+\.)$/i;

/** Whether a text can be REF: bases of any case, IUPAC codes included (VCF-07). */
export function isReference(text: string): boolean {
  return IUPAC.test(text);
}

/**
 * Class of an ALT, or null for a text that is none (VCF-01). `<*:DEL>` is GATK 3's way to write `*`,
 * `<X>` the old `<*>` of samtools; an ALT that repeats REF is no variant.
 */
export function classifyAlt(alt: string, ref: string): AlleleKind | null {
  switch (alt) {
    case ".":
      return "none";
    case "*":
    case "<*:DEL>":
      return "star";
    case "<*>":
    case "<NON_REF>":
    case "<X>":
      return "gvcf";
  }
  if (BASES.test(alt)) return alt.toUpperCase() === ref.toUpperCase() ? "none" : "seq";
  if (/^<[^<>]+>$/.test(alt)) return "symbolic";
  return BREAKEND.test(alt) ? "breakend" : null;
}

/**
 * Minimal representation: common suffix first, then common prefix, at least one base left of each
 * (VCF-52). Not left-aligned: that takes the reference sequence (VCF-51).
 * @param pos 1-based
 */
export function minimalRepresentation(pos: number, ref: string, alt: string): MinimalAllele {
  let end = 0;
  const most = Math.min(ref.length, alt.length) - 1;
  while (end < most && ref[ref.length - 1 - end] === alt[alt.length - 1 - end]) end++;
  const r = ref.slice(0, ref.length - end);
  const a = alt.slice(0, alt.length - end);
  let start = 0;
  while (start < Math.min(r.length, a.length) - 1 && r[start] === a[start]) start++;
  return { pos: pos + start, ref: r.slice(start), alt: a.slice(start) };
}

/** One ALT of a record in minimal representation. @param alleleIndex 1-based, as in GT */
export function minimalAllele(
  { pos, ref, alts }: { pos: number; ref: string; alts: readonly string[] },
  alleleIndex: number,
): MinimalAllele {
  return minimalRepresentation(pos, ref, alts[alleleIndex - 1] ?? "");
}

export function isSameAllele(a: MinimalAllele, b: MinimalAllele): boolean {
  return a.pos === b.pos && a.ref === b.ref && a.alt === b.alt;
}
