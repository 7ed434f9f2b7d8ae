/** What counts as a difference of a candidate between two runs, and what does not. */
import { describe, expect, it } from "vitest";
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
  return { candidates: [candidate], untiered: {}, panels: [] } as unknown as ReportDocument;
}

describe("CH-10: a pair that is listed no more, since its gene has more pairs than are listed", () => {
  const pair = (tier: number, ...at: number[]) => ({
    candidateId: at.join("-"),
    tier,
    rank: 1,
    band: 1,
    score: 0,
    gene: { symbol: "GENE1" },
    flags: ["pairs_suppressed:1"],
    panels: [],
    variants: at.map((pos) => ({ chrom: "1", pos, ref: "A", alt: "G" })),
  });
  const gone = (...after: ReturnType<typeof pair>[]): string[] => {
    const of = (candidates: unknown[]) =>
      ({ candidates, untiered: {}, panels: [] }) as unknown as ReportDocument;
    return differencesOf(of([pair(2, 1, 2)]), of(after))
      .filter(({ after: place }) => place === null)
      .map(({ candidateId }) => candidateId);
  };
  const others = [pair(2, 1, 3), pair(1, 2, 3)] as const;
  it("is no fall where each of its alleles stands as high in another pair", () => {
    expect(gone(...others)).toEqual([]);
  });
  it.each([
    ["one stands lower", [others[0], pair(3, 2, 3)]],
    ["one is gone", [others[0]]],
    ["all pairs are listed", others.map((one) => ({ ...one, flags: [] }))],
    ["it is another gene", others.map((one) => ({ ...one, gene: { symbol: "GENE2" } }))],
  ])("is told where %s", (_, after) => {
    expect(gone(...after)).toEqual(["1-2"]);
  });
});

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

describe("a row on a panel", () => {
  const on = (row: string, ...ids: string[]): ReportDocument => {
    const document = report({});
    const [candidate] = document.candidates;
    const rows = [{ id: row, name: `Panel ${row}`, version: "1.0", confidence: "green" }];
    const panels = ids.map((id) => ({ id }));
    return { ...document, panels, candidates: [{ ...candidate, panels: rows }] } as ReportDocument;
  };
  it("that moved from one panel of the case to another is a difference: the page names the panel", () => {
    expect(differencesOf(on("1", "1", "2"), on("2", "1", "2"))).toMatchObject([
      { parts: ["panels"] },
    ]);
  });
  it("is none where the case's rule leads to another panel", () => {
    expect(differencesOf(on("1", "1"), on("2", "2"))).toEqual([]);
  });
});
