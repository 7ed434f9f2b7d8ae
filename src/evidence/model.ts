/**
 * What evidence is judged from, and what comes out. Plain data; positions are 1-based, frequencies are
 * fractions. `null` is "not known", which is never "no", "absent" or "benign": a criterion that needs a
 * value that is null answers `not_assessed`.
 */
import type { Assembly, LocusClass } from "../core/assembly.ts";
import type { ClinVarEvidence } from "../vcf/model.ts";

// ---- In: one allele, in one gene, under one model of disease (ACMG-09) ----

export type DiseaseModel =
  | "monoallelic"
  | "biallelic"
  | "x_monoallelic"
  | "x_biallelic"
  | "mitochondrial";

/** Frequencies of one allele in one data set (FREQ-01). */
export interface PopulationFacts {
  /** For people, e.g. `gnomAD exomes`. */
  source: string;
  /** Large enough that an allele's absence says something: gnomAD. */
  speaksOfRare: boolean;
  /** false: the source was asked and has no such allele. */
  present: boolean;
  /** Over all populations together. */
  af: number | null;
  ac: number | null;
  an: number | null;
  /** Highest allele number that the source can have; against low coverage (PM2-03). */
  maxAn: number | null;
  /** Filtering allele frequency, 95 %, of the group where it is highest (FREQ-02). */
  faf95: number | null;
  homozygotes: number | null;
  hemizygotes: number | null;
  populations: PopulationCount[];
  /** Failed filters of the source (FREQ-05); empty when passed or not told. */
  filters: string[];
  /** Fields whose numbers may be another allele's, or are none. */
  unclear?: string[];
}

export interface PopulationCount {
  /** Upper case: AFR, AMR, EAS, NFE, SAS, ASJ, FIN, ... */
  code: string;
  af: number | null;
  ac: number | null;
  an: number | null;
}

export type PredictorName =
  | "REVEL"
  | "BayesDel_noAF"
  | "VEST4"
  | "MutPred2"
  | "CADD"
  | "AlphaMissense";

export interface PredictorFacts {
  /** Predictors that the run has at all, by header or source: one is chosen for the run (PP3-01, DC-03). */
  available: readonly PredictorName[];
  scores: Partial<Record<PredictorName, number | null>>;
  /** null: the run has no SpliceAI. */
  spliceAi: SpliceFacts | null;
}

export interface SpliceFacts {
  /** Highest of the four delta scores; null: none for this allele. */
  max: number | null;
  /** Gained sites; null where the file gives the highest score alone. */
  gains: SpliceGain[] | null;
}

export interface SpliceGain {
  site: "acceptor" | "donor";
  score: number;
  /** Bases from the variant, signed, in genome order. */
  offset: number;
  /** Bases between the gained site and the lost one; null when none is lost. */
  shift: number | null;
}

/** One exon in transcript order. Both in bases. */
export interface ExonFacts {
  length: number;
  coding: number;
}

export interface Part {
  /** 1-based. */
  number: number;
  total: number;
}

/** The reporting transcript's consequence (section 2.6). */
export interface TranscriptFacts {
  transcript: string;
  /** Why this transcript counts (5.2, precondition 2); `all_coding`: the others say the same. null: not known. */
  relevance: "mane_select" | "mane_plus_clinical" | "canonical" | "preferred" | "all_coding" | null;
  /** false: its coding sequence lacks an end (VEP-10). */
  complete: boolean;
  /** Downstream of a stop on the same haplotype (BCSQ-03). */
  afterStop: boolean;
  coding: boolean;
  /** Sequence Ontology terms, most severe first. */
  terms: readonly string[];
  /** Worse terms on a transcript that is not this one (TX-04). */
  worseTerms: readonly string[];
  hgvsc: string;
  hgvsp: string;
  exon: Part | null;
  intron: Part | null;
  /** First residue that changes. */
  residue: number | null;
  /** Codon of the premature stop; of a frameshift by its `Ter` offset. */
  stopCodon: number | null;
  proteinLength: number | null;
  /** One-letter amino acids of a substitution. */
  substitution: { from: string; to: string } | null;
  /** Bases into the intron, signed as in HGVS: +1 is the first after the exon. null: not intronic or not known. */
  intronOffset: number | null;
  /** Bases to the exon's first and last base, 0 when it is that base. null: not known. */
  exonEdge: { fromStart: number; fromEnd: number } | null;
  /** The transcript's exons; null: no gene model at hand, and NMD is judged by exon numbers. */
  exons: readonly ExonFacts[] | null;
}

