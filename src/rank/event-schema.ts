/** The shape of an event in a report: everything that people need beyond what a small variant has. */
import { z } from "zod";
import {
  count,
  fraction,
  optionalCount,
  optionalNumber,
  optionalText,
  text,
  texts,
} from "../core/schema.ts";
import { confidence, mode } from "../panel/schema.ts";

const KINDS = ["DEL", "DUP", "CNV", "INS", "ME", "INV", "BND", "CPX", "LOH"] as const;
const METHODS = ["junction", "depth", "long_read", "assembly", "mobile", "unknown"] as const;
const WORDS = [
  "whole_loss",
  "exon_loss",
  "last_exon_loss",
  "truncating_end",
  "promoter_loss",
  "intragenic_gain",
  "partial_gain",
  "whole_gain",
  "coding_insertion",
  "exon_inversion",
  "gene_disrupted",
  "gene_body_only",
  "utr_exon",
  "intronic_near",
  "downstream",
  "complex",
  "spanned",
] as const;
const CLASSES = ["lof", "protein_altering", "gain", "other", "none"] as const;
const around = z.tuple([z.int(), z.int()]);
const place = z.int().positive();

/** What a person's calls say. */
const call = z.strictObject({
  sample: text,
  state: z
    .enum(["carrier", "reference", "not_called", "unknown", "not_assayed"])
    .describe(
      "not_called: the person's own file has no such event, which is weaker than reference",
    ),
  zygosity: z.enum(["het", "hom", "hemi", "het_or_hom", "unknown"]).nullable(),
  copies: optionalNumber,
  expected: optionalNumber,
  genotypeQuality: optionalNumber,
  altSupport: optionalNumber.describe("reads, pairs or bins that support the event"),
  refSupport: optionalNumber,
  failedFilters: texts,
  why: texts,
  flags: texts,
});

const member = z.strictObject({
  caller: text,
  method: z.enum(METHODS),
  id: text,
  contig: text,
  pos: place,
  alt: text,
  first: place,
  last: place,
  filters: texts,
  joined: z
    .strictObject({ overlap: optionalNumber, apart: z.number() })
    .nullable()
    .describe("how it was joined to the first; null: it is the first"),
});

const effect = z.strictObject({
  symbol: text,
  hgncId: optionalText,
  transcript: optionalText,
  effect: z.enum(WORDS),
  class: z.enum(CLASSES),
  exons: z.strictObject({ first: z.int(), last: z.int(), of: z.int() }).nullable(),
  codingBases: optionalCount,
  codingLength: optionalCount,
  inFrame: z.boolean().nullable(),
  text,
  source: z.enum(["transcripts", "vep", "snpeff", "svannotate", "gene_extent"]),
  flags: texts,
});

const frequency = z.strictObject({
  source: text,
  id: optionalText,
  frequency: optionalNumber,
  homozygotes: optionalNumber,
  hemizygotes: optionalNumber,
  alleleNumber: optionalNumber,
  overlap: fraction.nullable(),
  counts: z.boolean().describe("it decides; false: it is only shown"),
  why: optionalText,
});

const dosage = z.strictObject({
  id: text,
  name: text,
  haploinsufficiency: optionalNumber,
  triplosensitivity: optionalNumber,
});

const region = z.strictObject({
  id: text,
  name: text,
  confidence: confidence.nullable(),
  mode: mode.or(text).nullable(),
  direction: z.enum(["loss", "gain"]).nullable(),
  covered: z.strictObject({ must: fraction, may: fraction }),
  inside: fraction.describe("share of the event that lies in the region"),
  required: fraction,
  matches: z.boolean(),
  dosage: dosage.nullable(),
});

export const shownEvent = z
  .strictObject({
    key: text.describe("chrom:first-last:KIND; chrom:pos(+)~chrom:pos(-) of breakends"),
    kind: z.enum(KINDS),
    first: place.describe("first and last affected base, 1-based"),
    last: place,
    ciFirst: around.describe("how far the end may lie to either side"),
    ciLast: around,
    precise: z.boolean(),
    length: optionalCount,
    inserted: optionalText.describe("sequence or name of the insertion"),
    ends: z.array(z.strictObject({ chrom: text, pos: place, strand: z.enum(["+", "-"]) })),
    claim: z.enum(["junction", "depth", "both"]),
    calls: z.array(call),
    members: z.array(member).describe("the records that report it, the best first"),
    support: z.array(z.enum(METHODS)).describe("kinds of methods that found it"),
    failedFilters: texts,
    /** Of the candidate's gene. */
    effect: effect
      .nullable()
      .describe("null: it is a candidate because of a region, not of a gene"),
    /** SVR-04. */
    genesHit: z.array(effect).describe("further genes on the panels, or of all genes, at most 20"),
    moreGenes: count.describe("affected genes that are not listed"),
    rarity: z.strictObject({
      assessed: z.boolean(),
      frequency: optionalNumber,
      homozygotes: optionalNumber,
      hemizygotes: optionalNumber,
      matches: z.array(frequency),
      nearMisses: z.array(frequency),
    }),
    regions: z.array(region),
    dosage: dosage.nullable().describe("ClinGen's curation of the candidate's gene"),
    inside: z
      .strictObject({
        sites: count,
        het: count,
        maternal: count.describe("sites at which the mother's allele is missing"),
        paternal: count,
      })
      .nullable()
      .describe("small variants of the proband inside a deletion; null: not read"),
    gelCnvTier: z
      .literal("A")
      .nullable()
      .describe(
        "Genomics England's own label by size, callers and overlap; never part of the tier",
      ),
  })
  .meta({ id: "structuralEvent" });
