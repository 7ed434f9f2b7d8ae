/** Files that are read whole, each with a maximum size for its kind. */
import { createReadStream, readFileSync, statSync } from "node:fs";
import { isMissing, isToolError, messageOf, missingFile, ToolError } from "../core/errors.ts";
import { LIMITS, sizeText } from "../core/limits.ts";
import { plainText } from "./foreign.ts";

/** @param most bytes, one of `LIMITS.files`. @throws ToolError E_INPUT_MISSING, E_IO, E_LIMIT, E_FORMAT */
export async function readText(path: string, most: number): Promise<string> {
  return plainText(await readBytes(path, most), path);
}

/**
 * In one go where its size is known: an asynchronous read of a small file costs ten times as much. Pipes are counted
 * as they come.
 * @throws ToolError E_INPUT_MISSING, E_IO, E_LIMIT
 */
export async function readBytes(
  path: string,
  most: number = LIMITS.unpackedBytes,
): Promise<Buffer> {
  try {
    const stats = statSync(path);
    if (stats.isDirectory())
      throw new ToolError("E_IO", "is a folder", { path, hint: "Give a file inside the folder." });
    if (!stats.isFile()) return await counted(path, most);
    if (stats.size > most) throw tooLong(path, most);
    return readFileSync(path);
  } catch (cause) {
    if (isToolError(cause)) throw cause;
    if (isMissing(cause)) throw missingFile(path, cause);
    throw new ToolError("E_IO", `cannot be read: ${messageOf(cause)}`, { path, cause });
  }
}

async function counted(path: string, most: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > most) throw tooLong(path, most);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function tooLong(path: string, most: number): ToolError {
  return new ToolError("E_LIMIT", `longer than ${sizeText(most)}`, {
    path,
    hint: "Check that this is the right file; files of this kind are never that long.",
  });
}
