/**
 * Which disease belongs to which gene. Read from any of three layouts, told apart by their header:
 * `genes_to_phenotype.txt` of 2023 and before (nine columns), the later one (six), `genes_to_disease.txt`.
 */
import { counted } from "../../core/counted.ts";
import { Columns, eachLine, fault, releaseIn, type HpoBytes } from "./file.ts";
import type { AssociationType, GeneLink, GenePart } from "./parts.ts";

interface Layout {
  /** Columns, from 0. */
  gene: number;
  symbol: number;
  disease: number;
  association: number | null;
  columns: number;
}

const NINE_COLUMNS: Layout = { gene: 0, symbol: 1, disease: 8, association: null, columns: 9 };

/** The layout that a header names; null: the line is no such header. */
export function geneLayout(header: string): Layout | null {
  if (/^#\s*Format:\s*entrez-gene-id/i.test(header)) return NINE_COLUMNS;
  const names = header.replace(/^#/, "").trim().split("\t");
  const gene = names.indexOf("ncbi_gene_id");
  const symbol = names.indexOf("gene_symbol");
  const disease = names.indexOf("disease_id");
  if (gene < 0 || symbol < 0 || disease < 0) return null;
  const association = names.indexOf("association_type");
  return {
    gene,
    symbol,
    disease,
    association: association < 0 ? null : association,
    columns: names.length,
  };
}

/** @throws ToolError E_KNOWLEDGE: a row of another width, a gene without number */
export function readGeneLinks({ path, bytes }: HpoBytes): GenePart {
  const links = new Map<string, GeneLink>();
  let layout: Layout | null = null;
  let release: string | null = null;
  const fields = new Columns();
  let lastDisease = "";
  let lastGene = "";
  eachLine(bytes, (line, number) => {
    if (layout === null || line.startsWith("#")) {
      layout ??= geneLayout(line);
      if (line.startsWith("#")) release ??= releaseIn(line);
      else if (layout === null) throw fault(path, number, "not the header of a gene table");
      return;
    }
    fields.read(line);
    if (fields.count !== layout.columns)
      throw fault(
        path,
        number,
        `${counted(fields.count, "column")}, but the header has ${layout.columns}`,
      );
    // A pair of gene and disease has a row for each of its terms, in a run.
    const diseaseId = fields.at(layout.disease);
    const written = fields.at(layout.gene);
    if (diseaseId === lastDisease && written === lastGene) return;
    [lastDisease, lastGene] = [diseaseId, written];
    const gene = /^(?:NCBIGene:)?(\d{1,9})$/.exec(written)?.[1];
    if (gene === undefined) throw fault(path, number, `'${written}' is not an NCBI gene id`);
    if (diseaseId === "" || diseaseId === "-") return;
    const association = associationOf(path, number, layout, fields);
    const key = `${gene} ${diseaseId}`;
    const known = links.get(key);
    if (known === undefined) {
      const symbol = fields.at(layout.symbol);
      links.set(key, { gene: Number(gene), symbol, diseaseId, association });
    } else if (association === "MENDELIAN") known.association = association;
  });
  if (links.size === 0) throw fault(path, null, "this file has no gene with a disease");
  return { kind: "genes", path, release, links: [...links.values()] };
}

function associationOf(
  path: string,
  line: number,
  layout: Layout,
  fields: Columns,
): AssociationType | null {
  if (layout.association === null) return null;
  const type = fields.at(layout.association);
  if (type === "MENDELIAN" || type === "POLYGENIC" || type === "UNKNOWN") return type;
  const hint = "Use MENDELIAN, POLYGENIC or UNKNOWN.";
  throw fault(path, line, `association type '${type}'`, hint);
}
