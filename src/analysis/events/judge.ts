/**
 * A family's events, each with its effects on genes, its frequency and the regions it covers; those that cannot be
 * candidates are counted under one reason.
 */
import type { Policy } from "../../core/policy.ts";
import { geneticParents } from "../../pedigree/index.ts";
import type { Family } from "../../pedigree/types.ts";
import {
  eligibilityOf,
  isImprinted,
  isOpenBySex,
  isOfReducedPenetrance,
  rarityOf,
  hasFailed,
  isGelA,
  mayCover,
} from "../../structural/index.ts";
import type { TranscriptSlice } from "../../effect/types.ts";
import type {
  DosageScore,
  EventDropReason,
  EventEffect,
  EventFrequency,
  EventRarity,
  GenomicEvent,
  InsideDeletion,
  PopulationAnswer,
  RegionHit,
} from "../../structural/types.ts";

/** What is known beside the events themselves. */
export interface EventKnowledge {
  transcripts: TranscriptSlice | null;
  /** Of each event, those that may matter, in their order. */
  effects(events: readonly GenomicEvent[]): EventEffect[][];
  /** May the gene have candidates in this run? */
  isAsked(effect: EventEffect, event: GenomicEvent): boolean;
  regions(event: GenomicEvent): RegionHit[];
  dosage(gene: EventEffect["gene"]): DosageScore | null;
  populations(events: readonly GenomicEvent[]): Promise<PopulationAnswer[][]>;
  /** What files of small variants say of each. */
  inSmall(events: readonly GenomicEvent[]): Promise<EventFrequency[][]>;
  /** Flags of each event's place. */
  lowConfidence(events: readonly GenomicEvent[]): Promise<string[][]>;
}

export interface JudgedEvent {
  event: GenomicEvent;
  /** Those that may matter, the most severe first. */
  effects: EventEffect[];
  regions: RegionHit[];
  rarity: EventRarity;
  dosage: EventKnowledge["dosage"];
  eligible: { dominant: boolean; recessive: boolean };
  manyHomozygotes: boolean;
  /** Of sources of places (SVC-03). */
  placeFlags: string[];
  /** DEC-47. */
  failed: boolean;
  gelCnvTier: "A" | null;
  /** SVH-11, SVH-12. */
  reducedPenetrance: boolean;
  imprinted: boolean;
  /** Of a deletion, once its small variants were read. */
  inside: InsideDeletion | null;
  /** Nothing by itself: a pair may hold it. */
  isPartner?: boolean;
  /** The small variant that it is (SVE-24): by key, and the event as both files have it, placed by its bases. */
  small?: { key: string; event: GenomicEvent | undefined } | undefined;
}

/** One that can be no candidate, with what was known of it by then. */
export interface LeftEvent extends Pick<JudgedEvent, "event" | "effects" | "regions"> {
  reason: EventDropReason;
  rarity: EventRarity | null;
}

interface Judged {
  events: JudgedEvent[];
  left: LeftEvent[];
}

export async function judgeEvents(
  events: readonly GenomicEvent[],
  family: Family,
  knowledge: EventKnowledge,
  policy: Policy,
): Promise<Judged> {
  const left: LeftEvent[] = [];
  const carried = events.filter((event) => {
    const matters = mayMatter(event, family);
    const isOpen = isOpenBySex(event.calls[family.proband] ?? null, event.kind, event.locus);
    const reason = isOpen ? "sv_sex_unknown" : "sv_proband_not_carrier";
    if (!matters) left.push(leftAtOnce(event, reason));
    return matters;
  });
  const effects = knowledge.effects(carried);
  const hitting = carried.flatMap((event, i) => {
    const own = (effects[i] ?? []).filter(({ class: of }) => of !== "none");
    const regions = knowledge.regions(event);
    const isSeen = own.some((effect) => knowledge.isAsked(effect, event)) || regions.some(mayCover);
    const hit = { event, effects: own, regions };
    if (isSeen) return [hit];
    left.push({ ...hit, rarity: null, reason: "sv_no_gene_effect" });
    return [];
  });
  const seen = hitting.map(({ event }) => event);
  const answers = await knowledge.populations(seen);
  const inSmall = await knowledge.inSmall(seen);
  const placeFlags = await knowledge.lowConfidence(seen);
  const judged = hitting.flatMap((hit, i): JudgedEvent[] => {
    const { event } = hit;
    const told = { ...event, frequencies: [...event.frequencies, ...(inSmall[i] ?? [])] };
    const rarity = rarityOf(told, answers[i] ?? [], hit.effects, knowledge.transcripts);
    const { manyHomozygotes, ...eligible } = eligibilityOf(event, rarity, policy);
    if (!eligible.dominant && !eligible.recessive) {
      left.push({ ...hit, rarity, reason: "sv_common" });
      return [];
    }
    return [
      {
        ...hit,
        rarity,
        dosage: knowledge.dosage,
        eligible,
        manyHomozygotes,
        placeFlags: placeFlags[i] ?? [],
        failed: hasFailed(event, policy.sv),
        gelCnvTier: isOwn(event, family) && isGelA(event, policy.sv) ? "A" : null,
        reducedPenetrance: hit.regions.some(isOfReducedPenetrance),
        imprinted: isImprinted(event),
        inside: null,
      },
    ];
  });
  return { events: judged, left };
}

/** Before anything else was asked of it. */
export function leftAtOnce(event: GenomicEvent, reason: EventDropReason): LeftEvent {
  return { event, effects: NO_EFFECTS, regions: NO_REGIONS, rarity: null, reason };
}

/** One list for all that leave at once: in a family's files they are most. */
const NO_EFFECTS: EventEffect[] = [];
const NO_REGIONS: RegionHit[] = [];

function isOwn(
  { calls }: Pick<GenomicEvent, "calls">,
  { proband }: Pick<Family, "proband">,
): boolean {
  return calls[proband]?.state === "carrier";
}

/** Of a parent's deletion that the proband was not called to lack: what he has may lie opposite to it (SVH-04). */
function mayMatter({ kind, calls }: GenomicEvent, { people, proband }: Family): boolean {
  const own = calls[proband] ?? null;
  if (isOwn({ calls }, { proband })) return true;
  if (kind !== "DEL" || own?.state === "reference") return false;
  const parents = geneticParents(people, proband);
  return parents.some((parent) => calls[parent]?.state === "carrier");
}
