/** The shape of automated evidence in `panelist.report` (docs/acmg.md). */
import { z } from "zod";
import type { AcmgEvidence, AcmgRun } from "../../evidence/model.ts";

const text = z.string();
const points = z.int();
const disease = z
  .enum(["monoallelic", "biallelic", "x_monoallelic", "x_biallelic", "mitochondrial"])
  .nullable();
const strength = z
  .enum(["supporting", "moderate", "strong", "very_strong", "stand_alone"])
  .nullable();
const value = z.union([text, z.number(), z.boolean(), z.null()]);

const criterion = z
  .strictObject({
    criterion: z.enum([
      "PVS1",
      "PS1",
      "PS2",
      "PM1",
      "PM2",
      "PM3",
      "PM4",
      "PM5",
      "PM6",
      "PP1",
      "PP2",
      "PP3",
      "PP4",
      "BA1",
      "BS1",
      "BS2",
      "BS4",
      "BP1",
      "BP2",
      "BP3",
      "BP4",
      "BP7",
    ]),
    status: z
      .enum(["met", "suggested", "not_met", "not_assessed", "not_applicable"])
      .describe("suggested waits for a human step and is not counted"),
    strength,
    upTo: strength.describe("of a met criterion: what a human may choose instead"),
    points,
    inputs: z.record(text, value).describe("values as they were used"),
    reason: text,
    rule: text,
  })
  .meta({ id: "criterion" });

export const acmgSchema: z.ZodType<AcmgEvidence> = z
  .strictObject({
    label: z.literal("automated evidence, not a classification"),
    disease,
    class: z
      .enum(["P", "LP", "VUS", "LB", "B"])
      .nullable()
      .describe("class of the points; null: not judged by machine"),
    points: points.describe("of what is met"),
    pointsWithSuggested: points.describe("if every suggestion were accepted"),
    posterior: z.number().min(0).max(1),
    temperature: text.nullable(),
    flags: z.array(text),
    summary: text.describe("criteria met, then suggested with a question mark"),
    criteria: z.array(criterion),
  })
  .meta({ id: "acmg" });

export const acmgRunSchema: z.ZodType<AcmgRun> = z
  .strictObject({
    profile: z.literal("tavtigian"),
    predictor: z
      .enum(["REVEL", "BayesDel_noAF", "VEST4", "MutPred2", "CADD", "AlphaMissense"])
      .nullable()
      .describe("the one missense predictor of the run"),
    neverAutomated: z.array(z.strictObject({ criterion: text, reason: text })),
  })
  .meta({ id: "acmgRun" });
