/** The shapes of what a report shows of an event, as `types.ts` has them: one description serves both. */
import { z } from "zod";
import {
  count,
  counts,
  fraction,
  optionalCount,
  optionalNumber,
  optionalText,
  text,
  texts,
} from "../core/schema.ts";
import { confidence, mode } from "../panel/schema.ts";

/**
 * `CNV`: copies differ and no call says which way; `ME`: a mobile element inserted; `CPX`: several changes in one;
 * `LOH`: two copies of one parent's, no loss.
 */
export const kind = z.enum(["DEL", "DUP", "CNV", "INS", "ME", "INV", "BND", "CPX", "LOH"]);

/** How a caller found it: which of them agree is what support counts. */
export const method = z.enum(["junction", "depth", "long_read", "assembly", "mobile", "unknown"]);

export const claim = z.enum(["junction", "depth", "both"]);

export const place = z.int().positive();

/** One end of a breakend: the side of the base that is kept (`+`: the piece to its left, as in `N[p[`). */
export const breakEnd = z.strictObject({
  /** Canonical where it is a chromosome, else the contig's name. */
  chrom: text,
  pos: place,
  strand: z.enum(["+", "-"]),
});

/**
 * `reference`: called so in a joint call that can be relied on; `not_called`: the person's own file has no such event,
 * which is weaker; `unknown`: nothing is said, or what is said contradicts itself.
 */
export const callState = z.enum(["carrier", "reference", "not_called", "unknown"]);

/** What a person's call says. */
export const call = z.strictObject({
  state: callState,
  /** On which copies, of a carrier; else null. `unknown`: presence alone is told. */
  zygosity: z.enum(["het", "hom", "hemi", "het_or_hom", "unknown"]).nullable(),
  /** Total copies as called and as expected at the place; null: not told. */
  copies: optionalNumber,
  expected: optionalNumber,
  genotypeQuality: optionalNumber,
  altSupport: optionalNumber.describe("reads, pairs or bins that support the event"),
  refSupport: optionalNumber,
  /** FORMAT/FT; of a relative also the FILTER of the record, which makes the call doubtful. */
  failedFilters: texts,
  /** For `explain`: `copy number 1 of 2`, `PL contradicts 0/0`. */
  why: texts,
  /** `gt_cn_disagree`, `presence_only`, `possible_mosaic`, `low_quality`; of a parent `overlapping_call`. Sorted. */
  flags: texts,
});

/** How two records are the same event. `overlap`: reciprocal, null where places alone count; `apart`: of the ends, bases. */
export const joined = z.strictObject({ overlap: optionalNumber, apart: z.number() });

/** One record that reports an event. */
export const member = z.strictObject({
  caller: text,
  method,
  id: text,
  contig: text,
  pos: place,
  alt: text,
  first: place,
  last: place,
  filters: texts,
  joined: joined.nullable().describe("how it was joined to the first; null: it is the first"),
});

const around = z.tuple([z.int(), z.int()]);

/** What an event is, whoever carries it. */
export const shape = z.strictObject({
  key: text.describe("chrom:first-last:KIND; chrom:pos(+)~chrom:pos(-) of breakends"),
  kind,
  first: place.describe("first and last affected base, 1-based"),
  last: place,
  ciFirst: around.describe("how far the end may lie to either side"),
  ciLast: around,
  precise: z.boolean(),
  length: optionalCount,
  inserted: optionalText.describe("sequence or name of the insertion"),
  ends: z.array(breakEnd),
  claim,
});

/** What an event does to one transcript. */
export const effectWord = z.enum([
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
]);

/** What an event does to one gene, on its reporting transcript. */
export const effect = z.strictObject({
  /** With version; null: without a gene model. */
  transcript: optionalText,
  effect: effectWord,
  class: z.enum(["lof", "protein_altering", "gain", "other", "none"]),
  /** Exons hit in the transcript's direction; null: none, or not known. */
  exons: z.strictObject({ first: z.int(), last: z.int(), of: z.int() }).nullable(),
  /** Coding bases lost, doubled or turned, and of all of the transcript; null: not known. */
  codingBases: optionalCount,
  codingLength: optionalCount,
  /** Of what is lost or doubled; null: no question, or not known. */
  inFrame: z.boolean().nullable(),
  /** `exons 45-50 of 79 deleted, out of frame (871 coding bases)`. */
  text,
  source: z.enum(["transcripts", "vep", "snpeff", "svannotate", "gene_extent"]),
  /** `breakpoint_uncertain`, `processed_pseudogene_suspect`, `orientation_unknown`, ... Sorted. */
  flags: texts,
});

/**
 * One population event that matches, or one that only overlaps. Of what the file itself brings: `frequency` null with
 * `counts` says that the source was asked by who made the file, and has none.
 */
export const frequency = z.strictObject({
  source: text,
  /** In the source. */
  id: optionalText,
  frequency: optionalNumber,
  homozygotes: optionalNumber,
  hemizygotes: optionalNumber,
  alleleNumber: optionalNumber,
  /** Reciprocal; null: matched by place. */
  overlap: fraction.nullable(),
  counts: z.boolean().describe("it decides; false: it is only shown"),
  why: optionalText,
});

/** All that is known of how common an event is. */
export const rarity = z.strictObject({
  /** false: no source that holds this kind was asked. */
  assessed: z.boolean(),
  /** Highest that counts; null: asked and absent, or not assessed. */
  frequency: optionalNumber,
  homozygotes: optionalNumber,
  hemizygotes: optionalNumber,
  matches: z.array(frequency),
  nearMisses: z.array(frequency),
});

/** What ClinGen says of dosage, of a gene (`NCBI:...`) or a region (`ISCA-...`): 0 to 3, 30, 40; null: not yet evaluated. */
export const dosage = z.strictObject({
  id: text,
  name: text,
  haploinsufficiency: optionalNumber,
  triplosensitivity: optionalNumber,
});

/** A region of a panel or of ClinGen that an event covers. */
export const region = z.strictObject({
  id: text,
  name: text,
  /** Panel's confidence and mode; null: of ClinGen alone. */
  confidence: confidence.nullable(),
  mode: mode.or(text).nullable(),
  direction: z.enum(["loss", "gain"]).nullable(),
  /** Shares of the region covered: by the event shrunk and grown by its uncertainty. */
  covered: z.strictObject({ must: fraction, may: fraction }),
  /** What counts of a region without effect (ClinGen 40). */
  inside: fraction.describe("share of the event that lies in the region"),
  required: fraction,
  /** In direction, and `covered.must` reaches `required`. Where `covered.may` alone does, it is uncertain. */
  matches: z.boolean(),
  dosage: dosage.nullable(),
});

/** What was read of one file of events, as the record of a run has it. */
export const eventFile = z.strictObject({
  /** As given. */
  path: text,
  kind: z.enum(["small", "sv", "cnv", "mobile", "str", "mito"]),
  callers: texts,
  records: count,
  /** Records that are members of events; the others are in `dropped`. */
  used: count,
  dropped: counts,
  /** Records by each failed filter. */
  filters: counts,
});
