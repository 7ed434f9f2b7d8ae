/**
 * Records of one file that make up one event: mates, two junctions of an inversion, fragments of depth (SVE-06,
 * -07, -25).
 */
import { chromosomeOrder } from "../../core/assembly.ts";
import { groupedBy } from "../../core/grouped.ts";
import { compareText } from "../../core/text.ts";
import { hasNoSay } from "../calls/failures.ts";
import { keyOf } from "../form/key.ts";
import type { Draft, FileContext, NeutralSegment } from "../read/draft.ts";
import type { GenomicEvent } from "../types.ts";
import { sameEvent } from "./same.ts";

/** One event of one file, the best record first. */
export interface Found {
  event: GenomicEvent;
  drafts: [Draft, ...Draft[]];
}

/** Adds an event of a record to those of its file, by their keys. */
export function addTo(byKey: Map<string, Found>, draft: Draft): void {
  const { event } = draft;
  const known = byKey.get(event.key);
  if (known === undefined) byKey.set(event.key, { event, drafts: [draft] });
  else known.drafts.push(draft);
}

/** @param neutral places of the file where copies are as expected, which keep fragments apart */
export function foundIn(
  byKey: ReadonlyMap<string, Found>,
  neutral: readonly NeutralSegment[],
  { sizes }: Pick<FileContext, "sizes">,
): Found[] {
  const found = [...byKey.values()];
  for (const one of found) {
    if (one.drafts.length === 1) continue;
    one.event = wholeBy(one.drafts.sort(compareDrafts)[0].event, sayingOf(one.drafts));
  }
  return joinFragments(joinInversions(joinMates(found)), neutral, sizes.depthSecondCallerBelow);
}

/**
 * By which the proband carries it, as nobody else's record places his event; then those that pass (SVE-10); then precise
 * junctions, then imprecise ones, then depth; then quality; then by their names (SVE-24).
 */
export function compareDrafts(a: Draft, b: Draft): number {
  return (
    Number(b.failed.isOwn) - Number(a.failed.isOwn) ||
    Number(hasNoSay(a.failed)) - Number(hasNoSay(b.failed)) ||
    rankOf(a.event) - rankOf(b.event) ||
    (b.member.quality ?? -1) - (a.member.quality ?? -1) ||
    compareText(a.event.key, b.event.key) ||
    compareText(a.member.caller, b.member.caller) ||
    compareText(a.member.text, b.member.text)
  );
}

/**
 * What the event is, these say: the records by which the proband carries it, or all where he does not; of them those
 * that pass, where some do.
 */
export function sayingOf(drafts: readonly Draft[]): readonly Draft[] {
  const own = drafts.filter(({ failed }) => failed.isOwn);
  const asked = own.length > 0 ? own : drafts;
  const passing = asked.filter(({ failed }) => !hasNoSay(failed));
  return passing.length > 0 ? passing : asked;
}

function rankOf({ claim, precise }: GenomicEvent): number {
  return claim === "depth" ? 2 : precise ? 0 : 1;
}

/** The two ends of one junction name each other; where a caller rounds them apart, by their ids. */
function joinMates(found: readonly Found[]): Found[] {
  const byId = new Map<string, Found>();
  const mates = found.filter(({ drafts }) => drafts[0].mate !== null);
  for (const one of mates) for (const { member } of one.drafts) byId.set(member.id, one);
  const joined = new Set<Found>();
  const both: Found[] = [];
  for (const one of mates) {
    const mate = byId.get(one.drafts[0].mate ?? "");
    if (mate === undefined || mate === one || joined.has(one) || joined.has(mate)) continue;
    if (sameEvent(one.event, mate.event, "callers") === null) continue;
    both.push(together(one, mate, {}));
    joined.add(one).add(mate);
  }
  return joined.size === 0 ? [...found] : [...found.filter((one) => !joined.has(one)), ...both];
}

function together(a: Found, b: Found, change: Partial<GenomicEvent>): Found {
  const [best = a.drafts[0], ...others] = [...a.drafts, ...b.drafts].toSorted(compareDrafts);
  const event = { ...best.event, ...change };
  return { event: { ...event, key: keyOf(event) }, drafts: [best, ...others] };
}

/**
 * The event as all of its records say it: of an inversion both junctions, which have the same bases where none are lost
 * (SVE-07).
 */
export function wholeBy(event: GenomicEvent, drafts: readonly Draft[]): GenomicEvent {
  if (event.kind !== "INV" || !isHalf(event)) return event;
  const [first] = event.ends;
  const isWhole = drafts.some(
    ({ event: one }) => !isHalf(one) || one.ends[0]?.strand !== first?.strand,
  );
  if (!isWhole) return event;
  return { ...event, ends: [], flags: event.flags.filter((flag) => flag !== ONE_JUNCTION) };
}

const ONE_JUNCTION = "one_junction";

