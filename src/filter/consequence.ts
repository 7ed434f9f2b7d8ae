/** Which consequences can make a candidate (CSQ-01 to CSQ-04, DEC-02, DEC-08). */
import type { Check } from "../core/check.ts";
import { mayRescue, type Meant } from "../core/classification.ts";
import { isOutsideGene } from "../core/consequences.ts";
import type { Policy } from "../core/policy.ts";
import type { ClinVarEvidence, GeneConsequence, TranscriptConsequence } from "../vcf/model.ts";

/**
 * @param onPanel non-coding genes count on a panel alone (TIERING.md: tier 3 leaves them out)
 * @param clinvar the statement that rescues most of those that are not another gene's
 * @param meant whether that statement is the gene's own (CV-09)
 */
export function checkConsequence(
  gene: GeneConsequence,
  clinvar: ClinVarEvidence | null,
  onPanel: boolean,
  meant: Meant,
  policy: Policy,
): Check {
  const allowed = (c: TranscriptConsequence | null): boolean =>
    c !== null &&
    !isOutsideGene(c.terms) &&
    (policy.consequence.classes as readonly string[]).includes(c.class) &&
    (onPanel || c.class !== "noncoding_exon");
  const pointer = gene.reporting.terms.includes("compound_elsewhere");
  const splice = (gene.inSilico.spliceAi ?? 0) >= policy.consequence.spliceAiRescue;
  const rescued = meant !== "no" && mayRescue(clinvar);
  const named =
    meant === "yes" ? "" : `, of ${clinvar?.genes.join(", ") ?? ""}: not known to be another gene`;
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
            ? ` (ClinVar ${clinvar?.text ?? ""}${named})`
            : "";
  return {
    id: `consequence:${gene.symbol}`,
    outcome: passes ? "pass" : "fail",
    value: `${gene.reporting.terms.join("&")} on ${gene.reporting.transcript || "no transcript"}${why}`,
    limit: `${policy.consequence.classes.join(", ")}; SpliceAI >= ${policy.consequence.spliceAiRescue}; ClinVar P/LP`,
    rule: "CSQ-01",
  };
}
