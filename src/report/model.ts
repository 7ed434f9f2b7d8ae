/** Types of what is written, for rooms that keep it. */
export type {
  ReportCandidate,
  ReportDocument,
  ReportSideCandidate,
  ReportVariant,
} from "./json.ts";
