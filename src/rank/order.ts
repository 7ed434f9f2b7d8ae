/** The order of candidates (COMB-01), and what is withheld (DEC-10). */
import type { NamedVariant } from "../core/allele.ts";
import { chromosomeOrder } from "../core/assembly.ts";
import type { Policy } from "../core/policy.ts";
import { compareText } from "../core/text.ts";
import type { Candidate, CandidateGene, SideCandidate } from "./types.ts";

/** Tier, band, score (high first), then gene, chromosome, position, REF, ALT. Does not change its input. */
export function rankCandidates(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => a.tier - b.tier || compareInTier(a, b));
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

/**
 * Incidental findings (DEC-10, SF-04): candidates in genes off the applied panels that stand on the
 * secondary-findings list are withheld from every output, unless the policy says `show` or the patient's
 * terms point to the gene.
 */
export function withholdIncidental(
  candidates: readonly Candidate[],
  isSecondary: (gene: CandidateGene) => boolean,
  policy: Policy,
): { kept: Candidate[]; withheldCount: number } {
  if (policy.incidental === "show") return { kept: [...candidates], withheldCount: 0 };
  const pointedAt = (c: Candidate): boolean =>
    c.phenotype !== undefined && c.phenotype.score >= policy.phenotype.incidentalMinScore;
  const kept = candidates.filter((c) => !(isOffPanel(c) && isSecondary(c.gene)) || pointedAt(c));
  return { kept, withheldCount: candidates.length - kept.length };
}

export function isOffPanel({ flags }: Candidate): boolean {
  return flags.includes("gene_agnostic") || flags.includes("off_panel");
}
