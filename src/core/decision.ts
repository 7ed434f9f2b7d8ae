/**
 * The words for a person's decision on a variant: what an archive keeps, and what the page and the workbook offer.
 */

/** `reported` has a class; `dismissed` has none, and a reason. */
export const DECISIONS = ["reported", "dismissed"] as const;

/** Classes that a laboratory reports. */
export const REPORTED_CLASSES = ["P", "LP", "VUS", "LB", "B"] as const;

/** The classes in words. */
export const CLASS_WORDS: Readonly<Record<(typeof REPORTED_CLASSES)[number], string>> = {
  P: "pathogenic",
  LP: "likely pathogenic",
  VUS: "of uncertain significance",
  LB: "likely benign",
  B: "benign",
};

/** An answer that somebody looked at: what a decision was made on. */
export interface DecisionBasis {
  /** Its name in the archive; null: the answer was shown outside an archive. */
  case: string | null;
  /** `answerDigest` of the report as it was written. */
  run: string;
}
