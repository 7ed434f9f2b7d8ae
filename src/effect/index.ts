/**
 * Transcripts, and what alleles do to them. In: a release that the store keeps (`import/` brings it there), or one in
 * memory; alleles in bases. Out: slices of it as columns that threads share; packed terms (threads), descriptions and
 * facts (survivors), rows of VEP's CSQ.
 */
export { compoundsOf, type ReadTogether } from "./compound.ts";
export { refuseOtherBases, refuseUncovered } from "./covered.ts";
export { diffTranscripts } from "./diff.ts";
export { openTranscripts } from "./snapshot.ts";
export { genesOf, idsOf, openNames } from "./names.ts";
export { openEngine } from "./engine.ts";
export { openNamer, type OpenNamer } from "./describe.ts";
export { exonFactsOf } from "./exon-facts.ts";
export { FLAG } from "./flags.ts";
export { MARK, TERM, termBits, termNames } from "./term-bits.ts";
export { ownLayout, rowMaker } from "./rows.ts";
export { genomicName, mitochondrialNamer } from "./genomic.ts";
export { FLANK as SEQUENCE_FLANK, openBases, windowed } from "./sequence.ts";
export { exonZones } from "./zones.ts";
export { firstCodons, transcriptAt, versionedId } from "./transcript-at.ts";
export { withoutCoding } from "./without-coding.ts";
