/** From PED rows, the VCF's samples and the command line to one family (VCF-63 to VCF-66). */
import { counted } from "../core/counted.ts";
import { ToolError } from "../core/errors.ts";
import { withinStack } from "../core/json.ts";
import { chooseFamily, chooseProband } from "./choose.ts";
import type { Affection, Family, Person, Sex, StatedFamily } from "./types.ts";
import { nearestName, notAmong, sameBareName, sampleMismatch } from "./names.ts";
import type { PedRow } from "./ped.ts";

export interface FamilyRequest extends StatedFamily {
  /** Rows of the PED file; absent when none was given. */
  rows: PedRow[] | undefined;
  /** Sample names in the order of the VCF's columns. */
  vcfSamples: readonly string[];
}

/** One person before parents are numbered. */
export interface Draft {
  id: string;
  father: string | null;
  mother: string | null;
  sex: Sex;
  affection: Affection;
  /** The row; null for a parent that is only named, and without a PED. */
  row: PedRow | null;
}

/**
 * The family to analyse. People stand in the order of the PED, parents without a row after them.
 * Notes name nobody, so that they may be logged.
 *
 * @throws ToolError E_PED (VCF-64: a person twice, a parent of the wrong sex, a cycle), E_SAMPLE
 *   (VCF-65: names that do not match, a proband without genotypes), E_USAGE (no way to tell who the
 *   proband is)
 */
export function buildFamily(request: FamilyRequest): Family {
  const { rows, vcfSamples } = request;
  if (vcfSamples.length === 0)
    throw new ToolError("E_SAMPLE", "the VCF has no sample columns", {
      hint: "Give a file with genotypes: FORMAT and sample columns.",
    });
  const notes: string[] = [];
  const familyId = rows === undefined ? null : chooseFamily(rows, request);
  const drafts = rows === undefined ? withoutPed(request, notes) : fromPed(rows, familyId, notes);
  checkNames(drafts, request);
  override(drafts, request);
  const probandId = chooseProband(drafts, request, notes);
  const probandSex = request.sex[""];
  for (const draft of drafts)
    if (draft.id === probandId && probandSex !== undefined) draft.sex = probandSex;
  inferParentSex(drafts, notes, (id) => isSexGiven(request.sex, id, probandId));
  const people = numbered(drafts, request);
  refuseCycles(drafts, people);
  const unused = vcfSamples.filter((sample) => drafts.every((draft) => draft.id !== sample));
  if (unused.length > 0)
    notes.push(`samples of the VCF outside the family, ignored: ${unused.length}`);
  const unsequenced = people.filter((person) => person.sample === null).length;
  if (unsequenced > 0)
    notes.push(`people of the pedigree without genotypes in the VCF: ${unsequenced}`);
  const proband = people.findIndex((person) => person.id === probandId);
  return { id: familyId ?? probandId, people, proband, notes };
}

/** A lone sample is the affected proband; of several, --proband picks the one to look at alone. */
function withoutPed(request: FamilyRequest, notes: string[]): Draft[] {
  const { vcfSamples, proband } = request;
  const id = proband ?? (vcfSamples.length === 1 ? vcfSamples[0] : undefined);
  if (id === undefined)
    throw new ToolError(
      "E_USAGE",
      `the VCF has ${vcfSamples.length} samples, but no pedigree was given`,
      { hint: "Give --ped <file>, or --proband <sample> to analyse one sample on its own." },
    );
  if (!vcfSamples.includes(id)) throw notAmong("the proband", "the VCF", id, { vcfSamples });
  if (vcfSamples.length > 1) notes.push("no pedigree: the proband is analysed alone");
  return [{ ...unstated(id), affection: "affected" }];
}

function unstated(id: string): Draft {
  return { id, father: null, mother: null, sex: "unknown", affection: "unknown", row: null };
}

/** The family's rows, and parents that are named without a row of their own (VCF-64). */
function fromPed(rows: readonly PedRow[], familyId: string | null, notes: string[]): Draft[] {
  const drafts = new Map<string, Draft>();
  const own = rows.filter((row) => row.familyId === familyId);
  for (const row of own) {
    const { id, father, mother, sex, affection, path, line } = row;
    const before = drafts.get(id);
    if (before !== undefined)
      throw new ToolError("E_PED", "a person is in the family twice", {
        path,
        line,
        hint: `It was first seen on line ${before.row?.line ?? 0}.`,
        named: { message: `'${id}' is in the family twice` },
      });
    drafts.set(id, { id, father, mother, sex, affection, row });
  }
  for (const row of own)
    for (const parent of [row.father, row.mother])
      if (parent !== null && !drafts.has(parent)) {
        drafts.set(parent, unstated(parent));
        notes.push(`a parent named in line ${row.line} of the pedigree has no row: status unknown`);
      }
  return [...drafts.values()];
}

