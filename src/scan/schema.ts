/** The shape of what is kept of a case, as it is stored. */
import { z } from "zod";
import { count, text, texts } from "../core/schema.ts";

/** Frequencies are fractions, distances bases. Stored with every distilled file, in its header too. */
export const distilCriteria = z.strictObject({
  version: z.literal(1),
  /** Kept up to this frequency, or where it is not known: twice the widest limit of the policy's models. */
  frequency: z.number(),
  /** By population code: twice the wider limits of DEC-12. */
  populations: z.record(text, z.strictObject({ genomesOnly: z.boolean(), frequency: z.number() })),
  /** The same for alleles with a ClinVar statement other than benign. */
  clinvarFrequency: z.number(),
  /** Intronic bases beside an exon, by the annotation's HGVS. */
  margin: count,
  /** Kept from this SpliceAI score on: half the policy's. */
  spliceAi: z.number(),
  /** `anyone`: the policy asks for no inheritance. */
  carriers: z.enum(["proband", "anyone"]),
  /** Alleles kept at any frequency, and further fields that were read as frequencies (DEC-12). */
  keepAlleles: texts,
  extraFields: texts,
  /** Table of genes, as `source version`: rare records in its genes that the annotation never names are kept too. */
  geneTable: text.optional(),
  /**
   * For events: rare deletions of so many bases are kept wherever they lie, and what lies inside the proband's deletions;
   * absent: no event was given, or none could be read.
   */
  deletions: count.optional(),
});
