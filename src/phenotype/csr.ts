/** Lists of lists, and texts, as flat arrays: written to a file and read back as views. */
import { firstAt } from "../core/sorted.ts";

/** Row r holds `items[offsets[r] .. offsets[r + 1])`; `offsets` is Int32Array[rows + 1]. */
export interface Csr {
  offsets: Int32Array;
  items: Int32Array;
}

/** Texts as UTF-8: text i is `bytes[offsets[i] .. offsets[i + 1])`. */
export interface Texts {
  offsets: Int32Array;
  bytes: Uint8Array;
}

export function csr(rows: readonly (readonly number[])[]): Csr {
  const offsets = new Int32Array(rows.length + 1);
  for (const [r, row] of rows.entries()) offsets[r + 1] = (offsets[r] ?? 0) + row.length;
  const items = new Int32Array(offsets[rows.length] ?? 0);
  for (const [r, row] of rows.entries()) items.set(row, offsets[r]);
  return { offsets, items };
}

/** A view of row `r`, not a copy. */
export function listAt(lists: Csr, r: number): Int32Array {
  return lists.items.subarray(lists.offsets[r], lists.offsets[r + 1]);
}

export function texts(values: readonly string[]): Texts {
  const offsets = new Int32Array(values.length + 1);
  const parts = values.map((value, i) => {
    const bytes = Buffer.from(value);
    offsets[i + 1] = (offsets[i] ?? 0) + bytes.length;
    return bytes;
  });
  return { offsets, bytes: new Uint8Array(Buffer.concat(parts)) };
}

export function textOf(from: Texts, i: number): string {
  const { buffer, byteOffset } = from.bytes;
  const start = from.offsets[i] ?? 0;
  const length = (from.offsets[i + 1] ?? start) - start;
  return Buffer.from(buffer, byteOffset + start, length).toString("utf8");
}

export function textCount(from: Texts): number {
  return from.offsets.length - 1;
}

/** Place of `value` in an ascending array; -1: not there. */
export function indexIn(sorted: Int32Array, value: number): number {
  const at = firstAt(sorted, value);
  return sorted[at] === value ? at : -1;
}
