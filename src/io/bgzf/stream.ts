/**
 * Sequential reading: standard input, plain text, plain gzip, and BGZF that cannot be read by ranges. Memory is
 * bounded by the size of the chunks that come in, times the expansion of 256 KiB of input.
 */
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { isToolError, messageOf, systemCode, ToolError } from "../../core/errors.ts";
import { bgzfError, blockSizeAt, MAX_BLOCK_BYTES } from "./block.ts";
import { noEofBlock } from "./eof.ts";
import { expansionGuard, type Limits } from "./limits.ts";
import { cutBlock } from "./faults.ts";
import { inflateRun, reusingInflater } from "./inflate.ts";
import { SNIFF_BYTES, type Wanted } from "../foreign.ts";
import { type FileKind, sniff } from "./sniff.ts";

type ByteSource = AsyncIterable<Uint8Array>;

/** Reads a stream's first bytes for `sniff`; `source` then gives the whole stream. */
export async function sniffStream(
  stream: ByteSource,
  path: string,
  wanted?: Wanted,
): Promise<{ kind: FileKind; source: ByteSource }> {
  const iterator = stream[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let kind: FileKind;
  try {
    for (let length = 0; length < SNIFF_BYTES; length += head.at(-1)?.length ?? 0) {
      const next = await nextChunk(iterator, path);
      if (next === null) break;
      head.push(next);
    }
    kind = sniff(Buffer.concat(head), path, wanted);
  } catch (error) {
    await iterator.return?.();
    throw error;
  }
  async function* whole(): AsyncGenerator<Uint8Array, void> {
    try {
      yield* head;
      for (;;) {
        const next = await nextChunk(iterator, path);
        if (next === null) return;
        yield next;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { kind, source: whole() };
}

/**
 * Decompressed, verified bytes in order. The chunks are not owned by the receiver: copy before
 * transferring (`cutAtNewlines` does).
 * @param source bytes as stored, or a file descriptor (read from its current position, left open)
 * @throws E_BGZF, E_BGZF_TRUNCATED, E_LIMIT, E_IO
 */
export async function* decompressStream(
  source: ByteSource | number,
  kind: FileKind,
  path: string,
  limits: Limits,
): AsyncGenerator<Uint8Array, void> {
  const bytes: ByteSource =
    typeof source === "number"
      ? createReadStream("", { fd: source, autoClose: false, highWaterMark: 1 << 18 })
      : source;
  try {
    if (kind === "bgzf") yield* inflateBgzf(bytes, path, limits);
    else if (kind === "gzip") yield* inflateGzip(bytes, path, limits);
    else yield* bytes;
  } catch (error) {
    throw asToolError(error, path);
  }
}

/** A source without its first bytes, opened when it is read. */
export async function* behind(
  open: () => AsyncIterable<Uint8Array>,
  bytes: number,
): AsyncGenerator<Uint8Array, void> {
  let before = bytes;
  for await (const piece of open()) {
    if (piece.length > before) yield piece.subarray(before);
    before = Math.max(0, before - piece.length);
  }
}

/** A piece, then the rest of what it came from, which is closed also where nobody goes that far. */
export async function* followedBy(
  first: Uint8Array,
  source: AsyncGenerator<Uint8Array, void>,
): AsyncGenerator<Uint8Array, void> {
  try {
    if (first.length > 0) yield first;
    yield* source;
  } finally {
    await source.return();
  }
}

const RUN_BYTES = 1 << 18;
const RUN_DATA_BYTES = 4 << 20;

async function* inflateBgzf(
  source: ByteSource,
  path: string,
  limits: Limits,
): AsyncGenerator<Uint8Array, void> {
  const guard = expansionGuard(limits, path);
  const inflate = reusingInflater();
  let pending: Uint8Array = new Uint8Array(0);
  let offset = 0;
  let endsWithEofBlock = true;
  function* drain(fileSize: number): Generator<Uint8Array, void> {
    while (pending.length > 0) {
      const walk = { before: Number.MAX_SAFE_INTEGER, maxData: RUN_DATA_BYTES };
      const run = inflateRun(pending, 0, offset, fileSize, walk, { path }, inflate);
      if (run.blocks === 0) return;
      guard(run.end - run.start, run.data.length);
      pending = pending.subarray(run.end - offset);
      offset = run.end;
      endsWithEofBlock = run.endsWithEofBlock;
      if (run.data.length > 0) yield run.data;
    }
  }
  for await (const chunk of source) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    if (pending.length >= RUN_BYTES + MAX_BLOCK_BYTES) yield* drain(Number.MAX_SAFE_INTEGER);
  }
  const size = offset + pending.length;
  yield* drain(size);
  if (pending.length > 0) throw cutBlock(blockSizeAt(pending, 0), pending.length, offset, { path });
  if (!endsWithEofBlock) throw noEofBlock(size, path);
}

/** Any number of gzip members; zlib checks CRC32 and length of each. */
async function* inflateGzip(
  source: ByteSource,
  path: string,
  limits: Limits,
): AsyncGenerator<Uint8Array, void> {
  const guard = expansionGuard(limits, path);
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  let received = 0;
  let counted = 0;
  async function* count(): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of source) {
      received += chunk.length;
      yield chunk;
    }
  }
  const input = Readable.from(count(), { objectMode: false });
  input.once("error", (error) => gunzip.destroy(error));
  try {
    for await (const data of input.pipe(gunzip) as AsyncIterable<Uint8Array>) {
      guard(gunzip.bytesWritten - counted, data.length);
      counted = gunzip.bytesWritten;
      yield data;
    }
  } catch (error) {
    throw gzipError(error, gunzip.bytesWritten, path);
  } finally {
    input.destroy();
  }
  // zlib takes a NUL byte after a member for padding and ignores all that follows it.
  if (gunzip.bytesWritten < received)
    throw bgzfError(
      "E_BGZF",
      `${received - gunzip.bytesWritten} bytes follow the end of the gzip data`,
      { path, offset: gunzip.bytesWritten },
    );
}

function gzipError(error: unknown, offset: number, path: string): unknown {
  const code = systemCode(error);
  const place = { path, offset, cause: error };
  if (code === "Z_BUF_ERROR")
    return bgzfError("E_BGZF_TRUNCATED", "the gzip data is truncated", place);
  if (!code.startsWith("Z_")) return error;
  const message = `the gzip data is damaged before this byte: ${messageOf(error)}`;
  return bgzfError("E_BGZF", message, place);
}

async function nextChunk(
  iterator: AsyncIterator<Uint8Array>,
  path: string,
): Promise<Uint8Array | null> {
  try {
    const next = await iterator.next();
    return next.done === true ? null : next.value;
  } catch (error) {
    throw asToolError(error, path);
  }
}

/** System errors of a stream become E_IO; a bug of ours stays what it is. */
function asToolError(error: unknown, path: string): unknown {
  if (isToolError(error) || !(error instanceof Error) || systemCode(error) === "") return error;
  return new ToolError("E_IO", `cannot read: ${error.message}`, { path, cause: error });
}
