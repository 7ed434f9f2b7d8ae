/** An entry's folder: `entry.json` and one data file. Reading is strict: what is not whole is a fault. */
import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256OfStream } from "../core/digest.ts";
import { isMissing, messageOf, missingFile } from "../core/errors.ts";
import { isObject, parseJson } from "../core/json.ts";
import type { StoreEntry } from "./types.ts";

export const ENTRY_FILE = "entry.json";

const SCHEMA = "panelist.store_entry";
const VERSION = 1;

export function entryText(entry: StoreEntry): string {
  return `${JSON.stringify({ schema: SCHEMA, version: VERSION, entry }, null, 2)}\n`;
}

/** sha256 of a file that need not fit into memory; hexadecimal. @throws ToolError E_INPUT_MISSING */
export async function digestOfFile(path: string): Promise<string> {
  try {
    return await sha256OfStream(createReadStream(path) as AsyncIterable<Buffer>);
  } catch (cause) {
    throw isMissing(cause) ? missingFile(path, cause) : cause;
  }
}

/** @returns the entry, or what is wrong with it as text */
export function readEntry(folder: string): StoreEntry | string {
  try {
    return parseEntry(readFileSync(join(folder, ENTRY_FILE), "utf8"));
  } catch (error) {
    return `${ENTRY_FILE}: ${messageOf(error)}`;
  }
}

/** The same for its text. */
export function parseEntry(text: string): StoreEntry | string {
  let json: unknown;
  try {
    json = parseJson(text, (message) => new Error(message));
  } catch (error) {
    return `${ENTRY_FILE}: ${messageOf(error)}`;
  }
  const outer = isObject(json) ? json : {};
  if (outer["schema"] !== SCHEMA) return `${ENTRY_FILE} is not a store entry`;
  if (outer["version"] !== VERSION)
    return `${ENTRY_FILE} has version ${String(outer["version"])}, but this program reads version ${VERSION}`;
  const entry = outer["entry"];
  if (!isObject(entry)) return `${ENTRY_FILE} contains no entry`;
  for (const name of TEXTS)
    if (typeof entry[name] !== "string") return `${ENTRY_FILE}: ${name} is not text`;
  if (!Number.isSafeInteger(entry["bytes"])) return `${ENTRY_FILE}: bytes is not a whole number`;
  if (!/^data\.[\w.]+$/.test(entry["file"] as string))
    return `${ENTRY_FILE}: file is not a data file`;
  const { assembly, facts } = entry;
  if (assembly !== null && assembly !== "GRCh37" && assembly !== "GRCh38")
    return `${ENTRY_FILE}: assembly is neither GRCh37, GRCh38 nor null`;
  const { id } = entry;
  if ((id === "GRCh37" || id === "GRCh38") && assembly !== id)
    return `${ENTRY_FILE}: assembly is not ${id}, as the entry's id`;
  if (!isObject(facts)) return `${ENTRY_FILE}: facts is not an object`;
  const wrong = wrongFact(FACTS[entry["kind"] as string] ?? {}, facts);
  if (wrong !== undefined) return `${ENTRY_FILE}: '${wrong}' in facts is not of its kind`;
  return entry as unknown as StoreEntry;
}

type Check = (value: unknown) => boolean;
type Checks = Readonly<Record<string, Check>>;
const isText: Check = (value) => typeof value === "string";
const isTextOrNull: Check = (value) => value === null || isText(value);
const isNumber: Check = (value) => typeof value === "number";
const areTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const areAll =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);

/** Of one panel, in its own entry or in that of a list. */
const OF_PANEL: Checks = {
  name: isText,
  hash_id: isTextOrNull,
  signed_off: isTextOrNull,
  relevant_disorders: areTexts,
};
const isListed: Check = (value) =>
  isObject(value) && isText(value["version"]) && wrongFact(OF_PANEL, value) === undefined;

/** Facts that are read without opening the data, by the entry's kind. */
const FACTS: Readonly<Record<string, Checks>> = {
  panel: {
    ...OF_PANEL,
    status: isTextOrNull,
    version_created: isTextOrNull,
    types: areTexts,
    children: areTexts,
    genes: areAll(isNumber),
    strs: isNumber,
    regions: isNumber,
  },
  "panel-list": { panels: areAll(isListed) },
};

/** @returns the name of the first that is wrong; one that is absent was not written by an older program */
function wrongFact(checks: Checks, facts: Readonly<Record<string, unknown>>): string | undefined {
  return Object.entries(checks).find(
    ([name, check]) => facts[name] !== undefined && !check(facts[name]),
  )?.[0];
}

const TEXTS: readonly string[] = "kind source id version sha256 file fetched origin terms".split(
  " ",
);
