/**
 * Transcripts, and what alleles do to them. In: a GFF3 of Ensembl, GENCODE or RefSeq and the sequence it was made on. Out: a
 * release as the store keeps it, slices of it for the genes that are asked for, as columns that threads share.
 */
export { importTranscripts, readTranscripts } from "./import/store.ts";
export type { ReleaseOptions } from "./import/release.ts";
export { openTranscripts, type Place, type Transcripts } from "./snapshot.ts";
