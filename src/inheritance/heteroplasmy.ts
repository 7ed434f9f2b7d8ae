/** What is stated only for variants of mitochondrial DNA: the name, and each person's heteroplasmy. */
import type { Family } from "../pedigree/types.ts";
import type { Mitochondrial } from "../rank/types.ts";
import { isUsed, roleOf } from "./family.ts";
import type { FamilyVariant } from "./types.ts";

/**
 * @returns undefined on other chromosomes; people in the family's order, the proband first, without those who
 * are not sequenced here or whose genotypes are not used (DEC-18)
 */
export function mitochondrialOf(
  { locus, pos, ref, alt, observations }: FamilyVariant,
  family: Family,
  nameOf: (allele: Pick<FamilyVariant, "pos" | "ref" | "alt">) => string,
): Mitochondrial | undefined {
  if (locus !== "mt") return undefined;
  const order = [...new Set([family.proband, ...family.people.keys()])];
  return {
    name: nameOf({ pos, ref, alt }),
    people: order.flatMap((i) => {
      const person = family.people[i];
      const seen = observations[i] ?? null;
      if (person === undefined || seen === null || !isUsed(person)) return [];
      const { alleleBalance: fraction, depth } = seen;
      return [{ sample: person.id, role: roleOf(family, i), fraction, depth }];
    }),
  };
}
