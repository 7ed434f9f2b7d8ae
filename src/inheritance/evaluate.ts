/** One gene: every model for every variant and pair (DEC-04), and what is listed outside the tiers (DEC-09). */
import type { Policy } from "../core/policy.ts";
import type { Family } from "../pedigree/types.ts";
import type { EventKind } from "../structural/types.ts";
import { compoundModels, shareChromosome, type PairsFound } from "./compound.ts";
import { dominantModels } from "./dominant.ts";
import { settingOf, type Setting } from "./family.ts";
import { imprintedModels } from "./imprinted.ts";
import { lowLevel, mitochondrialModels } from "./mitochondrial.ts";
import type {
  Carriage,
  FamilyVariant,
  GeneInheritance,
  InheritanceOptions,
  ModelResult,
  SideListEntry,
} from "./types.ts";
import { inGenomeOrder } from "./order.ts";
import {
  isAloneOnItsPlace,
  isLostOnOne,
  leavesBothCopies,
  mosaicCounts,
  showsBothCopies,
} from "./over-deletion.ts";
import { dosagesOf, isStrong, observedVariant, type ObservedVariant } from "./observed-variant.ts";
import { recessiveModels } from "./recessive.ts";
import { xLinkedModels, yLinkedModels } from "./xlinked.ts";
import { covers } from "./site.ts";
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
  const observedVariants = observeAll(setting, [...variants].sort(inGenomeOrder));
  const pairs = compoundModels(setting, observedVariants);
  const singles = observedVariants.flatMap((observed) => modelsAt(setting, observed));
  return {
    results: [...singles, ...pairs.results],
    side: observedVariants.flatMap((observed) => sideLists(setting, observed, pairs)),
    flags: sortedUnique(pairs.flags),
  };
}

/** What a deletion event of the proband says of the small variants inside it (SVH-04, SVH-05). */
function observeAll(setting: Setting, variants: readonly FamilyVariant[]): ObservedVariant[] {
  const all = variants.flatMap((variant) => observedVariant(setting, variant) ?? []);
  const lost = all.filter(isLostOnOne);
  if (lost.length === 0) return all;
  const contradicted = new Set<ObservedVariant>();
  const seen = all.map((observed) => {
    const over = lost.filter((deletion) => covers(deletion, observed));
    if (over.length === 0) return observed;
    if (isAloneOnItsPlace(observed.own))
      return observedVariant(setting, observed.variant, true) ?? observed;
    const against = showsBothCopies(observed.own)
      ? over.filter((o) => !leavesBothCopies(o, setting))
      : [];
    if (against.length === 0) return observed;
    for (const deletion of [...against, observed]) contradicted.add(deletion);
    return observed;
  });
  for (const { flags } of contradicted) flags.push("het_inside_deletion");
  return seen;
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
  if (observed.variant.kind === "event" && !standsAlone(observed)) return [];
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

/** DEC-47; what a parent alone was called to have is a partner at most (SVH-04). */
function standsAlone({ variant, proband, own }: ObservedVariant): boolean {
  const isFailed = variant.kind === "event" && variant.failed;
  return (
    !isPartner(variant) && own.event?.state === "carrier" && (!isFailed || proband.all === "yes")
  );
}

function isPartner(variant: FamilyVariant): boolean {
  return variant.kind === "event" && variant.isPartner === true;
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
  if (locus === "mt" && variant.kind === "small") return lowLevel(setting, observed);
  if (possibleMosaic)
    return [
      {
        ...entry,
        list: "possible_mosaic",
        mayBeCandidate: mosaicCounts(variant),
        reason:
          variant.kind === "event"
            ? "in some of the cells, judging by its copies or reads"
            : `allele balance ${(own.alleleBalance ?? 0).toFixed(2)}, in neither parent`,
      },
    ];
  const isHet = own.state === "het" || own.state === "het_nonref" || own.state === "het_or_hom";
  const paired = pairs.results.some((p) => p.verdict !== "FAIL" && p.alleles.includes(variant.key));
  if (!isHet || !variant.eligible.recessive || isPartner(variant)) return [];
  // DEC-47: whatever it pairs with; the panel's mode may ask for no pair.
  if (variant.kind === "event" && variant.failed) {
    const reason = "failed its caller's filters or the size rules";
    return variant.compoundEligible ? [{ ...entry, list: "failed_filter_event", reason }] : [];
  }
  if (paired) return [];
  if (locus === "x") {
    if (setting.proband.sex !== "female" || own.state === "het_or_hom") return [];
    if (!isStrong(observed) && !isHit(variant)) return [];
    const change =
      variant.kind === "event" && variant.event.kind !== "DEL" ? "rearrangement" : "deletion";
    const plain = variant.clinvarPathogenic ? "ClinVar P/LP" : change;
    const reason = observed.deNovo === "HIGH" ? "de novo" : variant.lof ? "LOF" : plain;
    return [{ ...entry, list: "xlr_female_het", reason: `heterozygous in a female, ${reason}` }];
  }
  if ((locus !== "autosome" && locus !== "par") || !isHit(variant)) return [];
  const reason =
    pairs.notPaired > 0
      ? "heterozygous; not tried in pairs with every other allele of the gene"
      : noSecondHit(setting.options);
  return [{ ...entry, list: "one_hit", reason }];
}

/** DEC-09, SVH-10: what may take a gene's function is a hit too, also where it is not known what it does to exons. */
function isHit(variant: FamilyVariant): boolean {
  const mayTake = variant.kind === "event" && TAKING.has(variant.event.kind);
  return variant.strong || (mayTake && variant.compoundEligible);
}

const TAKING: ReadonlySet<EventKind> = new Set(["DEL", "INV", "CPX", "BND"]);

/** DEC-50: that none was called is not that there is none. */
function noSecondHit({ filesRead }: InheritanceOptions): string {
  if (filesRead === undefined) return "heterozygous, no second allele found";
  return `heterozygous, no second hit was called (files read: ${filesRead}); single-exon, complex, inverted and deep intronic changes can be missed`;
}
