import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { scoreOf } from "../../src/rank/score.ts";
import type { CandidateVariant } from "../../src/rank/types.ts";
import { clinvar, consequence, frequency, result, variant } from "./build.ts";

const silent = { spliceAi: null, revel: null, cadd: null, alphaMissense: null };

function parts(v: CandidateVariant) {
  const best = result("AD", [v]);
  const { score, scoreParts } = scoreOf({ variants: [v], deNovo: [null], best }, DEFAULT_POLICY);
  const value = Object.fromEntries(scoreParts.map((p) => [p.part, p.value]));
  const note = Object.fromEntries(scoreParts.map((p) => [p.part, p.note]));
  return { score, value, note };
}

describe("score", () => {
  it.each([
    ["lof", 30],
    ["protein_altering", 18],
    ["noncoding_exon", 12],
    ["splice_near", 10],
    ["other", 4],
  ] as const)("consequence %s", (kind, expected) => {
    expect(parts(variant(kind)).value["consequence"]).toBe(expected);
  });

  it("DEC-08 a worse consequence elsewhere counts half", () => {
    const v = variant("other", { worse: consequence("lof") });
    expect(parts(v).value["consequence"]).toBe(15);
  });

  it.each([
    ["absent", frequency(null), 20],
    ["AF 0", frequency(0), 20],
    ["a 10,000th of the recessive limit", frequency(1e-6), 20],
    ["a hundredth of the limit", frequency(1e-4), 10],
    ["the limit", frequency(0.01), 0],
    ["above the limit", frequency(0.05), 0],
    ["FREQ-04 not assessed: half", frequency(null, { assessed: false }), 10],
  ])("rarity: %s", (_name, evidence, expected) => {
    expect(parts(variant("lof", { frequency: evidence })).value["rarity"]).toBe(expected);
  });

  it.each([
    ["none", {}, 0, "no prediction"],
    ["REVEL", { revel: 0.7 }, 7, "REVEL 0.7"],
    ["the highest of all", { revel: 0.2, cadd: 36, spliceAi: 0.5 }, 9, "CADD 36"],
    ["CADD above 40 is 1", { cadd: 52 }, 10, "CADD 52"],
  ])("in silico: %s", (_name, over, expected, note) => {
    const found = parts(variant("lof", { inSilico: { ...silent, ...over } }));
    expect(found.value["in_silico"]).toBe(expected);
    expect(found.note["in_silico"]).toBe(note);
  });

  it.each([
    [clinvar("P", 3), 31],
    [clinvar("P/LP", 2), 29],
    [clinvar("LP", 1), 22],
    [clinvar("P_LOWPEN", 2), 10],
    [clinvar("CONF", 1, { pathogenicLeaning: true }), 10],
    [clinvar("VUS", 2), 0],
    [clinvar("P", 0), 0],
    [clinvar("P", 3, { origin: "csq" }), 0],
    [clinvar("B", 2), -25],
    [clinvar("B", 0), 0],
  ])("ClinVar $significance, $stars stars, $origin", (evidence, expected) => {
    expect(parts(variant("lof", { clinvar: evidence })).value["clinvar"]).toBe(expected);
  });

  it("COMB-05 parts of an allele are the mean of the pair; the total is the sum of what is shown", () => {
    const a = variant("lof", { pos: 1, frequency: frequency(1e-4), qcFailures: ["depth<10"] });
    const b = variant("protein_altering", { pos: 2 });
    const { score, scoreParts } = scoreOf(
      {
        variants: [a, b],
        deNovo: ["HIGH", null],
        best: result("AR_COMPHET", [a, b], { phase: "TRANS_LIKELY" }),
      },
      DEFAULT_POLICY,
    );
    expect(scoreParts.map((p) => [p.part, p.value])).toEqual([
      ["consequence", 24],
      ["rarity", 15],
      ["in_silico", 0],
      ["verdict", 10],
      ["clinvar", 0],
      ["de_novo", 10],
      ["phase", 7],
      ["quality", -7.5],
    ]);
    expect(score).toBe(58.5);
  });

  it("a homozygote under a recessive model needs no phase", () => {
    const v = variant("lof", { zygosity: "hom" });
    const { scoreParts } = scoreOf(
      { variants: [v], deNovo: [null], best: result("AR_HOM", [v]) },
      DEFAULT_POLICY,
    );
    expect(scoreParts.find((p) => p.part === "phase")?.value).toBe(10);
  });
});
