/** The shape of a model's verdict, as it is written. */
import { z } from "zod";
import { MODEL_ORDER, PHASE_ORDER } from "../core/inheritance-models.ts";
import { texts, verdict } from "../core/schema.ts";

export const modelResult = z
  .strictObject({
    model: z.enum(MODEL_ORDER),
    /** One key, or two. */
    alleles: texts.describe("chrom:pos:ref:alt, sorted"),
    verdict,
    /** `complete`: passes under complete penetrance; `incomplete`: only under incomplete (DEC-06); null: FAIL. */
    penetrance: z.enum(["complete", "incomplete"]).nullable(),
    /** Why FAIL or UNCERTAIN, or how PASS: short stable words, e.g. `unaffected_carrier:father`, `inherited_affected`. */
    reasons: texts,
    /** Labels for people and scripts, e.g. `hom_nonmendelian`, `carrier_female_unaffected`, `affected_noncarrier`. */
    flags: texts,
    /** Per allele, in the order of `alleles`: ORI-01 to ORI-11. */
    origins: z.array(
      z.enum([
        "MAT",
        "PAT",
        "EITHER",
        "BOTH",
        "DENOVO",
        "MAT_OR_EITHER",
        "PAT_OR_EITHER",
        "NOT_MAT",
        "NOT_PAT",
        "MAT_MOSAIC",
        "PAT_MOSAIC",
        "UNKNOWN",
      ]),
    ),
    /** Per allele: null when the origin is not DENOVO. */
    deNovo: z.array(z.enum(["HIGH", "MEDIUM", "LOW"]).nullable()),
    /** Of a pair. */
    phase: z.enum(PHASE_ORDER).nullable(),
  })
  .meta({ id: "model" });
