/** Which consequences can make a candidate (CSQ-01 to CSQ-04, DEC-02, DEC-08). */
import type { Check } from "../core/check.ts";
import type { Policy } from "../core/policy.ts";
import type { ClinVarEvidence, GeneConsequence, TranscriptConsequence } from "../vcf/model.ts";
import { clinvarNamesGene, rescuesConsequence } from "./clinvar-rescue.ts";

/** Upstream, downstream and intergenic entries name a gene they are not in (TX-01). */
const OUTSIDE_GENE: ReadonlySet<string> = new Set([
  "upstream_gene_variant",
  "downstream_gene_variant",
  "intergenic_variant",
]);

export function isOutsideGene(consequence: TranscriptConsequence): boolean {
  return consequence.terms.every((term) => OUTSIDE_GENE.has(term));
}

/**
 * @param onPanel non-coding genes count on a panel alone (TIERING.md: tier 3 leaves them out)
 * @param names symbols the gene goes by, for CV-09
 */
export function checkConsequence(
  gene: GeneConsequence,
  clinvar: ClinVarEvidence | null,
  onPanel: boolean,
  names: readonly string[],
  policy: Policy,
): Check {
  const allowed = (c: TranscriptConsequence | null): boolean =>
    c !== null &&
    !isOutsideGene(c) &&
    (policy.consequence.classes as readonly string[]).includes(c.class) &&
    (onPanel || c.class !== "noncoding_exon");
  const pointer = gene.reporting.terms.includes("compound_elsewhere");
  const splice = (gene.inSilico.spliceAi ?? 0) >= policy.consequence.spliceAiRescue;
  const rescued =
    clinvar !== null && rescuesConsequence(clinvar) && clinvarNamesGene(clinvar, names);
  const passes = allowed(gene.reporting) || allowed(gene.worse) || pointer || splice || rescued;
  const why = allowed(gene.reporting)
    ? ""
    : allowed(gene.worse)
      ? ` (worse on ${gene.worse?.transcript ?? ""}: ${gene.worse?.terms.join("&") ?? ""})`
      : pointer
        ? " (stated at another record)"
        : splice
          ? ` (SpliceAI ${gene.inSilico.spliceAi ?? ""})`
          : rescued
            ? ` (ClinVar ${clinvar?.text ?? ""})`
            : "";
  return {
    id: `consequence:${gene.symbol}`,
    outcome: passes ? "pass" : "fail",
    value: `${gene.reporting.terms.join("&")} on ${gene.reporting.transcript || "no transcript"}${why}`,
    limit: `${policy.consequence.classes.join(", ")}; SpliceAI >= ${policy.consequence.spliceAiRescue}; ClinVar P/LP`,
    rule: "CSQ-01",
  };
}
