/** X and Y outside the pseudoautosomal regions (X-01 to X-10, VCF-26, VCF-27). */
import { deNovoModel, hasAffectedSib, inheritedFrom } from "./dominant.ts";
import type { Setting } from "./family.ts";
import type { ModelResult } from "./types.ts";
import type { ObservedVariant } from "./observed-variant.ts";
import { labelTransmission } from "./recessive.ts";
import { judgeSingle, ONE_COPY, resultOf, type Passes } from "./segregation.ts";
import { fail, label, uncertain } from "./tri.ts";

/** XLR, XLD, and X_DENOVO where the parents who could have transmitted were looked at. */
export function xLinkedModels(setting: Setting, reading: ObservedVariant): ModelResult[] {
  const xlr = judgeRecessive(setting, reading);
  const xld = judgeMonoallelic(setting, reading);
  return [
    resultOf(setting, "XLR", [reading], xlr),
    resultOf(setting, "XLD", [reading], xld),
    ...deNovoModel(setting, "X_DENOVO", reading, xld),
  ];
}

/** hemizygous males, homozygous females; `all` is both. */
function judgeRecessive(setting: Setting, reading: ObservedVariant): Passes {
  const passes = judgeSingle(setting, reading, {
    needs: "all",
    excludes: "all",
    excludedAs: "unaffected_hemi_or_homozygote",
    lackedAs: "not_hemi_or_homozygous",
    frequency: "recessive",
  });
  if (setting.proband.sex === "female") labelTransmission(setting, reading, passes);
  labelSex(setting, reading, passes);
  return passes;
}

/** one copy is enough in a female, but an unaffected heterozygous female does not exclude. */
function judgeMonoallelic(setting: Setting, reading: ObservedVariant): Passes {
  const passes = judgeSingle(setting, reading, {
    needs: "any",
    excludes: "all",
    excludedAs: "unaffected_hemi_or_homozygote",
    lackedAs: "not_carrier",
    frequency: "dominant",
  });
  const carrierFemale = setting.relatives.some(({ index, sex, affection }) => {
    const dosage = reading.dosages[index];
    const isHet = dosage?.any === "yes" && dosage.all !== "yes";
    return sex === "female" && affection === "unaffected" && isHet;
  });
  if (carrierFemale) passes.flags.push("carrier_female_unaffected");
  if (setting.proband.sex === "female" && reading.proband.all === "yes")
    passes.flags.push("hom_in_XLD");
  if (hasAffectedSib(setting, reading)) passes.flags.push("germline_mosaic_possible");
  passes.both.push(...inheritedFrom(setting, reading));
  labelSex(setting, reading, passes);
  return passes;
}

/** */
function labelSex(setting: Setting, reading: ObservedVariant, passes: Passes): void {
  const { sex } = setting.proband;
  if (sex === "unknown") passes.both.push(uncertain("sex_unknown"));
  if (sex === "male" && reading.origin === "DENOVO") passes.flags.push("denovo_X");
  if (sex === "male" && reading.origin === "MAT") passes.both.push(label("inherited_mat"));
  const mother = setting.relatives.find(({ role }) => role === "mother");
  const hers = mother === undefined ? undefined : reading.dosages[mother.index];
  const isCarrier = hers?.any === "yes" && hers.all === "no";
  if (sex === "male" && isCarrier && mother?.affection === "unaffected")
    passes.flags.push("mother_carrier_unaffected");
}

/** male carriers; the father alone transmits. */
export function yLinkedModels(setting: Setting, reading: ObservedVariant): ModelResult[] {
  const passes = judgeSingle(setting, reading, ONE_COPY);
  if (setting.proband.sex === "female") passes.both.push(fail("not_male"));
  if (setting.proband.sex === "unknown") passes.both.push(uncertain("sex_unknown"));
  passes.both.push(...inheritedFrom(setting, reading));
  return [resultOf(setting, "Y", [reading], passes)];
}
