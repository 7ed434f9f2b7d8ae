/** One person's call of an event (SVE-11 to SVE-17): by genotype, by copy number, or by reads only. */
import type { LocusClass } from "../../core/assembly.ts";
import { onceForText } from "../../core/once.ts";
import type { Sex } from "../../pedigree/types.ts";
import { HARMLESS_FILTERS, type Habit } from "../callers/table.ts";
import type { EventCall, EventKind } from "../types.ts";
import { type Copies, LEAST_COPY_LENGTH, ofCopiesOfEither } from "./copies.ts";
import {
  type Field,
  type Genotype,
  isLikeliestReference,
  numberIn,
  type Support,
  supportOf,
} from "./fields.ts";

/** What phased a file: the run as `EventCall.phase` has it, and the set of what states none. */
export interface Phasing {
  run: string | undefined;
  bare: string | null;
}

/** What is asked of a record for one person. */
interface Asked {
  kind: EventKind;
  /** Numbers in GT of the ALTs that are this event. */
  alleles: readonly number[];
  genotype: Genotype;
  /** One direction of a `<CNV>`: the genotype does not say which. */
  isByCopies: boolean;
  habit: Habit;
  sex: Sex;
  locus: LocusClass;
  /** Of DEL and DUP: what the copies say; null: nothing. */
  copies: Copies | null;
  /** As told, whatever is expected. */
  total: number | null;
  expected: number | null;
  length: number | null;
  /** In the same column set as the proband. */
  joint: boolean;
  phasing: Phasing;
  /** Of the record, where a file of one sample says it in INFO alone. */
  recordSupport: number | null;
  /** Depth as a share of what is expected. */
  depthRatio: number | null;
  /** The file has no columns: it is one person's, who has whatever it lists. */
  isListed: boolean;
  /** Of the proband: the record says that some of the cells have it. */
  isMosaic: boolean;
}

/** Read of either; what is not told is null. */
type Verdict = Pick<EventCall, "state" | "zygosity" | "any" | "all"> & { why: string[] };

const unknown = (...why: string[]): Verdict => ({
  state: "unknown",
  zygosity: null,
  any: "unknown",
  all: "unknown",
  why,
});

const reference = (...why: string[]): Verdict => ({
  state: "reference",
  zygosity: null,
  any: "no",
  all: "no",
  why,
});

/** Most calls by far: one for all of them. */
const REFERENCE = reference();

type Zygosity = NonNullable<EventCall["zygosity"]>;

const ALL: Record<Zygosity, EventCall["all"]> = {
  het: "no",
  hom: "yes",
  hemi: "yes",
  het_or_hom: "unknown",
  unknown: "unknown",
};

function carrier(zygosity: Zygosity, ...why: string[]): Verdict {
  return { state: "carrier", zygosity, any: "yes", all: ALL[zygosity], why };
}

/** SVE-19: a genotype is of all cells. */
function inSomeCells(): Verdict {
  return { ...carrier("unknown", "the record says that it is a mosaic"), all: "no" };
}

/** Quality from which a reference call is believed, Phred. */
const GOOD_QUALITY = 20;

export function callOf(field: Field, asked: Asked): EventCall {
  const { habit, genotype, joint } = asked;
  const support = supportOf(field, asked.alleles[0] ?? 1);
  const alt = support.alt ?? asked.recordSupport;
  const failedFilters = failedIn(field("FT"));
  const quality = numberIn(field("GQ")) ?? numberIn(field("QS")) ?? numberIn(field("CNQ"));
  const flags: string[] = [];
  let verdict = decided(genotype.alleles, asked, alt, flags);
  if (asked.isMosaic && verdict.state === "reference" && (alt ?? 0) >= MOSAIC.reads)
    verdict = inSomeCells();
  if (verdict.state === "reference")
    verdict = graded(verdict, asked, { field, alt, failedFilters, quality });
  const { state, zygosity, any, all, why } = verdict;
  const isInAllCells = state === "carrier" && areCopiesWhole(asked);
  if (state === "carrier") {
    if ((asked.isMosaic && all !== "yes") || isMosaic(field, asked, { alt, ref: support.ref, all }))
      flags.push("possible_mosaic");
    const least = habit.leastQuality;
    if (least !== undefined && (quality ?? Infinity) < least) flags.push("low_quality");
  }
  const call: EventCall = {
    state,
    zygosity,
    any,
    all,
    copies: asked.total,
    expected: asked.expected,
    genotype: genotype.text,
    genotypeQuality: quality,
    altSupport: alt,
    refSupport: support.ref,
    phase: phaseOf(field, asked),
    failedFilters,
    joint,
    why: why.length === 0 ? NONE : listOf(why.join("\n")),
    flags: flags.length === 0 ? NONE : flags.toSorted(),
  };
  if (isInAllCells) call.isInAllCells = true;
  return call;
}

