/** Copy number at a position in one person: as expected for the sex, and as given by a caller (SVE-11 to SVE-13). */
import type { LocusClass } from "../../core/assembly.ts";
import type { Sex } from "../../pedigree/types.ts";
import type { Habit } from "../callers/table.ts";
import type { EventCall } from "../types.ts";
import { type Field, numberIn } from "./fields.ts";

export interface Copies {
  total: number;
  /** null: of X and Y, the sex is not known. */
  expected: number | null;
  /** `opposite`: copies differ, the other way. `by_sex`: a change in one sex and none in the other. */
  reading:
    | "neutral"
    | "opposite"
    | "by_sex"
    | Exclude<NonNullable<EventCall["zygosity"]>, "unknown">;
}

/** null: of mitochondria, and of sex chromosomes where the sex is not known. */
export function expectedCopies(locus: LocusClass, sex: Sex): number | null {
  if (locus === "autosome" || locus === "par") return 2;
  if (locus === "mt" || sex === "unknown") return null;
  if (locus === "x") return sex === "male" ? 1 : 2;
  return sex === "male" ? 1 : 0;
}

/** Below this length, in bases, copies that a junction caller adds are not believed (GATK-SV). */
export const LEAST_COPY_LENGTH = 5000;

/** What is known of copies at an event. */
interface Place {
  length: number | null;
  expected: number | null;
  /** CNVnator's depth ratio; null: not told. */
  ratio: number | null;
}

/** Total copies that a sample column tells; null: none that can be used. */
export function totalCopies(field: Field, habit: Habit, place: Place): number | null {
  const { expected, ratio, length } = place;
  if (habit.copyNumber === "ratio")
    return ratio === null || expected === null ? null : Math.round(ratio * expected);
  if (habit.copyNumber === "unit") return null;
  const stated = numberIn(field("CN"));
  if (stated !== null) return stated < 0 ? null : Math.round(stated);
  const added = numberIn(field("RD_CN")) ?? numberIn(field("RDCN"));
  return added === null || added < 0 || (length ?? 0) < LEAST_COPY_LENGTH
    ? null
    : Math.round(added);
}

/** 1000 Genomes: each ALT is the copies of one chromosome, REF is one. The genotype says it all. */
export function copiesOfAlleles(
  genotype: readonly number[],
  ofAlleles: readonly (number | null)[] | null,
): number | null {
  if (genotype.length === 0 || ofAlleles === null) return null;
  let total = 0;
  for (const allele of genotype) {
    const copies = allele === 0 ? 1 : (ofAlleles[allele - 1] ?? null);
    if (copies === null) return null;
    total += copies;
  }
  return total;
}

/** What a number of copies says of a loss or a gain. */
export function ofCopies(kind: "DEL" | "DUP", total: number, expected: number): Copies {
  const more = kind === "DUP" ? total - expected : expected - total;
  const reading = more === 0 ? "neutral" : more < 0 ? "opposite" : extent(kind, more, expected);
  return { total, expected, reading };
}

/** @param more copies lost or gained, 1 or more */
function extent(kind: "DEL" | "DUP", more: number, expected: number): Copies["reading"] {
  if (expected === 1) return "hemi";
  if (kind === "DEL") return more === expected ? "hom" : "het";
  return more === 1 ? "het" : "het_or_hom";
}

/**
 * On X and Y of whom the sex is not known: what holds for either sex (SVH-01). No copy of X is a loss for both; one is a
 * man's, and a loss of a woman's.
 */
export function ofCopiesOfEither(
  kind: "DEL" | "DUP",
  total: number,
  locus: LocusClass,
): Copies | null {
  if (locus !== "x" && locus !== "y") return null;
  // Who has a copy of Y at all is a man.
  const expected = locus === "x" ? [1, 2] : total === 0 ? [1, 0] : [1];
  const readings = expected.map((copies) => ofCopies(kind, total, copies).reading);
  const changes = readings.filter((one) => one !== "neutral" && one !== "opposite");
  const [only = "neutral", ...more] = changes;
  const both = more.length === 0 ? only : kind === "DEL" ? "hom" : "het_or_hom";
  const reading = changes.length === 0 || changes.length === readings.length ? both : "by_sex";
  return { total, expected: null, reading };
}
