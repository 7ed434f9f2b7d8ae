/**
 * Transcripts as the engine and the scanning threads read them, and what the engine says of an allele.
 * Places on the genome are 1-based, ends inclusive. Residues, codons, exons and introns are counted from 1.
 */

/**
 * Columns over one SharedArrayBuffer: they cross to threads as they are, without a string. A CSR column `xFrom`
 * has one number more than there are transcripts (or chromosomes): rows of t are `xFrom[t]` to `xFrom[t + 1] - 1`.
 */
export interface TranscriptColumns {
  /** Transcripts stand in order of chromosome, start, end, id. */
  count: number;
  /** First transcript of each chromosome, in the order of `CHROMOSOMES` (core/assembly.ts), and the end: 26 numbers. */
  chromFrom: Int32Array;
  start: Int32Array;
  end: Int32Array;
  /** 1 or -1. */
  strand: Int8Array;
  /** Bits of `FLAG` (flags.ts). */
  flags: Uint32Array;
  /** Index into `TranscriptNames.biotypes`. */
  biotype: Uint8Array;
  /** Which of the genes of `TranscriptNames`. */
  gene: Int32Array;
  /** Transcript support level; 0: not told. */
  tsl: Uint8Array;
  /** Index into `TranscriptNames.appris`; 0: not told. */
  appris: Uint8Array;

  /** Exons in the transcript's direction: the first row of a transcript is its 5' exon. */
  exonFrom: Int32Array;
  exonStart: Int32Array;
  exonEnd: Int32Array;

  /** Lowest and highest coding base on the genome, the stop codon included; 0: not coding. */
  cdsStart: Int32Array;
  cdsEnd: Int32Array;
  /** Coding bases before the first whole codon (column 8 of the first CDS row): 0, 1 or 2. */
  phase: Uint8Array;
  /** CDS rows in the transcript's direction, of transcripts with `FLAG.slippage` alone: joined as they are given. */
  rowFrom: Int32Array;
  rowStart: Int32Array;
  rowEnd: Int32Array;
  /** UGA codons that are read as selenocysteine: the codon's first base in the transcript's direction. */
  secFrom: Int32Array;
  secAt: Int32Array;
  /** First base, in the transcript's direction, that lies behind a gap of the alignment; 0: there is none. */
  gapAt: Int32Array;

  /** Sequence: merged exons with 100 bases around, blocks of each chromosome ascending. Empty: no sequence was baked. */
  blockFrom: Int32Array;
  blockStart: Int32Array;
  blockEnd: Int32Array;
  /** Index of a block's first base in `bases`. */
  blockAt: Int32Array;
  /** Four bases a byte, the first in the lowest two bits: A 0, C 1, G 2, T 3. */
  bases: Uint8Array;
  /** Runs that are N or another letter, as indices of bases: [from, to), ascending. */
  unknownFrom: Int32Array;
  unknownTo: Int32Array;
}

export interface TranscriptGene {
  symbol: string;
  /** `HGNC:123`, or null. */
  hgncId: string | null;
  /** Without version, or null. */
  ensemblGene: string | null;
  ncbiGene: string | null;
  biotype: string;
}

/** Read by `openNames` (names.ts). */
export interface TranscriptNames {
  /**
   * UTF-8, in parts of neighbouring transcripts: their ids, their proteins, their counterparts, then what is kept of
   * their genes, one kind after the other, with tabs between.
   */
  text: Uint8Array;
  /** Three numbers for each part: where its text, its transcripts and its genes begin; and three for the end. */
  from: Int32Array;
  biotypes: string[];
  appris: string[];
  /** Kept when GENCODE's marks of mapped releases were parts of ids. */
  marked?: true | undefined;
}

export interface TranscriptSlice {
  columns: TranscriptColumns;
  names: TranscriptNames;
}

/**
 * Bases beyond what is baked, 1-based and inclusive, upper case; shorter or "" where they are not known.
 * @param chrom canonical name
 */
export type ReadBases = (chrom: string, start: number, end: number) => string;

/**
 * Consequences of one allele, one row a transcript, ascending. The arrays are used again by the next call.
 * An indel is judged leftmost and rightmost on the genome; for all else the two are the same.
 */
export interface Effects {
  count: number;
  transcript: Int32Array;
  /** Bits of `TERM` and `MARK` (term-bits.ts) where the allele stands leftmost. */
  left: Uint32Array;
  /** ... and rightmost. */
  right: Uint32Array;
}

/** Consequences from columns, in a thread or outside; keeps what it worked out of the transcripts near by. */
export interface EffectEngine {
  columns: TranscriptColumns;
  /**
   * Of transcripts that the allele touches. Any way of writing the allele gives the same.
   * @param chrom index of the canonical chromosome in `CHROMOSOMES`
   * @param ref upper-case bases, as in the record; where the sequence has others nothing is read from them (`MARK`)
   * @param alt upper-case bases; another kind of allele has no effects here
   */
  consequencesOf(chrom: number, pos: number, ref: string, alt: string): Effects;
  /** @param ref upper-case bases, as in the record */
  refStands(chrom: number, pos: number, ref: string): RefStands;
}

