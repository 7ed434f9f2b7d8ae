/** Files that are read whole. */
import { readFileSync } from "node:fs";
import { ToolError } from "../core/errors.ts";

/** In one go: an asynchronous read of a small file costs ten times as much. @throws ToolError E_INPUT_MISSING, E_IO */
export function readText(path: string): Promise<string> {
  try {
    return Promise.resolve(readFileSync(path, "utf8"));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new ToolError("E_INPUT_MISSING", "no such file", { path, cause });
    throw new ToolError("E_IO", `cannot be read: ${message}`, { path, cause });
  }
}
