/** BED to genes: the gene in column 4, 0-based half-open intervals, mode unknown, green. */
import { counted } from "../../core/counted.ts";
import { canonicalChrom } from "../../core/assembly.ts";
import { joinLocations, newGene, parseGeneName } from "../gene.ts";
import { bedFields, isBedComment, lineFault } from "./lines.ts";
import type { Line } from "./lines.ts";
import type { GeneLocation, PanelGene } from "../model.ts";

/** `BRCA1_exon2` and its like are left as they stand; a cell may name several genes (`A,B` or `A;B`). */
function geneNames(path: string, line: Line, cell: string): string[] {
  const names = cell
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== ".");
  if (names.length === 0)
    throw lineFault(path, line, "no gene in column 4", "a BED panel names the gene in column 4");
  return names;
}

function interval(path: string, line: Line, fields: readonly string[]): GeneLocation {
  const [contig = "", from = "", to = ""] = fields;
  if (!/^\d+$/.test(from) || !/^\d+$/.test(to))
    throw lineFault(path, line, `start and end are not whole numbers: "${from}", "${to}"`);
  const start = Number(from) + 1;
  const end = Number(to);
  if (end < start)
    throw lineFault(
      path,
      line,
      `interval is empty or runs backwards: ${from}-${to}`,
      "BED is 0-based and half-open",
    );
  return { chrom: canonicalChrom(contig) ?? contig, start, end };
}

/**
 * Genes of a BED file, one per name, located at the extent of its intervals (1-based inclusive). A BED
 * names no assembly: its coordinates stand for the run's, whichever that is.
 *
 * @throws ToolError E_PANEL with the line
 */
export function parseBed(
  lines: readonly Line[],
  path: string,
): { genes: PanelGene[]; notes: string[] } {
  const genes = new Map<string, PanelGene>();
  const otherContigs = new Map<string, number>();
  let joined = false;
  for (const line of lines) {
    if (isBedComment(line.text)) continue;
    const fields = bedFields(line.text);
    const names = geneNames(path, line, fields[3] ?? "");
    const location = interval(path, line, fields);
    if (canonicalChrom(location.chrom) === null) {
      otherContigs.set(location.chrom, (otherContigs.get(location.chrom) ?? 0) + 1);
      continue;
    }
    for (const text of names) {
      const name = parseGeneName(text);
      if (name === null) throw lineFault(path, line, `column 4 is not a gene: "${text}"`);
      const key = name.symbol.toUpperCase();
      const before = genes.get(key);
      const extent = joinLocations(before?.location.GRCh37 ?? null, location);
      if (extent === undefined || extent === null)
        throw lineFault(
          path,
          line,
          `${name.symbol} is on ${location.chrom} here and on ${before?.location.GRCh37?.chrom ?? "another chromosome"} above`,
          "give the two places two names",
        );
      joined ||= before !== undefined;
      const both = { GRCh37: extent, GRCh38: extent };
      if (before === undefined)
        genes.set(key, newGene(name.symbol, { ...name, modeText: "", location: both }));
      else before.location = both;
    }
  }
  const notes = ["BED: mode of inheritance unknown; coordinates taken to be of the run's assembly"];
  if (joined) notes.push("several intervals of a gene count as one, from the first to the last");
  for (const [contig, count] of otherContigs)
    notes.push(
      `${counted(count, `interval on ${contig} is`, `intervals on ${contig} are`)} outside the chromosomes: left out`,
    );
  return { genes: [...genes.values()], notes };
}
