import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { measuresOf, scoreOf, type ScoreInput } from "../../src/rank/score.ts";
import { scoreV1 } from "../../src/rank/score-v1.ts";
import type { CandidateVariant } from "../../src/rank/types.ts";
import { clinvar, consequence, frequency, result, variant } from "./build.ts";

const SILENT = { spliceAi: null, revel: null, cadd: null, alphaMissense: null };
const NONE = { loeuf: null, missenseZ: null, codingBases: null };

function scored(over: Partial<ScoreInput> & Pick<ScoreInput, "variants">) {
  const deNovo = over.variants.map(() => null);
  const best = result("AD", over.variants);
  const input = { deNovo, best, measures: NONE, isGreen: false, ...over };
  const { score, scoreParts } = scoreOf(input, DEFAULT_POLICY);
  const value = Object.fromEntries(scoreParts.map((p) => [p.part, p.value]));
  const note = Object.fromEntries(scoreParts.map((p) => [p.part, p.note]));
  return { score, value, note };
}

function parts(v: CandidateVariant, over: Partial<ScoreInput> = {}) {
  return scored({ variants: [v], ...over });
}

describe("score", () => {
  it.each([
    ["lof", 9],
    ["protein_altering", 0],
    ["noncoding_exon", -3],
    ["splice_near", -3],
    ["other", -6.5],
  ] as const)("consequence %s", (kind, expected) => {
    expect(parts(variant(kind)).value["consequence"]).toBe(expected);
  });

  it("DEC-08 a worse consequence elsewhere counts less by five", () => {
    const v = variant("other", { worse: consequence("lof") });
    expect(parts(v).value["consequence"]).toBe(4);
    expect(parts(v).note["consequence"]).toMatch(/^lof on /);
  });

  it.each([
    ["absent", frequency(null), 0, 0],
    ["AF 0", frequency(0), 0, 0],
    ["below the rarest that is told apart", frequency(1e-6), -1.5, 0],
    ["a hundred times that", frequency(4e-4), -17.5, -8],
    ["FREQ-04 not assessed: nothing", frequency(null, { assessed: false }), 0, 0],
  ])("frequency: %s", (_name, evidence, dominant, recessive) => {
    const v = variant("lof", { frequency: evidence, zygosity: "hom" });
    expect(parts(v).value["frequency"]).toBe(dominant);
    expect(parts(v, { best: result("AR_HOM", [v]) }).value["frequency"]).toBe(recessive);
  });

  it.each([
    ["none", {}, 0, "no prediction"],
    ["between", { revel: 0.5 }, 0, "REVEL 0.5"],
    ["strong", { revel: 0.95 }, 12.7, "REVEL 0.95"],
    ["moderate", { revel: 0.8 }, 6.4, "REVEL 0.8"],
    ["supporting", { revel: 0.7 }, 3.2, "REVEL 0.7"],
    ["benign, supporting", { revel: 0.25 }, -3.2, "REVEL 0.25"],
    ["benign, more is not believed", { revel: 0.01 }, -6.4, "REVEL 0.01"],
    ["the policy's first, whatever others say", { revel: 0.25, cadd: 40 }, -3.2, "REVEL 0.25"],
    [
      "SpliceAI of a missense that the predictor calls harmless",
      { revel: 0.1, spliceAi: 0.4 },
      3.2,
      "SpliceAI 0.4",
    ],
  ])("predictor: %s", (_name, over, expected, note) => {
    const found = parts(variant("protein_altering", { inSilico: { ...SILENT, ...over } }));
    expect(found.value["predictor"]).toBe(expected);
    expect(found.note["predictor"]).toBe(note);
  });

  it("predictor: a missense's score says nothing of a stop, SpliceAI says it near a splice site", () => {
    const of = (kind: "lof" | "splice_near", spliceAi: number): number =>
      parts(variant(kind, { inSilico: { ...SILENT, revel: 0.99, spliceAi } })).value["predictor"] ??
      99;
    expect([of("lof", 0.9), of("splice_near", 0.9), of("splice_near", 0.05)]).toEqual([
      0, 3.2, -3.2,
    ]);
  });

  it.each([
    [clinvar("P", 3), 20],
    [clinvar("P/LP", 2), 20],
    [clinvar("LP", 1), 15],
    [clinvar("P_LOWPEN", 2), 7],
    [clinvar("CONF", 1, { pathogenicLeaning: true }), 7],
    [clinvar("VUS", 2), 0],
    [clinvar("P", 0), 0],
    [clinvar("P", 3, { origin: "csq" }), 0],
    [clinvar("B", 2), -20],
    [clinvar("B", 0), 0],
  ])("ClinVar $significance, $stars stars, $origin", (evidence, expected) => {
    expect(parts(variant("lof", { clinvar: evidence })).value["clinvar"]).toBe(expected);
  });

  it("ClinVar and a prediction are not counted twice: 25 together", () => {
    const inSilico = { ...SILENT, revel: 0.95 };
    const { value, note } = parts(
      variant("protein_altering", { inSilico, clinvar: clinvar("P", 3) }),
    );
    expect([value["predictor"], value["clinvar"]]).toEqual([12.7, 12.3]);
    expect(note["clinvar"]).toContain("held to 25");
  });

  it("COMB-05 alleles of a pair are added, and the total is the sum of what is shown", () => {
    const a = variant("lof", { pos: 1, frequency: frequency(4e-5), qcFailures: ["depth<10"] });
    const b = variant("protein_altering", { pos: 2 });
    const best = result("AR_COMPHET", [a, b], { phase: "TRANS" });
    const { score, value } = scored({ variants: [a, b], deNovo: ["HIGH", null], best });
    expect(value).toEqual({
      genotype: 12,
      de_novo: 20,
      consequence: 9,
      frequency: -4,
      predictor: 0,
      clinvar: 0,
      quality: -13,
    });
    expect(score).toBe(24);
  });

  it("the second loss of function of a pair adds little", () => {
    const [a, b] = [variant("lof", { pos: 1 }), variant("lof", { pos: 2 })];
    const of = (variants: CandidateVariant[]): number | undefined =>
      scored({ variants, best: result("AR_COMPHET", variants, { phase: "TRANS" }) }).value[
        "consequence"
      ];
    expect(of([a, b])).toBe(11);
    expect(of([a, variant("splice_near", { pos: 2 })])).toBe(6);
  });

  it("genotypes: phase of a pair, both copies, a man's one", () => {
    const [a, b] = [variant("lof", { pos: 1 }), variant("lof", { pos: 2 })];
    const pair = (phase: "TRANS_LIKELY" | "TRANS_POSSIBLE" | "UNPHASED"): number | undefined =>
      scored({ variants: [a, b], best: result("AR_COMPHET", [a, b], { phase }) }).value["genotype"];
    expect([pair("TRANS_LIKELY"), pair("TRANS_POSSIBLE"), pair("UNPHASED")]).toEqual([
      12, 6.5, 6.5,
    ]);
    const hom = variant("lof", { zygosity: "hom" });
    expect(parts(hom, { best: result("AR_HOM", [hom]) }).value["genotype"]).toBe(19.5);
    const hemi = variant("lof", { zygosity: "hemi", chrom: "X" });
    expect(parts(hemi, { best: result("XLR", [hemi]) }).value["genotype"]).toBe(0.5);
    expect(parts(hom).value["genotype"]).toBe(0);
    expect(parts(hom, { best: null }).value["genotype"]).toBe(0);
  });

  it("DEC-58: of alleles that may be common both copies say little", () => {
    const open = frequency(null, { assessed: false });
    const hom = variant("lof", { zygosity: "hom", frequency: open });
    expect(parts(hom, { best: result("AR_HOM", [hom]) }).value["genotype"]).toBe(4);
    const b = variant("lof", { pos: 2 });
    const pair = (phase: "TRANS" | "UNPHASED"): number | undefined =>
      scored({ variants: [hom, b], best: result("AR_COMPHET", [hom, b], { phase }) }).value[
        "genotype"
      ];
    expect([pair("TRANS"), pair("UNPHASED")]).toEqual([4, 1.5]);
  });

  it("de novo of a lower grade speaks against the call", () => {
    const of = (grade: "HIGH" | "MEDIUM" | "LOW"): number | undefined =>
      parts(variant("lof"), { deNovo: [grade] }).value["de_novo"];
    expect([of("HIGH"), of("MEDIUM"), of("LOW")]).toEqual([20, -4, -4]);
  });

  it("constraint: by reading and class, held within its limits; no part without a fact", () => {
    const measures = { loeuf: 0.1, missenseZ: 5, codingBases: null };
    const lof = variant("lof");
    const missense = variant("protein_altering");
    const of = (v: CandidateVariant, over: Partial<ScoreInput> = {}): number | undefined =>
      parts(v, { measures, ...over }).value["constraint"];
    // -ln 0.1 is held to 1.05, Z to 3.1; values to one decimal, 5.25 to 5.3.
    expect(of(lof)).toBe(5.3);
    expect(of(missense)).toBe(8.8);
    expect(of(missense, { measures: { ...measures, loeuf: null } })).toBe(6.2);
    expect(of(lof, { best: result("AR_HOM", [lof]) })).toBe(1.6);
    expect(of(lof, { measures: { ...measures, loeuf: 2 } })).toBe(-2.5);
    expect(of(variant("splice_near"))).toBeUndefined();
    expect(of(lof, { measures: NONE })).toBeUndefined();
    expect(of(lof, { measures: { ...NONE, missenseZ: 2 } })).toBeUndefined();
  });

  it("length: long genes have more variants; from the table, else by the annotation", () => {
    const of = (codingBases: number | null): number | undefined =>
      parts(variant("lof"), { measures: { ...NONE, codingBases } }).value["length"];
    expect([of(1500), of(4077), of(100_000), of(100), of(null)]).toEqual([0, -4, -8, 6, undefined]);
    const v = variant("lof", { consequence: consequence("lof", { proteinPosition: "12/499" }) });
    expect(measuresOf({ measures: NONE }, [v]).codingBases).toBe(1500);
    expect(measuresOf({ measures: { ...NONE, codingBases: 90 } }, [v]).codingBases).toBe(90);
    expect(measuresOf({ measures: NONE }, [variant("lof")]).codingBases).toBeNull();
  });

  it("DEC-56 the panel: 20 where the gene is green and the mode fits", () => {
    expect(parts(variant("lof"), { isGreen: true }).score - parts(variant("lof")).score).toBe(20);
  });
});

