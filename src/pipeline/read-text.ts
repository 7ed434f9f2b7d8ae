/** Files that are read whole. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ToolError } from "../core/errors.ts";

/** @throws ToolError E_INPUT_MISSING, E_IO */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new ToolError("E_INPUT_MISSING", "no such file", { path, cause });
    throw new ToolError("E_IO", `cannot be read: ${message}`, { path, cause });
  }
}

/** Hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
