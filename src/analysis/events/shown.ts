/** An event in one gene, as a report shows it. */
import type { Policy } from "../../core/policy.ts";
import { carriersOf } from "../../inheritance/index.ts";
import type { FamilyVariant } from "../../inheritance/types.ts";
import { geneMatcher } from "../../panel/match.ts";
import type { PanelGenes } from "../../panel/types.ts";
import type { Family } from "../../pedigree/types.ts";
import { eventChecks, eventFrequency } from "../../rank/index.ts";
import type { EventVariant, ShownEvent } from "../../rank/types.ts";
import { insideFlags, writtenAs } from "../../structural/index.ts";
import type { EventCall, EventEffect } from "../../structural/types.ts";
import type { JudgedEvent } from "./judge.ts";
import { NO_PREDICTION, placeIn, type EventMember } from "./in-genes.ts";

/** Of a run: what every event of it is shown with. */
interface Showing {
  family: Family;
  policy: Policy;
  table: PanelGenes;
  rank: { geneAgnostic: boolean; beyondPanel: boolean };
}

export function eventCandidateVariant(
  member: EventMember,
  variant: FamilyVariant,
  showing: Showing,
): EventVariant {
  const { family, policy } = showing;
  const { judged, gene } = member;
  const { event, rarity } = judged;
  const own = event.calls[family.proband] ?? null;
  const [best] = event.members;
  const isNamed = best !== undefined && best.id !== "" && best.id !== ".";
  return {
    kind: "event",
    ...writtenAs(event),
    contig: event.contig,
    alleleIndex: best?.alleleIndex ?? 1,
    id: isNamed ? best.id : ".",
    consequence: gene.consequence.reporting,
    worse: null,
    inSilico: NO_PREDICTION,
    grounds: gene.grounds,
    frequency: eventFrequency(rarity),
    clinvar: null,
    meant: new Map(),
    filters: event.failedFilters.length === 0 ? ["PASS"] : event.failedFilters,
    zygosity: own?.state === "carrier" ? (own.zygosity ?? "unknown") : "unknown",
    genotypes: shownGenotypes(judged, family),
    qcFailures: event.failedFilters,
    qcMissing: [],
    flags: flagsOf(member, own, policy, family),
    checks: eventChecks(judged, policy),
    acmg: null,
    carriers: carriersOf(family, variant, policy),
    line: Buffer.from(best?.text ?? ""),
    records: event.members.map(({ file, text }) => ({ file, text })),
    event: shownEvent(member, showing),
  };
}

function flagsOf(
  { judged, effect }: EventMember,
  own: EventCall | null,
  policy: Policy,
  { people, proband }: Family,
): string[] {
  const { event, inside, regions, failed } = judged;
  const isWoman = people[proband]?.sex === "female";
  const ends = event.ends.map(({ chrom }) => chrom);
  const isOfX = ends.includes("X") && ends.some((chrom) => /^\d+$/.test(chrom));
  const isVague =
    effect === null && !regions.some(({ matches, confidence }) => matches && confidence !== null);
  const flags = [
    ...event.flags.filter((flag) => SHOWN_FLAGS.has(flag.split(":")[0] ?? "")),
    ...(effect?.flags ?? []),
    ...(own?.flags ?? []),
    ...insideFlags(inside, own?.all === "yes", policy),
    ...judged.placeFlags,
    ...(failed ? ["failed_filter_event"] : []),
    ...(judged.reducedPenetrance ? ["reduced_penetrance_region"] : []),
    ...(judged.manyHomozygotes ? ["gnomad_homs"] : []),
    ...(isWoman && event.kind === "BND" && isOfX ? ["x_autosome_translocation"] : []),
    ...(isVague ? ["breakpoint_uncertain"] : []),
  ];
  return [...new Set(flags)].sort();
}

/** Of the form: those that a reader of the candidate needs. The others stand in the members. */
const SHOWN_FLAGS: ReadonlySet<string> = new Set([
  "single_target",
  "one_junction",
  "single_breakend",
  "end_off_chromosomes",
  "orientation_unknown",
  "length_disagrees",
  "genotypes_disagree",
  "carriers_disagree",
  "possible_mosaic",
  "own_call_failed",
  "processed_pseudogene_suspect",
]);

