/** Small files of an archive: they appear whole or not at all; system errors become the archive's own. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { isMissing, ToolError } from "../core/errors.ts";
import { makeFolder as makeWithParents, replaceFile as replaceWhole } from "../store/index.ts";
import { lifted } from "./lift.ts";

/**
 * A file whole or not at all: on the disk, then under its name, in the place of the one that was there.
 * @param derived it can be made anew from other files: the disk may take its time
 * @throws ToolError E_ARCHIVE
 */
export function replaceFile(path: string, data: Uint8Array | string, derived = false): void {
  writable(path, () => replaceWhole(path, data, derived));
}

export function writeJson(path: string, value: unknown, derived = false): void {
  replaceFile(path, `${JSON.stringify(value)}\n`, derived);
}

/** null: no such file. @throws ToolError E_ARCHIVE: unreadable, not JSON, another schema, a later version */
export function readJson<T extends { schema: string; version: number }>(
  path: string,
  schema: T["schema"],
): T | null {
  const text = readText(path);
  if (text === null) return null;
  let value: Partial<T> | null;
  try {
    value = JSON.parse(text) as Partial<T> | null;
  } catch (cause) {
    throw new ToolError("E_ARCHIVE", `not JSON: ${(cause as Error).message}`, {
      path,
      hint: "`panelist archive verify` tells what is damaged",
      cause,
    });
  }
  if (value?.schema !== schema)
    throw new ToolError("E_ARCHIVE", `is not a ${schema}: ${String(value?.schema)}`, { path });
  return lifted(value as Record<string, unknown>, schema, path) as T;
}

/** null: no such file. @throws ToolError E_ARCHIVE */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw new ToolError("E_ARCHIVE", (cause as Error).message, { path, cause });
  }
}

/** Names in a folder, sorted; none where there is no folder. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw new ToolError("E_ARCHIVE", (cause as Error).message, { path: folder, cause });
  }
}

export function makeFolder(path: string): void {
  writable(path, () => {
    if (!existsSync(path)) makeWithParents(path);
  });
}

/** Runs `work`; what the system says against it is said in the archive's words. */
export function writable<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    const { code, message, syscall } = cause as NodeJS.ErrnoException;
    if (syscall === undefined) throw cause;
    const hint =
      code === "ENOSPC" || code === "EDQUOT"
        ? "The disk is full; nothing was changed."
        : code === "EACCES" || code === "EPERM" || code === "EROFS"
          ? "There is no permission to write there."
          : undefined;
    throw new ToolError("E_ARCHIVE", `cannot be written: ${message}`, {
      path,
      cause,
      hint,
    });
  }
}
