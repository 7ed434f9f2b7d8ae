/**
 * The annotation rows of a record, and which of them refer to one ALT (VEP-05 to VEP-07, EFF-01, BCSQ-02,
 * BCSQ-04).
 */
import { isKnownTerm } from "../core/consequences.ts";
import { ToolError } from "../core/errors.ts";
import { onceFor, onceForText } from "../core/once.ts";
import { entriesByAllele, type EntryColumns, type AlleleEntries } from "./allele-entries.ts";
import { isSameAllele, minimalAllele } from "./alleles.ts";
import { allelesOfChange, type Makes } from "./compounds.ts";
import { infoTexts } from "./info.ts";
import type { AnnotationLayout, VcfHeader, VcfRecord } from "./types.ts";
import { snpeffRows } from "./snpeff.ts";

export type { EntryColumns } from "./allele-entries.ts";

/** One ALT, where it stands. */
export interface AlleleContext {
  record: VcfRecord;
  /** 1-based, as in GT. */
  alleleIndex: number;
  header: VcfHeader;
  layout: AnnotationLayout;
}

/** Entries of one ALT. */
interface AlleleRows {
  rows: EntryColumns[];
  /** False when the record has entries but none can be told to be this allele's (VEP-06). */
  matched: boolean;
  /** POS of the records that hold this allele's consequences (BCSQ-02). */
  pointers: number[];
  /** Some of the entries may be another allele's, or another person's (DEC-43, DEC-46). */
  ambiguous: boolean;
  /** The same entries, apart for each allele of the annotation that this one may be. */
  readings: readonly (readonly EntryColumns[])[];
}

/** Allele, frequency and predictions are asked for one after the other: split a record's text once. */
const splitOf = onceFor<VcfRecord, Split>(() => ({ layout: null, rows: [], told: null }));

/** A record's entries by the layout of its file, which alone is asked for. */
interface Split {
  layout: AnnotationLayout | null;
  rows: readonly EntryColumns[];
  told: Map<number, AlleleEntries> | null;
}

/**
 * All entries of the record.
 * @throws ToolError E_ANNOTATION when an entry has more columns than the header says (VEP-01)
 */
export function annotationRows(
  record: VcfRecord,
  layout: AnnotationLayout,
): readonly EntryColumns[] {
  const split = splitOf(record);
  if (split.layout === layout) return split.rows;
  split.rows = layout.entriesOf?.(record) ?? rowsOf(infoTexts(record, layout.tag), record, layout);
  split.layout = layout;
  split.told = null;
  return split.rows;
}

/** A key that stands twice: the texts that are of the header's layout, each entry once. */
function rowsOf(
  texts: readonly string[],
  record: VcfRecord,
  layout: AnnotationLayout,
): EntryColumns[] {
  const [only = "", ...more] = texts;
  if (more.length === 0) return splitRows(only, record, layout);
  const fitting = texts.flatMap((text) => {
    try {
      return [splitRows(text, record, layout)];
    } catch (error) {
      if (error instanceof ToolError) return [];
      throw error;
    }
  });
  if (fitting.length === 0) return splitRows(only, record, layout);
  const rows = new Map(fitting.flat().map((row) => [row.join("|"), row]));
  return [...rows.values()];
}

function splitRows(text: string, record: VcfRecord, layout: AnnotationLayout): EntryColumns[] {
  const rows: string[][] = [];
  const fail = (found: string): ToolError =>
    new ToolError("E_ANNOTATION", found, {
      chrom: record.contig,
      pos: record.pos,
      hint: "Check that the header was not taken from another file.",
    });
  for (const entry of text.split(",")) {
    if (entry === "") continue;
    const row = entry.split("|");
    const { tag, columns } = layout;
    if (row.length > columns.length)
      throw fail(
        `an entry of ${tag} has ${row.length} columns, but the header names ${columns.length}`,
      );
    const terms = strayTerms(row, layout);
    if (terms !== null)
      throw fail(
        `an entry of ${tag} has '${terms}' in column ${row.indexOf(terms) + 1}, where the header names ${columns[row.indexOf(terms)]}`,
      );
    if (layout.annotator === "snpeff") rows.push(...snpeffRows(row));
    else rows.push(row);
  }
  cutGluedText(rows.at(-1), layout);
  return rows;
}

