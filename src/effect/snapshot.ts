/** A release of transcripts, opened: the head and the index at once, records when transcripts are asked for. */
import { closeSync, fstatSync, openSync } from "node:fs";
import { crc32 } from "node:zlib";
import { CHROMOSOMES } from "../core/assembly.ts";
import { bytesAt, damaged } from "../store/damaged.ts";
import { baked, blocksOf } from "./bake.ts";
import {
  COUNTS,
  countsOfNumbers,
  FIRST,
  NARROW,
  newColumns,
  OFFSETS,
  WIDE,
  type Counts,
} from "./columns.ts";
import { withEnds } from "./ends.ts";
import { FRONT_BYTES, MAGIC, NUMBERS_OF_RECORD, type SnapshotHead } from "./snapshot-head.ts";
import type { ReadBases, TranscriptColumns, TranscriptNames, TranscriptSlice } from "./types.ts";

/** On the genome, 1-based, inclusive; `chrom` canonical. */
export interface Place {
  chrom: string;
  start: number;
  end: number;
}

export interface Transcripts {
  head: SnapshotHead;
  /**
   * All transcripts of every gene that touches a place; of genes that overlap such a gene too.
   * @param bases asked where the release was kept without a sequence; null: the slice has none then
   * @throws ToolError E_STORE: damaged; what `bases` throws
   */
  slice(wanted: readonly Place[] | "all", bases?: ReadBases | null): TranscriptSlice;
}

/** Bytes [start, end) of the file. */
type ReadFile = (start: number, end: number) => Buffer;

/** Bytes that are read along with what lies on both sides of them: a read costs as much as some 64 KiB. */
const GAP = 1 << 16;
const MOST_AT_ONCE = 1 << 26;

/** A file of the store. @throws ToolError E_STORE: not a snapshot, damaged */
export function openTranscripts(path: string): Transcripts {
  const reading = <T>(work: (read: ReadFile, size: number) => T): T => {
    let fd: number;
    try {
      fd = openSync(path, "r");
    } catch (cause) {
      throw damaged(path, (cause as Error).message);
    }
    try {
      return work((start, end) => bytesAt(fd, start, end - start, path), fstatSync(fd).size);
    } finally {
      closeSync(fd);
    }
  };
  return opened(path, reading);
}

/** A snapshot that is in memory. @param name for messages */
export function transcriptsOf(bytes: Buffer, name: string): Transcripts {
  return opened(name, (work) => {
    // Columns need memory that begins at a multiple of four.
    const read: ReadFile = (start, end) =>
      Buffer.from(new Uint8Array(bytes.subarray(start, end)).buffer);
    return work(read, bytes.length);
  });
}

function opened(
  path: string,
  reading: <T>(work: (read: ReadFile, size: number) => T) => T,
): Transcripts {
  const { head, index, bodyAt } = reading((read, size) => readHead(read, size, path));
  return {
    head,
    slice(wanted, bases = null) {
      const numbers = wanted === "all" ? allOf(index) : recordsAt(index, wanted);
      const records = reading((read) => readRecords(read, index, numbers, bodyAt, path));
      const slice = sliceOf(records, head, path);
      if (bases === null || head.sequence !== null) return slice;
      const blocks = blocksOf(slice.columns);
      const texts = blocks.map(({ chrom, start, end }) => bases(chrom, start, end));
      return withEnds(baked(slice, blocks, texts)).slice;
    },
  };
}

function readHead(
  read: ReadFile,
  size: number,
  path: string,
): { head: SnapshotHead; index: Int32Array; bodyAt: number } {
  const front = read(0, Math.min(FRONT_BYTES, size));
  if (front.length < FRONT_BYTES || front.toString("latin1", 0, 8) !== MAGIC)
    throw damaged(path, "not a snapshot of transcripts");
  const headAt = FRONT_BYTES + front.readUInt32LE(8);
  const bodyAt = headAt + front.readUInt32LE(12);
  if (bodyAt > size) throw damaged(path, "it is cut short");
  const bytes = read(FRONT_BYTES, bodyAt);
  if (crc32(bytes) !== front.readUInt32LE(16)) throw damaged(path, "a checksum does not match");
  const head = JSON.parse(bytes.toString("utf8", 0, headAt - FRONT_BYTES)) as SnapshotHead;
  if (head.schema !== "panelist.transcripts" || head.version !== 1)
    throw damaged(path, `its head is ${String(head.schema)} ${String(head.version)}`);
  const length = NUMBERS_OF_RECORD * head.records;
  if (bodyAt - headAt !== 4 * length) throw damaged(path, "its index is incomplete");
  return { head, index: new Int32Array(bytes.buffer, headAt - FRONT_BYTES, length), bodyAt };
}

