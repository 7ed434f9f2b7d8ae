/** Mitochondrial variants also seen in the father (MT-07). In: a variant with the family's reads. Out: yes or no. */
import type { Policy } from "../core/policy.ts";
import type { Dosage } from "./dosage.ts";
import { isUsed, type Setting } from "./family.ts";
import type { FamilyVariant, Observation } from "./types.ts";

/**
 * MT-07: a father does not transmit his mitochondria. A fraction that he shows too is no inheritance: an artefact
 * of the method, contamination, or a nuclear copy. What is homoplasmic and the mother's too came from her, and may
 * well stand in his line.
 * @param dosages by person index
 */
export function isSharedWithFather(
  { family, policy, proband }: Setting,
  { locus, observations }: FamilyVariant,
  dosages: readonly (Dosage | null)[],
): boolean {
  if (locus !== "mt") return false;
  const own = observations[family.proband]?.alleleBalance ?? null;
  const isShown = (parent: number | null): boolean => {
    const person = parent === null ? undefined : family.people[parent];
    if (parent === null || person === undefined || !isUsed(person)) return false;
    const observation = observations[parent] ?? null;
    const fraction = observation?.alleleBalance ?? null;
    return observation === null || fraction === null
      ? dosages[parent]?.any === "yes"
      : showsFraction(observation, fraction, own, policy);
  };
  if (!isShown(proband.father)) return false;
  return dosages[family.proband]?.all !== "yes" || !isShown(proband.mother);
}

/**
 * By the reads, whatever the genotype or its gates say (MT-02): at the limit of heteroplasmy, or below it half of
 * the child's fraction and more than stray reads.
 */
function showsFraction(
  { altReads }: Observation,
  fraction: number,
  own: number | null,
  { quality }: Policy,
): boolean {
  if (quality.enabled && altReads !== null && altReads < quality.mtMinAltReads) return false;
  if (fraction >= quality.mtMinFraction) return true;
  return own !== null && fraction >= quality.referenceMaxAlleleBalance && 2 * fraction >= own;
}