/** ClinVar's aggregate classes as in `vcf/model.ts`. */
type ClinVarClass =
  | "P"
  | "LP"
  | "P/LP"
  | "P_LOWPEN"
  | "LP_LOWPEN"
  | "CONF"
  | "VUS"
  | "LB"
  | "B/LB"
  | "B"
  | "OTHER";

export interface ClinVarStatement {
  significance: ClinVarClass;
  /** 0 to 4; null: not told. */
  stars: number | null;
}

/** Another allele that ClinVar knows (PM5-03: by the same transcript). */
export interface ClinVarNeighbour extends ClinVarStatement {
  /** `chrom:pos:ref:alt`, minimal. */
  key: string;
  /** Protein change of a missense, one letter; null otherwise. */
  substitution: { residue: number; from: string; to: string } | null;
  /** Highest SpliceAI delta; null: not known. */
  spliceAi: number | null;
}

/** What a ClinVar snapshot knows around the allele. `null` lists: no snapshot was asked. */
export interface ClinVarFacts {
  release: string | null;
  /** The allele itself; null: no statement is known. */
  same: ClinVarStatement | null;
  /** Missense alleles at the same codon, the allele itself left out. */
  codon: readonly ClinVarNeighbour[] | null;
  /** Other alleles at the same base. */
  base: readonly ClinVarNeighbour[] | null;
  /** Missense of one star or more within 25 bases (PM1-01). */
  nearbyMissense: { pathogenic: number; benign: number } | null;
  /** P or LP between the start codon and the next methionine in frame. */
  beforeNextMet: number | null;
}

export interface GeneFacts {
  symbol: string;
  hgncId: string | null;
  /** ClinGen haploinsufficiency score: 0 to 3, 30, 40. */
  haploinsufficiency: number | null;
  /** An applied panel has the gene green with a biallelic or X-linked recessive mode. */
  recessiveGreen: boolean;
  /** Every applied panel says that loss of function does not cause the disease (PA-02). */
  lofNotMechanism: boolean;
  /** Complete penetrance by the panels; null: not told. */
  completePenetrance: boolean | null;
  /** An applied panel has it green: the referral fits (PS2-01). */
  green: boolean;
  loeuf: number | null;
  missenseZ: number | null;
  /** ClinVar, one star or more, whole gene. */
  clinvar: {
    pathogenicLof: number;
    pathogenicMissense: number;
    benignMissense: number;
    vusMissense: number;
  } | null;
}

export interface RegionFacts {
  /** Highest frequency of a loss-of-function allele in the same exon. */
  exonLofFrequency: number | null;
  /** Another start codon is in use by a functional transcript. */
  otherStart: boolean | null;
}

export interface FamilyFacts {
  probandAffected: boolean | null;
  zygosity: "het" | "hom" | "hemi" | null;
  /** null: no parents to ask. */
  deNovo: DeNovoFacts | null;
  /** The other allele of a pair, or a second P/LP seen in the gene; null: none seen. */
  partner: PartnerFacts | null;
  /** Blood relatives with genotypes; null: singleton. */
  relatives: RelativeFacts | null;
  /** Phenotype score 0 to 1 and whether the gene is the best match; null: no terms. */
  phenotype: { score: number; best: boolean } | null;
}

export interface DeNovoFacts {
  /** Grade of DN-01; null: not de novo. */
  grade: "HIGH" | "MEDIUM" | "LOW" | null;
  parentsUnaffected: boolean | null;
  parentage: "passed" | "failed" | "not_checked";
  parentMosaic: boolean;
  childAlleleBalance: number | null;
  multiallelic: boolean;
  /** High-grade coding de novos of the proband; null: not counted. */
  count: number | null;
}

export interface PartnerFacts {
  key: string;
  phase: "trans" | "cis" | "unknown";
  /** ClinVar or the laboratory's own; never an automated class (PM3-03). */
  clinvar: ClinVarStatement | null;
}

export interface RelativeFacts {
  affectedCarriers: number;
  affectedNonCarriers: number;
  /** Affected, with genotypes, and the call at the allele failed or is too weak to say. */
  affectedUnknown: number;
  /** Sequenced, unaffected, with the genotype that the model calls disease. */
  unaffectedWithDiseaseGenotype: number;
}

