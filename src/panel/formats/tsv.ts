/**
 * Gene tables with tabs: a header in any order of columns, or none (gene first, the rest known by content).
 * Coordinates are 1-based inclusive. `#` starts a comment, or the header.
 */
import { canonicalChrom } from "../../core/assembly.ts";
import type { Assembly } from "../../core/assembly.ts";
import { counted } from "../../core/counted.ts";
import { readHeader } from "./columns.ts";
import type { Column, Columns } from "./columns.ts";
import { newRegion, newStr } from "./empty.ts";
import { parseEnsemblId, parseHgncId } from "../../core/gene.ts";
import { newGene, parseGeneName, parseLocation } from "../gene.ts";
import { lineFault } from "./lines.ts";
import type { Line } from "./lines.ts";
import { mergeDuplicates, mergeEntities, modeNotes } from "../merge.ts";
import { parseConfidence, parseModeOrShorthand, parsePenetrance } from "../mode.ts";
import { saysLofNotMechanism } from "../mode.ts";
import type { Confidence, GeneLocation, Panel, PanelEntity, PanelGene } from "../model.ts";
import type { PanelRegion, PanelStr } from "../model.ts";

type TablePanel = Pick<Panel, "genes" | "strs" | "regions" | "rows" | "conflicts" | "notes">;

type Cells = (column: Column) => string;

