/** Bytes -> BGZF blocks. The same bytes give the same blocks however they are cut into writes. */
import { crc32, deflateRawSync } from "node:zlib";
import { EOF_BLOCK, HEADER_BYTES, TRAILER_BYTES } from "./block.ts";
import type { VirtualOffset } from "./chunks.ts";

/** Content of a full block: what bgzip takes, so that even random bytes stay below 64 KiB. */
const CONTENT_BYTES = 65_280;
const LEVEL = 6;

export class BgzfWriter {
  readonly #emit: (bytes: Uint8Array) => void;
  readonly #content: Uint8Array = new Uint8Array(CONTENT_BYTES);
  #used = 0;
  #written = 0;

  /** @param emit takes each finished block, in order; the bytes are the receiver's to keep */
  constructor(emit: (bytes: Uint8Array) => void) {
    this.#emit = emit;
  }

  /** Where the next byte will stand. */
  get position(): VirtualOffset {
    return { block: this.#written, within: this.#used };
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const take = Math.min(bytes.length - at, CONTENT_BYTES - this.#used);
      this.#content.set(bytes.subarray(at, at + take), this.#used);
      this.#used += take;
      at += take;
      if (this.#used === CONTENT_BYTES) this.#flush();
    }
  }

  /** Writes what is left and the end-of-file block. */
  finish(): void {
    if (this.#used > 0) this.#flush();
    this.#emit(EOF_BLOCK.slice());
    this.#written += EOF_BLOCK.length;
  }

  #flush(): void {
    const block = deflateBlock(this.#content.subarray(0, this.#used));
    this.#emit(block);
    this.#written += block.length;
    this.#used = 0;
  }
}

function deflateBlock(content: Uint8Array): Uint8Array {
  const body = deflateRawSync(content, { level: LEVEL });
  const block = new Uint8Array(HEADER_BYTES + body.length + TRAILER_BYTES);
  block.set(EOF_BLOCK.subarray(0, HEADER_BYTES - 2));
  block.set(body, HEADER_BYTES);
  const view = new DataView(block.buffer);
  view.setUint16(HEADER_BYTES - 2, block.length - 1, true);
  view.setUint32(block.length - 8, crc32(content), true);
  view.setUint32(block.length - 4, content.length, true);
  return block;
}

/** `content` as a whole BGZF file. */
export function bgzipBytes(content: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const writer = new BgzfWriter((block) => parts.push(block));
  writer.write(content);
  writer.finish();
  return Buffer.concat(parts);
}
