/** Flags of a candidate and its place within the tier (DEC-01, DEC-06, DEC-11, DEC-12). */
import type { Policy } from "../core/policy.ts";
import type { ModelResult } from "../inheritance/types.ts";
import type { Ground } from "./grounds.ts";
import { isBenign } from "./event-grounds.ts";
import type { Band, CandidateVariant, EventVariant } from "./types.ts";

/** Flags of one variant that do not depend on tier or model. */
export function variantFlags(variant: CandidateVariant, policy: Policy): string[] {
  const { frequency } = variant;
  if (variant.kind === "event") return eventFlags(variant);
  const limit = policy.frequency.maxHomozygotes;
  return [
    ...variant.flags,
    ...variant.qcFailures.map((gate) => `qc_fail:${gate}`),
    ...variant.qcMissing.map((field) => `qc_missing:${field.replace(/^missing:/, "")}`),
    ...((frequency.homozygotes ?? 0) > limit ? ["gnomad_homs"] : []),
    ...((frequency.hemizygotes ?? 0) > limit ? ["gnomad_hemis"] : []),
    ...(frequency.assessed || variant.flags.includes("frequency_not_assessed")
      ? []
      : ["frequency_not_assessed"]),
  ];
}

/** DEC-25, SVR-07. */
function eventFlags({ flags, frequency, qcFailures, event }: EventVariant): string[] {
  return [
    ...flags,
    ...qcFailures.map((filter) => `qc_fail:${filter}`),
    ...(frequency.assessed ? [] : ["sv_frequency_not_assessed"]),
    ...(isBenign(event) ? ["benign_dosage_region"] : []),
  ];
}

/** Flags that the best model's result brings. */
export function modelFlags(best: ModelResult): string[] {
  return [
    ...best.flags,
    ...(best.penetrance === "incomplete" ? ["incomplete_penetrance"] : []),
    ...(best.verdict === "UNCERTAIN" ? ["uncertain"] : []),
    ...(best.phase === "UNPHASED" ? ["unphased"] : []),
  ];
}

export function uniqueSorted(flags: readonly string[]): string[] {
  return [...new Set(flags)].toSorted();
}

const DOUBTS: ReadonlySet<string> = new Set([
  "gnomad_homs",
  "gnomad_hemis",
  "male_het_nonPAR", // VCF-26: ranks lower, never dropped
  "mt_shared_with_father", // MT-07
  // SVR-07, DEC-47
  "failed_filter_event",
  "breakpoint_uncertain",
  "end_off_chromosomes",
  "single_caller_depth",
  "low_quality",
  "het_inside_deletion",
  "processed_pseudogene_suspect",
]);

const OPEN: readonly string[] = [
  "uncertain",
  "unphased",
  "carriers_disagree", // SVR-07
  "both_denovo",
  "placement_dependent",
  // DEC-25, DEC-47
  "sv_frequency_not_assessed",
  "single_target",
  "orientation_unknown",
];

/** The lowest place that any of the flags, or a ground of the tier, asks for. */
export function bandOf(flags: readonly string[], grounds: readonly Ground[]): Band {
  const isBenignEvent = flags.includes("benign_dosage_region");
  if (flags.includes("clinvar_benign") || flags.includes("inhouse_benign") || isBenignEvent)
    return 4;
  if (flags.includes("incomplete_penetrance")) return 3;
  const has = (flag: string): boolean => flags.includes(flag);
  // CH-02: two new alleles, likely of one event, are hardly one on each chromosome.
  const oneEvent = has("both_denovo") && has("likely_same_haplotype");
  // A panel that lists the gene has weighed what is disputed.
  const disputed = has("gene_disputed") && (has("gene_agnostic") || has("off_panel"));
  const doubtful = flags.some(
    (f) =>
      DOUBTS.has(f) ||
      /^(?:qc_fail|own_call_failed|frequency_ambiguous|(?:het_)?snvs_in_deletion|low_confidence_region):/.test(
        f,
      ),
  );
  if (grounds.some((ground) => ground.demoted) || oneEvent || disputed || doubtful) return 2;
  return OPEN.some(has) ? 1 : 0;
}
