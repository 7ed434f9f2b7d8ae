/** ClinVar data in the file for one allele (CV-02 to CV-05, CV-09, CV-11). */
import { type EntryColumns, alleleRows } from "./annotation.ts";
import { decodePercent, infoText, valuesOfAllele } from "./info.ts";
import type {
  AnnotationLayout,
  ClinVarEvidence,
  ClinVarFieldName,
  VcfHeader,
  VcfRecord,
} from "./types.ts";
import { isPathogenicLeaning, isSomaticOnly, significanceOf } from "./clinvar-significance.ts";

/** Texts of one ClinVar record, commas and bars as ClinVar writes them. */
type Texts = Partial<Record<ClinVarFieldName, string>>;

/**
 * ClinVar's statement on one ALT; null when the file makes none. Read from INFO, then from VEP's --custom
 * columns, then from VEP's CLIN_SIG, which is that of the position (`origin: "csq"`: shown, no rescue). An
 * INFO statement on a record of several ALT that does not say which one is of the position, too.
 * @param alleleIndex 1-based, as in GT
 */
export function clinvarEvidence(
  record: VcfRecord,
  alleleIndex: number,
  header: VcfHeader,
  layout: AnnotationLayout | undefined,
): ClinVarEvidence | null {
  const info = infoTexts(record, alleleIndex, header);
  if (info !== null) return evidenceOf(info.texts, info.exact ? "info" : "csq");
  const { customColumns, clinSigColumn } = header.clinvar;
  if (layout === undefined || (customColumns === undefined && clinSigColumn < 0)) return null;
  const rows = alleleRows(record, alleleIndex, layout).rows;
  const custom = customColumns === undefined ? null : columnTexts(rows, customColumns);
  if (custom !== null) return evidenceOf(custom, "info");
  const position = clinSigColumn < 0 ? undefined : firstValue(rows, clinSigColumn);
  return position === undefined
    ? null
    : evidenceOf({ clnsig: position.replaceAll("&", "|") }, "csq");
}

function evidenceOf(texts: Texts, origin: ClinVarEvidence["origin"]): ClinVarEvidence | null {
  const clnsig = texts.clnsig;
  if (clnsig === undefined) return null;
  const { significance, position } = significanceOf(clnsig);
  return {
    significance,
    text: clnsig.replaceAll("_", " "),
    stars: texts.clnrevstat === undefined ? null : starsOf(texts.clnrevstat, position),
    pathogenicLeaning:
      significance === "CONF" &&
      texts.clnsigconf !== undefined &&
      isPathogenicLeaning(texts.clnsigconf),
    ...geneInfo(texts.geneinfo),
    somaticOnly: isSomaticOnly(texts.origin),
    origin,
  };
}

/** Values contain commas (CV-02): split by allele only where the header says Number=A. */
function infoTexts(
  record: VcfRecord,
  alleleIndex: number,
  header: VcfHeader,
): { texts: Texts; exact: boolean } | null {
  const texts: Texts = {};
  let perAllele = false;
  for (const field of ["clnsig", "clnrevstat", "clnsigconf", "geneinfo", "origin"] as const) {
    const key = header.clinvar[field];
    let text = key === null ? undefined : infoText(record, key);
    if (key !== null && text !== undefined && header.info.get(key)?.number === "A") {
      text = valuesOfAllele(text, "A", alleleIndex, record.alts.length).join(",");
      if (field === "clnsig") perAllele = true;
      if (text === "." || text === "") text = undefined;
    }
    if (text !== undefined) texts[field] = decodePercent(text);
  }
  if (texts.clnsig === undefined) return null;
  const alleles = record.altKinds.filter(
    (k) => k !== "star" && k !== "gvcf" && k !== "none",
  ).length;
  return { texts, exact: perAllele || alleles === 1 };
}

/** VEP writes `&` for both of ClinVar's separators: `&_` was a comma. */
function columnTexts(
  rows: readonly EntryColumns[],
  columns: Partial<Record<ClinVarFieldName, number>>,
): Texts | null {
  const texts: Texts = {};
  for (const [field, column] of Object.entries(columns) as [ClinVarFieldName, number][]) {
    const text = firstValue(rows, column);
    if (text === undefined) continue;
    const bars = field === "clnrevstat" ? text.replaceAll("&", ",") : text;
    texts[field] = bars.replaceAll("&_", ",_").replaceAll("&", "|");
  }
  return texts.clnsig === undefined ? null : texts;
}

function firstValue(rows: readonly EntryColumns[], column: number): string | undefined {
  for (const row of rows) {
    const text = row[column] ?? "";
    if (text !== "" && text !== ".") return decodePercent(text);
  }
  return undefined;
}

/** `BRCA1:672|NBR2:10230` (CV-09). */
function geneInfo(geneinfo = ""): Pick<ClinVarEvidence, "genes" | "ncbiGenes"> {
  const parts = geneinfo.split("|").map((part) => part.split(":"));
  const named = parts.filter(([symbol]) => symbol !== "");
  const ncbiGenes = named.map(([, id = ""]) => id);
  const genes = named.map(([symbol = ""]) => symbol);
  return ncbiGenes.some((id) => id !== "") ? { genes, ncbiGenes } : { genes };
}

/** Review status to stars (CV-03). The status holds commas: it is one text, not a list (CV-02). */
const STARS: Readonly<Record<string, number>> = {
  "practice guideline": 4,
  "reviewed by expert panel": 3,
  "criteria provided, multiple submitters, no conflicts": 2,
  "criteria provided, multiple submitters": 2,
  "criteria provided, single submitter": 1,
  "criteria provided, conflicting interpretations": 1,
  "criteria provided, conflicting classifications": 1,
};

/** The words of ClinVar's VCF until 2017, one per submission. */
const OLD: Readonly<Record<string, number>> = {
  guideline: 4,
  exp: 3,
  mult: 2,
  single: 1,
  conf: 1,
  no_criteria: 0,
  no_assertion: 0,
};

/**
 * Stars, 0 to 4; every other status has none.
 * @param position of the deciding submission in the old lists; -1: the best of the list
 */
export function starsOf(clnrevstat: string, position: number): number {
  const old = clnrevstat.split(/[|,]/).map((word) => OLD[word.trim().toLowerCase()]);
  if (old.every((stars) => stars !== undefined)) return old[position] ?? Math.max(...old);
  const statuses = clnrevstat.split("|").map((text) =>
    text
      .replaceAll(/[_\s]+/g, " ")
      .replaceAll(/ *, */g, ", ")
      .trim()
      .toLowerCase(),
  );
  return Math.max(...statuses.map((status) => STARS[status] ?? 0));
}
