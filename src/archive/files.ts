/** Small files of an archive: they appear whole or not at all; system errors become the archive's own. */
import { existsSync } from "node:fs";
import { sha256 } from "../core/digest.ts";
import { systemCode, ToolError } from "../core/errors.ts";
import { isObject, parseJson } from "../core/json.ts";
import { replaceFile as replaceWhole } from "../io/atomic.ts";
import { foldersIfThere, namesIfThere, textIfThere } from "../io/if-there.ts";
import { makeFolder as makeWithParents } from "../io/make-folder.ts";
import { isSealed, lifted } from "./lift.ts";
import { sealed, sealOf } from "../core/seal.ts";

/**
 * A file whole or not at all: on the disk, then under its name, in the place of the one that was there.
 * @param derived it can be made anew from other files: the disk may take its time
 * @throws ToolError E_ARCHIVE
 */
export function replaceFile(path: string, data: Uint8Array | string, derived = false): void {
  writable(path, () => replaceWhole(path, data, derived));
}

/** A document with its digest at its end. */
export function writeJson(path: string, value: object, derived = false): void {
  replaceFile(path, documentText(value), derived);
}

/** As it is written. */
export function documentText(value: object): string {
  return `${sealed(value)}\n`;
}

/**
 * null: no such file.
 * @throws ToolError E_ARCHIVE: unreadable, not JSON, another schema, a later version, not what was written
 */
export function readJson<T extends { schema: string; version: number }>(
  path: string,
  schema: T["schema"],
): T | null {
  const text = textIfPresent(path);
  if (text === null) return null;
  const hint =
    "Restore it from a backup; `panelist archive verify` lists everything that is damaged.";
  const value = parseJson(
    text,
    (message, cause) => new ToolError("E_ARCHIVE", `not JSON: ${message}`, { path, hint, cause }),
  );
  if (!isObject(value) || value["schema"] !== schema)
    throw new ToolError("E_ARCHIVE", `is not a ${schema}`, { path, hint });
  const { sha256: _seal, ...today } = lifted(value, schema, path);
  const seal = text.endsWith("\n") ? sealOf(text.slice(0, -1)) : undefined;
  if (seal === "broken" || (seal === undefined && isSealed(schema, value["version"])))
    throw new ToolError("E_ARCHIVE", "checksum mismatch", { path, hint });
  return today as unknown as T;
}

/** null: no such file. @throws ToolError E_ARCHIVE */
export function textIfPresent(path: string): string | null {
  return textIfThere(path, "E_ARCHIVE");
}

/** Of a file that must still be what was kept. @throws ToolError E_ARCHIVE: it is not, or it is gone */
export function textAsKept(path: string, digest: string, hint?: string): string {
  const text = textIfPresent(path);
  if (text !== null && sha256(text) === digest) return text;
  const message = text === null ? "missing" : "checksum mismatch";
  throw new ToolError("E_ARCHIVE", message, { path, hint });
}

/** Names in a folder, sorted; none where there is no folder. */
export function namesIn(folder: string): string[] {
  return namesIfThere(folder, "E_ARCHIVE");
}

/** As `namesIn`, without plain files. */
export function foldersIn(folder: string): string[] {
  return foldersIfThere(folder, "E_ARCHIVE");
}

/** @param rights default: by the folder that it is made in */
export function makeFolder(path: string, rights?: number): void {
  writable(path, () => {
    if (!existsSync(path)) makeWithParents(path, rights);
  });
}

/** Runs `work`; what the system says against it is said in the archive's words. */
export function writable<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    if (!(cause instanceof Error) || !("syscall" in cause)) throw cause;
    const message =
      systemCode(cause) === "ENOTDIR"
        ? "a file exists where a folder is needed"
        : `cannot be written: ${cause.message}`;
    throw new ToolError("E_ARCHIVE", message, { path, cause, hint: HINTS[systemCode(cause)] });
  }
}

const FULL = "The disk is full; nothing was changed.";
const NO_PERMISSION = "There is no permission to write there.";

const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  EROFS: NO_PERMISSION,
  ENOTDIR: "Name another folder.",
};
