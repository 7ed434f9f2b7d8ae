import { describe, expect, it } from "vitest";
import type { GeneFindings } from "../../src/analysis/explain-gene.ts";
import { geneText } from "../../src/cli/print/gene.ts";

const NOTHING: GeneFindings = {
  schema: "panelist.explain-gene",
  version: 1,
  gene: "GENE1",
  assembly: "GRCh38",
  panels: ["Heart 1.0 green: BIALLELIC"],
  variants: [],
  left: {},
  notAssessed: [],
};

describe("a gene in words", () => {
  it("what was found, then what was refused, then what the panels say", () => {
    const text = geneText({
      ...NOTHING,
      left: { frequency: 2, consequence: 9 },
      variants: [
        {
          variant: "1:5:G:A",
          hgvsc: "ENST1.1:c.5G>A",
          hgvsp: "ENSP1.1:p.Arg2Ter",
          zygosity: "het",
          answer: {
            kind: "candidate",
            id: "c1",
            gene: "GENE1",
            tier: 1,
            rank: 2,
            ranks: { tier: 2, score: 2 },
            of: 9,
            score: 5,
            shortlisted: null,
            chance: null,
          },
        },
        {
          variant: "1:9:G:A",
          hgvsc: "",
          hgvsp: "",
          zygosity: "hom",
          answer: { kind: "not_shown", reason: "moi_mismatch" },
        },
      ],
    });
    expect(text.split("\n")).toEqual([
      "GENE1: 1 variant shown, 1 not shown.",
      "The filters removed 11 alleles in its region: consequence not considered 9, too common in the population 2.",
      "",
      "Shown",
      "  tier 1, rank 2 of 9: 1:5:G:A c.5G>A p.Arg2Ter heterozygous",
      "",
      "Not shown",
      "  does not fit the panel's mode of inheritance: 1:9:G:A homozygous",
      "",
      "Panels",
      "  Heart 1.0 green: BIALLELIC",
      "",
    ]);
  });

  it("nothing found is no proof that nothing is there", () => {
    expect(geneText(NOTHING)).toContain("nothing shows that the region was sequenced");
    expect(geneText({ ...NOTHING, left: null })).toContain(
      "What the filters removed is not known: the input can be read only once",
    );
    expect(geneText({ ...NOTHING, notAssessed: ["blind to short reads"] })).toContain(
      "Not assessed\n  blind to short reads",
    );
  });
});
