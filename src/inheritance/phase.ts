/** Are two alleles of the proband on the same chromosome? From the genotype, the reads, and the parents. */
import type { SmallAllele } from "../core/allele.ts";
import { isSameAllele, minimalRepresentation } from "../vcf/index.ts";
import type { GenomicEvent } from "../structural/types.ts";
import type { CalledAllele, FamilyVariant, Origin, Phase } from "./types.ts";

export interface ReadPhase {
  phase: "TRANS" | "CIS" | null;
  /** Phased without a phase set, and nothing says that this can be trusted (VCF-28, T23). */
  untrusted: boolean;
  /** The phase set and GATK's PID and PGT contradict each other: neither is relied on. */
  conflict: boolean;
}

export const OPEN: ReadPhase = { phase: null, untrusted: false, conflict: false };

/** Phase by the calls of one person at two alleles (VCF-28, VCF-29, CH-06). */
export function phaseByReads(
  first: CalledAllele,
  second: CalledAllele,
  trustBarePhase: boolean,
): ReadPhase {
  const [a, b] = [first.call, second.call];
  const [sideA, sideB] = [haplotypeOf(first), haplotypeOf(second)];
  const physical = physicalPhase(first, second);
  // SVH-08: what two runs phased is not comparable.
  if (a.phasing !== b.phasing) return OPEN;
  if (sideA !== null && sideB !== null) {
    const decided = sideA === sideB ? "CIS" : "TRANS";
    const sets = [a.phaseSet, b.phaseSet].filter((set) => set !== null).length;
    // Two phase sets are two claims of ignorance, whatever else is written.
    if (sets === 2 && a.phaseSet !== b.phaseSet) return OPEN;
    if (sets === 2 || (sets === 0 && trustBarePhase && a.phasing === undefined)) {
      const conflict = physical !== null && physical !== decided;
      return { phase: conflict ? null : decided, untrusted: false, conflict };
    }
    if (sets === 0 && physical === null) return { ...OPEN, untrusted: true };
  }
  return { ...OPEN, phase: physical };
}

/** By GATK's PID and PGT (VCF-29). */
function physicalPhase(a: CalledAllele, b: CalledAllele): "TRANS" | "CIS" | null {
  if (a.call.pid === null || a.call.pid !== b.call.pid) return null;
  const [x, y] = [physicalSide(a), physicalSide(b)];
  return x === null || y === null ? null : x === y ? "CIS" : "TRANS";
}

/** Which of two phased haplotypes holds the allele; null when unphased, haploid, or on both. */
function haplotypeOf({ call, alleleIndex }: CalledAllele): 0 | 1 | null {
  if (!call.phased || call.alleles.length !== 2) return null;
  return sideOf(call.alleles, alleleIndex);
}

function sideOf(alleles: readonly number[], alleleIndex: number): 0 | 1 | null {
  const [left, right] = alleles;
  if ((left === alleleIndex) === (right === alleleIndex)) return null;
  return left === alleleIndex ? 0 : 1;
}

/**
 * GATK's PGT. Its `1` stands for the record's ALT whatever its number; one that names another ALT is of the
 * record before it was split.
 */
function physicalSide({ call, alleleIndex }: CalledAllele): 0 | 1 | null {
  const alleles = call.physicalAlleles;
  if (alleles === null || call.alleles.filter((a) => a === alleleIndex).length !== 1) return null;
  const asInGt = alleles.every((a) => call.alleles.includes(a));
  return asInGt
    ? sideOf(alleles, alleleIndex)
    : Math.max(...alleles) > 1
      ? null
      : sideOf(alleles, 1);
}

/** One allele that stands in two records, perhaps written with more bases: no pair with itself (CH-10). */
export function isOneAllele(a: FamilyVariant, b: FamilyVariant): boolean {
  if (a.event !== undefined && b.event !== undefined && a.kind !== b.kind)
    return isOneEvent(a.event, b.event);
  switch (a.kind) {
    case "small":
      return a.kind === b.kind && isOneSmallAllele(a, b);
    case "event":
      return a.key === b.key;
  }
}

/** As both are placed by their bases; insertions at one place may be two (SVE-08). */
function isOneEvent(a: GenomicEvent, b: GenomicEvent): boolean {
  const isPlace = a.chrom === b.chrom && a.first === b.first && a.last === b.last;
  return a.key === b.key || (a.kind === b.kind && isPlace && a.length === b.length);
}

function isOneSmallAllele(a: SmallAllele, b: SmallAllele): boolean {
  const apart = Math.abs(a.pos - b.pos);
  if (a.chrom !== b.chrom || apart >= Math.max(a.ref.length, b.ref.length)) return false;
  return isSameAllele(
    minimalRepresentation(a.pos, a.ref, a.alt),
    minimalRepresentation(b.pos, b.ref, b.alt),
  );
}

interface ParentPhase {
  phase: Phase;
  /** By two parents whose genotypes are certain: reads do not override it (VCF-29). */
  clean: boolean;
}

/** An origin by what it leaves possible. `?`: carried there, the other side open; `~`: not from the other side. */
type Side = "m" | "p" | "m?" | "p?" | "m~" | "p~" | "new" | "either" | "open";

const SIDE: Record<Origin, Side> = {
  MAT: "m",
  PAT: "p",
  MAT_OR_EITHER: "m?",
  PAT_OR_EITHER: "p?",
  NOT_PAT: "m~",
  NOT_MAT: "p~",
  DENOVO: "new",
  MAT_MOSAIC: "new",
  PAT_MOSAIC: "new",
  EITHER: "either",
  BOTH: "either",
  UNKNOWN: "open",
};

/**
 * Phase by origin (CH-02, CH-03, CH-05). Same side: CIS when both are certain; a duo's parent who
 * carries both, or neither, makes CIS_LIKELY. EITHER is decided by reads alone (CH-03).
 */
export function phaseByOrigin(first: Origin, second: Origin): ParentPhase {
  const [a, b] = [SIDE[first], SIDE[second]];
  const likely = (phase: Phase): ParentPhase => ({ phase, clean: false });
  if (a === "open" || b === "open") return likely("UNPHASED");
  if (a === "new" || b === "new") return likely("TRANS_POSSIBLE");
  if (a === "either" || b === "either") return likely("UNPHASED");
  const certain = a.length === 1 && b.length === 1;
  if (a[0] !== b[0]) return certain ? { phase: "TRANS", clean: true } : likely("TRANS_LIKELY");
  if (certain) return { phase: "CIS", clean: true };
  // One seen in this parent while the other parent is open, one not in the other parent: nothing is excluded.
  if (a[1] !== b[1] && a.length === 2 && b.length === 2) return likely("UNPHASED");
  return likely("CIS_LIKELY");
}
