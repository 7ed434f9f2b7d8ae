/**
 * Gene tables with tabs: a header in any order of columns, or none (gene first, the rest known by content).
 * Coordinates are 1-based inclusive. `#` starts a comment, or the header.
 */
import { canonicalChrom, type Assembly } from "../../core/assembly.ts";
import { counted } from "../../core/counted.ts";
import { partsOf } from "../../core/text.ts";
import { readHeader, type FieldName, type Columns } from "./columns.ts";
import { newRegion, newStr } from "./empty.ts";
import { parseEnsemblId, parseHgncId } from "../../core/gene.ts";
import { newGene, parseGeneName, parseLocation } from "../gene.ts";
import { lineFault, wordOf, type Line, type LineFault } from "./lines.ts";
import { mergeDuplicates, mergeEntities, modeNotes } from "../merge.ts";
import {
  parseConfidence,
  parseModeOrShorthand,
  parsePenetrance,
  saysLofNotMechanism,
} from "../mode.ts";
import type {
  Confidence,
  GeneLocation,
  Panel,
  PanelGene,
  PanelItem,
  PanelRegion,
  PanelStr,
} from "../types.ts";

const SEPARATOR = /[;,|]/;

type TablePanel = Pick<Panel, "genes" | "strs" | "regions" | "rows" | "conflicts" | "notes">;

interface Row {
  cell: (column: FieldName) => string;
  fault: LineFault;
}

function confidenceOf({ cell, fault }: Row): Confidence {
  const text = cell("confidence");
  if (text === "") return "green";
  const confidence = parseConfidence(text);
  if (confidence === null)
    throw fault(
      `unknown confidence: '${text}'`,
      "Write green, amber, red or grey, or PanelApp's 3, 2, 1, 0; leave the cell empty for green.",
    );
  return confidence;
}

/** Location from a `chrom:start-end` cell or from three cells; null when the cells are empty. */
function locationOf({ cell, fault }: Row, build: "" | "37" | "38"): GeneLocation | null {
  const [whole, start, end] = [
    cell(`location${build}`),
    cell(`start${build}`),
    cell(`end${build}`),
  ];
  // A chromosome alone is no location: PanelApp's download gives it for genes without positions.
  if (whole === "" && start === "" && end === "") return null;
  const text = whole || `${cell(`chrom${build}`) || cell("chrom")}:${start}-${end}`;
  const location = parseLocation(text);
  if (location === null || canonicalChrom(location.chrom) === null)
    throw fault(
      `not a location: '${text}'`,
      "Write chromosome, start and end, 1-based, with the start not after the end.",
    );
  return location;
}

/** The assembly that a cell names; undefined for an empty one. */
function assemblyOf({ cell, fault }: Row): Assembly | undefined {
  const name = cell("assembly");
  if (name === "") return undefined;
  if (/^(grch37|hg19|b37|37|19)(\.p\d+)?$/i.test(name)) return "GRCh37";
  if (/^(grch38|hg38|38)(\.p\d+)?$/i.test(name)) return "GRCh38";
  throw fault(`unknown assembly: '${name}'`, "Write GRCh37 or GRCh38.");
}

function locationsOf(row: Row): PanelGene["location"] {
  const any = locationOf(row, "");
  const assembly = assemblyOf(row);
  const [on37, on38] = [locationOf(row, "37"), locationOf(row, "38")];
  return {
    GRCh37: on37 ?? (assembly === "GRCh38" ? null : any),
    GRCh38: on38 ?? (assembly === "GRCh37" ? null : any),
  };
}

function geneOf(row: Row): PanelGene {
  const { cell, fault } = row;
  const hgncText = cell("hgncId");
  const hgncId = hgncText === "" ? null : parseHgncId(hgncText);
  if (hgncText !== "" && hgncId === null)
    throw fault(`not an HGNC id: '${hgncText}'`, "Write it as HGNC:1100.");
  const ensemblIds = (["ensemblId", "ensemblId37", "ensemblId38"] as const)
    .flatMap((column) => partsOf(cell(column), SEPARATOR))
    .map((text) => {
      const id = parseEnsemblId(text);
      if (id === null) throw fault(`not an Ensembl gene id: '${text}'`);
      return id;
    });
  const text = cell("symbol") || hgncId || ensemblIds[0] || "";
  const name = parseGeneName(text);
  if (name === null)
    throw fault(
      text === ""
        ? "the line does not name a gene"
        : `not a gene symbol or HGNC id: '${wordOf(text)}'`,
      "Columns are separated by tabs; comments begin with #.",
    );
  return newGene(name.symbol, {
    hgncId: hgncId ?? name.hgncId,
    ensemblIds: [...new Set([...name.ensemblIds, ...ensemblIds])],
    ncbiId: cell("ncbiId") || null,
    otherSymbols: [
      ...partsOf(cell("otherSymbols"), SEPARATOR),
      ...partsOf(cell("previousSymbols"), SEPARATOR),
    ],
    ...itemOf(row),
    lofNotMechanism: saysLofNotMechanism(cell("pathogenicity")),
    modeOfPathogenicity: cell("pathogenicity"),
    biotype: cell("biotype") || null,
  });
}

