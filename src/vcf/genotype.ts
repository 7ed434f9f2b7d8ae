/** One person's call at one record, from the text of a sample column (VCF-20, VCF-44). */
import { ToolError } from "../core/errors.ts";
import {
  alleleCount,
  alleleDepthsOf,
  alleleFractionsOf,
  localAlleles,
  readDepth,
} from "./depths.ts";
import type { SampleCall, VcfRecord } from "./types.ts";
import { numberOf, type SampleFields, sampleFields } from "./sample-fields.ts";

/**
 * Decodes a sample's call. Missing values are null, never 0.
 * @param sampleIndex 0-based, as in `header.samples`
 * @throws ToolError E_VCF_RECORD for a genotype that names no allele of the record
 */
export function sampleCall(record: VcfRecord, sampleIndex: number): SampleCall {
  const text = record.sampleTexts[sampleIndex] ?? "";
  const values = text.split(":");
  if (values.length > record.formatKeys.length && text !== "")
    throw genotypeError(record, `'${text}' has more values than FORMAT has keys`);
  const field = sampleFields(record.formatKeys, values);
  const { alleles, phased } = genotypeOf(record, values, field);
  const depth = readDepth(record, field);
  const alleleDepths = alleleDepthsOf(record, field);
  const hp = field("HP");
  const physical =
    hp === undefined
      ? { pid: field("PID"), alleles: phasedPair(field("PGT")) }
      : fromHp(hp, alleles, phased);
  return {
    alleles,
    phased,
    // A phase set means nothing for an unphased genotype (VCF-28).
    phaseSet: phased ? (field("PS") ?? null) : null,
    pid: physical.pid ?? null,
    physicalAlleles: physical.alleles,
    depth,
    genotypeQuality: numberOf(field("GQ") ?? field("RGQ")),
    alleleDepths,
    alleleFractions: alleleDepths === null ? alleleFractionsOf(record, field) : null,
    failedFilters: failedFilters(field("FT")),
    text,
  };
}

function genotypeError(record: VcfRecord, message: string): ToolError {
  return new ToolError("E_VCF_RECORD", `genotype ${message}`, {
    chrom: record.contig,
    pos: record.pos,
  });
}

function genotypeOf(
  record: VcfRecord,
  values: readonly string[],
  field: SampleFields,
): { alleles: number[]; phased: boolean } {
  const at = record.formatKeys.indexOf("GT");
  const text = at < 0 ? undefined : values[at];
  if (text !== undefined && text !== "") return parseGenotype(text, record);
  const local = field("LGT");
  if (local === undefined) return { alleles: [], phased: false };
  const laa = localAlleles(field);
  const call = parseGenotype(local, null);
  const alleles = call.alleles.map((a) => (a <= 0 ? a : (laa[a - 1] ?? Number.NaN)));
  if (alleles.some((a) => !(a <= record.alts.length)))
    throw genotypeError(record, `LGT '${local}' refers to an allele that LAA does not list`);
  return { alleles, phased: call.phased };
}

/**
 * Alleles of a GT text (VCF-20): any ploidy, half-calls, a leading phase mark of VCF 4.4. Phased when
 * every separator is `|`.
 */
export function parseGenotype(
  text: string,
  record: VcfRecord | null,
): { alleles: number[]; phased: boolean } {
  const alleles: number[] = [];
  let separators = 0;
  let unphased = 0;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (c !== undefined && c !== "/" && c !== "|") continue;
    if (c !== undefined) {
      separators++;
      if (c === "/") unphased++;
    }
    // The leading mark of VCF 4.4 stands before the first allele.
    if (i > 0) alleles.push(alleleNumber(text.slice(start, i), record));
    start = i + 1;
  }
  return { alleles, phased: separators > 0 && unphased === 0 };
}

function alleleNumber(part: string, record: VcfRecord | null): number {
  if (part === ".") return -1;
  const allele = /^\d{1,6}$/.test(part) ? Number(part) : Number.NaN;
  const most = record === null ? Infinity : alleleCount(record) - 1;
  if (allele <= most) return allele;
  const place = { chrom: record?.contig, pos: record?.pos };
  throw new ToolError(
    "E_VCF_RECORD",
    Number.isNaN(allele)
      ? "a genotype must be alleles separated by / or |"
      : `a genotype refers to an allele that the record does not have: it has ${most} ALT`,
    place,
  );
}

interface PhysicalPhase {
  pid: string | undefined;
  alleles: [number, number] | null;
}

/** `0|1`; null for other text. */
function phasedPair(pgt: string | undefined): [number, number] | null {
  const [, left, right] = /^(\d+)\|(\d+)$/.exec(pgt ?? "") ?? [];
  return left === undefined ? null : [Number(left), Number(right)];
}

/**
 * GATK's old HP (`1234-1,1234-2`, one per GT allele) as PID and PGT (VCF-29): same base and same suffix
 * on the ALT is cis.
 */
function fromHp(hp: string, alleles: readonly number[], phased: boolean): PhysicalPhase {
  const parts = hp.split(",").map((p) => /^(.+)-([12])$/.exec(p));
  const [first, second] = parts;
  const none = { pid: undefined, alleles: null };
  if (phased || parts.length !== 2 || alleles.length !== 2 || !first || !second) return none;
  if (first[1] !== second[1] || first[2] === second[2]) return none;
  const [a = -1, b = -1] = alleles;
  const pid = `HP:${first[1]}`;
  if (a < 0 || b < 0) return { pid, alleles: null };
  return { pid, alleles: first[2] === "1" ? [a, b] : [b, a] };
}

/** FORMAT/FT: `PASS` and `.` are no failure (VCF-42). */
function failedFilters(text: string | undefined): string[] {
  return text === undefined || text === "PASS"
    ? []
    : text.split(/[;,]/).filter((f) => f !== "PASS");
}
