/**
 * Counting for the sample-level checks (DEC-15), one record at a time, in the workers. A tally is plain
 * integers and arrays of them: it crosses threads as it is, and merging is the same in any order.
 * What the counts mean is judged in `judge.ts`.
 */
import type { LocusClass } from "../core/assembly.ts";
import type { Policy } from "../core/policy.ts";
import { SAMPLE_WINDOWS } from "../core/sample-windows.ts";

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
  /** Number of the fingerprint's site whose REF and ALT the record has; absent: none. */
  site?: number | undefined;
  /** Number of the record's rsID; absent: none. */
  rsId?: number | undefined;
}

/** Autosomes 1 to 22, in the order of the per-chromosome counts. */
export const TALLY_CHROMOSOMES = 22;

/** What makes a genotype worth counting (VCF-61, VCF-62, UPD-01). */
type TallyLimits = Pick<Policy["sampleChecks"], "minDepth" | "minGenotypeQuality">;

/** Counts. Per person, per parent-child pair (`2 * child`: father, `+ 1`: mother), per chromosome. */
export interface Tally {
  /** Version of the windows in which it was counted. */
  windows: number;
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
  /**
   * At `pair * 22 + chromosome`: sites where child and parent are confident and one has an ALT; those with
   * opposite homozygotes.
   */
  pairSites: number[];
  pairOpposite: number[];
  /**
   * UPD-01, at `(3 * child + kind) * 22 + chromosome`: sites where the parents are opposite homozygotes and
   * the child is homozygous for the father's allele (kind 0), for the mother's (1), or heterozygous (2). Count,
   * first and last position (-1: none).
   */
  disomySites: number[];
  disomyFirst: number[];
  disomyLast: number[];
  /** At `child * 22 + chromosome`: calls with an ALT, and the heterozygous ones (iso- or heterodisomy). */
  childNonReference: number[];
  childHeterozygous: number[];
  /**
   * Genotypes at the fingerprint's sites as far as records tell them, in threes: site, person, 0, 1 or 2 ALT
   * alleles. Absent: counted before there was a fingerprint.
   */
  genotypes?: number[];
  /** rsIDs of these sites by the file's own ID column, in twos: site, number. */
  rsIds?: number[];
}

