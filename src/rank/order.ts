/** The orders of candidates: by tier (COMB-01), and by score only (DEC-56). */
import { variantKey, type NamedVariant } from "../core/allele.ts";
import { chromosomeOrder } from "../core/assembly.ts";
import { compareText } from "../core/text.ts";
import type { Candidate, SideCandidate } from "./types.ts";

/** Tier, band, score (high first), then gene, chromosome, position, REF, ALT. Does not change its input. */
export function rankCandidates(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => a.tier - b.tier || compareInTier(a, b));
}

/** Score (high first), then as in a tier. Does not change its input. */
export function rankByScore(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => b.score - a.score || a.tier - b.tier || compareInTier(a, b));
}

/** List by list, then as candidates are. */
export function rankSide(side: readonly SideCandidate[]): SideCandidate[] {
  return side.toSorted((a, b) => compareText(a.list, b.list) || compareInTier(a, b));
}

/** Genome order: chromosome, position, REF, ALT. */
export function compareVariants(a: NamedVariant, b: NamedVariant): number {
  return (
    chromosomeOrder(a.chrom) - chromosomeOrder(b.chrom) ||
    compareText(a.chrom, b.chrom) ||
    a.pos - b.pos ||
    compareText(a.kind, b.kind) ||
    compareNamed(a, b)
  );
}

/** Of one place. */
function compareNamed(a: NamedVariant, b: NamedVariant): number {
  switch (a.kind) {
    case "small":
      return compareText(a.ref, b.ref) || compareText(a.alt, b.alt);
    case "event":
      return compareText(variantKey(a), variantKey(b));
  }
}

type InTier = Pick<Candidate, "band" | "score" | "gene" | "variants" | "candidateId">;

function compareInTier(a: InTier, b: InTier): number {
  const byPlace = a.band - b.band || b.score - a.score || compareText(a.gene.symbol, b.gene.symbol);
  if (byPlace !== 0) return byPlace;
  for (const [i, variant] of a.variants.entries()) {
    const other = b.variants[i];
    const byAllele = other === undefined ? 1 : compareVariants(variant, other);
    if (byAllele !== 0) return byAllele;
  }
  return a.variants.length - b.variants.length || compareText(a.candidateId, b.candidateId);
}
