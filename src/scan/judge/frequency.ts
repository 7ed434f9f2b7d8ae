/**
 * Rarity by model (FREQ-10, FREQ-11, DEC-11, DEC-12). Each population has its own limit;
 * a value above its limit makes the allele ineligible for the model. No column: "not assessed".
 */
import { alleleKey, type Allele } from "../../core/allele.ts";
import type { Assembly } from "../../core/assembly.ts";
import { BA1_EXCEPTIONS, ba1Exception } from "../../core/ba1-exceptions.ts";
import type { Check } from "../../core/check.ts";
import { isPathogenic } from "../../core/classification.ts";
import type { Policy } from "../../core/policy.ts";
import { remembered } from "../../core/once.ts";
import type { ClinVarEvidence, FrequencyEvidence, FrequencyValue } from "../../vcf/types.ts";

type FrequencyModel = "dominant" | "recessive" | "mitochondrial";

/** Alleles that no frequency filter drops (DEC-12). `pos`, `ref`, `alt` in minimal representation. */
export function isFrequencyExempt(assembly: Assembly, allele: Allele, policy: Policy): boolean {
  const key = `${assembly}:${alleleKey(allele)}`;
  return ba1Exception(assembly, allele) !== null || policy.frequency.keepAlleles.includes(key);
}

/** Positions of alleles that no frequency filter drops, by canonical chromosome. */
export function exemptPositions(assembly: Assembly, policy: Policy): Map<string, number[]> {
  const positions = new Map<string, number[]>();
  const at = (chrom: string): number[] => remembered(positions, chrom, () => []);
  for (const { chrom, pos } of BA1_EXCEPTIONS) at(chrom).push(pos[assembly]);
  for (const key of policy.frequency.keepAlleles) {
    const [build, chrom = "", pos] = key.split(":");
    if (build === assembly) at(chrom).push(Number(pos));
  }
  return positions;
}

/** The limit that holds for one value under a model: wider for the small populations of DEC-12. */
export function frequencyLimit(
  value: FrequencyValue,
  model: FrequencyModel,
  policy: Policy,
): number {
  const { dominant, recessive, mitochondrial, populations } = policy.frequency;
  if (model === "mitochondrial") return mitochondrial;
  const base = model === "dominant" ? dominant : recessive;
  const wider = value.population === null ? undefined : populations[value.population];
  if (wider === undefined || (wider.genomesOnly && value.genomes !== true)) return base;
  return Math.max(base, model === "dominant" ? wider.dominant : wider.recessive);
}

/** What the allele's own frequency is at least: of several numbers some may be other alleles'. */
export function leastFrequency({ lowest, af }: FrequencyValue): number {
  return lowest ?? af;
}

/** The first value that is above its limit for certain, or null. */
function tooCommon(
  evidence: FrequencyEvidence,
  model: FrequencyModel,
  policy: Policy,
): FrequencyValue | null {
  return evidence.values.find((v) => leastFrequency(v) > frequencyLimit(v, model, policy)) ?? null;
}

/** Fields whose numbers lie on both sides of a limit of the locus: kept, and flagged. */
export function ambiguousFields(
  { values }: FrequencyEvidence,
  mitochondrial: boolean,
  policy: Policy,
): string[] {
  const models: FrequencyModel[] = mitochondrial ? ["mitochondrial"] : ["dominant", "recessive"];
  return values
    .filter((value) =>
      models.some((model) => {
        const limit = frequencyLimit(value, model, policy);
        return value.af > limit && leastFrequency(value) <= limit;
      }),
    )
    .map(({ field }) => field);
}

/** DEC-11: under dominant models the homozygote limit scales with the allele number. */
function tooManyHomozygotes(evidence: FrequencyEvidence, policy: Policy): boolean {
  const { maxHomozygotes, homozygotesPerAlleleNumber } = policy.frequency;
  const scale =
    evidence.alleleNumber === null
      ? 1
      : Math.max(1, evidence.alleleNumber / homozygotesPerAlleleNumber);
  return (evidence.homozygotes ?? 0) > maxHomozygotes * scale;
}

interface Eligibility {
  dominant: boolean;
  recessive: boolean;
  mitochondrial: boolean;
}

/**
 * For which models the allele is rare enough. `exempt`: DEC-12. ClinVar P/LP: up to the ceiling, any model; of
 * mitochondrial DNA whatever its frequency (DEC-51): what a whole haplogroup carries may still be disease.
 */
export function frequencyEligibility(
  evidence: FrequencyEvidence,
  clinvar: ClinVarEvidence | null,
  exempt: boolean,
  policy: Policy,
): Eligibility {
  const rescued =
    isPathogenic(clinvar) &&
    evidence.values.every((value) => leastFrequency(value) <= policy.frequency.clinvarRescue);
  if (exempt || rescued) return { dominant: true, recessive: true, mitochondrial: true };
  return {
    dominant:
      tooCommon(evidence, "dominant", policy) === null && !tooManyHomozygotes(evidence, policy),
    recessive: tooCommon(evidence, "recessive", policy) === null,
    mitochondrial: isPathogenic(clinvar) || tooCommon(evidence, "mitochondrial", policy) === null,
  };
}

/** The filter itself: eligible for at least one model of the locus. */
export function checkFrequency(
  evidence: FrequencyEvidence,
  eligible: Eligibility,
  mitochondrial: boolean,
  policy: Policy,
): Check {
  const passes = mitochondrial ? eligible.mitochondrial : eligible.dominant || eligible.recessive;
  const stated = evidence.assessed && ambiguousFields(evidence, mitochondrial, policy).length === 0;
  return {
    id: "frequency",
    outcome: !passes ? "fail" : stated ? "pass" : "not_assessed",
    value: frequencyText(evidence),
    limit: mitochondrial
      ? `<= ${policy.frequency.mitochondrial}`
      : `<= ${policy.frequency.dominant} dominant, <= ${policy.frequency.recessive} recessive`,
    rule: "FREQ-10",
  };
}

function frequencyText({ max, assessed, unread }: FrequencyEvidence): string {
  const unreadText = unread === undefined ? "" : `no number can be read in ${unread.join(", ")}`;
  if (max === null)
    return unreadText !== ""
      ? unreadText
      : assessed
        ? "absent from the sources"
        : "no frequency field";
  const range = max.lowest === undefined ? `${max.af}` : `${max.lowest} to ${max.af}`;
  return `${range} (${max.field})${unreadText === "" ? "" : `; ${unreadText}`}`;
}
