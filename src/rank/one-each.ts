/**
 * One candidate for one event, however many genes it covers (SVR-04): the first in the run's order. Pairs stay,
 * each in its gene.
 */
import { variantKey } from "../core/allele.ts";
import { groupedBy } from "../core/grouped.ts";
import type { Policy } from "../core/policy.ts";
import { compareText } from "../core/text.ts";
import { rankSide } from "./order.ts";
import { withoutPhenotype, withPhenotype, type TermsOfRun } from "./phenotype.ts";
import { uniqueSorted } from "./place.ts";
import { SIDE_TITLES } from "./side.ts";
import type { Candidate, CandidatePhenotype, EventVariant, SideCandidate } from "./types.ts";

/** What the patient's terms say of the regions that an event covers; null: nothing. */
type OfRegions = (variant: EventVariant) => CandidatePhenotype | null;

/** How candidates are ordered and scored in this run. */
interface By {
  policy: Policy;
  /** null: the patient has no terms. */
  terms: TermsOfRun | null;
  /** The run's order. */
  rank: (candidates: readonly Candidate[]) => Candidate[];
  ofRegions?: OfRegions | undefined;
}

interface Found {
  candidates: readonly Candidate[];
  side: readonly SideCandidate[];
}

interface OneEach {
  candidates: Candidate[];
  side: SideCandidate[];
  /** Keys of events beyond the policy's most, which are not shown (SVR-08), and `caller number` of all of them, most first. */
  tooMany: { keys: string[]; callers: string[] };
}

export function oneEach({ candidates, side }: Found, by: By): OneEach {
  const { policy, rank } = by;
  const isEvent = ({ variants: [only, other] }: Candidate | SideCandidate): boolean =>
    other === undefined && only?.kind === "event";
  const inPairs = new Set(
    candidates.flatMap(({ variants }) => (variants.length > 1 ? variants.map(variantKey) : [])),
  );
  const listed = groupedBy(side.filter(isEvent), keyOf);
  const groups = groupedBy(rank(candidates.filter(isEvent)), keyOf);
  const events = [...groups.entries()].map(([key, group]) =>
    leading(group, listed.get(key) ?? [], by),
  );
  const kept = rank(events).slice(0, policy.sv.maxEvents);
  const shown = new Set(kept.map(keyOf));
  const others = [...listed.entries()].flatMap(([key, group]) => {
    // What pairs in one gene may still be one hit of another; what is shown alone is told there.
    if (shown.has(key)) return [];
    const [first, ...rest] = rankSide(group.filter(({ list }) => list !== "gel_tier_a"));
    const [gel] = group;
    if (first === undefined) return inPairs.has(key) || gel === undefined ? [] : [gel];
    return [covering(first, rest.filter(({ list }) => list === "one_hit").length)];
  });
  const over = events.filter((event) => !shown.has(keyOf(event)) && !listed.has(keyOf(event)));
  return {
    candidates: [...candidates.filter((c) => !isEvent(c)), ...kept],
    side: [...side.filter((c) => !isEvent(c)), ...others, ...over.flatMap(gelTierA)],
    tooMany: {
      keys: events.map(keyOf).filter((key) => !shown.has(key)),
      callers: callersOf(events),
    },
  };
}

/** DEC-24: of the events over the limit those that Genomics England would label A, of a green gene or region. */
function gelTierA({ tier: _tier, ...candidate }: Candidate): SideCandidate[] {
  const [variant] = candidate.variants;
  const isGreen = candidate.panels.some(({ confidence }) => confidence === "green");
  if (!isGreen || variant?.kind !== "event" || variant.event.gelCnvTier === null) return [];
  const why = "one of too many structural variants (policy: sv.maxEvents)";
  const reason = `${SIDE_TITLES.gel_tier_a}: ${why}; ${candidate.reason.replace(/^Tier \d: /, "")}`;
  const flags = uniqueSorted([...candidate.flags, "gel_tier_a"]);
  return [{ ...candidate, flags, list: "gel_tier_a", reason }];
}

function callersOf(events: readonly Candidate[]): OneEach["tooMany"]["callers"] {
  const named = events.flatMap(({ variants: [variant] }) =>
    variant?.kind === "event"
      ? uniqueSorted(variant.event.members.map(({ caller }) => caller))
      : [],
  );
  return [...groupedBy(named, (caller) => caller)]
    .toSorted(([a, of], [b, others]) => others.length - of.length || compareText(a, b))
    .map(([caller, of]) => `${caller} ${of.length}`);
}

function keyOf({ variants: [variant] }: Candidate | SideCandidate): string {
  return variant === undefined ? "" : variantKey(variant);
}

/** @param group of one event, the best first */
function leading(
  [best, ...others]: readonly [Candidate, ...Candidate[]],
  listed: readonly SideCandidate[],
  by: By,
): Candidate {
  const recessive = listed.filter(({ list }) => list === "one_hit").length;
  return covering(withBestPhenotype(best, others, by), recessive);
}

function covering<T extends Candidate | SideCandidate>(candidate: T, recessive: number): T {
  if (recessive === 0) return candidate;
  const flags = uniqueSorted([...candidate.flags, `covers_recessive:${recessive}`]);
  return { ...candidate, flags };
}

/** The best counts, not the sum (SVR-05): of the region's own diseases and the gene, or all genes where a region leads. */
function withBestPhenotype(
  best: Candidate,
  others: readonly Candidate[],
  { policy, terms, ofRegions }: By,
): Candidate {
  const [variant] = best.variants;
  if (variant?.kind !== "event" || terms === null) return best;
  const ofRegion = ofRegions?.(variant) ?? null;
  const ofGenes = (variant.event.effect === null ? others : [best]).flatMap(
    (c) => c.phenotype ?? [],
  );
  const all = ofRegion === null ? ofGenes : [...ofGenes, ofRegion];
  const [most] = all.toSorted((a, b) => b.score - a.score);
  if (most === undefined || most === best.phenotype) return best;
  return withPhenotype(withoutPhenotype(best), most, policy, terms);
}
