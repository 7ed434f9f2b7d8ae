/**
 * Byte ranges and small whole files over http(s): retried if that can help, and accepted only if the server states
 * that it is the requested range of the same, unchanged file.
 */
import { ToolError } from "../../core/errors.ts";
import { download, type Downloaded } from "../download.ts";
import { passingStatus, RETRY_DEFAULTS, retrying } from "../retry.ts";
import type { RangeCache, Tagged } from "../range-cache.ts";

/** Waits before the second, third, ... attempt, in milliseconds. */
export const RETRY_DELAYS_MS: readonly number[] = [250, 1000, 4000];
const REQUEST_TIMEOUT_MS = 60_000;
const SLACK_BYTES = 1 << 16;

/** How remote files are read. */
export interface RemoteAccess {
  /** Parts that were read before; null: none are kept. */
  cache: RangeCache | null;
  /** Nothing is asked of the network: what is not in the cache is an error. */
  offline: boolean;
  /** Waits before the second, third, ... attempt, in milliseconds. */
  retryDelaysMs?: readonly number[];
  /** Runs requests so many at once; absent: each file by itself. */
  inTurn?: <T>(work: () => Promise<T>) => Promise<T>;
}

/** One remote file, read by ranges. */
export class RangeHandle {
  readonly url: string;
  readonly #delaysMs: readonly number[];
  #size = -1;
  #etag: string | null = null;
  #date: string | null = null;

  private constructor(url: string, delaysMs: readonly number[]) {
    this.url = url;
    this.#delaysMs = delaysMs;
  }

  /** Asks for the first byte, to learn the size and that ranges are served. @throws E_REMOTE */
  static async open(url: string, delaysMs: readonly number[]): Promise<RangeHandle> {
    const handle = new RangeHandle(url, delaysMs);
    await handle.read(0, 1);
    return handle;
  }

  /** Size of the file in bytes. */
  get size(): number {
    return this.#size;
  }

  /** By which the server tells versions of the file apart; null: it does not. */
  get tagged(): Tagged | null {
    const tag = this.#etag ?? this.#date;
    return tag === null ? null : { tag, size: this.#size };
  }

  /** Bytes [start, end), all of them. @throws E_REMOTE */
  async read(start: number, end: number): Promise<Uint8Array> {
    const length = end - start;
    if (length <= 0) return new Uint8Array(0);
    return retry(this.url, this.#delaysMs, async () => {
      const reply = await download(new URL(this.url), {
        status: 206,
        headers: { range: `bytes=${start}-${end - 1}` },
        // A reply that is a little longer is told as what it is.
        maxBytes: length + SLACK_BYTES,
        totalMs: REQUEST_TIMEOUT_MS,
        hint: DOWNLOAD,
      });
      this.#check(reply, start);
      const { bytes } = reply;
      if (bytes.length !== length)
        throw new Error(`${bytes.length} bytes came instead of ${length}`);
      return bytes;
    });
  }

  #check({ status, headers }: Downloaded, start: number): void {
    if (status !== 206)
      throw passingStatus(status, headers, Date.now()) ?? refused(this.url, status);
    const range = headers.get("content-range");
    const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(range ?? "") ?? [];
    const size = Number(total);
    const etag = headers.get("etag");
    const date = headers.get("last-modified");
    const isOther = etag !== this.#etag || (etag === null && date !== this.#date);
    const encoding = headers.get("content-encoding") ?? "identity";
    let what: string | undefined;
    if (total === undefined || Number(from) !== start)
      what = `the reply's Content-Range is ${range ?? "absent"}, but byte ${start} onwards was requested`;
    else if (encoding !== "identity") what = `the reply's Content-Encoding is ${encoding}`;
    else if (this.#size >= 0 && (size !== this.#size || isOther))
      what = "the file changed while it was read";
    if (what !== undefined)
      throw new ToolError("E_REMOTE", what, { path: this.url, hint: DOWNLOAD });
    this.#size = size;
    this.#etag = etag;
    this.#date = date;
  }
}

/**
 * A whole file; null when the server does not have it, or when it was not read before and nothing may be asked.
 * @throws E_REMOTE
 */
export async function fetchWhole(
  url: string,
  delaysMs: readonly number[],
  { cache, offline }: RemoteAccess = { cache: null, offline: false },
): Promise<Uint8Array | null> {
  const known = cache?.known(url) ?? null;
  const held = known && (cache?.read(url, known.tag, { start: 0, end: known.size }) ?? null);
  if (offline) return held;
  return retry(url, delaysMs, async () => {
    const { status, bytes, headers } = await download(new URL(url), {
      ...(held === null ? {} : { headers: { "if-none-match": known?.tag ?? "" } }),
      status: 200,
      totalMs: REQUEST_TIMEOUT_MS,
      hint: DOWNLOAD,
    });
    if (status === 304 && held !== null) return held;
    // Object stores answer 403 for what is not there.
    if (status === 403 || status === 404 || status === 410) return null;
    if (status !== 200) throw passingStatus(status, headers, Date.now()) ?? refused(url, status);
    const tag = headers.get("etag");
    if (cache !== null && tag !== null) {
      cache.remember(url, { tag, size: bytes.length });
      cache.write(url, tag, 0, bytes);
    }
    return bytes;
  });
}

/** `url` with a suffix on its path, before any query. */
export function withSuffix(url: string, suffix: string): string {
  const address = new URL(url);
  address.pathname += suffix;
  return address.href;
}

const DOWNLOAD = "Download the file and analyse the local copy.";

function refused(path: string, status: number): ToolError {
  if (status === 200)
    return new ToolError("E_REMOTE", "the server does not support byte ranges", {
      path,
      hint: DOWNLOAD,
    });
  const hint = "Check the address, and that it can be read without a password.";
  return new ToolError("E_REMOTE", `the server answered with status ${status}`, { path, hint });
}

/** Nothing may be asked of the network, and this is not at hand. */
export function notRead(url: string, what: string): ToolError {
  return new ToolError(
    "E_REMOTE",
    `${what} not read earlier, and --offline prevents use of the network`,
    {
      path: url,
      hint: "Leave --offline out, or prefetch: `panelist knowledge import values`.",
    },
  );
}

function retry<T>(url: string, delaysMs: readonly number[], attempt: () => Promise<T>): Promise<T> {
  return retrying(
    new URL(url),
    {
      ...RETRY_DEFAULTS,
      delaysMs,
      busyDelaysMs: delaysMs,
      maxWaitMs: REQUEST_TIMEOUT_MS,
      onWait: () => undefined,
      advice: "Try again later, or download the file.",
    },
    attempt,
  );
}
