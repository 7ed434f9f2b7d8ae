/** Names of folders in the store: any text in, one safe file name out; and which kinds a store has. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../core/digest.ts";
import { STANDINGS } from "./standing.ts";
import type { Kind, StoreKey } from "./types.ts";

/** Longest name: file systems take 255 bytes, whole paths on Windows 260. */
const MAX_LENGTH = 80;

/** Names that Windows keeps for devices, whatever follows the first dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * One folder name for any text: letters, digits, `_`, `-` and inner dots stay, all else is
 * percent-encoded, so that no name leads out of the store. A long one is cut, with its digest. An entry
 * holds its key as it is: names are never read back.
 */
export function safeName(text: string): string {
  if (text === "") return "%";
  let name = "";
  for (const byte of Buffer.from(text, "utf8")) {
    const char = String.fromCharCode(byte);
    name += /[\w.-]/.test(char) ? char : escape(byte);
  }
  name = name.replace(/^\.|\.$/g, "%2E");
  if (DEVICE.test(name)) name = escape(name.charCodeAt(0)) + name.slice(1);
  if (name.length <= MAX_LENGTH) return name;
  const digest = sha256(text);
  return `${name.slice(0, MAX_LENGTH - 34)}%~${digest.slice(0, 32)}`;
}

function escape(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** What is told of a store that somebody named and that is not there: a run goes on without it. */
export function absentStore(path: string | undefined): string[] {
  if (path === undefined || existsSync(path)) return [];
  return [`the store ${path} does not exist: nothing from it is used`];
}

/** Folder names of a key below the store. */
export function foldersOf(key: StoreKey): string[] {
  return [safeName(key.kind), safeName(key.source), safeName(key.id), safeName(key.version)];
}

/** Is there a folder of this kind? No store has none; what is asked of no other costs a run nothing else. */
export function hasKind(store: string | undefined, kind: Kind): store is string {
  return store !== undefined && existsSync(join(store, kind));
}

/** Folder of the small documents that change. */
export const RECORDS = "records";

/** Folder of what can be fetched again. */
export const CACHE = "cache";

/** Did anybody say anything of its releases (DEC-30)? */
export function hasStandings(store: string | undefined): store is string {
  return store !== undefined && existsSync(join(store, RECORDS, `${safeName(STANDINGS)}.json`));
}
