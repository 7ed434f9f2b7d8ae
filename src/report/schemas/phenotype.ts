/** Schemas of what the patient's terms say. */
import { z } from "zod";
import type { BeyondPanel, CandidatePhenotype, PatientTerms } from "../../rank/model.ts";

const text = z.string();
const named = z.strictObject({ id: text, name: text });

const termReason = z
  .strictObject({
    term: named.describe("the patient's"),
    excluded: z.boolean(),
    absentInDisease: z.boolean().describe("the disease is known not to show it (NOT)"),
    annotation: named.nullable().describe("the disease's own term that answers it best"),
    common: named.nullable().describe("their common ancestor"),
    informationContent: z.number().describe("of the common ancestor, natural logarithm"),
    frequency: z.number().min(0).max(1),
    contribution: z.number().describe("share of the score that hangs on the term, log10"),
  })
  .meta({ id: "termReason" });

export const candidatePhenotypeSchema: z.ZodType<CandidatePhenotype> = z
  .strictObject({
    score: z.number().describe("log10 of how many times likelier the gene is with the terms"),
    posterior: z.number().min(0),
    best: z.boolean().describe("no other candidate's gene scores more"),
    reason: z
      .strictObject({ disease: named, score: z.number(), terms: z.array(termReason) })
      .nullable()
      .describe("the gene's best disease; null: the release does not know the gene"),
    diseases: z
      .array(
        z.strictObject({
          id: text,
          name: text,
          modes: z.array(text),
          fits: z.boolean().describe("the mode fits the candidate's models, or is not told"),
          score: z.number(),
        }),
      )
      .describe("all diseases of the gene, best first"),
  })
  .meta({ id: "candidatePhenotype" });

const patientTerm = named.extend({
  onset: text.exactOptional().describe("as written: a label, or an ISO 8601 age"),
  modifiers: z.array(text).exactOptional().describe("ids of modifiers and severity"),
});

export const patientSchema: z.ZodType<PatientTerms> = z.strictObject({
  hpoRelease: text,
  observed: z.array(patientTerm),
  excluded: z.array(patientTerm),
  notes: z.array(z.strictObject({ rule: text, level: z.enum(["note", "warning"]), message: text })),
});

export const beyondPanelSchema: z.ZodType<BeyondPanel[]> = z
  .array(
    z.strictObject({
      rank: z.int().positive(),
      candidateId: text,
      gene: text,
      phenotypeScore: z.number(),
    }),
  )
  .describe("genes on no applied panel that the patient's terms point to, best first");
