/** A release of transcripts, opened: the head and the index at once, records when transcripts are requested. */
import { crc32 } from "node:zlib";
import { CHROMOSOMES } from "../core/assembly.ts";
import { countBefore } from "../core/sorted.ts";
import { bytesAt, damaged, withOpened } from "../store/damaged.ts";
import { baked, blocksOf } from "./bake.ts";
import { COUNTS, FIRST, NARROW, newColumns, OFFSETS, WIDE, type Counts } from "./columns.ts";
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
  return opened(path, (work) =>
    withOpened(path, (fd, size) =>
      work((start, end) => bytesAt(fd, start, end - start, path), size),
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
    let at = countBefore(count, (i) => (field(i, 0) - order || field(i, 2) - start) < 0);
    for (; at < count && field(at, 0) === order && field(at, 1) <= end; at++) found.add(at);
  }
  return [...found].sort((a, b) => a - b);
}

/** One record's bytes with the index of its chromosome. */
interface StoredRecord {
  chrom: number;
  bytes: Buffer;
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
    for (const number of numbers.slice(first, to)) {
      const [from, until] = extentOf(number);
      const own = bytes.subarray(from - start, until - start);
      const at = NUMBERS_OF_RECORD * number;
      if ((crc32(own) | 0) !== index[at + 5]) throw damaged(path, "a checksum does not match");
      records.push({ chrom: Number(index[at]), bytes: own });
    }
    first = to;
  }
  return records;
}

const HEADER_INTS = COUNTS.length + 1;

/** Where a record's text begins: behind its columns. */
function textAt(counts: Counts): number {
  let at = 4 * HEADER_INTS + 4 * FIRST.length * counts.transcripts;
  for (const [, of] of WIDE) at += 4 * counts[of];
  for (const [, of] of OFFSETS) at += 4 * counts[of];
  for (const [, of] of NARROW) at += counts[of];
  return at;
}

/** Records in order, their columns one after the other. */
function sliceOf(
  records: readonly StoredRecord[],
  head: SnapshotHead,
  path: string,
): TranscriptSlice {
  const total = noCounts();
  for (const { bytes } of records) {
    const counts = countsAt(bytes);
    if (textAt(counts) + textLength(bytes) > bytes.length)
      throw damaged(path, "a record is incomplete");
    addCounts(total, counts);
  }
  const columns = newColumns(total);
  const names: TranscriptNames = {
    ids: [],
    proteins: [],
    counterparts: [],
    biotypes: head.biotypes,
    appris: head.appris,
    genes: [],
  };
  const filled = noCounts();
  for (const { chrom, bytes } of records) {
    const counts = countsAt(bytes);
    const at = fill(columns, bytes, counts, filled);
    addNames(names, bytes.toString("utf8", at, at + textLength(bytes)), counts);
    addCounts(filled, counts);
    columns.chromFrom.fill(filled.transcripts, chrom + 1);
    columns.blockFrom.fill(filled.blocks, chrom + 1);
  }
  return { columns, names };
}

function noCounts(): Counts {
  return { transcripts: 0, genes: 0, exons: 0, rows: 0, secs: 0, blocks: 0, bases: 0, unknowns: 0 };
}

function addCounts(to: Counts, counts: Counts): void {
  for (const name of COUNTS) to[name] += counts[name];
}

function countsAt(bytes: Buffer): Counts {
  const counts = noCounts();
  for (let i = 0; i < COUNTS.length; i++)
    counts[COUNTS[i] as keyof Counts] = bytes.readUInt32LE(4 * i);
  return counts;
}

function textLength(bytes: Buffer): number {
  return bytes.readUInt32LE(4 * COUNTS.length);
}

/** Copies a record's columns to where those before it end. @returns where its text begins */
function fill(columns: TranscriptColumns, bytes: Buffer, counts: Counts, filled: Counts): number {
  const ints = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let at = HEADER_INTS;
  for (const [name, of] of WIDE) {
    const column = columns[name];
    const [to, count] = [filled[of], counts[of]];
    for (let i = 0; i < count; i++) column[to + i] = ints[at + i] as number;
    at += count;
  }
  for (const [name, of, from, unit] of OFFSETS) {
    const column = columns[name];
    const [to, count, before] = [filled[of], counts[of], unit * filled[from]];
    for (let i = 0; i < count; i++) column[to + i] = (ints[at + i] as number) + before;
    at += count;
  }
  for (const [name, of] of FIRST) {
    const column = columns[name];
    let sum = filled[of];
    const to = filled.transcripts;
    for (let i = 0; i < counts.transcripts; i++) column[to + i + 1] = sum += ints[at + i] as number;
    at += counts.transcripts;
  }
  at *= 4;
  for (const [name, of] of NARROW) {
    columns[name].set(bytes.subarray(at, at + counts[of]), filled[of]);
    at += counts[of];
  }
  return at;
}

function addNames(names: TranscriptNames, text: string, { transcripts, genes }: Counts): void {
  const words = text.split("\t");
  for (const [kind, list] of [names.ids, names.proteins, names.counterparts].entries())
    for (let i = 0; i < transcripts; i++) list.push(words[kind * transcripts + i] ?? "");
  const wordOf = (kind: number, gene: number): string =>
    words[3 * transcripts + kind * genes + gene] ?? "";
  for (let i = 0; i < genes; i++)
    names.genes.push({
      symbol: wordOf(0, i),
      hgncId: wordOf(1, i) || null,
      ensemblGene: wordOf(2, i) || null,
      ncbiGene: wordOf(3, i) || null,
      biotype: wordOf(4, i),
    });
}
