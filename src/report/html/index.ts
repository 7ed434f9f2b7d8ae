/**
 * The report for people. In: a `panelist.report`, with what is at hand beside it (counts, policy, the record
 * of the run, the case's history). Out: one HTML file that asks for nothing, reads without its script, and
 * is the same bytes for the same input. Loaded when it is asked for.
 */
export { htmlArchive } from "./archive.ts";
export { htmlReport } from "./report.ts";
export { countsOf } from "./summary.ts";
export type { ArchiveRun } from "./types.ts";
