/**
 * What a parent is called to have near an event of the proband though not the same: further off than events are
 * joined, of another caller, or failed (SVH-09). Such a parent is no proof that the event is new.
 */
import { remembered } from "../../core/once.ts";
import { geneticParents } from "../../pedigree/index.ts";
import { reachOf, touching, type Rows } from "../consequence/index-of.ts";
import type { EventCall, EventShape, GenomicEvent } from "../types.ts";
import { keyOf } from "../form/key.ts";
import { classOf, overlapOf } from "./same.ts";

/** Flag of a parent's call: not the same event, but one that shares bases or ends with it. */
const OVERLAPPING_CALL = "overlapping_call";

/**
 * Share of the event from which what a parent has may be the same, badly called: then nobody knows; and from which the
 * parent is no proof of anything, as if not called (SVE-17). Less, as of a common short loss in a long one, speaks
 * against HIGH alone.
 */
const MAY_BE_SAME = 0.5;
const NO_PROOF = 0.1;

/** How far apart, in bases, an insertion or a lone end, and both ends of a breakend, may be called. */
const INSERTION = 500;
const BREAKEND = 10_000;

interface Family {
  people: Parameters<typeof geneticParents>[0];
  proband: number;
}

/**
 * Events with their parents' calls as they can be relied on.
 * @param all of the family, in their order: those of a parent alone too
 */
export function withParentsOwn<T extends { event: GenomicEvent }>(
  judged: readonly T[],
  all: readonly GenomicEvent[],
  { people, proband }: Family,
): T[] {
  const parents = geneticParents(people, proband);
  const asked = judged.map(({ event }) =>
    parents.filter((parent) => isAsked(event, proband, parent)),
  );
  if (asked.every((of) => of.length === 0)) return [...judged];
  const near = nearby(
    judged.map(({ event }) => event),
    all,
    parents,
  );
  return judged.map((one, i) => {
    const { event } = one;
    const hits = near(event, asked[i] ?? []);
    if (hits.size === 0) return one;
    const told = (calls: GenomicEvent["calls"]): GenomicEvent["calls"] =>
      calls.map((call, person) => {
        const hit = hits.get(person);
        return call === null || hit === undefined ? call : withHit(call, hit);
      });
    const { calls, elsewhere } = event;
    const there = elsewhere && { ...elsewhere, calls: told(elsewhere.calls) };
    return {
      ...one,
      event: { ...event, calls: told(calls), ...(there === undefined ? {} : { elsewhere: there }) },
    };
  });
}

/**
 * Of an allele that other callers found: what the parents' own events near it make of a call that it is not there, by
 * person; null: it stands.
 */
export function parentsNear(
  shapes: readonly EventShape[],
  all: readonly GenomicEvent[],
  { people, proband }: Family,
): ReturnType<typeof openedBy>[][] {
  const parents = geneticParents(people, proband);
  const near = nearby(shapes, all, parents);
  return shapes.map((shape) => {
    const hits = near(shape, parents);
    return people.map((_, person) => openedBy(hits.get(person)?.share ?? 0));
  });
}

/** What a parent's own event makes of the word that it is not there, by the share that it has of it. */
function openedBy(share: number): "unknown" | "not_called" | null {
  return share < NO_PROOF ? null : share < MAY_BE_SAME ? "not_called" : "unknown";
}

/** The nearest of each parent's. */
function nearby(
  shapes: readonly EventShape[],
  all: readonly GenomicEvent[],
  parents: readonly number[],
): (shape: EventShape, asked: readonly number[]) => Map<number, Hit> {
  const near = ofParents(shapes, all, parents);
  return (shape, asked) =>
    new Map(
      asked.flatMap((parent) => {
        const hit = nearest(shape, near.get(parent)?.get(placeOf(shape)) ?? null);
        return hit === null ? [] : [[parent, hit] as const];
      }),
    );
}

/** Does the parent's call say that it is not there? */
function isAsked({ calls }: GenomicEvent, proband: number, parent: number): boolean {
  const state = calls[parent]?.state;
  return calls[proband]?.state === "carrier" && (state === "reference" || state === "not_called");
}

/** A change of copies without a direction may be either. */
const GROUPS: Readonly<Record<string, string>> = { L: "copies", G: "copies", C: "copies" };

function placeOf(event: EventShape): string {
  const of = classOf(event);
  return `${event.chrom} ${GROUPS[of] ?? of}`;
}

interface Group {
  events: GenomicEvent[];
  rows: Rows;
}

