/** The workbook columns into which decisions are typed and from which they are read back: one definition for both. */
import { DECISIONS, REPORTED_CLASSES } from "../../core/decision.ts";

/** What is typed, left to right. A list: what a cell may hold, offered by the spreadsheet. */
export const TYPED = [
  { key: "decision", title: "Decision", width: 12, list: DECISIONS },
  { key: "class", title: "Class", width: 8, list: REPORTED_CLASSES },
  { key: "criteria", title: "Criteria", width: 22, list: null },
  { key: "comment", title: "Comment", width: 36, list: null },
  { key: "by", title: "Decided by", width: 14, list: null },
  { key: "date", title: "Date", width: 12, list: null },
] as const;

/** What says of which variant: as panelist wrote it. */
export const NAMED = [
  { key: "allele", title: "Variant", width: 26, list: null },
  { key: "candidateId", title: "Candidate id", width: 20, list: null },
  { key: "case", title: "Case", width: 14, list: null },
  { key: "run", title: "Run digest", width: 20, list: null },
] as const;

export const DECISION_COLUMNS = [...TYPED, ...NAMED] as const;

export type NamedKey = (typeof NAMED)[number]["key"];
export type DecisionKey = (typeof DECISION_COLUMNS)[number]["key"];

export function titleOf(key: DecisionKey): string {
  return DECISION_COLUMNS.find((column) => column.key === key)?.title ?? key;
}