/** Terms in another column than the header's, where something else stands: the entry is of another layout. */
function strayTerms(row: EntryColumns, { annotator, columns }: AnnotationLayout): string | null {
  if (annotator === "bcsq") return null;
  const at = annotator === "snpeff" ? 1 : columns.findIndex((name) => /^Consequence$/i.test(name));
  if (at < 0 || isTerms(row[at] ?? "")) return null;
  return row.find((value) => value.length > 8 && value.includes("_") && isTerms(value)) ?? null;
}

/** Each of the terms, joined by `&`, is known. */
const isTerms = onceForText((text) =>
  text.split("&").every((term) => isKnownTerm(term) || term === INITIATOR),
);

const INITIATOR = "initiator_codon_variant";

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
 * @param sample column of the person whose consequences are asked for (DEC-46); -1: anybody's
 * @param makes of the person's genotypes
 */
export function alleleRows(
  record: VcfRecord,
  alleleIndex: number,
  layout: AnnotationLayout,
  sample = -1,
  makes?: Makes,
): AlleleRows {
  const rows = annotationRows(record, layout);
  const kind = record.altKinds[alleleIndex - 1];
  const isNone = kind === undefined || kind === "star" || kind === "gvcf" || kind === "none";
  if (isNone || rows.length === 0)
    return { rows: [], matched: true, pointers: [], ambiguous: false, readings: [] };
  if (layout.annotator === "bcsq") return bcsqRows(record, alleleIndex, rows, { sample, makes });
  const told = (splitOf(record).told ??= entriesByAllele(record, rows, layout));
  const { readings = [], ambiguous = false } = told.get(alleleIndex) ?? {};
  const matched = readings.length > 0;
  return { rows: readings.flat(), matched, pointers: [], ambiguous, readings };
}

/** One ALT beside `*`, `<NON_REF>` and their like. */
function soleAllele({ altKinds }: VcfRecord): boolean {
  return altKinds.filter((k) => k === "seq" || k === "symbolic" || k === "breakend").length === 1;
}

/**
 * BCSQ has no allele column: dna_change tells, where there is one (BCSQ-04). INFO/BCSQ holds what all samples
 * of the file have: FORMAT/BCSQ says which of it is one's own (DEC-46).
 */
function bcsqRows(
  record: VcfRecord,
  alleleIndex: number,
  all: readonly EntryColumns[],
  person: BcsqPerson,
): AlleleRows {
  const sole = soleAllele(record);
  const changes = new Set(all.flatMap((row) => row[6] || []));
  const isNamed = [...changes].some((change) => namesChange(change, record, alleleIndex));
  // Entries without dna_change (introns, splice sites, UTR) may be any allele's: kept for all. One ALT that no
  // entry names was moved or trimmed since: all are its own; those of two alleles were split (DEC-43).
  const isOfAllele = (row: EntryColumns): boolean =>
    (sole && !isNamed) || isPointer(row) || mayName(row, record, alleleIndex);
  const isSplit = sole && !isNamed && [...changes].filter((c) => !c.includes("+")).length > 1;
  const { rows, ambiguous } = bcsqOfSample(record, all, isOfAllele, person);
  const pointers: number[] = [];
  const own: EntryColumns[] = [];
  for (const row of rows) {
    const target = /^@(\d+)$/.exec(row[0] ?? "");
    if (target === null) own.push(row);
    else pointers.push(Number(target[1]));
  }
  const matched = sole || own.length > 0 || pointers.length > 0;
  return { rows: own, matched, pointers, ambiguous: ambiguous || isSplit, readings: [own] };
}

