/** Texts of gene rows: places and ids, in PanelApp's plain form and in others. */
import { describe, expect, it } from "vitest";
import { parseEnsemblId } from "../../src/core/gene.ts";
import { parseLocation } from "../../src/panel/gene.ts";

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
  ["ENSG", null],
  ["ENST00000012048", null],
  ["", null],
])("Ensembl id %j", (text, expected) => {
  expect(parseEnsemblId(text)).toBe(expected);
});
