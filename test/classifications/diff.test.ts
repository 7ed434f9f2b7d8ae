// Differences between two snapshots: what counts as another statement, and where (DEC-44).
import { describe, expect, it } from "vitest";
import { changedStatements, isSameStatement } from "../../src/classifications/diff.ts";
import { MOLECULAR } from "../../src/classifications/types.ts";
import type { ClinVarEvidence } from "../../src/vcf/types.ts";
import { clinvar } from "../rank/build.ts";
import { snapshotMaker } from "./build.ts";

const make = snapshotMaker();

describe("the same statement", () => {
  const one = (over: Partial<ClinVarEvidence> = {}): ClinVarEvidence =>
    clinvar("P", 1, { genes: ["A", "B"], ...over });
  it.each<[string, Partial<ClinVarEvidence>, boolean]>([
    ["alike", {}, true],
    ["another class", { significance: "LP" }, false],
    ["other stars", { stars: 2 }, false],
    ["no stars told", { stars: null }, false],
    ["another text", { text: "Pathogenic" }, false],
    ["leaning", { pathogenicLeaning: true }, false],
    ["of tumours alone", { somaticOnly: true }, false],
    ["a gene more", { genes: ["A", "B", "C"] }, false],
    ["a gene less", { genes: ["A"] }, false],
    ["another gene", { genes: ["A", "C"] }, false],
    ["in another order", { genes: ["B", "A"] }, false],
    ["in small letters", { genes: ["a", "b"] }, true],
    ["from another place", { origin: "store" }, true],
    ["with NCBI ids where there were none", { ncbiGenes: ["1", "2"] }, true],
  ])("%s", (_, over, same) => {
    expect(isSameStatement(one(), one(over))).toBe(same);
    expect(isSameStatement(one(over), one())).toBe(same);
  });

  it("by a newer symbol, where the id stays", () => {
    const was = one({ genes: ["OLD"], ncbiGenes: ["7"] });
    expect(isSameStatement(was, one({ genes: ["NEW"], ncbiGenes: ["7"] }))).toBe(true);
    expect(isSameStatement(was, one({ genes: ["OLD"], ncbiGenes: ["8"] }))).toBe(false);
  });

  it("none is none, and nothing else", () => {
    expect(isSameStatement(null, null)).toBe(true);
    const unnamed = one({ genes: [] });
    for (const said of [one(), unnamed]) {
      expect(isSameStatement(null, said)).toBe(false);
      expect(isSameStatement(said, null)).toBe(false);
    }
  });
});

describe("alleles of which the statement changed", () => {
  const changes = (old: Parameters<typeof make>[0], young: Parameters<typeof make>[0]) =>
    Array.from(changedStatements(make(old), make(young)), ({ allele, old: was, new: is }) => [
      `${allele.chrom}:${allele.pos}:${allele.ref}:${allele.alt}`,
      was?.significance ?? null,
      is?.significance ?? null,
    ]);
  const LP = { significance: "Likely_pathogenic" };

  it.each<[string, Parameters<typeof make>[0], Parameters<typeof make>[0], unknown[]]>([
    ["none", [{}], [{}], []],
    ["new", [], [{}], [["1:100:G:A", null, "P"]]],
    ["gone", [{}], [], [["1:100:G:A", "P", null]]],
    ["another class", [{}], [{ words: LP }], [["1:100:G:A", "P", "LP"]]],
    ["another number, other molecular words", [{}], [{ id: 9, molecular: MOLECULAR.missense }], []],
    ["the weightier of two is the same", [{}], [{ words: LP }, {}], []],
    [
      "twice there, told once",
      [{}, { id: 8 }],
      [{ words: LP }, { words: LP, id: 8 }],
      [["1:100:G:A", "P", "LP"]],
    ],
    [
      "two alleles of one place",
      [{}, { alt: "C" }],
      [{ words: LP }],
      [
        ["1:100:G:A", "P", "LP"],
        ["1:100:G:C", "P", null],
      ],
    ],
    [
      "one change at two places",
      [],
      [{ pos: 100 }, { pos: 101 }],
      [
        ["1:100:G:A", null, "P"],
        ["1:101:G:A", null, "P"],
      ],
    ],
    [
      "in genome order",
      [{ chrom: "X" }, { chrom: "2", pos: 300 }],
      [
        { chrom: "2", pos: 200 },
        { chrom: "10", ref: "GT", alt: "G" },
      ],
      [
        ["2:200:G:A", null, "P"],
        ["2:300:G:A", "P", null],
        ["10:100:GT:G", null, "P"],
        ["X:100:G:A", "P", null],
      ],
    ],
  ])("%s", (_, old, young, expected) => {
    expect(changes(old, young)).toEqual(expected);
  });
});
