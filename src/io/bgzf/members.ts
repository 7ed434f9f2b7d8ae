/**
 * Concatenated gzip members in, their content out; zlib checks CRC32 and ISIZE of each.
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
import { constants, createGunzip, gunzip, gunzipSync } from "node:zlib";
import { isObject } from "../../core/json.ts";
import { EOF_BLOCK } from "./block.ts";

/**
 * Inflates `members` (whole gzip members, nothing else) whose ISIZEs add up to `dataLength`.
 * @throws when the bytes are damaged or hold anything but `dataLength` bytes of content
 */
export type InflateMembers = (members: Uint8Array, dataLength: number) => Buffer;

/** One byte of room to spare: zlib then knows that it is done without asking for a second buffer. */
const roomFor = (dataLength: number): number => Math.max(64, dataLength + 1);

/** Into a buffer of its own. */
export const inflateFresh: InflateMembers = (members, dataLength) => {
  const data = gunzipSync(members, { chunkSize: roomFor(dataLength) });
  if (data.length !== dataLength) throw new Error(disagreement(dataLength, data.length));
  return data;
};

/** Into a buffer of its own, by one of Node's threads. @returns undefined where the bytes are not what they should be */
export function inflateBeside(
  members: Uint8Array,
  dataLength: number,
): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    gunzip(members, { chunkSize: roomFor(dataLength) }, (error, data) => {
      resolve(error === null && data.length === dataLength ? data : undefined);
    });
  });
}

/** Into one buffer that each call reuses: the result is valid until the next call. */
export function reusingInflater(): InflateMembers {
  let handle = openHandle();
  if (handle === null || !(isTrusted ??= works(handle))) return inflateFresh;
  let output = Buffer.alloc(0);
  return (members, dataLength) => {
    if (output.length <= dataLength)
      output = Buffer.allocUnsafeSlow(Math.max(2 * output.length, dataLength + 1, 1 << 20));
    handle ??= openHandle();
    if (handle === null) return inflateFresh(members, dataLength);
    const fault = inflateInto(handle, members, output, dataLength);
    if (fault === null) return output.subarray(0, dataLength);
    handle = null;
    throw new Error(fault);
  };
}

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
  const made: unknown = createGunzip();
  if (!isObject(made)) return null;
  const native = made["_handle"];
  const left = made["_writeState"];
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
