/** What a classification says and how heavy it is, for everybody who asks. */
import { describe, expect, it } from "vitest";
import {
  compareClass,
  harmOf,
  isPathogenic,
  isReviewed,
  mayRescue,
  mayWeigh,
  strongest,
  type Significance,
} from "../../src/core/classification.ts";

const said = (
  significance: Significance,
  stars: number | null,
  over: { origin?: "info" | "csq" | "inhouse"; somaticOnly?: boolean } = {},
) => ({
  significance,
  stars,
  pathogenicLeaning: false,
  somaticOnly: false,
  origin: "info" as const,
  ...over,
});

describe("what a statement may do", () => {
  it.each([
    ["a star", said("P", 1), true, true],
    ["no star", said("P", 0), false, false],
    ["no review status: passes the filters, is not reviewed", said("LP", null), true, false],
    ["the laboratory's own list", said("LP", null, { origin: "inhouse" }), true, true],
    ["CV-07 by position alone", said("P", 4, { origin: "csq" }), false, true],
    ["CV-11 of tumours alone", said("P", 4, { somaticOnly: true }), false, true],
  ])("%s", (_what, statement, weighs, reviewed) => {
    expect(mayWeigh(statement)).toBe(weighs);
    expect(isPathogenic(statement)).toBe(weighs);
    expect(mayRescue(statement)).toBe(weighs);
    expect(isReviewed(statement)).toBe(reviewed);
  });

  it("CV-04 low penetrance rescues and is not pathogenic", () => {
    expect(mayRescue(said("P_LOWPEN", 2))).toBe(true);
    expect(isPathogenic(said("P_LOWPEN", 2))).toBe(false);
  });
});

describe("how heavy a class is", () => {
  const sorted = (
    words: string,
    compare: (a: { significance: Significance }, b: { significance: Significance }) => number,
  ): string =>
    (words.split(" ") as Significance[])
      .map((significance) => ({ significance }))
      .toSorted(compare)
      .map(({ significance }) => significance)
      .join(" ");
  const any = "VUS P OTHER B LP_LOWPEN P/LP LB CONF LP B/LB P_LOWPEN";

  it("from benign to pathogenic: what has no class stands below uncertain", () => {
    expect(sorted(any, (a, b) => harmOf(a) - harmOf(b))).toBe(
      "B B/LB LB OTHER VUS CONF LP_LOWPEN P_LOWPEN LP P/LP P",
    );
  });

  it("of two records of one allele the weightier, one with a class before one without", () => {
    expect(sorted(any, compareClass)).toBe("P P/LP LP P_LOWPEN LP_LOWPEN CONF VUS LB B/LB B OTHER");
  });
});

describe("the strongest of several statements", () => {
  const named = { ...said("VUS", 1), genes: ["GENE1"] };
  const unnamed = { ...said("VUS", 2), genes: [] as string[] };
  const pathogenic = { ...said("P", 1), genes: ["GENE1"] };

  it("of those that rescue nothing is the first, whether it names a gene or not", () => {
    expect(strongest([named, unnamed])).toBe(named);
    expect(strongest([unnamed, named])).toBe(unnamed);
  });

  it("of equals that rescue names no gene", () => {
    const open = { ...pathogenic, genes: [] as string[] };
    expect(strongest([named, pathogenic, open])).toBe(open);
    expect(strongest([pathogenic, { ...pathogenic }])).toBe(pathogenic);
  });
});
