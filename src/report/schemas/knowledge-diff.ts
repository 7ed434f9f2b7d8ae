/** The shape of `panelist.knowledge-diff`, and the source of docs/schemas/knowledge-diff.schema.json. */
import { z } from "zod";

const text = z.string();

const delta = z
  .strictObject({
    kind: z.enum(["panel", "clinvar", "inhouse", "hpo", "genes", "policy"]),
    type: text.describe("of panels as in panel-diff, of classifications as in events"),
    subject: text.describe("panel, allele, HPO term, gene, or path in the policy"),
    genes: z.array(text).describe("symbols that it touches"),
    place: text.nullable().describe("build and chrom:pos:ref:alt; null: no single place"),
    old: text.nullable(),
    new: text.nullable(),
  })
  .meta({ id: "delta" });

export const knowledgeDiffSchema: z.ZodType = z.strictObject({
  schema: z.literal("panelist.knowledge-diff"),
  version: z.literal(1),
  old: text,
  new: text,
  compared: z.array(text).describe("what was held against what"),
  counts: z.record(z.string(), z.int().nonnegative()).describe("by kind and type"),
  deltas: z.array(delta),
});
