/** Which people have columns in an event file (SVI-04): by name, never by order. */
import { ToolError, usageError } from "../../core/errors.ts";
import type { Person } from "../../pedigree/types.ts";
import type { VcfHeader } from "../../vcf/types.ts";
import type { EventInput } from "../types.ts";

/** What is asked of a family. */
export interface EventFamily {
  people: readonly (Pick<Person, "id" | "sex"> & Partial<Pick<Person, "geneticParent">>)[];
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
      hint: `State whose it is: ${OVERRIDES}.`,
    });
  const [only] = samples;
  const what = samples.length === 1 ? "its sample is not" : "none of its samples is";
  const ids = family.people.map(({ id }) => id).join(", ");
  const hint = `Give this family's file; if this is the right one, state whose it is: ${OVERRIDES}.`;
  throw new ToolError("E_SAMPLE", `${what} in the family`, {
    path,
    hint,
    named: {
      message: `its ${samples.length === 1 ? `sample ${only} is` : `samples ${samples.join(", ")} are`} not in the family (${ids})`,
      hint,
    },
  });
}

/** Is a file that is stated as one person's called as another of the family? It may be a mistake, or mend one. */
export function isCalledAsOther(
  { sample }: Pick<EventInput, "sample">,
  { samples: [own] }: Pick<VcfHeader, "samples">,
  { people }: Pick<EventFamily, "people">,
): boolean {
  return sample !== undefined && own !== sample && people.some(({ id }) => id === own);
}

/** @throws ToolError E_USAGE: the one sample of a file is given as two people's */
export function refuseShared(
  files: readonly { input: EventInput; samples: readonly string[]; file: string }[],
): void {
  const owners = new Map<string, string>();
  for (const { input, samples, file } of files) {
    const [only = ""] = samples;
    const owner = input.sample ?? only;
    if (samples.length > 1 || owner === "") continue;
    if ((owners.get(file) ?? owner) !== owner)
      throw usageError(
        `${input.path} has one sample, and is given as the file of two people`,
        "Give each person their own file.",
      );
    owners.set(file, owner);
  }
}

function renamed(
  path: string,
  samples: readonly string[],
  person: number,
  id: string,
): PersonColumn {
  if (person < 0)
    throw new ToolError("E_USAGE", "the person stated for the file is not in the family", {
      path,
      hint: "Write the person's name as in the pedigree.",
      named: { message: `the person stated for the file, ${id}, is not in the family` },
    });
  if (samples.length > 1)
    throw usageError(
      `${path} has ${samples.length} samples, so it cannot be one person's`,
      "Leave the person out: samples are matched by name.",
    );
  return { person, column: samples.length - 1 };
}
