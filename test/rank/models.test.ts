/** Which model leads a candidate, and what its sentence may say. */
import { describe, expect, it } from "vitest";
import { MODEL_ORDER } from "../../src/core/inheritance-models.ts";
import { candidatesOfGene } from "../../src/rank/index.ts";
import type { Candidate } from "../../src/rank/types.ts";
import { geneCase, keyOf, result, row, variant, type CaseOver } from "./build.ts";

function one(over: CaseOver): Candidate {
  const [found, ...more] = candidatesOfGene(geneCase(over)).candidates;
  if (found === undefined || more.length > 0) throw new Error("one candidate was expected");
  return found;
}

describe("BOTH-01 AR-04 the model that gives the better place leads", () => {
  const v = variant("lof", { zygosity: "hom" });
  const results = [
    result("AD", [v], { penetrance: "incomplete", flags: ["hom_in_AD"], origins: ["MAT"] }),
    result("AR_HOM", [v], {
      verdict: "UNCERTAIN",
      reasons: ["hom_nonmendelian"],
      flags: ["hom_nonmendelian"],
      origins: ["MAT"],
    }),
  ];

  it.each(["both", "both_biallelic_severe", "unknown", "other", "missing"] as const)(
    "a gene of mode %s ranks it as a biallelic gene does",
    (mode) => {
      const found = one({ variants: [v], rows: [row({ mode })], results });
      const biallelic = one({ variants: [v], rows: [row({ mode: "biallelic" })], results });
      expect(found.models.map((m) => m.model)).toEqual(["AR_HOM", "AD"]);
      expect(found).toMatchObject({ band: 1, tier: biallelic.tier, verdict: "UNCERTAIN" });
      expect(found.flags).toEqual(expect.arrayContaining(["hom_nonmendelian", "uncertain"]));
      expect(found.flags).not.toContain("incomplete_penetrance");
      expect(found.reason).not.toContain("penetrance only");
    },
  );

  it("a monoallelic gene: another model passes, so the sentence does not say only", () => {
    const found = one({ variants: [v], rows: [row()], results });
    expect(found.models.map((m) => m.model)).toEqual(["AD", "AR_HOM"]);
    expect(found.reason).toContain("autosomal dominant (incomplete penetrance);");
  });

  it("nothing but incomplete penetrance is still told as that alone", () => {
    const found = one({ variants: [v], results: results.slice(0, 1) });
    expect(found).toMatchObject({ band: 3 });
    expect(found.reason).toContain("autosomal dominant (incomplete penetrance only)");
  });
});

it.each([
  ["neither parent has a call", null, "UNKNOWN", ["AD", "AD_DENOVO"]],
  ["a parent may be mosaic", null, "MAT_MOSAIC", ["AD", "AD_DENOVO"]],
  ["weak evidence that it is new", "LOW", "DENOVO", ["AD_DENOVO", "AD"]],
] as const)(
  "a de novo model leads only where something shows it: %s",
  (_, grade, origin, order) => {
    const v = variant("lof");
    const over = { verdict: "UNCERTAIN", origins: [origin], deNovo: [grade] } as const;
    const open = { ...over, origins: [...over.origins], deNovo: [...over.deNovo] };
    const found = one({
      variants: [v],
      results: [result("AD_DENOVO", [v], open), result("AD", [v], open)],
    });
    expect(found.models.map((m) => m.model)).toEqual(order);
  },
);

it("one order of models, the one that docs/ranking.md tells", async () => {
  const { readFileSync } = await import("node:fs");
  const text = readFileSync(new URL("../../docs/ranking.md", import.meta.url), "utf8");
  expect(text.replaceAll(/\s+/g, " ")).toContain(MODEL_ORDER.join(", "));
});

describe("flags of the lists stand only where a panel's mode lets the list be (DEC-09, X-03)", () => {
  const v = variant("lof");
  const side = (["one_hit", "xlr_female_het"] as const).map((list) => ({
    list,
    allele: keyOf(v),
    flags: [],
    reason: "",
  }));
  it.each([
    ["monoallelic", "AD", [], "green"],
    ["both", "AD", ["one_hit"], "green"],
    ["both", "AD", [], "amber"],
    ["x_monoallelic_females", "XLD", [], "green"],
  ] as const)("%s %s: %j (%s)", (mode, model, flags, confidence) => {
    const rows = [row({ mode, confidence })];
    const found = one({ variants: [v], rows, results: [result(model, [v])], side });
    expect(found.flags.filter((f) => f === "one_hit" || f === "xlr_female_het")).toEqual(flags);
  });
});

describe("CH-02 two new alleles stand below what is certain", () => {
  it.each([
    [[], 0],
    [["one_denovo"], 0],
    [["both_denovo"], 1],
    [["both_denovo", "likely_same_haplotype"], 2],
  ])("%j: place %i", (flags, band) => {
    const pair = [variant("lof", { pos: 10 }), variant("lof", { pos: 11 })];
    const results = [result("AR_COMPHET", pair, { phase: "TRANS_POSSIBLE", flags })];
    const found = one({ variants: pair, rows: [row({ mode: "biallelic" })], results });
    expect(found.band).toBe(band);
  });
});

describe("X-11 a hemizygous male whose unaffected mother carries", () => {
  const v = variant("lof", { chrom: "X", zygosity: "hemi" });
  const found = (mode: "x_monoallelic_females" | "x_biallelic_females", flags: string[]) =>
    one({
      variants: [v],
      rows: [row({ mode })],
      results: [
        result("XLR", [v], { flags, origins: ["MAT"] }),
        result("XLD", [v], { flags, origins: ["MAT"] }),
      ],
    });

  it.each(["x_monoallelic_females", "x_biallelic_females"] as const)(
    "the recessive model leads in a gene of mode %s, in plain words",
    (mode) => {
      const candidate = found(mode, ["mother_carrier_unaffected"]);
      expect(candidate.models.map((m) => m.model)).toEqual(["XLR", "XLD"]);
      expect(candidate).toMatchObject({ tier: 1, band: 0 });
      expect(candidate.reason).toContain(
        "; X-linked, hemizygous, mother is a carrier (complete penetrance); inherited from the mother",
      );
      expect(candidate.reason).not.toMatch(/dominant|monoallelic/);
    },
  );

  it("without her the panel's mode decides", () => {
    const candidate = found("x_monoallelic_females", []);
    expect(candidate.models.map((m) => m.model)).toEqual(["XLD", "XLR"]);
    expect(candidate.reason).toContain("; X-linked, hemizygous (complete penetrance)");
  });

  it.each([
    ["monoallelic", "(monoallelic)"],
    ["x_monoallelic_females", "(X-linked, females affected by one copy)"],
    ["x_biallelic_females", "(X-linked, females affected by two copies)"],
    ["both_biallelic_severe", "(monoallelic or biallelic, more severe if biallelic)"],
    ["missing", "(no mode of inheritance stated)"],
  ] as const)("a row of mode %s is told %s", (mode, words) => {
    const w = variant("lof");
    const models = [result("AD", [w]), result("XLD", [w]), result("XLR", [w])];
    const { reason } = one({ variants: [w], rows: [row({ mode })], results: models });
    expect(reason).toContain(`green on Epilepsy 1.0 ${words};`);
  });
});