function list(cell: string): string[] {
  return cell
    .split(/[;,|]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function confidenceOf(path: string, line: Line, text: string): Confidence {
  if (text === "") return "green";
  const confidence = parseConfidence(text);
  if (confidence === null)
    throw lineFault(
      path,
      line,
      `confidence is not known: "${text}"`,
      "write green, amber, red or grey, or PanelApp's 3, 2, 1, 0; leave the cell empty for green",
    );
  return confidence;
}

/** Location from a `chrom:start-end` cell or from three cells; null when the cells are empty. */
function locationOf(
  path: string,
  line: Line,
  whole: string,
  chrom: string,
  start: string,
  end: string,
): GeneLocation | null {
  // A chromosome alone is no location: PanelApp's download gives it for genes without positions.
  if (whole === "" && start === "" && end === "") return null;
  const text = whole === "" ? `${chrom}:${start}-${end}` : whole;
  const location = parseLocation(text);
  if (location === null || canonicalChrom(location.chrom) === null)
    throw lineFault(
      path,
      line,
      `not a location: "${text}"`,
      "chromosome, start and end are wanted, 1-based, start not after end",
    );
  return location;
}

/** The assembly that a cell names; undefined for an empty one. */
function assemblyOf(path: string, line: Line, cell: string): Assembly | undefined {
  if (cell === "") return undefined;
  if (/^(grch37|hg19|b37|37|19)(\.p\d+)?$/i.test(cell)) return "GRCh37";
  if (/^(grch38|hg38|38)(\.p\d+)?$/i.test(cell)) return "GRCh38";
  throw lineFault(path, line, `assembly is not known: "${cell}"`, "write GRCh37 or GRCh38");
}

function locationsOf(path: string, line: Line, cell: Cells): PanelGene["location"] {
  const any = locationOf(path, line, cell("location"), cell("chrom"), cell("start"), cell("end"));
  const assembly = assemblyOf(path, line, cell("assembly"));
  const on37 = locationOf(
    path,
    line,
    cell("location37"),
    cell("chrom37") || cell("chrom"),
    cell("start37"),
    cell("end37"),
  );
  const on38 = locationOf(
    path,
    line,
    cell("location38"),
    cell("chrom38") || cell("chrom"),
    cell("start38"),
    cell("end38"),
  );
  return {
    GRCh37: on37 ?? (assembly === "GRCh38" ? null : any),
    GRCh38: on38 ?? (assembly === "GRCh37" ? null : any),
  };
}

function geneOf(path: string, line: Line, cell: Cells): PanelGene {
  const hgncText = cell("hgncId");
  const hgncId = hgncText === "" ? null : parseHgncId(hgncText);
  if (hgncText !== "" && hgncId === null)
    throw lineFault(path, line, `not an HGNC id: "${hgncText}"`, "it looks like HGNC:1100");
  const ensemblIds = (["ensemblId", "ensemblId37", "ensemblId38"] as const)
    .flatMap((column) => list(cell(column)))
    .map((text) => {
      const id = parseEnsemblId(text);
      if (id === null) throw lineFault(path, line, `not an Ensembl gene id: "${text}"`);
      return id;
    });
  const text = cell("symbol") || hgncId || ensemblIds[0] || "";
  const name = parseGeneName(text);
  if (name === null)
    throw lineFault(
      path,
      line,
      text === "" ? "the line names no gene" : `not a gene symbol or HGNC id: "${text}"`,
      "columns are separated by tabs; comments begin with #",
    );
  const modeText = cell("mode");
  return newGene(name.symbol, {
    hgncId: hgncId ?? name.hgncId,
    ensemblIds: [...new Set([...name.ensemblIds, ...ensemblIds])],
    ncbiId: cell("ncbiId") || null,
    otherSymbols: [...list(cell("otherSymbols")), ...list(cell("previousSymbols"))],
    confidence: confidenceOf(path, line, cell("confidence")),
    mode: parseModeOrShorthand(modeText),
    modeText,
    penetrance: parsePenetrance(cell("penetrance")),
    lofNotMechanism: saysLofNotMechanism(cell("pathogenicity")),
    modeOfPathogenicity: cell("pathogenicity"),
    location: locationsOf(path, line, cell),
    biotype: cell("biotype") || null,
    tags: list(cell("tags")),
    phenotypes: list(cell("phenotypes")),
    evidence: list(cell("evidence")),
    publications: list(cell("publications")),
  });
}

/** What repeats and regions of PanelApp's download have in common. */
function entityOf(path: string, line: Line, cell: Cells): Omit<PanelEntity, "name"> {
  const modeText = cell("mode");
  return {
    confidence: confidenceOf(path, line, cell("confidence")),
    mode: parseModeOrShorthand(modeText),
    modeText,
    penetrance: parsePenetrance(cell("penetrance")),
    location: locationsOf(path, line, cell),
    tags: list(cell("tags")),
    phenotypes: list(cell("phenotypes")),
    evidence: list(cell("evidence")),
    publications: list(cell("publications")),
    children: [],
  };
}

function wholeNumber(path: string, line: Line, text: string): number | null {
  if (text === "") return null;
  if (!/^\d{1,6}$/.test(text)) throw lineFault(path, line, `not a whole number: "${text}"`);
  return Number(text);
}

function strOf(path: string, line: Line, cell: Cells): PanelStr {
  return newStr(cell("entityName") || cell("symbol"), {
    ...entityOf(path, line, cell),
    symbol: cell("symbol") || null,
    hgncId: parseHgncId(cell("hgncId")),
    repeatUnit: cell("repeatUnit"),
    normalRepeats: wholeNumber(path, line, cell("normalRepeats")),
    pathogenicRepeats: wholeNumber(path, line, cell("pathogenicRepeats")),
  });
}

function regionOf(path: string, line: Line, cell: Cells): PanelRegion {
  return newRegion(cell("entityName") || cell("symbol"), {
    ...entityOf(path, line, cell),
    title: cell("title"),
    modeOfPathogenicity: cell("pathogenicity"),
    variantType: cell("variantType"),
    haploinsufficiency: cell("haploinsufficiency") || null,
    triplosensitivity: cell("triplosensitivity") || null,
    requiredOverlapPercent: wholeNumber(path, line, cell("requiredOverlap")),
  });
}

/** What an unnamed cell is, by its content; null when it is none of the things we know. */
function columnOfContent(cell: string): Column | null {
  if (/^HGNC\s*:/i.test(cell)) return "hgncId";
  if (parseEnsemblId(cell) !== null) return "ensemblId";
  if (parseConfidence(cell) !== null) return "confidence";
  if (parseLocation(cell) !== null) return "location";
  if (parseModeOrShorthand(cell) !== "missing") return "mode";
  return null;
}

/** Cells of a line without header: symbol or id first, then what the content says, each once. */
function guessCells(path: string, line: Line, cells: readonly string[]): Columns {
  const first = columnOfContent(cells[0] ?? "");
  const columns: Columns =
    first === "hgncId" || first === "ensemblId" ? { [first]: 0 } : { symbol: 0 };
  cells.forEach((cell, i) => {
    if (i === 0 || cell === "") return;
    // After an id, the first word that is nothing else is the symbol.
    const free = columns.symbol === undefined && parseGeneName(cell) !== null ? "symbol" : null;
    const column = columnOfContent(cell) ?? free;
    if (column === null || columns[column] !== undefined)
      throw lineFault(
        path,
        line,
        `column ${i + 1} is not understood: "${cell}"`,
        "give the table a header, such as: symbol, hgnc_id, mode_of_inheritance, confidence",
      );
    columns[column] = i;
  });
  return columns;
}

function splitCells(text: string): string[] {
  return text.split("\t").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}

/** A comment, unless it names columns: `#symbol<tab>moi`, or `#` and the one column. */
function headerInComment(text: string): Columns | null {
  const cells = splitCells(text.replace(/^#+\s*/, ""));
  return cells.length > 1 ? readHeader(cells) : null;
}

/**
 * Genes of a table, one per gene (rows of the same gene are joined), with what it lists besides genes.
 *
 * @throws ToolError E_PANEL with the line
 */
export function parseTable(lines: readonly Line[], path: string): TablePanel {
  let header: Columns | null = null;
  let width = 0;
  let rows = 0;
  let unbuilt = false;
  const genes: PanelGene[] = [];
  const strs: PanelStr[] = [];
  const regions: PanelRegion[] = [];
  for (const line of lines) {
    const isComment = line.text.startsWith("#");
    if (isComment || rows === 0) {
      const found: Columns | null =
        header !== null || rows > 0
          ? null
          : isComment
            ? headerInComment(line.text)
            : readHeader(splitCells(line.text));
      if (found !== null) {
        header = found;
        width = line.text.split("\t").length;
        continue;
      }
    }
    if (isComment) continue;
    rows += 1;
    const cells = splitCells(line.text);
    if (header !== null && cells.slice(width).some((cell) => cell !== ""))
      throw lineFault(path, line, `${counted(cells.length, "cell")} under ${width} column names`);
    const columns = header ?? guessCells(path, line, cells);
    const cell: Cells = (column) => {
      const i = columns[column];
      const text = i === undefined ? "" : (cells[i] ?? "");
      return text === "." || text === "NA" ? "" : text;
    };
    const entity = cell("entityType").toLowerCase();
    if (entity === "str") {
      strs.push(strOf(path, line, cell));
      continue;
    }
    if (entity === "region") {
      regions.push(regionOf(path, line, cell));
      continue;
    }
    const gene = geneOf(path, line, cell);
    unbuilt ||= gene.location.GRCh37 !== null && gene.location.GRCh37 === gene.location.GRCh38;
    genes.push(gene);
  }
  const merged = mergeDuplicates(genes);
  const notes = [...merged.notes, ...modeNotes(merged.genes)];
  const silent = merged.genes.filter((gene) => gene.modeText === "").length;
  if (silent > 0)
    notes.push(`${counted(silent, "gene")} without a mode of inheritance: all models tried`);
  if (unbuilt) notes.push("coordinates name no assembly: taken to be of the run's");
  return {
    genes: merged.genes,
    strs: mergeEntities(strs),
    regions: mergeEntities(regions),
    rows: { genes: genes.length, strs: strs.length, regions: regions.length },
    conflicts: merged.conflicts,
    notes,
  };
}
