/** Which family of a PED file is analysed, and who is the proband. */
import { ToolError, usageError } from "../core/errors.ts";
import type { Draft, FamilyRequest } from "./family.ts";
import { notAmong, sampleMismatch } from "./names.ts";
import type { PedRow } from "./ped.ts";

/** The proband's family, else the one that has samples in the VCF. Throws E_SAMPLE or E_USAGE. */
export function chooseFamily(rows: readonly PedRow[], request: FamilyRequest): string {
  const { proband, vcfSamples } = request;
  const pedNames = [...new Set(rows.map((row) => row.id))];
  const path = rows[0]?.path;
  const familiesOf = (people: readonly string[]): string[] => {
    const wanted = new Set(people);
    return [...new Set(rows.flatMap(({ id, familyId }) => (wanted.has(id) ? [familyId] : [])))];
  };
  if (proband !== undefined) {
    const families = familiesOf([proband]);
    const [only] = families;
    if (only === undefined) {
      const sets = { pedNames, vcfSamples: pedNames, path };
      throw notAmong("the proband", "the pedigree", proband, sets);
    }
    if (families.length > 1)
      throw new ToolError("E_PED", `the proband is in ${families.length} families`, {
        path,
        hint: "Keep each sample in one family.",
        named: { message: `'${proband}' is in several families: ${families.join(", ")}` },
      });
    return only;
  }
  const families = familiesOf(vcfSamples);
  const [only] = families;
  if (only === undefined) {
    const sets = { pedNames, vcfSamples, path };
    throw sampleMismatch("nobody in the pedigree is in the VCF", pedNames[0] ?? "", sets);
  }
  if (families.length > 1)
    throw new ToolError("E_USAGE", `${families.length} families from the pedigree are in the VCF`, {
      hint: "Add --proband <sample> to choose the family to analyse.",
      named: {
        message: `${families.length} families from the pedigree are in the VCF: ${families.slice(0, 10).join(", ")}`,
      },
    });
  return only;
}

/**
 * The proband's id: the one asked for, else the one affected person with genotypes, else the only
 * person with genotypes. Throws E_SAMPLE (asked for, without genotypes: VCF-64) or E_USAGE.
 */
export function chooseProband(
  drafts: readonly Draft[],
  request: FamilyRequest,
  notes: string[],
): string {
  const { proband, vcfSamples } = request;
  const path = drafts.find((draft) => draft.row !== null)?.row?.path;
  const sets = { pedNames: drafts.map((draft) => draft.id), vcfSamples, path };
  if (proband !== undefined) {
    if (drafts.find((draft) => draft.id === proband)?.affection === "unaffected")
      notes.push("the pedigree marks the person asked for as the proband as unaffected");
    if (vcfSamples.includes(proband)) return proband;
    throw notAmong("the proband", "the VCF", proband, sets);
  }
  const sequenced = drafts.filter((draft) => vcfSamples.includes(draft.id));
  const affected = sequenced.filter((draft) => draft.affection === "affected");
  const [only] = affected;
  if (only !== undefined && affected.length === 1) return only.id;
  if (affected.length > 1)
    throw new ToolError("E_USAGE", `${affected.length} affected people have genotypes`, {
      hint: "Add --proband <sample> to choose the person to analyse.",
      named: {
        message: `${affected.length} affected people have genotypes: ${affected.map((one) => one.id).join(", ")}`,
      },
    });
  const unseen = drafts.find((draft) => draft.affection === "affected");
  if (unseen !== undefined) throw notAmong("the affected person", "the VCF", unseen.id, sets);
  const [lone] = sequenced;
  if (lone !== undefined && sequenced.length === 1) {
    notes.push("nobody is marked as affected: the only sample is taken as the proband");
    return lone.id;
  }
  // Nobody may be affected because the word for it was not understood.
  const unread = drafts.flatMap(({ row }) =>
    (row?.unread ?? [])
      .filter((what) => what.startsWith("phenotype"))
      .map((what) => `line ${row?.line}: ${what} is not understood. `),
  );
  throw usageError(
    "nobody in the pedigree is marked as affected",
    `${unread.slice(0, 3).join("")}Add --proband <sample> or --affected <sample>, or write 2 in the sixth column.`,
  );
}
