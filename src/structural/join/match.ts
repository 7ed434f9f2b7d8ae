/** Pairs of events that are the same, by a sweep along each chromosome: never all pairs (SVE-23). */
import { compareText } from "../../core/text.ts";
import { groupedBy } from "../../core/grouped.ts";
import { keyOf } from "../form/key.ts";
import type { EventShape, Joined, MatchSetting } from "../types.ts";
import { classOf, reach, sameEvent } from "./same.ts";

/** Indices into what was given. */
interface MatchedPair {
  a: number;
  b: number;
  joined: Joined;
}

/**
 * All pairs that may be joined, the best first: by overlap, then distance, then names, so that no order of the input
 * shows.
 * @param mayJoin of two indices: events of one callset do not join each other
 */
export function pairsOf(
  shapes: readonly EventShape[],
  setting: MatchSetting,
  mayJoin: (a: number, b: number) => boolean,
): MatchedPair[] {
  const pairs: MatchedPair[] = [];
  const order = [...shapes.entries()].toSorted(([, a], [, b]) => a.first - b.first);
  const groups = groupedBy(order, ([, shape]) => `${shape.chrom} ${classOf(shape)}`);
  for (const group of groups.values()) sweep(group, setting, mayJoin, pairs);
  const keys = shapes.map(keyOf);
  const name = ({ a, b }: MatchedPair): string =>
    [keys[a] ?? "", keys[b] ?? ""].toSorted(compareText).join(" ");
  return pairs.toSorted(
    (x, y) =>
      (y.joined.overlap ?? 0) - (x.joined.overlap ?? 0) ||
      x.joined.apart - y.joined.apart ||
      compareText(name(x), name(y)),
  );
}

/** @param group of one chromosome and class, by their starts */
function sweep(
  group: readonly (readonly [number, EventShape])[],
  setting: MatchSetting,
  mayJoin: (a: number, b: number) => boolean,
  pairs: MatchedPair[],
): void {
  for (const [i, [a, shape]] of group.entries()) {
    const furthest = shape.first + reach(shape, setting);
    for (let j = i + 1; j < group.length; j++) {
      const [b, other] = group[j] ?? [0, shape];
      if (other.first > furthest) break;
      if (!mayJoin(a, b)) continue;
      const joined = sameEvent(shape, other, setting);
      if (joined !== null) pairs.push({ a, b, joined });
    }
  }
}

/**
 * One to one, the best pairs first: which of `left` is which of `right`. Indices into each.
 */
export function matchEvents(
  left: readonly EventShape[],
  right: readonly EventShape[],
  setting: MatchSetting,
): MatchedPair[] {
  const all = [...left, ...right];
  const cut = left.length;
  const taken = new Set<number>();
  const matched: MatchedPair[] = [];
  for (const pair of pairsOf(all, setting, (a, b) => a < cut !== b < cut)) {
    if (taken.has(pair.a) || taken.has(pair.b)) continue;
    taken.add(pair.a).add(pair.b);
    const [a, b] = [Math.min(pair.a, pair.b), Math.max(pair.a, pair.b)];
    matched.push({ a, b: b - cut, joined: pair.joined });
  }
  return matched.toSorted((x, y) => x.a - y.a);
}
