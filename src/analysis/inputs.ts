/** Opens VCFs: detects their kind, reads the header, finds the index. No record is read here. */
import { closeSync, createReadStream, fstatSync, openSync, readSync } from "node:fs";
import {
  RangeInflater,
  behind,
  checkEof,
  decompressStream,
  findIndex,
  followedBy,
  openIndex,
  sniff,
  sniffStream,
  type VcfIndex,
  type VirtualOffset,
} from "../io/bgzf/index.ts";
import { SNIFF_BYTES } from "../io/foreign.ts";
import { sha256, sha256Of } from "../core/digest.ts";
import { isMissing, missingFile, ToolError } from "../core/errors.ts";
import { onceForLast } from "../core/once.ts";
import type { Policy } from "../core/policy.ts";
import { isRemote } from "../core/text.ts";
import { parseHeader } from "../vcf/index.ts";
import type { VcfHeader } from "../vcf/types.ts";
import { HeaderReader } from "./header-reader.ts";
import type { Input } from "./input.ts";

interface OpenOptions {
  policy: Policy;
  allowRemote: boolean;
  stdin: AsyncIterable<Uint8Array>;
  /** File and index were written here together: what a copy's times say of them does not count. */
  isOwn?: boolean;
}

/**
 * An address is fetched only by consent: nothing of a patient's file leaves or enters unasked.
 * @throws ToolError E_INPUT_MISSING, E_USAGE, E_BGZF*, E_VCF_HEADER, E_INDEX
 */
export async function openInput(path: string, options: OpenOptions): Promise<Input> {
  if (isRemote(path)) {
    if (!options.allowRemote)
      throw new ToolError("E_USAGE", `${path} is a remote input`, {
        hint: "Add --allow-remote to read it over the network.",
      });
    const { openRemote } = await import("./remote.ts");
    return openRemote(path, options.policy);
  }
  if (path === "-") return openStream(path, options.stdin, options);
  const fd = openFile(path);
  const stat = fstatSync(fd);
  // A pipe: `<(bcftools view ...)`, `/dev/stdin`. It can be read once, from its beginning.
  if (!stat.isFile()) return openStream(path, createReadStream(path, { fd }), options);
  const { size } = stat;
  const first = new Uint8Array(SNIFF_BYTES);
  const kind = sniff(first.subarray(0, readSync(fd, first, 0, SNIFF_BYTES, 0)), path);
  if (kind === "bgzf") {
    try {
      return openBgzf(path, fd, size, options);
    } finally {
      closeSync(fd);
    }
  }
  closeSync(fd);
  if (kind === "empty")
    throw new ToolError("E_VCF_HEADER", "the file is empty", {
      path,
      hint: "Check that the program that wrote it ran to completion.",
    });
  // Opened for the header, and again for the records if somebody asks for them: between them nothing is open.
  const text = (): AsyncGenerator<Uint8Array, void> => {
    const source = createReadStream(path, { highWaterMark: 1 << 18 });
    return decompressStream(source, kind, path, options.policy.limits);
  };
  const opened = text();
  try {
    const head = await readHead(path, opened);
    return textInput({ path, kind, size, policy: options.policy }, head, behind(text, head.bytes));
  } finally {
    await opened.return();
  }
}

async function openStream(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  { policy }: OpenOptions,
): Promise<Input> {
  const { kind, source } = await sniffStream(bytes, path);
  const text = decompressStream(source, kind, path, policy.limits);
  try {
    const head = await readHead(path, text);
    return textInput({ path, kind, size: null, policy }, head, followedBy(head.rest, text));
  } catch (error) {
    await text.return();
    throw error;
  }
}

function openFile(path: string): number {
  try {
    const fd = openSync(path, "r");
    if (fstatSync(fd).isDirectory()) {
      closeSync(fd);
      throw new ToolError("E_INPUT_MISSING", "is a folder, not a VCF", {
        path,
        hint: "Give a file inside the folder.",
      });
    }
    return fd;
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    if (isMissing(cause)) throw missingFile(path, cause);
    throw new ToolError("E_IO", `cannot be opened: ${(cause as Error).message}`, { path, cause });
  }
}

