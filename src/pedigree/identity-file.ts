/**
 * Genotypes from elsewhere, such as a laboratory's SNP panel or array: a table separated by tabs, commas or
 * blanks, one SNV per line, by rsID or by chromosome and position.
 */
import { writtenNumber } from "../core/text.ts";
import { canonicalChrom } from "../core/assembly.ts";
import { wordsFor } from "./ped.ts";
import { ToolError } from "../core/errors.ts";
import { linesOf } from "../io/text-lines.ts";

export interface StatedGenotype {
  /** Number of its rsID; null: none is given. */
  rsId: number | null;
  /** Canonical chromosome and 1-based position; null: not given. */
  place: { chrom: string; pos: number } | null;
  /** Two of A, C, G, T, in upper case, of either strand. */
  alleles: readonly [string, string];
}

type Column = "rsid" | "chrom" | "pos" | "genotype" | "allele1" | "allele2";

const COLUMNS: ReadonlyMap<string, Column> = wordsFor([
  ["rsid", "rsid rs id snp name marker"],
  ["chrom", "chrom chr chromosome"],
  ["pos", "pos position bp"],
  ["genotype", "genotype gt call result"],
  ["allele1", "allele1"],
  ["allele2", "allele2"],
]);

/** A file without a line of names, by its number of columns. */
const UNNAMED: Readonly<Record<number, readonly Column[]>> = {
  2: ["rsid", "genotype"],
  3: ["chrom", "pos", "genotype"],
  4: ["rsid", "chrom", "pos", "genotype"],
  5: ["rsid", "chrom", "pos", "allele1", "allele2"],
};

const HINT =
  "Write one SNV per line: rsid (or chrom and pos) and genotype (AG), below a header line with these names.";

/**
 * @param person whose genotypes they are: in a table of several people, such as `panelist identity` prints, the column
 * of this name
 * @throws ToolError E_IDENTITY with the line, and those of reading
 */
export async function readStatedGenotypes(path: string, person: string): Promise<StatedGenotype[]> {
  const genotypes: StatedGenotype[] = [];
  let columns: readonly (Column | null)[] | null = null;
  let isOfOthers = false;
  let line = 0;
  for await (const lines of linesOf(path)) {
    for (const text of lines) {
      line++;
      const cells = cellsOf(text.replace(/^#+\s*/, ""));
      const named = namedColumns(cells, person);
      if (named !== null && columns === null) columns = named;
      isOfOthers ||= columns === null && isPlaced(columnsOf(cells));
      if (named !== null || text.startsWith("#") || cells.length === 0) continue;
      columns ??= UNNAMED[cells.length] ?? null;
      if (columns === null && isOfOthers)
        throw new ToolError("E_IDENTITY", `no genotype column for '${person}'`, {
          path,
          line,
          hint: "Name a column genotype, or use this person's name for it, as `panelist identity` does.",
        });
      const found = columns === null ? null : rowOf(cells, columns);
      if (found === null)
        throw new ToolError("E_IDENTITY", "no genotypes of SNVs", { path, line, hint: HINT });
      // Not called: `--`, `NC`, an insertion, one allele.
      if (found.alleles !== null) genotypes.push({ ...found, alleles: found.alleles });
    }
  }
  if (genotypes.length === 0)
    throw new ToolError("E_IDENTITY", "the file has no called genotypes", { path, hint: HINT });
  return genotypes;
}

/** Tabs, else commas or semicolons, else blanks. */
function cellsOf(text: string): string[] {
  if (text.trim() === "") return [];
  const by = text.includes("\t") ? "\t" : /[,;]/.test(text) ? /[,;]/ : /\s+/;
  return text.split(by).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}

function columnsOf(cells: readonly string[]): (Column | null)[] {
  return cells.map((cell) => COLUMNS.get(cell.toLowerCase().replaceAll(/[\s_]/g, "")) ?? null);
}

function isPlaced(columns: readonly (Column | null)[]): boolean {
  return columns.includes("rsid") || (columns.includes("chrom") && columns.includes("pos"));
}

function isCalled(columns: readonly (Column | null)[]): boolean {
  return (
    columns.includes("genotype") || (columns.includes("allele1") && columns.includes("allele2"))
  );
}

/** @returns null: this is no line of names, or they do not suffice */
function namedColumns(cells: readonly string[], person: string): (Column | null)[] | null {
  const columns = columnsOf(cells);
  // Behind the alleles stand people, whatever they are called.
  const alt = cells.findIndex((cell) => cell.toLowerCase() === "alt");
  // A name that a spreadsheet would reckon with was printed behind a quote.
  const own = cells.findIndex((cell, i) => i > alt && (cell === person || cell === `'${person}`));
  const found =
    own >= 0 && (alt >= 0 || !isCalled(columns))
      ? columns.map((column, i) => (i === own ? "genotype" : alt >= 0 && i > alt ? null : column))
      : columns;
  return isPlaced(found) && isCalled(found) ? found : null;
}

/** @returns null: it is none; `alleles` null: no call */
function rowOf(
  cells: readonly string[],
  columns: readonly (Column | null)[],
): (Omit<StatedGenotype, "alleles"> & { alleles: StatedGenotype["alleles"] | null }) | null {
  const cell = (column: Column): string => cells[columns.indexOf(column)] ?? "";
  const rsId = /^rs(\d{1,12})$/i.exec(cell("rsid"))?.[1];
  const chrom = canonicalChrom(cell("chrom"));
  const pos = writtenNumber(cell("pos")) ?? 0;
  const isStated = columns.includes("chrom") && cell("chrom") !== "";
  if (isStated && (!Number.isInteger(pos) || pos < 1)) return null;
  const place = chrom === null || !isStated ? null : { chrom, pos };
  // Another contig, or an array's own name.
  if (!isStated && rsId === undefined && !/^\w/.test(cell("rsid"))) return null;
  const called = columns.includes("genotype")
    ? cell("genotype")
    : cell("allele1") + cell("allele2");
  const bases = called.toUpperCase().replaceAll(/[/|\s]/g, "");
  if (bases === "" && cells.length < columns.length - 1) return null;
  if (!/^[A-Z0.\-*]{0,40}$/.test(bases)) return null;
  const alleles = /^[ACGT]{2}$/.test(bases) ? ([bases.charAt(0), bases.charAt(1)] as const) : null;
  return { rsId: rsId === undefined ? null : Number(rsId), place, alleles };
}
