/**
 * Random access to a BGZF file by positioned reads: byte ranges for the parallel scan, virtual offsets for the
 * indexed scan. One instance per thread; nothing here is shared.
 */
import { readSync } from "node:fs";
import { messageOf, ToolError } from "../../core/errors.ts";
import { bgzfError, blockSizeAt, hasBlockMagic, HEADER_BYTES, MAX_BLOCK_BYTES } from "./block.ts";
import { type Chunk, compareVirtual } from "./chunks.ts";
import { expansionGuard, type Limits, MAX_DATA_BYTES } from "./limits.ts";
import { type InflatedRange, type InflateMembers, inflateRun, reusingInflater } from "./inflate.ts";

interface OpenFile {
  fd: number;
  /** Size of the file when it was opened, in bytes. */
  size: number;
  path: string;
  limits: Limits;
}

/** Compressed bytes of one call at most: memory stays bounded whatever the file does. */
const MAX_INPUT_BYTES = 1 << 19;

export class RangeInflater {
  readonly #file: OpenFile;
  readonly #guard: (compressedBytes: number, dataBytes: number) => void;
  readonly #inflate: InflateMembers = reusingInflater();
  #input: Buffer = Buffer.alloc(0);

  constructor(file: OpenFile) {
    this.#file = file;
    this.#guard = expansionGuard(file.limits, file.path);
  }

