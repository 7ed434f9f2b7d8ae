import { describe, expect, it } from "vitest";
import { didYouMean, likeness, nearest, slips } from "../../src/core/nearest.ts";

describe("nearest", () => {
  const panels = ["epilepsy", "cardiomyopathy", "hearing-loss", "acmg-sf"];

  it.each([
    ["epilepsyy", ["epilepsy"]],
    ["EPILESPY", ["epilepsy"]],
    ["hearing loss", ["hearing-loss"]],
    ["kidney", []],
    ["", []],
  ])("%j is near to %j", (word, names) => expect(nearest(word, panels)).toEqual(names));

  it("two swapped letters are one slip, as one wrong letter is; ties by text", () => {
    expect(nearest("SCN1A", ["SCN2A", "SNC1A", "SCN1AX", "TTN"])).toEqual([
      "SCN1AX",
      "SCN2A",
      "SNC1A",
    ]);
  });

  it("a short word may be one slip away", () => {
    expect(nearest("NF", ["NF1", "TTN"])).toEqual(["NF1"]);
  });
});

describe("slips", () => {
  const found = slips("AB", "AC");

  it.each(["A", "B", "AAB", "ABC", "CB", "AC", "BA"])("%s is one slip from AB", (word) =>
    expect(found).toContain(word),
  );

  it("every slip is told once", () => expect(new Set(found).size).toBe(found.length));
});

it("likeness is the share of common runs of letters", () => {
  const alike = likeness("long qt syndrome");
  expect(alike("long qt syndrome")).toBe(1);
  expect(alike("long qt sindrome")).toBeGreaterThan(alike("brugada syndrome"));
  expect(alike("")).toBe(0);
});

it.each([
  [[], ""],
  [["A"], "Did you mean A?"],
  [["A", "B"], "Did you mean A or B?"],
  [["A", "B", "C"], "Did you mean A, B or C?"],
])("%j is worded as %j", (names, text) => expect(didYouMean(names)).toBe(text));
