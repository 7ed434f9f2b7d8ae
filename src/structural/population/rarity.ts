/**
 * How common an event is, according to sources with events near it and to its own file (SVF-02 to SVF-04, DEC-25).
 */
import type { TranscriptSlice } from "../../effect/types.ts";
import { codingPlaces } from "../consequence/coding-places.ts";
import { sameEvent } from "../join/same.ts";
import { lengthOf, shared, spansOf, type Span } from "../spans.ts";
import type {
  EventEffect,
  EventFrequency,
  EventKind,
  EventRarity,
  GenomicEvent,
  PopulationAnswer,
  PopulationEvent,
} from "../types.ts";
import { isNear } from "./of-source.ts";

/** Kinds that a population is taken to be searched for in full. What is inserted or rearranged is often missed. */
export const HELD: readonly EventKind[] = ["DEL", "DUP", "INV"];

/** Share of the coding bases that ours hits, which one of a population must hit too. */
const CODING_SHARE = 0.9;
/** From this length on, and of whole genes, it is enough that one of a population covers this share of ours. */
const LONG = 1_000_000;
const LONG_SHARE = 0.8;
/** Fewer alleles say little. */
const LEAST_ALLELES = 1000;
/** Near misses that are listed, the most frequent first. */
const MOST_MISSES = 10;

/**
 * @param effects of the event: a population event must do the same to coding bases
 * @param transcripts by which the effects were worked out; null: coding bases are not held against each other
 */
export function rarityOf(
  event: GenomicEvent,
  answers: readonly PopulationAnswer[],
  effects: readonly EventEffect[],
  transcripts: TranscriptSlice | null,
): EventRarity {
  const coding = transcripts === null ? [] : codingPlaces(event, effects, transcripts);
  const isWhole = effects.some(({ effect }) => effect === "whole_loss" || effect === "whole_gain");
  const isLong = isWhole || lengthOf(spansOf(event).stated) >= LONG;
  const matches = event.frequencies.filter(({ frequency }) => frequency !== null);
  const nearMisses: EventFrequency[] = [];
  for (const { source, events } of answers)
    for (const other of events ?? []) {
      const how = matchOf(event, other, coding, isLong);
      if (how === null) continue;
      if (how.matches) matches.push(entryOf(source, other, how.overlap));
      else nearMisses.push({ ...entryOf(source, other, how.overlap), counts: false, why: how.why });
    }
  matches.sort(byFrequency);
  const counting = matches.filter(({ counts }) => counts);
  return {
    assessed: counting.length > 0 || wasAsked(event, answers, matches),
    frequency: highest(counting, "frequency"),
    homozygotes: highest(counting, "homozygotes"),
    hemizygotes: highest(counting, "hemizygotes"),
    matches,
    nearMisses: nearMisses.sort(byFrequency).slice(0, MOST_MISSES),
  };
}

/**
 * A source of which "none found" is an answer for this kind was asked, or is in the file. One that has the event,
 * with figures that do not count, does not say so.
 */
function wasAsked(
  { kind, frequencies }: GenomicEvent,
  answers: readonly PopulationAnswer[],
  matches: readonly EventFrequency[],
): boolean {
  const inFile = frequencies.some(({ counts, frequency }) => counts && frequency === null);
  return (
    (inFile && HELD.includes(kind)) ||
    answers.some(
      ({ source, events, holds }) =>
        events !== null && holds.includes(kind) && !matches.some((one) => one.source === source),
    )
  );
}

interface Match {
  overlap: number | null;
  matches: boolean;
  why: string;
}

/** null: nothing in common. */
function matchOf(
  event: GenomicEvent,
  other: PopulationEvent,
  coding: readonly Span[],
  isLong: boolean,
): Match | null {
  const own = { from: event.first, to: event.last };
  const theirs = { from: other.first, to: other.last };
  const joined = sameEvent(event, other, "populations");
  const common = shared(own, theirs);
  if (!isNear(event, other, 0) && joined === null) return null;
  const longer = Math.max(lengthOf(own), lengthOf(theirs));
  const overlap = joined === null ? common / longer : joined.overlap;
  const covers = isLong && common >= LONG_SHARE * lengthOf(own);
  if (joined === null && !covers)
    return { overlap, matches: false, why: "it overlaps, but is a different event" };
  const bases = coding.reduce((sum, place) => sum + lengthOf(place), 0);
  const hit = coding.reduce((sum, place) => sum + shared(place, theirs), 0);
  // An insertion has no bases of its own to share.
  const isSameHit = joined?.overlap === null || hit >= CODING_SHARE * bases;
  return {
    overlap,
    matches: isSameHit,
    why: "it does not affect some coding bases that this one does",
  };
}

function entryOf(source: string, other: PopulationEvent, overlap: number | null): EventFrequency {
  const { id, frequency, homozygotes, hemizygotes, alleleNumber, filters } = other;
  const why =
    filters.length > 0
      ? `failed the source's filter: ${filters.join(", ")}`
      : alleleNumber !== null && alleleNumber < LEAST_ALLELES
        ? `only ${alleleNumber} alleles were called there`
        : null;
  const known = { id, frequency, homozygotes, hemizygotes, alleleNumber, overlap };
  return { source, ...known, counts: why === null && frequency !== null, why };
}

function byFrequency(a: EventFrequency, b: EventFrequency): number {
  return (b.frequency ?? -1) - (a.frequency ?? -1) || (b.overlap ?? 0) - (a.overlap ?? 0);
}

function highest(
  of: readonly EventFrequency[],
  field: "frequency" | "homozygotes" | "hemizygotes",
): number | null {
  const values = of.flatMap((one) => one[field] ?? []);
  return values.length === 0 ? null : Math.max(...values);
}
