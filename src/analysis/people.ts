/** Who the people of a family are to each other: tells whether counts of then are of this family. */
import type { Family } from "../pedigree/types.ts";

/** Whom the sample checks counted, and as whose child. */
export function peopleOf({ people }: Pick<Family, "people">): string[] {
  return people.map(({ id, father, mother, sample }) =>
    [id, father, mother, sample].map(String).join(" "),
  );
}
