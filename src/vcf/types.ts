/**
 * What the VCF room hands out. Positions are VCF's own: 1-based. Missing is `null`, never 0.
 */
import type { z } from "zod";
import type { Assembly } from "../core/assembly.ts";
import type { ConsequenceClass } from "../core/consequences.ts";
import type * as schema from "./schema.ts";

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
  /** Who wrote it, where the description names a program of ours. */
  writer?: string | undefined;
  /** The engine's, not the file's. */
  isOwn?: true | undefined;
  /** Set: the entries are made when they are asked for, not read of INFO. Does not cross to threads. */
  entriesOf?: ((record: VcfRecord) => string[][]) | undefined;
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
  /** Columns or keys beside it that may name the allele it is of; absent where there are none. */
  namedBy?: readonly string[];
}

export type ClinVarFieldName = "clnsig" | "clnrevstat" | "clnsigconf" | "geneinfo" | "origin";

/** ClinVar inside the file: INFO keys (CLNSIG, CLNREVSTAT, ...) and/or VEP's CLIN_SIG column. */
export interface ClinVarFields extends Record<ClinVarFieldName, string | null> {
  /** Column index of VEP's CLIN_SIG, or -1. Position-level in VEP: never more than a hint (CV-07). */
  clinSigColumn: number;
  /** ClinVar matched by VEP's --custom: column indices by field name, `clnsig` among them. */
  customColumns?: Partial<Record<ClinVarFieldName, number>> | undefined;
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
  /** A chrM is not the rCRS: length 16571 (VCF-31), or unknown length on a GRCh37 `chrM`. */
  mitochondrion: "rcrs" | "not_rcrs" | "unverified";
  /** The header names gVCF alleles or an END key (VCF-04). */
  mayHoldReferenceBlocks: boolean;
  /** DRAGEN wrote the file: a call's FORMAT/FT rules over the site's FILTER (DEC-19). */
  callFilterRules?: true | undefined;
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
  /** What phased it, where that is another run than phased the files of small variants: sets of one run are comparable. */
  phasing?: string | undefined;
  /** GATK's physical phasing (VCF-29): what groups calls (PID). */
  pid: string | null;
  /** The alleles on its two haplotypes, as the caller counted them (PGT); null: not both are told. */
  physicalAlleles: [number, number] | null;
  depth: number | null;
  genotypeQuality: number | null;
  /** Reads per allele, REF first; null where the caller gives none (VCF-44). */
  alleleDepths: (number | null)[] | null;
  /** Fraction per ALT from VAF/AF, when there is no AD. */
  alleleFractions: (number | null)[] | null;
  /** FORMAT/FT failures of this sample (VCF-42, DEC-19); empty when passed or absent. */
  failedFilters: string[];
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
export type GeneNames = Pick<
  TranscriptConsequence,
  "symbol" | "hgncId" | "ensemblGene" | "ncbiGene"
>;

/** One transcript's consequence for one allele, any annotator, in the tool's own words. */
export type TranscriptLine = z.infer<typeof schema.transcriptLine>;

export type TranscriptConsequence = z.infer<typeof schema.transcriptConsequence>;

/** Predictions that the annotation carries for one gene, as numbers; null where absent. */
export type InSilico = z.infer<typeof schema.inSilico>;

/** One allele in one gene: the reporting transcript and what differs from it (TX-01 to TX-04). */
export interface GeneConsequence extends GeneNames {
  /** Consequence that tiers are decided on (TX-03), with the transcript it is on. */
  reporting: TranscriptConsequence;
  /** A worse one on another transcript (TX-04, DEC-08); null when there is none. */
  worse: TranscriptConsequence | null;
  /** Further transcripts of the gene in which the allele lies, the most severe first. */
  others: readonly TranscriptLine[];
  inSilico: InSilico;
  /** SpliceAI's name of the gene, where its score counts because no gene of the allele is called so. */
  spliceAiGene?: string | undefined;
}

export type FrequencyValue = z.infer<typeof schema.frequencyValue>;

/** Population frequency of one allele (FREQ-01 to FREQ-04). */
export type FrequencyEvidence = z.infer<typeof schema.frequencyEvidence>;

/** ClinVar as the file or the store states it, or the laboratory's own list (CV-01 to CV-05). */
export type ClinVarEvidence = z.infer<typeof schema.clinvarEvidence>;

/** Where a statement of the store stands. */
export type StoredStatement = z.infer<typeof schema.storedStatement>;

/** Alleles of one chromosome, in minimal representation. */
export interface PlacedAlleles {
  /** Canonical. */
  chrom: string;
  /** Ascending; an allele of several sources stands once for each. */
  positions: Int32Array;
  /** `REF>ALT` of each position, joined by newlines. */
  alleles: string;
}

/**
 * Alleles that knowledge outside the file can rescue: P, LP and what else CSQ-03 and CV-05 let through.
 * Minimal representation; compact, as it crosses to the scanning threads.
 */
export interface RescuableAlleles {
  chromosomes: (PlacedAlleles & {
    /** Of each position, an index into `statements`. */
    statements: Uint32Array;
  })[];
  /** Without the record's own id. */
  statements: ClinVarEvidence[];
}
