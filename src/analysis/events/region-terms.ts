/** How well the patient's terms match the diseases of the regions that an event covers (SVR-05). */
import type { CandidatePhenotype, EventVariant } from "../../rank/types.ts";
import { diseasesOfRegion } from "../../structural/index.ts";
import type { Patient } from "../../patient/index.ts";

export function regionTerms(
  patient: Patient,
): (variant: EventVariant) => CandidatePhenotype | null {
  return ({ event }) => {
    const ids = event.regions.flatMap(diseasesOfRegion);
    const phenotype = ids.length === 0 ? null : patient.ofDiseases(ids);
    return phenotype === null ? null : { ...phenotype, best: false };
  };
}
