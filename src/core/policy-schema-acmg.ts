/** The policy's section `acmg`. */
import { z } from "zod";
import { count, fraction } from "./schema.ts";

/** Tavtigian 2020. ACMG-06: a profile ships when its text has been read, not before. */
const profile = z.literal("tavtigian", {
  error: ({ input }) =>
    input === "acgs2024"
      ? 'acgs2024 is refused until its text has been checked; expected "tavtigian"'
      : undefined,
});

export const acmg = z.strictObject({
  profile,
  /** PP3-01: the first that the run has is used for every missense. */
  predictors: z
    .array(z.enum(["REVEL", "AlphaMissense", "BayesDel_noAF", "CADD", "VEST4", "MutPred2"]))
    .describe("order of preference; one is used in a run"),
  /** PP3-02: most that BP4 may weigh. */
  bp4Max: z.enum(["supporting", "moderate", "strong", "very_strong"]),
  /** ACMG-07: benign points that LB needs. */
  minBenignPoints: z.int().positive(),
  /** Genes (symbol or `HGNC:n`) whose loss of function is known to cause disease (PVS1-01). */
  lofGenes: z.array(z.string()).describe("symbols or HGNC ids"),
  pvs1: z.strictObject({
    /** Bases before the last junction in which a stop escapes decay. */
    escapeBases: count,
    /** More of the protein than this: Strong, else Moderate. */
    proteinFraction: fraction,
    /** Loss of function in the exon above this frequency: not applicable. */
    exonLofFrequency: fraction,
    maxLoeuf: z.number().nonnegative(),
    minPathogenicLof: count,
  }),
  ba1: z.strictObject({ frequency: fraction, minAlleleNumber: count }),
  bs1: z.strictObject({
    monoallelic: fraction,
    monoallelicSupporting: fraction,
    biallelic: fraction,
    biallelicSupporting: fraction,
    /** FREQ-14: the highest credible frequency by gene symbol or `HGNC:n`. */
    genes: z.record(z.string(), fraction).describe("highest credible frequency by gene"),
  }),
  bs2: z.strictObject({ minHomozygotes: count, minHemizygotes: count }),
  pm2: z.strictObject({
    frequency: fraction,
    filteringFrequency: fraction,
    alleleCount: count,
    biallelicFilteringFrequency: fraction,
    biallelicHomozygotes: count,
    /** PM2-03: of the source's highest allele number. */
    minAlleleNumberFraction: fraction,
    maxIndelBases: count,
    /** From this allele number on, `alleleCount` holds; below, not one allele (gnomAD v2, v3). */
    largeSourceAlleleNumber: count,
  }),
  splicing: z.strictObject({
    pathogenic: fraction,
    benign: fraction,
    /** SPL-02: BP7 at or beyond. */
    donorBases: count,
    acceptorBases: count,
    /** SPL-04. */
    deepBases: count,
    /** A gained site this near to a lost one is judged by its product. */
    crypticBases: count,
  }),
  /** PM5-02. */
  pm5MinRevel: fraction,
  /** PS2-03. */
  ps2: z.strictObject({ minAlleleBalance: fraction, maxDeNovos: count }),
  /** PM1-01, by ClinVar around the allele. */
  pm1MinPathogenic: count,
  pp2: z.strictObject({ missenseZ: z.number(), pathogenicShare: fraction }),
  bp1LofShare: fraction,
  pp4Score: fraction,
});