describe("score_v1", () => {
  it("is what the releases before gave: means over a pair", () => {
    const a = variant("lof", { pos: 1, frequency: frequency(1e-4), qcFailures: ["depth<10"] });
    const b = variant("protein_altering", { pos: 2 });
    const best = result("AR_COMPHET", [a, b], { phase: "TRANS_LIKELY" });
    const v1 = scoreV1({ variants: [a, b], deNovo: ["HIGH", null], best }, DEFAULT_POLICY);
    expect(v1).toBe(24 + 15 + 10 + 10 + 7 - 7.5);
  });

  it.each([
    [{ worse: consequence("lof") }, 15 + 20 + 10],
    [{ inSilico: { ...SILENT, revel: 0.2, cadd: 36, spliceAi: 0.5 } }, 4 + 20 + 10 + 9],
    [{ frequency: frequency(null, { assessed: false }) }, 4 + 10 + 10],
    [{ clinvar: clinvar("P", 3) }, 4 + 20 + 10 + 31],
    [{ clinvar: clinvar("LP", 1) }, 4 + 20 + 10 + 22],
    [{ clinvar: clinvar("P_LOWPEN", 2) }, 4 + 20 + 10 + 10],
    [{ clinvar: clinvar("B", 2) }, 4 + 20 + 10 - 25],
  ])("of one allele %j", (over, expected) => {
    const v = variant("other", over);
    const best = result("AD", [v]);
    expect(scoreV1({ variants: [v], deNovo: [null], best }, DEFAULT_POLICY)).toBe(expected);
  });
});
