// DEC-11: too many homozygotes are too many for a dominant model, and for no other.
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import {
  ambiguousFields,
  checkFrequency,
  frequencyEligibility,
} from "../../src/scan/judge/frequency.ts";
import { compilePlan, Scanner } from "../../src/scan/index.ts";
import type { ClinVarEvidence, FrequencyEvidence } from "../../src/vcf/types.ts";
import { clinvar } from "../rank/build.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";
import { planFor } from "./build.ts";

const evidence = (homozygotes: number | null, alleleNumber: number | null): FrequencyEvidence => ({
  assessed: true,
  values: [],
  max: null,
  homozygotes,
  hemizygotes: null,
  alleleNumber,
  exomesOnly: false,
});
const { maxHomozygotes: most, homozygotesPerAlleleNumber: per } = DEFAULT_POLICY.frequency;

describe("the frequency in words", () => {
  const value = { field: "AF", source: "gnomAD", population: null, genomes: true, af: 0.0002 };
  const said = (over: Partial<FrequencyEvidence>): string => {
    const own = { ...evidence(null, null), ...over };
    const eligible = frequencyEligibility(own, null, false, DEFAULT_POLICY);
    return checkFrequency(own, eligible, false, DEFAULT_POLICY).value;
  };
  it.each<[Partial<FrequencyEvidence>, string]>([
    [{}, "absent from the sources"],
    [{ assessed: false }, "no frequency field"],
    [{ unread: ["X"] }, "no number can be read in X"],
    [{ values: [value], max: value }, "0.0002 (AF)"],
    [
      { values: [value], max: value, unread: ["X", "Y"] },
      "0.0002 (AF); no number can be read in X, Y",
    ],
    [{ values: [value], max: { ...value, lowest: 0.0001 } }, "0.0001 to 0.0002 (AF)"],
  ])("%j: %s", (over, text) => {
    expect(said(over)).toBe(text);
  });
});

describe("homozygotes in the population", () => {
  it.each<[string, number | null, number | null, boolean]>([
    ["as many as the limit", most, null, true],
    ["one more", most + 1, null, false],
    ["not known", null, null, true],
    ["twice the limit of a source of twice the size", 2 * most, 2 * per, true],
    ["one more than that", 2 * most + 1, 2 * per, false],
    ["a small source does not narrow the limit", most, per / 10, true],
  ])("%s", (_, homozygotes, alleleNumber, dominant) => {
    const eligible = frequencyEligibility(
      evidence(homozygotes, alleleNumber),
      null,
      false,
      DEFAULT_POLICY,
    );
    expect(eligible).toEqual({ dominant, recessive: true, mitochondrial: true });
  });

  it("an allele that DEC-12 exempts is not asked", () => {
    const eligible = frequencyEligibility(evidence(most + 1, null), null, true, DEFAULT_POLICY);
    expect(eligible.dominant).toBe(true);
  });

  it("DEC-51 a pathogenic mitochondrial allele is not dropped, however common", () => {
    const value = { field: "AF", source: "gnomAD", population: null, genomes: true, af: 0.2 };
    const common = { ...evidence(null, null), values: [value], max: value };
    const of = (significance: ClinVarEvidence["significance"], stars: number) =>
      frequencyEligibility(common, clinvar(significance, stars), false, DEFAULT_POLICY);
    expect(of("P", 1)).toEqual({ dominant: false, recessive: false, mitochondrial: true });
    expect(of("P", 0).mitochondrial).toBe(false);
    expect(of("VUS", 2).mitochondrial).toBe(false);
  });

  it("a range on both sides of a limit is in doubt, by the limits of its locus", () => {
    const { frequency } = DEFAULT_POLICY;
    const of = (lowest: number, af: number, mitochondrial: boolean): string[] => {
      const value = { field: "AF", source: "gnomAD", population: null, genomes: true, lowest, af };
      return ambiguousFields(
        { ...evidence(null, null), values: [value], max: value },
        mitochondrial,
        DEFAULT_POLICY,
      );
    };
    const between = [frequency.dominant, frequency.mitochondrial] as const;
    expect(of(between[0] / 2, between[1] * 0.9, false)).toEqual(["AF"]);
    expect(of(between[0] / 2, between[1] * 0.9, true)).toEqual([]);
    expect(of(between[1] * 0.9, between[1] * 1.1, true)).toEqual(["AF"]);
    expect(of(between[1] * 0.9, between[1] * 1.1, false)).toEqual([]);
    expect(of(frequency.dominant, frequency.dominant * 1.1, false)).toEqual(["AF"]);
    expect(of(0, frequency.dominant, false)).toEqual([]);
    expect(of(frequency.recessive, frequency.recessive * 2, false)).toEqual(["AF"]);
  });

  it.each([
    [most, null],
    [most + 1, "frequency"],
  ])("a policy that holds dominant models alone drops an allele with %i", (homozygotes, reason) => {
    const extra = ['##INFO=<ID=nhomalt,Number=A,Type=Integer,Description="gnomAD homozygotes">'];
    const plan = planFor({
      header: headerText({ samples: ["C"], extra }),
      policy: ({ frequency }) => (frequency.recessive = 0),
    });
    const info = `nhomalt=${homozygotes}`;
    const line = recordText({ pos: 1500, af: 0.0001, info, genotypes: ["0/1"] });
    const data = Buffer.from(`${line}\n`);
    const { dropped } = new Scanner(compilePlan(plan)).scan(data, 0, data.length);
    expect(dropped).toEqual(reason === null ? {} : { [reason]: 1 });
  });
});
