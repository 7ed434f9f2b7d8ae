/** Which annotators were used on the file and the names of their columns (ANN-01 to ANN-03, VEP-01). */
import { ToolError } from "../core/errors.ts";
import { metaDescription, metaField, type MetaLine } from "./meta.ts";
import type { AnnotationLayout, Annotator, FieldDefinition } from "./types.ts";
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
  for (const { id, description } of described(meta)) {
    const annotator = annotatorOf(id, description);
    if (annotator === null) continue;
    const columns = annotator === "bcsq" ? [...BCSQ_COLUMNS] : columnsOf(description);
    if (columns.length < 2) continue;
    const known = found.find(({ tag }) => tag === id);
    const picks = annotator === "vep" && picked;
    const writer = /from (panelist, .*), in VEP's layout/.exec(description)?.[1];
    if (known === undefined)
      found.push({
        annotator,
        tag: id,
        columns,
        picked: picks,
        unsplit,
        ...(writer === undefined ? {} : { writer }),
      });
    else if (known.columns.join("|") !== columns.join("|"))
      throw new ToolError("E_ANNOTATION", `the header describes INFO/${id} twice, differently`, {
        path,
        hint: "Keep the ##INFO line of the run that wrote the records (bcftools reheader), or annotate the file again.",
      });
  }
  if (found.length === 0 && isLegacyEff(info.get("EFF")))
    throw new ToolError(
      "E_ANNOTATION",
      "INFO/EFF is SnpEff's old format, which panelist does not read",
      {
        path,
        hint: "Annotate the file again with SnpEff 4.1 or newer (INFO/ANN), or with VEP or bcftools csq.",
      },
    );
  // What only looks like VEP's comes after the annotators that are known.
  const isAlike = ({ tag, annotator }: AnnotationLayout): boolean =>
    annotator === "vep" && !isOfVep(info.get(tag)?.description ?? "");
  const order = (layout: AnnotationLayout): number =>
    isAlike(layout) ? PREFERENCE.length : PREFERENCE.indexOf(layout.annotator);
  return found.sort((a, b) => order(a) - order(b));
}

function described(meta: readonly MetaLine[]): { id: string; description: string }[] {
  return meta.flatMap(({ key, value }) => {
    const id = key === "INFO" ? metaField(value, "ID") : null;
    return id === null ? [] : [{ id, description: metaDescription(value) }];
  });
}

function isOfVep(description: string): boolean {
  return /\bVEP\b/i.test(description) && description.includes("Format:");
}

function annotatorOf(id: string, description: string): Annotator | null {
  if (isOfVep(description)) return "vep";
  if (/^['"\s]*Functional annotations:/i.test(description)) return "snpeff";
  if (id === "BCSQ" || /BCFtools\/csq/i.test(description)) return "bcsq";
  return isLikeVep(description) ? "vep" : null;
}

/** Other annotators write VEP's entries under VEP's names: consequence, gene, and which allele it is. */
function isLikeVep(description: string): boolean {
  if (!/Format:[^|]*\|/.test(description)) return false;
  const columns = new Set(columnsOf(description).map((name) => name.toUpperCase()));
  const has = (...names: string[]): boolean => names.some((name) => columns.has(name));
  return (
    has("CONSEQUENCE") &&
    has("SYMBOL", "GENE", "HGNC_ID", "HGNC") &&
    has("ALLELE", "ALLELE_NUM", "GENOTYPEINDEX")
  );
}

/** Why an INFO field that looks like an annotation is none that is read; null where there is no such field. */
export function unreadAnnotation(info: ReadonlyMap<string, FieldDefinition>): string | null {
  for (const { id, description } of info.values()) {
    const named = /^(?:CSQ|ANN|vep|CSQT)$/i.test(id);
    if (!named && !/Format:[^|]*\|.*\bconsequence\b/i.test(description)) continue;
    return description.includes("Format:")
      ? `INFO/${id} ('${description}') is not read: its columns must name the Consequence, the gene (SYMBOL, Gene or HGNC_ID) and the Allele`
      : `INFO/${id} ('${description}') is not read: its description names no columns after "Format:"`;
  }
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
