import { inflateRawSync } from "node:zlib";

/** Members of an archive by name, read from its central directory. */
export function members(zip: Buffer): Map<string, string> {
  const found = new Map<string, string>();
  let at = zip.readUInt32LE(zip.length - 6);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [size, name] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(from, from + size);
    const text = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data;
    found.set(zip.toString("utf8", at + 46, at + 46 + name), text.toString("utf8"));
    at += 46 + name + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return found;
}
