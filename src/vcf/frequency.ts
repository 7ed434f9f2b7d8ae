/** Population frequency of one allele, from whatever fields the header offers (FREQ-01 to FREQ-04). */
import { canonicalChrom } from "../core/assembly.ts";
import type { Row } from "./annotation.ts";
import { vepAllele } from "./allele-names.ts";
import { alleleRows } from "./annotation.ts";
import { infoTexts, valuesOfAllele } from "./info.ts";
import type {
  AnnotationLayout,
  FrequencyEvidence,
  FrequencyField,
  FrequencyValue,
  VcfHeader,
  VcfRecord,
} from "./model.ts";
import { numberOf } from "./sample-fields.ts";

/**
 * Frequencies of one ALT. A header without frequency fields gives `assessed: false`; an allele without
 * a value gives no values, which is not a frequency of 0 (FREQ-04).
 * @param alleleIndex 1-based, as in GT
 * @param layout the annotation in use; undefined when there is none
 */
export function frequencyEvidence(
  record: VcfRecord,
  alleleIndex: number,
  header: VcfHeader,
  layout: AnnotationLayout | undefined,
): FrequencyEvidence {
  const fields = header.frequencyFields;
  const readings = readingsFor(record, alleleIndex, fields, layout);
  const read = (field: FrequencyField): number | null =>
    field.where === "csq"
      ? leastSure(readings.map((rows) => columnValue(field, rows, record, alleleIndex)))
      : infoFrequency(field, record, alleleIndex, header);
  const values: FrequencyValue[] = [];
  for (const field of fields) {
    const af = field.kind === "af" ? read(field) : null;
    if (af === null) continue;
    const { name, source, population, genomes } = field;
    values.push({ field: name, source, population, genomes, af });
  }
  const hom = highest(fields, "hom", read);
  const frequencies = fields.filter((f) => f.kind === "af");
  return {
    assessed: frequencies.length > 0,
    values,
    max: values.reduce<FrequencyValue | null>(
      (most, value) => (most === null || value.af > most.af ? value : most),
      null,
    ),
    homozygotes: hom?.value ?? null,
    // XY counts are hemizygotes on the sex chromosomes alone (FREQ-06).
    hemizygotes: isSexChromosome(record.contig)
      ? (highest(fields, "hemi", read)?.value ?? null)
      : null,
    alleleNumber: alleleNumber(fields, hom?.field, read),
    exomesOnly: frequencies.length > 0 && frequencies.every((f) => f.genomes === false),
  };
}

function readingsFor(
  record: VcfRecord,
  alleleIndex: number,
  fields: readonly FrequencyField[],
  layout: AnnotationLayout | undefined,
): readonly (readonly Row[])[] {
  const needed = layout !== undefined && fields.some((f) => f.where === "csq");
  return needed ? alleleRows(record, alleleIndex, layout).readings : [];
}

/** Where one value or another may be the allele's, it is not dropped for the other's frequency. */
function leastSure(values: readonly (number | null)[]): number | null {
  return values.reduce(
    (a, b) => (a === null || b === null ? null : Math.min(a, b)),
    values[0] ?? null,
  );
}

/** Highest over the allele's entries, which mostly agree (VEP-08). */
function columnValue(
  field: FrequencyField,
  rows: readonly Row[],
  record: VcfRecord,
  alleleIndex: number,
): number | null {
  let most: number | null = null;
  let last = "";
  for (const row of rows) {
    const text = row[field.column] ?? "";
    if (text === "" || text === last) continue;
    last = text;
    const value = listMaximum(text, record, alleleIndex);
    if (value !== null && (most === null || value > most)) most = value;
  }
  return most;
}

function infoFrequency(
  field: FrequencyField,
  record: VcfRecord,
  alleleIndex: number,
  header: VcfHeader,
): number | null {
  const number = header.info.get(field.name)?.number ?? ".";
  const values = infoTexts(record, field.name).map((text) => {
    const own = valuesOfAllele(text, number, alleleIndex, record.alts.length);
    return listMaximum(own.join("&"), record, alleleIndex);
  });
  return leastSure(values);
}

/** `&` lists; old VEP's `A:0.01` counts for the allele that it names. */
function listMaximum(text: string, record: VcfRecord, alleleIndex: number): number | null {
  let most: number | null = null;
  for (const part of text.split(/[&|]/)) {
    const colon = part.lastIndexOf(":");
    if (colon >= 0 && !isAllele(part.slice(0, colon), record, alleleIndex)) continue;
    const value = numberOf(part.slice(colon + 1));
    if (value !== null && value >= 0 && (most === null || value > most)) most = value;
  }
  return most;
}

function isAllele(text: string, record: VcfRecord, alleleIndex: number): boolean {
  const allele = text.toUpperCase();
  return (
    allele === record.alts[alleleIndex - 1] ||
    allele === vepAllele(record.ref, record.alts, alleleIndex)
  );
}

function highest(
  fields: readonly FrequencyField[],
  kind: FrequencyField["kind"],
  read: (field: FrequencyField) => number | null,
): { field: FrequencyField; value: number } | null {
  let most: { field: FrequencyField; value: number } | null = null;
  for (const field of fields) {
    const value = field.kind === kind ? read(field) : null;
    // Never added up: exomes and genomes of different releases share people (FREQ-07).
    if (value !== null && (most === null || value > most.value)) most = { field, value };
  }
  return most;
}

/** The allele number of the data set that gave the homozygotes; else the largest. */
function alleleNumber(
  fields: readonly FrequencyField[],
  counted: FrequencyField | undefined,
  read: (field: FrequencyField) => number | null,
): number | null {
  const same = fields.filter((f) => f.source === counted?.source && f.genomes === counted.genomes);
  return (highest(same, "an", read) ?? highest(fields, "an", read))?.value ?? null;
}

function isSexChromosome(contig: string): boolean {
  const chrom = canonicalChrom(contig);
  return chrom === "X" || chrom === "Y";
}
