/** From a call to the evidence for one allele, with its quality limits (VCF-22 to VCF-26, VCF-40, MT-01). */
import type { LocusClass } from "../core/assembly.ts";
import type { Policy } from "../core/policy.ts";
import type { Sex } from "../pedigree/types.ts";
import { alleleBalance, alleleState, altReads } from "../vcf/index.ts";
import type { AlleleKind, SampleCall } from "../vcf/types.ts";
import { isHemizygousLocus } from "./dosage.ts";
import type { Observation } from "./types.ts";

interface ObserveContext {
  locus: LocusClass;
  sex: Sex;
  policy: Policy;
  /** The call is a gVCF block that covers the site (VCF-04). */
  fromBlock?: boolean;
  /** A deletion event took the other copy: the gates are those of one (SVH-04). */
  overDeletion?: boolean;
}

/** A lower and an upper bound per measure; null: not asked. */
interface Gates {
  depth: number | null;
  gq: number | null;
  altReads: number | null;
  minBalance: number | null;
  maxBalance: number | null;
}

/**
 * One person's evidence for the ALT numbered `alleleIndex` (1-based). Null call, null evidence. Gates
 * are those of the state that the call claims; a field that is missing is no failure and is listed
 * (VCF-40). FORMAT/FT failures count for this sample (VCF-42, DEC-19).
 */
export function observe(
  call: SampleCall | null,
  alleleIndex: number,
  altKinds: readonly AlleleKind[],
  context: ObserveContext,
): Observation | null {
  if (call === null) return null;
  const observation: Observation = {
    state: alleleState(call, alleleIndex, [...altKinds]),
    call,
    depth: call.depth ?? depthOfReads(call),
    genotypeQuality: call.genotypeQuality,
    altReads: altReads(call, alleleIndex),
    alleleBalance: alleleBalance(call, alleleIndex),
    qcFailures: call.failedFilters.map((name) => `ft:${name}`),
    qcMissing: [],
    fromBlock: context.fromBlock ?? false,
    otherDeleted: call.alleles.length === 2 && call.alleles.some((a) => altKinds[a - 1] === "star"),
    siblingAlleles: 0,
  };
  if (context.policy.quality.enabled) applyGates(observation, gatesFor(observation, context));
  return observation;
}

/** DP is absent, AD is not: the reads are as many as AD names. */
function depthOfReads(call: SampleCall): number | null {
  if (call.alleleDepths === null) return null;
  let sum = 0;
  for (const reads of call.alleleDepths) {
    if (reads === null) return null;
    sum += reads;
  }
  return sum;
}

function gatesFor(
  observation: Observation,
  { locus, sex, policy, overDeletion = false }: ObserveContext,
): Gates {
  const { state, alleleBalance: balance } = observation;
  const q = policy.quality;
  const none: Gates = { depth: null, gq: null, altReads: null, minBalance: null, maxBalance: null };
  if (state === "missing" || state === "ref_or_het") return none;
  const isReference = state === "ref" || state === "nonref_other";
  if (locus === "mt") {
    // MT-02: the fraction, not the genotype, says what is claimed.
    const absent = balance === null ? isReference : balance < q.mtMinFraction;
    return { ...none, depth: q.mtMinDepth, altReads: absent ? null : q.mtMinAltReads };
  }
  if (isReference)
    return {
      ...none,
      depth: q.referenceMinDepth,
      gq: q.referenceMinGenotypeQuality,
      maxBalance: q.referenceMaxAlleleBalance,
    };
  const carrier = { depth: q.minDepth, gq: q.minGenotypeQuality, altReads: q.minAltReads };
  const isOverDeletion = overDeletion && state === "hom";
  if (state === "hemi" || isOverDeletion || isHemizygousLocus(locus, sex))
    return {
      depth: q.hemiMinDepth,
      gq: q.hemiMinGenotypeQuality,
      altReads: q.minAltReads,
      minBalance: q.hemiMinAlleleBalance,
      maxBalance: null,
    };
  if (state === "hom") return { ...carrier, minBalance: q.homMinAlleleBalance, maxBalance: null };
  // VCF-24: a/b and ./a may rightly hold no reference read.
  const maxBalance = state === "het" ? q.hetMaxAlleleBalance : null;
  return { ...carrier, minBalance: q.hetMinAlleleBalance, maxBalance };
}

function applyGates(observation: Observation, gates: Gates): void {
  const { qcFailures, qcMissing, state } = observation;
  const atLeast = (
    name: string,
    field: string,
    value: number | null,
    limit: number | null,
  ): void => {
    if (limit === null) return;
    if (value === null) qcMissing.push(`missing:${field}`);
    else if (value < limit) qcFailures.push(`${name}<${limit}`);
  };
  atLeast("depth", "DP", observation.depth, gates.depth);
  atLeast("gq", "GQ", observation.genotypeQuality, gates.gq);
  atLeast("alt_reads", "AD", observation.altReads, gates.altReads);
  const balance = observation.alleleBalance;
  if (gates.minBalance === null && gates.maxBalance === null) return;
  if (balance === null) {
    if (!qcMissing.includes("missing:AD")) qcMissing.push("missing:AD");
    return;
  }
  atLeast("ab", "AD", balance, gates.minBalance);
  if (gates.maxBalance === null) return;
  const isReference = state === "ref" || state === "nonref_other";
  // DN-01 allows one ALT read in both parents together; of thirty reads it would be above 0.02.
  if (
    isReference
      ? balance >= gates.maxBalance && observation.altReads !== 1
      : balance > gates.maxBalance
  )
    qcFailures.push(isReference ? `ab>=${gates.maxBalance}` : `ab>${gates.maxBalance}`);
}
