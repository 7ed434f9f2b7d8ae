/**
 * Byte gate for rarity: whether `judgeRecord` would drop a line's only ALT for its frequency, as far as can be
 * seen at a glance.
 */
import { BYTE } from "../../core/bytes.ts";
import type { Policy } from "../../core/policy.ts";
import type { AnnotationLayout, FrequencyField, VcfHeader } from "../../vcf/types.ts";
import type { Columns } from "./columns.ts";
import { frequencyLimit } from "../judge/frequency.ts";

const { TAB, COMMA, HYPHEN, DOT, ZERO, NINE, SEMICOLON, EQUALS, PIPE } = BYTE;

/** What a look at the bytes tells; `unsure`: the judgement must read them. */
type Commonness = "common" | "not_common" | "unsure";

/** For a line with one plain ALT. */
export type FrequencyGate = (data: Buffer, columns: Columns) => Commonness;

/** A key of INFO, without `=`, and what to do with its value. */
interface Key {
  bytes: Buffer;
  /** The widest limit of all models; null: the annotation's own key, or one that rescues. */
  limit: number | null;
  rescues: boolean;
}

/**
 * Builds the gate. It does not know of mitochondria nor of exempt alleles (DEC-12): the caller sees to both.
 * An allele fails for all models when a frequency is above its recessive limit, provided that this is the
 * wider one; a policy that has it otherwise leaves all to the judgement.
 */
export function frequencyGate(
  header: VcfHeader,
  layout: AnnotationLayout | null,
  policy: Policy,
): FrequencyGate {
  const fields = header.frequencyFields.filter((field) => field.kind === "af");
  const limits = fields.map((field) => {
    const { name, source, population, genomes } = field;
    const value = { field: name, source, population, genomes, af: 0 };
    const recessive = frequencyLimit(value, "recessive", policy);
    return {
      field,
      limit: recessive,
      usual: recessive >= frequencyLimit(value, "dominant", policy),
    };
  });
  if (limits.length === 0) return () => "not_common";
  if (limits.some(({ usual }) => !usual)) return () => "unsure";
  // What stands beside the number may say that it is another allele's.
  const certain = fields.every(({ namedBy = [] }) => namedBy.length === 0);
  const byColumn = columnLimits(limits, layout);
  if (byColumn.length > 0 && layout?.annotator !== "vep") return () => "unsure";
  const keys: Key[] = [];
  // FREQ-11: a P/LP entry of ClinVar lifts the limit.
  const { clnsig } = header.clinvar;
  if (clnsig !== null) keys.push({ bytes: Buffer.from(clnsig), limit: null, rescues: true });
  for (const { field, limit } of limits)
    if (field.where === "info")
      keys.push({ bytes: Buffer.from(field.name), limit, rescues: false });
  if (layout !== null) keys.push({ bytes: Buffer.from(layout.tag), limit: null, rescues: false });
  const mayBegin = new Uint8Array(256);
  for (const { bytes } of keys) mayBegin[bytes[0] as number] = 1;
  const seen = new Uint32Array(keys.length);
  let line = 0;
  return (data, columns) => {
    let common = false;
    let unsure = false;
    line = (line + 1) >>> 0;
    const end = columns.infoEnd;
    let i = columns.info;
    while (i < end) {
      // Most fields are short: a call into the runtime pays for an annotation alone.
      let near = Math.min(end, i + 64);
      const k = mayBegin[data[i] as number] === 1 ? keyAt(data, i, keys) : -1;
      if (k >= 0) {
        const key = keys[k] as Key;
        if (key.rescues) return "unsure";
        // A key that stands twice is a fault of the file: the judgement knows which one counts.
        if (seen[k] === line) return "unsure";
        seen[k] = line;
        const value = i + key.bytes.length + 1;
        if (key.limit === null) {
          columns.annotation = value;
          near = i;
        }
        // Once common, on to the end all the same: a key may stand once more, or one that rescues.
        if (!common) {
          const found =
            key.limit !== null
              ? compare(data, value, key.limit, false)
              : compareEntries(data, value, columns, byColumn);
          if (found === "common") common = true;
          else if (found === "unsure") unsure = true;
        }
      }
      while (i < near && data[i] !== SEMICOLON) i++;
      if (i === near && near < end) {
        i = data.indexOf(SEMICOLON, near);
        if (i < 0) break;
      }
      i++;
    }
    return common && certain ? "common" : common || unsure ? "unsure" : "not_common";
  };
}

