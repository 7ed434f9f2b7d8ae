/** The content of many chunks, read once in order: fetched ahead, each block once, verified. */
import { blockSizeAt, MAX_BLOCK_BYTES } from "./block.ts";
import type { Chunk } from "./chunks.ts";
import { type InflatedRange, inflateRun, reusingInflater } from "./inflate.ts";
import { expansionGuard, type Limits, MAX_DATA_BYTES } from "./limits.ts";
import { misfit, trimToChunk } from "./range.ts";
import type { Ranges } from "./ranges.ts";

/** Compressed bytes of one request. */
const PIECE_BYTES = 1 << 20;
/** Requests that are under way before their turn has come. */
const AHEAD = 6;
/** An index does not say where the last block of a chunk ends: this much of it is fetched, and more if it is cut. */
const LAST_BLOCK_BYTES = 16 << 10;

interface Piece {
  chunk: Chunk;
  start: number;
  end: number;
  /** Another chunk may begin in this block: it is not fetched again. */
  isShared: boolean;
}

/**
 * @param chunks merged and in order
 * @returns content in pieces, each valid until the next one; `chunk` is that which it belongs to
 * @throws ToolError E_INDEX, E_BGZF, E_BGZF_TRUNCATED, E_LIMIT, E_REMOTE, E_IO
 */
export async function* inChunks(
  ranges: Ranges,
  chunks: readonly Chunk[],
  limits: Limits,
): AsyncGenerator<{ chunk: Chunk; data: Buffer }, void> {
  const { path, size } = ranges;
  const guard = expansionGuard(limits, path);
  const inflate = reusingInflater();
  const pieces = chunks.flatMap((chunk) => piecesOf(chunk, size));
  const coming: Promise<Uint8Array>[] = [];
  let rest: Uint8Array = new Uint8Array(0);
  for (const [i, { chunk, start, end }] of pieces.entries()) {
    for (const next of pieces.slice(i + coming.length, i + AHEAD)) {
      const { start: from, end: to, isShared } = next;
      const reading = isShared ? ranges.read(from, to) : ranges.readOnce(from, to);
      // One that fails before its turn is told of when its turn has come.
      reading.catch(() => {});
      coming.push(reading);
    }
    // oxlint-disable-next-line no-await-in-loop -- in the order of the file
    const fetched = (await coming.shift()) ?? new Uint8Array(0);
    let bytes = rest.length === 0 ? fetched : Buffer.concat([rest, fetched]);
    let at = start - rest.length;
    const { minv, maxv } = chunk;
    if (at === minv.block && blockSizeAt(bytes, 0) === 0) throw misfit(path, chunk);
    const before = maxv.within > 0 ? maxv.block + 1 : maxv.block;
    const isLast = end >= maxv.block + (maxv.within > 0 ? 1 : 0);
    while (at < Math.min(end, before)) {
      const size0 = blockSizeAt(bytes, 0);
      if (size0 < 0 || size0 > bytes.length) {
        if (!isLast) break;
        const missing = at + (size0 > 0 ? size0 : MAX_BLOCK_BYTES);
        // oxlint-disable-next-line no-await-in-loop -- rare
        const more = await ranges.read(at + bytes.length, missing);
        if (more.length > 0) bytes = Buffer.concat([bytes, more]);
      }
      const walk = { before, maxData: MAX_DATA_BYTES };
      const piece: InflatedRange = inflateRun(bytes, 0, at, size, walk, { path }, inflate);
      if (piece.blocks === 0) break;
      guard(piece.end - piece.start, piece.data.length);
      const trimmed = trimToChunk(piece, chunk);
      if (trimmed === null) throw misfit(path, chunk);
      yield { chunk, data: trimmed.data };
      bytes = bytes.subarray(piece.end - at);
      at = piece.end;
    }
    rest = isLast ? new Uint8Array(0) : Buffer.from(bytes);
  }
}

/** Requests of a chunk; neighbours share no byte. */
function piecesOf(chunk: Chunk, size: number): Piece[] {
  const { minv, maxv } = chunk;
  if (maxv.block > size) return [{ chunk, start: minv.block, end: size, isShared: false }];
  const pieces: Piece[] = [];
  for (let start = minv.block; start < maxv.block; start += PIECE_BYTES) {
    const end = Math.min(maxv.block, start + PIECE_BYTES);
    pieces.push({ chunk, start, end, isShared: false });
  }
  if (maxv.within === 0) return pieces;
  const end = Math.min(size, maxv.block + LAST_BLOCK_BYTES);
  return [...pieces, { chunk, start: maxv.block, end, isShared: true }];
}
