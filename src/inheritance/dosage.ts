/**
 * From an observation to a dosage: does the person carry the allele, and on every copy? (VCF-22, VCF-25, VCF-26,
 * VCF-46, ORI-11.) A relative's genotype that fails its gates is unknown; the proband's own is taken as called,
 * its failures are flags (VCF-41).
 */
import type { Tri } from "../core/check.ts";
import type { LocusClass } from "../core/assembly.ts";
import type { Policy } from "../core/policy.ts";
import type { Sex } from "../pedigree/types.ts";
import type { EventCall } from "../structural/types.ts";
import type { Carriage, Observation } from "./types.ts";

/** `any`: a carrier, a proven non-carrier, or unknown. */
export interface Dosage extends Carriage {
  /** Called reference with ALT reads, or heterozygous with hardly any: neither carrier nor non-carrier (ORI-11). */
  mosaic: boolean;
  /** Called reference on weak evidence, what DN-02 still grades; never proof. */
  weakReference: "medium" | "low" | null;
}

const dosage = (any: Tri, all: Tri): Dosage => ({ any, all, mosaic: false, weakReference: null });
const UNKNOWN = dosage("unknown", "unknown");

/** One copy of the locus: a male's X and Y outside the pseudoautosomal regions (VCF-25). */
export function isHemizygousLocus(locus: LocusClass, sex: Sex): boolean {
  return sex === "male" && (locus === "x" || locus === "y");
}

/** Depth and quality are both absent or 0: a merged single-sample file (VCF-46). */
function isUnsupported(observation: Observation): boolean {
  return (observation.depth ?? 0) === 0 && (observation.genotypeQuality ?? 0) === 0;
}

/** The dosage that the genotype claims, quality aside. */
export function claimedDosage(
  observation: Observation,
  locus: LocusClass,
  sex: Sex,
  policy: Policy,
): Dosage {
  if (observation.event !== undefined) return eventDosage(observation.event);
  if (locus === "mt") return mitochondrialDosage(observation, policy);
  // VCF-27: a woman's calls on Y say nothing; she has no copy.
  if (locus === "y" && sex === "female") return dosage("no", "no");
  const oneCopy = isHemizygousLocus(locus, sex);
  const sexOpen = sex === "unknown" && (locus === "x" || locus === "y");
  switch (observation.state) {
    case "ref":
    case "nonref_other":
      return dosage("no", "no");
    case "het":
    case "het_nonref":
      // VCF-26: in a male a heterozygous call is hemizygous; with the sex unknown it is either.
      return dosage("yes", oneCopy ? "yes" : sexOpen ? "unknown" : "no");
    case "hom":
      return dosage("yes", "yes");
    case "hemi":
      // A haploid call where two copies are expected: the other may be deleted or not written.
      return dosage("yes", oneCopy || sexOpen ? "yes" : "unknown");
    case "het_or_hom":
      return dosage("yes", oneCopy ? "yes" : "unknown");
    case "ref_or_het":
      return dosage("unknown", oneCopy || sexOpen ? "unknown" : "no");
    case "missing":
      return UNKNOWN;
  }
}

/**
 * SVH-01, SVE-17: a person's own file without the event is weaker than a reference call. SVE-16: a caller of presence
 * alone calls every carrier homozygous.
 */
function eventDosage({ state, any, all, flags }: EventCall): Dosage {
  if (state === "not_called") return { ...UNKNOWN, weakReference: "low" };
  return dosage(any, flags.includes("presence_only") ? "no" : all);
}

/** MT-01, MT-02: the fraction decides; the genotype only where there is none. */
function mitochondrialDosage(observation: Observation, policy: Policy): Dosage {
  const { mtMinFraction, mtHomoplasmicFraction } = policy.quality;
  const { alleleBalance: fraction, state } = observation;
  if (state === "missing") return UNKNOWN;
  if (fraction !== null) {
    if (fraction < mtMinFraction) return dosage("no", "no");
    return dosage("yes", fraction >= mtHomoplasmicFraction ? "yes" : "no");
  }
  if (state === "ref" || state === "nonref_other") return dosage("no", "no");
  if (state === "ref_or_het") return UNKNOWN;
  return dosage("yes", state === "hom" || state === "hemi" ? "yes" : "unknown");
}

/** A relative's dosage: carrier and non-carrier both need evidence (VCF-40, ORI-11). */
export function relativeDosage(
  observation: Observation,
  locus: LocusClass,
  sex: Sex,
  policy: Policy,
): Dosage {
  const claimed = claimedDosage(observation, locus, sex, policy);
  if (observation.event !== undefined) return observation.qcFailures.length > 0 ? UNKNOWN : claimed;
  if (locus === "mt") return mitochondrialRelative(observation, claimed, policy);
  if (locus === "y" && sex === "female") return claimed;
  if (isMosaicSuspect(observation, policy))
    return { any: "unknown", all: "no", mosaic: true, weakReference: null };
  const isReference = observation.state === "ref" || observation.state === "nonref_other";
  if (isReference && isUnsupported(observation))
    return { ...UNKNOWN, weakReference: observation.fromBlock ? null : "low" };
  if (observation.qcFailures.length === 0) return claimed;
  return isReference ? { ...UNKNOWN, weakReference: weaknessOf(observation, policy) } : UNKNOWN;
}

/** DN-07: a non-carrier needs depth and hardly a read; between that and heteroplasmy nothing is sure. */
function mitochondrialRelative(observation: Observation, claimed: Dosage, policy: Policy): Dosage {
  if (observation.qcFailures.length > 0) return UNKNOWN;
  if (claimed.any !== "no") return claimed;
  const { alleleBalance } = observation;
  const traces =
    alleleBalance !== null && alleleBalance >= policy.quality.referenceMaxAlleleBalance;
  return traces || isUnsupported(observation) ? dosage("unknown", "no") : claimed;
}

/** ORI-11. */
function isMosaicSuspect(observation: Observation, policy: Policy): boolean {
  const { state, altReads, alleleBalance, depth } = observation;
  const q = policy.quality;
  if (state === "ref" || state === "nonref_other") {
    if (altReads !== null) return altReads >= q.parentMosaicMinAltReads;
    return alleleBalance !== null && alleleBalance >= q.referenceMaxAlleleBalance;
  }
  return (
    state === "het" &&
    alleleBalance !== null &&
    alleleBalance < q.hetMinAlleleBalance &&
    depth !== null &&
    depth >= q.minDepth
  );
}

/** DN-02: fails only by GQ 10 to 19 or DP 6 to 9. A gVCF block that fails is no evidence (VCF-04). */
function weaknessOf(observation: Observation, { deNovo }: Policy): "medium" | "low" | null {
  const { qcFailures, depth, genotypeQuality, fromBlock } = observation;
  const only = qcFailures.every((gate) => gate.startsWith("depth<") || gate.startsWith("gq<"));
  if (fromBlock || !only) return null;
  if (depth !== null && depth < deNovo.parentMinDepth) return null;
  if (genotypeQuality !== null && genotypeQuality < deNovo.parentMinGenotypeQuality) return null;
  return depth === null || genotypeQuality === null ? "low" : "medium";
}
