/** Regions of panels and of ClinGen that an event covers (SVD-02 to SVD-04, ENT-02). */
import { writtenNumber } from "../../core/text.ts";
import type { Assembly } from "../../core/assembly.ts";
import type { PanelRegion } from "../../panel/types.ts";
import { lengthOf, shared, spansOf } from "../spans.ts";
import type { DosageScore, GenomicEvent, RegionHit } from "../types.ts";
import { scoresOf, type DosageRow } from "./read.ts";
import type { DosageTable } from "./store.ts";

/** Per cent of a region that must be covered where the panel does not say. */
const REQUIRED_PERCENT = 60;
/** Share of one of ClinGen's own: recurrent events end a few kilobases early or late. */
const REQUIRED_OF_CLINGEN = 0.95;
/** ClinGen's scores that say something: evidence, or none to expect. */
const TELLING: ReadonlySet<number | null> = new Set([1, 2, 3, 40]);

type Direction = "loss" | "gain";
type Place = NonNullable<DosageRow["place"]>;

/**
 * Regions of panels and, where no panel has them, of ClinGen that share a base with a loss or a gain, each with the
 * share of it that is covered; of panels those of the event's direction alone. A region that is meant for small
 * variants never matches. Where a panel gives no place on the build, ClinGen's of the same id counts.
 * @param regions of all panels, in their order
 */
export function regionsOf(
  event: GenomicEvent,
  regions: readonly PanelRegion[],
  dosage: DosageTable | null,
): RegionHit[] {
  const direction = event.kind === "DEL" ? "loss" : event.kind === "DUP" ? "gain" : null;
  if (direction === null || (regions.length === 0 && dosage === null)) return [];
  const ofPanels = regions.flatMap((region) => {
    const place = placeOf(region, event.assembly, dosage);
    if (place === null || !directionsOf(region).includes(direction)) return [];
    const cover = coverOf(event, place);
    return cover === null ? [] : [panelHit(region, direction, cover, dosage)];
  });
  const known = new Set(ofPanels.map(({ id }) => iscaId(id)));
  const ofClinGen = (dosage?.regions ?? []).flatMap((row) => {
    if (row.place === null || known.has(row.id) || !TELLING.has(scoreOf(row, direction))) return [];
    const cover = coverOf(event, row.place);
    return cover === null ? [] : [clinGenHit(row, direction, cover)];
  });
  return [...ofPanels, ...ofClinGen];
}

/** Names of regions of copy number that have no place on the build: they could not be looked for (ENT-04). */
export function regionsNotAssessed(
  regions: readonly PanelRegion[],
  assembly: Assembly,
  dosage: DosageTable | null,
): string[] {
  const names = regions.flatMap((region) =>
    directionsOf(region).length > 0 && placeOf(region, assembly, dosage) === null
      ? [region.name]
      : [],
  );
  return [...new Set(names)].sort();
}

function panelHit(
  region: PanelRegion,
  direction: Direction,
  cover: Cover,
  dosage: DosageTable | null,
): RegionHit {
  const { name, title, confidence, mode, requiredOverlapPercent } = region;
  const known = dosage?.region(iscaId(name)) ?? null;
  const required = (requiredOverlapPercent ?? REQUIRED_PERCENT) / 100;
  return {
    id: name,
    name: title,
    confidence: confidence === "grey" ? null : confidence,
    mode,
    direction,
    ...cover,
    required,
    matches: cover.covered.must >= required,
    dosage: known === null ? ownScores(region) : scoresOf(known),
  };
}

/** The codes that the panel copies from ClinGen. */
function ownScores({ name, title, ...codes }: PanelRegion): DosageScore | null {
  const number = (code: string | null): number | null => {
    const value = writtenNumber(code ?? "");
    return Number.isInteger(value) ? value : null;
  };
  const scores = {
    haploinsufficiency: number(codes.haploinsufficiency),
    triplosensitivity: number(codes.triplosensitivity),
  };
  const isEmpty = scores.haploinsufficiency === null && scores.triplosensitivity === null;
  return isEmpty ? null : { id: iscaId(name), name: title, ...scores };
}

function clinGenHit(row: DosageRow, direction: Direction, cover: Cover): RegionHit {
  return {
    id: row.id,
    name: row.name,
    confidence: null,
    mode: null,
    direction,
    ...cover,
    required: REQUIRED_OF_CLINGEN,
    matches: cover.covered.must >= REQUIRED_OF_CLINGEN,
    dosage: scoresOf(row),
  };
}

function scoreOf(score: DosageScore, direction: Direction): number | null {
  return direction === "loss" ? score.haploinsufficiency : score.triplosensitivity;
}

/** By the panel's word, else by the end of the name. */
function directionsOf({ variantType, name }: PanelRegion): Direction[] {
  switch (variantType) {
    case "cnv_loss":
      return ["loss"];
    case "cnv_gain":
      return ["gain"];
    case "cnv_both":
      return ["loss", "gain"];
    case "small":
      return [];
    default:
      return name.endsWith("-Loss") ? ["loss"] : name.endsWith("-Gain") ? ["gain"] : [];
  }
}

/** `ISCA-37405` of `ISCA-37405-Loss`. */
function iscaId(name: string): string {
  return /^ISCA-\d+/.exec(name)?.[0] ?? name;
}

function placeOf(
  { name, location }: PanelRegion,
  assembly: Assembly,
  dosage: DosageTable | null,
): Place | null {
  const own = location[assembly];
  if (own !== null) return own;
  return dosage?.assembly === assembly ? (dosage.region(iscaId(name))?.place ?? null) : null;
}

type Cover = Pick<RegionHit, "covered" | "inside">;

/** null: not even grown by its uncertainty does the event reach the region. */
function coverOf(event: GenomicEvent, { chrom, start, end }: Place): Cover | null {
  if (chrom !== event.chrom) return null;
  const region = { from: start, to: end };
  const { must, may, stated } = spansOf(event);
  const share = (by: typeof may): number => shared(by, region) / lengthOf(region);
  if (share(may) === 0) return null;
  return {
    covered: { must: must === null ? 0 : share(must), may: share(may) },
    inside: shared(stated, region) / lengthOf(stated),
  };
}

/** May it cover as much of a panel's region as the panel asks for? */
export function mayCover({ confidence, covered, required }: RegionHit): boolean {
  return confidence !== null && covered.may >= required;
}
