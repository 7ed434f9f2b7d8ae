/** A release of transcripts, opened: the head and the index at once, records when transcripts are requested. */
import { crc32 } from "node:zlib";
import { CHROMOSOMES } from "../core/assembly.ts";
import { onceFor } from "../core/once.ts";
import { countBefore } from "../core/sorted.ts";
import { bytesAt, damaged, withOpened } from "../store/damaged.ts";
import { baked, blocksOf } from "./bake.ts";
import { COUNTS, FIRST, NARROW, newColumns, OFFSETS, WIDE, type Counts } from "./columns.ts";
import { withEnds } from "./ends.ts";
import { PART } from "./names.ts";
import { FRONT_BYTES, MAGIC, NUMBERS_OF_RECORD, type SnapshotHead } from "./snapshot-head.ts";
import type { ReadBases, TranscriptColumns, TranscriptSlice } from "./types.ts";

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

/** Bytes [start, end) of the file. @param into where they may be put */
type ReadFile = (start: number, end: number, into?: Buffer) => Buffer;

/** Bytes that are read along with what lies on both sides of them: a read costs as much as some 64 KiB. */
const GAP = 1 << 16;
const MOST_AT_ONCE = 1 << 20;

/** A file of the store. @throws ToolError E_STORE: not a snapshot, damaged */
export function openTranscripts(path: string): Transcripts {
  return opened(path, (work) =>
    withOpened(path, (fd, size) =>
      work((start, end, into) => bytesAt(fd, start, end - start, path, into), size),
    ),
  );
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
      const numbers = wanted === "all" ? Array(head.records).keys() : recordsAt(index, wanted);
      const slice = reading((read) => {
        const groups = groupsOf(index, numbers, bodyAt);
        const bytesOf = readerOf(groups, read);
        return sliceOf(() => recordsOf(index, groups, bytesOf), head, path);
      });
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
  if (bodyAt > size) throw damaged(path, "it is truncated");
  const bytes = read(FRONT_BYTES, bodyAt);
  if (crc32(bytes) !== front.readUInt32LE(16)) throw damaged(path, "a checksum does not match");
  const head = JSON.parse(bytes.toString("utf8", 0, headAt - FRONT_BYTES)) as SnapshotHead;
  if (head.schema !== "panelist.transcripts" || head.version !== 1)
    throw damaged(path, `its head is ${String(head.schema)} ${String(head.version)}`);
  const length = NUMBERS_OF_RECORD * head.records;
  if (bodyAt - headAt !== 4 * length) throw damaged(path, "its index is incomplete");
  return { head, index: new Int32Array(bytes.buffer, headAt - FRONT_BYTES, length), bodyAt };
}

/** Numbers of the records that touch a place, ascending. Records of a chromosome do not overlap. */
function recordsAt(index: Int32Array, wanted: readonly Place[]): number[] {
  const found = new Set<number>();
  const field = (record: number, at: number): number =>
    Number(index[NUMBERS_OF_RECORD * record + at]);
  const count = index.length / NUMBERS_OF_RECORD;
  for (const { chrom, start, end } of wanted) {
    const order = CHROMOSOMES.indexOf(chrom);
    let at = countBefore(count, (i) => (field(i, 0) - order || field(i, 2) - start) < 0);
    for (; at < count && field(at, 0) === order && field(at, 1) <= end; at++) found.add(at);
  }
  return [...found].sort((a, b) => a - b);
}

/** Records that lie near one another: bytes [start, end) of the file. */
interface Group {
  numbers: number[];
  start: number;
  end: number;
}

function groupsOf(index: Int32Array, numbers: Iterable<number>, bodyAt: number): Group[] {
  const groups: Group[] = [];
  for (const number of numbers) {
    const at = NUMBERS_OF_RECORD * number;
    const start = bodyAt + 4 * Number(index[at + 3]);
    const end = start + Number(index[at + 4]);
    const last = groups.at(-1);
    if (last !== undefined && start - last.end <= GAP && end - last.start <= MOST_AT_ONCE) {
      last.numbers.push(number);
      last.end = end;
    } else groups.push({ numbers: [number], start, end });
  }
  return groups;
}

/** What is much is read anew each time, into the same memory. */
function readerOf(groups: readonly Group[], read: ReadFile): (group: Group) => Buffer {
  const sizes = groups.map(({ start, end }) => end - start);
  if (sizes.reduce((sum, size) => sum + size, 0) <= MOST_AT_ONCE)
    return onceFor(({ start, end }) => read(start, end));
  const into = Buffer.from(new ArrayBuffer(Math.max(...sizes)));
  return ({ start, end }) => read(start, end, into);
}

