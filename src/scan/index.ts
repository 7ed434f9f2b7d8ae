/**
 * Filters. In: bytes of whole VCF lines and a plan. Out: the few records that may explain the disease,
 * and the count of every reason for which the others left. Runs in a worker; holds no file.
 */
export { compilePlan, ownAnnotation, type Compiled } from "./compile.ts";
export { lastBase } from "./blocks.ts";
export { judgeRecord, noSequenceAllele } from "./judge/judge.ts";
export { followPointers, settleCompounds } from "./follow.ts";
export { POINTER_REACH, unsortedError } from "./batch.ts";
export { NEIGHBOUR_BASES } from "./neighbours.ts";
export { emptyResult } from "./empty-result.ts";
export { cutAtPositions, EMPTY_LINE, EMPTY_LINE_HINT, Scanner } from "./scan.ts";
export {
  distilCriteria,
  keptReach,
  LEAST_DELETION,
  widerThanKept,
  type DistilCriteria,
} from "./keep/distil-criteria.ts";
export { rescuableByChromosome, type KnownAlleles } from "./rescuable.ts";
export { settleKept } from "./keep/kept-lines.ts";
export { groundsIn } from "./judge/consequence.ts";
export { frequencyEligibility } from "./judge/frequency.ts";
export { notAssessedIn, withFrequency, withValues } from "./judge/later-frequency.ts";
export { genesOnceLookedUp, namedAt, weighing } from "./judge/allele-genes.ts";
export { byChromosome } from "./intervals.ts";
