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
