/**
 * Transcripts, and what alleles do to them. In: a release that the store keeps (`import/` brings it there), or one in memory.
 * Out: slices of it for the genes that are asked for, as columns that threads share.
 */
export { openTranscripts, type Place, type Transcripts } from "./snapshot.ts";
