/** Autosomal recessive, homozygous (AR-01 to AR-06). */
import type { Setting } from "./family.ts";
import type { ModelResult } from "./types.ts";
import { isCarrier, statusOf } from "./origin.ts";
import type { ObservedVariant } from "./observed-variant.ts";
import { judgeSingle, resultOf, type Passes } from "./segregation.ts";
import { uncertain } from "./tri.ts";

export function recessiveModels(setting: Setting, observed: ObservedVariant): ModelResult[] {
  const passes = judgeSingle(setting, observed, {
    needs: "all",
    excludes: "all",
    excludedAs: "unaffected_homozygote",
    lackedAs: "not_homozygous",
    frequency: "recessive",
    strict: true,
  });
  labelTransmission(setting, observed, passes);
  return [resultOf(setting, "AR_HOM", [observed], passes)];
}

/**
 * AR-03, AR-04, X-02: two carrier parents, or one who is proven not to be. The latter is reported, but
 * open: a deletion in trans, isodisomy, allele drop-out or a swap may be behind it.
 */
export function labelTransmission(
  setting: Setting,
  observed: ObservedVariant,
  passes: Passes,
): void {
  if (observed.proband.all !== "yes") return;
  const { father, mother } = setting.proband;
  const statuses = [father, mother].map((i) =>
    statusOf(i === null ? null : (observed.dosages[i] ?? null)),
  );
  if (statuses.every(isCarrier)) passes.flags.push("hom_mendelian");
  else if (statuses.includes("N")) {
    passes.flags.push("hom_nonmendelian");
    passes.both.push(uncertain("hom_nonmendelian"));
  }
}
