/**
 * The policy's schema, for policy files and for docs/schemas/policy.schema.json. Loaded only when a policy
 * file is given. A file may be partial: every field is optional here, what is absent stays the default.
 */
import { z } from "zod";
import { EVENT_TYPES } from "../core/event-types.ts";
import type { Policy } from "../core/policy.ts";
import { acmgSchema } from "./policy-schema-acmg.ts";

const count = z.int().nonnegative();
const fraction = z.number().min(0).max(1);
const amount = z.number().nonnegative();
const weight = z.number();
const text = z.string();

const shape = {
  schema: z.literal("panelist.policy"),
  version: z.literal(1),
  filter: z.strictObject({ acceptMissing: z.boolean(), allow: z.array(text) }).partial(),
  quality: z
    .strictObject({
      enabled: z.boolean(),
      minDepth: count,
      minGenotypeQuality: amount,
      minAltReads: count,
      hetMinAlleleBalance: fraction,
      hetMaxAlleleBalance: fraction,
      homMinAlleleBalance: fraction,
      hemiMinDepth: count,
      hemiMinGenotypeQuality: amount,
      hemiMinAlleleBalance: fraction,
      referenceMinDepth: count,
      referenceMinGenotypeQuality: amount,
      referenceMaxAlleleBalance: fraction,
      parentMosaicMinAltReads: count,
      mosaicMinAlleleBalance: fraction,
      mtMinDepth: count,
      mtMinAltReads: count,
      mtMinFraction: fraction,
      mtHomoplasmicFraction: fraction,
      mtDeNovoFraction: fraction,
      mtNumtMaxFraction: fraction,
    })
    .partial(),
  deNovo: z
    .strictObject({
      mediumMinAlleleBalance: fraction,
      hemiMinAlleleBalance: fraction,
      maxParentAltReads: count,
      parentMinDepth: count,
      parentMinGenotypeQuality: amount,
    })
    .partial(),
  phase: z
    .strictObject({
      nearBases: count,
      sameBalance: fraction,
      codonBases: count,
      maxReferenceShare: fraction,
    })
    .partial(),
  frequency: z
    .strictObject({
      dominant: fraction,
      recessive: fraction,
      mitochondrial: fraction,
      clinvarRescue: fraction,
      maxHomozygotes: count,
      homozygotesPerAlleleNumber: z.int().positive(),
      populations: z.record(
        z.string().regex(/^[A-Z]+$/, "expected a population code in upper case"),
        z
          .strictObject({ genomesOnly: z.boolean(), dominant: fraction, recessive: fraction })
          .partial(),
      ),
      extraFields: z.array(text),
      keepAlleles: z.array(
        z
          .string()
          .regex(
            /^GRCh3[78]:[^:]+:\d+:[ACGTN]+:[ACGTN]+$/,
            "expected assembly:chrom:pos:ref:alt, e.g. GRCh38:13:20189473:C:T",
          ),
      ),
    })
    .partial(),
  consequence: z
    .strictObject({
      classes: z.array(z.enum(["lof", "protein_altering", "splice_near", "noncoding_exon"])),
      transcripts: z.enum(["reporting", "any"]),
      spliceAiRescue: fraction,
      spliceAiBenign: fraction,
    })
    .partial(),
  inheritance: z
    .strictObject({
      enabled: z.boolean(),
      maxPairsPerGene: count,
      maxPairedAlleles: count,
      geneNoiseAlleles: count,
    })
    .partial(),
  region: z.strictObject({ margin: count }).partial(),
  sampleChecks: z
    .strictObject({
      enabled: z.boolean(),
      minDepth: count,
      minGenotypeQuality: amount,
      falseAlarm: fraction,
      falsePass: fraction,
      xHetRateMale: fraction,
      xHetRateFemale: fraction,
      yCalledShareMale: fraction,
      yCalledShareFemale: fraction,
      oppositeHomozygotesWarn: fraction,
      oppositeHomozygotesFail: fraction,
      disomy: z
        .strictObject({
          errorRate: fraction,
          minShare: fraction,
          minSites: count,
          minSegmentSites: count,
          minSpread: count,
          isodisomyHetShare: fraction,
          maxChromosomes: count,
        })
        .partial(),
      gvcfShare: fraction,
      mergedShare: fraction,
      minReferenceCalls: count,
      minFilterRecords: count,
    })
    .partial(),
  incidental: z.enum(["withhold", "show"]),
  annotate: z.string().min(1).nullable(),
  acmg: acmgSchema,
  phenotype: z
    .strictObject({
      beyondPanelTop: count,
      beyondPanelMinScore: weight,
      incidentalMinScore: weight,
    })
    .partial(),
  score: z
    .strictObject({
      consequence: z
        .strictObject({
          lof: weight,
          proteinAltering: weight,
          spliceNear: weight,
          noncodingExon: weight,
          other: weight,
        })
        .partial(),
      rarity: weight,
      inSilico: weight,
      verdict: z.strictObject({ certain: weight, uncertain: weight }).partial(),
      clinvar: z
        .strictObject({
          pathogenic: weight,
          likelyPathogenic: weight,
          starBonus: weight,
          benign: weight,
        })
        .partial(),
      deNovo: z.strictObject({ high: weight, medium: weight, low: weight }).partial(),
      phase: z
        .strictObject({
          trans: weight,
          transLikely: weight,
          transPossible: weight,
          unphased: weight,
        })
        .partial(),
      qualityFailure: weight,
      phenotype: z.strictObject({ weight, least: weight, most: weight }).partial(),
    })
    .partial(),
  notify: z
    .strictObject({
      types: z.array(z.enum(EVENT_TYPES)),
      maxTier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
      software: z.boolean(),
      unsignedPanels: z.boolean(),
      clinvarMinStars: z.int().min(0).max(4),
      incompletePenetrance: z.boolean(),
      unphasedMissense: z.boolean(),
      dismissedWakesOn: z.array(z.string().regex(/^RE-0[1-9]$/, "expected RE-01 to RE-09")),
    })
    .partial(),
  limits: z
    .strictObject({
      maxLineBytes: z.int().positive(),
      maxExpansion: z.int().positive(),
      expansionFreeBytes: z.int().positive(),
    })
    .partial(),
} satisfies Record<keyof Policy, z.ZodType>;

/** `$schema` lets an editor check the file as it is written. */
export const policyFileSchema: z.ZodType = z
  .strictObject({ $schema: z.string(), ...shape })
  .partial();
