import { describe, expect, it } from "vitest";
import { acmgEvidence } from "../../src/acmg/index.ts";
import { bp4, bp7, isPseudoExon, pp3 } from "../../src/acmg/prediction.ts";
import {
  CALIBRATIONS,
  choosePredictor,
  meaningOfScore,
  type PredictorName,
} from "../../src/core/predictors.ts";
import { find, input, missense, SETTINGS, told, transcript } from "./build.ts";

const NAMES = Object.keys(CALIBRATIONS) as PredictorName[];

/** The tables of PP3-05 as printed: lower bound, upper bound, what it says; brackets as in the table. */
const TABLE: Record<PredictorName, string> = {
  REVEL:
    "(,0.003] benign very_strong; (0.003,0.016] benign strong; (0.016,0.183] benign moderate; (0.183,0.290] benign supporting; (0.290,0.644) none; [0.644,0.773) pathogenic supporting; [0.773,0.932) pathogenic moderate; [0.932,) pathogenic strong",
  BayesDel_noAF:
    "(,-0.36] benign moderate; (-0.36,-0.18] benign supporting; (-0.18,0.13) none; [0.13,0.27) pathogenic supporting; [0.27,0.50) pathogenic moderate; [0.50,) pathogenic strong",
  VEST4:
    "(,0.302] benign moderate; (0.302,0.449] benign supporting; (0.449,0.764) none; [0.764,0.861) pathogenic supporting; [0.861,0.965) pathogenic moderate; [0.965,) pathogenic strong",
  MutPred2:
    "(,0.010] benign strong; (0.010,0.197] benign moderate; (0.197,0.391] benign supporting; (0.391,0.737) none; [0.737,0.829) pathogenic supporting; [0.829,0.932) pathogenic moderate; [0.932,) pathogenic strong",
  CADD: "(,0.15] benign strong; (0.15,17.3] benign moderate; (17.3,22.7] benign supporting; (22.7,25.3) none; [25.3,28.1) pathogenic supporting; [28.1,) pathogenic moderate",
  AlphaMissense:
    "(,0.099] benign moderate; (0.099,0.169] benign supporting; (0.169,0.792) none; [0.792,0.906) pathogenic supporting; [0.906,0.990) pathogenic moderate; [0.990,) pathogenic strong",
};

/** Every edge: the bound itself, and the nearest numbers on both sides. */
function* edges(): Generator<[PredictorName, number, string]> {
  for (const name of NAMES) {
    const intervals = TABLE[name].split("; ").map((text) => {
      const m = /^([[(])([-\d.]*),([-\d.]*)([\])]) (.*)$/.exec(text);
      if (m === null) throw new Error(text);
      return { low: m[2], lowIn: m[1] === "[", high: m[3], highIn: m[4] === "]", says: m[5] };
    });
    for (const [i, own] of intervals.entries()) {
      const next = intervals[i + 1];
      if (next === undefined) continue;
      expect(own.high).toBe(next.low);
      expect(own.highIn).not.toBe(next.lowIn);
      const bound = Number(own.high);
      const step = Math.max(Math.abs(bound), 1) * 1e-12;
      yield [name, bound - step, own.says ?? ""];
      yield [name, bound, (own.highIn ? own.says : next.says) ?? ""];
      yield [name, bound + step, next.says ?? ""];
    }
  }
}

describe("5.7: every edge of every calibrated predictor", () => {
  it.each([...edges()])("%s %d: %s", (name, score, says) => {
    const { direction, strength } = meaningOfScore(name, score);
    expect([direction, strength].filter((x) => x !== null).join(" ")).toBe(says);
  });
});

function revel(score: number, spliceAi: number | null = 0, terms = "missense_variant") {
  return input({
    transcript: missense({ terms: terms.split("&") }),
    predictors: {
      available: ["REVEL"],
      scores: { REVEL: score },
      spliceAi: { max: spliceAi, gains: null },
    },
  });
}

describe("T31, PP3-05: REVEL", () => {
  it.each([
    [0.643999, "not_met", "not_met"],
    [0.644, "met:supporting", "not_met"],
    [0.7729, "met:supporting", "not_met"],
    [0.773, "met:moderate", "not_met"],
    [0.932, "met:strong", "not_met"],
    [0.29, "not_met", "met:supporting"],
    [0.291, "not_met", "not_met"],
    // PP3-02: BP4 weighs no more than Supporting
    [0.001, "not_met", "met:supporting"],
  ])("%d: PP3 %s, BP4 %s", (score, up, down) => {
    expect(told(pp3(revel(score), SETTINGS))).toBe(up);
    expect(told(bp4(revel(score), SETTINGS))).toBe(down);
  });
  it("PP3-02: the policy may let BP4 weigh more", () => {
    expect(told(bp4(revel(0.01), { ...SETTINGS, bp4Max: "very_strong" }))).toBe("met:strong");
  });
});

describe("PP3-01, DC-03: one predictor for the run", () => {
  it("is the first of the preference that the run has", () => {
    expect(choosePredictor(SETTINGS.predictors, ["CADD", "AlphaMissense"])).toBe("AlphaMissense");
    expect(choosePredictor(SETTINGS.predictors, ["VEST4"])).toBeNull();
  });
  it("another one is not asked where it has no score", () => {
    const predictors = {
      available: ["REVEL", "AlphaMissense"] as const,
      scores: { REVEL: null, AlphaMissense: 0.99 },
    };
    expect(pp3(input({ predictors }), SETTINGS).status).toBe("not_assessed");
    expect(bp4(input({ predictors }), SETTINGS).status).toBe("not_assessed");
  });
  it("PP3-04: nothing to choose from is not assessed", () => {
    const given = input({ predictors: { available: [], scores: {} } });
    expect(pp3(given, SETTINGS).status).toBe("not_assessed");
  });
});

