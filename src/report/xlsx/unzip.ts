/**
 * Members of a ZIP that somebody else wrote: only what is asked for is unpacked, no further than a limit, and held to
 * its checksum. No ZIP64, no encryption, no other packing than deflate: a workbook has none of these.
 */
import { crc32, inflateRawSync } from "node:zlib";
import { ToolError } from "../../core/errors.ts";
import { LIMITS, sizeText } from "../../core/limits.ts";

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Bytes of the end record without its comment, which has at most 65,535. */
const END_BYTES = 22;
const MOST_MEMBERS = 10_000;

interface Member {
  isEncrypted: boolean;
  packing: number;
  crc: number;
  packedBytes: number;
  bytes: number;
  local: number;
}

/** Makes the error of a file that is no workbook, or a damaged one. */
export type Fault = (message: string, hint?: string) => ToolError;

/**
 * @returns the text of a member by its name; undefined: there is none. Its call throws as `openZip`
 * @throws what `fault` makes
 */
export function openZip(zip: Buffer, fault: Fault): (name: string) => string | undefined {
  const members = membersOf(zip, fault);
  let left = LIMITS.workbookBytes;
  return (name) => {
    const member = members.get(name);
    if (member === undefined) return undefined;
    left -= member.bytes;
    if (left < 0) throw tooLong(fault);
    return unpacked(zip, name, member, fault);
  };
}

function membersOf(zip: Buffer, fault: Fault): Map<string, Member> {
  const end = endOf(zip);
  if (end < 0) throw fault("is not a whole ZIP: its list of members is missing");
  const count = zip.readUInt16LE(end + 10);
  if (count > MOST_MEMBERS) throw fault(`has more than ${MOST_MEMBERS} members`);
  const members = new Map<string, Member>();
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || zip.readUInt32LE(at) !== CENTRAL)
      throw fault("its list of members is damaged");
    const [nameBytes, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const name = zip.toString("utf8", at + 46, at + 46 + (nameBytes ?? 0));
    if (members.has(name)) throw fault(`has two members '${name}'`);
    members.set(name, {
      isEncrypted: (zip.readUInt16LE(at + 8) & 1) === 1,
      packing: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packedBytes: zip.readUInt32LE(at + 20),
      bytes: zip.readUInt32LE(at + 24),
      local: zip.readUInt32LE(at + 42),
    });
    at += 46 + (nameBytes ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return members;
}

/** Of the last end record; -1: none. */
function endOf(zip: Buffer): number {
  const first = Math.max(0, zip.length - END_BYTES - 0xffff);
  for (let at = zip.length - END_BYTES; at >= first; at--)
    if (zip.readUInt32LE(at) === END && at + END_BYTES + zip.readUInt16LE(at + 20) === zip.length)
      return at;
  return -1;
}

function unpacked(zip: Buffer, name: string, member: Member, fault: Fault): string {
  const { local, packing, packedBytes, bytes, crc, isEncrypted } = member;
  if (isEncrypted) throw fault(`'${name}' is encrypted`, "Save it without a password.");
  if (local + 30 > zip.length || zip.readUInt32LE(local) !== LOCAL)
    throw fault(`'${name}' is not where the list of members says`);
  const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(from, from + packedBytes);
  let data: Buffer;
  try {
    data = packing === 8 ? inflateRawSync(packed, { maxOutputLength: Math.max(1, bytes) }) : packed;
  } catch {
    throw fault(`'${name}' is damaged, or unpacks to more than it says`);
  }
  if ((packing !== 0 && packing !== 8) || data.length !== bytes || crc32(data) !== crc)
    throw fault(`'${name}' is damaged: its length, packing or checksum is wrong`);
  return data.toString("utf8");
}

function tooLong(fault: Fault): ToolError {
  const most = sizeText(LIMITS.workbookBytes);
  const { message, place } = fault(`unpacks to more than ${most}`);
  return new ToolError("E_LIMIT", message, { ...place, hint: "Check that it is the right file." });
}
