/** What a candidate is: one type, written by every reporter, stored by the archive later. */
import type { Assembly } from "../core/assembly.ts";
import type { Check, Verdict } from "../core/check.ts";
import type { Meant } from "../core/classification.ts";
import type { Policy } from "../core/policy.ts";
import type {
  AcmgEvidence,
  AcmgRun,
  GeneCoverage,
  GeneKnowledge,
  VariantKnowledge,
} from "../evidence/model.ts";
import type { Ground as ConsequenceGround } from "../filter/model.ts";
import type { Carriage, GeneInheritance, ModelName, ModelResult } from "../inheritance/model.ts";
import type {
  ClinVarEvidence,
  FrequencyEvidence,
  InSilico,
  TranscriptConsequence,
} from "../vcf/model.ts";
import type { Confidence, PanelRow, TableGene } from "../panel/model.ts";
import type { DiseaseOfGene, NamedTerm, PhenotypeReason } from "../phenotype/model.ts";

export type Tier = 1 | 2 | 3;

/**
 * Place inside the tier, lower is better (DEC-01). 0 certain; 1 uncertain or unphased; 2 doubtful: a
 * failed quality gate, a tier that rests on another transcript, a splice site that SpliceAI calls
 * harmless, homozygotes in gnomAD; 3 passes only under incomplete penetrance (DEC-06); 4 benign in ClinVar.
 */
export type Band = 0 | 1 | 2 | 3 | 4;

/** One person's genotype at one variant, as shown. `null`: not sequenced. */
export interface ShownGenotype {
  sample: string;
  /** GT as written. */
  genotype: string;
  alleleDepths: (number | null)[] | null;
  depth: number | null;
  genotypeQuality: number | null;
  alleleBalance: number | null;
}

/** One variant of a candidate: one row of the TSV. */
export interface CandidateVariant {
  chrom: string;
  /** Contig as the input writes it. */
  contig: string;
  pos: number;
  ref: string;
  alt: string;
  /** 1-based ALT number in the input record. */
  alleleIndex: number;
  id: string;
  consequence: TranscriptConsequence;
  worse: TranscriptConsequence | null;
  inSilico: InSilico;
  /** Why it may be a candidate, as the filter found. Not part of the JSON, as `carriers`. */
  grounds: readonly ConsequenceGround[];
  frequency: FrequencyEvidence;
  clinvar: ClinVarEvidence | null;
  /** Absent: nothing was looked up. */
  knowledge?: VariantKnowledge;
  /** Of each statement that weighs, is it this gene's (CV-09)? Not part of the JSON, as `carriers`. */
  meant: ReadonlyMap<ClinVarEvidence, Meant>;
  filters: string[];
  /** het, het_nonref, hom, hemi, het_or_hom, heteroplasmic, homoplasmic: of the proband. */
  zygosity: string;
  genotypes: ShownGenotype[];
  /** `pass`, or failed gates. */
  qcFailures: string[];
  qcMissing: string[];
  checks: Check[];
  flags: string[];
  /** Automated evidence under the candidate's model; null until it was asked for. */
  acmg: AcmgEvidence | null;
  /** By person index of the family. Not part of the JSON: empty for a candidate read from a report. */
  carriers: readonly (Carriage | null)[];
  /** The input line, for the VCF of candidates. Not part of the JSON. */
  line: Uint8Array;
}

/** One part of the score, shown so that it can be taken apart. */
export interface ScorePart {
  part:
    | "consequence"
    | "rarity"
    | "in_silico"
    | "verdict"
    | "clinvar"
    | "de_novo"
    | "phase"
    | "quality"
    | "phenotype";
  value: number;
  note: string;
}

export interface CandidateGene {
  symbol: string;
  hgncId: string | null;
  ensemblId: string | null;
}

/** What a panel says of the gene, with the panel's name and version beside it. */
export interface CandidatePanel extends Omit<PanelRow, "panel"> {
  id: string;
  name: string;
  version: string | null;
}

/** One gene and one allele set. */
export interface Candidate {
  /** Hash of build, gene and sorted alleles; never of rank or mode. */
  candidateId: string;
  tier: Tier;
  band: Band;
  score: number;
  scoreParts: ScorePart[];
  gene: CandidateGene;
  assembly: Assembly;
  /** One, or two in genome order. */
  variants: CandidateVariant[];
  /** Passing models, best first. Empty when inheritance is off. */
  models: ModelResult[];
  verdict: Verdict;
  /** Sorted, unique. */
  flags: string[];
  panels: CandidatePanel[];
  /** Absent: no table of gene facts or coverage is at hand. */
  geneKnowledge?: GeneKnowledge;
  /** Absent: the patient has no terms. */
  phenotype?: CandidatePhenotype;
  /** One sentence: why it is here. */
  reason: string;
}