export interface AcmgInput {
  assembly: Assembly;
  /** Canonical chromosome, minimal representation. */
  allele: { chrom: string; pos: number; ref: string; alt: string };
  locus: LocusClass;
  /** null: no model of inheritance passes. */
  disease: DiseaseModel | null;
  gene: GeneFacts;
  transcript: TranscriptFacts | null;
  /** null: the run has no population frequencies. */
  frequency: PopulationFacts | null;
  predictors: PredictorFacts;
  clinvar: ClinVarFacts;
  region: RegionFacts;
  family: FamilyFacts;
  /** The policy keeps the allele: a known founder or hypomorph (DEC-12). */
  keptByPolicy: boolean;
}

// ---- Out ----

export type CriterionName =
  | "PVS1"
  | "PS1"
  | "PS2"
  | "PM1"
  | "PM2"
  | "PM3"
  | "PM4"
  | "PM5"
  | "PM6"
  | "PP1"
  | "PP2"
  | "PP3"
  | "PP4"
  | "BA1"
  | "BS1"
  | "BS2"
  | "BS4"
  | "BP1"
  | "BP2"
  | "BP3"
  | "BP4"
  | "BP7";

export type Strength = "supporting" | "moderate" | "strong" | "very_strong" | "stand_alone";

/** ACMG-01. `suggested` waits for a human step and is not counted. */
type CriterionStatus = "met" | "suggested" | "not_met" | "not_assessed" | "not_applicable";

export type InputValue = string | number | boolean | null;

export interface CriterionResult {
  criterion: CriterionName;
  status: CriterionStatus;
  /** Of `met` and `suggested`; null where a human has to choose it. */
  strength: Strength | null;
  /** Of `met`: the strength that a human may choose instead; null: none. */
  upTo: Strength | null;
  /** Signed; 0 unless met or suggested. */
  points: number;
  /** Values as they were used. */
  inputs: Record<string, InputValue>;
  reason: string;
  /** Rule id. */
  rule: string;
}

export type EvidenceClass = "P" | "LP" | "VUS" | "LB" | "B";

/** Automated evidence of one variant: never a classification. */
export interface AcmgEvidence {
  label: "automated evidence, not a classification";
  disease: DiseaseModel | null;
  /** null: not judged by machine (mitochondrial DNA, 5.10). */
  class: EvidenceClass | null;
  /** Of `met` criteria. */
  points: number;
  /** If every suggestion were accepted. */
  pointsWithSuggested: number;
  /** Posterior probability of pathogenicity from `points` (ACMG-04). */
  posterior: number;
  /** Of a VUS: ice cold to hot (ACMG-05). */
  temperature: string | null;
  flags: string[];
  /** `PVS1;PM2_Supporting;PM3?`: met, then suggested. */
  summary: string;
  criteria: CriterionResult[];
}

/** What holds for the whole run. */
export interface AcmgRun {
  profile: "tavtigian";
  /** The one missense predictor (DC-03); null: the run has none. */
  predictor: PredictorName | null;
  /** Criteria that no machine may decide, with the reason. */
  neverAutomated: { criterion: string; reason: string }[];
}

// ---- What was looked up for a survivor ----

/** Of one allele; absent from a variant: nothing was asked. */
export interface VariantKnowledge {
  /** The release's, the laboratory's own lists', the file's: in this order. */
  statements: ClinVarEvidence[];
  /** null: no release of ClinVar was asked. */
  clinvar: ClinVarLookup | null;
  /** Other alleles of the codon and of the base; null: not asked. */
  neighbours: Pick<ClinVarFacts, "codon" | "base"> | null;
  /** Of the declared sources, in their order. */
  annotations: SourceAnswer[];
}

interface ClinVarLookup {
  /** YYYY-MM-DD. */
  release: string;
  /**
   * `component`: single bases of a substitution of several are known (VCF-53); `not_left_aligned`: an
   * indel that was not found and may stand elsewhere, as no reference sequence is at hand (VCF-51).
   */
  match: "exact" | "component" | "none" | "not_left_aligned";
  components: ClinVarEvidence[];
}

/** What a declared source says of an allele. */
export interface SourceAnswer {
  source: string;
  status: "found" | "absent" | "not_assessed";
  values: Record<string, string | number | null>;
  /** Why it was not assessed. */
  detail: string;
}

/** Of a gene: facts from imported tables and the part that was sequenced. */
export interface GeneKnowledge {
  facts: { source: string; release: string; values: Record<string, string | number> }[];
  /** Parts 0 to 1 at 10x and 20x; null: no table was given, or it does not have the gene. */
  coverage: GeneCoverage | null;
}

export interface GeneCoverage {
  bases: number;
  at10: number | null;
  at20: number | null;
  /** Mean depth; null where the table has none. */
  mean: number | null;
}
