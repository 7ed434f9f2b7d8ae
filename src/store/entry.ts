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
  for (const name of TEXTS) {
    if (typeof entry[name] !== "string") return `${ENTRY_FILE}: ${name} is not text`;
  }
  if (!Number.isSafeInteger(entry["bytes"])) return `${ENTRY_FILE}: bytes is not a whole number`;
  if (!/^data\.[\w.]+$/.test(entry["file"] as string))
    return `${ENTRY_FILE}: file is not a data file`;
  const { assembly, facts } = entry;
  if (assembly !== null && assembly !== "GRCh37" && assembly !== "GRCh38")
    return `${ENTRY_FILE}: assembly is neither GRCh37, GRCh38 nor null`;
  if (!isObject(facts)) return `${ENTRY_FILE}: facts is not an object`;
  return entry as unknown as StoreEntry;
}

const TEXTS: readonly string[] = "kind source id version sha256 file fetched origin terms".split(
  " ",
);
