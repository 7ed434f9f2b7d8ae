/** Text of a knowledge file that is read whole, as bytes, inflated if gzipped. */
import { promisify } from "node:util";
import { gunzip, gunzipSync } from "node:zlib";
import { type ErrorCode, isToolError, isTooLong, messageOf, ToolError } from "../core/errors.ts";
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
  const limits = { maxOutputLength: unpackedBytes, chunkSize: roomFor(stored) };
  try {
    const plain = isPacked(stored) ? await inflate(stored, limits) : stored;
    refuseForeign(plain, path);
    return plain;
  } catch (cause) {
    throw faultOf(cause, path, "E_KNOWLEDGE");
  }
}

/** The same at once, of what may hold other files (tar). @param code of damaged gzip */
export function inflatedSync(path: string, stored: Buffer, code: ErrorCode): Buffer {
  try {
    return isPacked(stored) ? gunzipSync(stored, { maxOutputLength: unpackedBytes }) : stored;
  } catch (cause) {
    throw faultOf(cause, path, code);
  }
}

function isPacked(stored: Buffer): boolean {
  return stored[0] === 0x1f && stored[1] === 0x8b;
}

function faultOf(cause: unknown, path: string, code: ErrorCode): ToolError {
  if (isToolError(cause)) return cause;
  const tooLong = `unpacks to more than ${sizeText(unpackedBytes)}`;
  return isTooLong(cause)
    ? new ToolError("E_LIMIT", tooLong, {
        path,
        hint: "No genuine release is that large: download it again. Of many panels, unpack the file and import what is in it.",
        cause,
      })
    : new ToolError(code, `the gzip data cannot be unpacked: ${messageOf(cause)}`, {
        path,
        hint: "The file is truncated or damaged; download it again.",
        cause,
      });
}

/** Text compresses to a tenth: what the file states beyond this is not believed. */
const MOST_EXPANSION = 32;

/** Bytes for the whole content by the size that gzip states at its end, so that no pieces are joined. */
function roomFor(stored: Buffer): number {
  const stated = stored.length < 4 ? 0 : stored.readUInt32LE(stored.length - 4);
  return Math.max(64, Math.min(stated + 1, MOST_EXPANSION * stored.length, unpackedBytes));
}
