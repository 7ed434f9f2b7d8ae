/** How an allele is written and read, in the one way. */
import { describe, expect, it } from "vitest";
import { alleleKey, alleleOfKey, parseAllele } from "../../src/core/allele.ts";

describe("a variant as a person writes it", () => {
  it.each([
    ["17:43045712:T:C", { chrom: "17", pos: 43045712, ref: "T", alt: "C" }],
    ["chrX:1:a:acgt", { chrom: "chrX", pos: 1, ref: "A", alt: "ACGT" }],
    ["HLA-A*01:01:5:A:T", { chrom: "HLA-A*01:01", pos: 5, ref: "A", alt: "T" }],
    ["1:5:A:*", { chrom: "1", pos: 5, ref: "A", alt: "*" }],
    ["1:5:N:<DUP:TANDEM>", { chrom: "1", pos: 5, ref: "N", alt: "<DUP:TANDEM>" }],
  ])("%s", (text, allele) => {
    expect(parseAllele(text)).toEqual(allele);
  });

  it.each([
    "",
    "1:5:A",
    "1:0:A:T",
    "1:1,000:A:T",
    "1:5:A:T:",
    "1-5-A-T",
    "1:5::T",
    "1:5:A:T,C",
    "x.vcf.gz",
  ])("'%s' is none, and what is wanted is said", (text) => {
    expect(() => parseAllele(text)).toThrow(
      expect.objectContaining({
        code: "E_USAGE",
        message: expect.stringContaining(`'${text}' is not a variant`),
        hint: expect.stringContaining("chrom:pos:ref:alt"),
      }),
    );
  });
});

it("a key is read back as it was written", () => {
  for (const allele of [
    { chrom: "X", pos: 12, ref: "A", alt: "AT" },
    { chrom: "HLA-A*01:01", pos: 5, ref: "A", alt: "*" },
    { chrom: "1", pos: 5, ref: "N", alt: "<DUP:TANDEM>" },
  ])
    expect(alleleOfKey(alleleKey(allele))).toEqual(allele);
  expect(alleleOfKey("")).toBeUndefined();
});