/** SVH-08. A set is one of its record's chromosome: at the other end of a breakend it says nothing. */
function phaseOf(field: Field, { kind, alleles, genotype, phasing }: Asked): EventCall["phase"] {
  if (!genotype.phased || kind === "BND") return null;
  const sides = genotype.alleles.map((allele) => (alleles.includes(allele) ? 1 : 0));
  return { set: field("PS") ?? phasing.bare, run: phasing.run, alleles: sides };
}

/** Copies of X or Y that are a change in one sex alone, of somebody whose sex is not stated; no genotype says more. */
export function isOpenBySex(
  call: Pick<EventCall, "state" | "copies" | "expected" | "genotype"> | null,
  kind: EventKind,
  locus: LocusClass,
): boolean {
  if (call === null || call.state !== "unknown" || call.expected !== null) return false;
  if (call.copies === null || (kind !== "DEL" && kind !== "DUP")) return false;
  const isReference = /^0(?:[|/]0)*$/.test(call.genotype);
  return !isReference && ofCopiesOfEither(kind, call.copies, locus)?.reading === "by_sex";
}

/** One list for all calls of which nothing is told: they are many, and are kept until the files are read. */
const NONE: string[] = [];

const listOf = onceForText((text) => text.split("\n"));
/** What says nothing against a call; `HARMLESS_FILTERS` as of a site. */
const PASSES: ReadonlySet<string> = new Set(["PASS", ".", "", ...HARMLESS_FILTERS]);

/** What FORMAT/FT says that a call failed. */
export function failedIn(text: string | undefined): string[] {
  return text === undefined || text === "PASS"
    ? NONE
    : text.split(/[;,]/).filter((name) => !PASSES.has(name));
}

/** Genotype and copies held against each other; copies decide for depth callers (SVE-14). */
function decided(
  genotype: readonly number[],
  asked: Asked,
  alt: number | null,
  flags: string[],
): Verdict {
  const { habit, copies, expected } = asked;
  const byGenotype = ofGenotype(genotype, asked);
  if (habit.presenceOnly === true) {
    flags.push("presence_only");
    return byGenotype?.state === "carrier"
      ? carrier("unknown", "the caller reports only presence")
      : unknown("the caller reports only presence");
  }
  if (habit.sexBlindPar === true && asked.locus === "par" && asked.sex !== "female")
    return unknown("the caller expects one copy in a male's pseudoautosomal regions");
  const byCopies = copies === null ? null : fromCopies(copies);
  if (asked.isByCopies) return byCopies ?? unknown("no copies are given");
  if (asked.isListed) return carrier("unknown", "their file lists it, without genotypes");
  if (byCopies === null) return byGenotype ?? byReads(genotype, alt);
  if (byGenotype === null || byGenotype.state === "unknown") return byCopies;
  if (expected === null && byCopies.state !== "carrier") return byGenotype;
  const isTold = habit.algorithm === "depth" || (asked.length ?? 0) >= LEAST_COPY_LENGTH;
  if (isTold && disagree(byGenotype, byCopies)) flags.push("gt_cn_disagree");
  // A caller that knows no sexes writes one copy of one as a heterozygous loss.
  const isSexBlind = expected === 1 && copies?.reading === "neutral" && new Set(genotype).size > 1;
  return habit.algorithm === "depth" || isSexBlind ? byCopies : byGenotype;
}

function disagree(a: Verdict, b: Verdict): boolean {
  return a.state !== b.state || (a.all !== b.all && a.all !== "unknown" && b.all !== "unknown");
}

function fromCopies({ reading, total, expected }: Copies): Verdict {
  const why = `copy number ${total}${expected === null ? ", the sex is not stated" : ` of ${expected}`}`;
  if (reading === "by_sex") return unknown(why);
  return reading === "neutral" || reading === "opposite" ? reference(why) : carrier(reading, why);
}

/**
 * A call of copies as usual, of somebody who has others of the whole chromosome. Of X and Y neither these are told, nor
 * what follows from them (DEC-49).
 */
