/**
 * The reference sequence. In: an indexed FASTA file, plain, bgzipped or remote, alleles in minimal representation.
 * Out: bases, and alleles left-aligned (VCF-50). Positions are 1-based, ends inclusive.
 */
export { openFasta, type Fasta } from "./fasta.ts";
export { having } from "./stored.ts";
export { leftAligned } from "./left-align.ts";