/** Events that a parent carries, as the parent's own records place them, by parent, then by chromosome and class: of those that are asked for. */
function ofParents(
  shapes: readonly EventShape[],
  all: readonly GenomicEvent[],
  parents: readonly number[],
): Map<number, Map<string, Group>> {
  const wanted = new Set(shapes.map(placeOf));
  if (wanted.size === 0) return new Map();
  const found = new Map<number, Map<string, GenomicEvent[]>>();
  for (const event of all) {
    const place = placeOf(event);
    if (!wanted.has(place)) continue;
    for (const parent of parents) {
      if (!isCalled(event.calls[parent] ?? null)) continue;
      const own = remembered(found, parent, () => new Map<string, GenomicEvent[]>());
      remembered(own, place, () => []).push(asOf(parent, event));
    }
  }
  return new Map(
    [...found].map(([parent, groups]) => [
      parent,
      new Map(
        [...groups].map(([place, group]) => {
          const events = group.toSorted((a, b) => a.first - b.first || a.last - b.last);
          return [place, { events, rows: rowsOf(events) }];
        }),
      ),
    ]),
  );
}

function asOf(parent: number, event: GenomicEvent): GenomicEvent {
  const place = event.calls[parent]?.place;
  if (place === undefined) return event;
  const own = { ...event, ...place };
  return { ...own, key: keyOf(own) };
}

/** A call that fails its filters counts too. */
function isCalled(call: EventCall | null): boolean {
  if (call === null) return false;
  const { state, failedFilters, genotype } = call;
  return state === "carrier" || (failedFilters.length > 0 && /[1-9]/.test(genotype));
}

function rowsOf(events: readonly GenomicEvent[]): Rows {
  const ends = events.map(({ last }) => last);
  const reach = new Int32Array(events.length);
  reachOf(ends, 0, events.length, reach);
  return { starts: events.map(({ first }) => first), ends, reach };
}

interface Hit {
  /** Of the proband's event: 0 to 1. */
  share: number;
  /** The parent's that shares most. */
  key: string;
  place: { first: number; last: number };
}

function nearest(event: EventShape, group: Group | null): Hit | null {
  if (group === null) return null;
  const { kind, first, last } = event;
  const margin = kind === "BND" ? BREAKEND : kind === "INS" || kind === "ME" ? INSERTION : 0;
  const rows = touching(group.rows, [0, group.events.length], first - margin, last + margin);
  const others = rows.flatMap((i) => group.events[i] ?? []).filter((one) => mayBe(event, one));
  const [best] = others.toSorted((a, b) => overlapOf(b, event) - overlapOf(a, event));
  if (best === undefined) return null;
  const share =
    margin > 0
      ? 1
      : kind === "INV" || kind === "CPX"
        ? overlapOf(best, event)
        : covered(event, others);
  return { share, key: best.key, place: { first: best.first, last: best.last } };
}

/** Of one chromosome and group of classes. */
function mayBe(event: EventShape, other: GenomicEvent): boolean {
  const [own, of] = [classOf(event), classOf(other)];
  if (own !== of && own !== "C" && of !== "C") return false;
  if (event.kind !== "BND") return true;
  const most = event.ends.length === 1 ? INSERTION : BREAKEND;
  return (
    event.ends.length === other.ends.length &&
    event.ends.every(({ chrom, pos }, i) => {
      const end = other.ends[i];
      return end?.chrom === chrom && Math.abs(end.pos - pos) <= most;
    })
  );
}

/** Share of an event that others cover together. @param others by their starts */
function covered({ first, last }: EventShape, others: readonly GenomicEvent[]): number {
  let bases = 0;
  let from = first;
  for (const other of others) {
    const to = Math.min(other.last, last);
    bases += Math.max(0, to - Math.max(other.first, from) + 1);
    from = Math.max(from, to + 1);
  }
  return bases / (last - first + 1);
}

function withHit(call: EventCall, { share, key, place }: Hit): EventCall {
  const percent = Math.max(1, Math.round(100 * share));
  const isPlace = /~|:(?:INS|ME)(?::|$)/.test(key);
  const said = isPlace
    ? `their own ${key} lies near`
    : `their own ${key} overlaps ${percent} % of it`;
  const flags = [...call.flags, OVERLAPPING_CALL].toSorted();
  const told = { ...call, why: [...call.why, said], flags, place };
  const state = openedBy(share);
  return state === null ? told : { ...told, state, any: "unknown", all: "unknown" };
}
