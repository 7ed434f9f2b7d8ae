import { describe, expect, it } from "vitest";
import { BA1_EXCEPTIONS } from "../../src/core/ba1-exceptions.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { filteringFrequency } from "../../src/acmg/filtering-frequency.ts";
import { ba1, bs1, bs2, conflictsWithClinvar, pm2 } from "../../src/acmg/frequency.ts";
import { isFrequencyExempt } from "../../src/scan/judge/frequency.ts";
import { input, population, SETTINGS, told } from "./build.ts";

const relatives = {
  affectedCarriers: 0,
  affectedNonCarriers: 0,
  affectedUnknown: 0,
  unaffectedWithDiseaseGenotype: 0,
};

describe("T29, FREQ-04: no frequency columns", () => {
  it.each([
    ["BA1", ba1],
    ["BS1", bs1],
    ["PM2", pm2],
  ] as const)("%s is not assessed", (_, judge) => {
    expect(judge(input({ frequency: null }), SETTINGS).status).toBe("not_assessed");
  });
});

describe("T51, PM2-02: one allele in one group", () => {
  const carrier = { code: "AFR", af: 1 / 75_000, ac: 1, an: 75_000 };
  const one = population({
    ac: 1,
    an: 1_600_000,
    af: 1 / 1_600_000,
    faf95: 0,
    populations: [carrier],
  });
  it("is met: the group's raw frequency of 1.3e-5 is not asked", () => {
    expect(told(pm2(input({ frequency: one }), SETTINGS))).toBe("met:supporting");
  });
  it.each([
    [{ ac: 5, af: 5 / 1.6e6 }, "met:supporting"],
    [{ ac: 6, af: 6 / 1.6e6 }, "not_met"],
    [{ af: 1e-5, ac: 5 }, "met:supporting"],
    [{ af: 1.01e-5, ac: 5 }, "not_met"],
    [{ faf95: 1e-5 }, "met:supporting"],
    [{ faf95: 1.1e-5 }, "not_met"],
    [{ faf95: null }, "met:supporting"],
    [{ homozygotes: 1 }, "not_met"],
    [{ homozygotes: null }, "met:supporting"],
    [{ homozygotes: null, ac: 2 }, "not_assessed"],
    [{ ac: null, an: null, maxAn: null, af: 6e-7 }, "not_assessed"],
    // gnomAD v2 and v3: not one allele
    [{ an: 250_000, maxAn: 282_912, af: 4e-6 }, "not_met"],
    [{ an: 250_000, maxAn: 282_912, af: 0, ac: 0 }, "met:supporting"],
    // PM2-03
    [{ an: 800_000, maxAn: 1_614_000 }, "not_assessed"],
    [{ filters: ["AS_VQSR"] }, "not_assessed"],
    [{ filters: ["AC0"] }, "met:supporting"],
    [{ present: false }, "met:supporting"],
    // absent from 1000 Genomes says nothing
    [{ present: false, speaksOfRare: false }, "not_assessed"],
    [{ present: false, an: null }, "suggested:supporting"],
  ])("%o: %s", (over, expected) => {
    expect(told(pm2(input({ frequency: { ...one, ...over } }), SETTINGS))).toBe(expected);
  });
  it.each([
    [
      "a long indel",
      { allele: { chrom: "1", pos: 1, ref: "A", alt: "A".repeat(52) } },
      "not_applicable",
    ],
    [
      "50 bases",
      { allele: { chrom: "1", pos: 1, ref: "A", alt: "A".repeat(51) } },
      "met:supporting",
    ],
    ["no model", { disease: null }, "not_assessed"],
    [
      "X: a hemizygote",
      { locus: "x", disease: "x_monoallelic", frequency: { ...one, hemizygotes: 1 } },
      "not_met",
    ],
    [
      "X: hemizygotes not known",
      { locus: "x", disease: "x_monoallelic", frequency: { ...one, hemizygotes: null } },
      "not_assessed",
    ],
  ] as const)("PM2-03, %s: %s", (_, over, expected) => {
    expect(told(pm2(input({ frequency: one, ...over }), SETTINGS))).toBe(expected);
  });
});

