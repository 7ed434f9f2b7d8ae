/** Tables of genes: HGNC's complete set, MANE's summary, extents by symbol. Fed line by line. */
import { canonicalChrom, type Assembly } from "../../core/assembly.ts";
import type { ToolError } from "../../core/errors.ts";
import { counted } from "../../core/counted.ts";
import { parseEnsemblId, parseHgncId } from "../../core/gene.ts";
import { partsOf } from "../../core/text.ts";
import { joinLocations } from "../../panel/gene.ts";
import type { GeneLocation } from "../../panel/types.ts";
import type { CatalogueGene, GeneFile } from "./types.ts";

export interface GeneReader {
  /** @param number 1-based */
  line(text: string, number: number): void;
  /** @returns `assembly`: undefined where the file does not name it */
  end(): Omit<GeneFile, "assembly"> & { assembly: Assembly | null | undefined };
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
        throw fault(`HGNC id or symbol missing: '${text.slice(0, 60)}'`, number);
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
        name: cell("name"),
        previousSymbols: partsOf(cell("prev_symbol"), "|"),
        aliases: partsOf(cell("alias_symbol"), "|"),
        ensemblId: parseEnsemblId(cell("ensembl_gene_id")),
        ncbiId: cell("entrez_id") || null,
        location: null,
      });
    },
    end: () => ({
      source: "hgnc",
      assembly: null,
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

/** 1-based inclusive; null: outside the chromosomes; undefined: not an extent. */
export function located(
  chrom: string,
  start: string,
  end: string,
): GeneLocation | null | undefined {
  const name = canonicalChrom(chrom);
  const [from, to] = [Number(start), Number(end)];
  if (name === null) return null;
  if (!/^\d+$/.test(start) || !/^\d+$/.test(end) || from < 1 || to < from) return undefined;
  return { chrom: name, start: from, end: to };
}

/** Genes of a file that has a gene more than once: its extents are joined. */
export class PlacedGenes {
  readonly #genes = new Map<string, CatalogueGene>();
  readonly #elsewhere = new Set<string>();
  /** Rows outside the chromosomes. */
  otherContigs = 0;

  add(key: string, gene: Partial<CatalogueGene> & { symbol: string }): void {
    const known = this.#genes.get(key);
    if (known === undefined) {
      this.#genes.set(key, { ...UNKNOWN, ...gene });
      return;
    }
    const joined = joinLocations(known.location, gene.location ?? null);
    if (joined === undefined) this.#elsewhere.add(gene.symbol);
    else known.location = joined;
  }

  /** @param fate what became of the rows outside the chromosomes */
  end(fate: "left out" | "without coordinates"): Pick<GeneFile, "genes" | "notes"> {
    const notes: string[] = [];
    if (this.otherContigs > 0)
      notes.push(
        `${counted(this.otherContigs, "row")} outside the chromosomes (patches, alternate loci): ${fate}`,
      );
    if (this.#elsewhere.size > 0)
      notes.push(
        `on two chromosomes, the first one is used: ${[...this.#elsewhere].sort().join(", ")}`,
      );
    return { genes: [...this.#genes.values()], notes };
  }
}

const UNKNOWN: Omit<CatalogueGene, "symbol"> = {
  hgncId: null,
  name: "",
  previousSymbols: [],
  aliases: [],
  ensemblId: null,
  ncbiId: null,
  location: null,
};

/** MANE's summary: the extents of the Select and Plus Clinical transcripts, joined per gene; GRCh38. */
export function maneReader(header: string, fault: Fault): GeneReader {
  const read = cellsOf(header);
  const genes = new PlacedGenes();
  return {
    line(text, number) {
      const cell = read(text);
      const hgncId = parseHgncId(cell("HGNC_ID"));
      const ensemblId = parseEnsemblId(cell("Ensembl_Gene"));
      const symbol = cell("symbol");
      const location = located(cell("GRCh38_chr"), cell("chr_start"), cell("chr_end"));
      if (symbol === "" || location === undefined)
        throw fault(`symbol or coordinates missing: '${text.slice(0, 60)}'`, number);
      if (location === null) genes.otherContigs += 1;
      const ncbiId = cell("NCBI_GeneID").replace(/^GeneID:/, "") || null;
      genes.add(hgncId ?? ensemblId ?? symbol, { hgncId, symbol, ensemblId, ncbiId, location });
    },
    end: () => ({
      source: "mane",
      assembly: "GRCh38",
      version: "",
      ...genes.end("without coordinates"),
    }),
  };
}

/** Ensembl BioMart's table: chromosome, start, end, symbol, Ensembl id. It names no assembly. */
export const EXTENTS_HEADER: RegExp =
  /^#?Chromosome\/scaffold name\tGene Start \(bp\)\tGene End \(bp\)\t/;

export function extentsReader(header: string, fault: Fault): GeneReader {
  const read = cellsOf(header);
  const genes = new PlacedGenes();
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
        throw fault(`gene or coordinates missing: '${text.slice(0, 60)}'`, number);
      if (location === null) genes.otherContigs += 1;
      else {
        const hgncId = parseHgncId(cell("HGNC ID"));
        genes.add(ensemblId ?? symbol, { hgncId, symbol, ensemblId, location });
      }
    },
    end: () => ({ source: "extents", assembly: undefined, version: "", ...genes.end("left out") }),
  };
}
