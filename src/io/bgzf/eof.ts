/** Does the file end as a BGZF file must? */
import { bgzfError, blockSizeAt, EOF_BLOCK, isEofBlock, MAX_BLOCK_BYTES } from "./block.ts";
import { cutBlock, notABlock } from "./faults.ts";
import { findBlock, readFully } from "./range.ts";
import type { Ranges } from "./ranges.ts";

/**
 * Checks that the file's last 28 bytes are the end-of-file block. An empty file passes: it has no
 * header either, and that is the better message.
 * @throws E_BGZF_TRUNCATED when the file is cut, within a block or between two; E_BGZF when something
 *   else follows the last block; both with the offset where it goes wrong
 */
export function checkEof(fd: number, size: number, path: string): void {
  if (size === 0) return;
  const start = Math.max(0, size - 2 * MAX_BLOCK_BYTES);
  const tail = new Uint8Array(size - start);
  readFully({ fd, path }, tail, tail.length, start);
  if (isEofBlock(tail, tail.length - EOF_BLOCK.length, EOF_BLOCK.length)) return;

  let at = start === 0 ? 0 : findBlock(tail, start, size, path);
  while (at < tail.length) {
    const block = blockSizeAt(tail, at);
    if (block === 0) throw notABlock(tail, at, start + at, { path });
    if (block < 0 || at + block > tail.length)
      throw cutBlock(block, tail.length - at, start + at, { path });
    at += block;
  }
  throw noEofBlock(size, path);
}

/** The same of a file behind any door, by its last bytes alone. @throws E_BGZF_TRUNCATED, E_REMOTE, E_IO */
export async function checkTail(ranges: Ranges): Promise<void> {
  const { path, size } = ranges;
  const tail = await ranges.read(Math.max(0, size - EOF_BLOCK.length), size);
  if (!isEofBlock(tail, 0, tail.length)) throw noEofBlock(size, path);
}

/** @internal The file ends with a whole block, but not with the one that says so. */
export function noEofBlock(size: number, path: string): Error {
  return bgzfError("E_BGZF_TRUNCATED", "the end-of-file block is missing", { path, offset: size });
}
