/** Changes of the repeats and regions of one panel. They are kept, not analysed; the effect is that of the day they are. */
import type { Panel, PanelEntity, PanelRegion, PanelStr } from "../types.ts";
import { locationText } from "../gene.ts";
import { effectOf, effectOfPlaces, effectOfSets, reach, strongest } from "./effect.ts";
import type { Effect, PanelRef, RegionChange, RegionState, StrChange, StrState } from "./types.ts";

function strState(str: PanelStr): StrState {
  return {
    name: str.name,
    confidence: str.confidence,
    mode_of_inheritance: str.modeText,
    repeated_sequence: str.repeatUnit,
    normal_repeats: str.normalRepeats,
    pathogenic_repeats: str.pathogenicRepeats,
    grch37: locationText(str.location.GRCh37),
    grch38: locationText(str.location.GRCh38),
  };
}

function regionState(region: PanelRegion): RegionState {
  return {
    name: region.name,
    confidence: region.confidence,
    mode_of_inheritance: region.modeText,
    type_of_variants: region.variantType,
    required_overlap_percentage: region.requiredOverlapPercent,
    haploinsufficiency_score: region.haploinsufficiency,
    triplosensitivity_score: region.triplosensitivity,
    grch37: locationText(region.location.GRCh37),
    grch38: locationText(region.location.GRCh38),
  };
}

/** A threshold that falls lets more through; one that is not known on a side says nothing. */
function effectOfThreshold(before: number | null, after: number | null): Effect {
  return before === null || after === null ? "neutral" : effectOf(-before, -after);
}

const TYPES: Record<string, readonly string[]> = {
  cnv_loss: ["loss"],
  cnv_gain: ["gain"],
  cnv_both: ["loss", "gain"],
};

function variantTypes(region: PanelRegion): Set<string> {
  return new Set(TYPES[region.variantType] ?? [region.variantType]);
}

/** Effect of what differs between two states of the same thing; details count only where both are looked at. */
function effectOfChange<T extends PanelEntity>(
  before: T,
  after: T,
  details: (before: T, after: T) => Effect[],
): Effect {
  const [low, high] = [reach(before.confidence), reach(after.confidence)];
  const looked = Math.min(low, high) > 0;
  return strongest([effectOf(low, high), ...(looked ? details(before, after) : [])]);
}

function changesOf<T extends PanelEntity, S>(
  before: readonly T[],
  after: readonly T[],
  stateOf: (entity: T) => S,
  details: (before: T, after: T) => Effect[],
): { entity: T; old: S | null; new: S | null; effect: Effect }[] {
  const names = new Set([...before, ...after].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const [was, is] = [before, after].map((side) => side.find((entity) => entity.name === name));
    const entity = is ?? was;
    if (entity === undefined) return [];
    const states = {
      old: was === undefined ? null : stateOf(was),
      new: is === undefined ? null : stateOf(is),
    };
    if (JSON.stringify(states.old) === JSON.stringify(states.new)) return [];
    const effect =
      was === undefined || is === undefined
        ? effectOf(reach(was?.confidence), reach(is?.confidence))
        : effectOfChange(was, is, details);
    return [{ entity, ...states, effect }];
  });
}

/** Changes of repeats and regions (but for the lists in `skip`), paired by PanelApp's name; one that came or went has null on a side. */
export function entityChanges(
  before: Panel,
  after: Panel,
  panel: PanelRef,
  skip: ReadonlySet<string>,
): (StrChange | RegionChange)[] {
  const strs = changesOf(before.strs, after.strs, strState, (old, newer) => [
    effectOfThreshold(old.pathogenicRepeats, newer.pathogenicRepeats),
  ]).map(({ entity, ...change }): StrChange => ({
    type: "str_changed",
    panel,
    hgnc_id: entity.hgncId,
    gene: entity.symbol,
    ...change,
  }));
  const regions = changesOf(before.regions, after.regions, regionState, (old, newer) => [
    effectOfThreshold(old.requiredOverlapPercent, newer.requiredOverlapPercent),
    effectOfSets(variantTypes(old), variantTypes(newer)),
    effectOfPlaces(old.location, newer.location),
  ]).map(({ entity: _region, ...change }): RegionChange => ({
    type: "region_changed",
    panel,
    hgnc_id: null,
    gene: null,
    ...change,
  }));
  return [...(skip.has("strs") ? [] : strs), ...(skip.has("regions") ? [] : regions)];
}
