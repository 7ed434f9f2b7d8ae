/** The word for how many copies of an allele a person has. */
import type { Policy } from "../core/policy.ts";
import { alleleBalance } from "../vcf/index.ts";
import type { FamilyVariant, Observation } from "./types.ts";

/** The proband's, as it is shown; `.`: not sequenced. */
export function zygosityOf(
  own: Observation | null,
  { locus, alleleIndex }: Pick<FamilyVariant, "locus" | "alleleIndex">,
  male: boolean,
  policy: Policy,
): string {
  const oneCopy = male && (locus === "x" || locus === "y");
  if (own === null) return ".";
  if (locus === "mt") {
    const fraction = alleleBalance(own.call, alleleIndex);
    if (fraction === null)
      return own.state === "hom" || own.state === "hemi" ? "homoplasmic" : "heteroplasmic_unknown";
    return fraction >= policy.quality.mtHomoplasmicFraction ? "homoplasmic" : "heteroplasmic";
  }
  // VCF-26, T11: one copy, however the caller writes it; what lacks the balance of one is flagged. Of fewer
  // reads than a heterozygote's, or of an unknown share, the genotype stands.
  const isOne =
    own.state === "hom" ||
    (own.state === "het" && (own.alleleBalance ?? 0) >= policy.quality.hetMinAlleleBalance);
  return oneCopy && isOne ? "hemi" : own.state;
}
