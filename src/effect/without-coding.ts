/** Protein-coding genes for which a release has no coding sequence. */
import type { TranscriptSlice } from "./types.ts";

/** One transcript of each gene whose transcripts are called protein-coding, and none of which has coding rows. */
export function withoutCoding({ columns, names }: TranscriptSlice): number[] {
  const { biotype, cdsStart, gene } = columns;
  const coding = names.biotypes.indexOf("protein_coding");
  const without = new Map<number, number>();
  biotype.forEach((own, t) => own === coding && without.set(gene[t] ?? -1, t));
  cdsStart.forEach((at, t) => at > 0 && without.delete(gene[t] ?? -1));
  return [...without.values()];
}
