/** How good a de novo is (DN-01 to DN-08, DEC-19). Asked only where the origin is DENOVO. */
import type { Setting } from "./family.ts";
import { isHemizygousLocus, type Dosage } from "./dosage.ts";
import type { ObservedVariant } from "./observed-variant.ts";
import type { DeNovoGrade, EventFamilyVariant, FamilyVariant, Observation } from "./types.ts";

/** A variant, the proband's evidence for it, and what everybody carries of it. */
type Seen = Pick<ObservedVariant, "variant" | "own" | "dosages">;

const WORSE: Record<DeNovoGrade, number> = { HIGH: 0, MEDIUM: 1, LOW: 2 };

function worst(grades: readonly DeNovoGrade[]): DeNovoGrade {
  return grades.reduce((a, b) => (WORSE[b] > WORSE[a] ? b : a), "HIGH");
}

/** The parents who could have transmitted the allele (ORI-09, ORI-10). */
function transmittingParents(setting: Setting, variant: FamilyVariant): (number | null)[] {
  const { father, mother, sex } = setting.proband;
  if (variant.locus === "mt" || (variant.locus === "x" && sex === "male")) return [mother];
  return variant.locus === "y" ? [father] : [father, mother];
}

/** A son has no X of his father's; a father who shows the allele too makes the call doubtful (DN-01). */
function doubtingFather(setting: Setting, { locus }: FamilyVariant): number | null {
  const { father, sex } = setting.proband;
  return locus === "x" && sex === "male" ? father : null;
}

/** Whether every parent who could have transmitted has genotypes to look at: without, de novo is no question. */
export function parentsObserved(setting: Setting, { variant, dosages }: Seen): boolean {
  return transmittingParents(setting, variant).every(
    (parent) => parent !== null && (dosages[parent] ?? null) !== null,
  );
}

/** Grade of a variant whose origin is DENOVO (DN-01, DN-02). */
export function gradeDeNovo(setting: Setting, { variant, own, dosages }: Seen): DeNovoGrade {
  if (variant.kind === "event") return gradeEvent(setting, variant, own, dosages);
  const seen = (i: number | null): { observation: Observation; dosage: Dosage }[] => {
    const observation = i === null ? null : (variant.observations[i] ?? null);
    const dosage = i === null ? null : (dosages[i] ?? null);
    return observation === null || dosage === null ? [] : [{ observation, dosage }];
  };
  const parents = transmittingParents(setting, variant).flatMap(seen);
  const doubting = seen(doubtingFather(setting, variant));
  const reads = [...parents, ...doubting].reduce(
    (sum, { observation }) => sum + (observation.altReads ?? 0),
    0,
  );
  const onMt = variant.locus === "mt";
  return worst([
    onMt ? (own.qcFailures.length > 0 ? "LOW" : "HIGH") : childGrade(setting, variant, own),
    ...parents.map(({ observation, dosage }) => parentGrade(observation, dosage, onMt)),
    // On MT a thousand reads hold a stray one; the parent's fraction was looked at instead.
    reads > setting.policy.deNovo.maxParentAltReads && !onMt ? "LOW" : "HIGH",
    setting.options.relatednessFailed ? "MEDIUM" : "HIGH",
    variant.deNovoEligible ? "HIGH" : "LOW",
    doubting.some(({ dosage }) => dosage.any === "yes") ? "LOW" : "HIGH",
  ]);
}

/**
 * SVH-09: HIGH takes one joint call with both parents reference in it and nothing of theirs that overlaps, a call of
 * the child that passes with enough support, two kinds of methods, and a population source that lacks it.
 */
function gradeEvent(
  setting: Setting,
  variant: EventFamilyVariant,
  { event: call }: Observation,
  dosages: Seen["dosages"],
): DeNovoGrade {
  const { event, failed, frequencyAssessed, deNovoEligible } = variant;
  const isSure = transmittingParents(setting, variant).every(
    (parent) => parent !== null && dosages[parent]?.any === "no",
  );
  const doubting = doubtingFather(setting, variant) ?? -1;
  const his = dosages[doubting] ?? null;
  if (!isSure || his?.any === "yes") return "LOW";
  if (failed || !deNovoEligible || call === undefined) return "LOW";
  const enough = event.claim === "depth" ? MIN_BINS : MIN_SUPPORT;
  const asked = his === null ? [] : [doubting];
  const isNearParents = [...transmittingParents(setting, variant), ...asked].some((i) => {
    const theirs = variant.observations[i ?? -1]?.event;
    // A carrier still here failed a filter.
    return theirs?.any === "yes" || theirs?.flags.includes("overlapping_call") === true;
  });
  const isHigh =
    call.joint &&
    !isNearParents &&
    (call.altSupport ?? 0) >= enough &&
    event.support.length > 1 &&
    event.kind !== "ME" &&
    event.kind !== "CNV" &&
    !event.flags.some((flag) => flag.startsWith("low_confidence_region")) &&
    frequencyAssessed &&
    !setting.options.relatednessFailed;
  return isHigh ? "HIGH" : "MEDIUM";
}

/** Reads or pairs; bins or targets. */
const MIN_SUPPORT = 5;
const MIN_BINS = 10;

function childGrade(setting: Setting, variant: FamilyVariant, own: Observation): DeNovoGrade {
  const { quality: q, deNovo: limits } = setting.policy;
  const { depth, genotypeQuality, altReads, alleleBalance, state, call } = own;
  const oneCopy = isHemizygousLocus(variant.locus, setting.proband.sex);
  if (!oneCopy && state !== "het" && state !== "het_nonref") return "LOW";
  if (call.failedFilters.length > 0) return "LOW";
  if (depth === null || genotypeQuality === null || altReads === null || alleleBalance === null)
    return "LOW";
  if (depth < q.minDepth || genotypeQuality < q.minGenotypeQuality || altReads < q.minAltReads)
    return "LOW";
  if (oneCopy) return alleleBalance > limits.hemiMinAlleleBalance ? "HIGH" : "LOW";
  if (alleleBalance >= q.hetMinAlleleBalance) return "HIGH";
  return alleleBalance >= limits.mediumMinAlleleBalance ? "MEDIUM" : "LOW";
}

function parentGrade(observation: Observation, dosage: Dosage, onMt: boolean): DeNovoGrade {
  if (dosage.any !== "no") return dosage.weakReference === "medium" ? "MEDIUM" : "LOW";
  if (observation.depth === null) return "LOW";
  // Mitochondrial callers give no GQ.
  if (observation.genotypeQuality === null && !onMt) return "LOW";
  // DEC-19: without AD nobody knows of ALT reads.
  if (observation.altReads === null) return "MEDIUM";
  // DN-01: another ALT is not "reference". On MT the genotype says nothing (MT-02).
  return observation.state === "ref" || onMt ? "HIGH" : "MEDIUM";
}

/** DN-08: few reads in the child, none in two proven non-carriers; listed apart, never tiered. */
export function isPossibleMosaic(
  setting: Setting,
  { variant, own, dosages }: Seen,
  grade: DeNovoGrade | null,
): boolean {
  const q = setting.policy.quality;
  const { alleleBalance, altReads } = own;
  if (grade !== "LOW" || variant.locus === "mt" || alleleBalance === null || altReads === null)
    return false;
  const parents = transmittingParents(setting, variant);
  return (
    parents.every((i) => i !== null && dosages[i]?.any === "no") &&
    altReads >= q.minAltReads &&
    alleleBalance >= q.mosaicMinAlleleBalance &&
    alleleBalance < q.hetMinAlleleBalance
  );
}
