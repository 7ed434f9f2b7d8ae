/** Which annotators wrote into the file and how their columns are called (ANN-01 to ANN-03, VEP-01). */
import { ToolError } from "../core/errors.ts";
import type { MetaLine } from "./meta.ts";
import type { AnnotationLayout, Annotator, FieldDefinition } from "./model.ts";
import { unsplitKeys } from "./unsplit.ts";

/** Order of preference when several annotated the file (ANN-03). */
const PREFERENCE: readonly Annotator[] = ["vep", "snpeff", "bcsq"];

/** The seven columns that bcftools csq writes; its own description marks some as optional. */
const BCSQ_COLUMNS: readonly string[] = [
  "Consequence",
  "gene",
  "transcript",
  "biotype",
  "strand",
  "amino_acid_change",
  "dna_change",
];

/**
 * All annotations found, the preferred one first. Told by the description, never by the tag: `ANN` is
 * VEP's or SnpEff's (ANN-02). Throws E_ANNOTATION when SnpEff's old `EFF` is all there is.
 */
export function annotationsFrom(
  info: ReadonlyMap<string, FieldDefinition>,
  meta: readonly MetaLine[],
  path: string,
): AnnotationLayout[] {
  const picked = ranWithPick(meta);
  const unsplit = unsplitKeys(info);
  const found: AnnotationLayout[] = [];
  for (const { id, description } of info.values()) {
    const annotator = annotatorOf(id, description);
    if (annotator === null) continue;
    const columns = annotator === "bcsq" ? [...BCSQ_COLUMNS] : columnsOf(description);
    if (columns.length < 2) continue;
    found.push({ annotator, tag: id, columns, picked: annotator === "vep" && picked, unsplit });
  }
  if (found.length === 0 && isLegacyEff(info.get("EFF")))
    throw new ToolError("E_ANNOTATION", "INFO/EFF is SnpEff's old format, which is not read", {
      path,
      hint: "Annotate again with SnpEff 4.1 or newer (INFO/ANN), or with VEP or bcftools csq.",
    });
  return found.sort((a, b) => PREFERENCE.indexOf(a.annotator) - PREFERENCE.indexOf(b.annotator));
}

function annotatorOf(id: string, description: string): Annotator | null {
  if (/\bVEP\b/i.test(description) && description.includes("Format:")) return "vep";
  if (/^['"\s]*Functional annotations:/i.test(description)) return "snpeff";
  if (id === "BCSQ" || /BCFtools\/csq/i.test(description)) return "bcsq";
  return null;
}

function columnsOf(description: string): string[] {
  const at = description.indexOf("Format:");
  const colon = at >= 0 ? at + "Format:".length : description.indexOf(":") + 1;
  return description
    .slice(colon)
    .replaceAll(/^[\s'"]+|[\s'".]+$/g, "")
    .split("|")
    .map((column) => column.trim());
}

function isLegacyEff(field: FieldDefinition | undefined): boolean {
  return field !== undefined && /predicted effects/i.test(field.description);
}

/** `--pick` and its like leave one entry per variant or allele; `--flag_pick` does not (TX-05). */
function ranWithPick(meta: readonly MetaLine[]): boolean {
  return meta.some(
    ({ key, value }) =>
      /^VEP|command/i.test(key) &&
      /\bvep\b|^VEP/i.test(`${key} ${value}`) &&
      /--(pick(_allele)?|most_severe)(?![\w-])/.test(value),
  );
}
