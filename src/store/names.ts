/** Names of folders in the store: any text in, one harmless file name out. */
import { homedir } from "node:os";
import { join } from "node:path";
import { sha256 } from "../core/digest.ts";
import { usageError } from "../core/errors.ts";
import type { StoreKey } from "./types.ts";

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

/** Folder names of a key below the store. */
export function foldersOf(key: StoreKey): string[] {
  return [safeName(key.kind), safeName(key.source), safeName(key.id), safeName(key.version)];
}

/**
 * Where the store is: `--store`, else PANELIST_STORE, else `panelist` in the user's data folder
 * (XDG_DATA_HOME, `~/.local/share`; on Windows LOCALAPPDATA).
 *
 * @throws ToolError E_USAGE: an empty option
 */
export function storePath(option: string | undefined, env: NodeJS.ProcessEnv): string {
  if (option === "") throw usageError("--store names no folder");
  const given = option ?? env["PANELIST_STORE"] ?? "";
  if (given !== "") return given;
  const xdg = env["XDG_DATA_HOME"] ?? "";
  // The standard says that a relative path in XDG_DATA_HOME is to be ignored.
  if (xdg.startsWith("/")) return join(xdg, "panelist");
  const local = env["LOCALAPPDATA"] ?? "";
  if (process.platform === "win32" && local !== "") return join(local, "panelist");
  const home = env["HOME"] ?? "";
  return join(home === "" ? homedir() : home, ".local", "share", "panelist");
}
