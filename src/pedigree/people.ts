/** How the members of a family are related: whose parents count, and whether earlier counts are from the same family. */
import type { Family, Person } from "./types.ts";

/** Whom the sample checks counted, and as whose child. */
export function peopleOf({ people }: Pick<Family, "people">): string[] {
  return people.map(({ id, father, mother, sample }) =>
    [id, father, mother, sample].map(String).join(" "),
  );
}

/** Not a social parent: whose genotypes say nothing of the child's (DEC-18). Nobody known is none. */
export function isGenetic(person: Partial<Pick<Person, "geneticParent">> | undefined): boolean {
  return person?.geneticParent !== false;
}

type OfParents = Pick<Person, "father" | "mother"> & Partial<Pick<Person, "geneticParent">>;

/** Those parents of a person whose genotypes say something of the child's (DEC-18); indices. */
export function geneticParents(people: readonly OfParents[], child: number): number[] {
  const { father = null, mother = null } = people[child] ?? {};
  return [father, mother].filter(
    (parent): parent is number => parent !== null && isGenetic(people[parent]),
  );
}
