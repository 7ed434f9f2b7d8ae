/** PED files (VCF-63): one person per line, six columns, separated by tabs or blanks. */
import { ToolError } from "../core/errors.ts";
import { counted } from "../core/counted.ts";
import type { Affection, Sex } from "./types.ts";

/** One line of a PED file. Parents are names; null where the file gives none. */
export interface PedRow {
  familyId: string;
  id: string;
  father: string | null;
  mother: string | null;
  sex: Sex;
  affection: Affection;
  /** Sex and phenotype that are no known word: `sex (column 5)`. Where columns are shifted the word may be a name. Read as unknown, and to be told. */
  unread: string[];
  /** 1-based line in the file, and the file, for messages. */
  line: number;
  path: string;
}

type Words<T> = ReadonlyMap<string, T>;

/** In lower case. */
const MISSING = "0 -9 -1 . - ? na n/a nan none null unknown missing undefined".split(" ");

export function wordsFor<T>(of: readonly (readonly [T, string])[]): Words<T> {
  return new Map(of.flatMap(([meaning, words]) => words.split(" ").map((word) => [word, meaning])));
}

const SEX: Words<Sex> = wordsFor([
  ["male", "1 male m man boy xy 46,xy"],
  ["female", "2 female f woman girl xx 46,xx"],
  ["unknown", `${MISSING.join(" ")} u unk other undetermined indeterminate ambiguous unspecified`],
]);

/** `u` is somebody's "unaffected" and somebody's "unknown". */
const AFFECTION: Words<Affection> = wordsFor([
  ["affected", "2 affected aff case true yes"],
  ["unaffected", "1 unaffected unaff control false no healthy"],
  ["unknown", `${MISSING.join(" ")} unk undetermined unspecified`],
]);

/** What a header calls the six columns, without anything but letters. */
const COLUMN_NAMES: readonly RegExp[] = [
  /^(fid|fam|famid|family|familyid|familyname|pedigree|pedigreeid|kindred|kindredid)$/,
  /^(iid|ind|indid|individual|individualid|sample|sampleid|samplename|person|personid|subject|subjectid|name|member)$/,
  /^(pat|patid|father|fatherid|paternal|paternalid)$/,
  /^(mid|mat|matid|mother|motherid|maternal|maternalid)$/,
  /^(sex|gender)/,
  /^(pheno|affect|disease|status)/,
];
/** One of these stands in every header: other lines need no look at each cell. */
const HEADER_WORD = /pat|father|mat|mother|mid|sex|gender|pheno|affect|disease|status/i;
/** Of either parent, the person, the family. */
const ANY_ID = /^(p?id)$/;

/**
 * Reads a PED file (VCF-63): six columns, with tabs, blanks or commas between them; cells may be quoted.
 * Comments (`#`), blank lines, CRLF, a byte order mark, extra columns and lines that name the columns are
 * tolerated. `0`, `-9`, `.`, `NA`, `None` and the like are "no parent", unless a person of the family has that name.
 *
 * @param text the whole file
 * @param path its name, for messages
 * @throws ToolError E_PED with file and line: fewer than six columns, columns named in another order, empty
 *   ids, no person at all
 */
export function parsePed(text: string, path: string): PedRow[] {
  const rows: PedRow[] = [];
  if (text.startsWith("##fileformat=VCF"))
    throw new ToolError("E_PED", "this is a VCF, not a pedigree", {
      path,
      hint: "A pedigree is text: family, individual, father, mother, sex, phenotype, separated by tabs or spaces.",
    });
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) {
    if (raw.trim() === "") continue;
    const place = { path, line: index + 1 };
    // A comment may be a sentence: it names columns where tabs stand between its words.
    const isComment = raw.trimStart().startsWith("#");
    const fields = fieldsOf(isComment ? raw.trimStart().slice(1) : raw);
    const isHeader =
      (!isComment || raw.includes("\t")) && HEADER_WORD.test(raw) && namesColumns(fields, place);
    if (!isComment && !isHeader) rows.push(pedRow(fields, raw, place));
  }
  if (rows.length === 0)
    throw new ToolError("E_PED", "the pedigree file lists nobody", {
      path,
      hint: "A line has family, individual, father, mother, sex (1, 2), phenotype (2 affected, 1 unaffected).",
    });
  const people = new Set(rows.map((row) => `${row.familyId}\t${row.id}`));
  const parent = (row: PedRow, name: string | null): string | null =>
    people.has(`${row.familyId}\t${name}`) || !MISSING.includes(wordOf(name ?? "0")) ? name : null;
  return rows.map((row) => ({
    ...row,
    father: parent(row, row.father),
    mother: parent(row, row.mother),
  }));
}

