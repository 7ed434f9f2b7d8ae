/** From the entries of any annotator to `TranscriptConsequence`. */
import { isKnownTerm } from "../core/consequences.ts";
import type { EntryColumns } from "./annotation.ts";
import { alleleRows, annotationRows, bcsqOfSample, namesChange } from "./annotation.ts";
import { bcsqConsequence, bcsqUnstopped } from "./bcsq.ts";
import type { Makes } from "./compounds.ts";
import type { AnnotationLayout, TranscriptConsequence, VcfRecord } from "./types.ts";
import { snpeffConsequence } from "./snpeff.ts";
import { vepConsequence } from "./vep.ts";

/** What the annotation says of one ALT. */
export interface AlleleAnnotation {
  entries: TranscriptConsequence[];
  /** The entries' columns as written, same order; for predictions and frequencies. */
  rows: EntryColumns[];
  /** False: there are entries, but none that can be told to be this allele's (VEP-06). Audit it. */
  matched: boolean;
  /** Some of the entries may be another allele's, or another person's (DEC-43, DEC-46). */
  ambiguous: boolean;
  /** BCSQ: POS of the records that hold the consequences; see `resolvePointers`. */
  pointers: number[];
}

/**
 * Consequences of one ALT on every transcript that the annotator names.
 * @param alleleIndex 1-based, as in GT
 * @param sample column of the person whose consequences are asked for (DEC-46); -1: anybody's
 * @param makes of the person's genotypes
 * @throws ToolError E_ANNOTATION (VEP-01), E_VCF_RECORD
 */
export function transcriptConsequences(
  record: VcfRecord,
  alleleIndex: number,
  layout: AnnotationLayout,
  sample = -1,
  makes?: Makes,
): AlleleAnnotation {
  const own = alleleRows(record, alleleIndex, layout, sample, makes);
  const unsure = own.ambiguous && layout.annotator === "bcsq";
  const entries = own.rows.map((r) => (unsure ? bcsqUnstopped(r) : consequenceOf(r, layout)));
  return { ...own, entries };
}

/**
 * Words for the first entry whose IMPACT says another thing than its terms, which decide (CSQ-05): harm
 * that it plays down, or HIGH for what is LOW or less; null where there is none. An unwritten one says nothing.
 */
export function contradictedImpact(
  { rows, entries }: AlleleAnnotation,
  { annotator, columns }: AnnotationLayout,
): string | null {
  const column = columns.findIndex((name) => /^(?:(?:Annotation|Putative)_)?impact$/i.test(name));
  if (column < 0) return null;
  for (const [i, { impact, class: kind, terms }] of entries.entries()) {
    const written = (rows[i]?.[column] ?? "").toUpperCase();
    if (written === "" || written === ".") continue;
    const high = written === "HIGH";
    const harms = kind === "lof" || kind === "protein_altering";
    // SnpEff calls other terms HIGH than VEP does.
    const exaggerates = high && annotator === "vep" && impact !== "HIGH" && impact !== "MODERATE";
    if (exaggerates || (harms && !high && written !== "MODERATE"))
      return `${rows[i]?.[column]} beside ${terms.join("&")}`;
  }
  return null;
}

function consequenceOf(row: EntryColumns, layout: AnnotationLayout): TranscriptConsequence {
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
  sample = -1,
  makes?: Makes,
): AlleleAnnotation {
  if (annotation.pointers.length === 0) return annotation;
  let { ambiguous } = annotation;
  const rows = [...annotation.rows];
  const entries = [...annotation.entries];
  let lost = false;
  const symbols = new Set(annotation.entries.map((e) => e.symbol));
  for (const pos of annotation.pointers) {
    const targets = at(pos);
    const there = targets.flatMap((target) => annotationRows(target, layout));
    const isNamed = (row: EntryColumns): boolean => namesChange(row[6] ?? "", record, alleleIndex);
    const person = { sample, makes, others: annotation.rows };
    const found = targets.flatMap((target) => {
      const own = bcsqOfSample(target, annotationRows(target, layout), isNamed, person);
      ambiguous ||= own.ambiguous;
      return own.rows;
    });
    rows.push(...found);
    entries.push(...found.map((row) => (ambiguous ? bcsqUnstopped(row) : bcsqConsequence(row))));
    if (there.some(isNamed)) continue;
    lost = true;
    ambiguous ||= makes !== undefined && sample >= 0 && record.sampleTexts.length > 1;
    for (const row of there) symbols.add(row[1] ?? "");
  }
  if (lost) {
    const [symbol = ""] = symbols.size === 1 ? symbols : [""];
    const row: EntryColumns = ["compound_elsewhere", symbol, "", "protein_coding"];
    rows.push(row);
    entries.push(bcsqConsequence(row));
  }
  return { ...annotation, entries, rows, ambiguous, pointers: [] };
}
