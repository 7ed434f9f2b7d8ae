// A small BGZF writer (SAM specification, section 4.1): gzip members of at most 64 KiB with their size in
// an extra field, then the empty end-of-file block.
import { crc32, deflateRawSync } from "node:zlib";

const BLOCK_BYTES = 0xff00;
export const BGZF_EOF = Buffer.from(
  "1f8b08040000000000ff0600424302001b0003000000000000000000",
  "hex",
);

function block(data, level) {
  const body = deflateRawSync(data, { level });
  const out = Buffer.alloc(18 + body.length + 8);
  Buffer.from("1f8b08040000000000ff060042430200", "hex").copy(out);
  out.writeUInt16LE(out.length - 1, 16);
  body.copy(out, 18);
  out.writeUInt32LE(crc32(data), 18 + body.length);
  out.writeUInt32LE(data.length, 18 + body.length + 4);
  return out;
}

/**
 * Bytes of a whole BGZF file.
 * @param {string | Buffer} text
 * @param {{ level?: number, blockBytes?: number, eof?: boolean }} [options]
 * @returns {Buffer}
 */
export function bgzip(text, { level = 9, blockBytes = BLOCK_BYTES, eof = true } = {}) {
  const data = Buffer.from(text);
  const blocks = [];
  for (let at = 0; at < data.length; at += blockBytes)
    blocks.push(block(data.subarray(at, at + blockBytes), level));
  if (eof) blocks.push(BGZF_EOF);
  return Buffer.concat(blocks);
}
