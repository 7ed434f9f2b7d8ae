/** How the members of a family are related: shows whether earlier counts are from the same family. */
import type { Family } from "./types.ts";

/** Whom the sample checks counted, and as whose child. */
export function peopleOf({ people }: Pick<Family, "people">): string[] {
  return people.map(({ id, father, mother, sample }) =>
    [id, father, mother, sample].map(String).join(" "),
  );
}
