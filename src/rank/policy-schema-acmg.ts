/** The policy's section `acmg`, as it may stand in a policy file. */
import { z } from "zod";

const count = z.int().nonnegative();
const fraction = z.number().min(0).max(1);

/** ACMG-06, Appendix C: a profile ships when its text has been read, not before. */
const profile = z.literal("tavtigian", {
  error: ({ input }) =>
    input === "acgs2024"
      ? 'acgs2024 is refused until its text has been checked; expected "tavtigian"'
      : undefined,
});

export const acmgSchema: z.ZodType = z
  .strictObject({
    profile,
    predictors: z
      .array(z.enum(["REVEL", "AlphaMissense", "BayesDel_noAF", "CADD", "VEST4", "MutPred2"]))
      .describe("order of preference; one is used in a run"),
    bp4Max: z.enum(["supporting", "moderate", "strong", "very_strong"]),
    minBenignPoints: z.int().positive(),
    lofGenes: z.array(z.string()).describe("symbols or HGNC ids"),
    pvs1: z
      .strictObject({
        escapeBases: count,
        proteinFraction: fraction,
        exonLofFrequency: fraction,
        maxLoeuf: z.number().nonnegative(),
        minPathogenicLof: count,
      })
      .partial(),
    ba1: z.strictObject({ frequency: fraction, minAlleleNumber: count }).partial(),
    bs1: z
      .strictObject({
        monoallelic: fraction,
        monoallelicSupporting: fraction,
        biallelic: fraction,
        biallelicSupporting: fraction,
        genes: z.record(z.string(), fraction).describe("highest credible frequency by gene"),
      })
      .partial(),
    bs2: z.strictObject({ minHomozygotes: count, minHemizygotes: count }).partial(),
    pm2: z
      .strictObject({
        frequency: fraction,
        filteringFrequency: fraction,
        alleleCount: count,
        biallelicFilteringFrequency: fraction,
        biallelicHomozygotes: count,
        minAlleleNumberFraction: fraction,
        maxIndelBases: count,
        largeSourceAlleleNumber: count,
      })
      .partial(),
    splicing: z
      .strictObject({
        pathogenic: fraction,
        benign: fraction,
        donorBases: count,
        acceptorBases: count,
        deepBases: count,
        crypticBases: count,
      })
      .partial(),
    pm5MinRevel: fraction,
    ps2: z.strictObject({ minAlleleBalance: fraction, maxDeNovos: count }).partial(),
    pm1MinPathogenic: count,
    pp2: z.strictObject({ missenseZ: z.number(), pathogenicShare: fraction }).partial(),
    bp1LofShare: fraction,
    pp4Score: fraction,
  })
  .partial();
