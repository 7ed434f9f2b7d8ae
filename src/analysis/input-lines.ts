/** The records of an input one after the other, from the first to the last: for jobs that read the whole file. */
import { closeSync, openSync } from "node:fs";
import { usageError } from "../core/errors.ts";
import { BYTE } from "../core/bytes.ts";
import type { Policy } from "../core/policy.ts";
import { cutAtNewlines, RangeInflater } from "../io/bgzf/index.ts";
import type { Input } from "./input.ts";

const BATCH_BYTES = 1 << 20;

/** Bytes of each line without its end. @throws ToolError E_USAGE: an address; E_BGZF*, E_LIMIT */
export async function* linesOfInput(
  input: Input,
  { limits }: Policy,
): AsyncGenerator<Buffer, void> {
  const source = input.text ?? piecesOf(input, limits);
  for await (const bytes of cutAtNewlines(source, BATCH_BYTES, input.path, limits)) {
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at < data.length;) {
      const newline = data.indexOf(BYTE.NEWLINE, at);
      const next = newline < 0 ? data.length : newline;
      const end = data[next - 1] === BYTE.CARRIAGE_RETURN ? next - 1 : next;
      if (end > at) yield data.subarray(at, end);
      at = next + 1;
    }
  }
}

async function* piecesOf(
  { path, size, firstRecord, remote }: Input,
  limits: Policy["limits"],
): AsyncGenerator<Uint8Array, void> {
  if (remote !== null || size === null || firstRecord === null)
    throw usageError(`${path} is an address`, "fetch the file first: it is read whole");
  const fd = openSync(path, "r");
  try {
    const inflater = new RangeInflater({ fd, size, path, limits });
    const whole = { minv: firstRecord, maxv: { block: size, within: 0 } };
    for (const { data } of inflater.readChunk(whole)) yield data;
  } finally {
    closeSync(fd);
  }
}
