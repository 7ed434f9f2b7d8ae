/**
 * Report: the answer of an analysis in; TSV, JSON and VCF out, and the record of the run. Formats:
 * docs/formats.md, docs/schemas. Here too: outputs that appear whole or not at all.
 */

export { canonicalDigest as policyDigest } from "../core/canonical.ts";
export { phevalLines } from "./pheval.ts";
export { tsvLines } from "./columns.ts";
export { answerDigest } from "./decisions.ts";
export { reportDocument, reportJson, resultOf, variantOfReport } from "./json.ts";
export { openOutput, streamOutput, type Output, type OutputFile } from "./output.ts";
export { commitSet, RECORD, refuseMixedSet, setFaults } from "./set.ts";
export {
  countCandidates,
  runDocument,
  runJson,
  summaryLines,
  type RunDocument,
  type RunInput,
  type RunRecord,
} from "./run.ts";
export { capital, change, dropWord, words, zygosityWord } from "./html/words.ts";
export { factText, partWord, yieldText } from "./ranking-words.ts";
export { checkColumns, type Look, PLAIN_LOOK, terminalText } from "./terminal.ts";
export { schemaNames, schemaText } from "./schema-files.ts";
export { allVcf, eventsVcf, type EventHeader } from "./event-vcf.ts";
export { candidatesVcf, type PruneInfo } from "./vcf.ts";
export { crateJson } from "./crate.ts";
export { summaryJson } from "./summary.ts";
export { unapprovedText, worded, wordedForLog } from "./warnings.ts";
