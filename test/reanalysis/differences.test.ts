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
  return { candidates: [candidate], untiered: {} } as unknown as ReportDocument;
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
      ({ candidates, untiered: {} }) as unknown as ReportDocument;
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