function mayName(row: EntryColumns, record: VcfRecord, alleleIndex: number): boolean {
  const change = row[6] ?? "";
  return change === "" || namesChange(change, record, alleleIndex);
}

/** Whose consequences are asked for. */
interface BcsqPerson {
  /** Column of the person; -1: all of the file's. */
  sample: number;
  /** Does the person have the change of several records? */
  makes: Makes | undefined;
  /** Entries of the person that stand elsewhere. */
  others?: readonly EntryColumns[];
}

/**
 * The wanted entries of INFO/BCSQ that the sample has by its FORMAT/BCSQ: two bits for each entry, one for each
 * haplotype, fifteen entries in an integer. Where it says nothing of an entry (the field is not there; bcftools
 * left an unphased call out, or has no more integers), all that it may be, marked if another sample has it.
 * A compound that its genotypes do not make is not its own, if another entry speaks of the transcript.
 */
export function bcsqOfSample(
  record: VcfRecord,
  all: readonly EntryColumns[],
  isWanted: (row: EntryColumns) => boolean,
  { sample, makes, others = [] }: BcsqPerson,
): { rows: EntryColumns[]; ambiguous: boolean } {
  const isLone = sample < 0 || record.sampleTexts.length < 2;
  const bits = isLone ? (): null => null : bitsOf(record, sample);
  const stated = all.flatMap((row, i) => {
    if (!isWanted(row)) return [];
    const two = bits(i);
    if (two !== null) return [{ row, own: (two & 3) > 0, isUnmade: false }];
    const made = row[6]?.includes("+") === true ? makes?.(row[6]) : undefined;
    return [{ row, own: made === "yes" ? true : null, isUnmade: made === "no" }];
  });
  const spoken = new Set(
    [...others, ...stated.flatMap((one) => (one.isUnmade || one.own === false ? [] : [one.row]))]
      .filter((row) => !isPointer(row))
      .map((row) => row[2]),
  );
  const possible = stated.filter(({ row, isUnmade }) => !isUnmade || !spoken.has(row[2]));
  const own = possible.filter((one) => one.own !== false);
  const kept = own.length > 0 ? own : possible;
  const rows = kept.map(({ row }) => row);
  // Of a pointer the record that it points to will tell.
  const isUnsure = ({ row, own: his, isUnmade }: (typeof stated)[number]): boolean =>
    isUnmade ||
    (!isLone && his !== true && isCompound(row) && (makes === undefined || !isPointer(row)));
  // A stop before it (BCSQ-03) may be another sample's, as in bcftools 1.12.
  return { rows, ambiguous: kept.some(isUnsure) || (!isLone && rows.some(isAfterStop)) };
}

/** By index of an entry: a bit for each haplotype; null: nothing is said of it. */
function bitsOf(record: VcfRecord, sample: number): (entry: number) => number | null {
  const key = record.formatKeys.indexOf("BCSQ");
  const text = key < 0 ? "" : (record.sampleTexts[sample]?.split(":")[key] ?? "");
  const masks = text.split(",").map(Number);
  return (entry) => {
    const mask = masks[Math.floor(entry / 15)];
    return mask === undefined || text === "" || !Number.isInteger(mask)
      ? null
      : mask >> ((entry % 15) * 2);
  };
}

function isAfterStop(row: EntryColumns): boolean {
  return row[0]?.startsWith("*") === true;
}

/** The consequence stands at another record (BCSQ-02). */
function isPointer(row: EntryColumns): boolean {
  return row[0]?.startsWith("@") === true;
}

/** Made by several records together. */
function isCompound(row: EntryColumns): boolean {
  return isPointer(row) || row[6]?.includes("+") === true;
}

/** Whether a dna_change such as `100C>T+105G>A` has this allele among its parts. */
export function namesChange(change: string, record: VcfRecord, alleleIndex: number): boolean {
  const own = minimalAllele(record, alleleIndex);
  return allelesOfChange(change).some((other) => isSameAllele(other, own));
}
