/**
 * Whether the input contains allele frequencies. Frequency fields that a header declares and no record fills, as
 * of an annotation without its population data: they tell nothing, and what they do not tell is not "absent"
 * (FREQ-04, DEC-58).
 */
import type { BatchResult } from "../scan/types.ts";
import type { Told } from "../core/warnings.ts";
import type { FamilyEvents } from "./events/read.ts";
import type { Input } from "./input.ts";
import type { Prepared } from "./prepare.ts";

/** Of so many alleles that came through, one at least is known to gnomAD. */
const ENOUGH = 30;

/** @param scan of the whole run */
export function areBlank(scan: Pick<BatchResult, "survivors" | "dropped"> | null): boolean {
  if (scan === null || (scan.dropped.frequency ?? 0) > 0) return false;
  const alleles = scan.survivors.flatMap((survivor) => survivor.alleles);
  return alleles.length >= ENOUGH && alleles.every(({ frequency }) => frequency.max === null);
}

export function withoutFields(input: Input): Input {
  return { ...input, header: { ...input.header, frequencyFields: [] } };
}

/** Something in the run tells how common small variants are or, without a file of them, events (DEC-58). */
export function tellsFrequency(
  { inputs, annotationSources }: Prepared,
  events: FamilyEvents | null,
): boolean {
  if ((annotationSources?.frequencies ?? null) !== null) return true;
  const small = inputs.filter(({ isEmpty }) => !isEmpty);
  if (small.length > 0) return small.some(({ header }) => header.frequencyFields.length > 0);
  return events?.events.some(({ rarity }) => rarity.assessed) ?? false;
}

/** No variant of such a file can be dropped as common. */
export function withoutFrequency(inputs: readonly Input[]): Told[] {
  const without = inputs.filter(({ header }) => header.frequencyFields.length === 0);
  if (without.length === 0) return [];
  return [{ code: "no_frequency", facts: { parts: without.length < inputs.length ? 1 : 0 } }];
}
