/** Parts of the score that an event has in other terms than a small variant, or alone (SVR-06). No size counts. */
import type { Policy } from "../core/policy.ts";
import { isCertain, isDosageSensitive } from "./event-grounds.ts";
import type { EventVariant } from "./types.ts";

interface PartOfAllele {
  value: number;
  note: string;
}

export function effectPart({ event }: EventVariant, { score }: Policy): PartOfAllele {
  const { effect } = event;
  if (effect === null) return { value: score.event.region, note: "region" };
  const weights = score.consequence;
  const isLof = effect.class === "lof" || (effect.class === "gain" && isDosageSensitive(event));
  const isAltering = effect.class === "protein_altering";
  const value = isLof ? weights.lof : isAltering ? weights.proteinAltering : weights.other;
  return { value, note: effect.effect };
}

export function dosagePart({ event }: EventVariant, { score }: Policy): PartOfAllele {
  return isDosageSensitive(event)
    ? { value: score.event.dosage, note: "ClinGen: sufficient evidence" }
    : { value: 0, note: "no evidence of dosage sensitivity" };
}

export function supportPart({ event }: EventVariant, { score }: Policy): PartOfAllele {
  if (event.support.length > 1)
    return { value: score.event.twoMethods, note: `found by ${event.support.join(" and ")}` };
  return isCertain(event)
    ? { value: 0, note: "one method" }
    : { value: score.event.weakMethod, note: "one method, weak by itself" };
}
