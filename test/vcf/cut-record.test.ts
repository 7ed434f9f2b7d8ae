// A last record without its line end: whole, or cut inside its last sample.
import { describe, expect, it } from "vitest";
import { refuseCut } from "../../src/vcf/index.ts";

const line = (format: string, ...samples: string[]): string =>
  ["1", "1500", ".", "G", "A", ".", "PASS", "DP=3", format, ...samples].join("\t");
const refused = (last: string): boolean => {
  try {
    refuseCut(last, { path: "x.vcf" });
    return false;
  } catch {
    return true;
  }
};

describe("a record that was cut inside its last sample", () => {
  it.each<[string, string, boolean]>([
    ["whole", line("GT:DP", "0/1:9"), false],
    ["a value is missing", line("GT:DP", "0/1"), true],
    ["it ends where a value would follow", line("GT:DP", "0/1:"), true],
    ["in a list of values", line("GT:AD", "0/1:9,"), true],
    ["more values than FORMAT", line("GT", "0/1:9"), false],
    ["the last sample alone counts", line("GT:DP", "0/1", "0/1:9"), false],
    ["the last of two", line("GT:DP", "0/1:9", "0/1"), true],
    ["nothing of the last", line("GT:DP", "0/1:9", ""), true],
    ["with GT alone: fewer alleles than another", line("GT", "0/1", "0"), true],
    ["as many", line("GT", "0/1", "0/1"), false],
    ["as many, phased", line("GT", "0/1", "0|1"), false],
    ["more", line("GT", "0", "0/1"), false],
    ["an allele is missing behind /", line("GT", "0/1", "0/"), true],
    ["an allele is missing behind |", line("GT", "0/1", "0|"), true],
    ["that, of the one sample", line("GT", "0/"), true],
    ["three of three alleles", line("GT", "0/1/1", "0/1/1"), false],
    ["two of three alleles", line("GT", "0/1/1", "0/1"), true],
    ["the last is haploid, with more values in FORMAT", line("GT:DP", "0/1:9", "0:9"), false],
    ["no sample", line("GT:DP"), false],
    ["no FORMAT", "1\t1500\t.\tG\tA\t.\tPASS\tDP=3", false],
    ["no columns", "", false],
  ])("%s", (_, text, cut) => {
    expect(refused(text)).toBe(cut);
  });

  it("is named with its place, and what there is of it", () => {
    expect(() => refuseCut(line("GT:DP", "0/1"), { path: "x.vcf", line: 7 })).toThrow(
      expect.objectContaining({
        code: "E_VCF_RECORD",
        message:
          "the file ends inside its last record: the line is not terminated, and the last sample has only '0/1' of GT:DP",
        place: expect.objectContaining({ path: "x.vcf", line: 7, chrom: "1", pos: 1500 }),
      }),
    );
  });
});
