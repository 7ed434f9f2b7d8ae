/**
 * Counting for the sample-level checks (DEC-15), one record at a time, in the workers. A tally is plain
 * integers and arrays of them: it crosses threads as it is, and merging is the same in any order.
 * What the counts mean is judged in `judge.ts`.
 */
import type { LocusClass } from "../core/assembly.ts";

/** What the tally must know of the family: parents as person indices. */
export interface TallyRoles {
  fathers: readonly (number | null)[];
  mothers: readonly (number | null)[];
}

/** What the checks read of a call. */
export interface TallyCall {
  /** -1: missing. */
  readonly alleles: readonly number[];
  readonly depth: number | null;
  readonly genotypeQuality: number | null;
  readonly failedFilters: readonly string[];
}

/** One record in a sample window, as the tally sees it. */
export interface TallyRecord {
  /** Canonical chromosome and 1-based position. */
  chrom: string;
  pos: number;
  locus: LocusClass;
  /** One base replaced by one other base, biallelic. */
  isSnv: boolean;
  isGvcfBlock: boolean;
  /** FILTER is PASS, missing, or on the allow-list. */
  filterPassed: boolean;
  /** By person index; null for the unsequenced. */
  calls: readonly (TallyCall | null)[];
}

/** Autosomes 1 to 22, in the order of the per-chromosome counts. */
export const TALLY_CHROMOSOMES = 22;

/** Counts. Per person, per parent-child pair (`2 * child`: father, `+ 1`: mother), per chromosome. */
export interface Tally {
  people: number;
  records: number;
  gvcfBlocks: number;
  filterPassed: number;
  /** X outside PAR: calls with an ALT, and the heterozygous ones among them. */
  xNonReference: number[];
  xHeterozygous: number[];
  /** Y outside PAR: sites, and confident calls at them. */
  ySites: number;
  yCalled: number[];
  /** Reference genotypes at family-informative sites; those without any depth or quality (VCF-46). */
  referenceCalls: number[];
  referenceUnsupported: number[];
  /** Sites where child and parent are confident and one has an ALT; those with opposite homozygotes. */
  pairSites: number[];
  pairOpposite: number[];
  /**
   * UPD-01, at `(2 * child + parent) * 22 + chromosome`: the child is homozygous for the allele of this
   * parent (0 father, 1 mother) while the parents are opposite homozygotes. Count, first and last position (-1: none).
   */
  updSites: number[];
  updFirst: number[];
  updLast: number[];
  /** At `child * 22 + chromosome`: calls with an ALT, and the heterozygous ones (iso- or heterodisomy). */
  childNonReference: number[];
  childHeterozygous: number[];
}

/** An empty tally for a family of this many people. */
export function newTally(people: number): Tally {
  const zeros = (n: number): number[] => Array.from({ length: n }, () => 0);
  const none = (n: number): number[] => Array.from({ length: n }, () => -1);
  return {
    people,
    records: 0,
    gvcfBlocks: 0,
    filterPassed: 0,
    xNonReference: zeros(people),
    xHeterozygous: zeros(people),
    ySites: 0,
    yCalled: zeros(people),
    referenceCalls: zeros(people),
    referenceUnsupported: zeros(people),
    pairSites: zeros(2 * people),
    pairOpposite: zeros(2 * people),
    updSites: zeros(2 * people * TALLY_CHROMOSOMES),
    updFirst: none(2 * people * TALLY_CHROMOSOMES),
    updLast: none(2 * people * TALLY_CHROMOSOMES),
    childNonReference: zeros(people * TALLY_CHROMOSOMES),
    childHeterozygous: zeros(people * TALLY_CHROMOSOMES),
  };
}

/** Genotype classes of a biallelic site. */
const NONE = -1;
const REF = 0;
const HET = 1;
const HOM = 2;

function genotype(call: TallyCall | null): number {
  if (call === null || call.alleles.length === 0) return NONE;
  let alt = 0;
  for (const allele of call.alleles) {
    if (allele < 0) return NONE;
    if (allele > 0) alt++;
  }
  if (alt === 0) return REF;
  return alt === call.alleles.length ? HOM : HET;
}

/** GQ and DP that make a genotype worth counting (VCF-61, VCF-62, UPD-01). */
const MIN_GQ = 20;
const MIN_DP = 10;

/** Neither depth nor quality stands behind the call (VCF-46). */
function unsupported(call: TallyCall): boolean {
  return (call.depth ?? 0) === 0 && (call.genotypeQuality ?? 0) === 0;
}

function confident(call: TallyCall | null, minDepth: number): boolean {
  if (call === null || unsupported(call) || call.failedFilters.length > 0) return false;
  if (call.genotypeQuality !== null && call.genotypeQuality < MIN_GQ) return false;
  return call.depth === null || call.depth >= minDepth;
}

function bump(counts: number[], slot: number): void {
  counts[slot] = (counts[slot] ?? 0) + 1;
}

