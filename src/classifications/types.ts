/** What a snapshot of classifications holds, as plain data. Positions are 1-based, alleles minimal. */
import type { z } from "zod";
import type { Allele } from "../core/allele.ts";
import type { Assembly } from "../core/assembly.ts";
import type { ClinVarEvidence } from "../vcf/types.ts";
import type { Codon } from "./codon.ts";
import type * as schema from "./schema.ts";

/** Molecular consequences that criteria ask for, as bits. */
export const MOLECULAR = {
  missense: 1,
  nonsense: 2,
  frameshift: 4,
  spliceSite: 8,
  startLost: 16,
  synonymous: 32,
  inframe: 64,
  other: 128,
} as const;

/** Bits of loss of function. */
export const LOSS_OF_FUNCTION: number =
  MOLECULAR.nonsense | MOLECULAR.frameshift | MOLECULAR.spliceSite;

/** One statement in its source's words; many records share one. */
export interface Words {
  significance: string;
  review: string | null;
  /** CLNSIGCONF, or the classes that are in conflict, without counts. */
  conflict: string | null;
  /** ORIGIN is somatic and not germline (CV-11). */
  somaticOnly: boolean;
}

/** One record as it is read from a file. */
export interface Classified {
  chrom: string;
  pos: number;
  ref: string;
  alt: string;
  words: Words;
  /** Symbols, joined by `|` (CV-09), each with its NCBI id where the source has it: `BRCA1:672|NBR2:10230`. */
  genes: string;
  /** The source's own id; 0 when it has none. */
  id: number;
  molecular: number;
  /** `SYMBOL:p.Arg97Ter`, empty when the file does not say. */
  protein: string;
}

export interface SnapshotHead {
  schema: "panelist.classifications";
  version: 1;
  kind: "clinvar" | "inhouse";
  /** `ClinVar`, or the laboratory's name for its list. */
  source: string;
  /** YYYY-MM-DD. */
  release: string;
  assembly: Assembly;
  records: number;
  /** In genome order. Offsets count from the end of the head, in bytes. */
  chromosomes: ChromosomePlace[];
  /** JSON of `SnapshotTables`. */
  tables: { offset: number; bytes: number; crc32: number };
}

export interface ChromosomePlace {
  chrom: string;
  offset: number;
  bytes: number;
  crc32: number;
  records: number;
  /** Records that can rescue (CV-04, CV-05). */
  rescuing: number;
  poolBytes: number;
}

export interface SnapshotTables {
  words: Words[];
  genes: string[];
  /** NCBI ids by symbol, of symbols that stand with one id alone; absent: none is told. */
  ncbi?: Record<string, string>;
  /** By symbol, of one star or more: P/LP loss of function, P/LP, B/LB and VUS missense. */
  counts: Record<string, [number, number, number, number]>;
}

/** Columns of one chromosome, sorted by position, then alleles. */
export interface ChromosomeRows {
  chrom: string;
  position: Int32Array;
  /** Below 16: a substitution, 4 x REF + ALT; else 16 + offset in `pool` of `REF>ALT\n`. */
  allele: Uint32Array;
  /** Index into `words`. */
  words: Uint32Array;
  /** Index into `genes`. */
  genes: Uint32Array;
  id: Uint32Array;
  /** 0, or 1 + offset in `pool` of `SYMBOL:p.Xxx\n`. */
  protein: Uint32Array;
  /** Rows that can rescue, ascending. */
  rescuing: Uint32Array;
  molecular: Uint8Array;
  pool: Uint8Array;
}

export type ClinVarStatement = Pick<ClinVarEvidence, "significance" | "stars">;

/** Another allele that ClinVar knows (PM5-03: by the same transcript). */
export type ClinVarNeighbour = z.infer<typeof schema.clinvarNeighbour>;

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

/** ClinVar's statements of one star or more on alleles of a whole gene. */
export interface GeneCounts {
  pathogenicLof: number;
  pathogenicMissense: number;
  benignMissense: number;
  vusMissense: number;
}

/** How an allele was found. `not_left_aligned`: an indel that may stand elsewhere without a reference (VCF-51). */
export type Match = "exact" | "component" | "none" | "not_left_aligned";

export interface NeighbourRequest {
  allele: Allele;
  /** Every symbol that the candidate's gene goes by, the current one first (CV-09). */
  names: readonly string[];
  /** Of a substitution: what the candidate's own annotation says; null: unknown. */
  change: { residue: number; from: string; to: string } | null;
  /** VEP's Codons; empty when the annotation has none. */
  codons: string;
  /** The codon by the gene model, which counts before VEP's; null, absent: not at hand. */
  codon?: Codon | null;
}

/** Without `same`, which the record's own statement gives. */
export type Around = Pick<ClinVarFacts, "release" | "codon" | "base" | "nearbyMissense">;
