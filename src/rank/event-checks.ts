/** What was asked of an event, as of a small variant. */
import type { Policy } from "../core/policy.ts";
import type { EventRarity, GenomicEvent } from "../structural/types.ts";
import type { FrequencyEvidence } from "../vcf/types.ts";
import type { EventVariant } from "./types.ts";

/** Every check of an event, those too that nothing was asked for (DEC-20). */
export function eventChecks(
  { rarity, event }: { rarity: EventRarity; event: GenomicEvent },
  { sv }: Policy,
): EventVariant["checks"] {
  const { dominantGain, dominantLoss, recessive } = sv.frequency;
  const dominant = event.kind === "DUP" ? dominantGain : dominantLoss;
  return [
    {
      id: "event_frequency",
      outcome: rarity.assessed ? "pass" : "not_assessed",
      value: rarity.frequency === null ? "no match" : String(rarity.frequency),
      limit: `${dominant} for one copy, ${recessive} for two`,
      rule: "SVF-05",
    },
    {
      id: "event_filter",
      outcome: event.failedFilters.length === 0 ? "pass" : "fail",
      value: event.failedFilters.join(",") || "passed",
      limit: "the callers' filters, except those that do not mean failure",
      rule: "SVE-10",
    },
    {
      id: "event_clinvar",
      outcome: "not_assessed",
      value: "not compared",
      limit: "ClinVar's structural variants",
      rule: "DEC-20",
    },
  ];
}

/** As a small variant's, of the events that match. */
export function eventFrequency({
  assessed,
  frequency,
  homozygotes,
  hemizygotes,
  matches,
}: EventRarity): FrequencyEvidence {
  const values = matches
    .filter((match) => match.counts && match.frequency !== null)
    .map(({ source, frequency: af }) => ({
      field: "event",
      source,
      population: null,
      genomes: null,
      af: af ?? 0,
    }));
  return {
    assessed,
    values,
    max: values.find(({ af }) => af === frequency) ?? null,
    homozygotes,
    hemizygotes,
    alleleNumber:
      matches.find((match) => match.counts && match.frequency === frequency)?.alleleNumber ?? null,
    exomesOnly: false,
  };
}
