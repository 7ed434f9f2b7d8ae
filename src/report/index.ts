/**
 * Report: the answer of an analysis in; TSV, JSON and VCF out, and the record of the run. Formats:
 * docs/formats.md, docs/schemas. Here too: outputs that appear whole or not at all.
 */

export { canonicalDigest as policyDigest } from "../core/canonical.ts";
export { idsOf, refuseNhsNumbers } from "./for-people.ts";
export { reportDocument, resultOf, variantOfReport } from "./json.ts";
export { type OutputRequest, writeOutputs } from "./outputs.ts";
export { checkPlace } from "./check-place.ts";
export { recolumned } from "./event-vcf.ts";
export { openOutput, streamOutput, type Output } from "./output.ts";
export { writeOneOutput } from "./one-output.ts";
export { RECORD, refuseMixedSet, setFaults } from "./set.ts";
export {
  countCandidates,
  runDocument,
  summaryLines,
  type RunDocument,
  type RunInput,
  type RunRecord,
} from "./run.ts";
export { capital, change, dropWord, words, zygosityWord } from "./html/words.ts";
export { chanceText, factText, partWord } from "./ranking-words.ts";
export { checkColumns, type Look } from "./terminal.ts";
export { schemaNames, schemaText } from "./schema-files.ts";
export { type PruneInfo } from "./vcf.ts";
export { summaryJson } from "./summary.ts";
export { unapprovedText, worded, wordedForLog } from "./warnings.ts";
