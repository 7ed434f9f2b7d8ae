/** The contents of a sample column, value by value; what cannot be read is treated as missing (SVI-07). */

import { writtenNumber } from "../../core/text.ts";
import { onceFor, onceForText } from "../../core/once.ts";

/** Value of a FORMAT key; undefined: absent, empty or `.`. */
export type Field = (key: string) => string | undefined;

/** The first of a key that stands twice. */
const placesOf = onceFor(
  (keys: readonly string[]) => new Map(keys.map((key, i) => [key, i] as const).toReversed()),
);

export function fieldsOf(keys: readonly string[], text: string): Field {
  const places = placesOf(keys);
  // Columns are many and most of their values are never asked for: only where these begin is kept.
  let starts: number[] | null = null;
  return (key) => {
    const at = places.get(key);
    if (at === undefined) return undefined;
    starts ??= startsIn(text);
    const from = starts[at];
    if (from === undefined) return undefined;
    const value = text.slice(from, (starts[at + 1] ?? text.length + 1) - 1);
    return value === "" || value === "." ? undefined : value;
  };
}

function startsIn(text: string): number[] {
  const starts = [0];
  for (let colon = text.indexOf(":"); colon >= 0; colon = text.indexOf(":", colon + 1))
    starts.push(colon + 1);
  return starts;
}

/** A number, whole or not; null for other text. */
export function numberIn(text: string | undefined): number | null {
  return text === undefined ? null : writtenNumber(text);
}

/** Numbers joined by commas; null for each that is none. */
function numbersIn(text: string | undefined): (number | null)[] {
  return text === undefined ? [] : text.split(",").map(numberIn);
}

export interface Genotype {
  text: string;
  /** 0: the reference's, -1: missing. Empty: no GT. */
  alleles: number[];
  phased: boolean;
}

const NO_GENOTYPE: Genotype = { text: ".", alleles: [], phased: false };

/** Any ploidy, half-called, with a leading phase mark; an allele that is no number is missing. */
export function genotypeOf(text: string | undefined): Genotype {
  return text === undefined ? NO_GENOTYPE : genotypeIn(text);
}

const genotypeIn = onceForText((text): Genotype => {
  const alleles = text
    .replace(/^[|/]/, "")
    .split(/[|/]/)
    .map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : -1));
  return { text, alleles, phased: alleles.length > 1 && !text.slice(1).includes("/") };
});

export interface Support {
  alt: number | null;
  ref: number | null;
}

const NONE: Support = { alt: null, ref: null };

/**
 * Reads or pairs for and against the allele, by the keys that callers use: Manta's PR and SR (pairs, split reads;
 * reference first), DV and RV beside DR and RR (Delly, Sniffles, cuteSV), LUMPY's SU (RO and AO of svtyper), TIDDIT's DR and SR, GRIDSS's
 * fragments (VF, BVF of single breakends), AD. null: not told.
 * @param allele number in GT
 */
export function supportOf(field: Field, allele: number): Support {
  const [pairs, split] = [field("PR"), field("SR")];
  if (pairs?.includes(",") === true || split?.includes(",") === true)
    return {
      alt: added(numberAt(pairs, allele), numberAt(split, allele)),
      ref: added(numberAt(pairs, 0), numberAt(split, 0)),
    };
  const one = (first: string, second = ""): number | null =>
    added(numberIn(field(first)), numberIn(field(second)));
  if (field("DV") !== undefined) return { alt: one("DV", "RV"), ref: one("DR", "RR") };
  if (field("SU") !== undefined) return { alt: one("SU"), ref: one("RO") };
  if (field("AO") !== undefined) return { alt: one("AO"), ref: one("RO") };
  if (field("DR") !== undefined && field("SR") !== undefined)
    return { alt: one("DR", "SR"), ref: null };
  const fragments = numbersIn(field("VF"));
  if (fragments.length === 1) return { alt: one("VF", "BVF"), ref: one("REF") };
  const depths = numbersIn(field("AD"));
  if (depths.length > 1) return { alt: depths[allele] ?? null, ref: depths[0] ?? null };
  return depths.length === 1 ? { alt: depths[0] ?? null, ref: null } : NONE;
}

function added(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : a + b;
}

/** The number at this place of a list, from 0; null: none, or no list. */
function numberAt(text: string | undefined, index: number): number | null {
  if (text === undefined) return null;
  let from = 0;
  for (let i = 0; i < index; i++) {
    const comma = text.indexOf(",", from);
    if (comma < 0) return null;
    from = comma + 1;
  }
  const end = text.indexOf(",", from);
  if (end < 0 && from === 0) return null;
  return numberIn(end < 0 ? text.slice(from) : text.slice(from, end));
}

/** Is the most likely genotype, by PL or GL, that of two reference alleles? null: neither is told. */
export function isLikeliestReference(field: Field): boolean | null {
  const phred = numbersIn(field("PL"));
  const [likelihoods, sign] = phred.length > 1 ? [phred, 1] : [numbersIn(field("GL")), -1];
  const reference = likelihoods[0] ?? null;
  if (reference === null || likelihoods.length < 2) return null;
  return likelihoods.every(
    (other, i) => i === 0 || other === null || sign * (other - reference) > 0,
  );
}
