/** Where the genes of a table lie: merged intervals for an indexed scan, BED for an annotator. */
import { tableCell } from "../core/clean.ts";
import { chromosomeOrder } from "../core/assembly.ts";
import type { PanelGenes } from "./types.ts";

/** 1-based inclusive, on a canonical chromosome. */
interface TableRegion {
  chrom: string;
  start: number;
  end: number;
  /** Indexes in `PanelGenes.genes`, ascending. */
  genes: number[];
}

/** Regions of the table's genes, sorted by place; overlapping and touching ones are one. */
export function tableRegions(table: PanelGenes): TableRegion[] {
  const single = table.genes.flatMap(({ region }, index) =>
    region === null ? [] : [{ ...region, genes: [index] }],
  );
  single.sort(
    (a, b) =>
      chromosomeOrder(a.chrom) - chromosomeOrder(b.chrom) || a.start - b.start || a.end - b.end,
  );
  const merged: TableRegion[] = [];
  for (const next of single) {
    const last = merged.at(-1);
    if (last !== undefined && last.chrom === next.chrom && next.start <= last.end + 1) {
      last.end = Math.max(last.end, next.end);
      last.genes.push(...next.genes);
    } else merged.push(next);
  }
  for (const region of merged) region.genes.sort((a, b) => a - b);
  return merged;
}

/**
 * BED (0-based half-open) of `tableRegions`, the genes' symbols joined by commas in column 4.
 * @param isPrefixed chromosomes as `chr1` and `chrM`, not `1` and `MT`
 */
export function panelBed(table: PanelGenes, isPrefixed = false): string {
  return tableRegions(table)
    .map(({ chrom, start, end, genes }) => {
      const symbols = genes.map((index) => table.genes[index]?.symbol ?? "").join(",");
      const name = isPrefixed ? `chr${chrom === "MT" ? "M" : chrom}` : chrom;
      return `${name}\t${start - 1}\t${end}\t${tableCell(symbols)}\n`;
    })
    .join("");
}