export function besideOdd(call: EventCall, copies: Copies, locus: LocusClass): EventCall {
  const verdict = fromCopies(copies);
  if (verdict.state !== "carrier") return call;
  const { why, ...told } =
    locus === "autosome" ? verdict : carrier("unknown", `copy number ${copies.total}`);
  const expected = locus === "autosome" ? copies.expected : null;
  // Held against the usual copies the genotype was another.
  const flags = call.flags.filter((flag) => flag !== "gt_cn_disagree");
  return { ...call, ...told, expected, why, flags };
}

/** null: no genotype at all. */
function ofGenotype(genotype: readonly number[], { alleles, expected }: Asked): Verdict | null {
  if (genotype.every((allele) => allele < 0)) return null;
  let hits = 0;
  for (const allele of genotype) if (alleles.includes(allele)) hits++;
  const isMissing = genotype.includes(-1);
  if (hits === 0) return isMissing ? unknown("only part of the genotype is called") : REFERENCE;
  if (expected === 0) return unknown("no copy is expected here");
  if (genotype.length === 1)
    return expected === 1 ? carrier("hemi") : carrier("unknown", "a single allele is called");
  if (isMissing)
    return carrier(expected === 1 ? "hemi" : "het_or_hom", "only half of the genotype is called");
  if (hits === genotype.length) return carrier(expected === 1 ? "hemi" : "hom");
  return expected === 1
    ? carrier("unknown", "called heterozygous where one copy is expected")
    : carrier("het");
}

/** Without genotype and copies, reads that support it (SVE-15). */
function byReads(genotype: readonly number[], alt: number | null): Verdict {
  if (alt === null || alt <= 0)
    return unknown(genotype.length === 0 ? "no genotype is given" : "the genotype is not called");
  return carrier("unknown", `no genotype, ${alt} supporting reads`);
}

interface Evidence {
  field: Field;
  alt: number | null;
  failedFilters: readonly string[];
  quality: number | null;
}

/** A reference call is one where nothing speaks against it, in the proband's own joint call (SVE-17). */
function graded(
  verdict: Verdict,
  { joint, habit }: Asked,
  { field, alt, failedFilters, quality }: Evidence,
): Verdict {
  const against: string[] = [];
  if (failedFilters.length > 0) against.push("the call failed a filter");
  if (quality === null) against.push("no quality is given");
  else if (quality < GOOD_QUALITY) against.push(`quality ${quality} is below ${GOOD_QUALITY}`);
  if (habit.algorithm !== "depth" && (alt ?? 0) > 0) against.push(`${alt} reads support it`);
  if (isLikeliestReference(field) === false) against.push("PL contradicts 0/0");
  if (against.length > 0) return unknown(...verdict.why, ...against);
  return joint ? verdict : { ...verdict, state: "not_called", any: "unknown", all: "unknown" };
}

/** Copy ratios and shares of reads between those of no copy and of one (SVE-19). */
const MOSAIC = { loss: [0.55, 0.85], gain: [1.1, 1.35], share: 0.2, reads: 5 } as const;

/** Beyond the range of a mosaic; on one expected copy the ratio says little. */
function areCopiesWhole({ kind, habit, depthRatio, expected }: Asked): boolean {
  if (habit.algorithm !== "depth" || depthRatio === null || expected !== 2) return false;
  return kind === "DEL"
    ? depthRatio < MOSAIC.loss[0]
    : kind === "DUP" && depthRatio > MOSAIC.gain[1];
}

function isMosaic(
  field: Field,
  { kind, habit, length, depthRatio }: Asked,
  { alt, ref, all }: Support & Pick<EventCall, "all">,
): boolean {
  if (habit.algorithm === "depth" && depthRatio !== null) {
    const range = kind === "DUP" ? MOSAIC.gain : MOSAIC.loss;
    return (kind === "DEL" || kind === "DUP") && depthRatio >= range[0] && depthRatio <= range[1];
  }
  const stated = numberIn(field("VAF") ?? field("AF"));
  // svtyper counts the reads of both alleles anew; LUMPY's SU beside them is of the search.
  const reads = numberIn(field("AO")) ?? alt;
  if (reads === null || reads < MOSAIC.reads || all === "yes") return false;
  // Few reads reach the ends of a sequence that no read spans.
  const isHalfSeen = kind === "INS" && length === null;
  const share = stated ?? (ref === null || isHalfSeen ? null : reads / (reads + ref));
  return share !== null && share < MOSAIC.share;
}
