/** The value of a field for one allele: a number, or several of which some belong to other alleles. */
import { isSameAllele, minimalAllele, minimalRepresentation } from "./alleles.ts";
import { vepAllele } from "./allele-names.ts";
import { namesAlleleOf } from "./frequency-fields.ts";
import type { AlleleContext } from "./annotation.ts";
import type { FrequencyField } from "./types.ts";

/** Whose number is asked for. */
type Asked = Pick<AlleleContext, "record" | "alleleIndex">;

/** The allele's own number lies among those found: equal where there is no doubt. */
export interface FrequencyRange {
  lowest: number;
  highest: number;
}

/** No value; -1 is how slivar writes it. */
const MISSING = /^(?:|\.|-|na|n\/a|none|null|-1(?:\.0*)?)$/i;
/** Position (perhaps), REF and ALT of a variant's id. */
const VARIANT = /^(?:.*?(\d+)[-_:])?([ACGTN]+)[-_:>/]([ACGTN]+)$/i;
const NUMBER = /^\+?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** Column or key, and its text in the record. */
type Named = readonly [name: string, text: string | undefined];

/**
 * Reads what is given as this allele's. Where VEP's `--custom` found several records (`1.7e-05&0.0115`), or
 * a list fits no allele, a column beside it that names alleles decides; else all are kept. A missing value
 * among several is one more that may be this allele's: absent, 0.
 * @param texts one by allele where the header says so
 * @param others all columns or keys of the record, asked for where there are several values
 * @returns null: no value; `unread`: text that is no frequency, or no count
 */
export function readOwn(
  texts: readonly string[],
  field: FrequencyField,
  at: Asked,
  others: () => readonly Named[],
): FrequencyRange | "unread" | null {
  const [only = ""] = texts;
  if (texts.length === 1 && NUMBER.test(only)) {
    const value = numberIn(only, field.kind);
    if (typeof value !== "number") return value;
    // VEP's --custom finds what overlaps: one number, and perhaps another allele's.
    const doubted = (field.namedBy ?? []).length > 0 && isOfAnother(field, at, others());
    return { lowest: doubted ? 0 : value, highest: value };
  }
  let parts = texts.flatMap((text) => (MISSING.test(text) ? ["."] : text.split(/[&|;/]/)));
  // Old VEP's `A:0.01` counts for the allele that it names (VEP-08).
  parts = parts.flatMap((part) => {
    const colon = part.lastIndexOf(":");
    if (colon < 0) return [part];
    const named = part.slice(0, colon);
    // `nfe:0.3` names a population: not read, rather than absent.
    if (!/^(?:[ACGTN]+|[-*])$/i.test(named) && !VARIANT.test(named)) return [part];
    return isAllele(named, at) ? [part.slice(colon + 1)] : [];
  });
  if (parts.length > 1) parts = namedParts(parts, field, at, others());
  const numbers = parts.map((part) => numberIn(part, field.kind));
  const read = numbers.filter((value) => typeof value === "number");
  if (read.length === 0) return numbers.includes("unread") ? "unread" : null;
  return {
    lowest: read.length < numbers.length ? 0 : Math.min(...read),
    highest: Math.max(...read),
  };
}

/** Above 1 it is no frequency (a percentage, a count), and nobody knows what the others are. */
function numberIn(text: string, kind: FrequencyField["kind"]): number | "unread" | null {
  if (MISSING.test(text)) return null;
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) && (kind !== "af" || value <= 1) ? value : "unread";
}

/** Of a list, the parts that a list beside it gives to this allele; all where none does. */
function namedParts(
  parts: string[],
  field: FrequencyField,
  at: Asked,
  others: readonly Named[],
): string[] {
  for (const [name, text] of others) {
    if (text === undefined || !namesAlleleOf(name, field.name)) continue;
    const named = text.split(/[&,|;]/);
    if (named.length !== parts.length) continue;
    const found = parts.filter((_, i) => isAllele(named[i] ?? "", at));
    if (found.length > 0) return found;
  }
  return parts;
}

/** Does what stands beside a single number name another allele than this one? An rs number names none. */
function isOfAnother(field: FrequencyField, at: Asked, others: readonly Named[]): boolean {
  const stated = others
    .filter(([name, text]) => text !== undefined && field.namedBy?.includes(name) === true)
    .map(([name, text = ""]) => [name, text.split(/[&,|;]/)] as const)
    .filter(([name, texts]) =>
      texts.some(
        (text) =>
          VARIANT.test(text) || (/_(?:alt|allele)$/i.test(name) && /^(?:[ACGTN]+|-)$/i.test(text)),
      ),
    );
  return stated.length > 0 && !stated.some(([, texts]) => texts.some((text) => isAllele(text, at)));
}

/** The ALT as written, VEP's name of it, or an id that ends in REF and ALT (`12-102840400-G-A`). */
function isAllele(text: string, { record, alleleIndex }: Asked): boolean {
  const allele = text.toUpperCase();
  const alt = record.alts[alleleIndex - 1] ?? "";
  if (allele === alt || allele === vepAllele(record.ref, record.alts, alleleIndex)) return true;
  const [, pos, ref, changed] = VARIANT.exec(allele) ?? [];
  if (ref === undefined || changed === undefined) return false;
  const other = minimalRepresentation(pos === undefined ? record.pos : Number(pos), ref, changed);
  return isSameAllele(other, minimalAllele(record, alleleIndex));
}
