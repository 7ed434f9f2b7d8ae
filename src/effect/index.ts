/**
 * Consequences, names and exon facts of alleles out of transcripts and sequence. In: a slice of a release
 * (`TranscriptSlice`), alleles in bases. Out: packed terms (threads), descriptions and facts (survivors).
 */
export { openEngine, type OpenEngine } from "./engine.ts";
export { openNamer, type OpenNamer } from "./describe.ts";
export { exonFactsOf } from "./exon-facts.ts";
export { genomicName } from "./genomic.ts";
export { partText, rangeText, transcriptConsequence } from "./consequence.ts";
export { FLAG } from "./flags.ts";
export { classRank, MARK, placementMatters, TERM, termBits, termNames } from "./term-bits.ts";
export { ownLayout, rowMaker, type RowMaker } from "./rows.ts";
export { exonZones } from "./zones.ts";
