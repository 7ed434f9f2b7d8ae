/**
 * `phenotype.hpoa`: diseases, their features and how often (IC-01). Rows of aspect P are features, of
 * aspect I modes of inheritance; the rest (course, modifiers) is not used. Both layouts are read: with
 * `#DatabaseID DiseaseName …` (until 2023) and with `database_id disease_name …`.
 */
import { counted } from "../../core/counted.ts";
import { termNumber } from "../term-id.ts";
import { Columns, eachLine, fault, releaseIn, type HpoBytes } from "./file.ts";
import {
  addAnnotation,
  newAnnotations,
  BARE_ROW,
  type AnnotationPart,
  type AnnotationRow,
} from "./parts.ts";

/** Class mid-points of IC-01, as fractions. */
const CLASS_FRACTIONS: ReadonlyMap<number, number> = new Map([
  [40280, 1],
  [40281, 0.895],
  [40282, 0.545],
  [40283, 0.17],
  [40284, 0.025],
  [40285, 0],
]);

const COLUMNS = 12;

/** @throws ToolError E_KNOWLEDGE: with the line of the row that cannot be read */
export function readAnnotations({ path, bytes }: HpoBytes): AnnotationPart {
  const { part, placeOf } = newAnnotations(path, null);
  const fields = new Columns();
  let lastId = "";
  let disease = 0;
  eachLine(bytes, (line, number) => {
    if (line.startsWith("#")) {
      if (/^#\s*(date|version|hpo-version)/i.test(line)) part.release ??= releaseIn(line);
      return;
    }
    if (/^database_?id\t/i.test(line)) return;
    fields.read(line);
    if (fields.count < COLUMNS) {
      const found = `${counted(fields.count, "column")}, but an annotation has ${COLUMNS}`;
      throw fault(path, number, found, "The file is truncated or was edited; download it again.");
    }
    const aspect = fields.at(10);
    if (aspect !== "P" && aspect !== "I") return;
    const hpo = fields.at(3);
    const term = termNumber(hpo);
    if (term === null) throw fault(path, number, `'${hpo}' is not an HPO id`);
    const qualifier = fields.at(2);
    if (qualifier !== "" && qualifier !== "NOT")
      throw fault(path, number, `qualifier '${qualifier}' is neither empty nor NOT`);
    const id = fields.at(0);
    if (id !== lastId) {
      lastId = id;
      disease = placeOf(id, fields.at(1));
    }
    const row = {
      disease,
      term,
      ...frequencyOf(path, number, fields.at(7)),
      excluded: qualifier === "NOT",
      publications: publicationsOf(fields.at(4)),
    };
    addAnnotation(part.rows, row, number);
  });
  if (part.rows.term.length === 0) throw fault(path, null, "this file has no disease annotations");
  return part;
}

const COUNTS = /^(\d+)\/(\d+)$/;
const PERCENT = /^(\d+(?:\.\d+)?)%$/;

/** `3/7`, `45%`, `HP:0040283`, or nothing. */
function frequencyOf(
  path: string,
  line: number,
  text: string,
): Pick<AnnotationRow, "seen" | "of" | "stated"> {
  if (text === "") return BARE_ROW;
  if (text.startsWith("HP:")) {
    const known = CLASS_FRACTIONS.get(termNumber(text) ?? -1);
    if (known !== undefined) return { ...BARE_ROW, stated: known };
  }
  const counts = COUNTS.exec(text);
  if (counts !== null) {
    const seen = Number(counts[1]);
    const of = Number(counts[2]);
    if (seen > of)
      throw fault(path, line, `frequency '${text}': more patients with the feature than in total`);
    return { seen, of, stated: Number.NaN };
  }
  const percent = PERCENT.exec(text)?.[1];
  if (percent !== undefined && Number(percent) <= 100)
    return { ...BARE_ROW, stated: Number(percent) / 100 };
  const hint = "Write a frequency as n/m, a percentage, or a term from HP:0040280 to HP:0040285.";
  throw fault(path, line, `'${text}' is not a frequency`, hint);
}

const NO_PUBLICATIONS: readonly number[] = [];

/** PubMed ids of `PMID:1;PMID:2;OMIM:3`. */
export function publicationsOf(reference: string): readonly number[] {
  if (!reference.includes("PMID:")) return NO_PUBLICATIONS;
  return reference.split(/[;,]/).flatMap((item) => {
    const digits = /^\s*PMID:\s*(\d{1,9})\s*$/.exec(item)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
}
