/**
 * The annotation's rows of a record, and which of them speak of one ALT (VEP-05 to VEP-07, EFF-01,
 * BCSQ-02, BCSQ-04).
 */
import { ToolError } from "../core/errors.ts";
import { entriesByAllele, type Row, type Told } from "./allele-entries.ts";
import { minimalRepresentation } from "./alleles.ts";
import { infoText } from "./info.ts";
import type { AnnotationLayout, VcfHeader, VcfRecord } from "./model.ts";
import { snpeffRows } from "./snpeff.ts";

export type { Row } from "./allele-entries.ts";

/** One ALT, where it stands. */
export interface AlleleContext {
  record: VcfRecord;
  /** 1-based, as in GT. */
  alleleIndex: number;
  header: VcfHeader;
  layout: AnnotationLayout;
}

/** Entries of one ALT. */
export interface AlleleRows {
  rows: Row[];
  /** False when the record has entries but none can be told to be this allele's (VEP-06). */
  matched: boolean;
  /** POS of the records that hold this allele's consequences (BCSQ-02). */
  pointers: number[];
  /** Some of the entries may be another allele's, or another person's (DEC-43, DEC-46). */
  ambiguous: boolean;
  /** The same entries, apart for each allele of the annotation that this one may be. */
  readings: readonly (readonly Row[])[];
}

/** Allele, frequency and predictions are asked for one after the other: split a record's text once. */
const cache = new WeakMap<VcfRecord, { layout: AnnotationLayout; rows: Row[] }>();

/**
 * All entries of the record.
 * @throws ToolError E_ANNOTATION when an entry has more columns than the header says (VEP-01)
 */
export function annotationRows(record: VcfRecord, layout: AnnotationLayout): readonly Row[] {
  const known = cache.get(record);
  if (known !== undefined && known.layout === layout) return known.rows;
  const text = infoText(record, layout.tag);
  const rows = text === undefined ? [] : splitRows(text, record, layout);
  cache.set(record, { layout, rows });
  return rows;
}

function splitRows(text: string, record: VcfRecord, layout: AnnotationLayout): Row[] {
  const rows: string[][] = [];
  for (const entry of text.split(",")) {
    if (entry === "") continue;
    const row = entry.split("|");
    if (row.length > layout.columns.length)
      throw new ToolError(
        "E_ANNOTATION",
        `an entry of ${layout.tag} has ${row.length} columns, the header names ${layout.columns.length}`,
        { chrom: record.contig, pos: record.pos, hint: "Was the header taken from another file?" },
      );
    if (layout.annotator === "snpeff") rows.push(...snpeffRows(row));
    else rows.push(row);
  }
  cutGluedText(rows.at(-1), layout);
  return rows;
}

/** Some pipelines glue `:transcript:term` pairs behind the last entry; they belong to no column. */
function cutGluedText(row: string[] | undefined, layout: AnnotationLayout): void {
  const last = layout.columns.length - 1;
  const value = row?.[last];
  if (row === undefined || value === undefined || !value.includes(":")) return;
  const at = value.search(/:(ENS[A-Z]*T|[NX][MR]_)\d+[.\d]*:\w/);
  if (at >= 0) row[last] = value.slice(0, at);
}

/**
 * The entries of one ALT.
 * @param alleleIndex 1-based, as in GT
 */
export function alleleRows(
  record: VcfRecord,
  alleleIndex: number,
  layout: AnnotationLayout,
): AlleleRows {
  const rows = annotationRows(record, layout);
  const kind = record.altKinds[alleleIndex - 1];
  const isNone = kind === undefined || kind === "star" || kind === "gvcf" || kind === "none";
  if (isNone || rows.length === 0)
    return { rows: [], matched: true, pointers: [], ambiguous: false, readings: [] };
  if (layout.annotator === "bcsq") return bcsqRows(record, alleleIndex, rows);
  const { readings, ambiguous } = toldOf(record, rows, layout).get(alleleIndex) ?? NOTHING;
  const matched = readings.length > 0;
  return { rows: readings.flat(), matched, pointers: [], ambiguous, readings };
}

const NOTHING: Told = { readings: [], ambiguous: false };
const told = new WeakMap<readonly Row[], Map<number, Told>>();

function toldOf(
  record: VcfRecord,
  rows: readonly Row[],
  layout: AnnotationLayout,
): Map<number, Told> {
  let known = told.get(rows);
  if (known === undefined) told.set(rows, (known = entriesByAllele(record, rows, layout)));
  return known;
}

/** One ALT beside `*`, `<NON_REF>` and their like. */
function soleAllele(record: VcfRecord): boolean {
  return (
    record.altKinds.filter((k) => k === "seq" || k === "symbolic" || k === "breakend").length === 1
  );
}

/** BCSQ has no allele column: dna_change tells, where there is one (BCSQ-04). */
function bcsqRows(record: VcfRecord, alleleIndex: number, rows: readonly Row[]): AlleleRows {
  const pointers: number[] = [];
  const entries: Row[] = [];
  for (const row of rows) {
    const target = /^@(\d+)$/.exec(row[0] ?? "");
    if (target === null) entries.push(row);
    else pointers.push(Number(target[1]));
  }
  const all = { rows: entries, matched: true, pointers, ambiguous: false, readings: [entries] };
  if (soleAllele(record)) return all;
  // Entries without dna_change (introns, splice sites, UTR) may be any allele's: kept for all.
  const own = entries.filter((row) => {
    const change = row[6] ?? "";
    return change === "" || namesChange(change, record, alleleIndex);
  });
  const matched = own.length > 0 || pointers.length > 0;
  return { ...all, rows: own, matched, readings: [own] };
}

/** Whether a dna_change such as `100C>T+105G>A` has this allele among its parts. */
export function namesChange(change: string, record: VcfRecord, alleleIndex: number): boolean {
  const alt = record.alts[alleleIndex - 1] ?? "";
  const own = minimalRepresentation(record.pos, record.ref, alt);
  return change.split("+").some((part) => {
    const match = /^(\d+)([A-Z]+)>([A-Z]+)$/i.exec(part);
    if (match === null) return false;
    const [, pos = "", ref = "", changed = ""] = match;
    const other = minimalRepresentation(Number(pos), ref.toUpperCase(), changed.toUpperCase());
    return other.pos === own.pos && other.ref === own.ref && other.alt === own.alt;
  });
}
