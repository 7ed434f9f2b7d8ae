/** The two passes over the family: complete and incomplete penetrance (DEC-05, DEC-06). */
import type { Tri } from "../core/check.ts";
import type { FamilyVariant, Finding, ModelName, ModelResult, Phase } from "./types.ts";
import type { Relative, Setting } from "./family.ts";
import { isStrong, type ObservedVariant } from "./observed-variant.ts";
import { mosaicCounts } from "./over-deletion.ts";
import { fail, label, reasonsOf, sortedUnique, uncertain, worseOf, worstOf } from "./tri.ts";

/** What a model asks of each relative. */
interface Question {
  /** Has the disease genotype: asked of the affected. */
  has(relative: Relative): Tri;
  /** Has any of the alleles at all: only who has none is a non-carrier. */
  carries(relative: Relative): Tri;
  /** Has what an unaffected person must not have under complete penetrance. */
  excluded(relative: Relative): Tri;
  /** Reason when an unaffected person has it, without the role: `unaffected_carrier`. */
  excludedAs: string;
  /** An unaffected person who has it is told, and rules nothing out (SVH-11). */
  isReduced?: boolean;
  /** A relative whose genotype is open because of a suspected mosaic (AD-05). */
  isMosaic(relative: Relative): boolean;
  /** Is the genotype known, and open alone on whose copy it lies (IMP-02)? */
  isOfUnknownOrigin?(relative: Relative): boolean;
  /** SVE-17: why an unaffected relative whose genotype is open is taken for a non-carrier, with a label; else null. */
  notSeen?(relative: Relative): string | null;
  /** DEC-05: an affected relative without the genotype gives UNCERTAIN. */
  tolerant: boolean;
}

/** Findings that hold in both passes, and those of the complete one alone. */
export interface Passes {
  both: Finding[];
  completeOnly: Finding[];
  flags: string[];
}

/** Every affected must have the disease genotype; no unaffected may, under complete penetrance. */
export function cosegregate(
  setting: Setting,
  relatives: readonly Relative[],
  question: Question,
): Passes {
  const passes: Passes = { both: [], completeOnly: [], flags: [] };
  const lacking: Relative[] = [];
  const open: Finding[] = [];
  const asOpen = (relative: Relative): Finding => {
    const isKnown = question.isOfUnknownOrigin?.(relative) === true;
    const unknown = isKnown ? "unknown_origin" : "unknown_genotype";
    const why = question.isMosaic(relative) ? "parental_mosaic_suspect" : unknown;
    return uncertain(`${why}:${relative.role}`);
  };
  for (const relative of relatives) {
    if (relative.affection === "affected") {
      const has = question.has(relative);
      if (has === "no") lacking.push(relative);
      else if (has === "unknown") open.push(asOpen(relative));
    } else if (relative.affection === "unaffected") {
      const excluded = question.excluded(relative);
      if (excluded === "yes") {
        const say = question.isReduced === true ? label : fail;
        passes.completeOnly.push(say(`${question.excludedAs}:${relative.role}`));
      } else if (excluded === "unknown") {
        const why = question.notSeen?.(relative) ?? null;
        passes.completeOnly.push(
          why === null ? asOpen(relative) : label(`${why}:${relative.role}`),
        );
      }
    }
  }
  const { allowPhenocopy } = setting.options;
  if (lacking.length + open.length > allowPhenocopy) passes.both.push(...open);
  if (lacking.length > 0) {
    const allowed = lacking.length <= allowPhenocopy;
    const say = allowed ? label : question.tolerant ? uncertain : fail;
    for (const relative of lacking) {
      const carries = question.carries(relative) === "yes";
      const why = carries ? "affected_with_one_copy" : "affected_noncarrier";
      passes.both.push(say(`${why}:${relative.role}`));
      if (allowed || question.tolerant) passes.flags.push(why);
    }
  }
  return passes;
}

/** The verdict of the passes that were asked for: complete if it does not fail, else incomplete (DEC-06). */
function settle(
  setting: Setting,
  passes: Passes,
): Pick<ModelResult, "verdict" | "penetrance" | "reasons"> {
  const requested = setting.options.penetrance;
  const incomplete = worstOf(passes.both);
  const complete = worseOf(incomplete, worstOf(passes.completeOnly));
  if (
    requested !== "incomplete" &&
    (complete !== "FAIL" || requested === "complete" || incomplete === "FAIL")
  )
    return {
      verdict: complete,
      reasons: reasonsOf(complete, passes.both, passes.completeOnly),
      penetrance: complete === "FAIL" ? null : "complete",
    };
  const reasons = reasonsOf(incomplete, passes.both, []);
  // What the complete pass failed on is how the incomplete one passes.
  const failures = requested === "both" ? reasonsOf("FAIL", [], passes.completeOnly) : [];
  return {
    verdict: incomplete,
    reasons: failures.length === 0 ? reasons : sortedUnique(reasons.concat(failures)),
    penetrance: incomplete === "FAIL" ? null : "incomplete",
  };
}

/** Models that count on two copies, or on one of X or Y. */
const COUNTING: ReadonlySet<ModelName> = new Set<ModelName>([
  "AR_HOM",
  "AR_COMPHET",
  "AR_DEL_HEMI",
  "XLR",
  "XLR_COMPHET",
  "XLD",
  "X_DENOVO",
  "Y",
]);