/** By column of the annotation: the limit, or -1 where the column is no frequency. */
function columnLimits(
  limits: readonly { field: FrequencyField; limit: number }[],
  layout: AnnotationLayout | null,
): number[] {
  const byColumn: number[] = [];
  if (layout === null) return byColumn;
  for (const { field, limit } of limits) {
    if (field.where !== "csq") continue;
    while (byColumn.length <= field.column) byColumn.push(-1);
    byColumn[field.column] = limit;
  }
  return byColumn;
}

/** Index of the key that stands at `at`, or -1. */
function keyAt(data: Buffer, at: number, keys: readonly Key[]): number {
  const first = data[at];
  for (let i = 0; i < keys.length; i++) {
    const { bytes } = keys[i] as Key;
    if (bytes[0] !== first) continue;
    let k = 1;
    while (k < bytes.length && data[at + k] === bytes[k]) k++;
    if (k === bytes.length && data[at + k] === EQUALS) return i;
  }
  return -1;
}

/**
 * The value at `at` against `limit`: a plain decimal at a glance, other numbers by their text, lists not at
 * all, nor what is above 1 and so no frequency. A comma or `|` ends the value inside an annotation's entry,
 * elsewhere it makes a list.
 */
function compare(data: Buffer, at: number, limit: number, inEntry: boolean): Commonness {
  let digits = 0;
  let scale = 0;
  let value = 0;
  let i = at;
  let c = data[i] as number;
  for (; c > COMMA && c !== SEMICOLON && c !== PIPE; c = data[++i] as number) {
    if (c >= ZERO && c <= NINE) {
      value = value * 10 + (c - ZERO);
      digits++;
      scale *= 10;
    } else if (c === DOT && scale === 0) scale = 1;
    else digits = 99;
  }
  const ended = c === SEMICOLON || c <= TAB + 1 || (inEntry && (c === COMMA || c === PIPE));
  const empty = i === at || (digits === 0 && i === at + 1 && scale === 1);
  if (empty) return ended ? "not_common" : "unsure";
  if (digits > 0 && digits <= 15) {
    const rough = scale > 1 ? value / scale : value;
    if (rough > limit * 1.001) return ended && rough <= 1 ? "common" : "unsure";
    if (rough < limit * 0.999) return ended ? "not_common" : "unsure";
  }
  const text = data.toString("latin1", at, i);
  if (!ended || !/^[\d.]+(e[-+]?\d+)?$/i.test(text)) return "unsure";
  const exact = Number(text);
  return !(exact <= 1) ? "unsure" : exact > limit ? "common" : "not_common";
}

/** All entries of the one ALT (VEP-05, VEP-08): sure where every entry is named after it. */
function compareEntries(
  data: Buffer,
  at: number,
  columns: Columns,
  limits: readonly number[],
): Commonness {
  const end = columns.infoEnd;
  let all: Commonness = "not_common";
  if (limits.length === 0) return all;
  let i = at;
  while (i < end) {
    const allele = afterAllele(data, i, columns);
    if (allele < 0) return "unsure";
    i = allele;
    let column = 0;
    let c: number = PIPE;
    for (; i < end; i++) {
      c = data[i] as number;
      if (c === COMMA || c === SEMICOLON) break;
      if (c !== PIPE || ++column >= limits.length) continue;
      const limit = limits[column] as number;
      if (limit < 0) continue;
      const found = compare(data, i + 1, limit, true);
      if (found === "common") {
        // The other entries may be another allele's, which is rare (DEC-43): their names decide.
        all = found;
        i = nextEnd(data, i, end);
        c = data[i] as number;
        break;
      }
      if (found === "unsure" && all !== "common") all = found;
    }
    if (c === SEMICOLON || i >= end) break;
    i++;
  }
  return all;
}

/** Offset of what ends the entry at `at`: a comma, or the end of the field. */
function nextEnd(data: Buffer, at: number, end: number): number {
  let i = at;
  while (i < end && data[i] !== COMMA && data[i] !== SEMICOLON) i++;
  return i;
}

/** Offset of the `|` after the entry's allele when that is VEP's name of the ALT, else -1. */
export function afterAllele(data: Buffer, at: number, { ref, alt, qual }: Columns): number {
  const altLength = qual - 1 - alt;
  const trims = altLength !== alt - 1 - ref && data[ref] === data[alt];
  const from = trims ? alt + 1 : alt;
  const length = qual - 1 - from;
  if (length === 0) return data[at] === HYPHEN && data[at + 1] === PIPE ? at + 1 : -1;
  for (let k = 0; k < length; k++) if (data[at + k] !== data[from + k]) return -1;
  return data[at + length] === PIPE ? at + length : -1;
}