/** Proband first, then the family in PED order. */
function inOrder(family: Family): number[] {
  return [...new Set([family.proband, ...family.people.keys()])];
}

function shownGenotypes({ event }: JudgedEvent, family: Family): EventVariant["genotypes"] {
  return inOrder(family).flatMap((i) => {
    const person = family.people[i];
    const call = event.calls[i] ?? null;
    if (person === undefined || call === null) return [];
    const { genotype, genotypeQuality, altSupport, refSupport } = call;
    const told =
      altSupport !== null &&
      refSupport !== null &&
      Number.isInteger(altSupport) &&
      Number.isInteger(refSupport);
    const alleleDepths = told ? [refSupport, altSupport] : null;
    return [
      {
        sample: person.id,
        genotype: genotype === "" ? "." : genotype,
        alleleDepths,
        depth: null,
        genotypeQuality,
        alleleBalance: null,
      },
    ];
  });
}

const MOST_GENES = 20;

function shownEvent({ judged, effect }: EventMember, { family, table, rank }: Showing): ShownEvent {
  const { event, regions, rarity, inside } = judged;
  const match = geneMatcher(table);
  const isTold = (other: EventEffect): boolean =>
    rank.geneAgnostic ||
    rank.beyondPanel ||
    (table.genes[match(other.gene, placeIn(event, other))]?.rows ?? []).some(
      ({ confidence }) => confidence === "green" || confidence === "amber",
    );
  const others = judged.effects.filter((other) => other !== effect && isTold(other));
  const { key, kind, first, last, ciFirst, ciLast, precise, length, inserted, ends } = event;
  return {
    key,
    kind,
    first,
    last,
    ciFirst: [...ciFirst],
    ciLast: [...ciLast],
    precise,
    length,
    inserted,
    ends: ends.map(({ chrom, pos, strand }) => ({ chrom, pos, strand })),
    claim: event.claim,
    calls: inOrder(family).flatMap((i) => shownCall(event.calls[i] ?? null, family, i)),
    members: event.members.map((m) => ({
      caller: m.caller,
      method: m.algorithm,
      id: m.id,
      contig: m.contig,
      pos: m.pos,
      alt: m.alt,
      first: m.first,
      last: m.last,
      filters: m.filters,
      joined: m.joined,
    })),
    support: event.support,
    failedFilters: event.failedFilters,
    effect: effect === null ? null : shownEffect(effect),
    genesHit: others.slice(0, MOST_GENES).map(shownEffect),
    moreGenes: Math.max(0, others.length - MOST_GENES),
    rarity: {
      assessed: rarity.assessed,
      frequency: rarity.frequency,
      homozygotes: rarity.homozygotes,
      hemizygotes: rarity.hemizygotes,
      matches: rarity.matches,
      nearMisses: rarity.nearMisses.slice(0, MOST_GENES),
    },
    regions,
    dosage: effect === null ? null : judged.dosage(effect.gene),
    inside: inside === null ? null : { ...inside },
    gelCnvTier: judged.gelCnvTier,
  };
}

function shownCall(call: EventCall | null, family: Family, i: number): ShownEvent["calls"] {
  const person = family.people[i];
  if (person === undefined || person.sample === null) return [];
  if (call === null)
    return [{ sample: person.id, ...NOT_ASSAYED, failedFilters: [], why: [], flags: [] }];
  const {
    any: _any,
    all: _all,
    genotype: _genotype,
    phase: _phase,
    joint: _joint,
    place: _place,
    isInAllCells: _isInAllCells,
    ...shown
  } = call;
  return [{ sample: person.id, ...shown }];
}

const NOT_ASSAYED = {
  state: "not_assayed",
  zygosity: null,
  copies: null,
  expected: null,
  genotypeQuality: null,
  altSupport: null,
  refSupport: null,
} as const;

function shownEffect({ gene, at: _at, ...effect }: EventEffect): NonNullable<ShownEvent["effect"]> {
  const { symbol, hgncId } = gene;
  return { symbol, hgncId, ...effect };
}
