/** Merges the events of all files into events of the family (SVE-24), whichever callers found them, however often. */
import { type Assembly, chromosomeOrder, type LocusClass } from "../../core/assembly.ts";
import { groupedBy } from "../../core/grouped.ts";
import { onceFor } from "../../core/once.ts";
import { compareText } from "../../core/text.ts";
import { HARMLESS_FILTERS } from "../callers/table.ts";
import type { Draft } from "../read/draft.ts";
import { locusOf } from "../read/loci.ts";
import type { EventCall, EventMember, FileKind, GenomicEvent } from "../types.ts";
import { compareDrafts, type Found } from "./in-file.ts";
import { pairsOf } from "./match.ts";
import { overlapOf } from "./same.ts";

/** What is known of the family's files. */
interface MergeContext {
  assembly: Assembly;
  people: number;
  /** By person: kinds of files with a column of theirs. */
  assayed: readonly (readonly FileKind[])[];
}

/** @returns ordered by place, then key */
export function mergeFound(found: readonly Found[], context: MergeContext): GenomicEvent[] {
  const events = clustersOf(found).flatMap((cluster) => eventOf(cluster, context));
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

/** The best pairs join first; no cluster has two events of one callset. */
function clustersOf(found: readonly Found[]): Found[][] {
  const [first] = found;
  if (first === undefined || found.every((one) => areOfOne(one, first)))
    return found.map((one) => [one]);
  const of = found.map((one) => [one]);
  const shapes = found.map(({ form }) => form);
  const mayJoin = (a: number, b: number): boolean => {
    const [one, other] = [found[a], found[b]];
    return one !== undefined && other !== undefined && !areOfOne(one, other);
  };
  const at = new Map(found.map((one, i) => [one, i]));
  for (const { a, b } of pairsOf(shapes, "callers", mayJoin)) {
    const [one, other] = [of[a], of[b]];
    if (one === undefined || other === undefined || one === other) continue;
    if (one.some((x) => other.some((y) => areOfOne(x, y)))) continue;
    one.push(...other);
    for (const moved of other) of[at.get(moved) ?? -1] = one;
  }
  return [...new Set(of)];
}

/** Of one caller in one file, where events that lie apart are different ones. */
function areOfOne(a: Found, b: Found): boolean {
  if (a.file !== b.file) return false;
  const [one, other] = [a.drafts[0], b.drafts[0]];
  return (
    one.isJoined || other.isJoined || one.callers.some((caller) => other.callers.includes(caller))
  );
}

/** Facts of all of its records, the best first. */
function eventOf(cluster: readonly Found[], context: MergeContext): GenomicEvent[] {
  const order =
    cluster.length === 1
      ? cluster
      : cluster.toSorted((a, b) => compareDrafts(a.drafts[0], b.drafts[0]));
  const [best] = order;
  if (best === undefined) return [];
  const drafts = order.length === 1 ? best.drafts : order.flatMap((one) => one.drafts);
  const { form } = best;
  const calls = callsOf(drafts, context);
  const differ = drafts.length > 1 && drafts.some((draft) => differs(draft.calls, calls));
  const at = best.drafts[0].elsewhere?.locus;
  const there = at === undefined ? [] : drafts.map((draft) => callsThere(draft, at));
  const flags = differ ? [...form.flags, "genotypes_disagree"].toSorted(compareText) : form.flags;
  return [
    {
      kind: form.kind,
      key: form.key,
      assembly: context.assembly,
      chrom: form.chrom,
      contig: best.drafts[0].member.contig,
      locus: locusOf(context.assembly, form),
      first: form.first,
      last: form.last,
      ciFirst: form.ciFirst,
      ciLast: form.ciLast,
      precise: form.precise,
      length: form.length,
      inserted: form.inserted,
      ends: form.ends,
      claim: claimOf(drafts),
      calls,
      ...(at === undefined ? {} : { elsewhere: { locus: at, calls: callsOf(there, context) } }),
      members: drafts.map((draft, i) => memberOf(draft, form, i === 0)),
      support: supportOf(drafts),
      failedFilters: failedOf(drafts),
      flags,
      annotations: [],
      frequencies: [],
    },
  ];
}

/** Of a record that has no such place, as it has them. */
function callsThere({ kind, calls, elsewhere }: Draft, at: LocusClass): Told {
  return { kind, calls: elsewhere?.locus === at ? elsewhere.calls : calls };
}

type Told = Pick<Draft, "kind" | "calls">;

function callsOf(drafts: readonly Told[], { people, assayed }: MergeContext): (EventCall | null)[] {
  const [only, ...more] = drafts;
  if (only !== undefined && more.length === 0 && !only.calls.includes(null)) return only.calls;
  const kinds = new Set(drafts.map(({ kind }) => kind));
  return Array.from({ length: people }, (_, person) => {
    const told = drafts.flatMap((draft) => draft.calls[person] ?? []);
    if (told.length > 0) return oneCall(told);
    return assayed[person]?.some((kind) => kinds.has(kind)) === true ? notCalled() : null;
  });
}

/** Carriers on one copy here, on all there. */
function differs(of: Draft["calls"], taken: Draft["calls"]): boolean {
  return of.some((call, person) => {
    const other = taken[person];
    if (call?.state !== "carrier" || other?.state !== "carrier") return false;
    return call.all !== other.all && call.all !== "unknown" && other.all !== "unknown";
  });
}

function supportOf(drafts: readonly Draft[]): GenomicEvent["support"] {
  const [only, ...more] = drafts;
  if (only !== undefined && more.length === 0) return methodsOf(only.callers);
  return [...new Set(drafts.flatMap(({ callers }) => methodsOf(callers)))].toSorted(compareText);
}

/** Sorted. One list for all records of the same callers. */
const methodsOf = onceFor((callers: Draft["callers"]): GenomicEvent["support"] =>
  [...new Set(callers.map(({ algorithm }) => algorithm))].toSorted(compareText),
);

function claimOf(drafts: readonly Draft[]): GenomicEvent["claim"] {
  const [first] = drafts;
  const claim = first?.form.claim ?? "junction";
  return drafts.every(({ form }) => form.claim === claim) ? claim : "both";
}

/** The best that says who carries it, and on which copies; doubt stands over a reference call. */
function oneCall(told: readonly EventCall[]): EventCall {
  const carriers = told.filter(({ state }) => state === "carrier");
  const call =
    carriers.find(({ zygosity }) => zygosity !== "unknown") ??
    carriers[0] ??
    told.find(({ state }) => state === "unknown") ??
    told.find(({ state }) => state === "reference") ??
    told[0];
  return call ?? notCalled();
}

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
  { member }: Draft,
  best: { first: number; last: number },
  isBest: boolean,
): EventMember {
  if (isBest) return member;
  const apart = Math.abs(member.first - best.first) + Math.abs(member.last - best.last);
  return { ...member, joined: { overlap: overlapOf(member, best), apart } };
}

/** It passes where one of its records does. */
function failedOf(drafts: readonly Draft[]): string[] {
  const failed = drafts.map(({ member: { filters } }) =>
    filters.length === 0 ? filters : filters.filter((name) => !HARMLESS_FILTERS.has(name)),
  );
  return failed.find((names) => names.length === 0) ?? failed[0] ?? [];
}
