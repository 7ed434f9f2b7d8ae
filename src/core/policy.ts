/**
 * Every threshold that can be set, in one plain object. Figures are defaults; the policy in force and its
 * digest are part of every run record. docs/ranking.md lists the numbers that decide and are not here.
 * Frequencies are fractions, depths are reads, distances are bases.
 */
import type { EventType } from "./event-types.ts";

export interface Policy {
  schema: "panelist.policy";
  version: 1;
  /** FILTER column (VCF-42, VCF-43). */
  filter: {
    /** Accept `.`: filters were not applied. */
    acceptMissing: boolean;
    /** Names that count as passed. */
    allow: string[];
  };
  /** Genotype gates (VCF-40). A failed gate is a flag, never a drop (VCF-41, DEC-01). */
  quality: {
    enabled: boolean;
    minDepth: number;
    minGenotypeQuality: number;
    minAltReads: number;
    hetMinAlleleBalance: number;
    hetMaxAlleleBalance: number;
    homMinAlleleBalance: number;
    hemiMinDepth: number;
    hemiMinGenotypeQuality: number;
    hemiMinAlleleBalance: number;
    referenceMinDepth: number;
    referenceMinGenotypeQuality: number;
    referenceMaxAlleleBalance: number;
    /** ORI-11, DN-01: this many ALT reads in a parent called reference is a suspected mosaic. */
    parentMosaicMinAltReads: number;
    /** DN-08: a proband's allele balance below the heterozygous minimum and at least this. */
    mosaicMinAlleleBalance: number;
    /** Mitochondrial (MT-01). */
    mtMinDepth: number;
    mtMinAltReads: number;
    mtMinFraction: number;
    mtHomoplasmicFraction: number;
    mtDeNovoFraction: number;
    /** MT-05: below it a nuclear copy of mitochondrial sequence is as likely. */
    mtNumtMaxFraction: number;
  };
  /** How good a de novo is (DN-01, DN-02, DN-05). */
  deNovo: {
    /** A child's allele balance that still makes MEDIUM; HIGH needs `quality.hetMinAlleleBalance`. */
    mediumMinAlleleBalance: number;
    /** A son's on X and Y must be above it. */
    hemiMinAlleleBalance: number;
    /** ALT reads in both parents together. */
    maxParentAltReads: number;
    /** Weakest parental evidence that makes MEDIUM; weaker is unknown. */
    parentMinDepth: number;
    parentMinGenotypeQuality: number;
  };
  /** When two alleles look like one haplotype, and when reads prove two (CH-07, VCF-24). */
  phase: {
    /** Bases apart with allele balances that differ by less than `sameBalance`. */
    nearBases: number;
    sameBalance: number;
    /** Bases apart that may lie in one codon. */
    codonBases: number;
    /** A share of REF reads up to this: no chromosome of the person is reference here. */
    maxReferenceShare: number;
  };
  /** Rarity (section 4.2): `frequency > limit` drops, equal passes (FREQ-10). */
  frequency: {
    dominant: number;
    recessive: number;
    mitochondrial: number;
    /** Ceiling for ClinVar P/LP of one star or more, any model. */
    clinvarRescue: number;
    /** DEC-11: a flag; for dominant models a limit that scales with the allele number. */
    maxHomozygotes: number;
    /** Allele number to which `maxHomozygotes` refers (gnomAD v2.1 exomes + genomes, alleles). */
    homozygotesPerAlleleNumber: number;
    /** DEC-12: wider dominant limits by population code (upper case), [dominant, recessive]. */
    populations: Record<string, { genomesOnly: boolean; dominant: number; recessive: number }>;
    /** Extra INFO or CSQ field names to read as population frequencies. */
    extraFields: string[];
    /** Alleles that bypass frequency filters: `assembly:chrom:pos:ref:alt` (DEC-12), besides the BA1 exceptions. */
    keepAlleles: string[];
  };
  consequence: {
    /** Which classes can make a candidate (CSQ-01, CSQ-02, DEC-02). */
    classes: ("lof" | "protein_altering" | "splice_near" | "noncoding_exon")[];
    /** `reporting`: section 2.6's choice; `any`: the worst over all transcripts of the gene. */
    transcripts: "reporting" | "any";
    /** CSQ-03, DEC-02. */
    spliceAiRescue: number;
    spliceAiBenign: number;
  };
  inheritance: {
    /** false: no family models; every rare damaging variant of a panel gene is a candidate. */
    enabled: boolean;
    /** CH-10. */
    maxPairsPerGene: number;
    /** Most heterozygous alleles of a gene that are paired with each other; the rest is counted and told. */
    maxPairedAlleles: number;
    geneNoiseAlleles: number;
  };
  region: {
    /** Bases added on both sides of a panel gene's extent (DEC-16). */
    margin: number;
  };
  sampleChecks: {
    enabled: boolean;
    /** What makes a genotype count. */
    minDepth: number;
    minGenotypeQuality: number;
    /** Highest chance of an alarm in a family that is as stated, and of "passed" in one that is not. */
    falseAlarm: number;
    falsePass: number;
    /** VCF-61, VCF-27: the most that a male shows, the least that a female does; on Y the other way round. */
    xHetRateMale: number;
    xHetRateFemale: number;
    yCalledShareMale: number;
    yCalledShareFemale: number;
    /** VCF-62. */
    oppositeHomozygotesWarn: number;
    oppositeHomozygotesFail: number;
    /** UPD-01. */
    disomy: {
      /** Share of uniparental sites where both parents gave their chromosome. */
      errorRate: number;
      /** Least share where one parent gave both, and how many sites it takes. */
      minShare: number;
      minSites: number;
      /** The same of a part of a chromosome. */
      minSegmentSites: number;
      /** Bases from the first to the last. */
      minSpread: number;
      /** Below this share of heterozygotes the two copies are one and the same. */
      isodisomyHetShare: number;
      /** With more chromosomes than this the parent is doubted, not the chromosomes. */
      maxChromosomes: number;
    };
    /** VCF-05: share of blocks that makes a gVCF. */
    gvcfShare: number;
    /** VCF-46: share of unsupported reference genotypes that makes a merged file, and how many it takes to say. */
    mergedShare: number;
    minReferenceCalls: number;
    /**
     * VCF-43: records that it takes to say that none fails FILTER. Where 1 % of a file's records fail, 500 of
     * them all pass once in 150 files; failing records lie in clusters.
     */
    minFilterRecords: number;
  };
  incidental: "withhold" | "show";
  /** A declaration of sources to look survivors up in, beside the policy; `--annotate` stands before it. */
  annotate: string | null;
  /** Automated evidence (section 5; docs/acmg.md). */
  acmg: {
    /** Tavtigian 2020. `acgs2024` is refused until its text has been checked (Appendix C). */
    profile: "tavtigian";
    /** PP3-01: the first that the run has is used for every missense. */
    predictors: ("REVEL" | "AlphaMissense" | "BayesDel_noAF" | "CADD" | "VEST4" | "MutPred2")[];
    /** PP3-02: most that BP4 may weigh. */
    bp4Max: "supporting" | "moderate" | "strong" | "very_strong";
    /** ACMG-07: benign points that LB needs. */
    minBenignPoints: number;
    /** Genes (symbol or `HGNC:n`) whose loss of function is known to cause disease (5.2). */
    lofGenes: string[];
    pvs1: {
      /** Bases before the last junction in which a stop escapes decay. */
      escapeBases: number;
      /** More of the protein than this: Strong, else Moderate. */
      proteinFraction: number;
      /** Loss of function in the exon above this frequency: not applicable. */
      exonLofFrequency: number;
      maxLoeuf: number;
      minPathogenicLof: number;
    };
    ba1: { frequency: number; minAlleleNumber: number };
    bs1: {
      monoallelic: number;
      monoallelicSupporting: number;
      biallelic: number;
      biallelicSupporting: number;
      /** FREQ-14: the highest credible frequency by gene symbol or `HGNC:n`. */
      genes: Record<string, number>;
    };
    bs2: { minHomozygotes: number; minHemizygotes: number };
    pm2: {
      frequency: number;
      filteringFrequency: number;
      alleleCount: number;
      biallelicFilteringFrequency: number;
      biallelicHomozygotes: number;
      /** PM2-03: of the source's highest allele number. */
      minAlleleNumberFraction: number;
      maxIndelBases: number;
      /** From this allele number on, `alleleCount` holds; below, not one allele (gnomAD v2, v3). */
      largeSourceAlleleNumber: number;
    };
    splicing: {
      pathogenic: number;
      benign: number;
      /** SPL-02: BP7 at or beyond. */
      donorBases: number;
      acceptorBases: number;
      /** SPL-04. */
      deepBases: number;
      /** A gained site this near to a lost one is judged by its product. */
      crypticBases: number;
    };
    /** PM5-02. */
    pm5MinRevel: number;
    /** PS2-03. */
    ps2: { minAlleleBalance: number; maxDeNovos: number };
    /** PM1-01, by ClinVar around the allele. */
    pm1MinPathogenic: number;
    pp2: { missenseZ: number; pathogenicShare: number };
    bp1LofShare: number;
    pp4Score: number;
  };
  /** What a patient's terms may do beyond the order; scores are log10 (docs/phenotype.md). */
  phenotype: {
    /** Most genes in the section "beyond the panel", and the score that they need. */
    beyondPanelTop: number;
    beyondPanelMinScore: number;
    /** DEC-10: an incidental finding whose gene reaches this is shown. */
    incidentalMinScore: number;
  };
  /** Parts of the score; see docs/ranking.md. Each part is `weight x value in 0..1`. */
  score: {
    consequence: {
      lof: number;
      proteinAltering: number;
      spliceNear: number;
      noncodingExon: number;
      other: number;
    };
    rarity: number;
    inSilico: number;
    verdict: { certain: number; uncertain: number };
    clinvar: { pathogenic: number; likelyPathogenic: number; starBonus: number; benign: number };
    deNovo: { high: number; medium: number; low: number };
    phase: { trans: number; transLikely: number; transPossible: number; unphased: number };
    qualityFailure: number;
    /** Weight of the phenotype score (log10), and the limits of what it adds. */
    phenotype: { weight: number; least: number; most: number };
  };
  /** Which events of a re-analysis wake somebody; all others are kept and silent (docs/archive.md). */
  notify: {
    /** Types that may wake; beside the type, the ground below must be given. */
    types: EventType[];
    /** A candidate wakes when it comes to this tier or above. */
    maxTier: 1 | 2 | 3;
    /** What comes up, or rises, to that tier because panelist's own rules were mended wakes, once (DEC-52). */
    software: boolean;
    /** Panels that their source signs off, and that are not signed off, wake too. */
    unsignedPanels: boolean;
    /** Of P or LP that is new, or lost, in ClinVar. */
    clinvarMinStars: number;
    /** What passes under incomplete penetrance alone (DEC-06) wakes too. */
    incompletePenetrance: boolean;
    /** Pairs whose phase is open and where no allele is LOF or P/LP wake too. */
    unphasedMissense: boolean;
    /** Rules on which a variant that somebody dismissed wakes again. */
    dismissedWakesOn: string[];
  };
  limits: {
    maxLineBytes: number;
    maxExpansion: number;
    expansionFreeBytes: number;
  };
}

