/** Merges the events of all files into events of the family (SVE-24), whichever callers found them, however often. */
import { type Assembly, chromosomeOrder, type LocusClass } from "../../core/assembly.ts";
import { groupedBy } from "../../core/grouped.ts";
import { compareText } from "../../core/text.ts";
import { isGenetic } from "../../pedigree/index.ts";
import { failedOf, hasNoSay, siteFailures, vouchedOf, vouches } from "../calls/failures.ts";
import type { Draft } from "../read/draft.ts";
import { keyOf } from "../form/key.ts";
import { locusOf } from "../read/loci.ts";
import type { EventFamily } from "../read/people.ts";
import type { EventCall, EventMember, EventShape, FileKind, GenomicEvent } from "../types.ts";
import { compareDrafts, type Found, sayingOf, wholeBy } from "./in-file.ts";
import { pairsOf } from "./match.ts";
import { asGain, overlapOf } from "./same.ts";

/** What is known of the family's files. */
interface MergeContext {
  assembly: Assembly;
  people: EventFamily["people"];
  /** By person: kinds of files with a column of theirs. */
  assayed: readonly (readonly FileKind[])[];
}

/** @returns ordered by place, then key */
export function mergeFound(found: readonly Found[], context: MergeContext): GenomicEvent[] {
  const clusters = clustersOf(found);
  const told = new Set<Cluster>();
  const events = found.flatMap((one) => {
    const cluster = clusters.get(one) ?? [one];
    if (cluster.length > 1 && told.size === told.add(cluster).size) return [];
    return eventOf(cluster, context);
  });
  const byChrom = groupedBy(events, ({ chrom }) => chromosomeOrder(chrom));
  return [...byChrom.entries()]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([, own]) =>
      own.sort(
        (a, b) =>
          a.first - b.first ||
          a.last - b.last ||
          compareText(a.key, b.key) ||
          compareText(a.members[0]?.text ?? "", b.members[0]?.text ?? ""),
      ),
    );
}

type Cluster = [Found, ...Found[]];

/**
 * What is not alone, with its cluster: the callers of the proband first, those whose records pass before the others, then
 * to his events what relatives have of them, then what relatives have alone. Neither what failed nor what relatives have
 * makes two of his one. The best pairs join first; no cluster has two events of one callset.
 */
function clustersOf(found: readonly Found[]): Map<Found, Cluster> {
  const of = new Map<Found, Cluster>();
  const [first] = found;
  if (first === undefined || found.every((one) => areAlone(one, first))) return of;
  const shapes = found.map(({ event }) => event);
  const pairs = pairsOf(shapes, ["callers", "relatives"], (a, b) => {
    const [one, other] = [found[a], found[b]];
    if (one === undefined || other === undefined || areOfOne(one, other)) return null;
    return shareCarrier(one, other) ? "callers" : "relatives";
  });
  // Pairs of two of his, of those that failed, of one of his, of callers of one relative, of relatives.
  const steps: Step[] = [
    { most: 2, is: isOwn, pairs: [] },
    { most: 1, is: isSure, pairs: [] },
    { most: 1, is: isOwn, pairs: [] },
    { most: 1, is: isOwn, pairs: [] },
    { most: 0, is: isOwn, pairs: [] },
  ];
  for (const { a, b } of pairs) {
    const [one, other] = [found[a], found[b]];
    if (one === undefined || other === undefined) continue;
    const own = Number(isOwn(one)) + Number(isOwn(other));
    const ofHis = isSure(one) && isSure(other) ? 0 : 1;
    const step = own > 1 ? ofHis : own > 0 ? 2 : shareCarrier(one, other) ? 3 : 4;
    steps[step]?.pairs.push([one, other]);
  }
  for (const { most, is, pairs: some } of steps)
    for (const [x, y] of some) {
      const [one, other]: [Cluster, Cluster] = [of.get(x) ?? [x], of.get(y) ?? [y]];
      if (one === other || one.some((z) => other.some((w) => areOfOne(z, w)))) continue;
      if (most < 2 && Number(one.some(is)) + Number(other.some(is)) > most) continue;
      one.push(...other);
      for (const joined of one) of.set(joined, one);
    }
  return of;
}

