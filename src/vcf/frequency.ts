/** Population frequency of one allele, from whatever fields are in the header (FREQ-01 to FREQ-04). */
import { canonicalChrom } from "../core/assembly.ts";
import { alleleRows, type AlleleContext, type EntryColumns } from "./annotation.ts";
import { readOwn, type FrequencyRange } from "./frequency-values.ts";
import { infoTexts, valuesOfAllele } from "./info.ts";
import type {
  AnnotationLayout,
  FrequencyEvidence,
  FrequencyField,
  FrequencyValue,
  VcfHeader,
  VcfRecord,
} from "./types.ts";

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
  const at = { record, alleleIndex, header };
  const needed = layout !== undefined && fields.some((f) => f.where === "csq");
  const readings = needed ? alleleRows(record, alleleIndex, layout).readings : [];
  const unread: string[] = [];
  const reading = (field: FrequencyField): FrequencyRange | null => {
    const found =
      field.where === "csq"
        ? either(readings.map((rows) => columnReading(field, rows, at, layout?.columns ?? [])))
        : infoReading(field, at);
    if (found === "unread" && !unread.includes(field.name)) unread.push(field.name);
    return found === "unread" ? null : found;
  };
  const count = (field: FrequencyField): number | null => {
    const found = reading(field);
    if (found === null || found.lowest === found.highest || field.kind === "an")
      return found?.highest ?? null;
    // Another allele's count may be among them: not known.
    if (!unread.includes(field.name)) unread.push(field.name);
    return null;
  };
  const values: FrequencyValue[] = [];
  for (const field of fields) {
    const found = field.kind === "af" ? reading(field) : null;
    if (found === null) continue;
    const { name, source, population, genomes } = field;
    const { lowest, highest: af } = found;
    const value = { field: name, source, population, genomes, af };
    values.push(lowest < af ? { ...value, lowest } : value);
  }
  const frequencies = fields.filter((f) => f.kind === "af");
  const nothingRead = values.length === 0 && frequencies.some(({ name }) => unread.includes(name));
  const hom = highest(fields, "hom", count);
  return {
    assessed: frequencies.length > 0 && !nothingRead,
    values,
    max: values.reduce<FrequencyValue | null>(
      (most, value) => (most === null || value.af > most.af ? value : most),
      null,
    ),
    homozygotes: hom?.value ?? null,
    // XY counts are hemizygotes on the sex chromosomes alone (FREQ-06).
    hemizygotes: isSexChromosome(record.contig)
      ? (highest(fields, "hemi", count)?.value ?? null)
      : null,
    alleleNumber: alleleNumber(fields, hom?.field, count),
    exomesOnly: frequencies.length > 0 && frequencies.every((f) => f.genomes === false),
    unread: unread.length > 0 ? unread : undefined,
  };
}

type Asked = Omit<AlleleContext, "layout">;

/** Of what may be the allele's, one or another: a doubt between all of it, and absent where one says nothing. */
function either(
  found: readonly (FrequencyRange | "unread" | null)[],
): FrequencyRange | "unread" | null {
  const read = found.filter((one) => one !== null && one !== "unread");
  if (read.length === 0) return found.includes("unread") ? "unread" : null;
  return {
    lowest: read.length < found.length ? 0 : Math.min(...read.map(({ lowest }) => lowest)),
    highest: Math.max(...read.map(({ highest: most }) => most)),
  };
}

/** Highest over the allele's entries, which mostly agree (VEP-08). */
function columnReading(
  field: FrequencyField,
  rows: readonly EntryColumns[],
  at: Asked,
  columns: readonly string[],
): FrequencyRange | "unread" | null {
  let most: FrequencyRange | "unread" | null = null;
  let last = "";
  for (const row of rows) {
    const text = row[field.column] ?? "";
    if (text === "" || text === last) continue;
    last = text;
    const found = readOwn([text], field, at, () => columns.map((name, i) => [name, row[i]]));
    if (most === null || most === "unread") most = found ?? most;
    else if (found !== null && found !== "unread")
      most = {
        lowest: Math.max(most.lowest, found.lowest),
        highest: Math.max(most.highest, found.highest),
      };
  }
  return most;
}

function infoReading(field: FrequencyField, at: Asked): FrequencyRange | "unread" | null {
  const { record, alleleIndex, header } = at;
  const number = header.info.get(field.name)?.number ?? ".";
  const found = infoTexts(record, field.name).map((text) => {
    const own = valuesOfAllele(text, number, alleleIndex, record.alts.length);
    // One value where the header promises one for each ALT: it may be another's.
    const lone = /^[AR]$/.test(number) && record.alts.length > 1 && !text.includes(",");
    return readOwn(lone ? [...own, "."] : own, field, at, () =>
      [...header.info.keys()].map((name) => [name, infoTexts(record, name)[0]]),
    );
  });
  return either(found);
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
