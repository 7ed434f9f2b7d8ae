/**
 * A ZIP records the time of each member: without fixed dates, the same content would give different bytes each
 * time.
 */

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** 1 January 1980, the first day that the format knows. */
const DATE = 0x21;

/** The archive with every member dated the same, in place. For archives without a comment, below 4 GB. */
export function fixedDates(zip: Buffer): Buffer {
  const end = zip.length - 22;
  if (end < 0 || zip.readUInt32LE(end) !== END) return zip;
  let at = zip.readUInt32LE(end + 16);
  while (at < end && zip.readUInt32LE(at) === CENTRAL) {
    zip.writeUInt16LE(0, at + 12);
    zip.writeUInt16LE(DATE, at + 14);
    const local = zip.readUInt32LE(at + 42);
    if (zip.readUInt32LE(local) === LOCAL) {
      zip.writeUInt16LE(0, local + 10);
      zip.writeUInt16LE(DATE, local + 12);
    }
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return zip;
}