/** Of two clusters that join so many may be such. */
interface Step {
  most: number;
  is: (one: Found) => boolean;
  pairs: [Found, Found][];
}

/** The proband carries it. */
function isOwn({ drafts }: Found): boolean {
  return drafts.some(({ failed }) => failed.isOwn);
}

/** By a record that passes. */
function isSure({ drafts }: Found): boolean {
  return drafts.some(({ failed }) => failed.isOwn && !hasNoSay(failed));
}

/** By both somebody carries it: two callers may have found one event of that person. */
function shareCarrier(a: Found, b: Found): boolean {
  return a.drafts.some(({ event: { calls } }) =>
    calls.some(
      (call, person) =>
        call?.state === "carrier" &&
        b.drafts.some(({ event }) => event.calls[person]?.state === "carrier"),
    ),
  );
}

/** Of one callset in which everybody was called everywhere: nothing joins. */
function areAlone(a: Found, b: Found): boolean {
  return a.drafts.every(isOfAll) && areOfOne(a, b);
}

/** Of one caller in one file, where events that lie apart are different ones. */
function areOfOne(a: Found, b: Found): boolean {
  const [one, other] = [a.drafts[0], b.drafts[0]];
  if (one.member.file !== other.member.file) return false;
  return (
    one.isJoined ||
    other.isJoined ||
    (one.callers.some((caller) => other.callers.includes(caller)) &&
      !areOfOthers(a.drafts, b.drafts))
  );
}

/**
 * Of people called one by one, whose files were put together record by record: who has the one was not called at the
 * place of the other.
 */
function areOfOthers(a: readonly Draft[], b: readonly Draft[]): boolean {
  return !a.every(isOfAll) && !b.every(isOfAll) && areUncalled(a, b) && areUncalled(b, a);
}

function isOfAll({ event: { calls } }: Draft): boolean {
  return calls.every((call) => call === null || isCalled(call));
}

function isCalled({ state, genotypeQuality, altSupport }: EventCall): boolean {
  return state === "carrier" || genotypeQuality !== null || altSupport !== null;
}

/** The carriers of `others` in the records of `drafts`. */
function areUncalled(drafts: readonly Draft[], others: readonly Draft[]): boolean {
  return others.every(({ event: { calls } }) =>
    calls.every(
      (call, person) =>
        call?.state !== "carrier" ||
        drafts.every(({ event }) => {
          const there = event.calls[person] ?? null;
          return there !== null && !isCalled(there);
        }),
    ),
  );
}

