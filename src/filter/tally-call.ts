/**
 * Calls for the sample checks: genotype, depth and quality alone, without building a whole record. A
 * genome has thousands of records in the windows, and a scan by index little else to do.
 */
import { parseGenotype } from "../vcf/index.ts";
import type { SampleCall } from "../vcf/model.ts";

/** Where the three values stand in FORMAT; -1: absent. */
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

/** What `sampleCall` would say of genotype, depth and quality; its other fields are empty. */
export function tallyCall(text: string, keys: TallyKeys): SampleCall {
  const values = text.split(":");
  const { alleles, phased } = parseGenotype(values[0] ?? "", null);
  return {
    alleles,
    phased,
    phaseSet: null,
    pid: null,
    pgt: null,
    depth: numberAt(values, keys.depth),
    genotypeQuality: numberAt(values, keys.quality),
    alleleDepths: null,
    alleleFractions: null,
    failedFilters: [],
    callerDeNovo: null,
    text,
  };
}

function numberAt(values: readonly string[], at: number): number | null {
  const text = values[at];
  if (text === undefined || text === "" || text === ".") return null;
  const n = Number(text);
  return Number.isFinite(n) ? n : null;
}
