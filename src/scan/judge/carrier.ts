/** Does the proband carry the allele (VCF-22)? A half-call that may hide it is "no call", never "no". */
import type { Check } from "../../core/check.ts";
import type { Policy } from "../../core/policy.ts";
import { alleleState } from "../../vcf/index.ts";
import type { AlleleKind, SampleCall } from "../../vcf/types.ts";

/** From which share of reads on a mitochondrial allele is looked at: P/LP is listed below the limit too (DEC-51). */
export function leastFraction({ quality }: Policy, isPathogenic: boolean): number {
  return isPathogenic ? quality.mtLowLevelFraction : quality.mtMinFraction;
}

export function checkCarrier(
  call: SampleCall | null,
  alleleIndex: number,
  kinds: AlleleKind[],
  mitochondrialFraction: number | null,
  mtMinFraction: number,
): Check {
  const check = (outcome: Check["outcome"], value: string): Check => ({
    id: "carrier",
    outcome,
    value,
    limit: "the proband carries the allele",
    rule: "VCF-22",
  });
  if (call === null) return check("not_assessed", "not sequenced");
  // MT-02: diploid calls mean nothing on the mitochondrion where a fraction is known.
  if (mitochondrialFraction !== null) {
    const carried = mitochondrialFraction >= mtMinFraction;
    return {
      ...check(carried ? "pass" : "fail", `fraction ${mitochondrialFraction.toFixed(3)}`),
      limit: `fraction >= ${mtMinFraction}`,
      rule: "MT-01",
    };
  }
  const state = alleleState(call, alleleIndex, kinds);
  switch (state) {
    case "het":
    case "het_nonref":
    case "hom":
    case "hemi":
    case "het_or_hom":
      return check("pass", state);
    case "ref":
    case "nonref_other":
      return check("fail", state);
    case "ref_or_het":
    case "missing":
      return check("not_assessed", state);
  }
}
