/** Genes located only by a release of transcripts (DEC-16): they are then read by index. */
import { chromosomeLength, CHROMOSOMES } from "../../core/assembly.ts";
import { openNames } from "../../effect/index.ts";
import type { TranscriptSlice } from "../../effect/types.ts";
import { joinLocations } from "../../panel/gene.ts";
import { geneMatcher } from "../../panel/match.ts";
import type { GeneLocation, PanelGenes } from "../../panel/types.ts";

/**
 * The table with regions of genes that had none: all transcripts of the gene, and the margin. One on X and Y lies on X;
 * one on other two chromosomes stays without a place.
 * @param margin bases on both sides
 */
export function placedBy(
  { columns, names }: TranscriptSlice,
  table: PanelGenes,
  margin: number,
): PanelGenes {
  const match = geneMatcher(table);
  const { gene: geneAt } = openNames(names);
  const extents = new Map<number, GeneLocation | null>();
  for (const [c, chrom] of CHROMOSOMES.entries()) {
    const indexOf = new Map<number, number>();
    const to = columns.chromFrom[c + 1] ?? 0;
    for (let t = columns.chromFrom[c] ?? 0; t < to; t++) {
      const [gene, start, end] = [columns.gene[t] ?? 0, columns.start[t] ?? 0, columns.end[t] ?? 0];
      const index = indexOf.get(gene) ?? match(geneAt(gene), { chrom, pos: start });
      indexOf.set(gene, index);
      const before = extents.get(index);
      if (index < 0 || before === null) continue;
      extents.set(index, joinLocations(before ?? null, { chrom, start, end }) ?? null);
    }
  }
  const genes = table.genes.map((gene, i) => {
    const extent = extents.get(i) ?? null;
    if (gene.region !== null || extent === null) return gene;
    const { chrom, start, end } = extent;
    const length = chromosomeLength(table.assembly, chrom) ?? end;
    const region = {
      chrom,
      start: Math.max(1, start - margin),
      end: Math.min(length, end + margin),
    };
    return { ...gene, region };
  });
  return { ...table, genes };
}
