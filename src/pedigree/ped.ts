/** PED files (VCF-63): one person per line, six columns, tab or blanks between them. */
import { ToolError } from "../core/errors.ts";
import { counted } from "../core/counted.ts";
import type { Affection, Sex } from "./model.ts";

/** One line of a PED file. Parents are names; null where the file gives none. */
export interface PedRow {
  familyId: string;
  id: string;
  father: string | null;
  mother: string | null;
  sex: Sex;
  affection: Affection;
  /** Columns after the sixth, as written. */
  extra: string[];
  /** 1-based line in the file, and the file, for messages. */
  line: number;
  path: string;
}

const SEX: Record<string, Sex> = { "1": "male", male: "male", m: "male" };
Object.assign(SEX, { "2": "female", female: "female", f: "female" });

const AFFECTION: Record<string, Affection> = {
  "2": "affected",
  affected: "affected",
  "1": "unaffected",
  unaffected: "unaffected",
};

const UNKNOWN_SEX = new Set(["0", "-9", ".", "", "unknown", "other", "u", "na", "n/a"]);

/**
 * Reads a PED file (VCF-63). Comments (`#`), blank lines, CRLF, a byte order mark, extra columns and a
 * header line are tolerated; `0`, `-9`, `.` or nothing is "no parent"; a sex or a phenotype that is
 * none of the known codes is unknown. The words `male`, `female`, `affected`, `unaffected` are read too.
 *
 * @param text the whole file
 * @param path its name, for messages
 * @throws ToolError E_PED with file and line: fewer than six columns, empty ids, no person at all
 */
export function parsePed(text: string, path: string): PedRow[] {
  const rows: PedRow[] = [];
  let first = true;
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) {
    if (raw.trim() === "" || raw.trimStart().startsWith("#")) continue;
    const fields = fieldsOf(raw);
    const isHeader = first && looksLikeHeader(fields);
    first = false;
    if (!isHeader) rows.push(rowOf(fields, raw, path, index + 1));
  }
  if (rows.length === 0)
    throw new ToolError("E_PED", "the pedigree file names nobody", {
      path,
      hint: "a line holds family, individual, father, mother, sex (1, 2), phenotype (2 affected, 1 unaffected)",
    });
  return rows;
}

/** Tabs separate where they give enough columns, so that an empty parent keeps its place. */
function fieldsOf(raw: string): string[] {
  const tabbed = raw.split("\t").map((field) => field.trim());
  return tabbed.length >= 6 ? tabbed : raw.trim().split(/\s+/);
}

/** A first line whose sex column is a word other than a sex. */
function looksLikeHeader(fields: string[]): boolean {
  const sex = (fields[4] ?? "").toLowerCase();
  return /^[a-z][a-z_ ]*$/.test(sex) && SEX[sex] === undefined && !UNKNOWN_SEX.has(sex);
}

function parentOf(field: string): string | null {
  return field === "" || field === "0" || field === "-9" || field === "." ? null : field;
}

function rowOf(fields: string[], raw: string, path: string, line: number): PedRow {
  const [familyId, id, father, mother, sex, phenotype, ...extra] = fields;
  if (
    familyId === undefined ||
    id === undefined ||
    father === undefined ||
    mother === undefined ||
    sex === undefined ||
    phenotype === undefined
  )
    throw new ToolError(
      "E_PED",
      `${counted(fields.length, "column")} instead of six: "${shown(raw)}"`,
      {
        path,
        line,
        hint: "family, individual, father, mother, sex, phenotype, separated by tabs or blanks",
      },
    );
  if (id === "" || id === "0")
    throw new ToolError("E_PED", `no individual id: "${shown(raw)}"`, { path, line });
  return {
    familyId,
    id,
    father: parentOf(father),
    mother: parentOf(mother),
    sex: SEX[sex.toLowerCase()] ?? "unknown",
    affection: AFFECTION[phenotype.toLowerCase()] ?? "unknown",
    extra,
    line,
    path,
  };
}

function shown(raw: string): string {
  const text = raw.replaceAll("\t", " ").trim();
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
