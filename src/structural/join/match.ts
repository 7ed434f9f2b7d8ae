/** Pairs of matching events, found by a sweep along each chromosome: never all pairs (SVE-23). */
import { compareText } from "../../core/text.ts";
import { groupedBy } from "../../core/grouped.ts";
import { keyOf } from "../form/key.ts";
import type { EventShape, Joined, MatchSetting } from "../types.ts";
import { asGain, classOf, reach, sameEvent } from "./same.ts";

/** Indices into what was given. */
interface MatchedPair {
  a: number;
  b: number;
  joined: Joined;
}

/**
 * All pairs that may be joined, the best first: by overlap, then distance, then likeness, then places, so that no order of the input
 * shows.
 * @param settings all that are asked for
 * @param settingOf two indices; null: they do not join, as events of one callset
 */
export function pairsOf(
  shapes: readonly EventShape[],
  settings: readonly MatchSetting[],
  settingOf: (a: number, b: number) => MatchSetting | null,
): MatchedPair[] {
  const gains: [number, EventShape][] = [];
  for (const [i, shape] of shapes.entries()) {
    const gain = asGain(shape);
    if (gain !== null) gains.push([i, gain]);
  }
  const all = gains.length === 0 ? shapes.entries() : [...shapes.entries(), ...gains];
  const groups = groupedBy(all, ([, shape]) => `${shape.chrom} ${classOf(shape)}`);
  const ranked: Ranked[] = [];
  let rank = 0;
  for (const key of [...groups.keys()].toSorted(compareText)) {
    const group = groups.get(key) ?? [];
    const order = group.sort(([, a], [, b]) => compareShapes(a, b));
    sweep(order, { settings, settingOf }, rank, ranked);
    rank += order.length;
  }
  return ranked.sort(
    (x, y) =>
      (y.joined.overlap ?? 0) - (x.joined.overlap ?? 0) ||
      x.joined.apart - y.joined.apart ||
      x.unlike - y.unlike ||
      x.rank - y.rank ||
      x.next - y.next,
  );
}

/** A pair with the places of both in the order of all events. */
interface Ranked extends MatchedPair {
  unlike: number;
  rank: number;
  next: number;
}

/** Of one chromosome and class. */
function compareShapes(a: EventShape, b: EventShape): number {
  return (
    a.first - b.first ||
    a.last - b.last ||
    compareText(keyOf(a), keyOf(b)) ||
    compareText(restOf(a), restOf(b))
  );
}

/** Of events of one name: what else sets them apart. */
function restOf({ ciFirst, ciLast, precise, claim, length, inserted }: EventShape): string {
  return [ciFirst, ciLast, precise, claim, length, inserted].join(" ");
}

interface Asked {
  settings: readonly MatchSetting[];
  settingOf: (a: number, b: number) => MatchSetting | null;
}

/**
 * @param order of one chromosome and class, by their starts
 * @param rank of the first of them
 */
function sweep(
  order: readonly (readonly [number, EventShape])[],
  { settings, settingOf }: Asked,
  rank: number,
  pairs: Ranked[],
): void {
  for (const [i, [a, shape]] of order.entries()) {
    let furthest = shape.first;
    for (const setting of settings)
      furthest = Math.max(furthest, shape.first + reach(shape, setting));
    for (let j = i + 1; j < order.length; j++) {
      const [b, other] = order[j] ?? [0, shape];
      if (other.first > furthest) break;
      const setting = settingOf(a, b);
      if (setting === null) continue;
      const joined = sameEvent(shape, other, setting);
      if (joined === null) continue;
      pairs.push({ a, b, joined, unlike: unlike(shape, other), rank: rank + i, next: rank + j });
    }
  }
}

/** Of two insertions, which may lie at one place: by how many bases their lengths differ, then if they are other bases. */
function unlike({ length, inserted }: EventShape, other: EventShape): number {
  const bases = length === null || other.length === null ? 0 : Math.abs(length - other.length);
  return bases + (inserted === other.inserted ? 0 : 0.5);
}

/**
 * One to one, the best pairs first: which of `left` is which of `right`. Indices into each.
 * @param mayBe asked of two that match
 */
export function matchEvents<T extends EventShape>(
  left: readonly EventShape[],
  right: readonly T[],
  setting: MatchSetting,
  mayBe: (left: EventShape, right: T) => boolean = () => true,
): MatchedPair[] {
  const all = [...left, ...right];
  const cut = left.length;
  const taken = new Set<number>();
  const matched: MatchedPair[] = [];
  const settingOf = (a: number, b: number): MatchSetting | null =>
    a < cut !== b < cut ? setting : null;
  for (const pair of pairsOf(all, [setting], settingOf)) {
    if (taken.has(pair.a) || taken.has(pair.b)) continue;
    const [a, b] = [Math.min(pair.a, pair.b), Math.max(pair.a, pair.b) - cut];
    const [own, other] = [left[a], right[b]];
    if (own === undefined || other === undefined || !mayBe(own, other)) continue;
    taken.add(pair.a).add(pair.b);
    matched.push({ a, b, joined: pair.joined });
  }
  return matched.toSorted((x, y) => x.a - y.a);
}
