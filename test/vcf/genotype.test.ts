import { describe, expect, it } from "vitest";
import { alleleBalance, alleleState, altReads, sampleCall } from "../../src/vcf/index.ts";
import { parseGenotype } from "../../src/vcf/genotype.ts";
import { record, thrownBy } from "./build.ts";

function call(format: string, sample: string, alt = "T", ref = "A") {
  return sampleCall(record({ ref, alt, format, samples: [sample] }), 0);
}

describe("VCF-20 genotype text", () => {
  it.each([
    ["0/1", [0, 1], false],
    ["1|0", [1, 0], true],
    ["1", [1], false],
    [".", [-1], false],
    ["./.", [-1, -1], false],
    ["./1", [-1, 1], false],
    ["0/1/1", [0, 1, 1], false],
    ["/0/1", [0, 1], false],
    ["|0|1", [0, 1], true],
    ["0|1/1", [0, 1, 1], false],
    ["10/2", [10, 2], false],
  ])("%s", (text, alleles, phased) => {
    expect(parseGenotype(text, null)).toEqual({ alleles, phased });
  });

  it.each(["a/b", "0/", "0//1", "0/-1", "1.5", "0:1/x", " 0/1"])("refuses %j", (text) => {
    expect(thrownBy(() => parseGenotype(text, null))).toMatchObject({ code: "E_VCF_RECORD" });
  });

  it.each([
    ["T", "0/2"],
    ["T,C", "0/3"],
    [".", "0/1"],
  ])("refuses an allele that ALT %s has not: %s", (alt, genotype) => {
    expect(thrownBy(() => call("GT", genotype, alt))).toMatchObject({
      code: "E_VCF_RECORD",
      place: { chrom: "1", pos: 100 },
    });
  });

  it("refuses more values than FORMAT has keys", () => {
    expect(thrownBy(() => call("GT", "0/1:5"))).toMatchObject({ code: "E_VCF_RECORD" });
  });
});

describe("VCF-22 state for allele 1", () => {
  it.each([
    ["0/0", "ref"],
    ["0/1", "het"],
    ["1/1", "hom"],
    ["1|1", "hom"],
    ["1/2", "het_nonref"],
    ["1/3", "het_nonref"],
    ["./1", "het_or_hom"],
    ["0/.", "ref_or_het"],
    ["2/.", "ref_or_het"],
    ["./.", "missing"],
    [".", "missing"],
    ["0/2", "nonref_other"],
    ["2/2", "nonref_other"],
    ["1", "hemi"],
    ["0", "ref"],
    ["2", "nonref_other"],
    ["1/4", "het"],
    ["4/4", "ref"],
  ])("%s is %s", (genotype, state) => {
    // The third ALT is *, the fourth repeats REF.
    const of = record({ alt: "T,C,*,A", samples: [genotype] });
    expect(alleleState(sampleCall(of, 0), 1, of.altKinds)).toBe(state);
  });

  it.each([
    ["GT absent", "DP", "30"],
    ["sample column empty", "GT:DP", ""],
  ])("%s is missing", (_, format, sample) => {
    const of = record({ format, samples: [sample] });
    expect(alleleState(sampleCall(of, 0), 1, of.altKinds)).toBe("missing");
  });

  it("T01 both alleles of 1/2 are HET_NONREF, none HOM", () => {
    const of = record({ alt: "C,T", samples: ["1/2"] });
    const states = [1, 2].map((a) => alleleState(sampleCall(of, 0), a, of.altKinds));
    expect(states).toEqual(["het_nonref", "het_nonref"]);
  });

  it("T03 C over * is HET_NONREF, not HOM", () => {
    const of = record({ alt: "C,*", samples: ["1/2"] });
    expect(alleleState(sampleCall(of, 0), 1, of.altKinds)).toBe("het_nonref");
  });

  it("T09 ./1 is HET_OR_HOM", () => {
    const of = record({ samples: ["./1"] });
    expect(alleleState(sampleCall(of, 0), 1, of.altKinds)).toBe("het_or_hom");
  });
});

describe("VCF-24 allele balance", () => {
  it("T02 records split from a true 1/2 keep 20/40 and 18/40", () => {
    expect(alleleBalance(call("GT:AD:DP", "1/0:1,20:40"), 1)).toBe(0.5);
    expect(alleleBalance(call("GT:AD:DP", "0/1:1,18:40"), 1)).toBe(0.45);
  });

  it.each([
    ["GT:AD:DP", "0/1:10,10:20", 0.5],
    ["GT:AD:DP", "0/1:10,30:20", 0.75],
    ["GT:AD", "0/1:10,30", 0.75],
    ["GT:AD:DP", "0/0:0,0:0", null],
    ["GT:AD:DP", "0/1:.:20", null],
    ["GT:DP", "0/1:20", null],
    ["GT:VAF:DP", "0/1:0.48:25", 0.48],
  ])("%s %s", (format, sample, balance) => {
    expect(alleleBalance(call(format, sample), 1)).toBe(balance);
  });
});

