/**
 * A run of whole BGZF blocks in, its verified content out.
 *
 * The blocks are walked by their stated sizes first, then the run is inflated in one call as what it
 * also is: concatenated gzip members. zlib checks CRC32 and ISIZE of each member, and the sum of the
 * walked ISIZEs must be the length that came out, so the two views of the run must agree.
 *
 * Measured with two worker threads on 343 MB of VCF (processor seconds, start-up taken off, 256 KiB of
 * input a call; medians of three on a loaded machine, so only the ratios count):
 *   `unzip` of @gmod/bgzf-filehandle 6.2.0 (libdeflate in WebAssembly)  3.5, and it checks no CRC
 *   the same without copying the result out of WebAssembly memory       2.2, with `crc32` 2.9
 *   `gunzipSync`                                                        3.0, CRC included
 *   one native handle reused, writing into one reused buffer            2.15, CRC included
 * The last one also halves the memory of a run (78 instead of 150 MB): a buffer of 2 MB per call is
 * what costs. Node has no public call that inflates into a given buffer, so the handle under
 * `zlib.Gunzip` is used where it is as known, and `gunzipSync` otherwise.
 */
import { constants, createGunzip, gunzipSync } from "node:zlib";
import { isObject } from "../../core/json.ts";
import {
  blockSizeAt,
  EOF_BLOCK,
  isEofBlock,
  MAX_BLOCK_BYTES,
  type SourceName,
  uint32,
} from "./block.ts";
import { cutBlock, findFault, notABlock, overfullBlock } from "./faults.ts";
import { MAX_DATA_BYTES } from "./limits.ts";

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

/**
 * Inflates the blocks of `bytes` from `from` on, as far as they lie wholly in it. `fileOffset` is the
 * file offset of `bytes[0]`; `fileSize` tells a block that is cut by the file's end from one that is
 * cut by the end of `bytes` (which is left for the next call). A fault is thrown when its block is the
 * first; otherwise the sound blocks before it are the result.
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
  let data: Buffer = EMPTY;
  try {
    if (at > from) data = inflate(bytes.subarray(from, at), dataLength);
  } catch (cause) {
    throw findFault(bytes, from, at, fileOffset, source, cause);
  }
  return {
    start: fileOffset + from,
    end: fileOffset + at,
    data,
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

/**
 * Inflates `members` (whole gzip members, nothing else) whose ISIZEs add up to `dataLength`.
 * @throws when the bytes are damaged or hold anything but `dataLength` bytes of content
 */
export type InflateMembers = (members: Uint8Array, dataLength: number) => Buffer;

/** Into a buffer of its own. */
export const inflateFresh: InflateMembers = (members, dataLength) => {
  // One byte of room to spare: zlib then knows that it is done without asking for a second buffer.
  const data = gunzipSync(members, { chunkSize: Math.max(64, dataLength + 1) });
  if (data.length !== dataLength) throw new Error(disagreement(dataLength, data.length));
  return data;
};

/** Into one buffer that each call reuses: the result is valid until the next call. */
export function reusingInflater(): InflateMembers {
  let handle = openHandle();
  if (handle === null || !(isTrusted ??= works(handle))) return inflateFresh;
  let output = Buffer.alloc(0);
  return (members, dataLength) => {
    if (output.length <= dataLength) output = Buffer.allocUnsafeSlow(roomFor(dataLength));
    handle ??= openHandle();
    if (handle === null) return inflateFresh(members, dataLength);
    const fault = inflateInto(handle, members, output, dataLength);
    if (fault === null) return output.subarray(0, dataLength);
    handle = null;
    throw new Error(fault);
  };
}

/** One buffer for all calls of a long run: what is not written to is not taken from the system, a second one is. */
const roomFor = (dataLength: number): number =>
  Math.max(dataLength < SMALL_ROOM ? SMALL_ROOM : MAX_DATA_BYTES + 1, dataLength + 1);
const SMALL_ROOM = 1 << 20;

/** Found out once. */
let isTrusted: boolean | null = null;

/** The part of Node's internal zlib binding that is used (unchanged from Node 12 to 24). */
interface NativeHandle {
  reset: () => void;
  writeSync: (
    flush: number,
    input: Uint8Array,
    inputAt: number,
    inputLength: number,
    output: Uint8Array,
    outputAt: number,
    outputLength: number,
  ) => void;
  onerror: (message: string) => void;
}

interface Handle {
  native: NativeHandle;
  /** Written by each call: room left in the output, input left. */
  left: Uint32Array;
}

function openHandle(): Handle | null {
  const gunzip: unknown = createGunzip();
  if (!isObject(gunzip)) return null;
  const native = gunzip["_handle"];
  const left = gunzip["_writeState"];
  return isNativeHandle(native) && left instanceof Uint32Array && left.length === 2
    ? { native, left }
    : null;
}

function isNativeHandle(value: unknown): value is NativeHandle {
  return (
    isObject(value) &&
    typeof value["writeSync"] === "function" &&
    typeof value["reset"] === "function" &&
    typeof value["onerror"] === "function"
  );
}

/** Two members must come out as known, and a wrong CRC must be seen, before the handle is trusted. */
function works(handle: Handle): boolean {
  const stored = Buffer.from("1f8b08000000000000ff010200fdff6f6b47dddc7902000000", "hex");
  const output = new Uint8Array(8);
  try {
    if (inflateInto(handle, Buffer.concat([stored, EOF_BLOCK]), output, 2) !== null) return false;
    if (output[0] !== 0x6f || output[1] !== 0x6b) return false;
    const damaged = openHandle();
    stored[17] = 0;
    return damaged !== null && inflateInto(damaged, stored, output, 2) !== null;
  } catch {
    return false;
  }
}

/** @returns what is wrong, or null */
function inflateInto(
  { native, left }: Handle,
  members: Uint8Array,
  output: Uint8Array,
  dataLength: number,
): string | null {
  let fault: string | null = null;
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- no event target: Node's zlib sets it so
  native.onerror = (message) => {
    fault = message;
  };
  native.reset();
  native.writeSync(constants.Z_FINISH, members, 0, members.length, output, 0, dataLength + 1);
  if (fault !== null) return fault;
  const [outputLeft, inputLeft] = left;
  return outputLeft === 1 && inputLeft === 0
    ? null
    : disagreement(dataLength, dataLength + 1 - (outputLeft ?? 0));
}

function disagreement(stated: number, found: number): string {
  return `the blocks state ${stated} bytes of content, and hold ${found}${found > stated ? " or more" : ""}`;
}
