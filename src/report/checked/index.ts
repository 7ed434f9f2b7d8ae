/**
 * Files that were written earlier. In: where a report lies, and its run. Out: both, checked against their
 * schemas. Loads zod: only where such a file is read.
 */
export { readReport } from "./read-report.ts";
export { readDecisions, type FoundDecision } from "./read-decisions.ts";
