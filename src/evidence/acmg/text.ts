/** Criteria as people write them. */
import type { CriterionResult, Strength } from "../model.ts";

/** Strengths that a criterion's letters already say. */
const IMPLIED: readonly (readonly [prefix: string, strength: Strength])[] = [
  ["PVS", "very_strong"],
  ["PS", "strong"],
  ["PM", "moderate"],
  ["PP", "supporting"],
  ["BA", "stand_alone"],
  ["BS", "strong"],
  ["BP", "supporting"],
];

const WORDS: Readonly<Record<Strength, string>> = {
  supporting: "Supporting",
  moderate: "Moderate",
  strong: "Strong",
  very_strong: "VeryStrong",
  stand_alone: "StandAlone",
};

/** `PVS1`, `PM2_Supporting`, `PP3_Strong`; a suggestion ends in `?`. Empty unless met or suggested. */
function criterionText({ criterion, status, strength }: CriterionResult): string {
  if (status !== "met" && status !== "suggested") return "";
  const implied = IMPLIED.find(([prefix]) => criterion.startsWith(prefix))?.[1];
  const word = strength === null || strength === implied ? "" : `_${WORDS[strength]}`;
  return `${criterion}${word}${status === "suggested" ? "?" : ""}`;
}

/** Met, then suggested, joined by `;`. */
export function criteriaText(criteria: readonly CriterionResult[]): string {
  const of = (status: string): string[] =>
    criteria.filter((c) => c.status === status).map(criterionText);
  return [...of("met"), ...of("suggested")].join(";");
}
