/** VCF-30: a chromosome by any of its names, and nothing else by guess. */
import { describe, expect, it } from "vitest";
import { canonicalChrom } from "../../src/core/assembly.ts";

describe("names of chromosomes", () => {
  it.each([
    ["1", "1"],
    ["chr1", "1"],
    ["CHR1", "1"],
    ["Chr01", "1"],
    ["chr09", "9"],
    ["02", "2"],
    ["chromosome12", "12"],
    ["Chromosome_X", "X"],
    ["chr_12", "12"],
    ["chrx", "X"],
    ["23", "X"],
    ["chr23", "X"],
    ["24", "Y"],
    ["chrM", "MT"],
    ["mt", "MT"],
    ["NC_000001.11", "1"],
    ["NC_000023.10", "X"],
    ["CM000674.2", "12"],
  ])("%s is %s", (name, chrom) => {
    expect(canonicalChrom(name)).toBe(chrom);
  });

  it.each([
    "25",
    "26",
    "0",
    "00",
    "001",
    "chr",
    "chr012",
    "chr12_GL877875v1_alt",
    "chrUn_KI270302v1",
    "chrX_",
    "GL000191.1",
    "hs37d5",
    "HLA-A*01:01:01:01",
    "NC_060936.1",
    "chrEBV",
    "",
  ])("%s is none", (name) => {
    expect(canonicalChrom(name)).toBeNull();
  });
});
