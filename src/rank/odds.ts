/**
 * From the scores of all candidates to their odds (DEC-57): who is on the shortlist, and in words how likely a
 * candidate is to be the answer, at the expected yield of the test. "None of these" is one of the answers; nothing
 * here is about pathogenicity.
 */
import { remembered } from "../core/once.ts";
import { isDeepStrictEqual } from "node:util";
import { CHANCE_WORDS } from "../core/chance.ts";
import { DEFAULT_POLICY, type Policy } from "../core/policy.ts";
import type { Candidate, Ranking } from "./types.ts";

/**
 * Odds of each candidate, in the order of `scores`, and of none of them; they add up to 1.
 * @param none points of "none of these" at equal odds of an answer and none
 */
export function oddsOf(
  scores: readonly number[],
  none: number,
  expectedYield: number,
): { each: number[]; noneOfThese: number } {
  // The highest taken out: no power overflows.
  const most = Math.max(none, ...scores);
  const power = (points: number): number => 10 ** ((points - most) / 10);
  const outside = (power(none) * (1 - expectedYield)) / expectedYield;
  const each = scores.map(power);
  const all = each.reduce((sum, odds) => sum + odds, outside);
  return { each: each.map((odds) => odds / all), noneOfThese: outside / all };
}

/** How many of the highest scores hold this share of the candidates' odds together, ties with the last counted. */
export function shortlistSize(scores: readonly number[], share: number): number {
  const sorted = scores.toSorted((a, b) => b - a);
  const most = sorted[0] ?? 0;
  const odds = sorted.map((points) => 10 ** ((points - most) / 10));
  const wanted = share * odds.reduce((sum, one) => sum + one, 0);
  let sum = 0;
  let size = 0;
  while (size < odds.length && (sum < wanted || sorted[size] === sorted[size - 1])) {
    sum += odds[size] ?? 0;
    size++;
  }
  return size;
}

/** By band; of a trio "more likely than not" is the most that was measured. */
export function chanceWords(
  probability: number,
  people: Ranking["people"],
): (typeof CHANCE_WORDS)[number] {
  const [least, low, even, likely, most] = CHANCE_WORDS;
  if (probability < 0.1) return least;
  if (probability < 1 / 3) return low;
  if (probability < 2 / 3) return even;
  return probability <= 0.9 || people !== "singleton" ? likely : most;
}

interface RankedInput {
  /** In the run's order. */
  candidates: readonly Candidate[];
  order: Ranking["order"];
  people: Ranking["people"];
  hasFrequency: boolean;
  /** The patient has terms that count. */
  hasTerms: boolean;
  /** Panels, or lists of genes, were applied. */
  hasPanel: boolean;
}

/** The candidates with what may be told of each, and what may be told of the run; in the same order. */
export function withOdds(
  input: RankedInput,
  { points: weights }: Policy,
): { candidates: Candidate[]; ranking: Ranking } {
  const { candidates, order, people, hasFrequency, hasTerms } = input;
  const why = notMeasured(input, weights);
  const { expectedYield, shortlist: share } = weights;
  const scores = candidates.map(({ score }) => score);
  const size = shortlistSize(scores, share);
  const least = scores.toSorted((a, b) => b - a)[size - 1] ?? Number.POSITIVE_INFINITY;
  const odds =
    why !== "" || people === "other" ? null : oddsOf(scores, weights.none[people], expectedYield);
  // One gene may be the answer by several candidates, such as three alleles in pairs.
  const ofGene = new Map<string, number[]>();
  for (const [i, { gene }] of candidates.entries())
    remembered(ofGene, gene.symbol, () => []).push(odds?.each[i] ?? 0);
  const chanceOf = (some: readonly number[]): NonNullable<Candidate["chance"]> => {
    const probability = Math.round(1000 * together(some)) / 1000;
    return { probability, words: chanceWords(probability, people) };
  };
  const told = candidates.map(({ chance: _c, shortlisted: _s, ...candidate }, i): Candidate => {
    const own = ofGene.get(candidate.gene.symbol) ?? [];
    return {
      ...candidate,
      ...(hasTerms && { shortlisted: candidate.score >= least }),
      ...(odds !== null && {
        chance: {
          ...chanceOf([odds.each[i] ?? 0]),
          ...(own.length > 1 && { gene: chanceOf(own) }),
        },
      }),
    };
  });
  const best = Math.max(0, ...[...ofGene.values()].map(together));
  return {
    candidates: told,
    ranking: {
      order,
      weights: weights.version,
      frequencies: hasFrequency,
      people,
      expectedYield,
      chances:
        odds === null
          ? null
          : {
              noneOfThese: Math.round(1000 * odds.noneOfThese) / 1000,
              convincing: best >= CONVINCING,
            },
      why,
      shortlist: hasTerms ? { share, candidates: size } : null,
    },
  };
}

function together(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Below it nothing is convincing: with such a best gene hardly one patient in twenty was solved by it. */
const CONVINCING = 0.1;

/** Why no chance is told: bench/RANKING.md has the reliability of what is. Empty: it is. */
function notMeasured(
  { people, hasFrequency, hasTerms, hasPanel }: RankedInput,
  { expectedYield, shortlist, ...weights }: Policy["points"],
): string {
  if (!hasTerms) return "no HPO terms were used";
  if (!hasFrequency) return "how common the variants are is not known";
  if (
    !isDeepStrictEqual(
      { ...weights, expectedYield, shortlist },
      { ...DEFAULT_POLICY.points, expectedYield, shortlist },
    )
  )
    return "chances were measured only with the default weights";
  if (hasPanel) return "chances were measured for whole exomes, not for panels";
  if (people === "other")
    return "chances were measured for one patient, alone or with healthy parents";
  return "";
}