/** What genes, repeats and regions have in common. */
function itemOf(row: Row): PanelItem {
  const { cell } = row;
  const modeText = cell("mode");
  return {
    confidence: confidenceOf(row),
    mode: parseModeOrShorthand(modeText),
    modeText,
    penetrance: parsePenetrance(cell("penetrance")),
    location: locationsOf(row),
    tags: partsOf(cell("tags"), SEPARATOR),
    phenotypes: partsOf(cell("phenotypes"), SEPARATOR),
    evidence: partsOf(cell("evidence"), SEPARATOR),
    publications: partsOf(cell("publications"), SEPARATOR),
    children: [],
  };
}

function wholeNumber({ cell, fault }: Row, column: FieldName): number | null {
  const text = cell(column);
  if (text === "") return null;
  if (!/^\d{1,6}$/.test(text)) throw fault(`not a whole number: '${text}'`);
  return Number(text);
}

function strOf(row: Row): PanelStr {
  const { cell } = row;
  return newStr(cell("entityName") || cell("symbol"), {
    ...itemOf(row),
    symbol: cell("symbol") || null,
    hgncId: parseHgncId(cell("hgncId")),
    repeatUnit: cell("repeatUnit"),
    normalRepeats: wholeNumber(row, "normalRepeats"),
    pathogenicRepeats: wholeNumber(row, "pathogenicRepeats"),
  });
}

function regionOf(row: Row): PanelRegion {
  const { cell } = row;
  return newRegion(cell("entityName") || cell("symbol"), {
    ...itemOf(row),
    title: cell("title"),
    modeOfPathogenicity: cell("pathogenicity"),
    variantType: cell("variantType"),
    haploinsufficiency: cell("haploinsufficiency") || null,
    triplosensitivity: cell("triplosensitivity") || null,
    requiredOverlapPercent: wholeNumber(row, "requiredOverlap"),
  });
}

/** What an unnamed cell is, by its content; null when it is none of the things we know. */
function columnOfContent(cell: string): FieldName | null {
  if (/^HGNC\s*:/i.test(cell)) return "hgncId";
  if (parseEnsemblId(cell) !== null) return "ensemblId";
  if (parseConfidence(cell) !== null) return "confidence";
  if (parseLocation(cell) !== null) return "location";
  if (parseModeOrShorthand(cell) !== "missing") return "mode";
  return null;
}

/** Cells of a line without header: symbol or id first, then what the content says, each once. */
function guessCells(cells: readonly string[], fault: LineFault): Columns {
  const first = columnOfContent(cells[0] ?? "");
  const columns: Columns =
    first === "hgncId" || first === "ensemblId" ? { [first]: 0 } : { symbol: 0 };
  cells.forEach((cell, i) => {
    if (i === 0 || cell === "") return;
    // After an id, the first word that is nothing else is the symbol.
    const free = columns.symbol === undefined && parseGeneName(cell) !== null ? "symbol" : null;
    const column = columnOfContent(cell) ?? free;
    if (column === null || columns[column] !== undefined)
      throw fault(
        `column ${i + 1} has an unknown name: '${wordOf(cell)}'`,
        "Begin the table with column names, such as symbol, hgnc_id, mode_of_inheritance, confidence.",
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
    if (header === null && rows === 0) {
      header = isComment ? headerInComment(line.text) : readHeader(splitCells(line.text));
      width = line.text.split("\t").length;
      if (header !== null) continue;
    }
    if (isComment) continue;
    rows += 1;
    const fault = lineFault(path, line);
    const cells = splitCells(line.text);
    if (header !== null && cells.slice(width).some((cell) => cell !== ""))
      throw fault(`${counted(cells.length, "cell")} under ${width} column names`);
    const columns = header ?? guessCells(cells, fault);
    const cell: Row["cell"] = (column) => {
      const i = columns[column];
      const text = i === undefined ? "" : (cells[i] ?? "");
      return text === "." || text === "NA" ? "" : text;
    };
    const row = { cell, fault };
    const entity = cell("entityType").toLowerCase();
    if (entity === "str") strs.push(strOf(row));
    else if (entity === "region") regions.push(regionOf(row));
    else {
      const gene = geneOf(row);
      unbuilt ||= gene.location.GRCh37 !== null && gene.location.GRCh37 === gene.location.GRCh38;
      genes.push(gene);
    }
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
