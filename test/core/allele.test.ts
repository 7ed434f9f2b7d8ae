/** How an allele is written and read, in the one way. */
import { describe, expect, it } from "vitest";
import {
  alleleKey,
  alleleOfKey,
  parseAllele,
  parseAlleleOf,
  withShownBases,
} from "../../src/core/allele.ts";

it("a text shows long alleles by their beginning and length", () => {
  const long = "ACGT".repeat(500);
  expect(withShownBases(`1:5:A:${long},1:9:${"C".repeat(18)}:G`)).toBe(
    `1:5:A:ACGTACGTACGTACGTAC… (2000 bases),1:9:${"C".repeat(18)}:G`,
  );
});

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

describe("a variant by the accession of its chromosome", () => {
  it.each([
    ["NC_000002.11", "GRCh38", "GRCh37"],
    ["CM000664.1", "GRCh38", "GRCh37"],
    ["NC_000001.12", "GRCh37", "another build"],
    ["NC_000002.12", "GRCh37", "GRCh38"],
    ["NC_000002.99", "GRCh38", "another build"],
    ["NC_060926.1", "GRCh38", "T2T-CHM13"],
  ] as const)("%s is not of %s", (contig, assembly, build) =>
    expect(() => parseAlleleOf(`${contig}:166054782:G:A`, assembly)).toThrow(
      `${contig} is a sequence of ${build}, not of ${assembly}`,
    ),
  );

  it.each([
    ["NC_000002.12", "GRCh38"],
    ["CM000664.2", "GRCh38"],
    ["NC_000002.11", "GRCh37"],
    ["NC_012920.1", "GRCh37"],
    ["chr2", "GRCh37"],
  ] as const)("%s is of %s", (contig, assembly) =>
    expect(parseAlleleOf(`${contig}:5:G:A`, assembly).chrom).toBe(contig),
  );
});