function openBgzf(
  path: string,
  fd: number,
  size: number,
  { policy, isOwn = false }: OpenOptions,
): Input {
  checkEof(fd, size, path);
  const inflater = new RangeInflater({ fd, size, path, limits: policy.limits });
  const reader = new HeaderReader(path, policy.limits.maxLineBytes);
  let firstRecord: VirtualOffset = { block: size, within: 0 };
  for (const piece of headPieces(inflater, size)) {
    const end = reader.add(piece.data);
    if (end === null) continue;
    let block = 0;
    while (block + 1 < piece.blocks && (piece.dataOffsets[block + 1] ?? Infinity) <= end) block++;
    firstRecord = {
      block: piece.blockOffsets[block] ?? piece.start,
      within: end - (piece.dataOffsets[block] ?? 0),
    };
    break;
  }
  const header = headerOf(reader.text(), path, policy);
  const found = findIndex(path);
  let index: VcfIndex | null = null;
  return {
    path,
    kind: "bgzf",
    header,
    size,
    digest: digestOf(reader.text(), found?.path ?? null),
    firstRecord,
    firstLine: reader.firstRecord,
    // A whole-file scan does not need it, and a large one takes 25 ms.
    get index() {
      if (found !== null) index ??= openIndex(found.path);
      return index;
    },
    indexOlderThanFile: !isOwn && found?.olderThanFile === true,
    text: null,
    remote: null,
  };
}

const lastHeader = onceForLast<VcfHeader>();

/** Files of one archive mostly have the same header, but for their place. */
function headerOf(text: string, path: string, policy: Policy): VcfHeader {
  const { extraFields } = policy.frequency;
  const key = [...extraFields, text].join("\n");
  const header = lastHeader(key, () => parseHeader(text, path, extraFields));
  return header.path === path ? header : { ...header, path };
}

/** Mostly the header ends in the first blocks: a small file is not inflated whole for it. */
function* headPieces(inflater: RangeInflater, size: number): ReturnType<RangeInflater["pieces"]> {
  let at = 0;
  for (const end of [Math.min(HEAD_BYTES, size), size])
    for (const piece of inflater.pieces(at, end)) {
      at = piece.end;
      yield piece;
    }
}

const HEAD_BYTES = 1 << 15;

/** The text up to the first record. */
interface Head {
  reader: HeaderReader;
  bytes: number;
  /** What was read beyond it. */
  rest: Uint8Array;
}

async function readHead(path: string, text: AsyncIterator<Uint8Array>): Promise<Head> {
  const reader = new HeaderReader(path, 64 << 20);
  for (let bytes = 0; ;) {
    // oxlint-disable-next-line no-await-in-loop -- one piece after the other
    const { value, done } = await text.next();
    if (done === true) return { reader, bytes, rest: new Uint8Array(0) };
    const end = reader.add(value);
    bytes += end ?? value.length;
    if (end !== null) return { reader, bytes, rest: value.slice(end) };
  }
}

function textInput(
  { path, kind, size, policy }: Pick<Input, "path" | "kind" | "size"> & { policy: Policy },
  { reader }: Head,
  text: AsyncIterable<Uint8Array>,
): Input {
  return {
    path,
    kind,
    header: parseHeader(reader.text(), path, policy.frequency.extraFields),
    size,
    digest: digestOf(reader.text(), null),
    firstRecord: null,
    firstLine: reader.firstRecord,
    index: null,
    indexOlderThanFile: false,
    text,
    remote: null,
  };
}

function digestOf(headerText: string, indexPath: string | null): string {
  return indexPath === null ? sha256(headerText) : sha256Of(withFile(headerText, indexPath));
}

/** In pieces: a large index that nothing else reads is not held in memory. */
function* withFile(text: string, path: string): Generator<Uint8Array | string> {
  yield text;
  const fd = openSync(path, "r");
  try {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (let got = readSync(fd, piece); got > 0; got = readSync(fd, piece))
      yield piece.subarray(0, got);
  } finally {
    closeSync(fd);
  }
}

const PIECE_BYTES = 1 << 16;
