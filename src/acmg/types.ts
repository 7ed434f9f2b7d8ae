/**
 * What evidence is judged from, and what comes out. Plain data; positions are 1-based, frequencies are
 * fractions. `null` is "not known", which is never "no", "absent" or "benign": a criterion that needs a
 * value that is null answers `not_assessed`.
 */
import type { z } from "zod";
import type { Allele } from "../core/allele.ts";
import type { Assembly, LocusClass } from "../core/assembly.ts";
import type { Policy } from "../core/policy.ts";
import type { PredictorName } from "../core/predictors.ts";
import type { ProteinChange } from "../vcf/protein-change.ts";
import type { ClinVarFacts, ClinVarStatement, GeneCounts } from "../classifications/types.ts";
import type { Constraint, GeneDisease } from "../genes/types.ts";
import type { Decay, InFrameChange, SkippedExon } from "../effect/types.ts";
import type { ModeOfInheritance } from "../panel/types.ts";
import type * as schema from "./schema.ts";

// ---- In: one allele, in one gene, under one model of disease (ACMG-09) ----

export type DiseaseModel = NonNullable<AcmgEvidence["disease"]>;

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
  /** Part of the source's people who were covered well enough at the site; absent: not told. */
  covered?: number;
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
  score: number;
  /** Bases between the gained site and the lost one; null when none is lost. */
  shift: number | null;
}

/** One exon in transcript order. Both in bases. */
export interface ExonFacts {
  length: number;
  coding: number;
}

export interface ExonNumber {
  /** 1-based. */
  number: number;
  total: number;
}

/** The reporting transcript's consequence (TX-03). */
export interface TranscriptFacts extends ProteinChange {
  transcript: string;
  /** Why this transcript counts (PVS1-01); `all_coding`: the others say the same. null: not known. */
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
  exon: ExonNumber | null;
  intron: ExonNumber | null;
  /** Bases into the intron, signed as in HGVS: +1 is the first after the exon. null: not intronic or not known. */
  intronOffset: number | null;
  /** Bases to the exon's first and last base, 0 when it is that base. null: not known. */
  exonEdge: { fromStart: number; fromEnd: number } | null;
  /** The transcript's exons; null: no gene model at hand, and NMD is judged by exon numbers. */
  exons: readonly ExonFacts[] | null;
  /** What skipping the exon does, by the gene model; null: not at a splice site. Absent: no gene model at hand. */
  skip?: SkippedExon | null;
  /** Of the new stop in the changed mRNA, by the gene model; null: it has none. Absent: no gene model at hand. */
  decay?: Decay | null;
  /** Share of the protein that is lost, by the gene model (PV-03); null: not known. Absent: as `decay`. */
  removed?: number | null;
  /** By the gene model; null: no such change. Absent: no gene model at hand. */
  inFrame?: InFrameChange | null;
  /** Coding, complete transcripts of the gene that have the exon, and all of them. Absent: no gene model at hand. */
  exonUse?: { inTranscripts: number; of: number } | null;
  /** p. of it with others on the same chromosome, which is milder than alone (HP-04). */
  milderTogether?: string;
  /** By the gene model: written at another place too, it is no loss of function (DEC-41). Absent: as `decay`. */
  milderElsewhere?: boolean;
  /** Terms of the same change where it can be written at another place too, the milder ones (DEC-41). */
  otherTerms?: readonly string[];
  /** What the annotator keeps in reserve of the transcript: it says nothing of loss of function then. */
  reserves?: readonly string[];
}

export interface GeneFacts extends Omit<Constraint, "codingBases"> {
  symbol: string;
  hgncId: string | null;
  /** An applied panel has the gene green with a biallelic or X-linked recessive mode. */
  recessiveGreen: boolean;
  /** Every applied panel says that loss of function does not cause the disease (PA-02). */
  lofNotMechanism: boolean;
  /** Complete penetrance by the panels; null: not told. */
  completePenetrance: boolean | null;
  /** An applied panel has it green: the referral fits (PS2-01). */
  green: boolean;
  /** What tables of genes and their diseases say of how the disease comes about. */
  mechanisms: readonly MechanismStatement[];
  /** Tables at hand that could have said it; empty: none. */
  mechanismSources: readonly string[];
  clinvar: GeneCounts | null;
}

/** Of one disease of the gene. */
export interface MechanismStatement {
  /** With its release: `G2P DD 2024`. */
  source: string;
  disease: string;
  mode: ModeOfInheritance;
  mechanism: GeneDisease["mechanism"];
  /** As written: `all missense/in frame`. */
  text: string;
  strength: GeneDisease["strength"];
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
  allele: Allele;
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

export type CriterionResult = z.infer<typeof schema.criterionResult>;

export type CriterionName = CriterionResult["criterion"];

export type Strength = NonNullable<CriterionResult["strength"]>;

export type Inputs = CriterionResult["inputs"];

/** What a criterion's function says; its name and rule are added by `criterion`. */
export type Outcome = Omit<CriterionResult, "criterion" | "rule" | "points">;

export type AcmgSettings = Policy["acmg"];

/** Automated evidence of one variant: never a classification. */
export type AcmgEvidence = z.infer<typeof schema.acmgEvidence>;

export type EvidenceClass = NonNullable<AcmgEvidence["class"]>;

/** What holds for the whole run. */
export type AcmgRun = z.infer<typeof schema.acmgRun>;

// ---- What was looked up for a survivor ----

/** Of one allele; absent from a variant: nothing was asked. */
export type VariantKnowledge = z.infer<typeof schema.variantKnowledge>;

/** What a declared source says of an allele. */
export type SourceAnswer = z.infer<typeof schema.sourceAnswer>;

/** Of a gene: facts from imported tables and the part that was sequenced. */
export type GeneKnowledge = z.infer<typeof schema.geneKnowledge>;