const isHalf = ({ kind, flags }: GenomicEvent): boolean =>
  kind === "INV" && flags.includes(ONE_JUNCTION);

/** Ends of the two junctions of one inversion may lie so far apart, in bases, as some are lost there. */
const INVERSION_ENDS = 1000;

/** Two junctions that face each other, of one place or of one EVENT, are one whole inversion. */
function joinInversions(found: readonly Found[]): Found[] {
  const halves = found.filter(({ event }) => isHalf(event)).toSorted(byPlace);
  const taken = new Set<Found>();
  const whole: Found[] = [];
  const join = (a: Found, b: Found): void => {
    const saying = sayingOf([...a.drafts, ...b.drafts]);
    const { ends, flags } = wholeBy((saying[0] ?? a.drafts[0]).event, saying);
    whole.push(together(a, b, { ends, flags }));
    taken.add(a).add(b);
  };
  const named = halves.filter(({ drafts }) => drafts[0].group !== null);
  for (const [a, b, more] of groupedBy(named, ({ drafts }) => drafts[0].group).values())
    if (a !== undefined && b !== undefined && more === undefined && areOpposite(a, b)) join(a, b);
  for (const [i, a] of halves.entries()) {
    if (taken.has(a)) continue;
    for (let j = i + 1; j < halves.length; j++) {
      const b = halves[j];
      if (b === undefined || b.event.chrom !== a.event.chrom) break;
      if (b.event.first - a.event.first > INVERSION_ENDS) break;
      if (taken.has(b) || !areOpposite(a, b)) continue;
      if (Math.abs(a.event.last - b.event.last) > INVERSION_ENDS) continue;
      join(a, b);
      break;
    }
  }
  return [...found.filter((one) => !taken.has(one)), ...whole];
}

function areOpposite({ event: a }: Found, { event: b }: Found): boolean {
  const isShared = a.chrom === b.chrom && a.first <= b.last && b.first <= a.last;
  return isShared && a.ends[0]?.strand !== b.ends[0]?.strand;
}

function byPlace(a: Found, b: Found): number {
  return (
    chromosomeOrder(a.event.chrom) - chromosomeOrder(b.event.chrom) ||
    compareText(a.event.chrom, b.event.chrom) ||
    a.event.first - b.event.first ||
    a.event.last - b.event.last ||
    compareText(a.event.key, b.event.key)
  );
}

/** Gap between two fragments, as a share of both with it. */
const GAP = 0.2;

/**
 * Neighbouring losses, or gains, of the same people by depth, with nothing sure between them; what failed is no part of
 * what passes (DEC-47).
 * @param least length from which one depth caller is believed, in bases
 */
function joinFragments(
  found: readonly Found[],
  neutral: readonly NeutralSegment[],
  least: number,
): Found[] {
  const isPart = ({ event }: Found): boolean =>
    event.claim === "depth" &&
    (event.kind === "DEL" || event.kind === "DUP") &&
    event.calls.some((call) => call !== null);
  const rest = found.filter((one) => !isPart(one));
  const parts = groupedBy(found.filter(isPart), ({ event, drafts: [best] }) =>
    [
      event.chrom,
      event.kind,
      best.failed.site.length + best.failed.call.length > 0,
      ...event.calls.map((call) => patternOf(call)),
    ].join(" "),
  );
  const segments = groupedBy(neutral, ({ chrom }) => chrom);
  for (const group of parts.values()) {
    let open: Found | undefined;
    for (const next of group.toSorted(byPlace)) {
      if (
        open !== undefined &&
        isGapSmall(open.event, next.event, segments.get(next.event.chrom))
      ) {
        open = joinedFragments(open, next, least);
        continue;
      }
      if (open !== undefined) rest.push(open);
      open = next;
    }
    if (open !== undefined) rest.push(open);
  }
  return rest;
}

function patternOf(call: GenomicEvent["calls"][number]): string {
  return call === null
    ? "-"
    : [call.state, call.zygosity, call.copies, call.failedFilters.length > 0].join(" ");
}

function isGapSmall(
  a: GenomicEvent,
  b: GenomicEvent,
  between: readonly NeutralSegment[] = [],
): boolean {
  const gap = b.first - a.last - 1;
  const whole = Math.max(a.last, b.last) - a.first + 1;
  if (gap > GAP * whole) return false;
  return gap <= 0 || !between.some(({ first, last }) => first < b.first && last > a.last);
}

function joinedFragments(a: Found, b: Found, least: number): Found {
  const last = Math.max(a.event.last, b.event.last);
  const length = last - a.event.first + 1;
  const isShort = length < least;
  const kept = a.event.flags.filter(
    (flag) => flag !== "single_target" && (isShort || flag !== "short_depth_call"),
  );
  const flags = [...new Set([...kept, "joined_fragments"])].toSorted();
  const { first, ciFirst } = a.event;
  return together(a, b, { first, ciFirst, last, ciLast: b.event.ciLast, length, flags });
}