function allOf(index: Int32Array): number[] {
  return Array.from({ length: index.length / NUMBERS_OF_RECORD }, (_, i) => i);
}

/** Numbers of the records that touch a place, ascending. Records of a chromosome do not overlap. */
function recordsAt(index: Int32Array, wanted: readonly Place[]): number[] {
  const found = new Set<number>();
  const field = (record: number, at: number): number =>
    Number(index[NUMBERS_OF_RECORD * record + at]);
  const count = index.length / NUMBERS_OF_RECORD;
  for (const { chrom, start, end } of wanted) {
    const order = CHROMOSOMES.indexOf(chrom);
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const before = field(middle, 0) - order || field(middle, 2) - start;
      if (before < 0) low = middle + 1;
      else high = middle;
    }
    for (; low < count && field(low, 0) === order && field(low, 1) <= end; low++) found.add(low);
  }
  return [...found].sort((a, b) => a - b);
}

/** A record in what was read with it. */
interface StoredRecord {
  /** Its chromosome's place in `CHROMOSOMES`. */
  chrom: number;
  bytes: Buffer;
  /** The same bytes by fours. */
  ints: Int32Array;
  /** Where it begins in `ints`, and ends. */
  from: number;
  to: number;
}

/** Near ones are read together. */
function readRecords(
  read: ReadFile,
  index: Int32Array,
  numbers: readonly number[],
  bodyAt: number,
  path: string,
): StoredRecord[] {
  const records: StoredRecord[] = [];
  const extentOf = (number: number): [start: number, end: number] => {
    const at = NUMBERS_OF_RECORD * number;
    const start = bodyAt + 4 * Number(index[at + 3]);
    return [start, start + Number(index[at + 4])];
  };
  for (let first = 0; first < numbers.length;) {
    const [start, firstEnd] = extentOf(Number(numbers[first]));
    let end = firstEnd;
    let to = first + 1;
    for (; to < numbers.length; to++) {
      const [next, nextEnd] = extentOf(Number(numbers[to]));
      if (next - end > GAP || nextEnd - start > MOST_AT_ONCE) break;
      end = nextEnd;
    }
    const bytes = read(start, end);
    const ints = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    for (const number of numbers.slice(first, to)) {
      const [from, until] = extentOf(number);
      const at = NUMBERS_OF_RECORD * number;
      const own = { from: (from - start) >> 2, to: (until - start) >> 2 };
      if ((crc32(bytes.subarray(from - start, until - start)) | 0) !== index[at + 5])
        throw damaged(path, "a checksum does not match");
      records.push({ chrom: Number(index[at]), bytes, ints, ...own });
    }
    first = to;
  }
  return records;
}

const HEADER_INTS = COUNTS.length + 1;
/** A record begins with a number for each of `COUNTS` in their order; so do these say of what a column has a row. */
const numberOf = (of: keyof Counts): number => COUNTS.indexOf(of);
const TRANSCRIPTS = numberOf("transcripts");
const GENES = numberOf("genes");
const BLOCKS = numberOf("blocks");
const WIDE_OF = [
  ...[...WIDE, ...OFFSETS].map(([, of]) => numberOf(of)),
  ...FIRST.map(() => TRANSCRIPTS),
];
const NARROW_OF = NARROW.map(([, of]) => numberOf(of));

/** Byte of `bytes` where a record's text begins: behind its columns. */
function textAt({ ints, from }: StoredRecord): number {
  let at = 4 * (from + HEADER_INTS);
  for (const of of WIDE_OF) at += 4 * Number(ints[from + of]);
  for (const of of NARROW_OF) at += Number(ints[from + of]);
  return at;
}

function textEnd(record: StoredRecord): number {
  return textAt(record) + Number(record.ints[record.from + COUNTS.length]);
}

