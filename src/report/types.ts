/** Types of what is written, for rooms that keep it. */
export type { ReportDocument, ReportSideCandidate } from "./json.ts";
export type { RunDocument } from "./run.ts";
