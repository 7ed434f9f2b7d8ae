/**
 * A sorted VCF's lines in, a `.vcf.gz` and its `.tbi` out (tabix.pdf: format VCF, bins of 16 KiB in
 * six levels, linear index). For the small files that the tool itself writes.
 */
import type { Chunk, VirtualOffset } from "./chunks.ts";
import { BgzfWriter, bgzipBytes } from "./writer.ts";

const META_BIN = 37_450;
const WINDOW_SHIFT = 14;

interface Reference {
  name: string;
  bins: Map<number, Chunk[]>;
  /** First record overlapping each window of 16 KiB. */
  windows: (VirtualOffset | undefined)[];
  span: Chunk;
  records: number;
  /** 0-based start of the latest record. */
  lastStart: number;
}

const NEWLINE = Buffer.from("\n");

export class IndexedVcfWriter {
  readonly #writer: BgzfWriter;
  readonly #references: Reference[] = [];
  readonly #linear: boolean;

  /**
   * @param emit takes the bytes of the `.vcf.gz`, in order
   * @param linear false: an index without offsets of windows. They are 1.5 MB of a genome, whatever the
   *   file's size; the bins alone lead to the same records.
   */
  constructor(emit: (bytes: Uint8Array) => void, { linear = true }: { linear?: boolean } = {}) {
    this.#writer = new BgzfWriter(emit);
    this.#linear = linear;
  }

  /**
   * A line without its newline: `#...`, or a record; bytes are written as they are. Records must be
   * sorted within their contig.
   */
  write(line: string | Uint8Array): void {
    const from = this.#writer.position;
    this.#writer.write(typeof line === "string" ? Buffer.from(line) : line);
    this.#writer.write(NEWLINE);
    const text = typeof line === "string" ? line : Buffer.from(line).toString("latin1");
    if (!text.startsWith("#")) this.#add(text, { minv: from, maxv: this.#writer.position });
  }

  /** Ends the file; returns the bytes of its `.tbi`. */
  finish(): Uint8Array {
    this.#writer.finish();
    return bgzipBytes(encodeTbi(this.#references, this.#linear));
  }

  #add(line: string, chunk: Chunk): void {
    const { name, start, end } = spanOfRecord(line);
    let reference = this.#references.at(-1);
    if (reference?.name !== name) {
      if (this.#references.some((r) => r.name === name))
        throw new Error(`the records of contig ${name} are not all together`);
      reference = {
        name,
        bins: new Map(),
        windows: [],
        span: { ...chunk },
        records: 0,
        lastStart: 0,
      };
      this.#references.push(reference);
    }
    if (start < reference.lastStart)
      throw new Error(
        `records are not sorted: ${name}:${start + 1} after ${reference.lastStart + 1}`,
      );
    reference.lastStart = start;
    reference.records++;
    reference.span.maxv = chunk.maxv;
    for (let w = start >> WINDOW_SHIFT; w <= (end - 1) >> WINDOW_SHIFT; w++)
      reference.windows[w] ??= chunk.minv;
    const bin = binOf(start, end);
    const chunks = reference.bins.get(bin);
    const last = chunks?.at(-1);
    if (chunks === undefined) reference.bins.set(bin, [{ ...chunk }]);
    else if (last !== undefined && last.maxv.block >= chunk.minv.block) last.maxv = chunk.maxv;
    else chunks.push({ ...chunk });
  }
}

/** Reference bases that a record spans, 0-based half-open: to INFO/END where given, else by REF. */
function spanOfRecord(line: string): { name: string; start: number; end: number } {
  const [name = "", pos = "", , ref = "", , , , info = ""] = line.split("\t", 8);
  const start = Math.max(0, Number(pos) - 1);
  const stated = /(?:^|;)END=(\d+)/.exec(info);
  const end = stated === null ? 0 : Number(stated[1]);
  return { name, start, end: end > start ? end : start + Math.max(1, ref.length) };
}

/** The smallest bin that holds [start, end). */
function binOf(start: number, end: number): number {
  const last = end - 1;
  for (let level = 5, shift = WINDOW_SHIFT; level > 0; level--, shift += 3)
    if (start >> shift === last >> shift) return ((1 << (3 * level)) - 1) / 7 + (start >> shift);
  return 0;
}

function encodeTbi(references: readonly Reference[], linear: boolean): Uint8Array {
  const words: number[] = [];
  const put = (...values: number[]): void => void words.push(...values);
  const low = ({ block, within }: VirtualOffset): number => (block % 65_536) * 65_536 + within;
  const high = ({ block }: VirtualOffset): number => Math.floor(block / 65_536);
  const putVirtual = (offset: VirtualOffset): void => put(low(offset), high(offset));
  const names = Buffer.from(references.map((r) => `${r.name}\0`).join(""));
  for (const { bins, windows: all, span, records } of references) {
    const windows = linear ? all : [];
    put(bins.size + 1);
    for (const [bin, chunks] of [...bins].toSorted(([a], [b]) => a - b)) {
      put(bin, chunks.length);
      for (const { minv, maxv } of chunks) {
        putVirtual(minv);
        putVirtual(maxv);
      }
    }
    // htslib's extra bin: the span in the file, and the number of records.
    put(META_BIN, 2);
    putVirtual(span.minv);
    putVirtual(span.maxv);
    put(records, 0, 0, 0);
    put(windows.length);
    // A window without records takes the next one's offset: nothing of it begins earlier.
    // A chromosome has thousands, of a few records.
    const from = words.length;
    words.length += 2 * windows.length;
    for (let w = windows.length - 1, next = span.maxv; w >= 0; w--) {
      next = windows[w] ?? next;
      words[from + 2 * w] = low(next);
      words[from + 2 * w + 1] = high(next);
    }
  }
  const head = [0x01494254, references.length, 2, 1, 2, 0, 0x23, 0, names.length];
  const bytes = new Uint8Array(4 * head.length + names.length + 4 * words.length);
  const view = new DataView(bytes.buffer);
  head.forEach((word, i) => view.setUint32(4 * i, word, true));
  bytes.set(names, 4 * head.length);
  const at = 4 * head.length + names.length;
  words.forEach((word, i) => view.setUint32(at + 4 * i, word, true));
  return bytes;
}
