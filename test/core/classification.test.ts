/** What a classification says and how heavy it is, for everybody who asks. */
import { describe, expect, it } from "vitest";
import {
  isPathogenic,
  isReviewed,
  mayRescue,
  mayWeigh,
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
