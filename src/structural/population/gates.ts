/** What is too common for each mode of inheritance (SVF-05). */
import type { Policy } from "../../core/policy.ts";
import type { EventRarity, GenomicEvent } from "../types.ts";

/** Limits that an event keeps; one that was not looked for anywhere keeps all. */
interface EventEligibility {
  dominant: boolean;
  recessive: boolean;
  /** People without the disease carry it on both copies, more of them than the policy allows. */
  manyHomozygotes: boolean;
}

export function eligibilityOf(
  { kind }: GenomicEvent,
  { frequency, homozygotes, matches }: EventRarity,
  { sv, frequency: limits }: Policy,
): EventEligibility {
  const rate = frequency ?? 0;
  const dominant = kind === "DUP" ? sv.frequency.dominantGain : sv.frequency.dominantLoss;
  const alleles = matches.flatMap((one) => (one.counts ? (one.alleleNumber ?? []) : []));
  // Other than of small variants, a small source lowers the limit: 126,092 alleles allow 4 (DEC-25).
  const scale = alleles.length === 0 ? 1 : Math.max(...alleles) / limits.homozygotesPerAlleleNumber;
  return {
    dominant: rate <= dominant,
    recessive: rate <= sv.frequency.recessive,
    manyHomozygotes: (homozygotes ?? 0) > limits.maxHomozygotes * scale,
  };
}
