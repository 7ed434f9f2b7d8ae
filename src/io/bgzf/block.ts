/**
 * One BGZF block: a gzip member of at most 64 KiB with its own size in the extra field (SAM
 * specification, section 4.1). Offsets are bytes of the file as stored, from 0.
 */
import { type ErrorCode, ToolError } from "../../core/errors.ts";

/** Largest block and largest content of a block, in bytes. */
export const MAX_BLOCK_BYTES = 65_536;
/** gzip header of 12 bytes, the BC subfield of 6; the trailer (CRC32, ISIZE) has 8. */
export const HEADER_BYTES = 18;
export const TRAILER_BYTES = 8;

/** The empty block that ends every BGZF file. */
export const EOF_BLOCK: Uint8Array = Buffer.from(
  "1f8b08040000000000ff0600424302001b0003000000000000000000",
  "hex",
);

const DAMAGED = "The file is damaged; fetch or create it again, and check it with `bgzip -t`.";
const TRUNCATED =
  "The file is truncated; fetch it again, and compare its size and checksum with those of the source.";

/** What reading of compressed bytes needs to know for its messages. */
export interface SourceName {
  path: string;
}

export function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

export function uint32(bytes: Uint8Array, at: number): number {
  return (uint16(bytes, at) | (uint16(bytes, at + 2) << 16)) >>> 0;
}

/** Does a gzip member with an extra field begin here? Enough to go on looking, not enough to trust. */
export function hasBlockMagic(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x1f && bytes[at + 1] === 0x8b && bytes[at + 2] === 8 && bytes[at + 3] === 4;
}

/**
 * Size in bytes of the block whose header stands at `at`, from its BC subfield.
 * @returns 0 when no BGZF header stands there, -1 when `bytes` ends inside the header
 */
export function blockSizeAt(bytes: Uint8Array, at: number): number {
  if (at + HEADER_BYTES > bytes.length) return -1;
  if (!hasBlockMagic(bytes, at)) return 0;
  const extraEnd = at + 12 + uint16(bytes, at + 10);
  for (let field = at + 12; field + 4 <= extraEnd; field += 4 + uint16(bytes, field + 2)) {
    if (field + 6 > bytes.length) return -1;
    if (bytes[field] !== 0x42 || bytes[field + 1] !== 0x43 || uint16(bytes, field + 2) !== 2)
      continue;
    const size = uint16(bytes, field + 4) + 1;
    return size >= extraEnd - at + TRAILER_BYTES + 2 ? size : 0;
  }
  return 0;
}

/** Does the block at `at` (of `size` bytes) equal the end-of-file block? */
export function isEofBlock(bytes: Uint8Array, at: number, size: number): boolean {
  if (size !== EOF_BLOCK.length || at + size > bytes.length) return false;
  for (let i = 0; i < size; i++) if (bytes[at + i] !== EOF_BLOCK[i]) return false;
  return true;
}

/** A fault in the compressed bytes: `offset` is where the block begins. */
export function bgzfError(
  code: Extract<ErrorCode, "E_BGZF" | "E_BGZF_TRUNCATED">,
  message: string,
  { path, offset, cause }: { path: string; offset: number; cause?: unknown },
): ToolError {
  return new ToolError(code, message, {
    path,
    offset,
    hint: code === "E_BGZF" ? DAMAGED : TRUNCATED,
    cause,
  });
}

/** First bytes at `at` as hexadecimal text, for messages. */
export function hexAt(bytes: Uint8Array, at: number, count = 4): string {
  return Array.from(bytes.subarray(at, at + count), (b) => b.toString(16).padStart(2, "0")).join(
    " ",
  );
}
