/** The shape of a candidate in `panelist.report`: its gene, models, panels, score and variants. */
import { z } from "zod";
import type { ReportCandidate, ReportSideCandidate } from "../json.ts";
import { geneKnowledgeSchema } from "./knowledge.ts";
import { candidatePhenotypeSchema } from "./phenotype.ts";
import { variantSchema } from "./variant.ts";

const text = z.string();
const texts = z.array(text);
const optionalText = text.nullable();
const assembly = z.enum(["GRCh37", "GRCh38"]);
const verdict = z.enum(["PASS", "FAIL", "UNCERTAIN"]);
const tier = z.union([z.literal(1), z.literal(2), z.literal(3)]);

const model = z
  .strictObject({
    model: z.enum([
      "AD",
      "AD_DENOVO",
      "AR_HOM",
      "AR_COMPHET",
      "XLR",
      "XLR_COMPHET",
      "XLD",
      "X_DENOVO",
      "Y",
      "MT",
      "IMP_PATERNAL",
      "IMP_MATERNAL",
    ]),
    alleles: texts.describe("chrom:pos:ref:alt, sorted"),
    verdict,
    penetrance: z.enum(["complete", "incomplete"]).nullable(),
    reasons: texts,
    flags: texts,
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
    deNovo: z.array(z.enum(["HIGH", "MEDIUM", "LOW"]).nullable()),
    phase: z
      .enum(["TRANS", "TRANS_LIKELY", "TRANS_POSSIBLE", "UNPHASED", "CIS", "CIS_LIKELY"])
      .nullable(),
  })
  .meta({ id: "model" });

const panelRow = z
  .strictObject({
    id: text,
    name: text,
    version: optionalText,
    confidence: z.enum(["green", "amber", "red", "grey"]),
    mode: z.enum([
      "monoallelic",
      "monoallelic_paternal_expressed",
      "monoallelic_maternal_expressed",
      "biallelic",
      "both",
      "both_biallelic_severe",
      "x_biallelic_females",
      "x_monoallelic_females",
      "mitochondrial",
      "unknown",
      "other",
      "missing",
    ]),
    modeText: text,
    penetrance: z.enum(["complete", "incomplete", "unknown"]),
    lofNotMechanism: z.boolean(),
  })
  .meta({ id: "panelRow" });

const shared = {
  candidateId: z
    .string()
    .regex(/^c[0-9a-f]{16}$/)
    .describe("hash of assembly, gene and alleles"),
  band: z
    .union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
    .describe("place inside the tier, lower is better"),
  score: z.number(),
  scoreParts: z.array(
    z.strictObject({
      part: z.enum([
        "consequence",
        "rarity",
        "in_silico",
        "verdict",
        "clinvar",
        "de_novo",
        "phase",
        "quality",
        "phenotype",
      ]),
      value: z.number(),
      note: text,
    }),
  ),
  gene: z.strictObject({ symbol: text, hgncId: optionalText, ensemblId: optionalText }),
  assembly,
  verdict,
  models: z.array(model).describe("passing models, best first"),
  flags: texts,
  panels: z.array(panelRow),
  geneKnowledge: geneKnowledgeSchema.exactOptional(),
  phenotype: candidatePhenotypeSchema.exactOptional(),
  reason: text,
  variants: z.array(variantSchema).min(1).max(2),
};

export const candidateSchema: z.ZodType<ReportCandidate> = z
  .strictObject({ rank: z.int().positive(), tier, ...shared })
  .meta({ id: "candidate" });

export const untieredListSchema: z.ZodType<ReportSideCandidate[]> = z.array(
  z.strictObject(shared).meta({ id: "untieredCandidate" }),
);
