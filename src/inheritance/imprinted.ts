/** Imprinted genes: only one parent's copy is expressed (IMP-01 to IMP-03). */
import type { Tri } from "../core/check.ts";
import type { Relative, Setting } from "./family.ts";
import type { ModelResult, Origin } from "./types.ts";
import { copyOf, isStrong, originInRelative, type ObservedVariant } from "./observed-variant.ts";
import { commonFindings, cosegregate, observedAt, resultOf } from "./segregation.ts";
import { fail, uncertain } from "./tri.ts";

/** IMP_PATERNAL: the paternal allele is expressed; IMP_MATERNAL: the maternal one. */
export function imprintedModels(setting: Setting, observed: ObservedVariant): ModelResult[] {
  return [
    judge(setting, observed, "IMP_PATERNAL", "PAT", "MAT"),
    judge(setting, observed, "IMP_MATERNAL", "MAT", "PAT"),
  ];
}

function judge(
  setting: Setting,
  observed: ObservedVariant,
  model: "IMP_PATERNAL" | "IMP_MATERNAL",
  expressed: Origin,
  silenced: Origin,
): ModelResult {
  const on = (any: Tri, all: Tri, origin: () => Origin): Tri => {
    if (any !== "yes" || all === "yes") return any;
    const from = origin();
    if (from === expressed) return "yes";
    return from === silenced ? "no" : "unknown";
  };
  const ofRelative = (relative: Relative): Tri => {
    const dosage = observed.dosages[relative.index] ?? null;
    return dosage === null
      ? "unknown"
      : on(dosage.any, dosage.all, () => originInRelative(setting, observed, relative));
  };
  const passes = cosegregate(setting, observedAt(observed, setting.relatives), {
    has: ofRelative,
    carries: ({ index }) => observed.dosages[index]?.any ?? "unknown",
    excluded: ofRelative,
    excludedAs: "unaffected_expressed_allele",
    isMosaic: ({ index }) => observed.dosages[index]?.mosaic ?? false,
    isOfUnknownOrigin: ({ index }) => observed.dosages[index]?.any === "yes",
    tolerant: isStrong(observed),
  });
  const own = on(observed.proband.any, observed.proband.all, () => copyOf(observed));
  if (observed.proband.any === "no") passes.both.push(fail("not_carrier"));
  else if (own === "no") passes.both.push(fail("silenced_allele"));
  // IMP-03: on which copy a new mutation arose, only reads can tell.
  else if (own === "unknown")
    passes.both.push(uncertain(`origin_${observed.origin.toLowerCase()}`));
  passes.both.push(...commonFindings(observed, observed.variant.eligible.dominant));
  return resultOf(setting, model, [observed], passes);
}
