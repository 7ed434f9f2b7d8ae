/**
 * Files that were written earlier. In: the JSON of a report, of a run. Out: the same, checked against its
 * schema. Loads zod: only where such a file is read.
 */
export { checkedReport, checkedRun, refuseOtherRun } from "./documents.ts";
