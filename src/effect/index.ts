/**
 * Transcripts, and what alleles do to them. In: a release that the store keeps (`import/` brings it there), or one in
 * memory; alleles in bases. Out: slices of it as columns that threads share; packed terms (threads), descriptions and
 * facts (survivors).
 */
export { openTranscripts, type Place, type Transcripts } from "./snapshot.ts";
export { openEngine, type OpenEngine } from "./engine.ts";
export { openNamer, type OpenNamer } from "./describe.ts";
export { genomicName } from "./genomic.ts";
export { partText, rangeText } from "./range-text.ts";
export { FLAG } from "./flags.ts";
export { classRank, MARK, placementMatters, TERM, termBits, termNames } from "./term-bits.ts";