/** Each record's bytes, which the next ones replace. */
function* recordsOf(
  index: Int32Array,
  groups: readonly Group[],
  bytesOf: (group: Group) => Buffer,
): Generator<{ chrom: number; bytes: Buffer; crc: number }> {
  for (const group of groups) {
    const bytes = bytesOf(group);
    const first = NUMBERS_OF_RECORD * Number(group.numbers[0]);
    for (const number of group.numbers) {
      const at = NUMBERS_OF_RECORD * number;
      const from = 4 * (Number(index[at + 3]) - Number(index[first + 3]));
      const own = bytes.subarray(from, from + Number(index[at + 4]));
      yield { chrom: Number(index[at]), bytes: own, crc: Number(index[at + 5]) };
    }
  }
}

/** The counts of no record. */
const NOTHING = Buffer.alloc(4 * COUNTS.length);

/** Where a record's text begins: behind its columns. */
function textAt(counts: Counts): number {
  let at = 4 * COUNTS.length + 4 * FIRST.length * counts.transcripts;
  for (const [, of] of WIDE) at += 4 * counts[of];
  for (const [, of] of OFFSETS) at += 4 * counts[of];
  for (const [, of] of NARROW) at += counts[of];
  return at;
}

/** Records in order, their columns one after the other: gone through for their sizes, then for what is in them. */
function sliceOf(
  records: () => ReturnType<typeof recordsOf>,
  { biotypes, appris, source, assembly }: SnapshotHead,
  path: string,
): TranscriptSlice {
  const total = countsAt(NOTHING);
  let parts = 0;
  for (const { bytes, crc } of records()) {
    if ((crc32(bytes) | 0) !== crc) throw damaged(path, "a checksum does not match");
    const counts = countsAt(bytes);
    if (textAt(counts) + counts.text > bytes.length) throw damaged(path, "a record is incomplete");
    addCounts(total, counts);
    parts += 1;
  }
  const columns = newColumns(total);
  const text = new Uint8Array(new SharedArrayBuffer(total.text));
  const from = new Int32Array(new SharedArrayBuffer(4 * PART * (parts + 1)));
  const fill = filler(columns);
  const filled = countsAt(NOTHING);
  parts = 0;
  for (const { chrom, bytes } of records()) {
    const counts = countsAt(bytes);
    const at = fill(bytes, counts, filled);
    text.set(bytes.subarray(at, at + counts.text), filled.text);
    addCounts(filled, counts);
    parts += 1;
    from.set([filled.text, filled.transcripts, filled.genes], PART * parts);
    columns.chromFrom.fill(filled.transcripts, chrom + 1);
    columns.blockFrom.fill(filled.blocks, chrom + 1);
  }
  const marked = source === "GENCODE" && assembly === "GRCh37" ? true : undefined;
  return { columns, names: { text, from, biotypes, appris, marked } };
}

function addCounts(to: Counts, counts: Counts): void {
  for (const name of COUNTS) to[name] += counts[name];
}

/** Written out: of this many records anything else takes time. */
function countsAt(bytes: Buffer): Counts {
  const at = (i: number): number => bytes.readUInt32LE(4 * i);
  const [transcripts, genes, exons, rows, secs] = [at(0), at(1), at(2), at(3), at(4)];
  const [blocks, bases, unknowns, text] = [at(5), at(6), at(7), at(8)];
  return { transcripts, genes, exons, rows, secs, blocks, bases, unknowns, text };
}

/** What copies a record's columns to where those before it end, and returns where its text begins. */
function filler(
  columns: TranscriptColumns,
): (bytes: Buffer, counts: Counts, filled: Counts) => number {
  const wide = [
    ...WIDE.map(([name, of]) => ({ column: columns[name], of, from: of, unit: 0 })),
    ...OFFSETS.map(([name, of, from, unit]) => ({ column: columns[name], of, from, unit })),
  ];
  const first = FIRST.map(([name, of]) => ({ column: columns[name], of }));
  const narrow = NARROW.map(([name, of]) => ({ column: columns[name], of }));
  return (bytes, counts, filled) => {
    const ints = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    let at: number = COUNTS.length;
    for (const { column, of, from, unit } of wide)
      at = copied(ints, at, counts[of], column, filled[of], unit * filled[from]);
    for (const { column, of } of first) {
      let sum = filled[of];
      const to = filled.transcripts + 1;
      for (let i = 0; i < counts.transcripts; i++) column[to + i] = sum += ints[at + i] as number;
      at += counts.transcripts;
    }
    at *= 4;
    for (const { column, of } of narrow) {
      column.set(bytes.subarray(at, at + counts[of]), filled[of]);
      at += counts[of];
    }
    return at;
  };
}

/** Copies numbers, each with `more` added. @returns where those behind them begin */
function copied(
  ints: Int32Array,
  at: number,
  count: number,
  column: Int32Array | Uint32Array,
  to: number,
  more: number,
): number {
  for (let i = 0; i < count; i++) column[to + i] = (ints[at + i] as number) + more;
  return at + count;
}
