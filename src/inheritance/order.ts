/** Orders that every reader shares: results best first, variants along the genome. */
import { chromosomeOrder } from "../core/assembly.ts";
import type { FamilyVariant, ModelName, ModelResult, Phase } from "./model.ts";

const VERDICTS = ["PASS", "UNCERTAIN", "FAIL"];
const PENETRANCE = ["complete", "incomplete", null];
/** CH-12. A result without a phase is not worse than one with. */
const PHASES: readonly (Phase | null)[] = [
  null,
  "TRANS",
  "TRANS_LIKELY",
  "TRANS_POSSIBLE",
  "UNPHASED",
  "CIS_LIKELY",
  "CIS",
];
/** The narrower explanation first. */
const MODELS: readonly ModelName[] = [
  "AD_DENOVO",
  "X_DENOVO",
  "AR_HOM",
  "AR_COMPHET",
  "XLR",
  "XLR_COMPHET",
  "XLD",
  "AD",
  "Y",
  "MT",
  "IMP_PATERNAL",
  "IMP_MATERNAL",
];

/** PASS before UNCERTAIN, complete before incomplete, DENOVO HIGH first, then phase (CH-12), model, alleles. */
export function compareResults(a: ModelResult, b: ModelResult): number {
  return (
    VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
    PENETRANCE.indexOf(a.penetrance) - PENETRANCE.indexOf(b.penetrance) ||
    Number(isHighDeNovo(b)) - Number(isHighDeNovo(a)) ||
    PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) ||
    MODELS.indexOf(a.model) - MODELS.indexOf(b.model)
  );
}

/** Of the de novo models; a HIGH allele in a pair or under XLR is no reason to put that first. */
function isHighDeNovo({ model, deNovo }: ModelResult): boolean {
  return (model === "AD_DENOVO" || model === "X_DENOVO") && deNovo[0] === "HIGH";
}

/** Those that do not fail, best first. */
export function bestFirst(results: readonly ModelResult[]): ModelResult[] {
  return results
    .filter((result) => result.verdict !== "FAIL")
    .sort((a, b) => compareResults(a, b) || compareText(a.alleles.join(), b.alleles.join()));
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function inGenomeOrder(a: FamilyVariant, b: FamilyVariant): number {
  return (
    chromosomeOrder(a.chrom) - chromosomeOrder(b.chrom) ||
    a.pos - b.pos ||
    compareText(a.key, b.key)
  );
}
