/** Bases by genomic position, from the sequence stored in the columns and, if available, from a FASTA. */
import { CHROMOSOMES } from "../core/assembly.ts";
import { baseCode, UNKNOWN } from "../core/genetic-code.ts";
import type { ReadBases, TranscriptColumns } from "./types.ts";

/** Base code (core/genetic-code.ts) at a 1-based position; `UNKNOWN` where no sequence says it. */
export type BaseAt = (chrom: number, pos: number) => number;

const WINDOW = 4096;

/** Bases on either side of an exon that are stored with it. */
export const FLANK = 100;

/** @param read bases beyond the baked ones; null: there are none to ask */
export function openBases(columns: TranscriptColumns, read: ReadBases | null): BaseAt {
  const { blockFrom, blockStart, blockEnd, blockAt, bases, unknownFrom, unknownTo } = columns;
  const beyond = read === null ? (): number => UNKNOWN : windowed(read);
  // The block that was asked last, and the run of unknown bases at or behind the last place in it.
  let chromOf = -1;
  let first = 1;
  let last = 0;
  let offset = 0;
  let clearFrom = 0;
  let clearTo = 0;
  return (chrom, pos) => {
    if (chrom !== chromOf || pos < first || pos > last) {
      const block = lastNotAfter(blockStart, blockFrom[chrom] ?? 0, blockFrom[chrom + 1] ?? 0, pos);
      if (block < 0 || (blockEnd[block] ?? 0) < pos) return beyond(chrom, pos);
      chromOf = chrom;
      first = blockStart[block] ?? 0;
      last = blockEnd[block] ?? 0;
      offset = (blockAt[block] ?? 0) - first;
    }
    const at = offset + pos;
    if (at < clearFrom || at >= clearTo) {
      const run = lastNotAfter(unknownFrom, 0, unknownFrom.length, at);
      if (run >= 0 && at < (unknownTo[run] ?? 0)) return beyond(chrom, pos);
      clearFrom = run < 0 ? 0 : (unknownTo[run] ?? 0);
      clearTo = unknownFrom[run + 1] ?? Infinity;
    }
    return ((bases[at >> 2] ?? 0) >> ((at & 3) << 1)) & 3;
  };
}

/** The last of ascending numbers in [from, to) that is not above `value`; -1: all are. */
export function lastNotAfter(column: Int32Array, from: number, to: number, value: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((column[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low > from ? low - 1 : -1;
}

/** Whole windows are read, and the last one is kept. */
export function windowed(read: ReadBases): BaseAt {
  let chromOf = -1;
  let from = 0;
  let text = "";
  return (chrom, pos) => {
    if (pos < 1) return UNKNOWN;
    const start = pos - ((pos - 1) % WINDOW);
    if (chrom !== chromOf || start !== from) {
      text = read(CHROMOSOMES[chrom] ?? "", start, start + WINDOW - 1);
      chromOf = chrom;
      from = start;
    }
    const letter = text.charCodeAt(pos - from);
    return Number.isNaN(letter) ? UNKNOWN : baseCode(letter);
  };
}
