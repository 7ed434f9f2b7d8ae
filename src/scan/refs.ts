/** REF of records against the sequence of the transcripts (VCF-54): what batches count, joined. */
import type { RefTally } from "./types.ts";

/** With more the file is of another build, and the run ends. */
export const MOST_WRONG_REFS = 10;

/** Of consecutive batches; undefined: nothing was compared. */
export function joinRefs(a: RefTally | undefined, b: RefTally | undefined): RefTally | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    compared: a.compared + b.compared,
    wrong: a.wrong + b.wrong,
    examples: [...a.examples, ...b.examples].slice(0, MOST_WRONG_REFS),
  };
}
