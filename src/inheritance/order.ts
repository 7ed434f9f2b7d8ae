/** Sort orders used throughout: results best first, variants along the genome. */
import { chromosomeOrder } from "../core/assembly.ts";
import { PHASE_ORDER } from "../core/inheritance-models.ts";
import { compareText } from "../core/text.ts";
import type { FamilyVariant, ModelResult } from "./types.ts";

const VERDICTS = ["PASS", "UNCERTAIN", "FAIL"];
const PENETRANCE = ["complete", "incomplete", null];

/** Pairs by the place that they give: complete before incomplete, PASS before UNCERTAIN, then phase (CH-12). */
export function comparePairs(a: ModelResult, b: ModelResult): number {
  const phase = (r: ModelResult): number => (r.phase === null ? -1 : PHASE_ORDER.indexOf(r.phase));
  return (
    PENETRANCE.indexOf(a.penetrance) - PENETRANCE.indexOf(b.penetrance) ||
    VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
    phase(a) - phase(b)
  );
}

export function inGenomeOrder(a: FamilyVariant, b: FamilyVariant): number {
  return (
    chromosomeOrder(a.chrom) - chromosomeOrder(b.chrom) ||
    a.pos - b.pos ||
    compareText(a.key, b.key)
  );
}
