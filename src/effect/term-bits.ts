/** The engine's terms as bits, most severe first: the order of core/consequences.ts. */
const TERMS = [
  "transcript_ablation",
  "splice_acceptor_variant",
  "splice_donor_variant",
  "stop_gained",
  "frameshift_variant",
  "stop_lost",
  "start_lost",
  "inframe_insertion",
  "inframe_deletion",
  "missense_variant",
  "protein_altering_variant",
  "splice_donor_5th_base_variant",
  "splice_region_variant",
  "splice_donor_region_variant",
  "splice_polypyrimidine_tract_variant",
  "incomplete_terminal_codon_variant",
  "start_retained_variant",
  "stop_retained_variant",
  "synonymous_variant",
  "coding_sequence_variant",
  "5_prime_UTR_variant",
  "3_prime_UTR_variant",
  "non_coding_transcript_exon_variant",
  "intron_variant",
  "NMD_transcript_variant",
  "non_coding_transcript_variant",
] as const;

type TermName = (typeof TERMS)[number];

const bit = (name: TermName): number => 1 << TERMS.indexOf(name);

/** Bits 0 to 25 of `Effects`. */
export const TERM = {
  ablation: bit("transcript_ablation"),
  acceptor: bit("splice_acceptor_variant"),
  donor: bit("splice_donor_variant"),
  stopGained: bit("stop_gained"),
  frameshift: bit("frameshift_variant"),
  stopLost: bit("stop_lost"),
  startLost: bit("start_lost"),
  inframeInsertion: bit("inframe_insertion"),
  inframeDeletion: bit("inframe_deletion"),
  missense: bit("missense_variant"),
  proteinAltering: bit("protein_altering_variant"),
  donor5th: bit("splice_donor_5th_base_variant"),
  spliceRegion: bit("splice_region_variant"),
  donorRegion: bit("splice_donor_region_variant"),
  polypyrimidine: bit("splice_polypyrimidine_tract_variant"),
  terminalCodon: bit("incomplete_terminal_codon_variant"),
  startRetained: bit("start_retained_variant"),
  stopRetained: bit("stop_retained_variant"),
  synonymous: bit("synonymous_variant"),
  codingSequence: bit("coding_sequence_variant"),
  utr5: bit("5_prime_UTR_variant"),
  utr3: bit("3_prime_UTR_variant"),
  noncodingExon: bit("non_coding_transcript_exon_variant"),
  intron: bit("intron_variant"),
  nmdTranscript: bit("NMD_transcript_variant"),
  noncodingTranscript: bit("non_coding_transcript_variant"),
} as const;

/** Bits 26 and up. */
export const MARK = {
  /** Bases that the judgement needed are not known: `coding_sequence_variant`, never synonymous. */
  sequenceMissing: 1 << 26,
  /** The record's REF is not what the sequence has there. */
  referenceDiffers: 1 << 27,
} as const;

const ALL_TERMS = MARK.sequenceMissing - 1;

/** The terms alone, without marks. */
export function termBits(packed: number): number {
  return packed & ALL_TERMS;
}

/** Sequence Ontology names of packed terms, most severe first. */
export function termNames(packed: number): TermName[] {
  return TERMS.filter((_, i) => (packed & (1 << i)) !== 0);
}

/** Loss of function, altered protein, near a splice site, exon of an RNA gene, same protein: as in core/consequences.ts. */
const CLASSES = [
  TERM.ablation | TERM.acceptor | TERM.donor | TERM.stopGained | TERM.frameshift | TERM.startLost,
  TERM.stopLost |
    TERM.inframeInsertion |
    TERM.inframeDeletion |
    TERM.missense |
    TERM.proteinAltering,
  TERM.donor5th | TERM.spliceRegion | TERM.donorRegion | TERM.polypyrimidine,
  TERM.noncodingExon,
  TERM.startRetained | TERM.stopRetained | TERM.synonymous,
] as const;

/** 0 is the most severe class of CLASSES, 5 none of them. */
export function classRank(packed: number): number {
  const rank = CLASSES.findIndex((bits) => (packed & bits) !== 0);
  return rank < 0 ? CLASSES.length : rank;
}

/** The class, or a term of loss of function, depends on where an indel is written. */
export function placementMatters(left: number, right: number): boolean {
  if (left === right) return false;
  return classRank(left) !== classRank(right) || ((left ^ right) & CLASSES[0]) !== 0;
}
