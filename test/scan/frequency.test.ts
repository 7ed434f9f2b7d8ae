// DEC-11: too many homozygotes are too many for a dominant model, and for no other.
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { frequencyEligibility } from "../../src/scan/judge/frequency.ts";
import { compilePlan, Scanner } from "../../src/scan/index.ts";
import type { FrequencyEvidence } from "../../src/vcf/types.ts";
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
