/**
 * The shapes of what we write, as schemas. In: nothing. Out: zod schemas, the source of docs/schemas, for
 * those who check or read documents back.
 */
export { knowledgeDiffSchema } from "./knowledge-diff.ts";
export { panelDiffSchema } from "./panel-diff.ts";
export { reportSchema } from "./report.ts";
export { runSchema } from "./run.ts";
