/** From criteria to totals and the automated evidence class (ACMG-02 to ACMG-08; Tavtigian 2018, 2020). */
import type { AcmgEvidence, AcmgSettings, CriterionResult, EvidenceClass } from "./types.ts";
import { POINTS } from "./outcome.ts";

const PRIOR = 0.1;
/** Odds of pathogenicity of one Very Strong. */
const ODDS = 350;

const TEMPERATURES = ["ice cold", "cold", "cool", "tepid", "warm", "hot"] as const;

/** Probability of pathogenicity at a total of points (ACMG-04). */
export function posterior(points: number): number {
  const odds = ODDS ** (points / 8);
  return (odds * PRIOR) / ((odds - 1) * PRIOR + 1);
}

/** ACMG-05: 0 ice cold to 5 hot; null outside the range of a VUS. */
export function temperature(points: number): string | null {
  return TEMPERATURES[points] ?? null;
}

/** ACMG-03: P from 10, LP 6 to 9, VUS 0 to 5, LB from -1, B from -7. */
export function classOfPoints(points: number, minBenignPoints: number): EvidenceClass {
  if (points >= 10) return "P";
  if (points >= 6) return "LP";
  if (points <= -7) return "B";
  return points <= -minBenignPoints ? "LB" : "VUS";
}

type Totals = Pick<
  AcmgEvidence,
  "class" | "points" | "pointsWithSuggested" | "posterior" | "temperature" | "flags"
>;

export function totals(criteria: readonly CriterionResult[], settings: AcmgSettings): Totals {
  const counted = criteria.filter((c) => c.status === "met");
  const suggestions = criteria.filter((c) => c.status === "suggested");
  const points = sum(counted);
  const flags: string[] = [];
  let named = classOfPoints(points, settings.minBenignPoints);
  const pathogenic = sum(counted.filter((c) => c.points > 0));
  const benign = sum(counted.filter((c) => c.points < 0));
  const standAlone = counted.some((c) => c.strength === "stand_alone");
  // ACMG-08: evidence that contradicts itself decides nothing.
  if (pathogenic >= 2 && benign <= -2) {
    flags.push("conflicting_evidence");
    named = "VUS";
  }
  if (standAlone) named = "B";
  // ACMG-07: ACMG 2015 asks for two.
  if (named === "LB" && counted.length === 1) flags.push("single_criterion");
  return {
    class: named,
    points,
    pointsWithSuggested: points + sum(suggestions) + sum(counted.map(rise)),
    posterior: Number(posterior(points).toPrecision(3)),
    temperature: named === "VUS" ? temperature(points) : null,
    flags,
  };
}

/** What a met criterion would gain if its higher strength were chosen. */
function rise({ upTo, points }: CriterionResult): { points: number } {
  return { points: upTo === null ? 0 : Math.sign(points) * POINTS[upTo] - points };
}

function sum(criteria: readonly { points: number }[]): number {
  return criteria.reduce((total, { points }) => total + points, 0);
}
