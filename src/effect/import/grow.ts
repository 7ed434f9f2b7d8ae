/** Columns of numbers that grow while a file is read. */

export class Growing {
  #values = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const next = new Int32Array(2 * this.length);
      next.set(this.#values);
      this.#values = next;
    }
    this.#values[this.length++] = value;
  }

  at(i: number): number {
    return this.#values[i] as number;
  }

  get values(): Int32Array {
    return this.#values.subarray(0, this.length);
  }
}

/** Rows by their owner: those of `owner` are `rows[from[owner]]` to `rows[from[owner + 1] - 1]`, in the order they came. */
export function groupedRows(
  owners: Int32Array,
  count: number,
): { from: Int32Array; rows: Int32Array } {
  const from = new Int32Array(count + 2);
  for (const owner of owners) from[owner + 2] = Number(from[owner + 2]) + 1;
  for (let i = 2; i < from.length; i++) from[i] = Number(from[i]) + Number(from[i - 1]);
  const rows = new Int32Array(owners.length);
  for (const [row, owner] of owners.entries()) {
    const at = Number(from[owner + 1]);
    rows[at] = row;
    from[owner + 1] = at + 1;
  }
  return { from: from.subarray(0, count + 1), rows };
}
