/** The records of an input in order, from first to last: for jobs that read the whole file. */
import { closeSync, openSync } from "node:fs";
import { usageError } from "../core/errors.ts";
import { BYTE } from "../core/bytes.ts";
import type { Policy } from "../core/policy.ts";
import { cutAtNewlines, RangeInflater } from "../io/bgzf/index.ts";
import { refuseCut } from "../vcf/index.ts";
import type { Input } from "./input.ts";

const BATCH_BYTES = 1 << 20;

/** Bytes of each line without its end. @throws ToolError E_USAGE: an address; E_BGZF*, E_LIMIT; E_VCF_RECORD: cut off */
export async function* linesOfInput(
  input: Input,
  { limits }: Policy,
): AsyncGenerator<Buffer, void> {
  const { path, text, remote, size, firstRecord } = input;
  if (text === null && (remote !== null || size === null || firstRecord === null))
    throw usageError(
      `${path} is a web address`,
      "Download the file first: it has to be read in full.",
    );
  const source = text ?? inflatedPieces(input, limits);
  for await (const bytes of cutAtNewlines(source, BATCH_BYTES, path, limits)) {
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at < data.length;) {
      const newline = data.indexOf(BYTE.NEWLINE, at);
      if (newline < 0) refuseCut(data.toString("latin1", at), { path });
      const next = newline < 0 ? data.length : newline;
      const end = data[next - 1] === BYTE.CARRIAGE_RETURN ? next - 1 : next;
      if (end > at) yield data.subarray(at, end);
      at = next + 1;
    }
  }
}

/** What stands behind the header of a bgzipped file on the disk. */
export function* inflatedPieces(
  { path, size, firstRecord }: Input,
  limits: Policy["limits"],
): Generator<Uint8Array, void> {
  if (size === null || firstRecord === null) return;
  const fd = openSync(path, "r");
  try {
    const inflater = new RangeInflater({ fd, size, path, limits });
    const all = { minv: firstRecord, maxv: { block: size, within: 0 } };
    for (const { data } of inflater.readChunk(all)) yield data;
  } finally {
    closeSync(fd);
  }
}
