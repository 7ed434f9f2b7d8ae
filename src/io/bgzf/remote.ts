/** A bgzipped VCF over http(s), read by byte ranges with the help of its index. For the main thread. */
import { ToolError } from "../../core/errors.ts";
import { EOF_BLOCK, isEofBlock, MAX_BLOCK_BYTES } from "./block.ts";
import type { Chunk } from "./chunks.ts";
import { noEofBlock } from "./eof.ts";
import {
  fetchWhole,
  notRead,
  RangeHandle,
  type RemoteAccess,
  RETRY_DELAYS_MS,
  withSuffix,
} from "./http.ts";
import { inflateIndex, parseIndex, type VcfIndex } from "./indexReader.ts";
import { type InflatedRange, inflateRun } from "./inflate.ts";
import { expansionGuard, type Limits, MAX_DATA_BYTES } from "./limits.ts";
import { misfit, trimToChunk } from "./range.ts";

interface RemoteOptions {
  limits: Limits;
  /** Waits before the second, third, ... attempt, in milliseconds. */
  retryDelaysMs?: readonly number[];
}

/** Compressed bytes of one request. */
const REQUEST_BYTES = 1 << 20;

export class RemoteBgzf {
  readonly url: string;
  /** Size of the file in bytes, as the server states it. */
  readonly size: number;
  readonly #handle: RangeHandle;
  readonly #options: RemoteOptions;
  readonly #guard: (compressedBytes: number, dataBytes: number) => void;
  #index: Promise<VcfIndex> | undefined;

  private constructor(url: string, size: number, handle: RangeHandle, options: RemoteOptions) {
    this.url = url;
    this.size = size;
    this.#handle = handle;
    this.#options = options;
    this.#guard = expansionGuard(options.limits, url);
  }

  /** @throws E_REMOTE; E_BGZF_TRUNCATED when the end-of-file block is missing */
  static async open(url: string, options: RemoteOptions): Promise<RemoteBgzf> {
    const handle = await RangeHandle.open(url, options.retryDelaysMs ?? RETRY_DELAYS_MS);
    const { size } = handle;
    const tail = await handle.read(Math.max(0, size - EOF_BLOCK.length), size);
    if (!isEofBlock(tail, 0, tail.length)) throw noEofBlock(size, url);
    return new RemoteBgzf(url, size, handle, options);
  }

  /** Bytes [start, end) as stored, cut at the file's size. @throws E_REMOTE */
  async read(start: number, end: number): Promise<Uint8Array> {
    return this.#handle.read(start, Math.min(end, this.size));
  }

  /** As `RangeInflater.readChunk`; each piece stays valid. @throws E_REMOTE, E_INDEX, E_BGZF, E_LIMIT */
  async *readChunk(chunk: Chunk): AsyncGenerator<InflatedRange, void> {
    const { minv, maxv } = chunk;
    const end = maxv.within > 0 ? maxv.block + 1 : maxv.block;
    if (end > this.size) throw misfit(this.url, chunk);
    for (let at = minv.block; at < end;) {
      const before = Math.min(end, at + REQUEST_BYTES);
      const bytes = await this.read(at, before + MAX_BLOCK_BYTES);
      const limits = { before, maxData: MAX_DATA_BYTES };
      const piece = inflateRun(bytes, 0, at, this.size, limits, { path: this.url });
      this.#guard(piece.end - piece.start, piece.data.length);
      const trimmed = trimToChunk(piece, chunk);
      if (trimmed === null) throw misfit(this.url, chunk);
      yield trimmed;
      at = piece.end;
    }
  }

  /** The file's index, fetched once. @throws E_REMOTE when there is none, E_INDEX when it is damaged */
  index(): Promise<VcfIndex> {
    this.#index ??= fetchIndex(this.url, { cache: null, offline: false, ...this.#options });
    return this.#index;
  }
}

/** The index beside a remote file, `.tbi` or else `.csi`. @throws E_REMOTE when there is none, E_INDEX when it is damaged */
export async function fetchIndex(url: string, access: RemoteAccess): Promise<VcfIndex> {
  const { retryDelaysMs = RETRY_DELAYS_MS, offline } = access;
  const candidates = [withSuffix(url, ".tbi"), withSuffix(url, ".csi")];
  for (const address of candidates) {
    const stored = await fetchWhole(address, retryDelaysMs, access);
    // Some servers unzip it on the way (Content-Encoding), some tools never zip it.
    if (stored !== null) return parseIndex(inflateIndex(stored, address), address, "any");
  }
  if (offline) throw notRead(url, "its index was");
  throw new ToolError("E_REMOTE", "the server has no index for the file", {
    path: url,
    hint: `No index at ${candidates.join(" and ")}. Download the file, or ask for it to be indexed.`,
  });
}
