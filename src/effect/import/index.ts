/** GFF3 files in, releases of transcripts out: loaded by what imports alone. */
export {
  importTranscripts,
  readTranscripts,
  type ImportedTranscripts,
  type ReadTranscripts,
} from "./store.ts";
export type { ReleaseOptions } from "./release.ts";
export type { IdentifyGene } from "./genes.ts";
