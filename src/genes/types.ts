import type { z } from "zod";
import type * as schema from "./gene-disease-schema.ts";

/** null: no table says it. */
export interface Constraint {
  /** ClinGen haploinsufficiency score: 0 to 3, 30, 40. */
  haploinsufficiency: number | null;
  loeuf: number | null;
  missenseZ: number | null;
  /** Of the coding sequence. */
  codingBases: number | null;
}

/** What a table says of a gene and one of its diseases (docs/evidence.md). */
export type GeneDisease = z.infer<typeof schema.geneDisease>;
