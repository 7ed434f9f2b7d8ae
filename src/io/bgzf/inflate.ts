/**
 * A run of whole BGZF blocks in, its verified content out.
 *
 * The blocks are walked by their stated sizes first, then the run is inflated in one call as what it
 * also is: concatenated gzip members. zlib checks CRC32 and ISIZE of each member, and the sum of the
 * walked ISIZEs must be the length that came out, so the two views of the run must agree.
 */
import { crc32, inflateRawSync } from "node:zlib";
import { messageOf } from "../../core/errors.ts";
import {
  bgzfError,
  blockSizeAt,
  hexAt,
  isEofBlock,
  MAX_BLOCK_BYTES,
  type SourceName,
  TRAILER_BYTES,
  uint16,
  uint32,
} from "./block.ts";
import { inflateFresh, type InflateMembers } from "./members.ts";

/** Verified content of consecutive blocks. */
export interface InflatedRange {
  /** File offset of the first block. */
  start: number;
  /** File offset just after the last block. */
  end: number;
  /** A Buffer: `slice` and `subarray` are views of it, `Uint8Array.from` copies. */
  data: Buffer;
  /** Number of blocks, empty ones included. */
  blocks: number;
  /** File offset of each block, and where its content begins in `data`: `[blocks]` each. */
  blockOffsets: number[];
  dataOffsets: number[];
  /** The last block is the 28-byte end-of-file block. */
  endsWithEofBlock: boolean;
}

/** Where a walk stops. */
interface WalkLimits {
  /** Blocks that begin at or after this file offset are not taken. */
  before: number;
  /** Content to stop at, in bytes; the first block is always taken. */
  maxData: number;
}

/** Consecutive blocks that were walked, not inflated: bytes [from, to) of what holds them. */
export interface BlockRun extends Omit<InflatedRange, "data"> {
  from: number;
  to: number;
  /** Content that the blocks state, in bytes. */
  dataLength: number;
}

/**
 * Inflates the blocks of `bytes` from `from` on, as far as they lie wholly in it: see `walkBlocks`.
 * @throws E_BGZF, E_BGZF_TRUNCATED with the file offset of the faulty block
 */
export function inflateRun(
  bytes: Uint8Array,
  from: number,
  fileOffset: number,
  fileSize: number,
  limits: WalkLimits,
  source: SourceName,
  inflate: InflateMembers = inflateFresh,
): InflatedRange {
  const run = walkBlocks(bytes, from, fileOffset, fileSize, limits, source);
  return inflateWalked(bytes, run, source, inflate);
}

/** The content of a run that `walkBlocks` found in `bytes`. @throws E_BGZF */
export function inflateWalked(
  bytes: Uint8Array,
  run: BlockRun,
  source: SourceName,
  inflate: InflateMembers,
): InflatedRange {
  const { from, to, dataLength } = run;
  let data: Buffer = EMPTY;
  try {
    if (to > from) data = inflate(bytes.subarray(from, to), dataLength);
  } catch (cause) {
    throw findFault(bytes, from, to, run.start - from, source, cause);
  }
  return { ...run, data };
}

/**
 * Walks the blocks of `bytes` from `from` on, as far as they lie wholly in it. `fileOffset` is the
 * file offset of `bytes[0]`; `fileSize` tells a block that is cut by the file's end from one that is
 * cut by the end of `bytes` (which is left for the next call). A fault is thrown when its block is the
 * first; otherwise the sound blocks before it are the result.
 * @throws E_BGZF, E_BGZF_TRUNCATED with the file offset of the faulty block
 */
export function walkBlocks(
  bytes: Uint8Array,
  from: number,
  fileOffset: number,
  fileSize: number,
  limits: WalkLimits,
  source: SourceName,
): BlockRun {
  const blockOffsets: number[] = [];
  const dataOffsets: number[] = [];
  let at = from;
  let dataLength = 0;
  let eof = false;
  while (fileOffset + at < limits.before && fileOffset + at < fileSize) {
    const offset = fileOffset + at;
    const size = blockSizeAt(bytes, at);
    const whole = size > 0 && at + size <= bytes.length;
    const contentLength = whole ? uint32(bytes, at + size - 4) : 0;
    if (!whole || contentLength > MAX_BLOCK_BYTES) {
      // The blocks before it come first: the next call meets the fault again, as its first block.
      if (blockOffsets.length > 0) break;
      if (size === 0) throw notABlock(bytes, at, offset, source);
      if (whole) throw overfullBlock(contentLength, offset, source);
      if (fileOffset + bytes.length >= fileSize)
        throw cutBlock(size, fileSize - offset, offset, source);
      break;
    }
    if (blockOffsets.length > 0 && dataLength + contentLength > limits.maxData) break;
    blockOffsets.push(offset);
    dataOffsets.push(dataLength);
    eof = isEofBlock(bytes, at, size);
    dataLength += contentLength;
    at += size;
  }
  return {
    from,
    to: at,
    dataLength,
    start: fileOffset + from,
    end: fileOffset + at,
    blocks: blockOffsets.length,
    blockOffsets,
    dataOffsets,
    endsWithEofBlock: eof,
  };
}

const EMPTY = Buffer.alloc(0);

/**
 * Inflates blocks that were got by other means (an index file, a reply from a server): `bytes` must
 * hold whole blocks and nothing else.
 * @param fileOffset file offset of `bytes[0]`, for messages
 * @throws E_BGZF, E_BGZF_TRUNCATED
 */
export function inflateBlocks(
  bytes: Uint8Array,
  fileOffset: number,
  source: SourceName,
): InflatedRange {
  const size = fileOffset + bytes.length;
  const all = { before: size, maxData: Number.MAX_SAFE_INTEGER };
  const run = inflateRun(bytes, 0, fileOffset, size, all, source);
  if (run.end < size) inflateRun(bytes, run.end - fileOffset, fileOffset, size, all, source);
  return run;
}

/** Slow path after a failure: block by block, to name the first faulty one. */
function findFault(
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
  const message = "the blocks do not join: their content and their sizes disagree";
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

/** @internal shared with the searchers of `range.ts` and `eof.ts` */
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

function overfullBlock(contentLength: number, offset: number, source: SourceName): Error {
  const message = `block states a content of ${contentLength} bytes, more than a block can hold`;
  return bgzfError("E_BGZF", message, { ...source, offset });
}

/** @internal */
export function cutBlock(size: number, left: number, offset: number, source: SourceName): Error {
  const whole = size > 0 ? `a block of ${size} bytes` : "a block";
  return bgzfError("E_BGZF_TRUNCATED", `${whole} is cut: the file holds only ${left} bytes of it`, {
    ...source,
    offset,
  });
}
