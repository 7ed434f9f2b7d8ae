// Does the proband carry the allele (VCF-22, MT-01, MT-02)?
import { describe, expect, it } from "vitest";
import { checkCarrier } from "../../src/scan/judge/carrier.ts";
import type { AlleleKind, SampleCall } from "../../src/vcf/types.ts";

const KINDS: AlleleKind[] = ["seq", "seq"];
const call = (...alleles: number[]): SampleCall => ({ alleles }) as unknown as SampleCall;

describe("the proband carries the allele", () => {
  it.each<[number[], string, string]>([
    [[0, 1], "pass", "het"],
    [[1, 2], "pass", "het_nonref"],
    [[1, 1], "pass", "hom"],
    [[1], "pass", "hemi"],
    [[-1, 1], "pass", "het_or_hom"],
    [[0, 0], "fail", "ref"],
    [[0, 2], "fail", "nonref_other"],
    [[-1, 0], "not_assessed", "ref_or_het"],
    [[-1, -1], "not_assessed", "missing"],
  ])("%j: %s, %s", (alleles, outcome, value) => {
    expect(checkCarrier(call(...alleles), 1, KINDS, null, 0.05)).toEqual({
      id: "carrier",
      outcome,
      value,
      limit: "the proband carries the allele",
      rule: "VCF-22",
    });
  });

  it("is asked of one ALT, and one that repeats REF is REF", () => {
    expect(checkCarrier(call(0, 2), 2, KINDS, null, 0.05).outcome).toBe("pass");
    expect(checkCarrier(call(0, 2), 1, ["seq", "none"], null, 0.05).value).toBe("ref");
  });

  it("who was not sequenced is not assessed, whatever a fraction says", () => {
    for (const fraction of [null, 0.9])
      expect(checkCarrier(null, 1, KINDS, fraction, 0.05)).toMatchObject({
        outcome: "not_assessed",
        value: "not sequenced",
      });
  });
});

describe("on the mitochondrion the fraction of reads counts, whatever the genotype", () => {
  it.each([
    [0.049, [1, 1], "fail", "fraction 0.049"],
    [0.05, [0, 0], "pass", "fraction 0.050"],
    [0.051, [0, 0], "pass", "fraction 0.051"],
    [0, [0, 1], "fail", "fraction 0.000"],
    [1, [-1, -1], "pass", "fraction 1.000"],
  ])("%d of %j: %s", (fraction, alleles, outcome, value) => {
    expect(checkCarrier(call(...alleles), 1, KINDS, fraction, 0.05)).toEqual({
      id: "carrier",
      outcome,
      value,
      limit: "fraction >= 0.05",
      rule: "MT-01",
    });
  });
});
