/** Texts of gene rows: places and ids, in PanelApp's plain form and in others. */
import { describe, expect, it } from "vitest";
import { parseEnsemblId } from "../../src/core/gene.ts";
import {
  joinLocations,
  locationText,
  newGene,
  parseGeneName,
  parseLocation,
} from "../../src/panel/gene.ts";
import type { GeneLocation } from "../../src/panel/types.ts";

describe("a place", () => {
  it.each([
    ["11:118955576-118964259", { chrom: "11", start: 118955576, end: 118964259 }],
    ["X:1-1", { chrom: "X", start: 1, end: 1 }],
    ["chr7:5-9", { chrom: "7", start: 5, end: 9 }],
    ["M:5-9", { chrom: "MT", start: 5, end: 9 }],
    [" 7 : 1,000 - 2,000 ", { chrom: "7", start: 1000, end: 2000 }],
    ["07:5-9", { chrom: "7", start: 5, end: 9 }],
    ["7:0000000005-9", { chrom: "7", start: 5, end: 9 }],
    ["7:9-5", null],
    ["chr7:9-5", null],
    ["chr7:0-5", null],
    ["7:2,000-1,000", null],
    ["7:0-5", null],
    ["7:5", null],
    ["7:5-", null],
    ["7:-5", null],
    [":5-9", null],
    ["7:5-9x", null],
    ["7:1e3-2e3", null],
    ["7:+5-9", null],
    ["7-5:9", null],
    ["", null],
  ])("%j", (text, expected) => {
    expect(parseLocation(text)).toEqual(expected);
  });
});

it.each([
  ["ENSG00000012048", "ENSG00000012048"],
  [" ensg00000012048.23 ", "ENSG00000012048"],
  ["ENSG00000012048.23_12", "ENSG00000012048"],
  ["ENSG00000182378.14_2_PAR_Y", "ENSG00000182378"],
  ["ENSG00000182378.14_PAR_Y_2", "ENSG00000182378"],
  ["ENSG", null],
  ["ENST00000012048", null],
  ["", null],
])("Ensembl id %j", (text, expected) => {
  expect(parseEnsemblId(text)).toBe(expected);
});

describe("a place, at the edges of what is read", () => {
  it.each([
    ["1:1-1", { chrom: "1", start: 1, end: 1 }],
    ["1:2-1", null],
    ["chr1:1-1", { chrom: "1", start: 1, end: 1 }],
    ["chr1:2-1", null],
    ["1:999999998-999999999", { chrom: "1", start: 999_999_998, end: 999_999_999 }],
    ["1:1-1000000000", { chrom: "1", start: 1, end: 1_000_000_000 }],
    ["1:/-9", null],
    ["1:5-:", null],
    ["GL000192.1:5-9", { chrom: "GL000192.1", start: 5, end: 9 }],
    ["MT:5-9", { chrom: "MT", start: 5, end: 9 }],
    ["25:5-9", { chrom: "25", start: 5, end: 9 }],
  ])("%j", (text, place) => {
    expect(parseLocation(text)).toEqual(place);
  });

  it("is written as it is read; none is none", () => {
    expect(locationText({ chrom: "X", start: 5, end: 9 })).toBe("X:5-9");
    expect(locationText(null)).toBeNull();
  });
});

describe("two places of one gene", () => {
  const at = (chrom: string, start: number, end: number): GeneLocation => ({ chrom, start, end });
  it.each<[string, GeneLocation | null, GeneLocation | null, GeneLocation | null | undefined]>([
    ["none", null, null, null],
    ["the first", at("1", 5, 9), null, at("1", 5, 9)],
    ["the second", null, at("1", 5, 9), at("1", 5, 9)],
    ["apart", at("1", 5, 9), at("1", 20, 30), at("1", 5, 30)],
    ["the other way round", at("1", 20, 30), at("1", 5, 9), at("1", 5, 30)],
    ["one inside the other", at("1", 5, 30), at("1", 9, 20), at("1", 5, 30)],
    ["X and Y", at("X", 5, 9), at("Y", 20, 30), at("X", 5, 9)],
    ["Y and X", at("Y", 20, 30), at("X", 5, 9), at("X", 5, 9)],
    ["X and another", at("X", 5, 9), at("1", 5, 9), undefined],
    ["another and Y", at("1", 5, 9), at("Y", 5, 9), undefined],
    ["Y and another", at("Y", 5, 9), at("1", 5, 9), undefined],
    ["two others", at("1", 5, 9), at("2", 5, 9), undefined],
  ])("%s", (_, a, b, joined) => {
    expect(joinLocations(a, b)).toEqual(joined);
  });
});

describe("what a gene is called", () => {
  const named = (symbol: string, hgncId: string | null = null, ensemblIds: string[] = []) => ({
    symbol,
    hgncId,
    ensemblIds,
  });
  it.each([
    ["SCN1A", named("SCN1A")],
    [" C1orf112 ", named("C1orf112")],
    ["HLA-DRB1", named("HLA-DRB1")],
    ["3.8-1.2", null],
    ["1234", null],
    ["7SK", named("7SK")],
    ["HGNC:1100", named("HGNC:1100", "HGNC:1100")],
    ["hgnc : 1100", named("HGNC:1100", "HGNC:1100")],
    ["HGNC:x", null],
    ["1100", null],
    ["ENSG00000012048.5", named("ENSG00000012048", null, ["ENSG00000012048"])],
    ["", null],
    ["-A", null],
    ["A B", null],
    ["A/B", null],
    ["A".repeat(100), named("A".repeat(100))],
    ["A".repeat(101), null],
  ])("%j", (text, name) => {
    expect(parseGeneName(text)).toEqual(name);
  });

  it("a row of which the symbol alone is known is green, of unknown mode, without a place", () => {
    expect(newGene("A")).toMatchObject({
      symbol: "A",
      hgncId: null,
      confidence: "green",
      mode: "unknown",
      penetrance: "unknown",
      lofNotMechanism: false,
      location: { GRCh37: null, GRCh38: null },
    });
    expect(newGene("A", { confidence: "red" }).confidence).toBe("red");
  });
});
