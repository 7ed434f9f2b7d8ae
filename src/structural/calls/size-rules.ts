/** Rules of size and callers: which events fail them (DEC-47), and which Genomics England labels A (DEC-24). */
import type { Policy } from "../../core/policy.ts";
import type { DosageScore, GenomicEvent, RegionHit } from "../types.ts";

/** A short change of depth in a genome needs a second kind of method, be it in a relative, and a least size. */
export function hasFailed(
  { failedFilters, flags, support, length }: GenomicEvent,
  { depthMinLength }: Policy["sv"],
): boolean {
  const isShort = flags.includes("short_depth_call");
  const isAlone = support.length < 2 && !flags.includes("own_call_failed:short_depth_call");
  const isTooShort = isShort && (isAlone || (length ?? 0) < depthMinLength);
  return failedFilters.length > 0 || isTooShort;
}

/** DEC-24: by size and callers; the panel is asked where the event meets a gene or region of it. */
export function isGelA(
  { kind, length, failedFilters, support }: GenomicEvent,
  { depthMinLength, depthSecondCallerBelow }: Policy["sv"],
): boolean {
  if ((kind !== "DEL" && kind !== "DUP") || failedFilters.length > 0) return false;
  const size = length ?? 0;
  return size >= depthSecondCallerBelow || (size >= depthMinLength && support.length > 1);
}

/** Bases from which a loss or gain in some of the cells counts by itself (SVE-19). */
const LEAST_MOSAIC = 10_000;

/** In a region of a panel, or where ClinGen says that such a loss or gain suffices; `dosage` of the gene that it hits. */
export function mosaicCounts(
  { event: { kind, length }, regions }: { event: GenomicEvent; regions: readonly RegionHit[] },
  dosage: DosageScore | null,
): boolean {
  const suffices = (score: DosageScore | null): boolean =>
    (kind === "DUP" ? score?.triplosensitivity : score?.haploinsufficiency) === 3;
  const isOfRegion = ({ matches, confidence, dosage: own }: RegionHit): boolean =>
    matches && (confidence !== null || suffices(own));
  return (length ?? 0) >= LEAST_MOSAIC && (suffices(dosage) || regions.some(isOfRegion));
}
