/**
 * Coverage of the panel genes (DEC-20). In: mosdepth's thresholds BED (`#chrom start end region 10X 20X`,
 * bases at or above) or regions BED (`chrom start end [name] mean`), plain or gzipped. Out: per gene the
 * part of its intervals at 10x and 20x, and their mean depth. BED is 0-based half-open, genes are 1-based.
 */
import { writtenNumber } from "../core/text.ts";
import type { z } from "zod";
import { canonicalChrom } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import { linesOf } from "../io/text-lines.ts";
import type * as schema from "./coverage-schema.ts";

export type GeneCoverage = NonNullable<z.infer<typeof schema.geneCoverage>>;

/** A gene without the margin of its region. */
interface CoveredGene {
  /** The gene's own first, then others that it has or had. */
  symbols: readonly string[];
  region: { chrom: string; start: number; end: number } | null;
}

interface Sums {
  bases: number;
  at10: number | null;
  at20: number | null;
  depth: number | null;
}

/**
 * An interval counts for the genes that its name gives, joined by commas, else for every gene in which it begins.
 * @returns one per gene, in their order; null: no interval of the table is the gene's
 * @throws ToolError E_KNOWLEDGE with the line, and those of reading
 */
export async function geneCoverage(
  path: string,
  genes: readonly CoveredGene[],
): Promise<(GeneCoverage | null)[]> {
  const named = namesOf(genes);
  const sums: (Sums | null)[] = genes.map(() => null);
  let thresholds: { at10: number; at20: number } | null = null;
  let line = 0;
  for await (const lines of linesOf(path)) {
    for (const text of lines) {
      line++;
      if (text === "") continue;
      const cells = text.split("\t");
      if (text.startsWith("#")) {
        const column = (name: string): number => cells.findIndex((c) => c.toUpperCase() === name);
        const found = { at10: column("10X"), at20: column("20X") };
        if (found.at10 >= 0 || found.at20 >= 0) thresholds = found;
        continue;
      }
      const [chrom = "", from = "", to = ""] = cells;
      const number = (cell = ""): number => writtenNumber(cell) ?? Number.NaN;
      const [start, end] = [number(from), number(to)];
      const count = (column: number): number | null => (column < 0 ? null : number(cells[column]));
      const row: Sums = {
        bases: end - start,
        at10: thresholds === null ? null : count(thresholds.at10),
        at20: thresholds === null ? null : count(thresholds.at20),
        depth: thresholds === null ? (end - start) * number(cells.at(-1)) : null,
      };
      const values = [row.bases, row.at10, row.at20, row.depth];
      const whole = values.every((v) => v === null || (Number.isFinite(v) && v >= 0));
      if (!whole || cells.length < 4 || !(end > start))
        throw new ToolError(
          "E_KNOWLEDGE",
          `not an interval with coverage: '${text.slice(0, 60)}'`,
          {
            path,
            line,
            hint: "Give mosdepth's thresholds.bed.gz (with its header line) or regions.bed.gz.",
          },
        );
      for (const i of genesAt(cells[3] ?? "", canonicalChrom(chrom), start + 1, named, genes))
        sums[i] = added(sums[i] ?? null, row);
    }
  }
  return sums.map((sum) => (sum === null ? null : partsOf(sum)));
}

/** What a gene is called now goes before what another one was once called. */
function namesOf(genes: readonly CoveredGene[]): Map<string, number> {
  const names = new Map<string, number>();
  const own = genes.map(({ symbols: [symbol] }, i) => [symbol, i] as const);
  const others = genes.flatMap(({ symbols }, i) => symbols.slice(1).map((s) => [s, i] as const));
  for (const [symbol, i] of [...others, ...own])
    if (symbol !== undefined) names.set(symbol.toUpperCase(), i);
  return names;
}

function genesAt(
  name: string,
  chrom: string | null,
  start: number,
  named: ReadonlyMap<string, number>,
  genes: readonly CoveredGene[],
): number[] {
  // `BRCA1`, `BRCA1_exon2`, `BRCA1:NM_007294`; of overlapping genes, as `regions` writes them, `AIMP1,TBCK`.
  const own = name
    .toUpperCase()
    .split(",")
    .flatMap((one) => named.get(one) ?? named.get(one.split(/[_:;|]/)[0] ?? "") ?? []);
  if (own.length > 0) return [...new Set(own)];
  return genes.flatMap(({ region }, i) =>
    region !== null && region.chrom === chrom && start >= region.start && start <= region.end
      ? [i]
      : [],
  );
}

function added(a: Sums | null, b: Sums): Sums {
  if (a === null) return b;
  const sum = (x: number | null, y: number | null): number | null =>
    x === null || y === null ? null : x + y;
  return {
    bases: a.bases + b.bases,
    at10: sum(a.at10, b.at10),
    at20: sum(a.at20, b.at20),
    depth: sum(a.depth, b.depth),
  };
}

function partsOf({ bases, at10, at20, depth }: Sums): GeneCoverage {
  const part = (n: number | null): number | null =>
    n === null ? null : Math.min(1, Math.round((10_000 * n) / bases) / 10_000);
  return {
    bases,
    at10: part(at10),
    at20: part(at20),
    mean: depth === null ? null : Math.round((100 * depth) / bases) / 100,
  };
}
