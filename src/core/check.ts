/**
 * The outcome of one check on one variant. "not_assessed" is never "pass" in disguise: it says that
 * the input does not answer the question (principle 2 of the rules: absent annotation is not absence).
 */
type CheckOutcome = "pass" | "fail" | "not_assessed";

export interface Check {
  /** Stable name, e.g. `filter`, `frequency`, `qc:depth`. */
  id: string;
  outcome: CheckOutcome;
  /** What was found, as text for people. */
  value: string;
  /** What it was held against, as text for people. */
  limit: string;
  /** Rule ids that the check implements, e.g. `VCF-42`. */
  rule: string;
}

/** Three-valued verdict of the rules: missing data gives UNCERTAIN, never a silent yes or no. */
export type Verdict = "PASS" | "FAIL" | "UNCERTAIN";
