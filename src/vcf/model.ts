/**
 * What the VCF room hands out. Positions are VCF's own: 1-based. Missing is `null`, never 0.
 */
import type { Assembly } from "../core/assembly.ts";
import type { ConsequenceClass, Impact } from "../core/consequences.ts";

/** One `##INFO` or `##FORMAT` line. */
export interface FieldDefinition {
  id: string;
  number: string;
  type: string;
  description: string;
}

export interface ContigDefinition {
  id: string;
  length: number | null;
}

export type Annotator = "vep" | "snpeff" | "bcsq";

/** Where the consequences stand and what their columns are called, from the header alone (ANN-01, VEP-01). */
export interface AnnotationLayout {
  annotator: Annotator;
  /** INFO key, e.g. `CSQ`, `ANN`, `vep`. */
  tag: string;
  /** Column names in file order, as written. */
  columns: string[];
  /** VEP ran with --pick (TX-05): known from the header's command line. */
  picked: boolean;
  /** INFO keys that tell what a record was before it was split (DEC-43). */
  unsplit: string[];
}

/** One population frequency that the file can answer. */
export interface FrequencyField {
  /** `csq`: a column of the annotation; `info`: an INFO key. */
  where: "csq" | "info";
  name: string;
  /** Column index in the annotation, or -1. */
  column: number;
  /** `af`: frequency; `hom`: homozygote count; `hemi`: hemizygote count; `an`: allele number. */
  kind: "af" | "hom" | "hemi" | "an";
  /** Data set as shown to people: `gnomAD exomes`, `gnomAD genomes`, `1000G`, `ExAC`. */
  source: string;
  /** Upper-case population code (NFE, ASJ, ...), or null for an overall or maximum figure. */
  population: string | null;
  /** gnomAD genomes rather than exomes; null where the name does not say. */
  genomes: boolean | null;
}

export type ClinVarFieldName = "clnsig" | "clnrevstat" | "clnsigconf" | "geneinfo" | "origin";

/** ClinVar inside the file: INFO keys (CLNSIG, CLNREVSTAT, ...) and/or VEP's CLIN_SIG column. */
export interface ClinVarFields {
  clnsig: string | null;
  clnrevstat: string | null;
  clnsigconf: string | null;
  geneinfo: string | null;
  origin: string | null;
  /** Column index of VEP's CLIN_SIG, or -1. Position-level in VEP: never more than a hint (CV-07). */
  clinSigColumn: number;
  /** ClinVar matched by VEP's --custom: column indices by field name, `clnsig` among them. */
  customColumns?: Partial<Record<ClinVarFieldName, number>>;
}

export interface VcfHeader {
  path: string;
  fileformat: string;
  /** All header lines as written, `##...` and `#CHROM`, without line ends. */
  lines: string[];
  contigs: ContigDefinition[];
  info: Map<string, FieldDefinition>;
  format: Map<string, FieldDefinition>;
  samples: string[];
  /** Assembly by the header's evidence, null where it says nothing (VCF-32). */
  assembly: Assembly | null;
  /** What the assembly was read from, for `inspect`. */
  assemblyEvidence: string[];
  /** All annotators found, the one to use first (ANN-03: VEP > SnpEff > BCSQ). */
  annotations: AnnotationLayout[];
  frequencyFields: FrequencyField[];
  clinvar: ClinVarFields;
  /** Whole-chromosome phasing can be trusted (VCF-28). */
  phaser: string | null;
  /** chrM is not the rCRS: length 16571 (VCF-31), or unknown length on a GRCh37 `chrM`. */
  mitochondrion: "rcrs" | "not_rcrs" | "unverified";
  /** The header names gVCF alleles or an END key (VCF-04). */
  mayHoldReferenceBlocks: boolean;
  /** DRAGEN wrote the file: a call's FORMAT/FT rules over the site's FILTER (DEC-19). */
  callFilterRules?: true;
}

