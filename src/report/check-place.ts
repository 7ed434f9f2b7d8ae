/** Checks before reading begins that the result can be written. */
import { access, constants, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { ToolError } from "../core/errors.ts";
import { isDevice } from "./output.ts";
import type { OutputRequest } from "./outputs.ts";

/**
 * Before hours of reading: is there a place to write to?
 * @throws ToolError E_OUTPUT
 */
export async function checkPlace({ file, dir }: OutputRequest): Promise<void> {
  const path = dir ?? file;
  if (path === undefined || path === "-") return;
  const place = dir === undefined ? dirname(path) : await nearestFolder(path);
  const found = await stat(place).catch(() => null);
  const writable = await access(place, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (found?.isDirectory() === true && writable) return;
  if (found !== null && isDevice(path)) return;
  const why =
    found === null ? "no such folder" : found.isDirectory() ? "no permission" : "not a folder";
  throw new ToolError("E_OUTPUT", `cannot write there: ${place}: ${why}`, {
    path,
    hint: "Create the folder, or give another path; nothing was read.",
  });
}

/** A folder that is not there may still be made, below the nearest one that is. */
async function nearestFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  const above = dirname(path);
  return found !== null || above === path ? path : nearestFolder(above);
}