/** SVH-15. */
function hasOddCopies({ options }: Setting, variant: FamilyVariant): boolean {
  const { chrom, pos } = (variant.kind === "event" ? variant.at : undefined) ?? variant;
  return (options.oddCopies ?? []).some(
    (place) => place.chrom === chrom && place.first <= pos && pos <= place.last,
  );
}

/** Of sex chromosomes in words that do not tell why (DEC-49). */
function oddCopies({ policy }: Setting, { variant: { locus } }: ObservedVariant): Finding {
  const isHidden = policy.incidental === "withhold" && (locus === "x" || locus === "y");
  return uncertain(isHidden ? "sex_unknown" : "odd_copies");
}

/** The result of one model on one variant, or on a pair in the order of their keys. */
export function resultOf(
  setting: Setting,
  model: ModelName,
  observedVariants: readonly ObservedVariant[],
  passes: Passes,
  phase: Phase | null = null,
): ModelResult {
  const odd = COUNTING.has(model)
    ? observedVariants.find(({ variant }) => hasOddCopies(setting, variant))
    : undefined;
  const both = odd === undefined ? passes.both : [...passes.both, oddCopies(setting, odd)];
  const { verdict, penetrance, reasons } = settle(setting, { ...passes, both });
  return {
    model,
    alleles: observedVariants.map(({ variant }) => variant.key),
    verdict,
    penetrance,
    reasons,
    flags: sortedUnique([...observedVariants.flatMap(({ flags }) => flags), ...passes.flags]),
    origins: observedVariants.map(({ origin }) => origin),
    deNovo: observedVariants.map(({ deNovo }) => deNovo),
    phase,
  };
}

interface SingleModel {
  /** The disease genotype: one copy carries it (`any`) or every copy does (`all`). */
  needs: "any" | "all";
  /** What an unaffected relative must not have. */
  excludes: "any" | "all";
  excludedAs: string;
  /** Reason when the proband lacks the genotype. */
  lackedAs: string;
  /** Whose limits of frequency hold. */
  frequency: keyof FamilyVariant["eligible"];
  /** Strong evidence leaves a relative who does not fit open, unless that is ruled out. */
  strict?: boolean;
}

/** One copy is enough, and nobody unaffected has one: dominant, and on Y. */
export const ONE_COPY: SingleModel = {
  needs: "any",
  excludes: "any",
  excludedAs: "unaffected_carrier",
  lackedAs: "not_carrier",
  frequency: "dominant",
};

/** A model on one variant whose disease genotype is a dosage. */
export function judgeSingle(
  setting: Setting,
  observed: ObservedVariant,
  model: SingleModel,
  relatives: readonly Relative[] = setting.relatives,
): Passes {
  const dosage = (relative: Relative, copies: "any" | "all"): Tri =>
    observed.dosages[relative.index]?.[copies] ?? "unknown";
  const passes = cosegregate(setting, observedAt(observed, relatives), {
    has: (relative) => dosage(relative, model.needs),
    carries: (relative) => dosage(relative, "any"),
    excluded: (relative) => dosage(relative, model.excludes),
    excludedAs: model.excludedAs,
    isMosaic: (relative) => observed.dosages[relative.index]?.mosaic ?? false,
    notSeen: ({ index }) => notSeen(observed, index),
    isReduced: observed.variant.kind === "event" && observed.variant.reducedPenetrance,
    tolerant: model.strict !== true && isStrong(observed),
  });
  const own = observed.proband[model.needs];
  if (own === "no") passes.both.push(fail(model.lackedAs));
  else if (own === "unknown") passes.both.push(uncertain(`proband_${observed.own.state}`));
  passes.both.push(...commonFindings(observed, observed.variant.eligible[model.frequency]));
  return passes;
}

/**
 * An event that a relative's own file does not have: weaker than a reference call, and good enough to pass (SVE-17).
 * Who was not assayed for events is no constraint, as in AD-06.
 */
export function notSeen({ variant, dosages }: ObservedVariant, person: number): string | null {
  if (variant.kind !== "event") return null;
  const dosage = dosages[person] ?? null;
  if (dosage === null) return "not_assayed";
  return variant.observations[person]?.event?.state === "not_called" ? "not_called" : null;
}

/** A relative without an observation is not sequenced here: no constraint (AD-06, VCF-65). */
export function observedAt(observed: ObservedVariant, relatives: readonly Relative[]): Relative[] {
  return relatives.filter(({ index }) => (observed.dosages[index] ?? null) !== null);
}

/** What holds in every model of a variant: frequency (BOTH-02), DN-08, Mendelian errors (ORI-03b). */
export function commonFindings(observed: ObservedVariant, eligible: boolean): Finding[] {
  const findings: Finding[] = [];
  if (!eligible) findings.push(fail("frequency"));
  const mosaic = mosaicCounts(observed.variant)
    ? uncertain("possible_mosaic")
    : fail("possible_mosaic");
  if (observed.possibleMosaic) findings.push(mosaic);
  if (observed.flags.includes("mendelian_error")) findings.push(uncertain("mendelian_error"));
  return findings;
}
