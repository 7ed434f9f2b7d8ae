// Classes of CLNSIG, their places, counts of CLNSIGCONF and ORIGIN's bits (CV-04, CV-05, CV-11).
import { describe, expect, it } from "vitest";
import {
  conflictCounts,
  isPathogenicLeaning,
  isSomaticOnly,
  sideTokens,
  significanceOf,
} from "../../src/vcf/clinvar-significance.ts";

describe("the class, and the place of the submission that decides", () => {
  it.each([
    ["Benign|Pathogenic", "P", 1],
    ["Likely_pathogenic|Pathogenic", "P/LP", 1],
    ["Benign/Likely_benign|Uncertain_significance", "VUS", 1],
    ["Benign|Likely_benign", "B/LB", 1],
    ["2|3|2", "B/LB", 1],
    ["255|4", "LP", 1],
    ["0|0", "VUS", 0],
    ["255|6", "OTHER", -1],
    ["", "OTHER", -1],
    ["Likely_pathogenic|Benign", "LP", 0],
    ["Likely_pathogenic,_low_penetrance|Pathogenic,_low_penetrance", "P_LOWPEN", 1],
    ["Conflicting_data_from_submitters|Likely_pathogenic,_low_penetrance", "LP_LOWPEN", 1],
    ["Uncertain_significance|Conflicting_data_from_submitters", "CONF", 1],
    ["Pathogenic|Likely_benign|Benign", "P", 0],
    ["drug_response|Likely_benign", "LB", 1],
    [" pathogenic ", "P", 0],
  ])("%s", (text, significance, position) => {
    expect(significanceOf(text)).toEqual({ significance, position });
  });
});

describe("submissions by class", () => {
  const NONE = { pathogenic: 0, likelyPathogenic: 0, uncertain: 0, likelyBenign: 0, benign: 0 };
  it.each([
    ["", {}],
    ["Pathogenic(2)", { pathogenic: 2 }],
    ["Pathogenic,_low_penetrance(2)|Pathogenic(1)", { pathogenic: 3 }],
    ["Likely_pathogenic(4)", { likelyPathogenic: 4 }],
    ["Likely_pathogenic,_low_penetrance(4)", { likelyPathogenic: 4 }],
    ["Uncertain_significance(12)", { uncertain: 12 }],
    ["Likely_benign(1)", { likelyBenign: 1 }],
    ["Benign(1)", { benign: 1 }],
    ["Pathogenic (2)|Benign(1)", { pathogenic: 2, benign: 1 }],
    ["Pathogenic(2),Benign(1)", { pathogenic: 2, benign: 1 }],
    ["Pathogenic|Benign(1)", { benign: 1 }],
    ["risk_factor(3)", {}],
    ["Pathogenic(x)", {}],
  ])("%s", (text, counts) => {
    expect(conflictCounts(text)).toEqual({ ...NONE, ...counts });
  });

  // CV-05: at least 60 % P or LP, at most 20 % B or LB.
  it.each([
    ["Pathogenic(6)|Uncertain_significance(4)", true],
    ["Pathogenic(59)|Uncertain_significance(41)", false],
    ["Likely_pathogenic(6)|Uncertain_significance(4)", true],
    ["Pathogenic(3)|Likely_pathogenic(3)|Uncertain_significance(4)", true],
    ["Pathogenic(6)|Uncertain_significance(2)|Benign(2)", true],
    ["Pathogenic(6)|Uncertain_significance(2)|Likely_benign(2)", true],
    ["Pathogenic(6)|Uncertain_significance(2)|Likely_benign(1)|Benign(1)", true],
    ["Pathogenic(60)|Uncertain_significance(19)|Benign(21)", false],
    ["Pathogenic(60)|Uncertain_significance(19)|Likely_benign(21)", false],
    ["Pathogenic(1)", true],
    ["Benign(1)", false],
    ["Pathogenic(0)", false],
  ])("%s leans to pathogenic: %s", (text, leaning) => {
    expect(isPathogenicLeaning(text)).toBe(leaning);
  });
});

it.each([
  ["Pathogenic", []],
  ["Pathogenic|risk_factor", ["risk factor"]],
  ["Pathogenic/drug_response|Affects", ["drug response", "Affects"]],
  ["Pathogenic,_low_penetrance|other", ["other"]],
  ["PATHOGENIC|| ", []],
  ["5|255", ["255"]],
])("tokens of no class in %s", (text, tokens) => {
  expect(sideTokens(text)).toEqual(tokens);
});

it.each([
  [undefined, false],
  ["", false],
  [".", false],
  ["0", false],
  ["1", false],
  ["2", true],
  ["3", false],
  ["6", true],
  ["7", false],
  ["2.5", false],
  ["x", false],
])("ORIGIN %s is of tumours alone: %s", (origin, somatic) => {
  expect(isSomaticOnly(origin)).toBe(somatic);
});
