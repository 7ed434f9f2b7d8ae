import { describe, expect, it } from "vitest";
import { candidatesOfGene } from "../../src/rank/index.ts";
import { geneCase, keyOf, result, row, variant, type CaseOver } from "./build.ts";

const v = variant("lof");
const entry = (list: "one_hit" | "possible_mosaic" | "xlr_female_het" | "low_heteroplasmy") => ({
  list,
  allele: keyOf(v),
  flags: [],
  reason: "single_heterozygote",
});

function shown(over: CaseOver) {
  const out = candidatesOfGene(geneCase({ variants: [v], results: [], ...over }));
  return {
    tiers: out.candidates.map((c) => c.tier),
    lists: out.side.map((s) => s.list),
    dropped: out.dropped.map((d) => d.reason),
    out,
  };
}

describe("DEC-09 lists outside the tiers", () => {
  it("one_hit in a green biallelic gene", () => {
    const { tiers, lists, dropped, out } = shown({
      rows: [row({ mode: "biallelic" })],
      results: [result("AD", [v], { penetrance: "incomplete" })],
      side: [entry("one_hit")],
    });
    expect({ tiers, lists, dropped }).toEqual({ tiers: [], lists: ["one_hit"], dropped: [] });
    expect(out.side[0]?.reason).toMatch(/^One hit, second hit not found: .*single heterozygote$/);
    expect(out.side[0]).not.toHaveProperty("tier");
  });

  it.each([
    ["monoallelic", row()],
    ["amber biallelic", row({ mode: "biallelic", confidence: "amber" })],
  ])("no one_hit in a gene that is %s", (_name, one) => {
    const found = shown({ rows: [one], side: [entry("one_hit")] });
    expect(found.lists).toEqual([]);
    expect(found.dropped).toEqual(["no_model_passes"]);
  });

  it("no one_hit beside a candidate that holds the allele; the candidate says so", () => {
    const found = shown({
      rows: [row({ mode: "biallelic" })],
      results: [result("AD_DENOVO", [v])],
      side: [entry("one_hit")],
    });
    expect(found).toMatchObject({ tiers: [3], lists: [] });
    expect(found.out.candidates[0]?.flags).toEqual(
      expect.arrayContaining(["moi_mismatch", "one_hit"]),
    );
  });

  it("T14 X-03: a de novo stop in a female, gene biallelic in females: listed, untiered", () => {
    const found = shown({
      rows: [row({ mode: "x_biallelic_females" })],
      results: [result("X_DENOVO", [v]), result("XLD", [v])],
      side: [entry("xlr_female_het")],
    });
    expect(found).toMatchObject({ tiers: [], lists: ["xlr_female_het"], dropped: [] });
  });

  it("SVH-10: an X that is joined to an autosome makes her no carrier: a candidate in tier 3", () => {
    const joined = { ...v, flags: ["x_autosome_translocation"] };
    const found = shown({
      variants: [joined],
      rows: [row({ mode: "x_biallelic_females" })],
      results: [result("X_DENOVO", [v]), result("XLD", [v])],
      side: [entry("xlr_female_het")],
    });
    expect(found).toMatchObject({ tiers: [3], lists: [], dropped: [] });
    expect(found.out.candidates[0]?.flags).toContain("moi_mismatch");
  });

  it("X-04: where the panel names monoallelic females it is a candidate", () => {
    const found = shown({
      rows: [row({ mode: "x_monoallelic_females" })],
      results: [result("XLD", [v])],
      side: [entry("xlr_female_het")],
    });
    expect(found).toMatchObject({ tiers: [1], lists: [] });
  });

  it.each([
    ["green", [row()], {}, ["possible_mosaic"]],
    ["amber", [row({ confidence: "amber" as const })], {}, ["possible_mosaic"]],
    ["off the panels", null, { geneAgnostic: true }, []],
  ])("DN-08 possible mosaic, %s gene", (_name, rows, options, lists) => {
    expect(shown({ rows, options, side: [entry("possible_mosaic")] }).lists).toEqual(lists);
  });

  it("DN-08 a possible mosaic gets no tier from a model that passes it", () => {
    const found = shown({
      results: [result("AD", [v], { verdict: "UNCERTAIN" })],
      side: [entry("possible_mosaic")],
    });
    expect(found).toMatchObject({ tiers: [], lists: ["possible_mosaic"] });
  });

  it.each([
    ["green", [row()], {}, []],
    ["off the panels", null, { geneAgnostic: true }, ["gene_agnostic"]],
    ["beyond the panel", null, { beyondPanel: true }, ["off_panel"]],
  ])(
    "DEC-51 a low level of a pathogenic mitochondrial variant, %s",
    (_name, rows, options, off) => {
      const { lists, tiers, out } = shown({ rows, options, side: [entry("low_heteroplasmy")] });
      expect({ lists, tiers }).toEqual({ lists: ["low_heteroplasmy"], tiers: [] });
      expect(out.side[0]?.flags.filter((f) => f === "gene_agnostic" || f === "off_panel")).toEqual(
        off,
      );
    },
  );
});