/** An empty tally for a family of this many people. */
export function newTally(people: number): Tally {
  const zeros = (n: number): number[] => Array.from({ length: n }, () => 0);
  const none = (n: number): number[] => Array.from({ length: n }, () => -1);
  return {
    windows: SAMPLE_WINDOWS,
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
    pairSites: zeros(2 * people * TALLY_CHROMOSOMES),
    pairOpposite: zeros(2 * people * TALLY_CHROMOSOMES),
    disomySites: zeros(3 * people * TALLY_CHROMOSOMES),
    disomyFirst: none(3 * people * TALLY_CHROMOSOMES),
    disomyLast: none(3 * people * TALLY_CHROMOSOMES),
    childNonReference: zeros(people * TALLY_CHROMOSOMES),
    childHeterozygous: zeros(people * TALLY_CHROMOSOMES),
    genotypes: [],
    rsIds: [],
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

/** Neither depth nor quality stands behind the call (VCF-46). */
function unsupported(call: TallyCall): boolean {
  return (call.depth ?? 0) === 0 && (call.genotypeQuality ?? 0) === 0;
}

function confident(call: TallyCall | null, minQuality: number, minDepth: number): boolean {
  if (call === null || unsupported(call) || call.failedFilters.length > 0) return false;
  if (call.genotypeQuality !== null && call.genotypeQuality < minQuality) return false;
  return call.depth === null || call.depth >= minDepth;
}

function bump(counts: number[], slot: number): void {
  counts[slot] = (counts[slot] ?? 0) + 1;
}

/** Counts one record into the tally, in place. Plain loops: a scan by index runs this before it is compiled well. */
export function addToTally(
  tally: Tally,
  record: TallyRecord,
  roles: TallyRoles,
  limits: TallyLimits,
): void {
  tally.records++;
  if (record.isGvcfBlock) tally.gvcfBlocks++;
  if (record.filterPassed) tally.filterPassed++;
  if (!record.isSnv || record.isGvcfBlock || !record.filterPassed) return;
  const { locus, calls } = record;
  if (locus === "x") addX(tally, calls, limits);
  else if (locus === "y") addY(tally, calls, limits);
  else if (locus === "autosome") {
    addReferences(tally, calls);
    addPairs(tally, record, roles, limits);
    if (record.site !== undefined) addGenotypes(tally, record.site, record, limits);
  }
}

type Calls = TallyRecord["calls"];

function addX(tally: Tally, calls: Calls, limits: TallyLimits): void {
  for (let i = 0; i < calls.length; i++) {
    const call = calls[i] ?? null;
    const g = genotype(call);
    // Depth 0: a male's X has half the reads, and GQ says enough.
    if ((g !== HET && g !== HOM) || !confident(call, limits.minGenotypeQuality, 0)) continue;
    bump(tally.xNonReference, i);
    if (g === HET) bump(tally.xHeterozygous, i);
  }
}

function addY(tally: Tally, calls: Calls, limits: TallyLimits): void {
  tally.ySites++;
  for (let i = 0; i < calls.length; i++) {
    const call = calls[i] ?? null;
    if (genotype(call) !== NONE && confident(call, limits.minGenotypeQuality, 1))
      bump(tally.yCalled, i);
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
  limits: TallyLimits,
): void {
  const chromosome = Number(chrom) - 1;
  for (let child = 0; child < calls.length; child++) {
    const g = sure(calls, child, limits);
    if (g === NONE) continue;
    if (g !== REF) bump(tally.childNonReference, child * TALLY_CHROMOSOMES + chromosome);
    if (g === HET) bump(tally.childHeterozygous, child * TALLY_CHROMOSOMES + chromosome);
    const father = sure(calls, fathers[child], limits);
    const mother = sure(calls, mothers[child], limits);
    addPair(tally, 2 * child * TALLY_CHROMOSOMES + chromosome, g, father);
    addPair(tally, (2 * child + 1) * TALLY_CHROMOSOMES + chromosome, g, mother);
    if (father === NONE || mother === NONE || Math.abs(father - mother) !== HOM) continue;
    const kind = g === HET ? 2 : g === father ? 0 : 1;
    const slot = (3 * child + kind) * TALLY_CHROMOSOMES + chromosome;
    bump(tally.disomySites, slot);
    const first = tally.disomyFirst[slot] ?? -1;
    if (first < 0 || pos < first) tally.disomyFirst[slot] = pos;
    tally.disomyLast[slot] = Math.max(tally.disomyLast[slot] ?? -1, pos);
  }
}

function addGenotypes(
  tally: Tally,
  site: number,
  { calls, rsId }: TallyRecord,
  limits: TallyLimits,
): void {
  for (let person = 0; person < calls.length; person++) {
    const g = sure(calls, person, limits);
    if (g !== NONE) tally.genotypes?.push(site, person, g);
  }
  if (rsId !== undefined) tally.rsIds?.push(site, rsId);
}

/** The genotype of a confident call. */
function sure(calls: Calls, person: number | null | undefined, limits: TallyLimits): number {
  const call = (person === null || person === undefined ? null : calls[person]) ?? null;
  return confident(call, limits.minGenotypeQuality, limits.minDepth) ? genotype(call) : NONE;
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
    windows: a.windows,
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
    disomySites: sum(a.disomySites, b.disomySites),
    disomyFirst: a.disomyFirst.map((n, i) => earliest(n, b.disomyFirst[i] ?? -1)),
    disomyLast: a.disomyLast.map((n, i) => Math.max(n, b.disomyLast[i] ?? -1)),
    childNonReference: sum(a.childNonReference, b.childNonReference),
    childHeterozygous: sum(a.childHeterozygous, b.childHeterozygous),
    genotypes: joined(a.genotypes, b.genotypes),
    rsIds: joined(a.rsIds, b.rsIds),
  };
}

/** Most batches have nothing to add. */
function joined(a: number[] = [], b: number[] = []): number[] {
  return b.length === 0 ? a : [...a, ...b];
}

function earliest(a: number, b: number): number {
  if (a < 0) return b;
  return b < 0 ? a : Math.min(a, b);
}

/**
 * A tally of an archive in today's form. The first had no `windows`, one count for all chromosomes of a pair,
 * which goes to the first chromosome here, and nothing to exclude a disomy by: that is not checked.
 */
export function currentTally(tally: Tally | Omit<Tally, "windows">): Tally {
  if ("windows" in tally) return tally;
  const fresh = newTally(tally.people);
  const spread = (totals: number[]): number[] =>
    fresh.pairSites.map((_, i) =>
      i % TALLY_CHROMOSOMES === 0 ? (totals[i / TALLY_CHROMOSOMES] ?? 0) : 0,
    );
  return {
    ...fresh,
    ...tally,
    windows: 1,
    pairSites: spread(tally.pairSites),
    pairOpposite: spread(tally.pairOpposite),
  };
}