/** Class of an ALT (VCF-01). */
export type AlleleKind = "seq" | "star" | "none" | "symbolic" | "gvcf" | "breakend";

/** One data line, decoded. Sample columns stay text until asked for. */
export interface VcfRecord {
  contig: string;
  pos: number;
  id: string;
  ref: string;
  alts: string[];
  altKinds: AlleleKind[];
  qual: string;
  /** Failed filters; `["PASS"]` when passed, `[]` for `.`. */
  filters: string[];
  info: string;
  formatKeys: string[];
  /** One text per header sample; shorter when the line was cut. */
  sampleTexts: string[];
}

/** One person's call at one record. Allele numbers as in GT: 0 REF, 1.. ALT, -1 missing. */
export interface SampleCall {
  /** Empty when GT is absent. */
  alleles: number[];
  phased: boolean;
  /** PS value; null when absent. */
  phaseSet: string | null;
  /** GATK's physical phasing (VCF-29). */
  pid: string | null;
  pgt: string | null;
  depth: number | null;
  genotypeQuality: number | null;
  /** Reads per allele, REF first; null where the caller gives none (VCF-44). */
  alleleDepths: (number | null)[] | null;
  /** Fraction per ALT from VAF/AF, when there is no AD. */
  alleleFractions: (number | null)[] | null;
  /** FORMAT/FT failures of this sample (VCF-42, DEC-19); empty when passed or absent. */
  failedFilters: string[];
  /** Caller's own de novo tag, e.g. `DN=DeNovo;DQ=0.9` (DEC-19); shown only. */
  callerDeNovo: string | null;
  /** Decoded from the column of this text. */
  text: string;
}

/** Genotype seen from one ALT (VCF-21, VCF-22). */
export type AlleleState =
  | "ref" // 0/0 or hemizygous 0
  | "nonref_other" // 0/b, b/b: dosage 0 of this allele, another ALT present
  | "het" // 0/a
  | "het_nonref" // a/b, a/*
  | "hom" // a/a
  | "hemi" // a on one copy (haploid call)
  | "het_or_hom" // ./a
  | "ref_or_het" // ./0
  | "missing";

export type { ConsequenceClass };

/** What an annotation calls a gene. */
export interface GeneNames {
  symbol: string;
  /** `HGNC:123`, or null. */
  hgncId: string | null;
  /** Ensembl gene id without version, or null. */
  ensemblGene: string | null;
  /** NCBI gene id (VEP with RefSeq), or null. */
  ncbiGene: string | null;
}

/** One transcript's consequence for one allele, any annotator, in the tool's own words. */
export interface TranscriptConsequence extends GeneNames {
  transcript: string;
  biotype: string;
  /** SO terms as in section 2.5, most severe first. */
  terms: string[];
  impact: Impact;
  class: ConsequenceClass;
  hgvsc: string;
  hgvsp: string;
  exon: string;
  intron: string;
  /** Residues over length of the protein (`12/345`, `12-14/345`), or the residue alone. Absent: not given. */
  proteinPosition?: string;
  canonical: boolean;
  maneSelect: boolean;
  manePlusClinical: boolean;
  appris: string;
  tsl: number | null;
  picked: boolean;
  /** cds_start_NF, cds_end_NF, SnpEff's incomplete transcript warnings (VEP-10, EFF-05). */
  incomplete: boolean;
  /** BCSQ: downstream of an upstream stop (BCSQ-03). */
  afterStop: boolean;
}

/** Predictions that the annotation carries for one gene, as numbers; null where absent. */
export interface InSilico {
  spliceAi: number | null;
  revel: number | null;
  cadd: number | null;
  alphaMissense: number | null;
}

