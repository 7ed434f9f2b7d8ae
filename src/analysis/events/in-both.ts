/** Events that are also in a small-variant file, written out in bases (SVE-24): one finding, the small variant. */
import { variantKey } from "../../core/allele.ts";
import type { Survivor } from "../../scan/types.ts";
import { sameEvent } from "../../structural/index.ts";
import type { EventShape } from "../../structural/types.ts";
import { minimalAllele } from "../../vcf/index.ts";
import type { SampleCall } from "../../vcf/types.ts";
import { observations } from "../beside.ts";
import type { JudgedEvent } from "./judge.ts";

export interface Both {
  /** Without those that are small variants. */
  events: readonly JudgedEvent[];
  survivors: readonly Survivor[];
  /** Keys of the small variants, by the event's. */
  same: ReadonlyMap<string, string>;
}

export function inBoth(
  events: readonly JudgedEvent[],
  survivors: readonly Survivor[],
  judging: Parameters<typeof observations>[2],
): Both {
  const { proband } = judging.family;
  const same = new Map<string, string>();
  const flagged = survivors.map((survivor) => {
    let better: SampleCall | null = null;
    const alleles = survivor.alleles.map((allele) => {
      const shape = shapeOf(survivor, allele.alleleIndex, judging.policy.sv.minLength);
      if (shape === null) return allele;
      const found = events.filter(({ event }) => sameEvent(shape, event, "callers") !== null);
      const alt = survivor.alts[allele.alleleIndex - 1] ?? "";
      for (const { event } of found) same.set(event.key, variantKey({ ...survivor, alt }));
      if (found.length === 0) return allele;
      better = betterCall(survivor, found, judging);
      const told = better === null ? [] : ["structural_genotype"];
      return { ...allele, flags: [...allele.flags, "structural_call_too", ...told] };
    });
    const calls = survivor.calls.map((call, i) => (i === proband ? (better ?? call) : call));
    return { ...survivor, alleles, calls };
  });
  const left = events.filter(({ event }) => !same.has(event.key));
  return { events: left, survivors: same.size === 0 ? survivors : flagged, same };
}

const COPIES: Readonly<Record<string, readonly number[]>> = { het: [0, 1], hom: [1, 1], hemi: [1] };

/**
 * The proband's genotype as the caller of events has it, whose quality is that caller's (SVE-17), where the small
 * variant's call fails its gates or tells no genotype; else null.
 */
function betterCall(
  survivor: Survivor,
  found: readonly JudgedEvent[],
  judging: Parameters<typeof observations>[2],
): SampleCall | null {
  const { proband } = judging.family;
  const own = observations(survivor, 1, judging, [])[proband] ?? null;
  const isSure = own !== null && own.qcFailures.length === 0 && own.state in COPIES;
  if (isSure || survivor.alts.length > 1) return null;
  for (const { event, failed } of found) {
    const call = event.calls[proband] ?? null;
    const copies = COPIES[call?.zygosity ?? ""];
    if (call === null || copies === undefined || failed || call.flags.length > 0) continue;
    return { ...NO_CALL, alleles: [...copies], text: call.genotype };
  }
  return null;
}

const NO_CALL = {
  phased: false,
  phaseSet: null,
  pid: null,
  physicalAlleles: null,
  depth: null,
  genotypeQuality: null,
  alleleDepths: null,
  alleleFractions: null,
  failedFilters: [],
};

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
