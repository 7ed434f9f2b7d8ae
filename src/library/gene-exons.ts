/** Exons of a panel's genes, according to a release of transcripts. */
import { CHROMOSOMES } from "../core/assembly.ts";
import { openNames } from "../effect/index.ts";
import type { TranscriptSlice } from "../effect/types.ts";
import { geneMatcher } from "../panel/match.ts";
import type { PanelGenes } from "../panel/types.ts";

/** 1-based inclusive. */
interface Exon {
  chrom: string;
  start: number;
  end: number;
}

/** Of each gene of the table those of all its transcripts; none: the release does not know it. */
export function exonsOfGenes(table: PanelGenes, slice: TranscriptSlice): Exon[][] {
  const { chromFrom, gene, exonFrom, exonStart, exonEnd } = slice.columns;
  const names = openNames(slice.names);
  const match = geneMatcher(table);
  const exons: Exon[][] = table.genes.map(() => []);
  for (const [i, chrom] of CHROMOSOMES.entries())
    for (let t = chromFrom[i] ?? 0; t < (chromFrom[i + 1] ?? 0); t++) {
      const named = names.gene(gene[t] ?? 0);
      const [from = 0, to = 0] = [exonFrom[t], exonFrom[t + 1]];
      const own = exons[match(named, { chrom, pos: exonStart[from] ?? 0 })];
      for (let n = from; n < to; n++)
        own?.push({ chrom, start: exonStart[n] ?? 0, end: exonEnd[n] ?? 0 });
    }
  return exons;
}