describe("PP3-03, SPL-03: missense and splicing", () => {
  const near = "missense_variant&splice_region_variant";
  it.each([
    [0.5, 0.35, near, "met:supporting", "not_met"],
    [0.95, 0.35, near, "met:strong", "not_met"],
    [0.2, 0.1, near, "not_met", "met:supporting"],
    [0.2, 0.11, near, "not_met", "not_met"],
    [0.2, null, near, "not_assessed", "not_assessed"],
    [0.5, 0.2, "missense_variant", "met:supporting", "not_met"],
    [0.2, 0.5, "missense_variant", "met:supporting", "not_met"],
    [0.2, null, "missense_variant", "not_met", "met:supporting"],
  ] as const)("REVEL %d, SpliceAI %s, %s: PP3 %s, BP4 %s", (score, splice, terms, up, down) => {
    expect(told(pp3(revel(score, splice, terms), SETTINGS))).toBe(up);
    expect(told(bp4(revel(score, splice, terms), SETTINGS))).toBe(down);
  });
});

describe("T33, SPL-01, SPL-02: SpliceAI of a synonymous change", () => {
  const silent = (max: number | null, terms = "synonymous_variant", over = {}) =>
    input({
      transcript: transcript(terms, over),
      predictors: { spliceAi: max === null ? null : { max, gains: null } },
    });
  it.each([
    [0.1, "not_met", "met:supporting", "met:supporting", -2],
    [0.1000001, "not_met", "not_met", "not_met", 0],
    [0.15, "not_met", "not_met", "not_met", 0],
    [0.1999999, "not_met", "not_met", "not_met", 0],
    [0.2, "met:supporting", "not_met", "not_met", 1],
    // SPL-05: never more than Supporting
    [0.99, "met:supporting", "not_met", "not_met", 1],
    // SPL-06
    [null, "not_assessed", "not_assessed", "not_assessed", 0],
  ] as const)("%s: PP3 %s, BP4 %s, BP7 %s, %d points", (max, up, down, seven, points) => {
    const { criteria, points: total } = acmgEvidence(silent(max), SETTINGS);
    expect(told(find(criteria, "PP3"))).toBe(up);
    expect(told(find(criteria, "BP4"))).toBe(down);
    expect(told(find(criteria, "BP7"))).toBe(seven);
    expect(total).toBe(points);
  });
  it.each([
    ["the first base", { fromStart: 0, fromEnd: 80 }, "not_met"],
    ["the second base", { fromStart: 1, fromEnd: 80 }, "met:supporting"],
    ["the third from the end", { fromStart: 80, fromEnd: 2 }, "not_met"],
    ["the fourth from the end", { fromStart: 80, fromEnd: 3 }, "met:supporting"],
  ])("SPL-02, %s of an exon: BP7 %s", (_, exonEdge, expected) => {
    expect(told(bp7(silent(0, "synonymous_variant", { exonEdge }), SETTINGS))).toBe(expected);
  });
  it("SPL-02, by the annotator's term where distances are not known", () => {
    const given = silent(0, "splice_region_variant&synonymous_variant");
    expect(bp7(given, SETTINGS).status).toBe("not_met");
  });
  it.each([
    [6, "not_met"],
    [7, "met:supporting"],
    [-20, "not_met"],
    [-21, "met:supporting"],
    [null, "not_assessed"],
  ])("SPL-02, intron %s: BP7 %s", (intronOffset, expected) => {
    expect(told(bp7(silent(0, "intron_variant", { intronOffset }), SETTINGS))).toBe(expected);
  });
  it.each(["stop_gained", "splice_donor_variant", "missense_variant", "inframe_deletion"])(
    "BP7 is not for %s",
    (terms) => expect(bp7(silent(0, terms), SETTINGS).status).toBe("not_applicable"),
  );
  it("DC-01: SpliceAI at a splice site is PVS1's", () => {
    const given = silent(0.9, "splice_donor_variant");
    expect(pp3(given, SETTINGS).status).toBe("not_applicable");
    expect(bp4(given, SETTINGS).status).toBe("not_applicable");
  });
  it("an in-frame change is not benign because it does not splice", () => {
    expect(bp4(silent(0, "inframe_deletion"), SETTINGS).status).toBe("not_applicable");
  });
});

describe("SPL-04: a pseudo-exon", () => {
  const gains = [{ score: 0.2, shift: null }];
  it.each([
    [51, gains, true],
    [50, gains, false],
    [-51, gains, true],
    [60, null, false],
  ])("intron %d: %s", (intronOffset, found, expected) => {
    const given = input({
      transcript: transcript("intron_variant", { intronOffset }),
      predictors: { spliceAi: { max: 0.2, gains: found } },
    });
    expect(isPseudoExon(given, SETTINGS)).toBe(expected);
    expect(acmgEvidence(given, SETTINGS).flags.includes("pseudo_exon")).toBe(expected);
  });
});
