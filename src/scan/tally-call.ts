/**
 * Calls for the sample checks, from the bytes of a sample column: only genotype, depth and quality. A genome has
 * thousands of records in the windows, and a scan by index little else to do.
 */
import { BYTE } from "../core/bytes.ts";
import { endsValue } from "./gates/header-gates.ts";
import type { TallyCall } from "../pedigree/tally.ts";

const { TAB, DOT, SLASH, ZERO, NINE, COLON, PIPE } = BYTE;

/** Where depth and quality stand in FORMAT; -1: absent. GT is the first. */
export interface TallyKeys {
  depth: number;
  quality: number;
}

/** Keys that change what genotype, depth or quality mean: the full decoder must look. */
const CHANGES_MEANING: readonly string[] = ["MIN_DP", "DPI", "RGQ", "FT", "LGT"];

/** null when the full decoder must read the samples. */
export function tallyKeys(format: string): TallyKeys | null {
  const keys = format.split(":");
  if (keys[0] !== "GT" || keys.some((key) => CHANGES_MEANING.includes(key))) return null;
  return { depth: keys.indexOf("DP"), quality: keys.indexOf("GQ") };
}

const HAPLOID: readonly (readonly number[])[] = [[-1], [0], [1]];
const DIPLOID: readonly (readonly number[])[] = [-1, 0, 1].flatMap((a) =>
  [-1, 0, 1].map((b) => [a, b]),
);

/**
 * What `sampleCall` would say of genotype, depth and quality in the sample column at `start`; null for
 * anything but `.`, 0 and 1, one or two of them, and plain whole numbers.
 */
export function tallyCall(data: Uint8Array, start: number, keys: TallyKeys): TallyCall | null {
  const first = alleleAt(data[start] as number);
  if (first < 0) return null;
  let i = start + 1;
  let alleles = HAPLOID[first];
  if (data[i] === SLASH || data[i] === PIPE) {
    const second = alleleAt(data[i + 1] as number);
    if (second < 0) return null;
    alleles = DIPLOID[3 * first + second];
    i += 2;
  }
  if (alleles === undefined) return null;
  let depth: number | null = null;
  let genotypeQuality: number | null = null;
  for (let key = 1; data[i] === COLON; key++) {
    i++;
    if (key !== keys.depth && key !== keys.quality) {
      while ((data[i] as number) > TAB + 4 && data[i] !== COLON) i++;
      continue;
    }
    let value: number | null = null;
    if (data[i] === DOT) i++;
    else
      for (let c = data[i] as number; c >= ZERO && c <= NINE; c = data[++i] as number)
        value = (value ?? 0) * 10 + (c - ZERO);
    if (!endsValue(data[i] as number)) return null;
    if (key === keys.depth) depth = value;
    else genotypeQuality = value;
  }
  return endsValue(data[i] as number)
    ? { alleles, depth, genotypeQuality, failedFilters: [] }
    : null;
}

/** 0: missing, 1: reference, 2: ALT 1; -1: anything else. */
function alleleAt(c: number): number {
  return c === DOT ? 0 : c === ZERO ? 1 : c === ZERO + 1 ? 2 : -1;
}
