/** BED to genes: the gene in column 4, 0-based half-open intervals, mode unknown, green. */
import { counted } from "../../core/counted.ts";
import { canonicalChrom } from "../../core/assembly.ts";
import { partsOf } from "../../core/text.ts";
import { joinLocations, newGene, parseGeneName } from "../gene.ts";
import { bedFields, isBedComment, lineFault, type Line, type LineFault } from "./lines.ts";
import type { GeneLocation, PanelGene } from "../types.ts";

/** `BRCA1_exon2` and its like are left as they stand; a cell may name several genes (`A,B` or `A;B`). */
function geneNames(cell: string, fault: LineFault): string[] {
  const names = partsOf(cell, /[,;]/).filter((name) => name !== ".");
  if (names.length === 0)
    throw fault("no gene in column 4", "Put the gene's name in column 4 of a BED panel.");
  return names;
}

function interval(fields: readonly string[], fault: LineFault): GeneLocation {
  const [contig = "", from = "", to = ""] = fields;
  if (!/^\d+$/.test(from) || !/^\d+$/.test(to))
    throw fault(`start and end are not whole numbers: '${from}', '${to}'`);
  const start = Number(from) + 1;
  const end = Number(to);
  if (end < start)
    throw fault(
      `interval is empty or runs backwards: ${from}-${to}`,
      "Write 0-based, half-open coordinates, as BED does.",
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
    const fault = lineFault(path, line);
    const fields = bedFields(line.text);
    const names = geneNames(fields[3] ?? "", fault);
    const location = interval(fields, fault);
    if (canonicalChrom(location.chrom) === null) {
      otherContigs.set(location.chrom, (otherContigs.get(location.chrom) ?? 0) + 1);
      continue;
    }
    for (const text of names) {
      const name = parseGeneName(text);
      if (name === null) throw fault(`column 4 is not a gene: '${text}'`);
      const key = name.symbol.toUpperCase();
      const before = genes.get(key);
      const extent = joinLocations(before?.location.GRCh37 ?? null, location);
      if (extent === undefined || extent === null)
        throw fault(
          `${name.symbol} is on ${location.chrom} here, but on ${before?.location.GRCh37?.chrom ?? "another chromosome"} above`,
          "Give the two places different names.",
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