/** Counts one record into the tally, in place. Plain loops: a scan by index runs this before it is compiled well. */
export function addToTally(tally: Tally, record: TallyRecord, roles: TallyRoles): void {
  tally.records++;
  if (record.isGvcfBlock) tally.gvcfBlocks++;
  if (record.filterPassed) tally.filterPassed++;
  if (!record.isSnv || record.isGvcfBlock || !record.filterPassed) return;
  const { locus, calls } = record;
  if (locus === "x") addX(tally, calls);
  else if (locus === "y") addY(tally, calls);
  else if (locus === "autosome") {
    addReferences(tally, calls);
    addPairs(tally, record, roles);
  }
}

type Calls = TallyRecord["calls"];

function addX(tally: Tally, calls: Calls): void {
  for (let i = 0; i < calls.length; i++) {
    const call = calls[i] ?? null;
    const g = genotype(call);
    // Depth 0: a male's X has half the reads, and GQ says enough.
    if ((g !== HET && g !== HOM) || !confident(call, 0)) continue;
    bump(tally.xNonReference, i);
    if (g === HET) bump(tally.xHeterozygous, i);
  }
}

function addY(tally: Tally, calls: Calls): void {
  tally.ySites++;
  for (let i = 0; i < calls.length; i++) {
    const call = calls[i] ?? null;
    if (genotype(call) !== NONE && confident(call, 1)) bump(tally.yCalled, i);
  }
}

function addReferences(tally: Tally, calls: Calls): void {
  let informative = false;
  for (let i = 0; i < calls.length && !informative; i++)
    informative = genotype(calls[i] ?? null) > REF;
  if (!informative) return;
  for (let i = 0; i < calls.length; i++) {
    const call = calls[i] ?? null;
    if (call === null || genotype(call) !== REF) continue;
    bump(tally.referenceCalls, i);
    if (unsupported(call)) bump(tally.referenceUnsupported, i);
  }
}

function addPairs(
  tally: Tally,
  { chrom, pos, calls }: TallyRecord,
  { fathers, mothers }: TallyRoles,
): void {
  const chromosome = Number(chrom) - 1;
  for (let child = 0; child < calls.length; child++) {
    const g = sure(calls, child);
    if (g === NONE) continue;
    if (g !== REF) bump(tally.childNonReference, child * TALLY_CHROMOSOMES + chromosome);
    if (g === HET) bump(tally.childHeterozygous, child * TALLY_CHROMOSOMES + chromosome);
    const father = sure(calls, fathers[child]);
    const mother = sure(calls, mothers[child]);
    addPair(tally, 2 * child, g, father);
    addPair(tally, 2 * child + 1, g, mother);
    if (g === HET || father === NONE || mother === NONE || Math.abs(father - mother) !== HOM)
      continue;
    const slot = (2 * child + (g === father ? 0 : 1)) * TALLY_CHROMOSOMES + chromosome;
    bump(tally.updSites, slot);
    const first = tally.updFirst[slot] ?? -1;
    if (first < 0 || pos < first) tally.updFirst[slot] = pos;
    tally.updLast[slot] = Math.max(tally.updLast[slot] ?? -1, pos);
  }
}

/** The genotype of a confident call. */
function sure(calls: Calls, person: number | null | undefined): number {
  const call = (person === null || person === undefined ? null : calls[person]) ?? null;
  return confident(call, MIN_DP) ? genotype(call) : NONE;
}

function addPair(tally: Tally, slot: number, child: number, parent: number): void {
  if (parent === NONE || (child === REF && parent === REF)) return;
  bump(tally.pairSites, slot);
  if (Math.abs(child - parent) === HOM) bump(tally.pairOpposite, slot);
}

/** The tally of both parts together: sums, the earliest first and the latest last position. */
export function mergeTallies(a: Tally, b: Tally): Tally {
  const sum = (x: number[], y: number[]): number[] => x.map((n, i) => n + (y[i] ?? 0));
  return {
    people: a.people,
    records: a.records + b.records,
    gvcfBlocks: a.gvcfBlocks + b.gvcfBlocks,
    filterPassed: a.filterPassed + b.filterPassed,
    xNonReference: sum(a.xNonReference, b.xNonReference),
    xHeterozygous: sum(a.xHeterozygous, b.xHeterozygous),
    ySites: a.ySites + b.ySites,
    yCalled: sum(a.yCalled, b.yCalled),
    referenceCalls: sum(a.referenceCalls, b.referenceCalls),
    referenceUnsupported: sum(a.referenceUnsupported, b.referenceUnsupported),
    pairSites: sum(a.pairSites, b.pairSites),
    pairOpposite: sum(a.pairOpposite, b.pairOpposite),
    updSites: sum(a.updSites, b.updSites),
    updFirst: a.updFirst.map((n, i) => earliest(n, b.updFirst[i] ?? -1)),
    updLast: a.updLast.map((n, i) => Math.max(n, b.updLast[i] ?? -1)),
    childNonReference: sum(a.childNonReference, b.childNonReference),
    childHeterozygous: sum(a.childHeterozygous, b.childHeterozygous),
  };
}

function earliest(a: number, b: number): number {
  if (a < 0) return b;
  return b < 0 ? a : Math.min(a, b);
}
