/**
 * Prefetched values as bytes: `PLVALUE1`, length and CRC32 of the head (32 bits each, little-endian), the head (JSON,
 * deflated), then pages. A page holds some rows of one chromosome, by position: the lengths of its columns (32 bits
 * each), then the columns, each deflated. Positions are differences in 7-bit groups, alleles `REF>ALT` lines. A
 * field's column begins with the bytes of a number: 0, and it is texts as lines; else it is whole numbers, one more
 * than they are (0: none), their lowest bytes first, then the next ones. A value comes back as it was written. The
 * same rows and regions give the same bytes.
 */
import type { z } from "zod";
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { ToolError } from "../core/errors.ts";
import { parseJson } from "../core/json.ts";
import { BYTE } from "../core/bytes.ts";
import { compareText } from "../core/text.ts";
import { valuesHead } from "./schema.ts";
import type { SourceRow, SourceSpec } from "./types.ts";

const { NEWLINE, BACKSLASH } = BYTE;
const MAGIC = "PLVALUE1";
const HEAD_AT = MAGIC.length + 8;
/** Rows of a page: one look-up inflates one. */
const PAGE_ROWS = 2048;

export type ValuesHead = z.infer<typeof valuesHead>;

/** [start, end], 1-based inclusive, sorted and apart. */
export type Region = ValuesHead["regions"][string][number];

type Page = ValuesHead["pages"][number];

interface Kept {
  pos: number;
  allele: string;
  values: (string | undefined)[];
}

/** Rows in, chromosome by chromosome and sorted by record, the file's bytes out. */
export class ValuesWriter {
  readonly #head: ValuesHead;
  readonly #data: Buffer[] = [];
  #at = 0;
  #chrom = "";
  #held: Kept[] = [];
  rows = 0;

  constructor(spec: SourceSpec, regions: ValuesHead["regions"]) {
    const { name: source, release, assembly } = spec;
    const fields = spec.fields.map(({ field }) => field);
    this.#head = { source, release, assembly, fields, regions, pages: [] };
  }

