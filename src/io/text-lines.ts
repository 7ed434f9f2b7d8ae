/** Lines of a plain, gzipped or bgzipped text, without their ends (LF or CRLF). */
import { createReadStream } from "node:fs";
import { cutAtNewlines, decompressStream, sniffStream } from "./bgzf/index.ts";
import { missingFile, ToolError } from "../core/errors.ts";
import { LIMITS } from "../core/limits.ts";
import { DEFAULT_POLICY } from "../core/policy.ts";

const BATCH_BYTES = 1 << 20;

/** No policy speaks of tables and releases. */
const limits = {
  ...DEFAULT_POLICY.limits,
  maxLineBytes: LIMITS.tableLineBytes,
  fixed: true,
} as const;

/** @throws ToolError E_INPUT_MISSING, E_IO, E_BGZF*, E_LIMIT, E_VCF_HEADER where it is no text */
export async function* linesOf(path: string): AsyncGenerator<string[], void> {
  for await (const bytes of batchesOf(path)) {
    const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      .toString("utf8")
      .split("\n");
    if (lines.at(-1) === "") lines.pop();
    yield lines[0]?.endsWith("\r") === true ? lines.map(withoutReturn) : lines;
  }
}

/** The text's bytes, each batch with whole lines. @param maxLineBytes a longer line is an error. @throws as `linesOf` */
export async function* batchesOf(
  path: string,
  maxLineBytes: number = limits.maxLineBytes,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const { kind, source } = await sniffStream(streamOf(path), path);
  const capped = { ...limits, maxLineBytes };
  const text = decompressStream(source, kind, path, capped);
  yield* cutAtNewlines(text, BATCH_BYTES, path, capped);
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
