/** Text split into chunks anywhere -> batches that end at a newline. */
import { BYTE } from "../../core/bytes.ts";
import { type Limits, lineTooLong } from "./limits.ts";

const { NEWLINE } = BYTE;

/**
 * Batches of about `batchBytes` that end at a newline (the last one may not). A line longer than a
 * batch makes its batch longer, up to `limits.maxLineBytes`. Each batch has an ArrayBuffer of its own
 * and may be transferred.
 * @param isReused a batch is good until the next is asked for: all of them in one buffer, which is touched once
 * @throws E_LIMIT
 */
export async function* cutAtNewlines(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  batchBytes: number,
  path: string,
  limits: Limits,
  isReused = false,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const { maxLineBytes } = limits;
  let batch = new Uint8Array(batchBytes);
  let used = 0;
  /** Length of `batch` up to and with its last newline. */
  let cut = 0;
  /** Bytes of text before `batch`. */
  let before = 0;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length;) {
      if (used === batch.length) {
        if (cut > 0) {
          const next = isReused ? batch : new Uint8Array(Math.max(batchBytes, used - cut + 1));
          if (!isReused) next.set(batch.subarray(cut, used));
          checkLines(batch, cut, before, path, limits);
          yield batch.subarray(0, cut);
          if (isReused) batch.copyWithin(0, cut, used);
          before += cut;
          batch = next;
          used -= cut;
          cut = 0;
        } else {
          if (used > maxLineBytes) throw lineTooLong(path, before, limits);
          const next = new Uint8Array(2 * used);
          next.set(batch);
          batch = next;
        }
      }
      const take = Math.min(chunk.length - at, batch.length - used);
      const part = chunk.subarray(at, at + take);
      batch.set(part, used);
      const newline = part.lastIndexOf(NEWLINE);
      if (newline >= 0) cut = used + newline + 1;
      used += take;
      at += take;
    }
  }
  if (used === 0) return;
  checkLines(batch, used, before, path, limits);
  yield batch.subarray(0, used);
}

/** A batch that is no longer than the cap holds no line over it. */
function checkLines(
  batch: Uint8Array,
  length: number,
  before: number,
  path: string,
  limits: Limits,
): void {
  if (length <= limits.maxLineBytes) return;
  for (let start = 0; start < length;) {
    const newline = batch.indexOf(NEWLINE, start);
    const end = newline < 0 || newline >= length ? length : newline;
    if (end - start > limits.maxLineBytes) throw lineTooLong(path, before + start, limits);
    start = end + 1;
  }
}
