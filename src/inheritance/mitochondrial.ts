/** The mitochondrial genome: maternal line, heteroplasmy instead of dosage (MT-01 to MT-05, MT-07, DN-07). */
import type { Setting } from "./family.ts";
import type { ModelResult, SideListEntry } from "./types.ts";
import type { ObservedVariant } from "./observed-variant.ts";
import { judgeSingle, resultOf, type Passes } from "./segregation.ts";
import { sortedUnique, uncertain } from "./tri.ts";

export function mitochondrialModels(setting: Setting, reading: ObservedVariant): ModelResult[] {
  const { maternalLine } = setting;
  const inLine = setting.relatives.filter(({ index }) => maternalLine.has(index));
  const passes = judgeSingle(
    setting,
    reading,
    {
      needs: "any",
      excludes: "all",
      excludedAs: "unaffected_homoplasmic",
      lackedAs: "below_heteroplasmy_limit",
      frequency: "mitochondrial",
    },
    inLine,
  );
  // MT-03: known pathogenic variants of low penetrance (LHON, m.1555) are homoplasmic in healthy kin.
  if (reading.variant.clinvarPathogenic) passes.completeOnly = [];
  label(setting, reading, passes);
  if (reading.flags.includes("mt_shared_with_father"))
    passes.both.push(uncertain("shared_with_father"));
  return [resultOf(setting, "MT", [reading], passes)];
}

/** DEC-51: P/LP below the limit of heteroplasmy; blood shows less of it than the tissue that is ill. */
export function lowLevel(
  { policy: { quality } }: Setting,
  { variant, own, proband, flags }: ObservedVariant,
): SideListEntry[] {
  const fraction = own.alleleBalance;
  const isLow = fraction !== null && proband.any === "no" && fraction >= quality.mtLowLevelFraction;
  if (!isLow || !variant.clinvarPathogenic) return [];
  return [
    {
      list: "low_heteroplasmy",
      allele: variant.key,
      flags: sortedUnique([...flags, "heteroplasmic", "numt_caution"]),
      reason: `in ${(100 * fraction).toFixed(1)} % of the reads, below the limit of ${100 * quality.mtMinFraction} %`,
    },
  ];
}

function label(setting: Setting, reading: ObservedVariant, passes: Passes): void {
  const { alleleBalance } = reading.own;
  if (reading.proband.all === "yes") passes.flags.push("homoplasmic");
  else passes.flags.push(alleleBalance === null ? "heteroplasmy_unknown" : "heteroplasmic");
  // MT-05: nuclear copies of mitochondrial sequence look like low heteroplasmy.
  if (alleleBalance !== null && alleleBalance < setting.policy.quality.mtNumtMaxFraction)
    passes.flags.push("numt_caution");
  if (reading.origin === "DENOVO") passes.flags.push("denovo_MT");
  const outside = setting.relatives.some(
    ({ index, affection }) => affection === "affected" && !setting.maternalLine.has(index),
  );
  if (outside) passes.flags.push("affected_off_maternal_line");
}
