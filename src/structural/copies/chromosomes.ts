/** Whole chromosomes and arms lost or gained, and copies of X and Y (SVH-15). Places are 1-based, inclusive. */
import { chromosomeLength, type Assembly } from "../../core/assembly.ts";
import { groupedBy } from "../../core/grouped.ts";
import type { Sex } from "../../pedigree/types.ts";
import { expectedCopies } from "../calls/copies.ts";
import { lengthOf, shared, type Span } from "../spans.ts";
import type { ChromosomeChange, EventsRead, GenomicEvent, SexBases } from "../types.ts";

/**
 * In megabases, where the short arm ends and the long one begins as far as they can be sequenced, on whichever of the
 * two builds leaves out more: without centromeres, the heterochromatin beside those of 1, 9 and 16, and the short arms
 * of 13, 14, 15, 21 and 22. Source: UCSC's cytoBand of hg19 and hg38.
 */
export const ARMS: Readonly<Record<string, readonly [short: number, long: number]>> = {
  1: [121.5, 143.2],
  2: [90.5, 96.8],
  3: [87.8, 94],
  4: [48.2, 52.7],
  5: [46.1, 51.4],
  6: [58.5, 63.3],
  7: [58, 62.1],
  8: [43.1, 48.1],
  9: [42.2, 65.9],
  10: [38, 42.3],
  11: [51, 55.8],
  12: [33.2, 38.2],
  13: [0, 19.5],
  14: [0, 19.1],
  15: [0, 20.7],
  16: [34.6, 47],
  17: [22.2, 27.4],
  18: [15.4, 21.5],
  19: [24.2, 28.6],
  20: [25.6, 30.4],
  21: [0, 14.3],
  22: [0, 17.9],
  X: [58.1, 63.8],
  Y: [10.3, 13.4],
};

/** Y ends in heterochromatin. */
const LAST_OF_Y = 26.6;

/** Share of a chromosome or an arm that makes the change one of the whole. */
const SHARE = 0.8;
/** Share of X or Y of which copies must be told. */
const LEAST_TOLD = 0.5;

function armsOf(chrom: string, assembly: Assembly): { arm: "p" | "q"; span: Span }[] {
  const [short = 0, long = 0] = ARMS[chrom] ?? [];
  const base = (megabases: number): number => Math.round(megabases * 1_000_000);
  const to = chrom === "Y" ? base(LAST_OF_Y) : (chromosomeLength(assembly, chrom) ?? 0);
  if (long === 0) return [];
  const q = { arm: "q" as const, span: { from: base(long), to } };
  return short === 0 ? [q] : [{ arm: "p", span: { from: 1, to: base(short) } }, q];
}

/** Of one person, by copies: what junctions alone claim is none, however long. */
export function changedChromosomes(
  events: readonly GenomicEvent[],
  person: number,
  assembly: Assembly,
): ChromosomeChange[] {
  const own = events.filter(
    ({ kind, claim, calls, failedFilters }) =>
      (kind === "DEL" || kind === "DUP") &&
      claim !== "junction" &&
      failedFilters.length === 0 &&
      calls[person]?.state === "carrier",
  );
  const groups = groupedBy(own, ({ chrom, kind }) => `${chrom} ${kind}`);
  return [...groups.values()].flatMap((group) => changesIn(group, person, assembly));
}

function changesIn(
  group: readonly [GenomicEvent, ...GenomicEvent[]],
  person: number,
  assembly: Assembly,
): ChromosomeChange[] {
  const { chrom } = group[0];
  const kind = group[0].kind === "DEL" ? "DEL" : "DUP";
  const arms = armsOf(chrom, assembly);
  const covers = (spans: readonly Span[]): number =>
    spans.reduce((sum, span) => sum + coveredOf(group, span), 0) /
    spans.reduce((sum, span) => sum + lengthOf(span), 0);
  const spans = arms.map(({ span }) => span);
  const isWhole = spans.length > 0 && covers(spans) >= SHARE;
  const changed = isWhole
    ? [{ arm: null, spans }]
    : arms.flatMap(({ arm, span }) => (covers([span]) >= SHARE ? [{ arm, spans: [span] }] : []));
  return changed.map(({ arm, spans: within }) => {
    const first = arm === "q" ? (within[0]?.from ?? 1) : 1;
    const last = arm === "p" ? (within[0]?.to ?? 1) : (chromosomeLength(assembly, chrom) ?? 1);
    const there = group
      .filter((event) => shared(spanOf(event), { from: first, to: last }) > 0)
      .toSorted((a, b) => lengthOf(spanOf(b)) - lengthOf(spanOf(a)));
    const copies = there[0]?.calls[person]?.copies ?? null;
    // What has other copies than the chromosome is an event of its own.
    const same = there.filter(({ calls }) => (calls[person]?.copies ?? copies) === copies);
    return { chrom, arm, kind, copies, covered: covers(within), first, last, events: same };
  });
}

function spanOf({ first, last }: GenomicEvent): Span {
  return { from: first, to: last };
}

/** Bases of `span` that lie in any of the events. */
function coveredOf(events: readonly GenomicEvent[], span: Span): number {
  let sum = 0;
  let from = span.from;
  for (const event of events.toSorted((a, b) => a.first - b.first)) {
    sum += shared(spanOf(event), { from, to: span.to });
    from = Math.max(from, event.last + 1);
  }
  return sum;
}

/** Copies of X or Y, by most of the bases of which they are told; null: too little is told, or they differ. */
export function copiesOf(
  chrom: "X" | "Y",
  bases: SexBases | undefined,
  assembly: Assembly,
): number | null {
  const told = bases?.[chrom] ?? [];
  const sum = told.reduce((a, b) => a + b, 0);
  const length = armsOf(chrom, assembly).reduce((total, { span }) => total + lengthOf(span), 0);
  if (sum < LEAST_TOLD * length) return null;
  const copies = told.findIndex((count) => count >= SHARE * sum);
  return copies < 0 ? null : copies;
}

/** Copies that a person has of a place as a whole, which are others than the sex and the chromosome make expect. */
export interface OddCopies {
  person: number;
  chrom: string;
  /** 1-based, inclusive. */
  first: number;
  last: number;
  copies: number;
}

/** Of everybody: what is lost or gained there is so beside these (SVH-15). */
export function oddCopies(
  { events, sexBases }: Pick<EventsRead, "events" | "sexBases">,
  { people }: { people: readonly { sex: Sex }[] },
  assembly: Assembly,
): OddCopies[] {
  return people.flatMap(({ sex }, person) => [
    ...changedChromosomes(events, person, assembly).flatMap(({ chrom, first, last, copies }) =>
      copies === null || isOfSex(chrom) ? [] : [{ person, chrom, first, last, copies }],
    ),
    ...(["X", "Y"] as const).flatMap((chrom) => {
      const copies = copiesOf(chrom, sexBases[person], assembly);
      const expected = expectedCopies(chrom === "X" ? "x" : "y", sex);
      if (copies === null || expected === null || copies === expected) return [];
      return [{ person, chrom, first: 1, last: Infinity, copies }];
    }),
  ]);
}

function isOfSex(chrom: string): boolean {
  return chrom === "X" || chrom === "Y";
}
