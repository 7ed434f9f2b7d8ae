/**
 * For MultiQC (custom content, `*_mqc.json`). In: the answer and the counts of a run. Out: two files: a line
 * of its general statistics, and the bars of what became of the records of the panels' regions.
 */
export { multiqcFiles } from "./files.ts";
