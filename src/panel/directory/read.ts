/**
 * The National Genomic Test Directory: clinical indications (R59) and their tests (R59.3), as the JSON that
 * laboratories make of the published table: `indications[]` with code, name, test_method, panels (ids, or HGNC ids
 * of genes), original_targets.
 */
import { ToolError } from "../../core/errors.ts";
import { parseHgncId } from "../../core/gene.ts";
import { isObject, parseJson } from "../../core/json.ts";
import { parseRCode } from "../../core/rcode.ts";

/** One test of the Directory. */
export interface DirectoryTest {
  /** `R27.3`. */
  code: string;
  /** Of the clinical indication. */
  name: string;
  /** `WGS`, `WES or Large Panel`, ... as written. */
  method: string;
  /** As written: `Paediatric disorders (486)`, gene symbols, or words. */
  target: string;
  panels: string[];
  /** HGNC ids of a test of single genes. */
  genes: string[];
  /** Entries without an id: a gene that the file's maker did not find. `target` names it. */
  unnamed: number;
}

export interface TestDirectory {
  /** Number of the edition as text; null where the file does not tell. */
  edition: string | null;
  /** The published file that it was made of. */
  origin: string;
  /** `YYYY-MM-DD`; null where the file does not tell. */
  date: string | null;
  tests: DirectoryTest[];
}

/** `231219` and `20231219` as `2023-12-19`; null for other text. */
function dateOf(text: unknown): string | null {
  const parts = /^(?:20)?(\d\d)-?(\d\d)-?(\d\d)$/.exec(typeof text === "string" ? text : "");
  return parts === null ? null : `20${parts[1]}-${parts[2]}-${parts[3]}`;
}

/** `... version-5.xlsx` and `... V6 FINAL ...` name the edition. */
function editionOf(origin: string): string | null {
  return /(?:\bv|version)[\s_-]*(\d+(?:\.\d+)?)/i.exec(origin)?.[1] ?? null;
}

/**
 * @param path for messages
 * @throws ToolError E_KNOWLEDGE with the place in the document
 */
export function parseTestDirectory(text: string, path: string): TestDirectory {
  const fault = (message: string, cause?: unknown): ToolError =>
    new ToolError("E_KNOWLEDGE", message, {
      path,
      hint: "Give a Test Directory as JSON: {indications: [{code, name, test_method, panels, original_targets}]}.",
      cause,
    });
  const data = parseJson(text.replace(/^\uFEFF/, ""), (message, cause) =>
    fault(`not valid JSON: ${message}`, cause),
  );
  const rows = isObject(data) ? data["indications"] : undefined;
  if (!isObject(data) || !Array.isArray(rows)) throw fault("indications: expected a list");
  if (rows.length === 0) throw fault("indications: the list is empty");
  const origin = typeof data["td_source"] === "string" ? data["td_source"] : "";
  const tests = rows.map((row: unknown, i) => testOf(row, `indications[${i}]`, fault));
  const codes = new Set<string>();
  for (const { code } of tests) {
    if (codes.has(code)) throw fault(`${code} is listed twice`);
    codes.add(code);
  }
  return { edition: editionOf(origin), origin, date: dateOf(data["date"]), tests };
}

function testOf(row: unknown, at: string, fault: (message: string) => ToolError): DirectoryTest {
  if (!isObject(row)) throw fault(`${at}: expected an object`);
  const textOf = (key: string): string => {
    const value = row[key] ?? "";
    if (typeof value !== "string")
      throw fault(`${at}.${key}: expected string, got ${JSON.stringify(value).slice(0, 60)}`);
    return value.trim();
  };
  const code = textOf("code");
  const parsed = parseRCode(code);
  if (parsed === null) throw fault(`${at}.code: not an R-code: '${code}'`);
  const listed = row["panels"] ?? [];
  if (!Array.isArray(listed)) throw fault(`${at}.panels: expected a list`);
  const panels: string[] = [];
  const genes: string[] = [];
  let unnamed = 0;
  listed.forEach((item: unknown, i) => {
    // Version 5 has null for "PAD16" (PADI6), version 6 for words that are no panel.
    const given = item ?? "";
    const name =
      typeof given === "number" ? String(given) : typeof given === "string" ? given : null;
    if (name === null) throw fault(`${at}.panels[${i}]: expected a panel id or an HGNC id`);
    if (name.trim() === "") {
      unnamed += 1;
      return;
    }
    const gene = /^\s*HGNC/i.test(name) ? parseHgncId(name) : null;
    if (gene !== null) genes.push(gene);
    else panels.push(name.trim());
  });
  return {
    code: parsed.test ?? parsed.indication,
    name: textOf("name"),
    method: textOf("test_method"),
    target: textOf("original_targets"),
    panels,
    genes,
    unnamed,
  };
}
