/** What is said of a patient before a run. */
import type { WrittenTerm } from "../phenotype/types.ts";

export interface PhenotypeOptions {
  /** Lists of `--hpo`: terms by id or name, joined by commas. */
  hpo?: string[] | undefined;
  phenopacket?: string | undefined;
  caseFile?: string | undefined;
  /** undefined: the newest of the store. */
  release?: string | undefined;
  strict?: boolean | undefined;
  /** What the release does not know is dropped with a warning (DEC-31). */
  skipUnknownTerms?: boolean | undefined;
  /** Terms that were read already. */
  terms?: WrittenTerm[] | undefined;
}
