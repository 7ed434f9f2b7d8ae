/**
 * Every field of the policy, and the schema of policy files (docs/schemas/policy.schema.json). Loaded only
 * when a policy file is given.
 */
import { z } from "zod";
import { EVENT_TYPES } from "./event-types.ts";
import { count, fraction, text } from "./schema.ts";

const amount = z.number().nonnegative();
const weight = z.number();

/** Tavtigian 2020. ACMG-06: a profile ships when its text has been read, not before. */
const profile = z.literal("tavtigian", {
  error: ({ input }) =>
    input === "acgs2024"
      ? 'acgs2024 is refused until its text has been checked; expected "tavtigian"'
      : undefined,
});

/** Automated evidence (section 5; docs/acmg.md). */
const acmg = z.strictObject({
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

export const policy = z.strictObject({
  schema: z.literal("panelist.policy"),
  version: z.literal(2),
  /** FILTER column (VCF-42, VCF-43). */
  filter: z.strictObject({
    /** Accept `.`: filters were not applied. */
    acceptMissing: z.boolean(),
    /** Names that count as passed. */
    allow: z.array(text),
  }),
  /** Genotype gates (VCF-40). A failed gate is a flag, never a drop (VCF-41, DEC-01). */
  quality: z.strictObject({
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
    /** ORI-11, DN-01: this many ALT reads in a parent called reference is a suspected mosaic. */
    parentMosaicMinAltReads: count,
    /** DN-08: a proband's allele balance below the heterozygous minimum and at least this. */
    mosaicMinAlleleBalance: fraction,
    /** Mitochondrial (MT-01). */
    mtMinDepth: count,
    mtMinAltReads: count,
    mtMinFraction: fraction,
    /** DEC-51: P/LP from here to the minimum is listed, without a tier. */
    mtLowLevelFraction: fraction,
    mtHomoplasmicFraction: fraction,
    mtDeNovoFraction: fraction,
    /** MT-05: below it a nuclear copy of mitochondrial sequence is as likely. */
    mtNumtMaxFraction: fraction,
  }),
  /** How good a de novo is (DN-01, DN-02, DN-05). */
  deNovo: z.strictObject({
    /** A child's allele balance that still makes MEDIUM; HIGH needs `quality.hetMinAlleleBalance`. */
    mediumMinAlleleBalance: fraction,
    /** A son's on X and Y must be above it. */
    hemiMinAlleleBalance: fraction,
    /** ALT reads in both parents together. */
    maxParentAltReads: count,
    /** Weakest parental evidence that makes MEDIUM; weaker is unknown. */
    parentMinDepth: count,
    parentMinGenotypeQuality: amount,
  }),
  /** When two alleles look like one haplotype, and when reads prove two (CH-07, VCF-24). */
  phase: z.strictObject({
    /** Bases apart with allele balances that differ by less than `sameBalance`. */
    nearBases: count,
    sameBalance: fraction,
    /** Bases apart that may lie in one codon. */
    codonBases: count,
    /** A share of REF reads up to this: no chromosome of the person is reference here. */
    maxReferenceShare: fraction,
  }),
  /** Rarity: `frequency > limit` drops, equal passes (FREQ-10). */
  frequency: z.strictObject({
    dominant: fraction,
    recessive: fraction,
    mitochondrial: fraction,
    /** Ceiling for ClinVar P/LP of one star or more, any model. */
    clinvarRescue: fraction,
    /** DEC-11: a flag; for dominant models a limit that scales with the allele number. */
    maxHomozygotes: count,
    /** Allele number to which `maxHomozygotes` refers (gnomAD v2.1 exomes + genomes, alleles). */
    homozygotesPerAlleleNumber: z.int().positive(),
    /** DEC-12: wider dominant limits by population code (upper case), [dominant, recessive]. */
    populations: z.record(
      z.string().regex(/^[A-Z]+$/, "expected a population code in upper case"),
      z.strictObject({ genomesOnly: z.boolean(), dominant: fraction, recessive: fraction }),
    ),
    /** Extra INFO or CSQ field names to read as population frequencies. */
    extraFields: z.array(text),
    /** Alleles that bypass frequency filters: `assembly:chrom:pos:ref:alt` (DEC-12), besides the BA1 exceptions. */
    keepAlleles: z.array(
      z
        .string()
        .regex(
          /^GRCh3[78]:[^:]+:\d+:[ACGTN]+:[ACGTN]+$/,
          "expected assembly:chrom:pos:ref:alt, e.g. GRCh38:13:20189473:C:T",
        ),
    ),
  }),
  consequence: z.strictObject({
    /** Which classes can make a candidate (CSQ-01, CSQ-02, DEC-02). */
    classes: z.array(z.enum(["lof", "protein_altering", "splice_near", "noncoding_exon"])),
    /** `reporting`: TX-03's choice; `any`: the worst over all transcripts of the gene. */
    transcripts: z.enum(["reporting", "any"]),
    /** CSQ-03, DEC-02. */
    spliceAiRescue: fraction,
    spliceAiBenign: fraction,
  }),
  inheritance: z.strictObject({
    /** false: no family models; every rare damaging variant of a panel gene is a candidate. */
    enabled: z.boolean(),
    /** CH-10. */
    maxPairsPerGene: count,
    /** Most heterozygous alleles of a gene that are paired with each other; the rest is counted and told. */
    maxPairedAlleles: count,
    geneNoiseAlleles: count,
  }),
  region: z.strictObject({
    /** Bases added on both sides of a panel gene's extent (DEC-16). */
    margin: count,
  }),
  sampleChecks: z.strictObject({
    enabled: z.boolean(),
    /** What makes a genotype count. */
    minDepth: count,
    minGenotypeQuality: amount,
    /** Highest chance of an alarm in a family that is as stated, and of "passed" in one that is not. */
    falseAlarm: fraction,
    falsePass: fraction,
    /** VCF-61, VCF-27: the most that a male shows, the least that a female does; on Y the other way round. */
    xHetRateMale: fraction,
    xHetRateFemale: fraction,
    yCalledShareMale: fraction,
    yCalledShareFemale: fraction,
    /** VCF-62. */
    oppositeHomozygotesWarn: fraction,
    oppositeHomozygotesFail: fraction,
    /** UPD-01. */
    disomy: z.strictObject({
      /** Share of uniparental sites where both parents gave their chromosome. */
      errorRate: fraction,
      /** Least share where one parent gave both, and how many sites it takes. */
      minShare: fraction,
      minSites: count,
      /** The same of a part of a chromosome. */
      minSegmentSites: count,
      /** Bases from the first to the last. */
      minSpread: count,
      /** Below this share of heterozygotes the two copies are one and the same. */
      isodisomyHetShare: fraction,
      /** With more chromosomes than this the parent is doubted, not the chromosomes. */
      maxChromosomes: count,
    }),
    /** IDT-01: the most genotypes of one person that differ between two assays, the least of two people's. */
    identity: z.strictObject({ sameDiffers: fraction, othersDiffer: fraction }),
    /** VCF-05: share of blocks that makes a gVCF. */
    gvcfShare: fraction,
    /** VCF-46: share of unsupported reference genotypes that makes a merged file, and how many it takes to say. */
    mergedShare: fraction,
    minReferenceCalls: count,
    /**
     * VCF-43: records that it takes to say that none fails FILTER. Where 1 % of a file's records fail, 500 of
     * them all pass once in 150 files; failing records lie in clusters.
     */
    minFilterRecords: count,
  }),
  /** What of a gene must be covered: the sharpest figure that the table has counts. */
  coverage: z.strictObject({ minAt20: fraction, minAt10: fraction, minMean: amount }),
  /** Structural and copy-number events. Lengths in bases. */
  sv: z.strictObject({
    /** Alleles written by their bases in files of events are events from this length on. */
    minLength: count,
    /** Bases before the start of transcription that count as promoter. */
    promoterLength: count,
    /** Breakends of one chromosome that lie farther apart are no deletion, duplication or inversion. */
    breakendIntervalMax: count,
    /** DEC-47: of whole-genome depth callers alone. Shorter: a failed filter; up to the second: unless another caller agrees. */
    depthMinLength: count,
    depthSecondCallerBelow: count,
    /** SVF-05: above it an event is common. */
    frequency: z.strictObject({
      dominantLoss: fraction,
      dominantGain: fraction,
      recessive: fraction,
    }),
    /** SVE-18, SVH-07: small variants inside a deletion that are read, that speak against it, that tell its origin. */
    inside: z.strictObject({ maxSites: count, minHet: count, minOrigin: count }),
    /** SVR-08: the most events that are tiered. */
    maxEvents: count,
  }),
  incidental: z.enum(["withhold", "show"]),
  /** Withheld as those of the shipped lists are: symbols or HGNC ids (DEC-10). */
  incidentalGenes: z.array(z.string().min(1)),
  /** A declaration of sources to look survivors up in, beside the policy; `--annotate` stands before it. */
  annotate: z.string().min(1).nullable(),
  /** Automated evidence (docs/acmg.md). */
  acmg,
  /** What a patient's terms may do beyond the order; scores are log10 (docs/phenotype.md). */
  phenotype: z.strictObject({
    /** Most genes in the section "beyond the panel", and the score that they need. */
    beyondPanelTop: count,
    beyondPanelMinScore: weight,
    /** DEC-10: an incidental finding whose gene reaches this is shown. */
    incidentalMinScore: weight,
  }),
  /** The score: points of 10 log10 odds, 10 of them ten times likelier (DEC-56; docs/ranking.md). */
  points: z.strictObject({
    /** Of the parts and weights; 1 was the score of releases before 0.3.0. */
    version: z.literal(2),
    /** Of 100 patients tested like this, how many have an answer that the test can find, over 100. */
    expectedYield: z.number().gt(0).lt(1),
    /** Points of "none of these" at equal odds of an answer and none, by who was sequenced. */
    none: z.strictObject({ singleton: weight, duo: weight, trio: weight }),
    /** Share of the odds that the shortlist holds. */
    shortlist: z.number().gt(0).lte(1),
    /** Of the patient's terms: points for each log10, its floor; a gene that HPO does not know; no disease of the mode. */
    phenotype: z.strictObject({
      slope: weight,
      floor: weight,
      unannotated: weight,
      misfit: weight,
      /**
       * Share of causal genes that a release of HPO does not know: where `unannotated` was fitted (also where nothing tells
       * the release's age), of a release as new as the run's other knowledge, more for each year that it is older, at most.
       */
      unknown: z.strictObject({
        fitted: z.number().gt(0).lt(1),
        newest: z.number().gt(0).lt(1),
        perYear: z.number().nonnegative(),
        most: z.number().gt(0).lt(1),
      }),
    }),
    /** Beside an allele on one chromosome alone, which has 0. */
    genotype: z.strictObject({
      hom: weight,
      hemi: weight,
      trans: weight,
      transLikely: weight,
      unphased: weight,
    }),
    deNovo: z.strictObject({ high: weight, lower: weight }),
    /** Of each allele, added. */
    consequence: z.strictObject({
      lof: weight,
      /** In place of it, of the second in a pair of small variants. */
      lofAgain: weight,
      proteinAltering: weight,
      spliceNear: weight,
      noncodingExon: weight,
      other: weight,
      /** Less than on the reporting transcript: a worse consequence on another one. */
      elsewhere: weight,
    }),
    /** Of each allele: a source has it; for each tenfold above `rarest`, by how many copies cause the disease. */
    frequency: z.strictObject({
      rarest: z.number().gt(0).lt(1),
      present: weight,
      dominant: weight,
      recessive: weight,
    }),
    /** For each unit of -ln LOEUF and of missense Z, each held within its limits. */
    constraint: z.strictObject({
      lof: weight,
      missense: weight,
      missenseZ: weight,
      recessive: weight,
      limits: z.tuple([weight, weight]),
      limitsZ: z.tuple([weight, weight]),
    }),
    /** For each unit of ln of the coding length over `bases`, held within its limits. */
    length: z.strictObject({
      each: weight,
      bases: z.number().positive(),
      limits: z.tuple([weight, weight]),
    }),
    /** Of each allele that failed a gate. */
    qualityFailure: weight,
    /** Published likelihood ratios of calibrated predictors (PP3, BP4), not fitted. */
    predictor: z.strictObject({
      strong: weight,
      moderate: weight,
      supporting: weight,
      benignSupporting: weight,
      benignModerate: weight,
    }),
    /** By stars of review; not fitted. `most`: together with the predictor. */
    clinvar: z.strictObject({
      stars2: weight,
      star1: weight,
      unreviewed: weight,
      benign: weight,
      most: weight,
    }),
    /** The gene or region is green on an applied panel, and a mode that it states fits. */
    panel: weight,
    /** Of events, beside the parts that they share with small variants. */
    event: z.strictObject({
      /** A gene or region whose loss or gain is known to cause disease. */
      dosage: weight,
      /** Found by two kinds of methods; by one that is weak by itself. */
      twoMethods: weight,
      weakMethod: weight,
    }),
    /** In place of those above where nothing tells how common alleles are (DEC-58). */
    withoutFrequency: z.strictObject({
      slope: weight,
      unannotated: weight,
      hom: weight,
      trans: weight,
      unphased: weight,
    }),
  }),
  /** Which events of a re-analysis wake somebody; all others are kept and silent (docs/archive.md). */
  notify: z.strictObject({
    /** Types that may wake, on the grounds below. What newly reaches `maxTier` wakes under types that are not here by default, too. */
    types: z.array(z.enum(EVENT_TYPES)),
    /** A candidate wakes when it comes to this tier or above. */
    maxTier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    /** What comes up, or rises, to that tier because panelist's own rules were mended wakes, once (DEC-52). */
    software: z.boolean(),
    /** Panels that their source signs off, and that are not signed off, wake too. */
    unsignedPanels: z.boolean(),
    /** Of P or LP that is new, or lost, in ClinVar. */
    clinvarMinStars: z.int().min(0).max(4),
    /** What passes under incomplete penetrance alone (DEC-06) wakes too. */
    incompletePenetrance: z.boolean(),
    /** Pairs whose phase is open and where no allele is LOF or P/LP wake too. */
    unphasedMissense: z.boolean(),
    /** Rules on which a variant that somebody dismissed wakes again. */
    dismissedWakesOn: z.array(z.string().regex(/^RE-0[1-9]$/, "expected RE-01 to RE-09")),
  }),
  limits: z.strictObject({
    maxLineBytes: z.int().positive(),
    maxExpansion: z.int().positive(),
    expansionFreeBytes: z.int().positive(),
  }),
});

/** Numbers of which the first may not lie above the second: what holds by both would hold for nothing. */
export const ORDERED: readonly (readonly [string, string])[] = [
  ["quality.hetMinAlleleBalance", "quality.hetMaxAlleleBalance"],
  ["quality.mtLowLevelFraction", "quality.mtMinFraction"],
  ["quality.mtMinFraction", "quality.mtHomoplasmicFraction"],
  ["consequence.spliceAiBenign", "consequence.spliceAiRescue"],
  ["sampleChecks.xHetRateMale", "sampleChecks.xHetRateFemale"],
  ["sampleChecks.yCalledShareFemale", "sampleChecks.yCalledShareMale"],
  ["sampleChecks.oppositeHomozygotesWarn", "sampleChecks.oppositeHomozygotesFail"],
  ["sampleChecks.identity.sameDiffers", "sampleChecks.identity.othersDiffer"],
  ["sv.depthMinLength", "sv.depthSecondCallerBelow"],
  ["acmg.pm2.frequency", "acmg.bs1.monoallelicSupporting"],
  ["acmg.pm2.filteringFrequency", "acmg.bs1.monoallelicSupporting"],
  ["acmg.pm2.biallelicFilteringFrequency", "acmg.bs1.biallelicSupporting"],
  ["acmg.bs1.monoallelicSupporting", "acmg.bs1.monoallelic"],
  ["acmg.bs1.biallelicSupporting", "acmg.bs1.biallelic"],
  ["acmg.bs1.monoallelic", "acmg.ba1.frequency"],
  ["acmg.bs1.biallelic", "acmg.ba1.frequency"],
  ["acmg.splicing.benign", "acmg.splicing.pathogenic"],
  ["points.phenotype.unknown.newest", "points.phenotype.unknown.most"],
  ["points.constraint.limits.0", "points.constraint.limits.1"],
  ["points.constraint.limitsZ.0", "points.constraint.limitsZ.1"],
  ["points.length.limits.0", "points.length.limits.1"],
];

/** As it may stand in a file: every field is optional, what is absent stays the default. */
function partly(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodRecord && schema.valueType instanceof z.ZodObject)
    return z.record(schema.keyType, partly(schema.valueType));
  if (!(schema instanceof z.ZodObject)) return schema;
  return z.strictObject(partlyAll(schema.shape)).partial();
}

function partlyAll(shape: z.core.$ZodShape): z.core.$ZodShape {
  return Object.fromEntries(Object.entries(shape).map(([name, of]) => [name, partly(of)]));
}

/** `$schema` lets an editor check the file as it is written. */
export const policyFile = z
  .strictObject({ $schema: z.string(), ...partlyAll(policy.shape) })
  .partial();
