/**
 * Members of a ZIP file by ranges (APPNOTE 6.3: end of central directory, ZIP64, deflate and stored): the
 * directory at its end is read first, then only what is requested.
 */
import { crc32, inflateRawSync } from "node:zlib";
import { ToolError } from "../core/errors.ts";
import { LIMITS, sizeText } from "../core/limits.ts";
import type { Ranges } from "./bgzf/index.ts";

export interface ZipMember {
  isEncrypted: boolean;
  /** Of its local header. */
  at: number;
  method: number;
  crc: number;
  /** As stored, and as it becomes; in bytes. */
  stored: number;
  size: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
export const LOCAL = 0x04034b50;
/** Longest comment and the record itself; the ZIP64 locator stands before it. */
const TAIL_BYTES = 65_535 + 22 + 20;
const ENTRY_BYTES = 46;
export const LOCAL_BYTES = 30;
/** What the extra field of a local header seldom exceeds. */
const EXTRA_BYTES = 64;

/** By name. @throws ToolError E_KNOWLEDGE: no ZIP file, or a damaged one */
export async function zipMembers(ranges: Ranges): Promise<Map<string, ZipMember>> {
  const start = Math.max(0, ranges.size - TAIL_BYTES);
  const tail = Buffer.from(await ranges.read(start, ranges.size));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
  if (end < 0) throw damaged(ranges, "it has no directory: it is not a ZIP file, or is truncated");
  let count = tail.readUInt16LE(end + 10);
  let size = tail.readUInt32LE(end + 12);
  let at = tail.readUInt32LE(end + 16);
  if (end >= 20 && tail.readUInt32LE(end - 20) === LOCATOR_64) {
    const record = Number(tail.readBigUInt64LE(end - 12));
    const bytes = Buffer.from(await ranges.read(record, record + 56));
    if (bytes.length < 56 || bytes.readUInt32LE(0) !== END_64)
      throw damaged(ranges, "its ZIP64 directory is not at the expected position");
    count = Number(bytes.readBigUInt64LE(32));
    size = Number(bytes.readBigUInt64LE(40));
    at = Number(bytes.readBigUInt64LE(48));
  }
  if (at + size > ranges.size || size > LIMITS.indexBytes)
    throw damaged(ranges, "its directory is larger than the file, or than can be");
  const directory = Buffer.from(await ranges.read(at, at + size));
  const members = entriesOf(directory, count, (known) =>
    damaged(ranges, `its directory ends after ${known} of ${count} members`),
  );
  return new Map(members);
}

/**
 * The members that a central directory names, in its order.
 * @param directory from its first record on
 * @throws what `fault` makes of the number of the record that is not there, from 0
 */
export function entriesOf(
  directory: Buffer,
  count: number,
  fault: (number: number) => ToolError,
): [name: string, member: ZipMember][] {
  const entries: [name: string, member: ZipMember][] = [];
  let next = 0;
  for (let i = 0; i < count; i++) {
    const at = next;
    if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== ENTRY) throw fault(i);
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    if (at + ENTRY_BYTES + nameLength + extraLength > directory.length) throw fault(i);
    next += ENTRY_BYTES + nameLength + extraLength + directory.readUInt16LE(at + 32);
    const name = directory.toString("utf8", at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength);
    entries.push([name, memberAt(directory, at, nameLength, extraLength)]);
  }
  return entries;
}

/** Sizes and places beyond 32 bits stand in the extra field, in this order, where the field itself is full. */
function memberAt(bytes: Buffer, at: number, nameLength: number, extraLength: number): ZipMember {
  const member = {
    isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
    at: bytes.readUInt32LE(at + 42),
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    stored: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
  };
  const end = at + ENTRY_BYTES + nameLength + extraLength;
  for (let field = at + ENTRY_BYTES + nameLength; field + 4 <= end;) {
    const length = bytes.readUInt16LE(field + 2);
    if (bytes.readUInt16LE(field) === 1) {
      let value = field + 4;
      for (const name of ["size", "stored", "at"] as const) {
        if (member[name] !== 0xffffffff || value + 8 > end) continue;
        member[name] = Number(bytes.readBigUInt64LE(value));
        value += 8;
      }
    }
    field += 4 + length;
  }
  return member;
}

/** Content of a member, held to its size and checksum. @throws ToolError E_KNOWLEDGE, E_LIMIT */
export async function readMember(ranges: Ranges, name: string, member: ZipMember): Promise<Buffer> {
  const { at, stored, size } = member;
  if (size > LIMITS.unpackedBytes)
    throw new ToolError(
      "E_LIMIT",
      `${name} unpacks to more than ${sizeText(LIMITS.unpackedBytes)}`,
      { path: ranges.path },
    );
  const guess = LOCAL_BYTES + Buffer.byteLength(name) + EXTRA_BYTES + stored;
  let bytes = Buffer.from(await ranges.read(at, at + guess));
  if (bytes.length < LOCAL_BYTES || bytes.readUInt32LE(0) !== LOCAL)
    throw damaged(ranges, `${name} is not at the position given in its directory`);
  const begin = LOCAL_BYTES + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);
  if (begin + stored > bytes.length)
    bytes = Buffer.from(await ranges.read(at, at + begin + stored));
  return unpacked(bytes.subarray(begin, begin + stored), member, (what) =>
    damaged(ranges, `${name} ${what}`),
  );
}

/**
 * Content of a member, held to its size and checksum.
 * @throws what `fault` makes of what is wrong with it
 */
export function unpacked(
  packed: Buffer,
  { method, size, crc }: ZipMember,
  fault: (what: string) => ToolError,
): Buffer {
  let content = packed;
  try {
    if (method === 8) content = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    throw fault("is damaged, or unpacks to more than it states");
  }
  if ((method !== 0 && method !== 8) || content.length !== size || crc32(content) !== crc)
    throw fault("is damaged: its length, compression or checksum is wrong");
  return content;
}

function damaged({ path }: Ranges, what: string): ToolError {
  return new ToolError("E_KNOWLEDGE", what, { path, hint: "Download or create it again." });
}
