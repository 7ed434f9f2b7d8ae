/** An allele whose frequency is known from more than its record: judged anew by all of it. */
import { strongest } from "../../core/classification.ts";
import type { LocusClass } from "../../core/assembly.ts";
import type { Policy } from "../../core/policy.ts";
import type { FrequencyEvidence } from "../../vcf/types.ts";
import type { Survivor, SurvivorAllele } from "../types.ts";
import { weighing } from "./allele-genes.ts";
import { checkFrequency, frequencyEligibility } from "./frequency.ts";

/** @param allele with all that was looked up */
export function withFrequency(
  allele: SurvivorAllele,
  frequency: FrequencyEvidence,
  locus: LocusClass,
  policy: Policy,
): SurvivorAllele {
  const said = strongest(weighing(allele));
  const eligible = frequencyEligibility(frequency, said, allele.frequencyExempt, policy);
  const check = checkFrequency(frequency, eligible, locus === "mt", policy);
  const checks = allele.checks.map((one) => (one.id === check.id ? check : one));
  return { ...allele, frequency, checks };
}

/** Of several sources the highest counts. */
export function withValues(
  own: FrequencyEvidence,
  added: FrequencyEvidence["values"],
): FrequencyEvidence {
  const max = added.reduce(
    (most, value) => (most === null || value.af > most.af ? value : most),
    own.max,
  );
  return { ...own, values: [...own.values, ...added], max };
}

/** Of an input whose fields tell nothing. */
export function notAssessedIn(survivor: Survivor): Survivor {
  const alleles = survivor.alleles.map((allele) => ({
    ...allele,
    frequency: { ...allele.frequency, assessed: false },
    checks: allele.checks.map((check) =>
      check.id === "frequency" ? { ...check, outcome: "not_assessed" as const } : check,
    ),
  }));
  return { ...survivor, alleles };
}
