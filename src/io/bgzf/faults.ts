/** What is wrong with a BGZF block, determined once reading it has failed. */
import { crc32, inflateRawSync } from "node:zlib";
import { messageOf } from "../../core/errors.ts";
import {
  bgzfError,
  blockSizeAt,
  hexAt,
  MAX_BLOCK_BYTES,
  type SourceName,
  TRAILER_BYTES,
  uint16,
  uint32,
} from "./block.ts";

/** Of a run that did not inflate the first faulty block: block by block. */
export function findFault(
  bytes: Uint8Array,
  from: number,
  to: number,
  fileOffset: number,
  source: SourceName,
  cause: unknown,
): Error {
  for (let at = from; at < to;) {
    const size = blockSizeAt(bytes, at);
    const fault = faultOfBlock(bytes.subarray(at, at + size));
    if (fault !== null)
      return bgzfError("E_BGZF", fault, { ...source, offset: fileOffset + at, cause });
    at += size;
  }
  const message = "the blocks do not fit together: their contents and sizes disagree";
  return bgzfError("E_BGZF", message, { ...source, offset: fileOffset + from, cause });
}

function faultOfBlock(block: Uint8Array): string | null {
  const body = block.subarray(12 + uint16(block, 10), block.length - TRAILER_BYTES);
  const statedCrc = uint32(block, block.length - 8);
  const statedLength = uint32(block, block.length - 4);
  let data: Uint8Array;
  try {
    data = inflateRawSync(body, { maxOutputLength: MAX_BLOCK_BYTES });
  } catch (error) {
    return `block does not inflate: ${messageOf(error)}`;
  }
  if (data.length !== statedLength)
    return `block states a content of ${statedLength} bytes, but holds ${data.length}`;
  const crc = crc32(data);
  if (crc !== statedCrc)
    return `block states CRC32 ${statedCrc.toString(16)}, but its content has ${crc.toString(16)}`;
  return null;
}

export function notABlock(
  bytes: Uint8Array,
  at: number,
  offset: number,
  source: SourceName,
): Error {
  return bgzfError("E_BGZF", `no BGZF block where one should begin (found ${hexAt(bytes, at)})`, {
    ...source,
    offset,
  });
}

export function overfullBlock(contentLength: number, offset: number, source: SourceName): Error {
  const message = `block states a content of ${contentLength} bytes, more than a block can hold`;
  return bgzfError("E_BGZF", message, { ...source, offset });
}

/** @param left bytes of the file from the block on */
export function cutBlock(size: number, left: number, offset: number, source: SourceName): Error {
  const whole = size > 0 ? `a block of ${size} bytes` : "a block";
  return bgzfError("E_BGZF_TRUNCATED", `${whole} is cut: the file holds only ${left} bytes of it`, {
    ...source,
    offset,
  });
}
