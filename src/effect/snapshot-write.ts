/**
 * Transcripts as stored: one file, in records of neighbouring genes, so that only those of a panel's genes need be
 * read; overlapping genes are always in one record.
 *
 *   PNLTRNSC, bytes of head and index, CRC32   24 bytes
 *   head                                       JSON
 *   index                                      for each record six numbers of 32 bits: chromosome, first and last base,
 *                                              place / 4, bytes, CRC32
 *   records                                    nine counts, of which the last is of the bytes of text, 32 bits each; columns of 32 bits,
 *                                              columns of bytes (columns.ts); text: names, one kind after the other, with tabs between
 *
 * The bytes follow from the transcripts alone.
 */
import { crc32 } from "node:zlib";
import { CHROMOSOMES } from "../core/assembly.ts";
import { firstAt } from "../core/sorted.ts";
import { FLANK } from "./sequence.ts";
import { COUNTS, FIRST, NARROW, OFFSETS, WIDE, type Counts } from "./columns.ts";
import { namesOf, openNames } from "./names.ts";
import type { SnapshotHead } from "./snapshot-head.ts";
import { FRONT_BYTES, MAGIC, NUMBERS_OF_RECORD } from "./snapshot-head.ts";
import type { TranscriptSlice } from "./types.ts";

/** @param slices with transcripts of one chromosome each, in the order of chromosomes */
export function snapshotBytes(
  about: Omit<SnapshotHead, "records">,
  slices: Iterable<TranscriptSlice>,
): Buffer {
  const records: RecordPlace[] = [];
  for (const slice of slices) records.push(...recordsOf(slice));
  const index = new Int32Array(NUMBERS_OF_RECORD * records.length);
  let at = 0;
  for (const [i, { chrom, start, end, bytes }] of records.entries()) {
    index.set([chrom, start, end, at / 4, bytes.length, crc32(bytes) | 0], NUMBERS_OF_RECORD * i);
    at += bytes.length;
  }
  const json = Buffer.from(JSON.stringify({ ...about, records: records.length }));
  const head = Buffer.concat([json, Buffer.alloc(-json.length & 3, " ")]);
  const places = Buffer.from(index.buffer, index.byteOffset, index.byteLength);
  const front = Buffer.alloc(FRONT_BYTES);
  front.write(MAGIC, "latin1");
  front.writeUInt32LE(head.length, 8);
  front.writeUInt32LE(places.length, 12);
  front.writeUInt32LE(crc32(places, crc32(head)), 16);
  return Buffer.concat([front, head, places, ...records.map(({ bytes }) => bytes)]);
}

interface RecordPlace {
  chrom: number;
  start: number;
  end: number;
  bytes: Buffer;
}

/** Blocks of sequence reach a little beyond their exons: what touches there stays together. */
const MARGIN = FLANK + 4;
/** Transcripts, exons and bases (four a byte) of a record, in bytes, about: many small ones cost more than they spare. */
const RECORD_BYTES = 1 << 12;

function* recordsOf(slice: TranscriptSlice): Generator<RecordPlace> {
  const { start, end, count, chromFrom, exonFrom, blockStart, blockEnd } = slice.columns;
  const chrom = CHROMOSOMES.findIndex((_, i) => Number(chromFrom[i + 1]) > Number(chromFrom[i]));
  let first = 0;
  let block = 0;
  let reach = Number(end[0]);
  for (let t = 1; t <= count; t++) {
    let blockTo = block;
    let bases = 0;
    const size = 100 * (t - first) + 8 * (Number(exonFrom[t]) - Number(exonFrom[first]));
    const isGap = t === count || Number(start[t]) - MARGIN > reach + MARGIN;
    const until = isGap ? reach : 0;
    for (; Number(blockStart[blockTo] ?? Infinity) <= until; blockTo++)
      bases += Number(blockEnd[blockTo]) - Number(blockStart[blockTo]) + 1;
    if (!isGap || (t < count && size + bases / 4 < RECORD_BYTES)) {
      reach = Math.max(reach, Number(end[t] ?? 0));
      continue;
    }
    const bytes = recordBytes(slice, first, t, block, blockTo);
    yield { chrom, start: Number(start[first]), end: reach, bytes };
    [first, block, reach] = [t, blockTo, Number(end[t])];
  }
}

/** Transcripts [from, to) with their genes, and blocks [blockFrom, blockTo). */
function recordBytes(
  { columns, names }: TranscriptSlice,
  from: number,
  to: number,
  blockFrom: number,
  blockTo: number,
): Buffer {
  const genes = [...new Set(columns.gene.subarray(from, to))].sort((a, b) => a - b);
  const baseFrom = Number(columns.blockAt[blockFrom] ?? 0) / 4;
  const baseTo =
    blockTo > blockFrom
      ? (Number(columns.blockAt[blockTo - 1]) +
          Number(columns.blockEnd[blockTo - 1]) -
          Number(columns.blockStart[blockTo - 1]) +
          1) /
        4
      : baseFrom;
  const unknownFrom = firstAt(columns.unknownFrom, 4 * baseFrom);
  const unknownTo = firstAt(columns.unknownFrom, 4 * baseTo);
  const { id, protein, counterpart, gene: geneAt } = openNames(names);
  const own = Array.from({ length: to - from }, (_, i) => from + i).map((t) => ({
    id: id(t),
    protein: protein(t),
    counterpart: counterpart(t),
  }));
  const { text } = namesOf(own, genes.map(geneAt), names);
  const rangeOf: Record<keyof Counts, [number, number]> = {
    transcripts: [from, to],
    genes: [0, genes.length],
    exons: [Number(columns.exonFrom[from]), Number(columns.exonFrom[to])],
    rows: [Number(columns.rowFrom[from]), Number(columns.rowFrom[to])],
    secs: [Number(columns.secFrom[from]), Number(columns.secFrom[to])],
    blocks: [blockFrom, blockTo],
    bases: [baseFrom, baseTo],
    unknowns: [unknownFrom, unknownTo],
    text: [0, text.length],
  };
  const placeOf = new Map(genes.map((gene, i) => [gene, i]));
  const shift: Record<string, (value: number) => number> = {
    gene: (value) => placeOf.get(value) ?? 0,
    blockAt: (value) => value - 4 * baseFrom,
    unknownFrom: (value) => value - 4 * baseFrom,
    unknownTo: (value) => value - 4 * baseFrom,
  };
  const wide: Int32Array[] = [
    Int32Array.from(COUNTS.map((name) => rangeOf[name][1] - rangeOf[name][0])),
    ...WIDE.map(([name, of]) => Int32Array.from(columns[name].subarray(...rangeOf[of]))),
    ...OFFSETS.map(([name, of]) =>
      columns[name].subarray(...rangeOf[of]).map(shift[name] ?? Number),
    ),
    // How many rows each transcript has.
    ...FIRST.map(([name]) =>
      Int32Array.from(
        { length: to - from },
        (_, i) => Number(columns[name][from + i + 1]) - Number(columns[name][from + i]),
      ),
    ),
  ];
  const parts = [
    ...wide.map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength)),
    ...NARROW.map(([name, of]) => Buffer.from(columns[name].slice(...rangeOf[of]))),
    text,
  ];
  const bytes = Buffer.concat(parts);
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
