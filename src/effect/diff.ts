/** Differences between two releases of transcripts: genes added and removed, and which transcript is reported. */
import { compareKeys } from "../core/text.ts";
import { FLAG } from "./flags.ts";
import { openNames } from "./names.ts";
import type { Transcripts } from "./snapshot.ts";

interface TranscriptChange {
  type: "gene_added" | "gene_gone" | "reported_transcript";
  /** The newer symbol where there is one. */
  symbol: string;
  /** The transcript that is reported of the gene, with its version. */
  old: string | null;
  new: string | null;
}

/** By HGNC id, else by what else the release has of a gene. */
export function diffTranscripts(old: Transcripts, newer: Transcripts): TranscriptChange[] {
  const [before, after] = [reportedOf(old), reportedOf(newer)];
  const keys = [...new Map([...before, ...after])].sort(compareKeys).map(([key]) => key);
  return keys.flatMap((key): TranscriptChange[] => {
    const [was, is] = [before.get(key), after.get(key)];
    if (was?.transcript === is?.transcript) return [];
    const type =
      was === undefined ? "gene_added" : is === undefined ? "gene_gone" : "reported_transcript";
    const symbol = is?.symbol ?? was?.symbol ?? key;
    return [{ type, symbol, old: was?.transcript ?? null, new: is?.transcript ?? null }];
  });
}

/** MANE Select, else the canonical one, by gene; of a gene on X and Y that on X. */
function reportedOf(release: Transcripts): Map<string, { symbol: string; transcript: string }> {
  const { columns, names } = release.slice("all");
  const { gene: geneAt, id } = openNames(names);
  const found = new Map<string, { symbol: string; transcript: string; isMane: boolean }>();
  for (const [t, flags] of columns.flags.entries()) {
    const isMane = (flags & FLAG.maneSelect) !== 0;
    if (!isMane && (flags & FLAG.canonical) === 0) continue;
    const { symbol, hgncId, ensemblGene, ncbiGene } = geneAt(Number(columns.gene[t]));
    const key = hgncId ?? ensemblGene ?? ncbiGene ?? symbol;
    const known = found.get(key);
    if (known === undefined || (isMane && !known.isMane))
      found.set(key, { symbol, transcript: id(t), isMane });
  }
  return found;
}