describe("VCF-44 where the depths are", () => {
  it.each([
    ["AD first", "GT:AD:RO:AO", "0/1:3,4:9:9", "T", [3, 4]],
    ["RO and AO", "GT:RO:AO", "0/1:5:6", "T", [5, 6]],
    ["RO and AO of several", "GT:RO:AO", "1/2:5:6,7", "T,C", [5, 6, 7]],
    ["AD of wrong length is missing", "GT:AD", "0/1:3,4,5", "T", null],
    ["AD of . is missing", "GT:AD", "0/1:.", "T", null],
    ["AD in part", "GT:AD", "0/1:.,4", "T", [null, 4]],
    ["wrong AD, then RO and AO", "GT:AD:RO:AO", "0/1:3:5:6", "T", [5, 6]],
    ["Strelka SNV", "GT:DP:AU:CU:GU:TU", "0/1:30:14,15:0,0:0,0:16,18", "T", [14, 16]],
    ["Strelka indel", "GT:TAR:TIR", "0/1:11,12:9,9", "T", [11, 9]],
    ["none", "GT:DP", "0/1:30", "T", null],
    ["AD of a record without ALT", "GT:AD", "0/0:12", ".", [12]],
  ])("%s", (_, format, sample, alt, depths) => {
    expect(call(format, sample, alt).alleleDepths).toEqual(depths);
  });

  it("takes fractions where there is no AD", () => {
    const deep = call("GT:DP:VAF", "1/2:40:0.5,0.25", "T,C");
    expect(deep.alleleFractions).toEqual([0.5, 0.25]);
    expect(altReads(deep, 2)).toBe(10);
    expect(altReads(call("GT:VAF", "0/1:0.5"), 1)).toBeNull();
  });

  it("DEC-19 maps local alleles to the record's", () => {
    const local = call("GT:LAA:LAD:DP", "0/3:3:20,15:35", "T,C,G");
    expect(local.alleleDepths).toEqual([20, null, null, 15]);
    expect(alleleBalance(local, 3)).toBeCloseTo(15 / 35);
    expect(altReads(local, 1)).toBeNull();
    const fractions = call("LGT:LAA:LAF", "0/1:2:0.4", "T,C");
    expect(fractions.alleles).toEqual([0, 2]);
    expect(fractions.alleleFractions).toEqual([null, 0.4]);
  });

  it("VCF-04 takes MIN_DP for a reference block", () => {
    expect(call("GT:DP:MIN_DP:GQ", "0/0:35:28:60", "<NON_REF>").depth).toBe(28);
    expect(call("GT:MIN_DP:GQ", "0/0:28:60", "<*>").depth).toBe(28);
    expect(call("GT:DP:MIN_DP", "0/1:35:28", "T,<NON_REF>").depth).toBe(35);
  });

  it("missing is null, never 0", () => {
    expect(call("GT:AD:DP:GQ", "0/1:.:.:.")).toMatchObject({
      depth: null,
      genotypeQuality: null,
      alleleDepths: null,
      alleleFractions: null,
    });
  });
});

describe("other keys", () => {
  it.each([
    ["PASS", []],
    [".", []],
    ["LowGQ;LowDP", ["LowGQ", "LowDP"]],
  ])("VCF-42 FT %s", (text, failed) => {
    expect(call("GT:FT", `0/1:${text}`).failedFilters).toEqual(failed);
  });

  it.each([
    ["GT:PS", "0|1:100", "100"],
    ["GT:PS", "0/1:100", null],
    ["GT:PS", "0|1:.", null],
    ["GT", "0|1", null],
  ])("VCF-28 PS of %s %s", (format, sample, phaseSet) => {
    expect(call(format, sample).phaseSet).toBe(phaseSet);
  });

  it.each([
    ["GT:PID:PGT", "0/1:100_A_T:0|1", "100_A_T", [0, 1]],
    ["GT:PID:PGT", "0/1:100_A_T:1|2", "100_A_T", [1, 2]],
    ["GT:PID:PGT", "0/1:100_A_T:.|1", "100_A_T", null],
    ["GT:PID:PGT", "0/1:100_A_T:0/1", "100_A_T", null],
    ["GT:PID:PGT", "0/1:.:.", null, null],
    ["GT:HP", "0/1:1234-1,1234-2", "HP:1234", [0, 1]],
    ["GT:HP", "0/1:1234-2,1234-1", "HP:1234", [1, 0]],
    ["GT:HP", "./1:1234-2,1234-1", "HP:1234", null],
    ["GT:HP", "0/1:1234-2,99-1", null, null],
  ])("VCF-29 %s %s", (format, sample, pid, physicalAlleles) => {
    expect(call(format, sample)).toMatchObject({ pid, physicalAlleles });
  });
});
