/** Bits of `TranscriptColumns.flags`. */
export const FLAG = {
  maneSelect: 1,
  manePlusClinical: 2,
  /** The release's or the import's own choice for the gene. */
  canonical: 4,
  refseqSelect: 8,
  /** The release has another version of MANE's transcript (with `maneSelect`). */
  maneOtherVersion: 16,
  cdsStartIncomplete: 32,
  cdsEndIncomplete: 64,
  /** Exons that come of gaps in an alignment. */
  gapped: 128,
  differsFromGenome: 256,
  /** CDS rows whose phases do not follow: no coding terms. */
  phaseConflict: 512,
  /** A stop inside the coding sequence: never drives PVS1. */
  internalStop: 1024,
  /** CDS rows that overlap or leave bases out (ribosomal slippage): see `rowFrom`. */
  slippage: 2048,
  selenocysteineAssumed: 4096,
  /** The stop codon lacks bases at the mRNA's end: they count as A (polyadenylation). */
  stopByPolyA: 8192,
  /** A second copy of the same id, as on the Y of a pseudoautosomal region. */
  copy: 16384,
  /** Biotype nonsense_mediated_decay. */
  nmd: 32768,
} as const;
