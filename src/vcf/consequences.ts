/** Entries of any annotator to `TranscriptConsequence` (section 2 of the rules). */
import { isKnownTerm } from "../core/consequences.ts";
import type { Row } from "./annotation.ts";
import { alleleRows, annotationRows, namesChange } from "./annotation.ts";
import { bcsqConsequence } from "./bcsq.ts";
import type { AnnotationLayout, TranscriptConsequence, VcfRecord } from "./model.ts";
import { isWrongDatabase, snpeffConsequence } from "./snpeff.ts";
import { vepConsequence } from "./vep.ts";

/** What the annotation says of one ALT. */
export interface AlleleAnnotation {
  entries: TranscriptConsequence[];
  /** The entries' columns as written, same order; for predictions and frequencies. */
  rows: Row[];
  /** False: there are entries, but none that can be told to be this allele's (VEP-06). Audit it. */
  matched: boolean;
  /** BCSQ: POS of the records that hold the consequences; see `resolvePointers`. */
  pointers: number[];
  /** SnpEff says that the reference is not its own (EFF-05). Above 1 % of records: stop. */
  wrongDatabase: boolean;
}

/**
 * Consequences of one ALT on every transcript that the annotator names.
 * @param alleleIndex 1-based, as in GT
 * @throws ToolError E_ANNOTATION (VEP-01)
 */
export function transcriptConsequences(
  record: VcfRecord,
  alleleIndex: number,
  layout: AnnotationLayout,
): AlleleAnnotation {
  const own = alleleRows(record, alleleIndex, layout);
  return {
    entries: own.rows.map((row) => consequenceOf(row, layout)),
    rows: own.rows,
    matched: own.matched,
    pointers: own.pointers,
    wrongDatabase: layout.annotator === "snpeff" && own.rows.some(isWrongDatabase),
  };
}

function consequenceOf(row: Row, layout: AnnotationLayout): TranscriptConsequence {
  switch (layout.annotator) {
    case "vep":
      return vepConsequence(row, layout);
    case "snpeff":
      return snpeffConsequence(row);
    case "bcsq":
      return bcsqConsequence(row);
  }
}

/**
 * An entry of the ALT is HIGH or MODERATE: by its terms, or by the annotator's word beside a term that the
 * table lacks. Where it cannot be told whose entries they are, or they stand at another record, it may be.
 */
export function mayDamage(
  record: VcfRecord,
  alleleIndex: number,
  layout: AnnotationLayout,
): boolean {
  const own = alleleRows(record, alleleIndex, layout);
  if (own.pointers.length > 0) return true;
  const rows = own.matched ? own.rows : annotationRows(record, layout);
  const impact = layout.columns.findIndex((name) => IMPACT_COLUMN.test(name));
  return rows.some((row) => {
    const { impact: byTerms, terms } = consequenceOf(row, layout);
    if (byTerms === "HIGH" || byTerms === "MODERATE") return true;
    return DAMAGING.test(row[impact] ?? "") && !terms.every(isKnownTerm);
  });
}

const IMPACT_COLUMN = /^(?:annotation_|putative_)?impact$/i;
const DAMAGING = /^(?:HIGH|MODERATE)$/i;

/**
 * Follows BCSQ's `@POS` (BCSQ-02). A pointer without a target becomes one entry `compound_elsewhere`,
 * of a class that keeps the variant: in the one gene that the allele's other entries and the record pointed to name, else in none.
 * @param at the records at a position of the same contig
 */
export function resolvePointers(
  record: VcfRecord,
  alleleIndex: number,
  layout: AnnotationLayout,
  annotation: AlleleAnnotation,
  at: (pos: number) => readonly VcfRecord[],
): AlleleAnnotation {
  if (annotation.pointers.length === 0) return annotation;
  const rows = [...annotation.rows];
  const entries = [...annotation.entries];
  let lost = false;
  const symbols = new Set(annotation.entries.map((e) => e.symbol));
  for (const pos of annotation.pointers) {
    const there = at(pos).flatMap((target) => annotationRows(target, layout));
    const found = there.filter((row) => namesChange(row[6] ?? "", record, alleleIndex));
    rows.push(...found);
    entries.push(...found.map((row) => bcsqConsequence(row)));
    if (found.length > 0) continue;
    lost = true;
    for (const row of there) symbols.add(row[1] ?? "");
  }
  if (lost) {
    const [symbol = ""] = symbols.size === 1 ? symbols : [""];
    const row: Row = ["compound_elsewhere", symbol, "", "protein_coding"];
    rows.push(row);
    entries.push(bcsqConsequence(row));
  }
  return { ...annotation, entries, rows, pointers: [] };
}
