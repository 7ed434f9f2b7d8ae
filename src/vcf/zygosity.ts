/** A call as seen from one ALT: its state, balance and reads (VCF-21, VCF-22, VCF-24). */
import type { AlleleKind, AlleleState, SampleCall } from "./types.ts";

/**
 * State of a call for one ALT, by VCF-22's table, for any ploidy. An ALT that repeats REF counts as
 * REF; `*` and `<NON_REF>` are other alleles (VCF-03). With one allele missing the state says what is
 * still possible.
 * @param alleleIndex 1-based, as in GT
 * @param altKinds of the record
 */
export function alleleState(
  call: SampleCall,
  alleleIndex: number,
  altKinds: readonly AlleleKind[],
): AlleleState {
  let carried = 0;
  let missing = 0;
  let other = 0;
  for (const allele of call.alleles) {
    if (allele === alleleIndex) carried++;
    else if (allele < 0) missing++;
    else if (allele > 0 && altKinds[allele - 1] !== "none") other++;
  }
  const ploidy = call.alleles.length;
  if (missing === ploidy) return "missing";
  if (carried === ploidy) return ploidy === 1 ? "hemi" : "hom";
  if (carried > 0) {
    if (missing > 0) return "het_or_hom";
    return other > 0 ? "het_nonref" : "het";
  }
  if (missing > 0) return "ref_or_het";
  return other > 0 ? "nonref_other" : "ref";
}

/**
 * Allele balance of one ALT: `AD[a] / max(DP, sum of AD)`, so that a record split from a multi-allelic one
 * keeps the other allele in the denominator (VCF-24). Null when the reads are unknown or none.
 */
export function alleleBalance(call: SampleCall, alleleIndex: number): number | null {
  const depths = call.alleleDepths;
  if (depths === null) return call.alleleFractions?.[alleleIndex - 1] ?? null;
  const own = depths[alleleIndex] ?? null;
  if (own === null) return null;
  const sum = depths.reduce<number>((total, depth) => total + (depth ?? 0), 0);
  const all = Math.max(call.depth ?? 0, sum);
  return all > 0 ? own / all : null;
}

/** Reads that carry one ALT; from fraction and depth where only these are given; null when unknown. */
export function altReads(call: SampleCall, alleleIndex: number): number | null {
  if (call.alleleDepths !== null) return call.alleleDepths[alleleIndex] ?? null;
  const fraction = call.alleleFractions?.[alleleIndex - 1] ?? null;
  return fraction === null || call.depth === null ? null : Math.round(fraction * call.depth);
}
