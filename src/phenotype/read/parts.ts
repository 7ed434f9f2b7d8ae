/** The content of each kind of file, before the parts are combined into a release. */
import { remembered } from "../../core/once.ts";
import { utf8 } from "./file.ts";

/** One class of the ontology, as its file gives it. Numbers are HPO ids without `HP:`. */
export interface TermRecord {
  number: number;
  name: string;
  /** `is_a` alone (HPO-08). */
  parents: number[];
  alternatives: number[];
  /** Exact ones alone (HPO-01). */
  synonyms: string[];
  obsolete: boolean;
  replacedBy: number | null;
  consider: number[];
}

/** A class of which the number is known. */
export function newTerm(number: number): TermRecord {
  return {
    number,
    name: "",
    parents: [],
    alternatives: [],
    synonyms: [],
    obsolete: false,
    replacedBy: null,
    consider: [],
  };
}

export interface OntologyPart {
  kind: "ontology";
  path: string;
  release: string | null;
  terms: TermRecord[];
}

/** What one row says. */
export interface AnnotationRow {
  /** Place among the part's diseases. */
  disease: number;
  /** HPO id without `HP:`. */
  term: number;
  /** `n` and `m` of a frequency `n/m`; m = 0: not given so. */
  seen: number;
  of: number;
  /** Fraction of a class or percentage; NaN: none. */
  stated: number;
  excluded: boolean;
  /** PubMed ids of the row's references. */
  publications: readonly number[];
}

/** What a row says where its file tells a term and nothing of it. */
export const BARE_ROW: Omit<AnnotationRow, "disease" | "term"> = {
  seen: 0,
  of: 0,
  stated: Number.NaN,
  excluded: false,
  publications: [],
};

/** Rows as columns: a release has a quarter of a million, too many for objects. */
interface AnnotationColumns {
  disease: number[];
  term: number[];
  seen: number[];
  of: number[];
  stated: number[];
  excluded: number[];
  /** Publications of row r are items `publicationEnds[r - 1] .. publicationEnds[r]`. */
  publicationEnds: number[];
  publications: number[];
  /** Line of each row in the file, for messages. */
  line: number[];
}

/** Diseases with their rows; `phenotype.hpoa`, or the disease tables without frequencies. */
export interface AnnotationPart {
  kind: "annotations";
  path: string;
  release: string | null;
  /** In order of first appearance; rows name them by place. */
  diseaseIds: string[];
  diseaseNames: string[];
  rows: AnnotationColumns;
}

/** A part without diseases, and what gives each id its place in it. */
export function newAnnotations(
  path: string,
  release: string | null,
): { part: AnnotationPart; placeOf: (id: string, name: string) => number } {
  const part: AnnotationPart = {
    kind: "annotations",
    path,
    release,
    diseaseIds: [],
    diseaseNames: [],
    rows: noAnnotationRows(),
  };
  const places = new Map<string, number>();
  const placeOf = (id: string, name: string): number =>
    remembered(places, id, () => {
      part.diseaseNames.push(utf8(name));
      return part.diseaseIds.push(id) - 1;
    });
  return { part, placeOf };
}

export function noAnnotationRows(): AnnotationColumns {
  return {
    disease: [],
    term: [],
    seen: [],
    of: [],
    stated: [],
    excluded: [],
    publicationEnds: [],
    publications: [],
    line: [],
  };
}

export function addAnnotation(columns: AnnotationColumns, row: AnnotationRow, line: number): void {
  columns.disease.push(row.disease);
  columns.term.push(row.term);
  columns.seen.push(row.seen);
  columns.of.push(row.of);
  columns.stated.push(row.stated);
  columns.excluded.push(row.excluded ? 1 : 0);
  for (const publication of row.publications) columns.publications.push(publication);
  columns.publicationEnds.push(columns.publications.length);
  columns.line.push(line);
}

export type AssociationType = "MENDELIAN" | "POLYGENIC" | "UNKNOWN";

export interface GeneLink {
  /** NCBI gene id. */
  gene: number;
  symbol: string;
  diseaseId: string;
  /** null: the file does not say. */
  association: AssociationType | null;
}

/** Genes and their diseases: `genes_to_phenotype.txt`, `genes_to_disease.txt`. */
export interface GenePart {
  kind: "genes";
  path: string;
  release: string | null;
  links: GeneLink[];
}

/** Genes and their terms where no disease stands between: the decoded `gene_to_terms` table. */
export interface GeneTermPart {
  kind: "gene-terms";
  path: string;
  release: string | null;
  rows: { gene: number; symbol: string; term: number }[];
}

export type HpoPart = OntologyPart | AnnotationPart | GenePart | GeneTermPart;
