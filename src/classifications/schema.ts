/** Shapes of what is read from a snapshot, as they are written. */
import { z } from "zod";
import { classification, optionalNumber, text } from "../core/schema.ts";

/** Another allele that ClinVar knows (PM5-03: by the same transcript). */
export const clinvarNeighbour = z.strictObject({
  key: text.describe("chrom:pos:ref:alt, minimal"),
  significance: classification.shape.significance,
  stars: classification.shape.stars,
  /** Protein change of a missense, one letter; null otherwise. */
  substitution: z.strictObject({ residue: z.int(), from: text, to: text }).nullable(),
  /** Highest SpliceAI delta; null: not known. */
  spliceAi: optionalNumber,
});
