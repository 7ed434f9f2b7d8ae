/** Whose columns a file of events has (SVI-04): by name, never by order. */
import { ToolError, usageError } from "../../core/errors.ts";
import type { Person } from "../../pedigree/types.ts";
import type { VcfHeader } from "../../vcf/types.ts";
import type { EventInput } from "../types.ts";

/** What is asked of a family. */
export interface EventFamily {
  people: readonly Pick<Person, "id" | "sex">[];
  /** Index in `people`. */
  proband: number;
}

/** A column of a file that is a person's. */
export interface PersonColumn {
  /** Index in the family. */
  person: number;
  /** Index of the sample in the file; -1: the file has no columns, and all of its records are the person's. */
  column: number;
}

const OVERRIDES = "--sv SAMPLE=FILE (or --cnv, --mobile)";

/**
 * The columns of a file that are of the family, ordered by person.
 * @throws ToolError E_SAMPLE: nobody's file; E_USAGE: the person named for it is not in the family, or it has several
 */
export function peopleIn(
  { path, sample }: EventInput,
  { samples }: VcfHeader,
  family: EventFamily,
): PersonColumn[] {
  const named = (id: string): number => family.people.findIndex((person) => person.id === id);
  if (sample !== undefined) return [renamed(path, samples, named(sample), sample)];
  const columns = samples
    .map((id, column) => ({ person: named(id), column }))
    .filter(({ person }) => person >= 0)
    .toSorted((a, b) => a.person - b.person);
  if (columns.length > 0) return columns;
  if (samples.length === 0)
    throw new ToolError("E_SAMPLE", "the file has no sample column", {
      path,
      hint: `Say whose it is: ${OVERRIDES}.`,
    });
  const [only] = samples;
  const what = samples.length === 1 ? "its sample is nobody" : "none of its samples is anybody";
  const ids = family.people.map(({ id }) => id).join(", ");
  const hint = `Give the file of this family; if it is, say whose: ${OVERRIDES}.`;
  throw new ToolError("E_SAMPLE", `${what} of the family`, {
    path,
    hint,
    named: {
      message: `its ${samples.length === 1 ? `sample ${only} is` : `samples ${samples.join(", ")} are`} not of the family (${ids})`,
      hint,
    },
  });
}

function renamed(
  path: string,
  samples: readonly string[],
  person: number,
  id: string,
): PersonColumn {
  if (person < 0)
    throw new ToolError("E_USAGE", "the file is said to be of somebody who is not in the family", {
      path,
      hint: "Name a person as the pedigree does.",
      named: { message: `the file is said to be of ${id}, who is not in the family` },
    });
  if (samples.length > 1)
    throw usageError(
      `${path} has ${samples.length} samples, so it cannot be one person's`,
      "Leave the name out: samples are found by their names.",
    );
  return { person, column: samples.length - 1 };
}
