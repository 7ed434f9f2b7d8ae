/**
 * Lines of a bgzipped, sorted table by position, within a chunk of its index. An index knows where windows of 16
 * kb begin, which can be megabytes of such a file: the block with the wanted position is searched for, so that
 * little is fetched and inflated. Positions are 1-based.
 *
 * The search looks at the beginning of blocks without their checksums; what it finds counts only where the whole
 * block that it leads to, checked, begins before the wanted position. Else the chunk is read from its beginning.
 */
import { constants, inflateRawSync } from "node:zlib";
import { BYTE } from "../../core/bytes.ts";
import { bgzfError, blockSizeAt, HEADER_BYTES, MAX_BLOCK_BYTES } from "./block.ts";
import type { Chunk } from "./chunks.ts";
import { inflateRun, reusingInflater } from "./inflate.ts";
import { expansionGuard, lineTooLong, type Limits } from "./limits.ts";
import { misfit } from "./range.ts";
import type { Ranges } from "./ranges.ts";

const { NEWLINE, TAB, SPACE, DOT, ZERO, NINE } = BYTE;

/** Compressed bytes that one look of the search fetches: a block of text is some 12 kB. */
const LOOK_BYTES = 20 << 10;
/** So far from a block's beginning the lines are read on for, rather than looked for. */
const READ_ON_BYTES = 60_000;
/** Windows of an index (tabix); in others the first guess is a worse one. */
const WINDOW_BASES = 1 << 14;
/** What is read at once rather than searched. */
const NEAR_BYTES = 80 << 10;
/** Where a block begins, its end is that far away as a rule. */
const LAST_BYTES = 14 << 10;
/** What is read on at once where the wanted lines are near. */
const AHEAD_BYTES = 24 << 10;
/** Of a look, what is inflated to see where its block begins: a few lines. */
const GLANCE_BYTES = 5 << 10;
/** The search ends by itself; this ends it in a file that is not sorted. */
const MOST_LOOKS = 40;

export class SortedLines {
  readonly #ranges: Ranges;
  readonly #column: number;
  readonly #limits: Limits;
  readonly #guard: (compressedBytes: number, dataBytes: number) => void;
  readonly #inflate = reusingInflater();
  readonly #spare: Buffer[] = [];

  /** @param column of the position, from 1 */
  constructor(ranges: Ranges, column: number, limits: Limits) {
    this.#ranges = ranges;
    this.#column = column;
    this.#limits = limits;
    this.#guard = expansionGuard(limits, ranges.path);
  }

  /** Whole lines of the chunk in pieces of some 64 kB, from its beginning. A piece is valid until the next one. */
  all(chunk: Chunk): AsyncGenerator<Buffer, void> {
    return this.#from(chunk, chunk.minv.block);
  }

