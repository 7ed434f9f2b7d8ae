/**
 * Coverage as kept with a case: mosdepth's table, gene by gene, small enough to keep for every gene in it, since
 * panels change. The same kind of table comes out: `geneCoverage` reads it as it reads the original.
 */
import { linesOf } from "../io/text-lines.ts";
import { geneCoverage, type GeneCoverage } from "./coverage.ts";

type CoveredGenes = Parameters<typeof geneCoverage>[1];

/**
 * @param path mosdepth's thresholds or regions BED. @param genes every gene that is known, with its extent
 * @returns one line per gene, under its name; empty: the table tells of none
 * @throws ToolError, as `geneCoverage`
 */
export async function keptCoverage(path: string, genes: CoveredGenes): Promise<string> {
  const known = new Set(genes.flatMap(({ symbols }) => symbols.map((s) => s.toUpperCase())));
  const named = [...(await namesIn(path))].filter((name) => !known.has(name)).sort();
  const all = [...genes, ...named.map((name) => ({ symbols: [name], region: null }))];
  const coverage = await geneCoverage(path, all);
  const rows = all.flatMap(({ symbols: [symbol = ""] }, i): [string, GeneCoverage][] => {
    const found = coverage[i] ?? null;
    return found === null || symbol === "" ? [] : [[symbol, found]];
  });
  if (rows.length === 0) return "";
  // A gene's place is not kept: by name alone it is found again.
  const line = (name: string, { bases }: GeneCoverage, values: (number | null)[]): string =>
    [".", 0, bases, name, ...values.filter((value) => value !== null)].join("\t");
  const [, first] = rows[0] ?? [];
  if (first !== undefined && first.mean !== null)
    return text(rows.map(([name, c]) => line(name, c, [c.mean])));
  const columns = [first?.at10 === null ? [] : ["10X"], first?.at20 === null ? [] : ["20X"]].flat();
  const counts = (c: GeneCoverage): (number | null)[] =>
    [c.at10, c.at20].map((part) => (part === null ? null : Math.round(part * c.bases)));
  return text([
    ["#chrom", "start", "end", "region", ...columns].join("\t"),
    ...rows.map(([name, c]) => line(name, c, counts(c))),
  ]);
}

function text(lines: readonly string[]): string {
  return lines.map((one) => `${one}\n`).join("");
}

/** Genes that intervals are named after, in upper case; the last column of a table of regions is no name. */
async function namesIn(path: string): Promise<Set<string>> {
  const names = new Set<string>();
  let isNamed = false;
  for await (const lines of linesOf(path))
    for (const one of lines) {
      const cells = one.split("\t");
      if (one.startsWith("#")) isNamed ||= cells.some((cell) => /^\d+X$/i.test(cell));
      else if (isNamed || cells.length > 4)
        for (const part of (cells[3] ?? "").toUpperCase().split(","))
          names.add(part.split(/[_:;|]/)[0] ?? "");
    }
  for (const none of ["", ".", "UNKNOWN", "REGION"]) names.delete(none);
  return names;
}
