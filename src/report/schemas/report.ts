/**
 * The shape of `panelist.report` for those who check or read it back, and the source of docs/schemas
 * (`UPDATE_SCHEMAS=1 npx vitest run test/report/schemas.test.ts`). Loads zod: nothing that only writes
 * needs it.
 */
import { z } from "zod";
import type { ReportDocument } from "../json.ts";
import { acmgRunSchema } from "./acmg.ts";
import { candidateSchema, untieredListSchema } from "./candidate.ts";
import { coverageSchema, knowledgeUsedSchema } from "./knowledge.ts";
import { beyondPanelSchema, patientSchema } from "./phenotype.ts";
import { indicationSchema, panelSource, sampleChecksSchema } from "./shared.ts";

const text = z.string();
const texts = z.array(text);
const count = z.int().nonnegative();
const optionalText = text.nullable();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const reportSchema: z.ZodType<ReportDocument> = z
  .strictObject({
    schema: z.literal("panelist.report"),
    version: z.literal(1),
    assembly: z.enum(["GRCh37", "GRCh38"]),
    annotator: optionalText,
    proband: text,
    family: z.strictObject({
      id: text,
      people: z.array(
        z.strictObject({
          id: text,
          father: optionalText,
          mother: optionalText,
          sex: text,
          affection: text,
          sequenced: z.boolean(),
        }),
      ),
    }),
    panels: z.array(
      z.strictObject({
        id: text,
        name: text,
        version: optionalText,
        source: panelSource,
        signedOff: optionalText,
        digest: text,
        genes: count,
        notes: texts,
        indication: indicationSchema
          .exactOptional()
          .describe("the clinical indication that was asked for and led to this panel"),
      }),
    ),
    policyDigest: sha256,
    knowledge: knowledgeUsedSchema,
    coverage: coverageSchema,
    patient: patientSchema.exactOptional(),
    beyondPanel: beyondPanelSchema.exactOptional(),
    candidates: z.array(candidateSchema),
    untiered: z
      .strictObject({
        one_hit: untieredListSchema,
        possible_mosaic: untieredListSchema,
        xlr_female_het: untieredListSchema,
      })
      .describe("shown outside the tiers: no tier, no rank"),
    withheld: z.strictObject({ count, list: text }),
    notAssessed: z.array(z.strictObject({ what: text, subject: text, detail: text })),
    acmg: acmgRunSchema.nullable(),
    sampleChecks: sampleChecksSchema,
    warnings: texts,
  })
  .describe("Candidates of one analysis. Holds nothing that depends on when or how it was run.");
