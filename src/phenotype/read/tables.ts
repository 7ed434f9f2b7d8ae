/** Tables extracted from other programs' data: diseases and genes with their terms, without frequencies. */
import { termNumber } from "../term-id.ts";
import { eachLine, fault, type HpoBytes } from "./file.ts";
import {
  addAnnotation,
  newAnnotations,
  BARE_ROW,
  type AnnotationPart,
  type GeneTermPart,
} from "./parts.ts";

export const DISEASE_TABLE_HEADER = "disease_id\tdisease_name\thpo_id";
export const GENE_TABLE_HEADER = "ncbi_gene_id\tgene_symbol\thpo_id\thpo_name";

/** @throws ToolError E_KNOWLEDGE: a row of another width or without HPO id */
export function readDiseaseTable(
  { path, bytes }: HpoBytes,
  release: string | null,
): AnnotationPart {
  const { part, placeOf } = newAnnotations(path, release);
  eachLine(bytes, (line, number) => {
    if (number === 1) return;
    const [id = "", name = "", hpo = "", ...rest] = line.split("\t");
    const term = termNumber(hpo);
    if (term === null || rest.length > 0)
      throw fault(path, number, `'${line}' is not 'disease, name, HPO id'`);
    addAnnotation(part.rows, { disease: placeOf(id, name), term, ...BARE_ROW }, number);
  });
  return part;
}

/** @throws ToolError E_KNOWLEDGE: a row of another width, a gene or term without number */
export function readGeneColumns({ path, bytes }: HpoBytes, release: string | null): GeneTermPart {
  const rows: GeneTermPart["rows"] = [];
  eachLine(bytes, (line, number) => {
    if (number === 1) return;
    const [gene = "", symbol = "", hpo = ""] = line.split("\t");
    const term = termNumber(hpo);
    if (term === null || !/^\d{1,9}$/.test(gene))
      throw fault(path, number, `'${line}' is not 'NCBI gene id, symbol, HPO id, name'`);
    rows.push({ gene: Number(gene), symbol, term });
  });
  return { kind: "gene-terms", path, release, rows };
}
