/**
 * Consequences that bcftools csq gives to several records together: do a person's genotypes produce them (DEC-46)?
 */
import { type MinimalAllele, minimalRepresentation } from "./alleles.ts";
import type { SampleCall } from "./types.ts";

/** One of the records together, and what the person carries there. */
export interface CompoundPart {
  /** Canonical chromosome. */
  chrom: string;
  pos: number;
  ref: string;
  alts: readonly string[];
  call: SampleCall;
}

/** `unknown`: a record is not there, a call is missing, or the phase is. */
type Made = "yes" | "no" | "unknown";

/** @param change a dna_change such as `100C>T+105G>A` */
export type Makes = (change: string) => Made;

/** The alleles that a dna_change names, in minimal representation; what is no such text is left out. */
export function allelesOfChange(change: string): MinimalAllele[] {
  return change.split("+").flatMap((part) => {
    const [, pos, ref = "", alt = ""] = /^(\d+)([A-Z]+)>([A-Z]+)$/i.exec(part) ?? [];
    return pos === undefined
      ? []
      : [minimalRepresentation(Number(pos), ref.toUpperCase(), alt.toUpperCase())];
  });
}

/** By the records of one chromosome. */
export function makesOf(parts: readonly CompoundPart[], chrom: string): Makes {
  const calls = new Map<string, Carried>();
  for (const { pos, ref, alts, call, ...part } of parts) {
    if (part.chrom !== chrom) continue;
    alts.forEach((alt, i) => {
      const key = keyOf(minimalRepresentation(pos, ref, alt));
      const carried = carriedOf(call, i + 1);
      // A second record of an allele must say the same.
      const known = calls.get(key);
      const same = known === undefined || JSON.stringify(known) === JSON.stringify(carried);
      calls.set(key, same ? carried : "unknown");
    });
  }
  return (change) => {
    const named = change.split("+");
    const alleles = allelesOfChange(change);
    const carried = alleles.map((allele) => calls.get(keyOf(allele)) ?? "unknown");
    if (carried.includes("no")) return "no";
    if (alleles.length < named.length || carried.includes("unknown")) return "unknown";
    return inCis(carried);
  };
}

function keyOf({ pos, ref, alt }: MinimalAllele): string {
  return `${pos}:${ref}:${alt}`;
}

/** Of one allele: on all chromosomes, on one that is told, on one that is not, on none. */
type Carried = "all" | "one" | "no" | "unknown" | { haplotype: number; phaseSet: string | null };

function carriedOf({ alleles, phased, phaseSet }: SampleCall, index: number): Carried {
  if (alleles.length === 0 || alleles.includes(-1)) return "unknown";
  if (!alleles.includes(index)) return "no";
  if (alleles.every((allele) => allele === index)) return "all";
  return phased ? { haplotype: alleles.indexOf(index), phaseSet } : "one";
}

function inCis(carried: readonly Carried[]): Made {
  const some = carried.filter((one) => one !== "all");
  if (some.length < 2) return "yes";
  const stated = some.flatMap((one) => (typeof one === "string" ? [] : [one]));
  const [first] = stated;
  if (first === undefined || stated.length < some.length) return "unknown";
  if (stated.some(({ phaseSet }) => phaseSet !== first.phaseSet)) return "unknown";
  return stated.every(({ haplotype }) => haplotype === first.haplotype) ? "yes" : "no";
}