/** Records in order, their columns one after the other. */
function sliceOf(
  records: readonly StoredRecord[],
  head: SnapshotHead,
  path: string,
): TranscriptSlice {
  const total = new Int32Array(COUNTS.length);
  for (const record of records) {
    if (textEnd(record) > 4 * record.to) throw damaged(path, "a record is incomplete");
    addCounts(total, record);
  }
  const columns = newColumns(countsOfNumbers(total));
  const names: TranscriptNames = {
    ids: [],
    proteins: [],
    counterparts: [],
    biotypes: head.biotypes,
    appris: head.appris,
    genes: [],
  };
  const copy = copier(columns);
  const filled = new Int32Array(COUNTS.length);
  for (const record of records) {
    copy(record, filled);
    addNames(names, record);
    addCounts(filled, record);
    columns.chromFrom.fill(Number(filled[TRANSCRIPTS]), record.chrom + 1);
    columns.blockFrom.fill(Number(filled[BLOCKS]), record.chrom + 1);
  }
  return { columns, names };
}

function addCounts(to: Int32Array, { ints, from }: StoredRecord): void {
  for (let i = 0; i < to.length; i++) to[i] = Number(to[i]) + Number(ints[from + i]);
}

/**
 * Copies a record's columns to where those before it end. All columns lie in one buffer and are written as parts of
 * it: a release has records by the ten thousand, and looking each column up by its name for each cost half of the time.
 */
function copier(
  columns: TranscriptColumns,
): (record: StoredRecord, filled: Readonly<Int32Array>) => void {
  const { buffer } = columns.start;
  const wideTo = new Int32Array(buffer, 0, buffer.byteLength >> 2);
  const narrowTo = new Uint8Array(buffer);
  const wide = [
    ...WIDE.map(([name, of]) => ({ name, of, from: of, unit: 0 })),
    ...OFFSETS.map(([name, of, from, unit]) => ({ name, of, from, unit })),
  ].map(({ name, of, from, unit }) => ({
    start: columns[name].byteOffset >> 2,
    of: numberOf(of),
    from: numberOf(from),
    unit,
  }));
  const firsts = FIRST.map(([name, of]) => ({
    start: columns[name].byteOffset >> 2,
    of: numberOf(of),
  }));
  const narrow = NARROW.map(([name, of]) => ({
    start: columns[name].byteOffset,
    of: numberOf(of),
  }));
  return ({ bytes, ints, from: record }, filled) => {
    let at = record + HEADER_INTS;
    for (const { start, of, from, unit } of wide) {
      const to = start + Number(filled[of]);
      const before = unit * Number(filled[from]);
      const count = Number(ints[record + of]);
      for (let i = 0; i < count; i++) wideTo[to + i] = Number(ints[at + i]) + before;
      at += count;
    }
    const transcripts = Number(ints[record + TRANSCRIPTS]);
    for (const { start, of } of firsts) {
      const to = start + Number(filled[TRANSCRIPTS]) + 1;
      let sum = Number(filled[of]);
      for (let i = 0; i < transcripts; i++) wideTo[to + i] = sum += Number(ints[at + i]);
      at += transcripts;
    }
    at *= 4;
    for (const { start, of } of narrow) {
      const to = start + Number(filled[of]);
      const count = Number(ints[record + of]);
      for (let i = 0; i < count; i++) narrowTo[to + i] = Number(bytes[at + i]);
      at += count;
    }
  };
}

function addNames(names: TranscriptNames, record: StoredRecord): void {
  const words = record.bytes.toString("utf8", textAt(record), textEnd(record)).split("\t");
  const transcripts = Number(record.ints[record.from + TRANSCRIPTS]);
  const genes = Number(record.ints[record.from + GENES]);
  let at = 0;
  for (const list of [names.ids, names.proteins, names.counterparts])
    for (let i = 0; i < transcripts; i++) list.push(words[at++] ?? "");
  for (; at < 3 * transcripts + genes; at++)
    names.genes.push({
      symbol: words[at] ?? "",
      hgncId: words[at + genes] || null,
      ensemblGene: words[at + 2 * genes] || null,
      ncbiGene: words[at + 3 * genes] || null,
      biotype: words[at + 4 * genes] ?? "",
    });
}
