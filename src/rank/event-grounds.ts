/** The grounds on which an event is tiered in a gene or region (SVR-01 to SVR-07, DEC-24, DEC-25, DEC-47). */
import type { DeNovoGrade } from "../inheritance/types.ts";
import type { Ground } from "./grounds.ts";
import type { EventVariant, ShownEvent, Tier } from "./types.ts";

interface EventContext {
  deNovo: DeNovoGrade | null;
  lofIsMechanism: boolean;
  /** Every row that counts is of one copy: there ClinGen's word against haploinsufficiency holds (SVR-03). */
  isDominant: boolean;
  /** A green or amber row of an applied panel lists the gene: its word on one copy or two counts. */
  isOnPanel: boolean;
}

export function groundOfEvent(variant: EventVariant, context: EventContext): Ground {
  const { event } = variant;
  const { deNovo, lofIsMechanism } = context;
  const isLof = event.effect?.class === "lof";
  const suffices = context.isDominant && isAgainst(event);
  const isMechanism = lofIsMechanism && !suffices;
  const flags: string[] = [];
  let tier = event.effect === null ? regionTier(event) : effectTier(event.effect, event, deNovo);
  if (isLof && !isMechanism) {
    if (!lofIsMechanism) flags.push("lof_not_mechanism");
    if (suffices) flags.push("one_copy_suffices");
    tier = worse(tier, 2);
  }
  if (event.effect?.effect === "whole_gain" && tier === null) flags.push("gain_not_mechanism");
  if (!isCertain(variant)) {
    flags.push("event_weakly_supported");
    tier = worse(tier, 2);
  }
  if (variant.flags.some((flag) => WEAK.has(flag))) tier = worse(tier, 3);
  return {
    tier,
    strong: isLof && isMechanism,
    altering: isLof || event.effect?.class === "protein_altering",
    // SVR-04: a heterozygous loss in a gene that a panel calls recessive is a carrier's, however severe.
    mismatchWorthy: deNovo === "HIGH" || (isLof && !context.isOnPanel),
    demoted: false,
    flags,
  };
}

const WEAK: ReadonlySet<string> = new Set([
  "presence_only",
  "end_off_chromosomes",
  "possible_mosaic",
]);

function worse(tier: Tier | null, least: Tier): Tier | null {
  return tier !== null && tier < least ? least : tier;
}

const DISRUPTED: ReadonlySet<string> = new Set(["gene_disrupted", "complex"]);

/** Effects of no severe class that are worth seeing in a gene of a panel. */
const SEEN: ReadonlySet<string> = new Set([
  "promoter_loss",
  "partial_gain",
  "gene_body_only",
  "complex",
]);

function effectTier(
  { effect, class: of }: NonNullable<ShownEvent["effect"]>,
  event: ShownEvent,
  deNovo: DeNovoGrade | null,
): Tier | null {
  if (effect === "whole_gain") return isGainKnown(event) ? 1 : null;
  if (DISRUPTED.has(effect))
    return deNovo === "HIGH" || deNovo === "MEDIUM" || isHaploinsufficient(event) ? 2 : 3;
  if (of === "lof") return 1;
  if (of === "protein_altering") return 2;
  return SEEN.has(effect) ? 3 : null;
}

function regionTier({ regions }: ShownEvent): Tier | null {
  return regions.some((region) => region.matches && region.confidence !== null) ? 1 : null;
}

/** ClinGen: 3 sufficient evidence, 30 recessive, 40 unlikely. */
const SUFFICIENT = 3;
const RECESSIVE = 30;
const UNLIKELY = 40;

function isHaploinsufficient({ dosage }: ShownEvent): boolean {
  return dosage?.haploinsufficiency === SUFFICIENT;
}

/** MECP2, whose duplication on X is a disease of its own, whatever the release of ClinGen. */
const KNOWN_GAINS: ReadonlySet<string> = new Set(["HGNC:6990", "MECP2"]);

/** Of the whole gene: ClinGen says so of it, or of a region that the event covers. */
function isGainKnown({ effect, dosage, regions }: ShownEvent): boolean {
  const { hgncId = null, symbol = "" } = effect ?? {};
  return (
    dosage?.triplosensitivity === SUFFICIENT ||
    KNOWN_GAINS.has(hgncId ?? symbol) ||
    regions.some((region) => region.matches && region.dosage?.triplosensitivity === SUFFICIENT)
  );
}

/** Of the gene and the direction that count: a loss by haploinsufficiency, a gain by triplosensitivity. */
export function isDosageSensitive(event: ShownEvent): boolean {
  const { effect, dosage, regions } = event;
  if (effect?.effect === "whole_gain") return isGainKnown(event);
  const isGain = effect?.class === "gain" || effect?.effect === "partial_gain";
  const all = effect === null ? regions.map((region) => region.dosage) : [dosage];
  return all.some(
    (one) => (isGain ? one?.triplosensitivity : one?.haploinsufficiency) === SUFFICIENT,
  );
}

function isAgainst({ dosage }: ShownEvent): boolean {
  const score = dosage?.haploinsufficiency;
  return score === RECESSIVE || score === UNLIKELY;
}

/** Reads or pairs that make a precise junction. */
const MIN_SUPPORT = 5;

/**
 * The call itself: it passes, and two kinds of methods, a precise junction or a change of depth show it. Short changes of
 * depth in a genome fail the rules of size; of targets one is enough (DEC-47).
 */
export function isCertain({ event, flags }: Pick<EventVariant, "event" | "flags">): boolean {
  if (event.failedFilters.length > 0) return false;
  if (event.support.length > 1) return true;
  if (event.claim === "depth") return !flags.includes("failed_filter_event");
  const reads = event.calls[0]?.altSupport ?? null;
  return event.precise && (reads === null || reads >= MIN_SUPPORT);
}

/** SVR-07: most of it lies in a region whose loss or gain is known to be harmless. */
export function isBenign({ regions, kind }: ShownEvent): boolean {
  return regions.some(({ dosage, inside }) => {
    const score = kind === "DUP" ? dosage?.triplosensitivity : dosage?.haploinsufficiency;
    return score === UNLIKELY && inside >= 0.8;
  });
}
