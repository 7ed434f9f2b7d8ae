/** Shapes of automated evidence (docs/acmg.md) and of what was looked up, as they are written. */
import { z } from "zod";
import { fraction, optionalText, text, texts } from "../core/schema.ts";
import { clinvarEvidence } from "../vcf/schema.ts";
import { clinvarNeighbour } from "../classifications/schema.ts";
import { geneCoverage } from "../genes/coverage-schema.ts";
import { geneDisease } from "../genes/gene-disease-schema.ts";

// ---- Automated evidence ----

const points = z.int();

const disease = z
  .enum(["monoallelic", "biallelic", "x_monoallelic", "x_biallelic", "mitochondrial"])
  .nullable();

const strength = z
  .enum(["supporting", "moderate", "strong", "very_strong", "stand_alone"])
  .nullable();

export const criterionResult = z
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
    /** ACMG-01. */
    status: z
      .enum(["met", "suggested", "not_met", "not_assessed", "not_applicable"])
      .describe("suggested waits for a person, and is not counted"),
    /** Of `met` and `suggested`; null where a human has to choose it. */
    strength,
    /** null: none. */
    upTo: strength.describe("of a met criterion: what a human may choose instead"),
    /** Signed; 0 unless met or suggested. */
    points,
    inputs: z
      .record(text, z.union([text, z.number(), z.boolean(), z.null()]))
      .describe("values as they were used"),
    reason: text,
    /** Rule id. */
    rule: text,
  })
  .meta({ id: "criterion" });

/** Automated evidence of one variant: never a classification. */
export const acmgEvidence = z
  .strictObject({
    label: z.literal("automated evidence, not a classification"),
    disease,
    /** null: mitochondrial DNA (flag `mitochondrial_manual`), or PVS1 is open (`class_not_stated`, DEC-37). */
    class: z
      .enum(["P", "LP", "VUS", "LB", "B"])
      .nullable()
      .describe(
        "class of the points; null: not assessed automatically, or not stated because PVS1 could not be assessed",
      ),
    points: points.describe("of what is met"),
    pointsWithSuggested: points.describe("if every suggestion were accepted"),
    /** Posterior probability of pathogenicity from `points` (ACMG-04). */
    posterior: fraction,
    /** Of a VUS: ice cold to hot (ACMG-05). */
    temperature: optionalText,
    flags: texts,
    /** `PVS1;PM2_Supporting;PM3?`. */
    summary: text.describe("criteria met, then suggested with a question mark"),
    criteria: z.array(criterionResult),
  })
  .meta({ id: "acmg" });

/** What holds for the whole run. */
export const acmgRun = z
  .strictObject({
    profile: z.literal("tavtigian"),
    /** DC-03; null: the run has none. */
    predictor: z
      .enum(["REVEL", "BayesDel_noAF", "VEST4", "MutPred2", "CADD", "AlphaMissense"])
      .nullable()
      .describe("the one missense predictor of the run"),
    /** Criteria that no machine may decide, with the reason. */
    neverAutomated: z.array(z.strictObject({ criterion: text, reason: text })),
  })
  .meta({ id: "acmgRun" });

// ---- What was looked up for a survivor ----

const neighbours = z.array(clinvarNeighbour).nullable();

/** What a declared source says of an allele. */
export const sourceAnswer = z.strictObject({
  source: text,
  status: z.enum(["found", "absent", "not_assessed"]),
  values: z.record(text, z.union([text, z.number(), z.null()])),
  /** Why it was not assessed. */
  detail: text,
  /** `field: word`; absent: all are in the source's vocabulary, or there is none. */
  unknownWords: z.array(text).optional().describe("values that are not in the declaration"),
});

export const variantKnowledge = z
  .strictObject({
    /** In this order. */
    statements: z.array(clinvarEvidence).describe("the release's, the laboratory's, the file's"),
    /** null: no release of ClinVar was asked. */
    clinvar: z
      .strictObject({
        release: text.describe("YYYY-MM-DD"),
        /**
         * `component`: single bases of a substitution of several are known (VCF-53); `not_left_aligned`: an
         * indel that was not found and may stand elsewhere, as no reference sequence is at hand (VCF-51).
         */
        match: z.enum(["exact", "component", "none", "not_left_aligned"]),
        components: z.array(clinvarEvidence),
      })
      .nullable(),
    /** Other alleles of the codon and of the base; null: not asked. */
    neighbours: z.strictObject({ codon: neighbours, base: neighbours }).nullable(),
    /** Of the declared sources, in their order. */
    annotations: z.array(sourceAnswer),
  })
  .describe("classifications looked up for the allele; absent: none were")
  .meta({ id: "variantKnowledge" });

/** Of a gene: facts from imported tables and the part that was sequenced. */
export const geneKnowledge = z
  .strictObject({
    facts: z.array(
      z.strictObject({
        source: text,
        release: text,
        values: z.record(text, z.union([text, z.number()])),
      }),
    ),
    /** Absent: no table of genes and diseases is at hand. */
    diseases: z.array(geneDisease).optional().describe("strongest of each source first"),
    coverage: geneCoverage,
  })
  .meta({ id: "geneKnowledge" });
