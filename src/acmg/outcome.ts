/** The five outcomes of a criterion (ACMG-01), and the points for each strength (ACMG-03). */
import type { CriterionName, CriterionResult, Inputs, Outcome, Strength } from "./types.ts";

/** Tavtigian 2020. Stand-alone decides by itself; 8 keeps totals comparable. */
export const POINTS: Readonly<Record<Strength, number>> = {
  supporting: 1,
  moderate: 2,
  strong: 4,
  very_strong: 8,
  stand_alone: 8,
};

/** @param upTo the strength that a human may choose instead */
export function met(
  strength: Strength,
  reason: string,
  inputs: Inputs,
  upTo: Strength | null = null,
): Outcome {
  return { status: "met", strength, upTo, inputs, reason };
}

/** @param strength null: a human chooses it, so it weighs nothing here */
export function suggested(strength: Strength | null, reason: string, inputs: Inputs): Outcome {
  return { status: "suggested", strength, upTo: null, inputs, reason };
}

export function notMet(reason: string, inputs: Inputs): Outcome {
  return { status: "not_met", strength: null, upTo: null, inputs, reason };
}

/** A value that the criterion needs is not known. */
export function notAssessed(reason: string, inputs: Inputs = {}): Outcome {
  return { status: "not_assessed", strength: null, upTo: null, inputs, reason };
}

/** The question does not arise for this allele. */
export function notApplicable(reason: string, inputs: Inputs = {}): Outcome {
  return { status: "not_applicable", strength: null, upTo: null, inputs, reason };
}

/** @param rule ids, the most special first */
export function criterion(name: CriterionName, rule: string, outcome: Outcome): CriterionResult {
  const { status, strength, upTo, inputs, reason } = outcome;
  const counts = (status === "met" || status === "suggested") && strength !== null;
  const sign = name.startsWith("B") ? -1 : 1;
  return {
    criterion: name,
    status,
    strength,
    upTo,
    points: counts ? sign * POINTS[strength] : 0,
    inputs,
    reason,
    rule,
  };
}

/** The strength, or the most that it may be. */
export function atMost(strength: Strength, most: Strength): Strength {
  return POINTS[strength] > POINTS[most] ? most : strength;
}
