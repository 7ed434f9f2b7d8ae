/** Text of a knowledge file that is read whole, as bytes, inflated if gzipped. */
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { isTooLong, ToolError } from "../core/errors.ts";
import { LIMITS, sizeText } from "../core/limits.ts";
import { refuseForeign } from "./foreign.ts";
import { readBytes } from "./read-text.ts";

/** Releases inflate to some 35 MB. */
const { unpackedBytes } = LIMITS;

const inflate = promisify(gunzip);

/**
 * Reads a file whole; gzip is known by its first two bytes.
 * @throws ToolError E_INPUT_MISSING; E_KNOWLEDGE: damaged gzip; E_LIMIT: it inflates without measure; E_FORMAT: no text
 */
export async function readInflated(path: string): Promise<Buffer> {
  return inflated(path, await readBytes(path));
}

/** `stored` itself, or what it inflates to. @throws ToolError E_KNOWLEDGE, E_LIMIT, E_FORMAT */
export async function inflated(path: string, stored: Buffer): Promise<Buffer> {
  const plain = await unpacked(path, stored);
  refuseForeign(plain, path);
  return plain;
}

async function unpacked(path: string, stored: Buffer): Promise<Buffer> {
  if (stored[0] !== 0x1f || stored[1] !== 0x8b) return stored;
  try {
    return await inflate(stored, { maxOutputLength: unpackedBytes, chunkSize: roomFor(stored) });
  } catch (cause) {
    if (isTooLong(cause))
      throw new ToolError("E_LIMIT", `unpacks to more than ${sizeText(unpackedBytes)}`, {
        path,
        hint: "Download it again; no genuine release is that large.",
        cause,
      });
    const what = cause instanceof Error ? cause.message : String(cause);
    const hint = "The file is truncated or damaged; download it again.";
    throw new ToolError("E_KNOWLEDGE", `the gzip data cannot be unpacked: ${what}`, {
      path,
      hint,
      cause,
    });
  }
}

/** Text compresses to a tenth: what the file states beyond this is not believed. */
const MOST_EXPANSION = 32;

/** Bytes for the whole content by the size that gzip states at its end, so that no pieces are joined. */
function roomFor(stored: Buffer): number {
  const stated = stored.length < 4 ? 0 : stored.readUInt32LE(stored.length - 4);
  return Math.max(64, Math.min(stated + 1, MOST_EXPANSION * stored.length, unpackedBytes));
}