  /**
   * The same from a block on that begins before `position`; lines before it may come, none from it on is left out.
   * @param seen what earlier searches saw of the same contig, for the next one
   */
  async *reaching(chunk: Chunk, position: number, seen: Look[]): AsyncGenerator<Buffer, void> {
    const { at, until } = await this.#search(chunk, position, seen);
    // In one request, what would else be several.
    await this.#ranges.read(at, until);
    let first = at > chunk.minv.block;
    for await (const lines of this.#from(chunk, at)) {
      if (first && positionAt(lines, 0, this.#column) >= position) {
        yield* this.all(chunk);
        return;
      }
      first = false;
      yield lines;
    }
  }

  async *#from(chunk: Chunk, from: number): AsyncGenerator<Buffer, void> {
    // Used again: making one for each piece costs as much as inflating.
    const piece = { held: this.#spare.pop() ?? Buffer.allocUnsafeSlow(2 * MAX_BLOCK_BYTES) };
    try {
      yield* this.#pieces(chunk, from, piece);
    } finally {
      this.#spare.push(piece.held);
    }
  }

  /** @param piece where each is put */
  async *#pieces(
    chunk: Chunk,
    from: number,
    piece: { held: Buffer },
  ): AsyncGenerator<Buffer, void> {
    const { minv, maxv } = chunk;
    let rest = 0;
    let isCut = from > minv.block;
    for (let at = from; at < maxv.block || (at === maxv.block && maxv.within > 0);) {
      const bytes = await this.#bytes(at, chunk);
      // Copied before anything else is waited for: one buffer of the inflater serves all chunks.
      const { data, next } = this.#inflated(bytes, at);
      const begin = at === minv.block ? minv.within : 0;
      const end = at === maxv.block ? maxv.within : data.length;
      if (begin > data.length || end > data.length) throw misfit(this.#ranges.path, chunk);
      let part = data.subarray(begin, end);
      at = next;
      if (isCut) {
        const newline = part.indexOf(NEWLINE);
        if (newline < 0) continue;
        part = part.subarray(newline + 1);
        isCut = false;
      }
      const whole = part.lastIndexOf(NEWLINE) + 1;
      const used = rest + part.length;
      if (used >= piece.held.length)
        piece.held = Buffer.concat([piece.held.subarray(0, rest)], 2 * used);
      const { held } = piece;
      part.copy(held, rest);
      if (whole > 0) {
        const given = rest + whole;
        yield held.subarray(0, given);
        held.copyWithin(0, given, used);
        rest = used - given;
      } else rest = used;
      if (rest > this.#limits.maxLineBytes)
        throw lineTooLong(this.#ranges.path, rest, this.#limits);
    }
    piece.held[rest] = NEWLINE;
    if (rest > 0) yield piece.held.subarray(0, rest + 1);
  }

  /** At least the block that begins here. */
  async #bytes(at: number, chunk: Chunk): Promise<Uint8Array> {
    const { path, size } = this.#ranges;
    if (at >= size) throw misfit(path, chunk);
    // A block that is at hand asks for nothing more; of a file on the disk one read is less than two.
    const held = this.#ranges.isRemote ? this.#ranges.held(at) : 0;
    const known =
      held < HEADER_BYTES ? -1 : blockSizeAt(await this.#ranges.read(at, at + HEADER_BYTES), 0);
    const wanted = known > 0 && known <= held ? known : AHEAD_BYTES;
    const bytes = await this.#ranges.read(at, at + wanted);
    const length = blockSizeAt(bytes, 0);
    if (at === chunk.minv.block && length === 0) throw misfit(path, chunk);
    if (length >= 0 && length <= bytes.length) return bytes;
    return this.#ranges.read(at, at + (length > 0 ? length : MAX_BLOCK_BYTES));
  }

  /** One block, checked; valid until the next call. */
  #inflated(bytes: Uint8Array, at: number): { data: Buffer; next: number } {
    const { path, size } = this.#ranges;
    const limits = { before: at + 1, maxData: MAX_BLOCK_BYTES };
    const run = inflateRun(bytes, 0, at, size, limits, { path }, this.#inflate);
    if (run.blocks === 0)
      throw bgzfError("E_BGZF_TRUNCATED", "a block is cut", { path, offset: at });
    this.#guard(run.end - run.start, run.data.length);
    return { data: run.data, next: run.end };
  }

  /** A block of the chunk before which no line of the position, or behind it, begins; and how far to read from it. */
  async #search(
    chunk: Chunk,
    position: number,
    known: Look[],
  ): Promise<{ at: number; until: number }> {
    let low = chunk.minv.block;
    let high = chunk.maxv.block;
    // Where the lines would lie, were they spread evenly over the index's window.
    let lowest = Math.floor((position - 1) / WINDOW_BASES) * WINDOW_BASES;
    let highest = lowest + WINDOW_BASES;
    let guess = -1;
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      for (const { start, first, perBase, length } of known) {
        if (start <= low || start >= high) continue;
        const away = (position - first) * perBase;
        if (first < position) [low, lowest] = [start, first];
        else [high, highest] = [start, first];
        // Near enough: reading on is quicker than another look.
        if (first < position && away < READ_ON_BYTES)
          return {
            at: start,
            until: Math.min(high, start + Math.ceil(away) + length) + LAST_BYTES,
          };
        // By how dense the lines are here; a neighbouring exon is another matter.
        guess = Math.floor(start + away - 2 * length);
      }
      if (high - low <= NEAR_BYTES) break;
      if (guess <= low || guess >= high - LAST_BYTES || looks % 3 === 2) {
        const share = (position - lowest) / Math.max(1, highest - lowest);
        guess = Math.floor(low + (high - low) * Math.min(0.9, Math.max(0.1, share)));
      }
      const seen = await this.#look(guess, high);
      if (seen === null) high = guess;
      else known.push(seen);
    }
    return { at: low, until: Math.min(low + NEAR_BYTES, high + LAST_BYTES) };
  }

  /** The first block that begins from `from` on and before `high`; null: there is none that tells its position. */
  async #look(from: number, high: number): Promise<Look | null> {
    let bytes = await this.#ranges.read(from, from + LOOK_BYTES);
    let at = findStart(bytes, from + bytes.length >= this.#ranges.size);
    if (at < 0 || at + GLANCE_BYTES > bytes.length) {
      const until = Math.min(from + 2 * MAX_BLOCK_BYTES, high + MAX_BLOCK_BYTES);
      if (at < 0) bytes = await this.#ranges.read(from, until);
      else bytes = await this.#ranges.read(from, Math.min(until, from + at + GLANCE_BYTES));
      at = findStart(bytes, true);
    }
    if (at < 0 || from + at >= high) return null;
    const length = blockSizeAt(bytes, at);
    const text = glance(bytes.subarray(at, Math.min(at + length, at + GLANCE_BYTES)));
    const begin = text.indexOf(NEWLINE) + 1;
    const first = begin === 0 ? -1 : positionAt(text, begin, this.#column);
    if (first < 0) return null;
    const { last, share } = lastSeen(text, begin, this.#column);
    const perBase = (share * Math.min(GLANCE_BYTES, length)) / Math.max(1, last - first);
    return { start: from + at, first, perBase, length };
  }
}

/** The beginning of a block, looked at without its checksum. */
export interface Look {
  start: number;
  /** Position of its first whole line. */
  first: number;
  /** Compressed bytes for each base, by its first lines. */
  perBase: number;
  /** In bytes, compressed. */
  length: number;
}

/** Where a block begins, told by its header and, where it can be seen, by that of the next one; -1: nowhere. */
function findStart(bytes: Uint8Array, isLast: boolean): number {
  for (let at = bytes.indexOf(0x1f); at >= 0; at = bytes.indexOf(0x1f, at + 1)) {
    const size = blockSizeAt(bytes, at);
    if (size <= 0) continue;
    const next = at + size;
    if (
      next + HEADER_BYTES > bytes.length
        ? isLast || at + GLANCE_BYTES <= bytes.length
        : blockSizeAt(bytes, next) > 0
    )
      return at;
  }
  return -1;
}

/** The first part of a block's content, unchecked; empty: it cannot be inflated. */
function glance(bytes: Uint8Array): Buffer {
  const header = 12 + ((bytes[10] ?? 0) | ((bytes[11] ?? 0) << 8));
  try {
    return inflateRawSync(bytes.subarray(header), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
}

/** The last position that is seen whole, and how much of the text lies before it. */
function lastSeen(text: Buffer, begin: number, column: number): { last: number; share: number } {
  for (
    let end = text.lastIndexOf(NEWLINE);
    end >= begin;
    end = text.lastIndexOf(NEWLINE, end - 1)
  ) {
    const last = positionAt(text, end + 1, column);
    if (last >= 0) return { last, share: (end + 1 - begin) / text.length };
    if (end === 0) break;
  }
  return { last: positionAt(text, begin, column), share: 1 };
}

/** The number in a column of the line that begins at `start`; -1: none, more than a number, or its end is not seen. */
export function positionAt(bytes: Uint8Array, start: number, column: number): number {
  let at = start;
  for (let tabs = 1; tabs < column; tabs++) {
    while (at < bytes.length && bytes[at] !== TAB) {
      if (bytes[at] === NEWLINE) return -1;
      at++;
    }
    at++;
  }
  let value = -1;
  for (; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < ZERO || byte > NINE) return isEnd(byte) ? value : -1;
    value = 10 * Math.max(0, value) + byte - ZERO;
  }
  return -1;
}

/** What may stand behind a number; some tables have it with a point. */
function isEnd(byte: number): boolean {
  return byte <= SPACE || byte === DOT;
}
