/** What counts as a difference of a candidate between two runs, and what does not. */
import { expect, it } from "vitest";
import { differencesOf } from "../../src/reanalysis/events/differences.ts";
import type { ReportDocument } from "../../src/report/types.ts";

const criterion = {
  criterion: "PP1",
  status: "met",
  points: 1,
  rule: "5.9",
  reason: "one carries it",
};

function report(over: Record<string, unknown>): ReportDocument {
  const variant = {
    chrom: "1",
    pos: 1,
    ref: "A",
    alt: "G",
    acmg: { criteria: [{ ...criterion, ...over }] },
  };
  const candidate = { candidateId: "c1", tier: 1, rank: 1, panels: [], variants: [variant] };
  return { candidates: [candidate], untiered: {} } as unknown as ReportDocument;
}

it.each([
  ["how a rule is named", { rule: "PP1-01" }, []],
  ["how a reason is worded", { reason: "one relative carries it" }, []],
  ["what a criterion says", { status: "not_met" }, [["c1", ["variants"]]]],
  ["what it weighs", { points: 2 }, [["c1", ["variants"]]]],
])("%s", (_what, over, expected) => {
  const found = differencesOf(report({}), report(over));
  expect(found.map(({ candidateId, parts }) => [candidateId, parts])).toEqual(expected);
});

it("what follows from all candidates together is no difference of one", () => {
  const ofOdds = (over: object): ReportDocument => {
    const document = report({});
    const [candidate] = document.candidates;
    return { ...document, candidates: [{ ...candidate, ...over }] } as ReportDocument;
  };
  const chance = { probability: 0.2, words: "1 in 10 to 1 in 3" };
  const now = ofOdds({ score: 5, chance, shortlisted: true, score_v1: 7 });
  expect(differencesOf(ofOdds({ score: 5 }), now)).toEqual([]);
  expect(differencesOf(ofOdds({ score: 4 }), now)).toHaveLength(1);
});

it("scores of two versions of the weights are not compared: those of the earlier one are", () => {
  const scored = (score: number, score_v1: number, weights: number | null): ReportDocument => {
    const document = report({});
    const [candidate] = document.candidates;
    return {
      ...document,
      ranking: weights === null ? null : { weights },
      candidates: [{ ...candidate, band: 0, score, score_v1 }],
    } as unknown as ReportDocument;
  };
  const direction = (before: ReportDocument, after: ReportDocument): unknown =>
    differencesOf(before, after)[0]?.direction;
  expect(direction(scored(80, 80, null), scored(40, 80, 2))).toBe("neutral");
  expect(direction(scored(80, 80, null), scored(40, 90, 2))).toBe("up");
  expect(direction(scored(30, 80, 2), scored(40, 70, 2))).toBe("up");
});
