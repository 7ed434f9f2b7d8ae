/** Wording of `archive text` that is used nowhere else. */
import type { ModelResult } from "../../inheritance/types.ts";

/** How the phase of a pair is known (DEC-45), in words; empty: it is no pair. */
export function phaseBasis({ phase, origins, flags, reasons }: ModelResult): string {
  if (phase === null) return "";
  if (flags.includes("phase_conflict")) return "the parents and the reads contradict each other";
  if (phase === "UNPHASED") return "neither the parents nor the reads show it";
  const isCertain = origins.every((origin) => origin === "MAT" || origin === "PAT");
  if (phase.endsWith("LIKELY") || phase === "TRANS_POSSIBLE")
    return "suggested, but not shown, by the parents' genotypes";
  if (reasons.some((reason) => reason.startsWith("in_cis_in:")))
    return "shown by a child who has both";
  return isCertain
    ? "shown by the parents' genotypes"
    : "shown by the proband's reads or genotypes, not by the parents";
}

/** Programs that annotate, by their names in a report. */
export const ANNOTATORS: Readonly<Record<string, string>> = {
  vep: "VEP",
  snpeff: "SnpEff",
  bcsq: "bcftools csq",
};