/** What the proband's records say, the best first; of what relatives alone have, all. Everybody's calls (SVE-24). */
function eventOf(cluster: Cluster, context: MergeContext): GenomicEvent {
  if (cluster.length > 1) cluster.sort((a, b) => compareDrafts(a.drafts[0], b.drafts[0]));
  const [best] = cluster;
  const drafts = cluster.length === 1 ? best.drafts : cluster.flatMap((one) => one.drafts);
  const event = asJoined(best.event, drafts);
  const isOwnSure = isSure(best);
  const tellings = cluster.flatMap((one) =>
    one.drafts.map((draft) =>
      doubted(toldBy(draft, placeBeside(one.event, event), event), draft, isOwnSure),
    ),
  );
  const calls = callsOf(tellings, context);
  const at = best.drafts[0].event.elsewhere?.locus;
  const elsewhere = at && {
    locus: at,
    calls: callsOf(
      drafts.map((draft) => doubted(toldThere(draft, at), draft, isOwnSure)),
      context,
    ),
  };
  if (drafts.length === 1) {
    event.calls = calls;
    if (elsewhere !== undefined) event.elsewhere = elsewhere;
    return event;
  }
  // DEC-18: a social parent's calls doubt nothing.
  const told = calls.map((_, person) =>
    isGenetic(context.people[person]) ? tellings.flatMap((one) => one.calls[person] ?? []) : [],
  );
  const saying = sayingOf(drafts);
  const { ends, flags: ofShape } = wholeBy(event, saying);
  const failures = drafts.map(({ failed }) => failed);
  const flags = [
    ...ofShape,
    ...(told.some((of) => differOnAll(carriersIn(of))) ? ["genotypes_disagree"] : []),
    ...(told.some(differOnAny) ? ["carriers_disagree"] : []),
    ...[...vouchedOf(failures), ...vouchedSize(event, drafts, saying)].map(
      (filter) => `own_call_failed:${filter}`,
    ),
  ];
  return {
    ...event,
    ends,
    locus: locusOf(context.assembly, event),
    claim: claimOf(saying),
    calls,
    ...(elsewhere === undefined ? {} : { elsewhere }),
    members: drafts.map((draft, i) =>
      memberOf(draft, event, { isBest: i === 0, isSaying: saying.includes(draft) }),
    ),
    support: [...new Set(saying.flatMap((draft) => draft.event.support))].toSorted(compareText),
    failedFilters: failedOf(failures),
    flags: flags.length > ofShape.length ? flags.toSorted(compareText) : ofShape,
  };
}

/** Which bases an insertion repeats is known where a duplication is the same event: it is that (SVE-08, SVE-21). */
function asJoined(event: GenomicEvent, drafts: readonly Draft[]): GenomicEvent {
  const gain = asGain(event);
  if (gain === null || !drafts.some((draft) => draft.event.kind === "DUP")) return event;
  const { duplicated: _, ...own } = { ...event, ...gain, flags: event.flags };
  return { ...own, key: keyOf(own) };
}

/** DEC-47: short for one caller of depth, where another kind of method finds it in a relative: it is there. */
function vouchedSize(
  { flags }: GenomicEvent,
  drafts: readonly Draft[],
  saying: readonly Draft[],
): string[] {
  const own = new Set(saying.flatMap(({ event }) => event.support));
  const isVouched = drafts.some(
    ({ event, failed }) => vouches(failed) && event.support.some((method) => !own.has(method)),
  );
  return own.size === 1 && isVouched && flags.includes(SHORT) ? [SHORT] : [];
}

const SHORT = "short_depth_call";

/** Of an event, or a record of it, that is the same as `best`: an insertion lies where the bases are that it repeats. */
function placeBeside(event: GenomicEvent, best: Pick<EventShape, "kind">): EventShape {
  return best.kind === "DUP" ? (asGain(event) ?? event) : event;
}

/** People's calls by one record. */
interface Told {
  kind: FileKind;
  calls: GenomicEvent["calls"];
}

/** @param there as the draft's file has it. @param here as the family has it */
function toldBy(
  { kind, event: { calls }, failed }: Draft,
  { first, last }: EventShape,
  here: GenomicEvent,
): Told {
  if (failed.isOwn || (first === here.first && last === here.last)) return { kind, calls };
  return { kind, calls: calls.map((call) => call && { ...call, place: { first, last } }) };
}

/**
 * SVR-01: carriers by a record that failed, but for the proband's own where none of his passes, are as those whose own
 * FORMAT/FT failed.
 */
function doubted(told: Told, { failed }: Draft, isOwnSure: boolean): Told {
  const names = failed.isOwn && !isOwnSure ? [] : siteFailures(failed.site);
  if (names.length === 0) return told;
  const calls = told.calls.map((call) =>
    call?.state === "carrier"
      ? { ...call, failedFilters: [...new Set([...names, ...call.failedFilters])] }
      : call,
  );
  return { ...told, calls };
}