/** VCF-65, T45: a person who would match but for case, blanks or a suffix is a mistake, not a stranger. */
function checkNames(drafts: readonly Draft[], { vcfSamples }: FamilyRequest): void {
  const names = drafts.map((draft) => draft.id);
  const free = vcfSamples.filter((sample) => !names.includes(sample));
  const path = drafts.find((draft) => draft.row !== null)?.row?.path;
  for (const name of names) {
    if (vcfSamples.includes(name) || sameBareName(name, free) === null) continue;
    const sets = { pedNames: names, vcfSamples: free, path };
    const who = (what: string): string => `${what} of the pedigree is not in the VCF`;
    throw sampleMismatch(who("a person"), name, sets, who(`'${name}'`));
  }
}

/** --sex, --affected, --not-genetic-parent must name people of the family. */
function override(drafts: readonly Draft[], request: FamilyRequest): void {
  const find = (name: string, option: string): Draft => {
    const draft = drafts.find((one) => one.id === name);
    if (draft !== undefined) return draft;
    const names = drafts.map((one) => one.id);
    const near = nearestName(name, names);
    throw new ToolError("E_USAGE", `${option}: the name given is not in the family`, {
      hint:
        near === null
          ? `The family has ${counted(names.length, "person", "people")}.`
          : "The family has a person with a very similar name.",
      named: {
        message: `${option}: '${name}' is not in the family`,
        hint:
          near === null
            ? `The family: ${names.slice(0, 10).join(", ")}.`
            : `Did you mean '${near}'?`,
      },
    });
  };
  for (const [name, sex] of Object.entries(request.sex))
    if (name !== "") find(name, "--sex").sex = sex;
  for (const name of request.affected) find(name, "--affected").affection = "affected";
  for (const name of request.notGeneticParents) find(name, "--not-genetic-parent");
}

/** Whether a person's sex was said beside the PED, which it stands over. @param sex by sample, "" the proband */
export function isSexGiven(
  sex: StatedFamily["sex"],
  id: string,
  proband: string | undefined,
): boolean {
  return id in sex || (id === proband && "" in sex);
}

/** VCF-64: a father is male, a mother female; unknown is inferred, the opposite is fatal. */
function inferParentSex(
  drafts: readonly Draft[],
  notes: string[],
  isGiven: (id: string) => boolean,
): void {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  for (const child of drafts)
    for (const [role, sex] of [
      ["father", "male"],
      ["mother", "female"],
    ] as const) {
      const id = child[role];
      const parent = id === null ? undefined : byId.get(id);
      if (parent === undefined) continue;
      if (parent.sex === "unknown") {
        parent.sex = sex;
        notes.push(`the sex of a ${role} is not stated: read as ${sex}`);
      } else if (parent.sex !== sex) {
        const said = `${parent.sex}${isGiven(parent.id) ? " by --sex" : ""}`;
        throw new ToolError("E_PED", `the ${role} named on this line is ${said}`, {
          named: { message: `'${parent.id}' is ${role} of '${child.id}' and ${said}` },
          path: child.row?.path,
          line: child.row?.line,
          hint: "Columns 3 and 4 are father and mother; column 5 is 1 for male, 2 for female.",
        });
      }
    }
}

function numbered(drafts: readonly Draft[], request: FamilyRequest): Person[] {
  const index = new Map(drafts.map((draft, i) => [draft.id, i]));
  const numberOf = (id: string | null): number | null =>
    id === null ? null : (index.get(id) ?? null);
  return drafts.map(({ row: _row, ...draft }) => {
    const sample = request.vcfSamples.indexOf(draft.id);
    return {
      ...draft,
      father: numberOf(draft.father),
      mother: numberOf(draft.mother),
      sample: sample < 0 ? null : sample,
      geneticParent: !request.notGeneticParents.includes(draft.id),
    };
  });
}

/** VCF-64: nobody is an ancestor of themselves. */
function refuseCycles(drafts: readonly Draft[], people: readonly Person[]): void {
  const state = new Map<number, "open" | "done">();
  const visit = (i: number): void => {
    const person = people[i];
    if (person === undefined || state.get(i) === "done") return;
    if (state.get(i) === "open") {
      const row = drafts[i]?.row ?? null;
      throw new ToolError("E_PED", "a person is an ancestor of themselves", {
        named: { message: `'${person.id}' is an ancestor of themselves` },
        path: row?.path,
        line: row?.line,
        hint: "Check columns 3 and 4 of the pedigree.",
      });
    }
    state.set(i, "open");
    if (person.father !== null) visit(person.father);
    if (person.mother !== null) visit(person.mother);
    state.set(i, "done");
  };
  withinStack(
    () => people.forEach((_, i) => visit(i)),
    () => new ToolError("E_PED", "too many generations", { path: drafts[0]?.row?.path }),
  );
}
