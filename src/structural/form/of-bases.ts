/** An allele that is written out in bases, as an event (SVE-01, SVE-24). */
import type { Policy } from "../../core/policy.ts";
import { minimalAllele } from "../../vcf/index.ts";
import type { EventShape } from "../types.ts";

interface Site {
  /** Canonical. */
  chrom: string;
  pos: number;
  ref: string;
  alts: readonly string[];
}

/** null: it is too short to be an event. @param alleleIndex as in GT */
export function shapeOfBases(
  site: Site,
  alleleIndex: number,
  { minLength }: Policy["sv"],
): EventShape | null {
  const { pos, ref, alt } = minimalAllele(site, alleleIndex);
  const anchored = ref[0] === alt[0] ? 1 : 0;
  const [lost, gained] = [ref.length - anchored, alt.length - anchored];
  if (Math.max(lost, gained) < minLength) return null;
  const [first, isLoss] = [pos + anchored, lost >= gained];
  const shape: EventShape = {
    kind: isLoss ? "DEL" : "INS",
    chrom: site.chrom,
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
  // Callers of events write what repeats the bases behind it as a duplication of these: none other is as long there.
  return isLoss ? shape : { ...shape, duplicated: { first, last: first + gained - 1, shift: 0 } };
}