/** One allele in one gene: the reporting transcript and what differs from it (TX-01 to TX-04). */
export interface GeneConsequence {
  symbol: string;
  hgncId: string | null;
  ensemblGene: string | null;
  ncbiGene: string | null;
  /** Consequence that tiers are decided on (TX-03), with the transcript it is on. */
  reporting: TranscriptConsequence;
  /** A worse one on another transcript (TX-04, DEC-08); null when there is none. */
  worse: TranscriptConsequence | null;
  /** The gene's own biotype: protein_coding where any transcript is (CSQ-04). */
  codingGene: boolean;
  inSilico: InSilico;
  /** SpliceAI's name of the gene, where its score counts because no gene of the allele is called so. */
  spliceAiGene?: string;
}

export interface FrequencyValue {
  field: string;
  source: string;
  population: string | null;
  genomes: boolean | null;
  /** The highest that the field gives. */
  af: number;
  /** The lowest, where the field gives several and nothing tells which one is this allele's. */
  lowest?: number;
}

/** Population frequency of one allele (FREQ-01 to FREQ-04). */
export interface FrequencyEvidence {
  /** The header offers a frequency field, and not all that stands there is unread. False: never "rare". */
  assessed: boolean;
  values: FrequencyValue[];
  /** Highest of `values`; null when no field has a value for this allele. */
  max: FrequencyValue | null;
  homozygotes: number | null;
  hemizygotes: number | null;
  alleleNumber: number | null;
  /** Values come from exomes alone (DEC-12). */
  exomesOnly: boolean;
  /** Fields whose text for this allele is no such number: a word, a fraction above 1, counts that differ. */
  unread?: string[];
}

/** ClinVar as the file states it (CV-01 to CV-05). */
export interface ClinVarEvidence {
  /** One class for the aggregate. */
  significance:
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
  /** Underscores made blanks, as ClinVar writes it. */
  text: string;
  /** 0 to 4; null when the file has no review status. */
  stars: number | null;
  /** Conflicting with a P/LP majority (CV-05). */
  pathogenicLeaning: boolean;
  /** Gene symbols of GENEINFO, empty when absent (CV-09). */
  genes: string[];
  /** Beside `genes`, their NCBI ids, empty where not told; absent: the source gives none. Not shown. */
  ncbiGenes?: string[];
  /** Somatic-only origin: no germline rescue (CV-11). */
  somaticOnly: boolean;
  /**
   * `info` is allele-exact as the annotator matched it; `csq` is VEP's position-level CLIN_SIG: shown, no
   * rescue; `store` is a release of ClinVar, `inhouse` the laboratory's own list, both matched by allele.
   */
  origin: "info" | "csq" | "store" | "inhouse";
  /** Of `store` and `inhouse`. */
  stored?: StoredStatement;
}

/** Where a statement of the store stands. */
export interface StoredStatement {
  /** `ClinVar`, or the name that the laboratory gave its list. */
  source: string;
  /** YYYY-MM-DD. */
  release: string;
  /** VariationID, or the list's own id; empty when it has none. */
  id: string;
  /** Review status in words; null when there is none. */
  review: string | null;
  /** Submissions by class (CV-05); null unless conflicting and told. */
  conflict: {
    pathogenic: number;
    likelyPathogenic: number;
    uncertain: number;
    likelyBenign: number;
    benign: number;
  } | null;
  /** Shown, of no class (CV-04). */
  sideTokens: string[];
  /** ClinVar's molecular consequences (CV-09). */
  molecular: string[];
}

/**
 * Alleles that knowledge outside the file can rescue: P, LP and what else CSQ-03 and CV-05 let through.
 * Minimal representation; compact, as it crosses to the scanning threads.
 */
export interface KnownAlleles {
  chromosomes: {
    /** Canonical. */
    chrom: string;
    /** Ascending; an allele of several sources stands once for each. */
    positions: Int32Array;
    /** `REF>ALT` of each position, joined by newlines. */
    alleles: string;
    /** Of each position, an index into `statements`. */
    statements: Uint32Array;
  }[];
  /** Without the record's own id. */
  statements: ClinVarEvidence[];
}
