/**
 * Members of a ZIP from another program: only what is requested is unpacked, up to a limit, and checked against
 * its checksum. No encryption, no other packing than deflate: a workbook has none of these.
 */
import { ToolError } from "../../core/errors.ts";
import { LIMITS, sizeText } from "../../core/limits.ts";
import { entriesOf, LOCAL, LOCAL_BYTES, unpacked, type ZipMember } from "../../io/zip.ts";

const END = 0x06054b50;
/** Bytes of the end record without its comment, which has at most 65,535. */
const END_BYTES = 22;
const MOST_MEMBERS = 10_000;

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
    left -= member.size;
    if (left < 0) throw tooLong(fault);
    return textOf(zip, name, member, fault);
  };
}

function membersOf(zip: Buffer, fault: Fault): Map<string, ZipMember> {
  const end = endOf(zip);
  if (end < 0) throw fault("is not a complete ZIP file: its list of members is missing");
  const count = zip.readUInt16LE(end + 10);
  if (count > MOST_MEMBERS) throw fault(`has more than ${MOST_MEMBERS} members`);
  const directory = zip.subarray(zip.readUInt32LE(end + 16), end);
  const members = new Map<string, ZipMember>();
  for (const [name, member] of entriesOf(directory, count, () =>
    fault("its list of members is damaged"),
  )) {
    if (members.has(name)) throw fault(`has two members '${name}'`);
    members.set(name, member);
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

function textOf(zip: Buffer, name: string, member: ZipMember, fault: Fault): string {
  const { at, stored, isEncrypted } = member;
  if (isEncrypted) throw fault(`'${name}' is encrypted`, "Save it without a password.");
  if (at + LOCAL_BYTES > zip.length || zip.readUInt32LE(at) !== LOCAL)
    throw fault(`'${name}' is not at the position given in the list of members`);
  const from = at + LOCAL_BYTES + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const packed = zip.subarray(from, from + stored);
  return unpacked(packed, member, (what) => fault(`'${name}' ${what}`)).toString("utf8");
}

function tooLong(fault: Fault): ToolError {
  const most = sizeText(LIMITS.workbookBytes);
  const { message, place } = fault(`unpacks to more than ${most}`);
  return new ToolError("E_LIMIT", message, { ...place, hint: "Check that it is the right file." });
}