export const DEFAULT_POLICY: Policy = {
  schema: "panelist.policy",
  version: 1,
  filter: { acceptMissing: true, allow: [] },
  quality: {
    enabled: true,
    minDepth: 10,
    minGenotypeQuality: 20,
    minAltReads: 4,
    hetMinAlleleBalance: 0.2,
    hetMaxAlleleBalance: 0.8,
    homMinAlleleBalance: 0.9,
    hemiMinDepth: 6,
    hemiMinGenotypeQuality: 10,
    hemiMinAlleleBalance: 0.75,
    referenceMinDepth: 10,
    referenceMinGenotypeQuality: 20,
    referenceMaxAlleleBalance: 0.02,
    parentMosaicMinAltReads: 2,
    mosaicMinAlleleBalance: 0.05,
    mtMinDepth: 100,
    mtMinAltReads: 10,
    mtMinFraction: 0.05,
    mtHomoplasmicFraction: 0.95,
    mtDeNovoFraction: 0.9,
    mtNumtMaxFraction: 0.1,
  },
  deNovo: {
    mediumMinAlleleBalance: 0.15,
    hemiMinAlleleBalance: 0.3,
    maxParentAltReads: 1,
    parentMinDepth: 6,
    parentMinGenotypeQuality: 10,
  },
  phase: { nearBases: 5, sameBalance: 0.05, codonBases: 2, maxReferenceShare: 0.1 },
  frequency: {
    dominant: 0.001,
    recessive: 0.01,
    mitochondrial: 0.002,
    clinvarRescue: 0.05,
    maxHomozygotes: 10,
    homozygotesPerAlleleNumber: 282_912,
    populations: {
      ASJ: { genomesOnly: false, dominant: 0.003, recessive: 0.01 },
      AMI: { genomesOnly: false, dominant: 0.1, recessive: 0.1 },
      MID: { genomesOnly: false, dominant: 0.1, recessive: 0.1 },
      EAS: { genomesOnly: true, dominant: 0.002, recessive: 0.01 },
      SAS: { genomesOnly: true, dominant: 0.002, recessive: 0.01 },
    },
    extraFields: [],
    keepAlleles: [],
  },
  consequence: {
    classes: ["lof", "protein_altering", "splice_near", "noncoding_exon"],
    transcripts: "reporting",
    spliceAiRescue: 0.2,
    spliceAiBenign: 0.1,
  },
  inheritance: { enabled: true, maxPairsPerGene: 10, maxPairedAlleles: 500, geneNoiseAlleles: 5 },
  region: { margin: 1000 },
  sampleChecks: {
    enabled: true,
    minDepth: 10,
    minGenotypeQuality: 20,
    falseAlarm: 1e-4,
    falsePass: 1e-3,
    xHetRateMale: 0.05,
    xHetRateFemale: 0.15,
    yCalledShareMale: 0.5,
    yCalledShareFemale: 0.05,
    oppositeHomozygotesWarn: 0.005,
    oppositeHomozygotesFail: 0.02,
    disomy: {
      errorRate: 0.01,
      minShare: 0.8,
      minSites: 3,
      minSegmentSites: 10,
      minSpread: 5_000_000,
      isodisomyHetShare: 0.1,
      maxChromosomes: 2,
    },
    gvcfShare: 0.05,
    mergedShare: 0.2,
    minReferenceCalls: 20,
    minFilterRecords: 500,
  },
  incidental: "withhold",
  annotate: null,
  acmg: {
    profile: "tavtigian",
    predictors: ["REVEL", "AlphaMissense", "BayesDel_noAF", "CADD"],
    bp4Max: "supporting",
    minBenignPoints: 1,
    lofGenes: [],
    pvs1: {
      escapeBases: 50,
      proteinFraction: 0.1,
      exonLofFrequency: 0.001,
      maxLoeuf: 0.35,
      minPathogenicLof: 3,
    },
    ba1: { frequency: 0.05, minAlleleNumber: 2000 },
    bs1: {
      monoallelic: 0.001,
      monoallelicSupporting: 0.0002,
      biallelic: 0.01,
      biallelicSupporting: 0.005,
      genes: {},
    },
    bs2: { minHomozygotes: 3, minHemizygotes: 3 },
    pm2: {
      frequency: 1e-5,
      filteringFrequency: 1e-5,
      alleleCount: 5,
      biallelicFilteringFrequency: 1e-4,
      biallelicHomozygotes: 1,
      minAlleleNumberFraction: 0.5,
      maxIndelBases: 50,
      largeSourceAlleleNumber: 1_000_000,
    },
    splicing: {
      pathogenic: 0.2,
      benign: 0.1,
      donorBases: 7,
      acceptorBases: 21,
      deepBases: 50,
      crypticBases: 20,
    },
    pm5MinRevel: 0.29,
    ps2: { minAlleleBalance: 0.3, maxDeNovos: 10 },
    pm1MinPathogenic: 4,
    pp2: { missenseZ: 3.09, pathogenicShare: 0.808 },
    bp1LofShare: 0.75,
    pp4Score: 0.7,
  },
  phenotype: { beyondPanelTop: 3, beyondPanelMinScore: 1, incidentalMinScore: 2 },
  score: {
    consequence: { lof: 30, proteinAltering: 18, spliceNear: 10, noncodingExon: 12, other: 4 },
    rarity: 20,
    inSilico: 10,
    verdict: { certain: 10, uncertain: 0 },
    clinvar: { pathogenic: 25, likelyPathogenic: 20, starBonus: 2, benign: -25 },
    deNovo: { high: 20, medium: 8, low: 0 },
    phase: { trans: 10, transLikely: 7, transPossible: 4, unphased: 0 },
    qualityFailure: -15,
    phenotype: { weight: 10, least: -20, most: 30 },
  },
  notify: {
    types: [
      "gene_to_green",
      "gene_from_green",
      "moi_changed",
      "mop_changed",
      "panel_row_changed",
      "rule_unresolved",
      "clinvar_up",
      "clinvar_down",
      "inhouse_changed",
      "new_partner",
      "family_changed",
    ],
    maxTier: 2,
    software: true,
    unsignedPanels: false,
    clinvarMinStars: 1,
    incompletePenetrance: false,
    unphasedMissense: false,
    dismissedWakesOn: ["RE-01", "RE-02", "RE-03", "RE-04", "RE-07"],
  },
  limits: {
    maxLineBytes: 64 * 1024 * 1024,
    maxExpansion: 1000,
    expansionFreeBytes: 64 * 1024 * 1024,
  },
};