/** What the patient's terms say of a candidate's gene. */
export interface CandidatePhenotype {
  /** log10 of how many times likelier the gene is with the terms than without; 0 is neutral. */
  score: number;
  /** Share of the odds of all annotated genes, 0 to 1. */
  posterior: number;
  /** No other candidate's gene scores more. */
  best: boolean;
  /** null: the release does not know the gene. */
  reason: PhenotypeReason | null;
  /** All diseases of the gene with terms, best first; of another mode than the models count half (IC-03). */
  diseases: DiseaseOfGene[];
}

/** One line of the section "beyond the panel". */
export interface BeyondPanel {
  /** By phenotype alone, 1 is first. */
  rank: number;
  candidateId: string;
  gene: string;
  phenotypeScore: number;
}

/** The patient's terms as they were used. */
export interface PatientTerm extends NamedTerm {
  /** As written: a label, or an ISO 8601 age. */
  onset?: string;
  /** Ids of modifiers and severity. */
  modifiers?: string[];
}

export interface PatientTerms {
  hpoRelease: string;
  observed: PatientTerm[];
  excluded: PatientTerm[];
  notes: { rule: string; level: "note" | "warning"; message: string }[];
}

/** DEC-09: shown outside the tiers. Same shape, no tier and no rank. */
export interface SideCandidate extends Omit<Candidate, "tier"> {
  list: "one_hit" | "possible_mosaic" | "xlr_female_het";
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
export interface GeneCase {
  assembly: Assembly;
  gene: CandidateGene;
  /** null: on no applied panel. */
  tableGene: TableGene | null;
  /** `GeneTable.panels`: what `PanelRow.panel` counts in. */
  panels: readonly { id: string; name: string; version: string | null }[];
  variants: readonly GeneVariant[];
  inheritance: GeneInheritance;
  /** Beside `tableGene.rows`: the models that each row's mode names (over the loci of the variants). */
  modelsNamed: readonly (readonly ModelName[])[];
  /** Models to accept when no applied panel lists the gene: of another panel's mode, else of `unknown` (DEC-07). */
  modelsOffPanel: readonly ModelName[];
  options: RankOptions;
}

/** Why a variant that came this far is in no candidate and on no list. */
export type RankDropReason =
  | "gene_not_on_panel"
  | "below_min_confidence"
  | "no_model_passes"
  | "moi_mismatch"
  | "no_tier_ground";

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
export interface NotAssessed {
  /** e.g. `str`, `region`, `gene_without_coordinates`, `gene_not_annotated`, `contig_absent`, `short_read_blind`, `coverage`, `frequency`. */
  what: string;
  /** Gene, panel or contig it concerns; empty for the run. */
  subject: string;
  detail: string;
}

/** A release that the run looked up in. */
export interface KnowledgeUsed {
  kind: "genes" | "hpo" | "clinvar" | "inhouse" | "gene-facts" | "coverage" | "source";
  source: string;
  /** Its own word for its release; empty when it has none. */
  release: string;
  /** Of the data in the store, or of the file (of a remote one: null). */
  sha256: string | null;
}

/** The whole answer of one analysis. Holds no clock, path, thread count or scan: same input, same bytes. */
export interface AnalysisResult {
  assembly: Assembly;
  annotator: string | null;
  proband: string;
  family: {
    id: string;
    people: {
      id: string;
      father: string | null;
      mother: string | null;
      sex: string;
      affection: string;
      sequenced: boolean;
    }[];
  };
  panels: {
    id: string;
    name: string;
    version: string | null;
    source: string;
    signedOff: string | null;
    digest: string;
    genes: number;
    notes: string[];
    /** The clinical indication that was asked for and led to this panel. Absent: the panel was named itself. */
    indication?: { code: string; name: string | null };
  }[];
  policyDigest: string;
  /** What was looked up in: absent: nothing. */
  knowledge?: KnowledgeUsed[];
  /** Of every panel gene; absent: no table was given (DEC-20). */
  coverage?: { symbol: string; hgncId: string | null; coverage: GeneCoverage | null }[];
  candidates: Candidate[];
  side: SideCandidate[];
  /** Absent: the patient has no terms that count. */
  patient?: PatientTerms;
  /** Absent: as above, or no gene off the panels was looked at. */
  beyondPanel?: BeyondPanel[];
  /** DEC-10. */
  withheld: { count: number; list: string };
  notAssessed: NotAssessed[];
  /** What the automated evidence rests on; null: no candidate was judged. */
  acmg: AcmgRun | null;
  sampleChecks: {
    check: string;
    subject: string;
    outcome: "passed" | "warning" | "failed" | "not_checked";
    detail: string;
  }[];
  warnings: string[];
}
