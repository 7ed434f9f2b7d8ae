/** What a candidate is: one type, written by every reporter, stored by the archive later. */
import type { z } from "zod";
import type { Assembly } from "../core/assembly.ts";
import type { Meant } from "../core/classification.ts";
import type { Policy } from "../core/policy.ts";
import type { ConsequenceGround } from "../core/consequences.ts";
import type { Carriage, GeneInheritance, ModelName } from "../inheritance/types.ts";
import type { Confidence, TableGene } from "../panel/types.ts";
import type { ClinVarEvidence } from "../vcf/types.ts";
import type * as schema from "./schema.ts";

export type Tier = z.infer<typeof schema.tier>;

/** Place inside the tier, lower is better (DEC-01). */
export type Band = Candidate["band"];

/** One person's genotype at one variant, as shown. `null`: not sequenced. */
export type ShownGenotype = z.infer<typeof schema.shownGenotype>;

/** Name and fractions of a variant of mitochondrial DNA. */
export type Mitochondrial = z.infer<typeof schema.mitochondrial>;

/** One variant of a candidate: one row of the TSV. */
export type Compound = z.infer<typeof schema.compound>;

export type CandidateVariant = SmallVariant | EventVariant;

export type SmallVariant = z.infer<typeof schema.smallVariant> & OfRun;

export type EventVariant = z.infer<typeof schema.eventVariant> &
  OfRun & {
    /** Its records as the files have them, for the VCF of events. Not part of the JSON. */
    records: readonly { file: number; text: string }[];
  };

export type ShownEvent = EventVariant["event"];

/** Not part of the JSON. */
export interface OfRun {
  /** Why it may be a candidate, as the filter found. Not part of the JSON, as `carriers`. */
  grounds: readonly ConsequenceGround[];
  /** Of each statement that weighs, is it this gene's (CV-09)? Not part of the JSON, as `carriers`. */
  meant: ReadonlyMap<ClinVarEvidence, Meant>;
  /** By person index of the family. Not part of the JSON: empty for a candidate read from a report. */
  carriers: readonly (Carriage | null)[];
  /** The input line, for the VCF of candidates. Not part of the JSON. */
  line: Uint8Array;
}

/** One part of the score, shown so that it can be taken apart. */
export type ScorePart = z.infer<typeof schema.scorePart>;

export type CandidateGene = Candidate["gene"];

/** What a panel says of the gene, with the panel's name and version beside it. */
export type CandidatePanel = z.infer<typeof schema.candidatePanel>;

/** One gene and one allele set. */
export interface Candidate extends Omit<z.infer<typeof schema.candidate>, "rank" | "variants"> {
  /** One, or two in genome order. */
  variants: CandidateVariant[];
}

/** How candidates were ordered, and what may be told of their odds. */
export type Ranking = z.infer<typeof schema.ranking>;

/** What is known of a gene as a whole; null: no table or annotation at hand tells. */
export interface GeneMeasures {
  /** gnomAD's upper bound of observed over expected loss of function. */
  loeuf: number | null;
  missenseZ: number | null;
  codingBases: number | null;
}

/** What the patient's terms say of a candidate's gene. */
export type CandidatePhenotype = z.infer<typeof schema.candidatePhenotype>;

/** One line of the section "beyond the panel". */
export type BeyondPanel = z.infer<typeof schema.beyondPanel>;

/** Something to beware of, as data and in words. */
export type Warning = z.infer<typeof schema.warning>;

/** The patient's terms as they were used. */
export type PatientTerms = z.infer<typeof schema.patientTerms>;
export type PatientTerm = PatientTerms["observed"][number];

/** DEC-09: shown outside the tiers. Same shape, no tier and no rank. */
export interface SideCandidate extends Omit<Candidate, "tier"> {
  list:
    | "one_hit"
    | "possible_mosaic"
    | "xlr_female_het"
    | "failed_filter_event"
    | "gel_tier_a"
    | "low_heteroplasmy";
}

/** One variant of a gene as the caller hands it to rank. */
export interface GeneVariant {
  /** `chrom:pos:ref:alt`, as in the inheritance results. */
  key: string;
  variant: CandidateVariant;
}

export interface RankOptions {
  minConfidence: Extract<Confidence, "green" | "amber">;
  /** Genes on no applied panel are looked at too: tier 3 (DEC-03, DEC-07). */
  geneAgnostic: boolean;
  beyondPanel: boolean;
  penetrance: "complete" | "incomplete" | "both";
  /** DEC-14: there are no consequences; what stands in a panel gene is tier 3. */
  unannotated: boolean;
  policy: Policy;
}

/** One gene with everything that decides its candidates. */
export interface GeneToRank {
  assembly: Assembly;
  gene: CandidateGene;
  /** null: on no applied panel. */
  tableGene: TableGene | null;
  /** `PanelGenes.panels`: what `PanelRow.panel` counts in. */
  panels: readonly { id: string; name: string; version: string | null }[];
  variants: readonly GeneVariant[];
  inheritance: GeneInheritance;
  /** Beside `tableGene.rows`: the models that each row's mode names (over the loci of the variants). */
  modelsNamed: readonly (readonly ModelName[])[];
  /** Models to accept when no applied panel states a mode: of a table of genes and diseases, else of `unknown` (DEC-07). */
  modelsOffPanel: readonly ModelName[];
  /** Tables of genes and diseases dispute that the gene causes any. */
  disputed: boolean;
  measures: GeneMeasures;
  options: RankOptions;
}

/** Why a variant that came this far is in no candidate and on no list. */
export type RankDropReason =
  | "gene_not_on_panel"
  | "below_min_confidence"
  | "no_model_passes"
  | "moi_mismatch"
  | "no_tier_ground"
  | "over_event_limit";

export interface RankDrop {
  key: string;
  reason: RankDropReason;
  /** For `explain`. */
  detail: string;
}

export interface GeneCandidates {
  candidates: Candidate[];
  side: SideCandidate[];
  dropped: RankDrop[];
}

/** Something that this input could not answer (DEC-20). */
export type NotAssessed = AnalysisResult["notAssessed"][number];

/** A release that the run looked up in. */
export type KnowledgeUsed = z.infer<typeof schema.knowledgeUsed>;

type Answer = z.infer<typeof schema.answer>;

/** The whole answer of one analysis. Holds no clock, path, thread count or scan: same input, same bytes. */
export interface AnalysisResult extends Omit<Answer, "knowledge" | "coverage"> {
  /** What was looked up in: absent: nothing. */
  knowledge?: KnowledgeUsed[] | undefined;
  /** Of every panel gene; absent: no table was given (DEC-20). */
  coverage?: NonNullable<Answer["coverage"]> | undefined;
  candidates: Candidate[];
  side: SideCandidate[];
}
