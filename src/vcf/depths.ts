/** Read depths of a call, in the order of VCF-44, whatever the caller. */
import type { VcfRecord } from "./types.ts";
import { numberOf, type SampleFields } from "./sample-fields.ts";

/** Depth of the call: MIN_DP first for a reference block (VCF-04), DP elsewhere, DPI in Strelka's indels. */
export function readDepth(record: VcfRecord, field: SampleFields): number | null {
  const block = record.altKinds.every((kind) => kind === "gvcf" || kind === "none");
  const minimum = numberOf(field("MIN_DP"));
  if (block && minimum !== null) return minimum;
  return numberOf(field("DP")) ?? minimum ?? numberOf(field("DPI"));
}

/** 1-based ALT numbers that the local fields speak of (LAA of VCF 4.5 and DRAGEN, DEC-19). */
export function localAlleles(field: SampleFields): number[] {
  const text = field("LAA");
  return text === undefined ? [] : text.split(",").map(Number).filter(Number.isInteger);
}

/** Reads per allele, REF first; null where no field gives any. A wrong length is missing (VCF-44). */
export function alleleDepthsOf(record: VcfRecord, field: SampleFields): (number | null)[] | null {
  const size = alleleCount(record);
  return (
    listOf(field("AD"), size) ??
    localDepths(field, size) ??
    freebayesDepths(field, size) ??
    (field("AF") === undefined && field("VAF") === undefined ? strelkaDepths(record, field) : null)
  );
}

/** Fraction per ALT: VAF (DeepVariant), AF (DRAGEN, Mutect2), LAF. */
export function alleleFractionsOf(
  record: VcfRecord,
  field: SampleFields,
): (number | null)[] | null {
  const size = alleleCount(record) - 1;
  const fractions = listOf(field("VAF"), size) ?? listOf(field("AF"), size);
  if (fractions !== null) return fractions;
  const local = localAlleles(field);
  const values = listOf(field("LAF"), local.length);
  return values === null ? null : spread(values, local, size, 1);
}

/** Number of alleles, REF and all ALT; `.` is none. */
export function alleleCount(record: VcfRecord): number {
  return record.alts[0] === "." ? 1 : record.alts.length + 1;
}

function listOf(text: string | undefined, size: number): (number | null)[] | null {
  if (text === undefined || size === 0) return null;
  const values = text.split(",").map((part) => (part === "." ? null : numberOf(part)));
  if (values.length !== size || values.every((v) => v === null)) return null;
  return values;
}

/** LAD: REF, then the alleles of LAA. What it does not list stays unknown, not 0. */
function localDepths(field: SampleFields, size: number): (number | null)[] | null {
  const local = localAlleles(field);
  const values = listOf(field("LAD"), local.length + 1);
  if (values === null) return null;
  const depths = spread(values.slice(1), local, size, 0);
  depths[0] = values[0] ?? null;
  return depths;
}

/** @param first number of the allele at index 0 */
function spread(
  values: readonly (number | null)[],
  alleles: readonly number[],
  size: number,
  first: number,
): (number | null)[] {
  const all = Array<number | null>(size).fill(null);
  for (const [i, allele] of alleles.entries())
    if (allele - first < size) all[allele - first] = values[i] ?? null;
  return all;
}

function freebayesDepths(field: SampleFields, size: number): (number | null)[] | null {
  const reference = numberOf(field("RO"));
  const alternates = listOf(field("AO"), size - 1);
  if (reference === null || (alternates === null && size > 1)) return null;
  return [reference, ...(alternates ?? [])];
}

/** Strelka: tier 1 of `AU:CU:GU:TU` for single bases, of TAR and TIR for indels with one ALT. */
function strelkaDepths(record: VcfRecord, field: SampleFields): (number | null)[] | null {
  const tierOne = (key: string): number | null => numberOf(field(key)?.split(",")[0]);
  const indel = [tierOne("TAR"), tierOne("TIR")];
  if (record.alts.length === 1 && indel.every((v) => v !== null)) return indel;
  const depths = [record.ref, ...record.alts].map((allele) => tierOne(`${allele}U`));
  return depths.every((v) => v === null) ? null : depths;
}
