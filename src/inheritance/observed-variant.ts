/** One variant as seen in the family: dosages, origin and de novo grade, worked out once. */
import type { Policy } from "../core/policy.ts";
import type { Family } from "../pedigree/types.ts";
import { claimedDosage, isHemizygousLocus, relativeDosage, type Dosage } from "./dosage.ts";
import { gradeDeNovo, isPossibleMosaic } from "./denovo.ts";
import { isUsed, type Relative, type Setting } from "./family.ts";
import type {
  DeNovoGrade,
  EventFamilyVariant,
  FamilyVariant,
  Observation,
  Origin,
} from "./types.ts";
import { originOf, type OriginFound } from "./origin.ts";
import { isMosaicEvent } from "./over-deletion.ts";
import { isSharedWithFather } from "./paternal-fraction.ts";

export interface ObservedVariant {
  variant: FamilyVariant;
  /** The proband's evidence. */
  own: Observation;
  /** By person index; null where genotypes are not used. The proband's is as called. */
  dosages: (Dosage | null)[];
  proband: Dosage;
  origin: Origin;
  deNovo: DeNovoGrade | null;
  /** DN-08. */
  possibleMosaic: boolean;
  /** Flags of the variant in every model: `male_het_nonPAR`, `parental_mosaic_suspect`, ... */
  flags: string[];
  /** A deletion event of the proband took the other copy (SVH-04): one copy, whatever the genotype says. */
  overDeletion: boolean;
}

/** Null when the proband was not observed at the variant. */
export function observedVariant(
  setting: Setting,
  variant: FamilyVariant,
  overDeletion = false,
): ObservedVariant | null {
  const { family, policy } = setting;
  const own = variant.observations[family.proband] ?? null;
  if (own === null) return null;
  const dosages = dosagesOf(family, variant, policy);
  const claimed = claimedDosage(own, variant.locus, setting.proband.sex, policy);
  const proband: Dosage = overDeletion ? { ...claimed, all: "no" } : claimed;
  const isNew =
    own.alleleBalance === null
      ? proband.all === "yes"
      : own.alleleBalance >= policy.quality.mtDeNovoFraction;
  const isFathersToo = isSharedWithFather(setting, variant, dosages);
  const onMt = { isNew, isFathersToo };
  const found = originOf(setting.proband, proband, dosages, variant.locus, onMt);
  const { origin, flags } = variant.kind === "event" ? withSites(found, variant) : found;
  const deNovo = origin === "DENOVO" ? gradeDeNovo(setting, { variant, own, dosages }) : null;
  return {
    variant,
    own,
    dosages,
    proband,
    origin,
    deNovo,
    possibleMosaic:
      isMosaicEvent({ variant, own }) ||
      isPossibleMosaic(setting, { variant, own, dosages }, deNovo),
    flags: [
      ...flags,
      ...ownFlags(setting, variant, own),
      ...(overDeletion ? ["hemizygous_over_deletion"] : []),
    ],
    overDeletion,
  };
}

/** SVH-07: the small variants inside a deletion tell what the parents' own calls of it leave open. */
function withSites(found: OriginFound, { originBySites }: EventFamilyVariant): OriginFound {
  const { origin, flags } = found;
  if (originBySites === null || origin === originBySites) return found;
  const against = originBySites === "MAT" ? "PAT" : "MAT";
  if (origin === "DENOVO")
    return { origin, flags: [...flags, `arose_on:${originBySites.toLowerCase()}`] };
  if (origin === against) return { origin: "UNKNOWN", flags: [...flags, "origin_disagrees"] };
  return { origin: originBySites, flags: [...flags, "origin_by_sites"] };
}

/** On whose copy it lies: of a new one, where it arose, if the small variants inside tell it. */
export function copyOf({ variant, origin }: ObservedVariant): Origin {
  const arose = variant.kind === "event" && origin === "DENOVO" ? variant.originBySites : null;
  return arose ?? origin;
}

/** By person index; null where genotypes are not used. The proband's is as called. */
export function dosagesOf(
  family: Family,
  { observations, locus }: FamilyVariant,
  policy: Policy,
): (Dosage | null)[] {
  return family.people.map((person, i) => {
    const observation = observations[i] ?? null;
    if (observation === null) return null;
    if (i === family.proband) return claimedDosage(observation, locus, person.sex, policy);
    return isUsed(person) ? relativeDosage(observation, locus, person.sex, policy) : null;
  });
}

/** VCF-26: heterozygous in a male without the balance of an artefact. */
function ownFlags(setting: Setting, variant: FamilyVariant, own: Observation): string[] {
  if (!isHemizygousLocus(variant.locus, setting.proband.sex)) return [];
  const isHet = variant.kind === "small" && (own.state === "het" || own.state === "het_nonref");
  const clean =
    own.alleleBalance !== null && own.alleleBalance >= setting.policy.quality.hemiMinAlleleBalance;
  return isHet && !clean ? ["male_het_nonPAR"] : [];
}

/** DEC-05, X-03: evidence strong enough to outweigh a relative who does not fit. */
export function isStrong(observed: ObservedVariant): boolean {
  return observed.variant.strong || observed.deNovo === "HIGH";
}

/** Where a relative's own copy came from, by the relative's own parents (T26: the grandparents). */
export function originInRelative(
  setting: Setting,
  observed: ObservedVariant,
  relative: Relative,
): Origin {
  const { family, policy } = setting;
  const person = family.people[relative.index];
  const observation = observed.variant.observations[relative.index] ?? null;
  if (person === undefined || observation === null) return "UNKNOWN";
  const { locus } = observed.variant;
  const dosage = claimedDosage(observation, locus, person.sex, policy);
  return originOf(person, dosage, observed.dosages, locus, { isNew: false, isFathersToo: false })
    .origin;
}