  /** @param recordPos of the row's record: no later row lies before it */
  add(chrom: string, row: SourceRow, recordPos: number): void {
    if (chrom !== this.#chrom) this.#flush(Infinity);
    this.#chrom = chrom;
    const allele = row.ref === null ? "" : `${row.ref}>${row.alt ?? ""}`;
    // Copied: a text cut out of a line would hold on to the whole line.
    const values = row.values().map((value) => value && Buffer.from(value).toString());
    this.#held.push({ pos: row.pos, allele, values });
    this.rows++;
    if (this.#held.length >= 2 * PAGE_ROWS) this.#flush(recordPos);
  }

  finish(): Buffer {
    this.#flush(Infinity);
    const head = deflateRawSync(JSON.stringify(this.#head), { level: 9 });
    const sizes = Buffer.alloc(8);
    sizes.writeUInt32LE(head.length, 0);
    sizes.writeUInt32LE(crc32(head), 4);
    return Buffer.concat([Buffer.from(MAGIC), sizes, head, ...this.#data]);
  }

  /** Pages of what lies before a position. */
  #flush(before: number): void {
    const sorted = this.#held.sort((a, b) => a.pos - b.pos || compareText(a.allele, b.allele));
    const isLast = before === Infinity;
    let done = 0;
    for (;;) {
      const page = sorted.slice(done, done + PAGE_ROWS);
      const isWhole = page.length === PAGE_ROWS && (page.at(-1)?.pos ?? 0) < before;
      if (page.length === 0 || (!isLast && !isWhole)) break;
      this.#write(page);
      done += page.length;
    }
    this.#held = sorted.slice(done);
  }

  #write(rows: readonly Kept[]): void {
    const first = rows[0]?.pos ?? 0;
    const columns = [
      deltas(rows.map(({ pos }) => pos)),
      lines(rows.map(({ allele }) => allele)),
      ...this.#head.fields.map((_, i) => fieldColumn(rows.map(({ values }) => values[i]))),
    ].map((column) => deflateRawSync(column, { level: 9 }));
    const sizes = Buffer.alloc(4 * columns.length);
    columns.forEach((column, i) => sizes.writeUInt32LE(column.length, 4 * i));
    const data = Buffer.concat([sizes, ...columns]);
    this.#head.pages.push({
      chrom: this.#chrom,
      first,
      last: rows.at(-1)?.pos ?? first,
      rows: rows.length,
      at: this.#at,
      bytes: data.length,
      crc: crc32(data),
    });
    this.#data.push(data);
    this.#at += data.length;
  }
}

/** As numbers where all are whole and short, else as texts. */
function fieldColumn(values: readonly (string | undefined)[]): Buffer {
  const isWhole = values.every(
    (value) => value === undefined || /^(?:0|[1-9]\d{0,8})$/.test(value),
  );
  if (!isWhole) return Buffer.concat([Buffer.of(0), lines(values.map(escaped))]);
  const numbers = values.map((value) => (value === undefined ? 0 : Number(value) + 1));
  const most = Math.max(...numbers);
  const width = most < 2 ** 8 ? 1 : most < 2 ** 16 ? 2 : most < 2 ** 24 ? 3 : 4;
  const bytes = Buffer.alloc(1 + width * numbers.length);
  bytes[0] = width;
  numbers.forEach((number, i) => {
    for (let plane = 0; plane < width; plane++)
      bytes[1 + plane * numbers.length + i] = (number >>> (8 * plane)) & 255;
  });
  return bytes;
}

function lines(texts: readonly string[]): Buffer {
  return Buffer.from(texts.map((text) => `${text}\n`).join(""));
}

/** "": there is no value. */
function escaped(value: string | undefined): string {
  return (value ?? "").replace(/[\\\n]/g, (char) => (char === "\n" ? "\\n" : "\\\\"));
}

function unescaped(text: string): string | undefined {
  return text === "" ? undefined : text.replace(/\\(.)/g, (_, c) => (c === "n" ? "\n" : "\\"));
}

/** 7 bits a byte, the lowest first; the highest bit says that more follow. */
function deltas(numbers: readonly number[]): Buffer {
  const bytes: number[] = [];
  let last = 0;
  for (const number of numbers) {
    let delta = number - last;
    last = number;
    for (; delta > 127; delta = Math.floor(delta / 128)) bytes.push((delta % 128) + 128);
    bytes.push(delta);
  }
  return Buffer.from(bytes);
}

/** The head, and where the pages begin. @throws ToolError E_STORE */
export function readHead(data: Buffer, path: string): { head: ValuesHead; pagesAt: number } {
  const fault = (what: string): ToolError =>
    new ToolError("E_STORE", `prefetched values are damaged: ${what}`, {
      path,
      hint: "Run `panelist knowledge verify` to list what is damaged; delete the folder, then import the release again.",
    });
  if (data.length < HEAD_AT || data.toString("latin1", 0, MAGIC.length) !== MAGIC)
    throw fault("no such file");
  const length = data.readUInt32LE(MAGIC.length);
  const bytes = data.subarray(HEAD_AT, HEAD_AT + length);
  if (bytes.length !== length || crc32(bytes) !== data.readUInt32LE(MAGIC.length + 4))
    throw fault("its head");
  const parsed = valuesHead.safeParse(parseJson(inflateRawSync(bytes).toString(), fault));
  if (!parsed.success) throw fault("its head");
  return { head: parsed.data, pagesAt: HEAD_AT + length };
}

/** Rows of a page, opened: a column is inflated when it is first asked for. */
export class ValuesPage {
  readonly #stored: Buffer;
  readonly #ends: number[] = [];
  readonly #opened: Buffer[] = [];
  /** Of columns of lines, where each line begins, and one more: a page has more texts than are asked for. */
  readonly #lines: Int32Array[] = [];
  readonly positions: Int32Array;

  /** @throws ToolError E_STORE */
  constructor(stored: Buffer, page: Page, fields: number, path: string) {
    if (stored.length !== page.bytes || crc32(stored) !== page.crc)
      throw new ToolError("E_STORE", "prefetched values are damaged: a checksum does not match", {
        path,
      });
    this.#stored = stored;
    let end = 4 * (fields + 2);
    this.#ends.push(end);
    for (let i = 0; i < fields + 2; i++) this.#ends.push((end += stored.readUInt32LE(4 * i)));
    this.positions = positionsOf(this.#column(0), page.rows);
  }

  row(i: number): SourceRow {
    const [ref, alt] = this.#allele(i).split(">");
    const pos = this.positions[i] ?? 0;
    const values = (): (string | undefined)[] =>
      this.#ends.slice(3).map((_, field) => this.#value(field + 2, i));
    return alt === undefined || ref === undefined
      ? { pos, ref: null, alt: null, values }
      : { pos, ref, alt, values };
  }

  /** Rows [from, to) of the page that are of a row's allele. */
  sameAllele(row: number): [from: number, to: number] {
    const isSame = (i: number): boolean =>
      this.positions[i] === this.positions[row] && this.#allele(i) === this.#allele(row);
    let [from, to] = [row, row + 1];
    while (isSame(from - 1)) from--;
    while (isSame(to)) to++;
    return [from, to];
  }

  /** Of every row a field's value as text; "": there is none. */
  texts(field: number): string[] {
    const column = this.#column(field + 2);
    if (column[0] === 0) {
      const texts = column.toString("utf8", 1).split("\n");
      return column.includes(BACKSLASH) ? texts.map((text) => unescaped(text) ?? "") : texts;
    }
    return Array.from(this.positions, (_, i) => this.#value(field + 2, i) ?? "");
  }

  #allele(i: number): string {
    return this.#line(1, 0, i).toString("latin1");
  }

  #column(i: number): Buffer {
    return (this.#opened[i] ??= inflateRawSync(
      this.#stored.subarray(this.#ends[i], this.#ends[i + 1]),
    ));
  }

  /** @param from where the column's first line begins */
  #line(column: number, from: number, i: number): Buffer {
    const data = this.#column(column);
    const starts = (this.#lines[column] ??= lineStarts(data, from, this.positions.length));
    return data.subarray(starts[i], Number(starts[i + 1]) - 1);
  }

  #value(column: number, i: number): string | undefined {
    const data = this.#column(column);
    const width = data[0] ?? 0;
    if (width === 0) return unescaped(this.#line(column, 1, i).toString());
    let number = 0;
    for (let plane = width - 1; plane >= 0; plane--)
      number = number * 256 + (data[1 + plane * this.positions.length + i] ?? 0);
    return number === 0 ? undefined : String(number - 1);
  }
}

function lineStarts(column: Buffer, from: number, count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  starts[0] = from;
  for (let at = from, line = 1; line <= count && at < column.length; at++)
    if (column[at] === NEWLINE) starts[line++] = at + 1;
  return starts;
}

function positionsOf(column: Buffer, rows: number): Int32Array {
  const positions = new Int32Array(rows);
  let at = 0;
  let position = 0;
  for (let i = 0; i < rows; i++) {
    for (let scale = 1; ; scale *= 128) {
      const byte = column[at++] ?? 0;
      position += (byte & 127) * scale;
      if (byte < 128) break;
    }
    positions[i] = position;
  }
  return positions;
}
