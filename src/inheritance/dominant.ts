/** Autosomal dominant and de novo (AD-01 to AD-08, DN-01 to DN-06); pseudoautosomal genes too. */
import { parentsObserved } from "./denovo.ts";
import { isHemizygousLocus } from "./dosage.ts";
import type { Setting } from "./family.ts";
import type { Finding, ModelResult } from "./types.ts";
import { copyOf, type ObservedVariant } from "./observed-variant.ts";
import { judgeSingle, ONE_COPY, resultOf, type Passes } from "./segregation.ts";
import { fail, label, uncertain } from "./tri.ts";

/** AD, and AD_DENOVO where both parents were looked at. */
export function dominantModels(setting: Setting, observed: ObservedVariant): ModelResult[] {
  const passes = judgeDominant(setting, observed);
  return [
    resultOf(setting, "AD", [observed], passes),
    ...deNovoModel(setting, "AD_DENOVO", observed, passes),
  ];
}

/** The same as de novo, where the parents who could have transmitted were looked at. */
export function deNovoModel(
  setting: Setting,
  model: "AD_DENOVO" | "X_DENOVO",
  observed: ObservedVariant,
  passes: Passes,
): ModelResult[] {
  if (!parentsObserved(setting, observed)) return [];
  const both = [...passes.both, ...deNovoFindings(setting, observed)];
  return [resultOf(setting, model, [observed], { ...passes, both })];
}

function judgeDominant(setting: Setting, observed: ObservedVariant): Passes {
  const passes = judgeSingle(setting, observed, ONE_COPY);
  if (observed.proband.all === "yes") passes.flags.push("hom_in_AD");
  passes.both.push(...inheritedFrom(setting, observed));
  if (hasAffectedSib(setting, observed)) passes.flags.push("germline_mosaic_possible");
  if (observed.variant.kind === "event" && observed.variant.imprinted) {
    const copy = copyOf(observed);
    passes.flags.push("imprinted_region");
    if (copy !== "MAT" && copy !== "PAT")
      passes.both.push(uncertain(`origin_${copy.toLowerCase()}`));
  }
  return passes;
}

/** AD-02, AD-03: from whom, and whether that parent is affected. */
export function inheritedFrom(setting: Setting, observed: ObservedVariant): Finding[] {
  return setting.relatives.flatMap(({ index, role, affection }) => {
    if ((role !== "mother" && role !== "father") || observed.dosages[index]?.any !== "yes")
      return [];
    if (observed.variant.locus === "x" && role === "father" && setting.proband.sex === "male")
      return [];
    const side = role === "mother" ? "mat" : "pat";
    if (affection === "affected") return [label(`inherited_affected:${side}`)];
    return affection === "unaffected" ? [label(`inherited_from_unaffected:${side}`)] : [];
  });
}

/** AD-07: an affected sib shares what neither parent carries. */
export function hasAffectedSib(setting: Setting, observed: ObservedVariant): boolean {
  const { father, mother } = setting.proband;
  return (
    observed.origin === "DENOVO" &&
    setting.relatives.some(({ index, affection }) => {
      const person = setting.family.people[index];
      const isSib =
        person !== undefined &&
        ((father !== null && person.father === father) ||
          (mother !== null && person.mother === mother));
      return isSib && affection === "affected" && observed.dosages[index]?.any === "yes";
    })
  );
}

/** AD-04, X-05: origin DENOVO, and how good it is. HIGH and MEDIUM pass. */
function deNovoFindings(setting: Setting, observed: ObservedVariant): Finding[] {
  const { origin, deNovo, proband, variant, flags } = observed;
  if (!variant.deNovoEligible) return [fail("frequency")];
  // DN-06: nobody is homozygous by one new mutation; a son's only X is another matter.
  const oneCopy = isHemizygousLocus(variant.locus, setting.proband.sex);
  if (proband.all === "yes" && !oneCopy) return [fail("homozygous")];
  // ORI-03b: both parents have it on every copy; whatever went wrong, it is not new.
  if (flags.includes("mendelian_error")) return [fail("inherited")];
  switch (origin) {
    case "DENOVO":
      if (deNovo === "LOW") return [uncertain("denovo_low")];
      return [label(deNovo === "HIGH" ? "denovo_high" : "denovo_medium")];
    case "MAT_MOSAIC":
    case "PAT_MOSAIC":
      return [uncertain("parental_mosaic_suspect")];
    case "NOT_MAT":
      return [uncertain("unknown_genotype:father")];
    case "NOT_PAT":
      return [uncertain("unknown_genotype:mother")];
    case "UNKNOWN":
      return [uncertain(oneCopy ? "unknown_genotype:mother" : "unknown_genotype:parents")];
    case "MAT":
    case "PAT":
    case "EITHER":
    case "BOTH":
    case "MAT_OR_EITHER":
    case "PAT_OR_EITHER":
      return [fail("inherited")];
  }
}
