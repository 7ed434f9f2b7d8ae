/** The columns of a workbook that decisions are typed into and read back from: one place for both ways. */
import { DECISIONS, REPORTED_CLASSES } from "../../core/decision.ts";

/** What is typed, left to right. A list: what a cell may hold, offered by the spreadsheet. */
export const TYPED = {
  decision: { title: "Decision", width: 12, list: DECISIONS },
  class: { title: "Class", width: 8, list: REPORTED_CLASSES },
  criteria: { title: "Criteria", width: 22, list: null },
  comment: { title: "Comment", width: 36, list: null },
  by: { title: "Decided by", width: 14, list: null },
  date: { title: "Date", width: 12, list: null },
} as const;

/** What says of which variant: as panelist wrote it. */
export const NAMED = {
  allele: { title: "Variant", width: 26 },
  candidateId: { title: "Candidate id", width: 20 },
  case: { title: "Case", width: 14 },
  run: { title: "Run digest", width: 20 },
} as const;

export type TypedColumn = keyof typeof TYPED;
export type NamedColumn = keyof typeof NAMED;
