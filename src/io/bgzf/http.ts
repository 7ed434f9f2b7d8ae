/**
 * Byte ranges and whole small files over http(s): retried where trying again can help, and only what
 * the server says to be the asked range of the same, unchanged file is accepted.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { RemoteFile } from "generic-filehandle2";
import { isToolError, messageOf, ToolError } from "../../core/errors.ts";
import { counted } from "../../core/counted.ts";

/** Waits before the second, third, ... attempt, in milliseconds. */
export const RETRY_DELAYS_MS: readonly number[] = [250, 1000, 4000];
const REQUEST_TIMEOUT_MS = 60_000;

type FetchInput = Parameters<typeof fetch>[0];

/** One remote file, read by ranges. */
export class RangeHandle {
  readonly url: string;
  readonly #delaysMs: readonly number[];
  #file: RemoteFile | undefined;
  #size = -1;
  #etag: string | null = null;

  private constructor(url: string, delaysMs: readonly number[]) {
    this.url = url;
    this.#delaysMs = delaysMs;
  }

  /** Asks for the first byte, to learn the size and that ranges are served. @throws E_REMOTE */
  static async open(url: string, delaysMs: readonly number[]): Promise<RangeHandle> {
    const { RemoteFile } = await import("generic-filehandle2");
    const handle = new RangeHandle(url, delaysMs);
    handle.#file = new RemoteFile(url, { fetch: (input, init) => handle.#fetch(input, init) });
    await handle.read(0, 1);
    return handle;
  }

  /** Size of the file in bytes. */
  get size(): number {
    return this.#size;
  }

  /** Bytes [start, end), all of them. @throws E_REMOTE */
  async read(start: number, end: number): Promise<Uint8Array> {
    const length = end - start;
    if (length <= 0) return new Uint8Array(0);
    return retry(this.url, this.#delaysMs, async () => {
      const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
      const bytes = await this.#file?.read(length, start, { signal });
      if (bytes?.length !== length)
        throw new Error(`${bytes?.length ?? 0} bytes came instead of ${length}`);
      return bytes;
    });
  }

  async #fetch(input: FetchInput, init?: RequestInit): Promise<Response> {
    const response = await fetchOrRetry(input, init);
    if (response.status !== 206) {
      await response.body?.cancel();
      throw refused(this.url, response.status);
    }
    const range = response.headers.get("content-range");
    const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(range ?? "") ?? [];
    const requested = /^bytes=(\d+)-/.exec(new Headers(init?.headers).get("range") ?? "")?.[1];
    const size = Number(total);
    const etag = response.headers.get("etag");
    const encoding = response.headers.get("content-encoding") ?? "identity";
    let what: string | undefined;
    if (total === undefined || from !== requested)
      what = `the reply's Content-Range is ${range ?? "absent"}, asked was from byte ${requested ?? "?"}`;
    else if (encoding !== "identity") what = `the reply's Content-Encoding is ${encoding}`;
    else if (this.#size >= 0 && (size !== this.#size || etag !== this.#etag))
      what = "the file changed while it was read";
    if (what !== undefined) {
      await response.body?.cancel();
      throw new ToolError("E_REMOTE", what, { path: this.url, hint: DOWNLOAD });
    }
    this.#size = size;
    this.#etag = etag;
    return response;
  }
}

/** A whole file; null when the server does not have it. @throws E_REMOTE */
export async function fetchWhole(
  url: string,
  delaysMs: readonly number[],
): Promise<Uint8Array | null> {
  const { RemoteFile } = await import("generic-filehandle2");
  let missing = false;
  const file = new RemoteFile(url, {
    fetch: async (input, init) => {
      const response = await fetchOrRetry(input, init);
      // Object stores answer 403 for what is not there.
      missing = response.status === 403 || response.status === 404 || response.status === 410;
      if (response.status === 200) return response;
      await response.body?.cancel();
      throw refused(url, response.status);
    },
  });
  try {
    return await retry(url, delaysMs, () =>
      file.readFile({ signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) }),
    );
  } catch (error) {
    if (missing) return null;
    throw error;
  }
}

/** Server faults and overload are worth another attempt: they throw like a broken connection. */
async function fetchOrRetry(input: FetchInput, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  if (response.status < 500 && response.status !== 429 && response.status !== 408) return response;
  await response.body?.cancel();
  throw new Error(`the server answered with status ${response.status}`);
}

const DOWNLOAD = "Download the file and analyse the local copy.";

function refused(path: string, status: number): ToolError {
  if (status === 200)
    return new ToolError("E_REMOTE", "the server does not serve byte ranges", {
      path,
      hint: DOWNLOAD,
    });
  const hint = "Check the address, and that it may be read without a password.";
  return new ToolError("E_REMOTE", `the server answered with status ${status}`, { path, hint });
}

async function retry<T>(
  url: string,
  delaysMs: readonly number[],
  attempt: () => Promise<T>,
): Promise<T> {
  for (let n = 0; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      const causes = causesOf(error);
      const final = causes.find(isToolError);
      if (final !== undefined) throw final;
      const delay = delaysMs[n];
      if (delay === undefined)
        throw new ToolError("E_REMOTE", `${innermost(causes)} (${counted(n + 1, "attempt")})`, {
          path: url,
          hint: "Try again later, or download the file.",
          cause: error,
        });
      await sleep(delay);
    }
  }
}

function causesOf(error: unknown): unknown[] {
  const causes = [error];
  for (let e = error; e instanceof Error && e.cause !== undefined && causes.length < 8; e = e.cause)
    causes.push(e.cause);
  return causes;
}

/** The innermost message says most: "fetch failed" hides "connect ECONNREFUSED". */
function innermost(causes: readonly unknown[]): string {
  return messageOf(causes.findLast((e) => e instanceof Error && e.message !== "") ?? causes[0]);
}