/** Whether REF is what the sequence has there; `unknown`: the sequence is not known at any of its bases. */
export type RefStands = "same" | "differs" | "unknown";

/** Why something that is expected is not said, or is said with reserve. */
export type EffectFlag =
  | "placement_dependent"
  | "hgvs_unshifted"
  | "sequence_missing"
  | "reference_differs"
  | "incomplete"
  | "selenocysteine_assumed"
  | "internal_stop"
  | "phase_conflict"
  | "gapped"
  | "transcript_differs_from_genome"
  | "mane_other_version"
  | "noncanonical_site";

/** First and last of a range; either is null where it lies outside what is counted. */
export interface Range {
  first: number | null;
  last: number | null;
}

/** One allele on one transcript: terms leftmost on the genome, all else as far 3' on the transcript as it goes. */
export interface Description {
  /** Sequence Ontology, most severe first; `otherTerms` where the rightmost place says something else. */
  terms: string[];
  otherTerms: string[] | null;
  /** With accession (`NM_007294.4:c.5560del`); null: no name can be given. */
  hgvsc: string | null;
  hgvsp: string | null;
  /** Null where it is not in one. A span over several has two ends. */
  exon: Range | null;
  intron: Range | null;
  exons: number;
  introns: number;
  /** In the transcript's direction, counted from 1; null where no base is in it. */
  cdna: Range | null;
  cds: Range | null;
  protein: Range | null;
  cdnaLength: number;
  /** With the stop codon; 0: not coding. */
  cdsLength: number;
  /** Without the stop; 0: not coding. */
  proteinLength: number;
  /** One-letter residues before and after (`L/P`, `K/-`), as VEP's Amino_acids; "" where there are none. */
  aminoAcids: string;
  /** Codons before and after, changed bases in capitals, as VEP's Codons. */
  codons: string;
  flags: EffectFlag[];
}

/** What alleles of one chromosome do together. */
export interface CompoundEffect {
  /** `NM_1.2:c.[169A>G;170C>T]`. */
  hgvsc: string;
  hgvsp: string;
  /** Most severe first. */
  terms: string[];
}

/** One exon in the transcript's direction. Both in bases. */
export interface ExonLength {
  length: number;
  coding: number;
}

/** What one allele does to a transcript's protein and decay (PVS1), all from the gene model. */
export interface ExonFacts {
  exons: ExonLength[];
  /** Residues, without the stop. */
  proteinLength: number;
  /** Bases to the first and the last base of the exon it begins in, 0 when it is that base; null: not exonic. */
  exonEdge: { fromStart: number; fromEnd: number } | null;
  /** Bases into the intron, signed as in HGVS, the nearer end; null: not intronic. */
  intronOffset: number | null;
  /** First residue that differs; null: none does, or it is not known. */
  residue: number | null;
  /** Codon of the premature stop that the change makes, by its new frame; null: none. */
  stopCodon: number | null;
  decay: Decay | null;
  /** Share of the protein from the premature stop on, 0 to 1; null: no premature stop. */
  removed: number | null;
  inFrame: InFrameChange | null;
  /** Written at its other extreme place, the change is no loss of function (DEC-41). */
  milderElsewhere: boolean;
  /** Of a changed start: the codon of the next methionine in frame; null: none, or the start stands. */
  nextMet: number | null;
  /** Of a variant at a splice site: what becomes of the mRNA when the exon is skipped. */
  skip: SkippedExon | null;
  /** Coding, complete transcripts of the gene that have the exon, and all of them. */
  exonUse: { inTranscripts: number; of: number } | null;
  /** Another coding, complete transcript of the gene starts at another codon. */
  otherStart: boolean;
  /** Genome positions of the bases of the first changed codon, in the transcript's direction, and these bases. */
  codon: { positions: [number, number, number]; bases: string; residue: number } | null;
}

/** Residues that come or go, the frame and the stop being kept. */
export interface InFrameChange {
  /** So many more or fewer. */
  residues: number;
  /** Equal units in a row in the old protein that they belong to, two or more; null: in none. `unit`: `Ala`, `GlyPro`. */
  repeat: { unit: string; copies: number } | null;
}

export interface Decay {
  nmd: "predicted" | "escapes" | "unknown";
  /** Bases from the stop codon's first base to the last exon junction; negative: behind it. null: one exon. */
  toLastJunction: number | null;
}

export interface SkippedExon {
  /** Counted from 1. */
  exon: number;
  /** Coding bases of the exon. */
  coding: number;
  /** It has the first codon or a part of it, the stop or a part, no coding base, or it is inside. */
  place: "start" | "stop" | "untranslated" | "inside";
  /** The frame goes on and no stop stands at the new junction. */
  inFrame: boolean;
  /** Codon of the first stop of the joined mRNA where it is premature; null: none. */
  stopCodon: number | null;
  decay: Decay | null;
  /** Share of the protein that is lost. */
  removed: number | null;
  /** The intron begins or ends otherwise than GT-AG: nothing is concluded. */
  noncanonical: boolean;
  /** The two bases of the site still stand when the indel is written elsewhere. */
  siteKept: boolean;
}
