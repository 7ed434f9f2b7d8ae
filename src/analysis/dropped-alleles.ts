/** What happened to every damaging allele of the proband that is in no candidate and on no list. */
import { alleleKey, variantKey } from "../core/allele.ts";
import { remembered } from "../core/once.ts";
import type { BatchResult } from "../scan/types.ts";
import type { Candidate, GeneCandidates, RankDropReason, SideCandidate } from "../rank/types.ts";

/** An allele may be dropped in several genes: the reason nearest to a candidate is told. */
const NEAREST: readonly RankDropReason[] = [
  "moi_mismatch",
  "no_model_passes",
  "no_tier_ground",
  "below_min_confidence",
  "gene_not_on_panel",
];

/** Of one allele. @returns undefined where none is given */
export function nearestReason(reasons: readonly RankDropReason[]): RankDropReason | undefined {
  return NEAREST.find((reason) => reasons.includes(reason));
}

/**
 * @param shown candidates and lists as they are written
 * @returns alleles by reason, each under one: of the scan, of the genes, or `withheld`
 */
export function droppedAlleles(
  scanned: BatchResult | null,
  genes: readonly GeneCandidates[],
  shown: readonly (Candidate | SideCandidate)[],
): Record<string, number> {
  const counts: Record<string, number> = { ...scanned?.droppedAlleles };
  const reasons = new Map<string, RankDropReason[]>();
  for (const { key, reason } of genes.flatMap((gene) => gene.dropped))
    remembered(reasons, key, () => []).push(reason);
  const keys = new Set(shown.flatMap((c) => c.variants.map(variantKey)));
  const candidates = new Set(
    genes
      .flatMap((gene) => [...gene.candidates, ...gene.side])
      .flatMap((c) => c.variants.map(variantKey)),
  );
  for (const { chrom, pos, ref, alts, alleles } of scanned?.survivors ?? [])
    for (const { alleleIndex, damaging } of alleles) {
      const key = alleleKey({ chrom, pos, ref, alt: alts[alleleIndex - 1] ?? "" });
      if (!damaging || keys.has(key)) continue;
      const reason = candidates.has(key)
        ? "withheld"
        : (nearestReason(reasons.get(key) ?? []) ?? "no_model_passes");
      counts[reason] = (counts[reason] ?? 0) + 1;
    }
  return counts;
}
