/** Lines of a plain, gzipped or bgzipped text, without their ends (LF or CRLF) and a byte order mark before the first. */
import { createReadStream } from "node:fs";
import { cutAtNewlines, decompressStream, sniffStream } from "./bgzf/index.ts";
import { TEXT } from "./foreign.ts";
import { BYTE } from "../core/bytes.ts";
import { missingFile, ToolError } from "../core/errors.ts";
import { LIMITS } from "../core/limits.ts";
import { DEFAULT_POLICY } from "../core/policy.ts";

const BATCH_BYTES = 1 << 18;

/** No policy speaks of tables and releases. */
const limits = {
  ...DEFAULT_POLICY.limits,
  maxLineBytes: LIMITS.tableLineBytes,
  fixed: true,
} as const;

/** @throws ToolError E_INPUT_MISSING, E_IO, E_BGZF*, E_LIMIT, E_FORMAT where it is no text */
export async function* linesOf(path: string): AsyncGenerator<string[], void> {
  for await (const bytes of batchesOf(path, { isReused: true })) {
    const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      .toString("utf8")
      .split("\n");
    if (lines.at(-1) === "") lines.pop();
    yield bytes.includes(BYTE.CARRIAGE_RETURN) ? lines.map(withoutReturn) : lines;
  }
}

interface Batches {
  /** A longer line is an error. */
  maxLineBytes?: number;
  /** As `cutAtNewlines`. */
  isReused?: boolean;
}

/** The text's bytes, each batch with whole lines. @throws as `linesOf` */
export async function* batchesOf(
  path: string,
  { maxLineBytes = limits.maxLineBytes, isReused = false }: Batches = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const { kind, source } = await sniffStream(unmarked(streamOf(path)), path, TEXT);
  const capped = { ...limits, maxLineBytes };
  const text = unmarked(decompressStream(source, kind, path, capped));
  let isFirst = true;
  for await (const batch of cutAtNewlines(text, BATCH_BYTES, path, capped, isReused)) {
    const end = isFirst && !batch.includes(BYTE.NEWLINE) ? batch.indexOf(BYTE.CARRIAGE_RETURN) : -1;
    if (end >= 0 && end < batch.length - 1)
      throw new ToolError("E_IO", "its lines end in carriage returns alone", {
        path,
        hint: "Convert it: `tr '\\r' '\\n' < old.txt > new.txt`.",
      });
    isFirst = false;
    yield batch;
  }
}

const MARK = Buffer.from("\uFEFF");

/** Without the byte order mark that some editors and spreadsheets put first. */
async function* unmarked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of source) {
    if (head === null) yield chunk;
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length < MARK.length) continue;
      yield head.subarray(MARK.equals(head.subarray(0, MARK.length)) ? MARK.length : 0);
      head = null;
    }
  }
  if (head !== null && head.length > 0) yield head;
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

async function* streamOf(path: string): AsyncGenerator<Uint8Array, void> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") throw missingFile(path, cause);
    throw new ToolError("E_IO", `cannot be read: ${message}`, { path, cause });
  }
}
