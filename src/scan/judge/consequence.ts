/** Which consequences can make a candidate (CSQ-01 to CSQ-04, DEC-02, DEC-08). */
import type { Check } from "../../core/check.ts";
import type { Meant } from "../../core/classification.ts";
import { type ConsequenceGround, isOutsideGene } from "../../core/consequences.ts";
import type { Policy } from "../../core/policy.ts";
import { isUndetermined } from "../../vcf/index.ts";
import type { ClinVarEvidence, GeneConsequence, TranscriptConsequence } from "../../vcf/types.ts";

/** Its class makes a candidate of an allele in the gene. */
export function isClassAllowed(
  { terms, class: own }: Pick<TranscriptConsequence, "terms" | "class">,
  { consequence: { classes } }: Policy,
): boolean {
  return !isOutsideGene(terms) && (classes as readonly string[]).includes(own);
}

/**
 * On which grounds an allele may be a candidate in a gene, in the order in which they are told; none: it may not.
 * @param rescued by a statement that is not another gene's (CSQ-03, CV-09)
 * @param onPanel non-coding genes count on a panel alone (tier 3 leaves them out, as Genomics England's does)
 */
export function groundsIn(
  { reporting, worse, inSilico }: Pick<GeneConsequence, "reporting" | "worse" | "inSilico">,
  policy: Policy,
  rescued: boolean,
  onPanel = true,
): ConsequenceGround[] {
  const { spliceAiRescue } = policy.consequence;
  const allowed = (c: TranscriptConsequence | null): boolean =>
    c !== null && isClassAllowed(c, policy) && (onPanel || c.class !== "noncoding_exon");
  const holds: Record<ConsequenceGround, boolean> = {
    class: allowed(reporting),
    worse: allowed(worse),
    elsewhere:
      reporting.terms.includes("compound_elsewhere") ||
      isUndetermined(reporting) ||
      (worse !== null && isUndetermined(worse)),
    splice_ai: (inSilico.spliceAi ?? 0) >= spliceAiRescue,
    clinvar: rescued,
  };
  return GROUNDS.filter((ground) => holds[ground]);
}

function elsewhereWords({ reporting, worse }: GeneConsequence): string {
  const open = [reporting, worse].find((entry) => entry !== null && isUndetermined(entry));
  if (!open) return " (stated at another record)";
  const on = open === worse ? ` on ${worse.transcript}` : "";
  return open.flags?.includes("reference_differs") === true
    ? ` (REF is not what the sequence has there: what it does${on} is not known)`
    : open.flags?.includes("sequence_missing") === true
      ? ` (the sequence there is not known${on})`
      : ` (what it does there is not known${on})`;
}

const GROUNDS: readonly ConsequenceGround[] = [
  "class",
  "worse",
  "elsewhere",
  "splice_ai",
  "clinvar",
];

/**
 * @param clinvar the statement that rescues most of those that are not another gene's
 * @param meant whether that statement is the gene's own (CV-09)
 * @param onPanel as of `groundsIn`
 */
export function checkConsequence(
  gene: GeneConsequence,
  [ground]: readonly ConsequenceGround[],
  clinvar: ClinVarEvidence | null,
  meant: Meant,
  policy: Policy,
  onPanel = true,
): Check {
  const named =
    meant === "yes" ? "" : `, of ${clinvar?.genes.join(", ") ?? ""}: not known to be another gene`;
  const milder = gene.reporting.otherPlacement?.join("&");
  const elsewhere =
    milder === undefined ? "" : ` (${milder} where the same change is written at its other end)`;
  const why: Record<ConsequenceGround, string> = {
    class: "",
    worse: ` (worse on ${gene.worse?.transcript ?? ""}: ${gene.worse?.terms.join("&") ?? ""})`,
    elsewhere: elsewhereWords(gene),
    splice_ai: ` (SpliceAI ${gene.inSilico.spliceAi ?? ""})`,
    clinvar: ` (ClinVar ${clinvar?.text ?? ""}${named})`,
  };
  const { classes, spliceAiRescue } = policy.consequence;
  const asked = classes.map((name) =>
    name === "noncoding_exon" && !onPanel ? "noncoding_exon of a panel's gene" : name,
  );
  return {
    id: `consequence:${gene.symbol}`,
    outcome: ground === undefined ? "fail" : "pass",
    value: `${gene.reporting.terms.join("&")} on ${gene.reporting.transcript || "no transcript"}${elsewhere}${ground === undefined ? "" : why[ground]}`,
    limit: `${asked.join(", ")}; SpliceAI >= ${spliceAiRescue}; ClinVar P/LP`,
    rule: "CSQ-01",
  };
}
