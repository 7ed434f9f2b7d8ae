/** One gene: every model on every variant and pair (DEC-04), and what is shown beside the tiers (DEC-09). */
import type { Policy } from "../core/policy.ts";
import type { Family } from "../pedigree/types.ts";
import { compoundModels, shareChromosome, type PairsFound } from "./compound.ts";
import { dominantModels } from "./dominant.ts";
import { settingOf, type Setting } from "./family.ts";
import { imprintedModels } from "./imprinted.ts";
import { mitochondrialModels } from "./mitochondrial.ts";
import type {
  Carriage,
  FamilyVariant,
  GeneInheritance,
  InheritanceOptions,
  ModelResult,
  SideListEntry,
} from "./types.ts";
import { inGenomeOrder } from "./order.ts";
import { dosagesOf, isStrong, observedVariant, type ObservedVariant } from "./observed-variant.ts";
import { recessiveModels } from "./recessive.ts";
import { xLinkedModels, yLinkedModels } from "./xlinked.ts";
import { sortedUnique } from "./tri.ts";

/**
 * Tries all models that make sense at each variant's locus, and pairs. Variants on which the proband was
 * not observed are left out. The order of `variants` and of people does not show in the results.
 */
export function evaluateGene(
  family: Family,
  variants: readonly FamilyVariant[],
  options: InheritanceOptions,
  policy: Policy,
): GeneInheritance {
  const setting = settingOf(family, options, policy);
  const observedVariants = [...variants].sort(inGenomeOrder).flatMap((variant) => {
    const observed = observedVariant(setting, variant);
    return observed === null ? [] : [observed];
  });
  const pairs = compoundModels(setting, observedVariants);
  const singles = observedVariants.flatMap((observed) => modelsAt(setting, observed));
  return {
    results: [...singles, ...pairs.results],
    side: observedVariants.flatMap((observed) => sideLists(setting, observed, pairs)),
    flags: sortedUnique(pairs.flags),
  };
}

/** Two variants of the proband on one chromosome; false: on two, or one is not seen; null: open (VCF-53). */
export function inCis(
  family: Family,
  variants: readonly [FamilyVariant, FamilyVariant],
  options: InheritanceOptions,
  policy: Policy,
): boolean | null {
  const setting = settingOf(family, options, policy);
  const a = observedVariant(setting, variants[0]);
  const b = observedVariant(setting, variants[1]);
  return a !== null && b !== null && shareChromosome(setting, [a, b]);
}

/** Who carries the variant, by person index; null where genotypes are not used. The proband's is as called. */
export function carriersOf(
  family: Family,
  variant: FamilyVariant,
  policy: Policy,
): (Carriage | null)[] {
  return dosagesOf(family, variant, policy);
}

/** Which models make sense at a locus; pseudoautosomal is autosomal. */
function modelsAt(setting: Setting, observed: ObservedVariant): ModelResult[] {
  switch (observed.variant.locus) {
    case "autosome":
    case "par":
      return [
        ...dominantModels(setting, observed),
        ...recessiveModels(setting, observed),
        ...imprintedModels(setting, observed),
      ];
    case "x":
      return xLinkedModels(setting, observed);
    case "y":
      return yLinkedModels(setting, observed);
    case "mt":
      return mitochondrialModels(setting, observed);
  }
}

/** DN-08, X-03, and the single strong heterozygote whose partner may be a structural variant (DEC-09). */
function sideLists(
  setting: Setting,
  observed: ObservedVariant,
  pairs: PairsFound,
): SideListEntry[] {
  const { variant, own, possibleMosaic, flags } = observed;
  const entry = { allele: variant.key, flags: sortedUnique(flags) };
  const { locus } = variant;
  if (possibleMosaic)
    return [
      {
        ...entry,
        list: "possible_mosaic",
        reason: `allele balance ${(own.alleleBalance ?? 0).toFixed(2)}, in neither parent`,
      },
    ];
  const isHet = own.state === "het" || own.state === "het_nonref" || own.state === "het_or_hom";
  const paired = pairs.results.some((p) => p.verdict !== "FAIL" && p.alleles.includes(variant.key));
  if (!isHet || paired || !variant.eligible.recessive) return [];
  if (locus === "x") {
    if (setting.proband.sex !== "female" || own.state === "het_or_hom" || !isStrong(observed))
      return [];
    const reason = observed.deNovo === "HIGH" ? "de novo" : variant.lof ? "LOF" : "ClinVar P/LP";
    return [{ ...entry, list: "xlr_female_het", reason: `heterozygous in a female, ${reason}` }];
  }
  if ((locus !== "autosome" && locus !== "par") || !variant.strong) return [];
  const reason =
    pairs.notPaired > 0
      ? "heterozygous, not paired with every other allele of the gene"
      : "heterozygous, no second allele found";
  return [{ ...entry, list: "one_hit", reason }];
}
