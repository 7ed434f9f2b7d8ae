/** Events that a file of small variants has too, written by their bases (SVE-24): one finding, the small variant. */
import { variantKey } from "../../core/allele.ts";
import type { Survivor } from "../../scan/types.ts";
import { sameEvent } from "../../structural/index.ts";
import type { EventShape } from "../../structural/types.ts";
import { minimalAllele } from "../../vcf/index.ts";
import type { JudgedEvent } from "./judge.ts";

export interface Both {
  /** Without those that are small variants. */
  events: readonly JudgedEvent[];
  survivors: readonly Survivor[];
  /** Keys of the small variants, by the event's. */
  same: ReadonlyMap<string, string>;
}

/** @param minLength of an event, in bases */
export function inBoth(
  events: readonly JudgedEvent[],
  survivors: readonly Survivor[],
  minLength: number,
): Both {
  const same = new Map<string, string>();
  const flagged = survivors.map((survivor) => {
    const alleles = survivor.alleles.map((allele) => {
      const shape = shapeOf(survivor, allele.alleleIndex, minLength);
      if (shape === null) return allele;
      const found = events.filter(({ event }) => sameEvent(shape, event, "callers") !== null);
      const alt = survivor.alts[allele.alleleIndex - 1] ?? "";
      for (const { event } of found) same.set(event.key, variantKey({ ...survivor, alt }));
      return found.length === 0
        ? allele
        : { ...allele, flags: [...allele.flags, "structural_call_too"] };
    });
    return { ...survivor, alleles };
  });
  const left = events.filter(({ event }) => !same.has(event.key));
  return { events: left, survivors: same.size === 0 ? survivors : flagged, same };
}

/** null: it is too short to be an event. */
function shapeOf(survivor: Survivor, alleleIndex: number, minLength: number): EventShape | null {
  const { pos, ref, alt } = minimalAllele(survivor, alleleIndex);
  const anchored = ref[0] === alt[0] ? 1 : 0;
  const [lost, gained] = [ref.length - anchored, alt.length - anchored];
  if (Math.max(lost, gained) < minLength) return null;
  const [first, isLoss] = [pos + anchored, lost >= gained];
  return {
    kind: isLoss ? "DEL" : "INS",
    chrom: survivor.chrom,
    first: isLoss ? first : first - 1,
    last: isLoss ? first + lost - 1 : first,
    ciFirst: [0, 0],
    ciLast: [0, 0],
    precise: true,
    claim: "junction",
    length: isLoss ? lost : gained,
    inserted: isLoss ? null : alt.slice(anchored),
    ends: [],
  };
}
