/** What is kept of a case, and whether a policy stays within it. */
import type { z } from "zod";
import type { Policy } from "../../core/policy.ts";
import type { FrequencyValue } from "../../vcf/types.ts";
import type * as schema from "../schema.ts";

/** Frequencies are fractions, distances bases. Stored with every distilled file, in its header too. */
export type DistilCriteria = z.infer<typeof schema.distilCriteria>;

/** Farther than any splice model of the rules looks (SPL-04). */
const MARGIN = 50;

/** Shorter deletions outside of coding bases are no partners of events (SVC-05). */
export const LEAST_DELETION = 10;

/**
 * The criteria that leave this policy room to widen.
 * @param hasEvents files of events are given, or small variants may hold some
 */
export function distilCriteria(policy: Policy, hasEvents = false): DistilCriteria {
  const { clinvarRescue, keepAlleles, extraFields, populations } = policy.frequency;
  return {
    version: 1,
    frequency: 2 * widestLimit(policy),
    populations: Object.fromEntries(
      Object.entries(populations).map(([code, { genomesOnly, dominant, recessive }]) => [
        code,
        { genomesOnly, frequency: 2 * Math.max(dominant, recessive) },
      ]),
    ),
    clinvarFrequency: 2 * Math.max(clinvarRescue, widestLimit(policy)),
    margin: MARGIN,
    spliceAi: policy.consequence.spliceAiRescue / 2,
    carriers: policy.inheritance.enabled ? "proband" : "anyone",
    keepAlleles: [...keepAlleles].sort(),
    extraFields: [...extraFields].sort(),
    ...(hasEvents ? { deletions: LEAST_DELETION } : {}),
  };
}

function widestLimit({ frequency }: Policy): number {
  return Math.max(frequency.dominant, frequency.recessive, frequency.mitochondrial);
}

/**
 * Farther from every exon nothing but introns is touched, wherever an indel is written: no splice term reaches
 * beyond 17 bases, and an indel is moved along the sequence that is known, which ends 100 bases from an exon.
 */
export const FAR = 120;

/** Within so many bases of an exon of its transcripts a raw file's lines are kept. */
export function keptReach({ margin }: Pick<DistilCriteria, "margin">): number {
  return Math.max(margin, FAR);
}

/** The policy with the limits of what is kept, for all models. */
export function archivePolicy(policy: Policy, { frequency, populations }: DistilCriteria): Policy {
  const wider = Object.entries(populations).map(([code, { genomesOnly, frequency: limit }]) => [
    code,
    { genomesOnly, dominant: limit, recessive: limit },
  ]);
  const limits = { dominant: frequency, recessive: frequency, mitochondrial: frequency };
  return {
    ...policy,
    frequency: { ...policy.frequency, ...limits, populations: Object.fromEntries(wider) },
  };
}

/** Up to which frequency of one population was kept. */
export function keptUpTo(
  { population, genomes }: Pick<FrequencyValue, "population" | "genomes">,
  { frequency, populations }: DistilCriteria,
): number {
  const wider = population === null ? undefined : populations[population];
  if (wider === undefined || (wider.genomesOnly && genomes !== true)) return frequency;
  return Math.max(frequency, wider.frequency);
}

/** Why a policy asks for more than was kept; null: it does not. */
export function widerThanKept(policy: Policy, criteria: DistilCriteria): string | null {
  const { frequency, consequence, inheritance } = policy;
  const widest = widestLimit(policy);
  if (widest > criteria.frequency)
    return `a frequency limit of ${widest}, but lines were kept up to ${criteria.frequency}`;
  for (const [code, { genomesOnly, dominant, recessive }] of Object.entries(
    frequency.populations,
  )) {
    const limit = Math.max(dominant, recessive);
    const kept = keptUpTo({ population: code, genomes: genomesOnly }, criteria);
    if (limit > kept)
      return `a frequency limit of ${limit} in ${code}, but lines were kept up to ${kept}`;
  }
  if (frequency.clinvarRescue > criteria.clinvarFrequency)
    return `frequency.clinvarRescue ${frequency.clinvarRescue}, but lines were kept up to ${criteria.clinvarFrequency}`;
  if (consequence.spliceAiRescue < criteria.spliceAi)
    return `consequence.spliceAiRescue ${consequence.spliceAiRescue}, but lines were kept from ${criteria.spliceAi}`;
  if (!inheritance.enabled && criteria.carriers === "proband")
    return "inheritance off, but only what the proband carries was kept";
  const more = frequency.keepAlleles.filter((key) => !criteria.keepAlleles.includes(key));
  if (more.length > 0)
    return `frequency.keepAlleles ${more.join(", ")}, which may not have been kept`;
  // A field that is no longer read may have been the one that told that an allele is common.
  const fewer = criteria.extraFields.filter((name) => !frequency.extraFields.includes(name));
  return fewer.length > 0
    ? `frequency.extraFields without ${fewer.join(", ")}, which decided what was kept`
    : null;
}
