/** The shape of one variant in `panelist.report`. */
import { z } from "zod";
import type { ReportVariant } from "../json.ts";
import { acmgSchema } from "./acmg.ts";
import { clinvarSchema, variantKnowledgeSchema } from "./knowledge.ts";

const text = z.string();
const texts = z.array(text);
const optionalText = text.nullable();
const optionalNumber = z.number().nullable();
const optionalCount = z.int().nonnegative().nullable();
const fraction = z.number().min(0).max(1);

const consequence = z
  .strictObject({
    symbol: text,
    hgncId: optionalText,
    ensemblGene: optionalText,
    ncbiGene: optionalText,
    transcript: text,
    biotype: text,
    terms: texts,
    impact: z.enum(["HIGH", "MODERATE", "LOW", "MODIFIER"]),
    class: z.enum([
      "lof",
      "protein_altering",
      "splice_near",
      "noncoding_exon",
      "synonymous",
      "other",
    ]),
    hgvsc: text,
    hgvsp: text,
    exon: text,
    intron: text,
    proteinPosition: text
      .exactOptional()
      .describe("residues over the protein's length (12/345), or the residue alone"),
    canonical: z.boolean(),
    maneSelect: z.boolean(),
    manePlusClinical: z.boolean(),
    appris: text,
    tsl: optionalNumber,
    picked: z.boolean(),
    incomplete: z.boolean(),
    afterStop: z.boolean(),
  })
  .meta({ id: "consequence" });

const frequencyValue = z
  .strictObject({
    field: text,
    source: text,
    population: optionalText,
    genomes: z.boolean().nullable(),
    af: fraction,
    lowest: fraction
      .exactOptional()
      .describe(
        "the field gives several numbers, from this one to af; nothing tells which is the allele's",
      ),
  })
  .meta({ id: "frequencyValue" });

const frequency = z
  .strictObject({
    assessed: z
      .boolean()
      .describe(
        "false: no frequency field, or nothing in it can be read; never to be read as rare",
      ),
    values: z.array(frequencyValue),
    max: frequencyValue.nullable(),
    homozygotes: optionalNumber,
    hemizygotes: optionalNumber,
    alleleNumber: optionalNumber,
    exomesOnly: z.boolean(),
    unread: z
      .array(text)
      .exactOptional()
      .describe("fields whose text for this allele is no frequency or count"),
  })
  .meta({ id: "frequency" });

export const variantSchema: z.ZodType<ReportVariant> = z
  .strictObject({
    chrom: text.describe("1 to 22, X, Y, MT"),
    contig: text.describe("as the input writes it"),
    pos: z.int().positive().describe("1-based"),
    ref: text,
    alt: text,
    alleleIndex: z.int().positive().describe("number of the ALT in the input record, from 1"),
    id: text,
    consequence,
    worse: consequence.nullable().describe("a worse consequence on another transcript"),
    inSilico: z.strictObject({
      spliceAi: optionalNumber,
      revel: optionalNumber,
      cadd: optionalNumber,
      alphaMissense: optionalNumber,
    }),
    frequency,
    clinvar: clinvarSchema.nullable(),
    knowledge: variantKnowledgeSchema.exactOptional(),
    filters: texts.describe("[] when FILTER is ."),
    zygosity: text,
    genotypes: z.array(
      z.strictObject({
        sample: text,
        genotype: text,
        alleleDepths: z.array(optionalCount).nullable(),
        depth: optionalNumber,
        genotypeQuality: optionalNumber,
        alleleBalance: optionalNumber,
      }),
    ),
    qcFailures: texts,
    qcMissing: texts,
    flags: texts,
    checks: z.array(
      z.strictObject({
        id: text,
        outcome: z.enum(["pass", "fail", "not_assessed"]),
        value: text,
        limit: text,
        rule: text,
      }),
    ),
    acmg: acmgSchema.nullable(),
  })
  .meta({ id: "variant" });