describe("PM2-02, recessive", () => {
  it.each([
    [{ faf95: 1e-4, homozygotes: 1 }, "met:supporting"],
    [{ faf95: 1.1e-4, homozygotes: 0 }, "not_met"],
    [{ faf95: 1e-5, homozygotes: 2 }, "not_met"],
    [{ faf95: 1e-5, homozygotes: null }, "not_assessed"],
    // below every group's frequency: a low frequency answers, a high one does not
    [{ faf95: null, af: 9e-5 }, "met:supporting"],
    [{ faf95: null, af: 2e-4 }, "not_assessed"],
  ])("%o: %s", (over, expected) => {
    const given = input({ disease: "biallelic", frequency: population(over) });
    expect(told(pm2(given, SETTINGS))).toBe(expected);
  });
});

describe("BA1-01", () => {
  const eas = (af: number, an: number | null, code = "EAS") =>
    population({ af, faf95: null, populations: [{ code, af, ac: null, an }] });
  it.each([
    ["FAF95 above", population({ faf95: 0.0501, af: 0.06 }), "met:stand_alone"],
    ["FAF95 at the limit", population({ faf95: 0.05, af: 0.06 }), "not_met"],
    ["a continental group of 2,000", eas(0.07, 2000), "met:stand_alone"],
    ["a group of 1,999", eas(0.07, 1999), "not_assessed"],
    ["a group of unknown size", eas(0.07, null), "not_assessed"],
    ["a bottlenecked group", eas(0.07, 9000, "ASJ"), "not_assessed"],
    ["all below", eas(0.04, null), "not_met"],
    ["absent", population({ present: false, af: null }), "not_met"],
    ["a filtered site", population({ faf95: 0.2, filters: ["AC0", "InbreedingCoeff"] }), "not_met"],
    ["a doubtful site", population({ faf95: 0.2, filters: ["InbreedingCoeff"] }), "not_assessed"],
  ] as const)("%s: %s", (_, frequency, expected) => {
    expect(told(ba1(input({ frequency }), SETTINGS))).toBe(expected);
  });
  it("ClinVar P with two stars makes it a suggestion", () => {
    const clinvar = { same: { significance: "P", stars: 2 } } as const;
    const given = input({ frequency: population({ faf95: 0.06 }), clinvar });
    expect(told(ba1(given, SETTINGS))).toBe("suggested:stand_alone");
    expect(conflictsWithClinvar(given, SETTINGS)).toBe(true);
  });
});

describe("T30, BA1-01: the nine exceptions", () => {
  it("are nine", () => expect(BA1_EXCEPTIONS).toHaveLength(9));
  it.each(
    BA1_EXCEPTIONS.flatMap((e) =>
      (["GRCh37", "GRCh38"] as const).map((a) => [e.gene, e.hgvs, a, e] as const),
    ),
  )(
    "%s %s on %s: neither BA1 nor BS1, and the filter knows it too",
    (_gene, _hgvs, assembly, e) => {
      const allele = { chrom: e.chrom, pos: e.pos[assembly], ref: e.ref, alt: e.alt };
      const frequency = population({
        af: 0.03,
        faf95: null,
        populations: [{ code: "EAS", af: 0.07, ac: 1400, an: 20_000 }],
      });
      const clinvar = { same: { significance: "P", stars: 3 } } as const;
      const given = input({ assembly, allele, frequency, clinvar, disease: "biallelic" });
      expect(ba1(given, SETTINGS).status).toBe("not_applicable");
      expect(bs1(given, SETTINGS).status).toBe("not_applicable");
      expect(conflictsWithClinvar(given, SETTINGS)).toBe(true);
      expect(isFrequencyExempt(assembly, allele, DEFAULT_POLICY)).toBe(true);
      const other = assembly === "GRCh37" ? "GRCh38" : "GRCh37";
      expect(told(ba1({ ...given, assembly: other }, SETTINGS))).toBe("suggested:stand_alone");
    },
  );
});

