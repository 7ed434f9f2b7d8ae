/**
 * Rank: a gene's surviving variants with their inheritance results and panel rows in; candidates with
 * tier, place in the tier, score and a sentence of reasons out, then all of them in order.
 * Rules: DEC-01 to DEC-12, COMB-01; docs/ranking.md.
 */
export { candidatesOfGene } from "./candidates.ts";
export { fractionText, nameOf, namesOf, predicted } from "./change.ts";
export { eventChecks, eventFrequency } from "./event-checks.ts";
export { copiesText, eventPlace } from "./event-words.ts";
export { standingOf } from "./models.ts";
export { oneEach } from "./one-each.ts";
export { chanceWords, withOdds } from "./odds.ts";
export { rankByScore, rankCandidates, rankSide } from "./order.ts";
export {
  beyondPanel,
  monthsBehind,
  withoutPhenotype,
  withPhenotype,
  type TermsOfRun,
} from "./phenotype.ts";
export { originText, PHASES, restamp } from "./reason.ts";
export { withholdIncidental, type Withheld } from "./withhold.ts";
export { inheritanceWord, modelWord, modeWord } from "./words.ts";
