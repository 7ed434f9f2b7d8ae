/** Schemas of what was looked up: classifications, declared sources, facts of the gene. */
import { z } from "zod";
import type { GeneKnowledge, VariantKnowledge } from "../../evidence/model.ts";
import type { KnowledgeUsed } from "../../rank/model.ts";
import type { ClinVarEvidence } from "../../vcf/model.ts";
import type { ReportDocument } from "../json.ts";

const text = z.string();
const count = z.int().nonnegative();
const texts = z.array(text);
const date = text.describe("YYYY-MM-DD");
const part = z.number().min(0).max(1).nullable();

const CLASSES = [
  ...([
    "P",
    "LP",
    "P/LP",
    "P_LOWPEN",
    "LP_LOWPEN",
    "CONF",
    "VUS",
    "LB",
    "B/LB",
    "B",
    "OTHER",
  ] as const),
] as const;

const stored = z
  .strictObject({
    source: text.describe("ClinVar, or the laboratory's name for its list"),
    release: date,
    id: text.describe("VariationID, or the list's own; empty when it has none"),
    review: text.nullable(),
    conflict: z
      .strictObject({
        pathogenic: count,
        likelyPathogenic: count,
        uncertain: count,
        likelyBenign: count,
        benign: count,
      })
      .nullable()
      .describe("submissions by class, where the classification is conflicting"),
    sideTokens: texts.describe("shown, of no class: risk factor, drug response, ..."),
    molecular: texts.describe("the source's molecular consequences"),
  })
  .describe("where a statement of the store stands");

export const clinvarSchema: z.ZodType<ClinVarEvidence> = z
  .strictObject({
    significance: z.enum(CLASSES),
    text,
    stars: count.max(4).nullable(),
    pathogenicLeaning: z.boolean(),
    genes: texts,
    somaticOnly: z.boolean(),
    origin: z
      .enum(["info", "csq", "store", "inhouse"])
      .describe("csq: by position, shown without weight; store, inhouse: looked up, by allele"),
    stored: stored.exactOptional(),
  })
  .meta({ id: "clinvar" });

const neighbours = z
  .array(
    z.strictObject({
      key: text.describe("chrom:pos:ref:alt, minimal"),
      significance: z.enum(CLASSES),
      stars: count.max(4).nullable(),
      substitution: z.strictObject({ residue: z.int(), from: text, to: text }).nullable(),
      spliceAi: z.number().nullable(),
    }),
  )
  .nullable();

export const variantKnowledgeSchema: z.ZodType<VariantKnowledge> = z
  .strictObject({
    statements: z.array(clinvarSchema).describe("the release's, the laboratory's, the file's"),
    clinvar: z
      .strictObject({
        release: date,
        match: z.enum(["exact", "component", "none", "not_left_aligned"]),
        components: z.array(clinvarSchema),
      })
      .nullable(),
    neighbours: z.strictObject({ codon: neighbours, base: neighbours }).nullable(),
    annotations: z.array(
      z.strictObject({
        source: text,
        status: z.enum(["found", "absent", "not_assessed"]),
        values: z.record(text, z.union([text, z.number(), z.null()])),
        detail: text,
      }),
    ),
  })
  .describe("what was looked up for the allele; absent: nothing was asked")
  .meta({ id: "variantKnowledge" });

const geneCoverage = z
  .strictObject({ bases: count, at10: part, at20: part, mean: z.number().nullable() })
  .nullable()
  .describe("parts of the gene covered; null: not assessed");

export const coverageSchema: z.ZodType<ReportDocument["coverage"]> = z
  .array(z.strictObject({ symbol: text, hgncId: text.nullable(), coverage: geneCoverage }))
  .nullable()
  .describe("of every panel gene; null: no table was given");

export const geneKnowledgeSchema: z.ZodType<GeneKnowledge> = z
  .strictObject({
    facts: z.array(
      z.strictObject({
        source: text,
        release: text,
        values: z.record(text, z.union([text, z.number()])),
      }),
    ),
    coverage: geneCoverage,
  })
  .meta({ id: "geneKnowledge" });

export const knowledgeUsedSchema: z.ZodType<KnowledgeUsed[]> = z.array(
  z.strictObject({
    kind: z.enum(["genes", "hpo", "clinvar", "inhouse", "gene-facts", "coverage", "source"]),
    source: text,
    release: text,
    sha256: text.nullable(),
  }),
);