  /**
   * The blocks that BEGIN in the compressed range [start, end). The first one is searched for, save
   * at 0 or with `exact`, where a block must begin at `start`. One call gives at most 512 KiB of input
   * or 16 MiB of content: while `result.end < end`, go on with `read(result.end, end, true)`.
   *
   * When no block begins in the range, `start` and `end` of the result are the first block after it
   * (the file's size, when there is none). Neighbouring ranges fit when the one's `end` is the
   * other's `start`; anything else is damage (or a BGZF file stored inside this one), to be named by
   * reading again from the first's `end` with `exact`.
   *
   * `data` is valid until the next call.
   * @throws E_BGZF, E_BGZF_TRUNCATED, E_LIMIT, E_IO
   */
  read(start: number, end: number, exact: boolean = start === 0): InflatedRange {
    const { size, path } = this.#file;
    // The last block may end beyond the range; a search may take one block more.
    const beyond = (exact ? 1 : 2) * MAX_BLOCK_BYTES;
    const bytes = this.#fill(start, Math.min(end, start + MAX_INPUT_BYTES) + beyond);
    const from = exact ? 0 : findBlock(bytes, start, size, path);
    const before = Math.min(end, start + from + MAX_INPUT_BYTES);
    const limits = { before, maxData: MAX_DATA_BYTES };
    const range = inflateRun(bytes, from, start, size, limits, this.#file, this.#inflate);
    this.#guard(range.end - range.start, range.data.length);
    return range;
  }

  /** The whole of [start, end) in pieces; each is valid until the next one is asked for. */
  *pieces(start: number, end: number): Generator<InflatedRange, void> {
    const last = Math.min(end, this.#file.size);
    for (let at = start, exact = start === 0; at < last; exact = true) {
      const piece = this.read(at, end, exact);
      at = piece.end;
      if (piece.blocks > 0) yield piece;
    }
  }

  /**
   * The content from `minv` up to and without `maxv`, in pieces, each valid until the next one is
   * asked for. `data` begins inside the first block at `minv.within` and ends likewise.
   * @throws E_INDEX when the file has no such place; E_BGZF, E_BGZF_TRUNCATED, E_LIMIT, E_IO
   */
  *readChunk(chunk: Chunk): Generator<InflatedRange, void> {
    const { minv, maxv } = chunk;
    const { size, path } = this.#file;
    if (compareVirtual(minv, maxv) >= 0) return;
    if (maxv.block > size || (maxv.block === size && maxv.within > 0)) throw misfit(path, chunk);
    if (blockSizeAt(this.#fill(minv.block, minv.block + HEADER_BYTES), 0) === 0)
      throw misfit(path, chunk);
    const end = maxv.within > 0 ? maxv.block + 1 : maxv.block;
    for (let at = minv.block; at < end;) {
      const piece = this.read(at, end, true);
      const trimmed = trimToChunk(piece, chunk);
      if (trimmed === null) throw misfit(path, chunk);
      yield trimmed;
      at = piece.end;
    }
  }

  /** Bytes [start, end) of the file, cut at its size, in the reused input buffer. */
  #fill(start: number, end: number): Uint8Array {
    const { size } = this.#file;
    const length = Math.max(0, Math.min(end, size) - start);
    if (this.#input.length < length)
      this.#input = Buffer.allocUnsafeSlow(
        Math.max(length, Math.min(size, MAX_INPUT_BYTES + 2 * MAX_BLOCK_BYTES)),
      );
    readFully(this.#file, this.#input, length, start);
    return this.#input.subarray(0, length);
  }
}

/** @throws E_IO when reading fails, E_BGZF_TRUNCATED when the file has become shorter */
export function readFully(
  { fd, path }: { fd: number; path: string },
  into: Uint8Array,
  length: number,
  position: number,
): void {
  for (let have = 0; have < length;) {
    let got: number;
    try {
      got = readSync(fd, into, have, length - have, position + have);
    } catch (cause) {
      throw new ToolError("E_IO", `cannot read: ${messageOf(cause)}`, {
        path,
        offset: position + have,
        cause,
      });
    }
    if (got === 0)
      throw bgzfError("E_BGZF_TRUNCATED", "the file became shorter while it was read", {
        path,
        offset: position + have,
      });
    have += got;
  }
}

/**
 * Index in `bytes` of the first block that begins at or after its first byte. A candidate counts when
 * its size leads to another header, or to the very end of the file. At the end of the file, where no
 * block begins any more, the length of `bytes`.
 */
export function findBlock(
  bytes: Uint8Array,
  fileOffset: number,
  fileSize: number,
  path: string,
): number {
  // No block is longer than the window: a sound file has a block's beginning in it, or its own end.
  const window = Math.min(bytes.length, MAX_BLOCK_BYTES);
  for (let at = bytes.indexOf(0x1f); at >= 0 && at < window; at = bytes.indexOf(0x1f, at + 1)) {
    if (!hasBlockMagic(bytes, at)) continue;
    const size = blockSizeAt(bytes, at);
    if (size <= 0) continue;
    const next = at + size;
    if (fileOffset + next === fileSize || blockSizeAt(bytes, next) > 0) return at;
  }
  if (bytes.length < MAX_BLOCK_BYTES && fileOffset + bytes.length >= fileSize) return bytes.length;
  throw bgzfError("E_BGZF", `no BGZF block begins within ${window} bytes`, {
    path,
    offset: fileOffset,
  });
}

/** @internal An index that points to where this file has nothing. */
export function misfit(path: string, { minv, maxv }: Chunk): ToolError {
  const place = `${minv.block}:${minv.within}-${maxv.block}:${maxv.within}`;
  return new ToolError("E_INDEX", `the index points to ${place}, which is not in the file`, {
    path,
    offset: minv.block,
    hint: "The index is for another file or version; rebuild it with `tabix -f -p vcf`.",
  });
}

/** @internal The part of a piece that lies in the chunk; null when the chunk's ends are not in their blocks. */
export function trimToChunk(piece: InflatedRange, { minv, maxv }: Chunk): InflatedRange | null {
  let from = 0;
  let to = piece.data.length;
  if (piece.start === minv.block) {
    from = minv.within;
    if (from > (piece.dataOffsets[1] ?? to)) return null;
  }
  if (piece.end > maxv.block) {
    if (maxv.within === 0) return null;
    const last = piece.blocks - 1;
    if (piece.blockOffsets[last] !== maxv.block) return null;
    const end = (piece.dataOffsets[last] ?? 0) + maxv.within;
    if (end > to || end < from) return null;
    to = end;
  }
  if (from === 0 && to === piece.data.length) return piece;
  return {
    ...piece,
    data: piece.data.subarray(from, to),
    dataOffsets: piece.dataOffsets.map((offset) => offset - from),
  };
}
