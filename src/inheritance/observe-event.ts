/** From an event's call to the evidence used for inheritance; quality is the callers' (SVE-17). */
import type { EventCall } from "../structural/types.ts";
import type { AlleleState } from "../vcf/types.ts";
import type { Observation } from "./types.ts";

const STATES = {
  het: "het",
  hom: "hom",
  hemi: "hemi",
  het_or_hom: "het_or_hom",
  unknown: "het_or_hom",
} as const satisfies Record<NonNullable<EventCall["zygosity"]>, AlleleState>;

/** One person's evidence; a null call, of a person who was not assayed for such events, is null. */
export function observeEvent(call: EventCall | null): Observation | null {
  if (call === null) return null;
  const { state, zygosity, all, phase, genotypeQuality, altSupport, failedFilters, genotype } =
    call;
  return {
    state:
      state === "carrier"
        ? // Where callers differ the best one's genotype is shown, and not relied on (SVR-01).
          STATES[all === "unknown" ? "unknown" : (zygosity ?? "unknown")]
        : state === "reference"
          ? "ref"
          : "missing",
    call: {
      alleles: phase?.alleles ?? [],
      phased: phase !== null,
      phaseSet: phase?.set ?? null,
      phasing: phase?.run,
      pid: null,
      physicalAlleles: null,
      depth: null,
      genotypeQuality,
      alleleDepths: null,
      alleleFractions: null,
      failedFilters,
      text: genotype,
    },
    depth: null,
    genotypeQuality,
    altReads: altSupport,
    alleleBalance: null,
    qcFailures: failedFilters.map((name) => `ft:${name}`),
    qcMissing: [],
    fromBlock: false,
    otherDeleted: false,
    siblingAlleles: 0,
    event: call,
  };
}