/** Sexes and phenotypes in the family that are no known word, with their lines: `line 2: sex (column 5)`. */
export function unreadWords(rows: readonly PedRow[], familyId: string): string[] {
  return rows
    .filter((row) => row.familyId === familyId)
    .flatMap(({ unread, line }) => unread.map((what) => `line ${line}: ${what}`));
}

/** Tabs separate, so that an empty parent keeps its place, unless only another reading has sex and phenotype. */
function fieldsOf(raw: string): string[] {
  const tabbed = raw.split("\t").map(unquoted);
  if (tabbed.length > 1 && isRead(tabbed)) return tabbed;
  const blanks = (raw.match(/"[^"]*"|\S+/g) ?? []).map(unquoted);
  const plain = tabbed.length > 1 ? tabbed : blanks;
  if (isRead(plain)) return plain;
  if (isRead(blanks)) return blanks;
  const commas = raw.split(/[,;]/).map(unquoted);
  return isRead(commas) || (plain.length < 6 && commas.length >= 6) ? commas : plain;
}

function isRead(fields: readonly string[]): boolean {
  return (
    fields.length >= 6 && SEX.has(wordOf(fields[4] ?? "")) && AFFECTION.has(wordOf(fields[5] ?? ""))
  );
}

function unquoted(cell: string): string {
  return cell
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2")
    .trim();
}

/** A table that went through a program of numbers has `1.0` and `-9.0`. */
function wordOf(cell: string): string {
  return cell === "" ? "0" : cell.toLowerCase().replace(/\.0+$/, "");
}

/** Do the cells name columns? @throws ToolError E_PED where they are named in another order than they are read */
function namesColumns(fields: readonly string[], place: { path: string; line: number }): boolean {
  const names = fields.map((field) => field.toLowerCase().replace(/[^a-z]/g, ""));
  const roles = names
    .map((name) => COLUMN_NAMES.findIndex((pattern) => pattern.test(name)))
    .filter((role) => role >= 0);
  const ids = names.some((name) => ANY_ID.test(name)) ? 1 : 0;
  if (new Set(roles).size + ids < 4) return false;
  const six = roles.slice(0, roles.indexOf(5) + 1 || undefined);
  if (!six.includes(4) || six.some((role, i) => role < (six[i - 1] ?? 0)))
    throw new ToolError("E_PED", "the columns are in a different order", {
      ...place,
      named: {
        message: `the columns are in a different order: '${fields.join(" ").slice(0, 80)}'`,
      },
      hint: "Write family, individual, father, mother, sex, phenotype, in this order.",
    });
  return true;
}

function pedRow(fields: string[], raw: string, place: { path: string; line: number }): PedRow {
  const [familyId = "", id = "", father = "", mother = "", sex = "", phenotype = ""] = fields;
  if (fields.length < 6)
    throw new ToolError("E_PED", `${counted(fields.length, "column")} instead of six`, {
      ...place,
      named: { message: `${counted(fields.length, "column")} instead of six: '${shown(raw)}'` },
      hint: "Write family, individual, father, mother, sex and phenotype, separated by tabs or spaces.",
    });
  if (id === "" || id === "0" || id === ".")
    throw new ToolError("E_PED", "no individual id", {
      ...place,
      named: { message: `no individual id: '${shown(raw)}'` },
    });
  const readSex = SEX.get(wordOf(sex));
  const readAffection = AFFECTION.get(wordOf(phenotype));
  return {
    familyId,
    id,
    father,
    mother,
    sex: readSex ?? "unknown",
    affection: readAffection ?? "unknown",
    unread: [
      ...(readSex === undefined ? ["sex (column 5)"] : []),
      ...(readAffection === undefined ? ["phenotype (column 6)"] : []),
    ],
    ...place,
  };
}

function shown(raw: string): string {
  const text = raw.replaceAll("\t", " ").trim();
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