/** Of a record that has no such place, as it has them. */
const toldThere = ({ kind, event: { calls, elsewhere } }: Draft, at: LocusClass): Told => ({
  kind,
  calls: elsewhere?.locus === at ? elsewhere.calls : calls,
});

function callsOf(drafts: readonly Told[], { people, assayed }: MergeContext): (EventCall | null)[] {
  const [only, ...more] = drafts;
  if (only !== undefined && more.length === 0 && !only.calls.includes(null)) return only.calls;
  const kinds = new Set(drafts.map(({ kind }) => kind));
  return people.map((_, person) => {
    const told = drafts.flatMap((draft) => draft.calls[person] ?? []);
    if (told.length > 0) return oneCall(told);
    return assayed[person]?.some((kind) => kinds.has(kind)) === true ? notCalled() : null;
  });
}

/** Of those that pass, where some do. */
function carriersIn(calls: readonly EventCall[]): readonly EventCall[] {
  const all = calls.filter(({ state }) => state === "carrier");
  const passing = all.filter(({ failedFilters }) => failedFilters.length === 0);
  return passing.length > 0 ? passing : all;
}

/** On one copy here, on all there. */
function differOnAll(carriers: readonly EventCall[]): boolean {
  return carriers.some(({ all }) => all === "yes") && carriers.some(({ all }) => all === "no");
}

/** A carrier here, and there by a reference call that can be relied on: whose it is, and if it is new, is not sure. */
function differOnAny(calls: readonly EventCall[]): boolean {
  const states = new Set(calls.map(({ state }) => state));
  return states.has("carrier") && states.has("reference");
}

function claimOf(drafts: readonly Draft[]): GenomicEvent["claim"] {
  const [first] = drafts;
  const claim = first?.event.claim ?? "junction";
  return drafts.every(({ event }) => event.claim === claim) ? claim : "both";
}

/**
 * The best that says who carries it, and on which copies, of those that pass where some do; doubt stands over a reference
 * call.
 */
function oneCall(told: readonly EventCall[]): EventCall {
  const carriers = carriersIn(told);
  const call =
    carriers.find(({ zygosity }) => zygosity !== "unknown") ??
    carriers[0] ??
    told.find(({ state }) => state === "unknown") ??
    told.find(({ state }) => state === "reference") ??
    told[0];
  if (call === undefined) return notCalled();
  const one = carriers.some(({ isInAllCells }) => isInAllCells) ? inAllCells(call) : call;
  // SVR-01: the best one's genotype is shown (SVE-24), and none is relied on.
  return differOnAll(carriers) ? { ...one, all: "unknown" } : one;
}

/** SVE-19: the depth of another caller contradicts a small share of reads. */
function inAllCells(call: EventCall): EventCall {
  if (!call.flags.includes(MOSAIC)) return call;
  const why = [...call.why, "few reads support it, yet its depth is that of all cells"];
  return { ...call, why, flags: call.flags.filter((flag) => flag !== MOSAIC) };
}

const MOSAIC = "possible_mosaic";

function notCalled(): EventCall {
  return {
    state: "not_called",
    zygosity: null,
    any: "unknown",
    all: "unknown",
    copies: null,
    expected: null,
    genotype: ".",
    genotypeQuality: null,
    altSupport: null,
    refSupport: null,
    phase: null,
    failedFilters: [],
    joint: false,
    why: ["the person's file does not have it"],
    flags: [],
  };
}

function memberOf(
  { member, event }: Draft,
  best: GenomicEvent,
  { isBest, isSaying }: { isBest: boolean; isSaying: boolean },
): EventMember {
  if (isBest) return member;
  const own = event.kind === "INS" ? placeBeside(event, best) : member;
  const apart = Math.abs(own.first - best.first) + Math.abs(own.last - best.last);
  const joined = { overlap: overlapOf(own, best), apart };
  return isSaying ? { ...member, joined } : { ...member, joined, isAside: true };
}
