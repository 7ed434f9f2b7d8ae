/** Which family members bear on a verdict, and their relation to the proband. */
import type { Policy } from "../core/policy.ts";
import { onceFor } from "../core/once.ts";
import type { Affection, Family, Person, Sex } from "../pedigree/types.ts";
import type { InheritanceOptions } from "./types.ts";

/** A sequenced relative whose genotypes are used. */
export interface Relative {
  index: number;
  /** `father`, `mother`, `brother`, ...; `relative` for the farther ones. */
  role: string;
  sex: Sex;
  affection: Affection;
}

/** What stays the same for every gene of a run. */
export interface Setting {
  family: Family;
  options: InheritanceOptions;
  policy: Policy;
  proband: Person;
  relatives: Relative[];
  /** People who share the proband's maternal line (MT-03). */
  maternalLine: ReadonlySet<number>;
}

/** What is worked out once per family: a run asks for thousands of genes. */
const rolesIn = onceFor((family: Family) => {
  const proband = family.people[family.proband];
  if (proband === undefined) throw new Error(`family ${family.id} has no proband`);
  const relatives = family.people.flatMap((person, index): Relative[] =>
    index === family.proband || !isUsed(person)
      ? []
      : [{ index, role: roleOf(family, index), sex: person.sex, affection: person.affection }],
  );
  return { proband, relatives, maternalLine: maternalLine(family) };
});

export function settingOf(family: Family, options: InheritanceOptions, policy: Policy): Setting {
  return { family, options, policy, ...rolesIn(family) };
}

/** Sequenced, and not a social parent (DEC-18). */
export function isUsed(person: Person): boolean {
  return person.sample !== null && person.geneticParent;
}

function bySex(sex: Sex, male: string, female: string, unknown: string): string {
  return sex === "male" ? male : sex === "female" ? female : unknown;
}

/** What a person is to the proband: `father`, `mother`, `brother`, ...; `relative` for the farther ones. */
export function roleOf(
  family: { proband: number; people: readonly Pick<Person, "father" | "mother" | "sex">[] },
  index: number,
): string {
  const { people } = family;
  if (index === family.proband) return "proband";
  const person = people[index];
  const proband = people[family.proband];
  if (person === undefined || proband === undefined) return "relative";
  if (index === proband.father) return "father";
  if (index === proband.mother) return "mother";
  const shared = [person.father !== null && person.father === proband.father];
  shared.push(person.mother !== null && person.mother === proband.mother);
  const same = shared.filter(Boolean).length;
  if (same === 2) return bySex(person.sex, "brother", "sister", "sibling");
  if (same === 1) return bySex(person.sex, "half_brother", "half_sister", "half_sibling");
  if (person.father === family.proband || person.mother === family.proband)
    return bySex(person.sex, "son", "daughter", "child");
  for (const parent of [proband.father, proband.mother]) {
    const of = parent === null ? undefined : people[parent];
    if (of?.father === index) return "grandfather";
    if (of?.mother === index) return "grandmother";
  }
  return "relative";
}

/** The proband's mothers upwards as far as known, and all that descends from the topmost through women. */
function maternalLine(family: Family): Set<number> {
  const { people } = family;
  const geneticMother = (i: number): number | null => {
    const mother = people[i]?.mother ?? null;
    return mother !== null && people[mother]?.geneticParent === true ? mother : null;
  };
  let top = family.proband;
  for (let mother = geneticMother(top); mother !== null; mother = geneticMother(top)) top = mother;
  const line = new Set([top]);
  for (const member of line)
    people.forEach((_, i) => {
      if (geneticMother(i) === member) line.add(i);
    });
  return line;
}
