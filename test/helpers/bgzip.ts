import { crc32, deflateRawSync, gunzipSync } from "node:zlib";

/** The empty block that ends a BGZF file. */
export const BGZF_END: Buffer = Buffer.from(
  "1f8b08040000000000ff0600424302001b0003000000000000000000",
  "hex",
);

/** One BGZF block of at most 65,280 bytes of data. */
export function bgzfBlock(data: Uint8Array, level = 6): Buffer {
  const body = deflateRawSync(data, { level });
  const out = Buffer.alloc(18 + body.length + 8);
  Buffer.from("1f8b08040000000000ff060042430200", "hex").copy(out);
  out.writeUInt16LE(out.length - 1, 16);
  body.copy(out, 18);
  out.writeUInt32LE(crc32(data), 18 + body.length);
  out.writeUInt32LE(data.length, 22 + body.length);
  return out;
}

/**
 * A BGZF file, written independently of `src/bgzf`.
 * @param options `blockBytes`: data per block, or a list of cut points' distances used in turn; `end`: with the end-of-file block
 */
export function bgzip(
  text: string | Uint8Array,
  options: { blockBytes?: number | readonly number[]; end?: boolean } = {},
): Buffer {
  const { blockBytes = 0xff00, end = true } = options;
  const data = Buffer.from(text);
  const sizes = typeof blockBytes === "number" ? [blockBytes] : blockBytes;
  const parts: Buffer[] = [];
  for (let at = 0, i = 0; at < data.length; i++) {
    const size = Math.max(1, Math.min(0xff00, sizes[i % sizes.length] ?? 0xff00));
    parts.push(bgzfBlock(data.subarray(at, at + size)));
    at += size;
  }
  if (end) parts.push(BGZF_END);
  return Buffer.concat(parts);
}

/** The `.gzi` of a BGZF file, as `bgzip -r` writes it: where each block but the first begins, here and in the text. */
export function gziOf(file: Buffer): Buffer {
  const places: bigint[] = [];
  let text = 0;
  for (let at = 0; at < file.length; at += file.readUInt16LE(at + 16) + 1) {
    const length = file.readUInt32LE(at + file.readUInt16LE(at + 16) + 1 - 4);
    if (at > 0 && length > 0) places.push(BigInt(at), BigInt(text));
    text += length;
  }
  return Buffer.from(BigUint64Array.from([BigInt(places.length / 2), ...places]).buffer);
}

/** Plain bytes of a gzip or BGZF file, by Node's own inflater. */
export function gunzip(bytes: Uint8Array): Buffer {
  return gunzipSync(bytes);
}