describe("T49, BS1-01: ClinVar P of two stars at 3 % in one group", () => {
  const frequency = population({ af: 0.01, faf95: 0.028 });
  const clinvar = { same: { significance: "P", stars: 2 } } as const;
  it("BS1 is not applied and the conflict is told", () => {
    expect(bs1(input({ frequency, clinvar }), SETTINGS).status).toBe("not_applicable");
    expect(conflictsWithClinvar(input({ frequency, clinvar }), SETTINGS)).toBe(true);
  });
  it("the same without ClinVar is BS1", () => {
    expect(told(bs1(input({ frequency }), SETTINGS))).toBe("met:strong");
    expect(conflictsWithClinvar(input({ frequency }), SETTINGS)).toBe(false);
  });
});

describe("BS1-01, limits", () => {
  it.each([
    ["monoallelic", 0.001, "suggested:supporting"],
    ["monoallelic", 0.00101, "met:strong"],
    ["monoallelic", 0.0002, "not_met"],
    ["monoallelic", 0.00021, "suggested:supporting"],
    ["x_monoallelic", 0.00101, "met:strong"],
    ["biallelic", 0.01, "suggested:supporting"],
    ["biallelic", 0.0101, "met:strong"],
    ["biallelic", 0.005, "not_met"],
    ["biallelic", 0.0051, "suggested:supporting"],
  ] as const)("%s, FAF95 %d: %s", (disease, faf95, expected) => {
    const given = input({ disease, frequency: population({ faf95, af: faf95 * 1.1 }) });
    expect(told(bs1(given, SETTINGS))).toBe(expected);
  });
  it("FREQ-14: the gene's own limit", () => {
    const own = { ...SETTINGS, bs1: { ...SETTINGS.bs1, genes: { "HGNC:1": 4e-5 } } };
    const given = input({ frequency: population({ faf95: 4.1e-5 }) });
    expect(told(bs1(given, own))).toBe("met:strong");
    expect(told(bs1(given, SETTINGS))).toBe("not_met");
  });
  it("DEC-12: an allele that the policy keeps", () => {
    const given = input({ frequency: population({ faf95: 0.02 }), keptByPolicy: true });
    expect(bs1(given, SETTINGS).status).toBe("not_applicable");
  });
  it("a group's frequency without its size is no evidence", () => {
    const frequency = population({
      af: 0.002,
      faf95: null,
      populations: [{ code: "NFE", af: 0.004, ac: null, an: null }],
    });
    expect(bs1(input({ frequency }), SETTINGS).status).toBe("not_assessed");
  });
});

describe("BS2-01: never met", () => {
  it.each([
    ["biallelic", { homozygotes: 3 }, "suggested:strong"],
    ["biallelic", { homozygotes: 2 }, "not_met"],
    ["biallelic", { homozygotes: null }, "not_assessed"],
    ["x_biallelic", { hemizygotes: 3 }, "suggested:strong"],
    ["x_monoallelic", { hemizygotes: 2 }, "not_met"],
    ["monoallelic", { homozygotes: 9 }, "not_met"],
  ] as const)("%s %o: %s", (disease, over, expected) => {
    expect(told(bs2(input({ disease, frequency: population(over) }), SETTINGS))).toBe(expected);
  });
  it("an unaffected relative with the genotype, complete penetrance", () => {
    const family = { relatives: { ...relatives, unaffectedWithDiseaseGenotype: 1 } };
    expect(told(bs2(input({ family }), SETTINGS))).toBe("suggested:strong");
    const gene = { completePenetrance: false };
    expect(bs2(input({ family, gene }), SETTINGS).status).toBe("not_met");
  });
});

describe("the filtering frequency from counts", () => {
  // P(X >= count) = 0.05 at the mean: -ln(0.95) for one allele; tables of the Poisson distribution
  it.each([
    [0, 0],
    [1, 0.0513],
    [2, 0.3554],
    [5, 1.9701],
    [10, 5.4254],
    [100, 84.139],
  ])("%d alleles: a mean of %d", (count, mean) => {
    expect(filteringFrequency(count, 1)).toBeCloseTo(mean, 3);
  });
  it("is smooth where the way of reckoning changes", () => {
    const [below, above] = [filteringFrequency(1000, 1), filteringFrequency(1001, 1)];
    expect(above - below).toBeCloseTo(0.974, 2);
  });
  it("is finite for large counts and below the frequency", () => {
    const faf = filteringFrequency(50_000, 1_000_000);
    expect(faf).toBeGreaterThan(0.049);
    expect(faf).toBeLessThan(0.05);
  });
});
