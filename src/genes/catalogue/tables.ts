/** Tables of genes: HGNC's complete set, MANE's summary, extents by symbol. Fed line by line. */
import { canonicalChrom } from "../../core/assembly.ts";
import type { ToolError } from "../../core/errors.ts";
import { counted } from "../../core/counted.ts";
import { parseEnsemblId, parseHgncId } from "../../core/gene.ts";
import { joinLocations } from "../../panel/gene.ts";
import type { GeneLocation } from "../../panel/model.ts";
import type { CatalogueGene } from "./model.ts";

export interface GeneReader {
  /** @param number 1-based */
  line(text: string, number: number): void;
  end(): { genes: CatalogueGene[]; version: string; notes: string[] };
}

export type Fault = (message: string, line: number) => ToolError;

/** Cells by column name; the names are the header's, which the reader was chosen by. */
function cellsOf(header: string): (line: string) => (column: string) => string {
  const names = new Map(
    header
      .replace(/^#/, "")
      .split("\t")
      .map((name, i) => [name, i]),
  );
  return (line) => {
    const cells = line.split("\t");
    return (column) => (cells[names.get(column) ?? -1] ?? "").replace(/^"(.*)"$/, "$1").trim();
  };
}

function list(cell: string): string[] {
  return cell
    .split("|")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

export const HGNC_HEADER = "hgnc_id\tsymbol\t";

/** HGNC's complete set: current, previous and alias symbols of every approved gene. */
export function hgncReader(header: string, fault: Fault): GeneReader {
  const read = cellsOf(header);
  const genes: CatalogueGene[] = [];
  let version = "";
  let withdrawn = 0;
  return {
    line(text, number) {
      const cell = read(text);
      const hgncId = parseHgncId(cell("hgnc_id"));
      const symbol = cell("symbol");
      if (hgncId === null || symbol === "")
        throw fault(`no HGNC id or symbol: "${text.slice(0, 60)}"`, number);
      if (/withdrawn/i.test(cell("status"))) {
        withdrawn += 1;
        return;
      }
      // The file names no release: the day of the last change in it stands for one.
      const modified = cell("date_modified");
      if (/^\d{4}-\d\d-\d\d$/.test(modified) && modified > version) version = modified;
      genes.push({
        hgncId,
        symbol,
        previousSymbols: list(cell("prev_symbol")),
        aliases: list(cell("alias_symbol")),
        ensemblId: parseEnsemblId(cell("ensembl_gene_id")),
        ncbiId: cell("entrez_id") || null,
        location: null,
      });
    },
    end: () => ({
      genes,
      version,
      notes:
        withdrawn === 0
          ? []
          : [`${counted(withdrawn, "withdrawn entry", "withdrawn entries")} left out`],
    }),
  };
}

export const MANE_HEADER = "#NCBI_GeneID\tEnsembl_Gene\tHGNC_ID\t";

function located(chrom: string, start: string, end: string): GeneLocation | null | undefined {
  const name = canonicalChrom(chrom);
  if (name === null) return null;
  const [from, to] = [Number(start), Number(end)];
  if (!/^\d+$/.test(start) || !/^\d+$/.test(end) || from < 1 || to < from) return undefined;
  return { chrom: name, start: from, end: to };
}

/** Extents of the same gene joined; undefined: on two chromosomes. */
function joinInto(
  genes: Map<string, CatalogueGene>,
  key: string,
  gene: CatalogueGene,
  elsewhere: Set<string>,
): void {
  const known = genes.get(key);
  if (known === undefined) {
    genes.set(key, gene);
    return;
  }
  const joined = joinLocations(known.location, gene.location);
  if (joined === undefined) elsewhere.add(gene.symbol);
  else known.location = joined;
}

/** MANE's summary: the extents of the Select and Plus Clinical transcripts, joined per gene; GRCh38. */
export function maneReader(header: string, fault: Fault): GeneReader {
  const read = cellsOf(header);
  const genes = new Map<string, CatalogueGene>();
  const elsewhere = new Set<string>();
  let otherContigs = 0;
  return {
    line(text, number) {
      const cell = read(text);
      const hgncId = parseHgncId(cell("HGNC_ID"));
      const ensemblId = parseEnsemblId(cell("Ensembl_Gene"));
      const symbol = cell("symbol");
      const location = located(cell("GRCh38_chr"), cell("chr_start"), cell("chr_end"));
      if (symbol === "" || location === undefined)
        throw fault(`no symbol or coordinates: "${text.slice(0, 60)}"`, number);
      if (location === null) otherContigs += 1;
      const ncbiId = cell("NCBI_GeneID").replace(/^GeneID:/, "") || null;
      joinInto(
        genes,
        hgncId ?? ensemblId ?? symbol,
        { hgncId, symbol, previousSymbols: [], aliases: [], ensemblId, ncbiId, location },
        elsewhere,
      );
    },
    end: () => ({
      genes: [...genes.values()],
      version: "",
      notes: notesOf(otherContigs, elsewhere),
    }),
  };
}

export function notesOf(otherContigs: number, elsewhere: ReadonlySet<string>): string[] {
  return [
    ...(otherContigs === 0
      ? []
      : [
          `${counted(otherContigs, "row")} outside the chromosomes (patches, alternate loci): without coordinates`,
        ]),
    ...(elsewhere.size === 0
      ? []
      : [`on two chromosomes, the first one stands: ${[...elsewhere].sort().join(", ")}`]),
  ];
}

/** Ensembl BioMart's table: chromosome, start, end, symbol, Ensembl id. It names no assembly. */
export const EXTENTS_HEADER: RegExp =
  /^#?Chromosome\/scaffold name\tGene Start \(bp\)\tGene End \(bp\)\t/;

export function extentsReader(header: string, fault: Fault): GeneReader {
  const read = cellsOf(header);
  const genes = new Map<string, CatalogueGene>();
  const elsewhere = new Set<string>();
  let otherContigs = 0;
  return {
    line(text, number) {
      const cell = read(text);
      const ensemblId = parseEnsemblId(cell("Gene ID") || cell("Gene stable ID"));
      const symbol = cell("HGNC symbol") || cell("Gene name") || ensemblId || "";
      const location = located(
        cell("Chromosome/scaffold name"),
        cell("Gene Start (bp)"),
        cell("Gene End (bp)"),
      );
      if (symbol === "" || location === undefined)
        throw fault(`no gene or no coordinates: "${text.slice(0, 60)}"`, number);
      if (location === null) {
        otherContigs += 1;
        return;
      }
      joinInto(
        genes,
        ensemblId ?? symbol,
        {
          hgncId: parseHgncId(cell("HGNC ID")),
          symbol,
          previousSymbols: [],
          aliases: [],
          ensemblId,
          ncbiId: null,
          location,
        },
        elsewhere,
      );
    },
    end: () => ({
      genes: [...genes.values()],
      version: "",
      notes: notesOf(otherContigs, elsewhere).map((note) =>
        note.replace("without coordinates", "left out"),
      ),
    }),
  };
}
