/**
 * Members of a ZIP file by ranges (APPNOTE 6.3: end of central directory, ZIP64, deflate and stored): the directory
 * at its end is read first, then what is asked for alone.
 */
import { crc32, inflateRawSync } from "node:zlib";
import { ToolError } from "../core/errors.ts";
import { LIMITS, sizeText } from "../core/limits.ts";
import type { Ranges } from "./bgzf/index.ts";

export interface ZipMember {
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
const LOCAL = 0x04034b50;
/** Longest comment and the record itself; the ZIP64 locator stands before it. */
const TAIL_BYTES = 65_535 + 22 + 20;
const LOCAL_BYTES = 30;
/** What the extra field of a local header seldom exceeds. */
const EXTRA_BYTES = 64;

/** By name. @throws ToolError E_KNOWLEDGE: no ZIP file, or a damaged one */
export async function zipMembers(ranges: Ranges): Promise<Map<string, ZipMember>> {
  const start = Math.max(0, ranges.size - TAIL_BYTES);
  const tail = Buffer.from(await ranges.read(start, ranges.size));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
  if (end < 0) throw damaged(ranges, "it has no directory: it is no ZIP file, or it is cut");
  let count = tail.readUInt16LE(end + 10);
  let size = tail.readUInt32LE(end + 12);
  let at = tail.readUInt32LE(end + 16);
  if (end >= 20 && tail.readUInt32LE(end - 20) === LOCATOR_64) {
    const record = Number(tail.readBigUInt64LE(end - 12));
    const bytes = Buffer.from(await ranges.read(record, record + 56));
    if (bytes.length < 56 || bytes.readUInt32LE(0) !== END_64)
      throw damaged(ranges, "its ZIP64 directory is not where it should be");
    count = Number(bytes.readBigUInt64LE(32));
    size = Number(bytes.readBigUInt64LE(40));
    at = Number(bytes.readBigUInt64LE(48));
  }
  if (at + size > ranges.size || size > LIMITS.indexBytes)
    throw damaged(ranges, "its directory is larger than the file, or than can be");
  const directory = Buffer.from(await ranges.read(at, at + size));
  const members = new Map<string, ZipMember>();
  let next = 0;
  for (let i = 0; i < count; i++) {
    if (next + 46 > directory.length || directory.readUInt32LE(next) !== ENTRY)
      throw damaged(ranges, `its directory ends after ${i} of ${count} members`);
    const nameLength = directory.readUInt16LE(next + 28);
    const extraLength = directory.readUInt16LE(next + 30);
    const name = directory.toString("utf8", next + 46, next + 46 + nameLength);
    members.set(name, memberAt(directory, next, nameLength, extraLength));
    next += 46 + nameLength + extraLength + directory.readUInt16LE(next + 32);
  }
  return members;
}

/** Sizes and places beyond 32 bits stand in the extra field, in this order, where the field itself is full. */
function memberAt(bytes: Buffer, at: number, nameLength: number, extraLength: number): ZipMember {
  const member = {
    at: bytes.readUInt32LE(at + 42),
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    stored: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
  };
  const end = at + 46 + nameLength + extraLength;
  for (let field = at + 46 + nameLength; field + 4 <= end;) {
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
      {
        path: ranges.path,
      },
    );
  const guess = LOCAL_BYTES + Buffer.byteLength(name) + EXTRA_BYTES + stored;
  let bytes = Buffer.from(await ranges.read(at, at + guess));
  if (bytes.length < LOCAL_BYTES || bytes.readUInt32LE(0) !== LOCAL)
    throw damaged(ranges, `${name} is not where its directory says`);
  const begin = LOCAL_BYTES + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);
  if (begin + stored > bytes.length)
    bytes = Buffer.from(await ranges.read(at, at + begin + stored));
  const packed = bytes.subarray(begin, begin + stored);
  const content = unpacked(packed, member);
  if (content === null || content.length !== size || crc32(content) !== member.crc)
    throw damaged(ranges, `${name} is damaged`);
  return content;
}

function unpacked(packed: Buffer, { method, size }: ZipMember): Buffer | null {
  if (method === 0) return packed;
  if (method !== 8) return null;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    return null;
  }
}

function damaged({ path }: Ranges, what: string): ToolError {
  return new ToolError("E_KNOWLEDGE", what, { path, hint: "Download or make it again." });
}
