/**
 * One candidate for one event, however many genes it covers (SVR-04): the best by tier, place and score. Pairs stay,
 * each in its gene.
 */
import { variantKey } from "../core/allele.ts";
import { groupedBy } from "../core/grouped.ts";
import type { Policy } from "../core/policy.ts";
import { rankCandidates, rankSide } from "./order.ts";
import { withoutPhenotype, withPhenotype } from "./phenotype.ts";
import { uniqueSorted } from "./place.ts";
import type { Candidate, SideCandidate } from "./types.ts";

interface Found {
  candidates: readonly Candidate[];
  side: readonly SideCandidate[];
}

interface OneEach {
  candidates: Candidate[];
  side: SideCandidate[];
  /** Events beyond the policy's most, which are not shown (SVR-08). */
  tooMany: number;
}

/** @param hasFrequency as of `withPhenotype` */
export function oneEach(
  { candidates, side }: Found,
  policy: Policy,
  hasFrequency: boolean,
): OneEach {
  const isEvent = ({ variants: [only, other] }: Candidate | SideCandidate): boolean =>
    other === undefined && only?.kind === "event";
  const inPairs = new Set(
    candidates.flatMap(({ variants }) => (variants.length > 1 ? variants.map(variantKey) : [])),
  );
  const listed = groupedBy(side.filter(isEvent), keyOf);
  const groups = groupedBy(rankCandidates(candidates.filter(isEvent)), keyOf);
  const events = [...groups.entries()].map(([key, group]) =>
    leading(group, listed.get(key) ?? [], policy, hasFrequency),
  );
  const kept = rankCandidates(events).slice(0, policy.sv.maxEvents);
  const shown = new Set(events.map(keyOf));
  const others = [...listed.entries()].flatMap(([key, group]) => {
    // What pairs in one gene may still be one hit of another; what is shown alone is told there.
    if (shown.has(key)) return [];
    const [first, ...rest] = rankSide(group.filter(({ list }) => list !== "gel_tier_a"));
    const [gel] = group;
    if (first === undefined) return inPairs.has(key) || gel === undefined ? [] : [gel];
    return [covering(first, rest.filter(({ list }) => list === "one_hit").length)];
  });
  return {
    candidates: [...candidates.filter((c) => !isEvent(c)), ...kept],
    side: [...side.filter((c) => !isEvent(c)), ...others],
    tooMany: events.length - kept.length,
  };
}

function keyOf({ variants: [variant] }: Candidate | SideCandidate): string {
  return variant === undefined ? "" : variantKey(variant);
}

/** @param group of one event, the best first */
function leading(
  [best, ...others]: readonly [Candidate, ...Candidate[]],
  listed: readonly SideCandidate[],
  policy: Policy,
  hasFrequency: boolean,
): Candidate {
  const recessive = listed.filter(({ list }) => list === "one_hit").length;
  return covering(withBestPhenotype(best, others, policy, hasFrequency), recessive);
}

function covering<T extends Candidate | SideCandidate>(candidate: T, recessive: number): T {
  if (recessive === 0) return candidate;
  const flags = uniqueSorted([...candidate.flags, `covers_recessive:${recessive}`]);
  return { ...candidate, flags };
}

/** A region has no terms of its own: its genes' best counts, not their sum (SVR-05). */
function withBestPhenotype(
  best: Candidate,
  others: readonly Candidate[],
  policy: Policy,
  hasFrequency: boolean,
): Candidate {
  const [variant] = best.variants;
  if (variant?.kind !== "event" || variant.event.effect !== null) return best;
  const [most] = others
    .flatMap(({ phenotype }) => phenotype ?? [])
    .toSorted((a, b) => b.score - a.score);
  return most === undefined
    ? best
    : withPhenotype(withoutPhenotype(best), most, policy, hasFrequency);
}
