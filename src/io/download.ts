/**
 * The one door to other machines: one GET over http(s), bounded in size, time and rate. A redirect is followed
 * on the same host alone, never from https to http; a token goes over https alone. Trying again is the caller's.
 */
import { ToolError, usageError } from "../core/errors.ts";
import { LIMITS } from "../core/limits.ts";

const { download: limits } = LIMITS;
const MOST_REDIRECTS = 5;

interface DownloadRequest {
  headers?: Record<string, string>;
  /** The `authorization` header; goes over https, or to this machine. Never logged. */
  authorization?: string | undefined;
  /** The status whose body is wanted; that of others is not read. */
  status: 200 | 206;
  /** Default: `LIMITS.download.bytes`. */
  maxBytes?: number;
  /** Hosts that a redirect may lead to as well, over https. */
  hosts?: readonly string[];
  /** What to do where the reply is too large or leads elsewhere. */
  hint: string;
  /** Default: those of `LIMITS.download`. */
  idleMs?: number;
  totalMs?: number;
  /** Bytes that must come in a time, in milliseconds. */
  least?: { bytes: number; ms: number };
}

export interface Downloaded {
  status: number;
  headers: Headers;
  /** Empty where the status is not the one whose body is wanted. */
  bytes: Buffer;
}

/** Nothing, or too little, came in time: another attempt may do better. */
class TooSlow extends Error {}

/** @throws ToolError E_REMOTE: too large, or leads elsewhere; E_USAGE: a token over http; TooSlow; what `fetch` throws */
export async function download(url: URL, request: DownloadRequest): Promise<Downloaded> {
  const { authorization, maxBytes = limits.bytes } = request;
  if (authorization !== undefined) refuseOpen(url);
  const watch = new Watch(request);
  try {
    const response = await follow(url, request, watch);
    const { status, headers } = response;
    if (status !== request.status) {
      await response.body?.cancel();
      return { status, headers, bytes: Buffer.alloc(0) };
    }
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of response.body ?? []) {
      watch.came(part.length);
      size += part.length;
      if (size > maxBytes)
        throw new ToolError("E_REMOTE", `the reply is larger than ${maxBytes} bytes`, {
          path: url.href,
          hint: request.hint,
        });
      parts.push(part);
    }
    return { status, headers, bytes: Buffer.concat(parts) };
  } catch (error) {
    // What the abort was for says more than that there was one.
    throw watch.why ?? error;
  } finally {
    watch.end();
  }
}

/** Ends a request that stands still, drips, or has no end. */
class Watch {
  readonly #stop = new AbortController();
  readonly #idleMs: number;
  readonly #timers: NodeJS.Timeout[];
  #idle: NodeJS.Timeout;
  #bytes = 0;
  why: TooSlow | undefined;

  constructor(request: DownloadRequest) {
    const { idleMs = limits.idleMs, totalMs = limits.totalMs } = request;
    const { bytes, ms } = request.least ?? {
      bytes: (limits.bytesPerSecond * limits.idleMs) / 1000,
      ms: limits.idleMs,
    };
    this.#idleMs = idleMs;
    this.#idle = this.#wait();
    let before = 0;
    this.#timers = [
      setTimeout(() => this.#cut(`it took more than ${seconds(totalMs)}`), totalMs),
      setInterval(() => {
        if (this.#bytes - before < bytes)
          this.#cut(`fewer than ${bytes} bytes came in ${seconds(ms)}`);
        before = this.#bytes;
      }, ms),
    ];
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  came(bytes: number): void {
    this.#bytes += bytes;
    clearTimeout(this.#idle);
    this.#idle = this.#wait();
  }

  end(): void {
    clearTimeout(this.#idle);
    for (const timer of this.#timers) clearTimeout(timer);
    this.#stop.abort();
  }

  #wait(): NodeJS.Timeout {
    return setTimeout(() => this.#cut(`nothing came for ${seconds(this.#idleMs)}`), this.#idleMs);
  }

  #cut(what: string): void {
    this.why ??= new TooSlow(what);
    this.#stop.abort(this.why);
  }
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

/** By hand: what was sent to one host must not go to another. */
async function follow(start: URL, request: DownloadRequest, watch: Watch): Promise<Response> {
  const { authorization, hosts = [], hint } = request;
  let url = start;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    // oxlint-disable-next-line no-await-in-loop -- a redirect names the next one
    const response = await fetch(url, {
      redirect: "manual",
      signal: watch.signal,
      headers: { ...request.headers, ...(authorization === undefined ? {} : { authorization }) },
    });
    watch.came(0);
    if (![301, 302, 303, 307, 308].includes(response.status)) return response;
    // oxlint-disable-next-line no-await-in-loop -- as above
    await response.body?.cancel();
    url = onSameHost(response.headers.get("location") ?? "", url, { hosts, hint });
  }
  throw new ToolError("E_REMOTE", `more than ${MOST_REDIRECTS} redirects`, { path: start.href });
}

/**
 * An address that a reply names: of the same origin, or of the same host by https instead of http.
 * @param hosts that it may lead to as well, over https
 * @throws ToolError E_REMOTE where it leads elsewhere
 */
export function onSameHost(
  text: string,
  from: URL,
  { hosts = [], hint }: { hosts?: readonly string[]; hint: string },
): URL {
  const url = text !== "" && URL.canParse(text, from.href) ? new URL(text, from) : null;
  const isSame =
    url !== null &&
    (url.origin === from.origin ||
      (url.protocol === "https:" &&
        ((url.hostname === from.hostname && from.port === "" && url.port === "") ||
          hosts.includes(url.host))));
  if (isSame && url.username === "" && url.password === "") return url;
  throw new ToolError("E_REMOTE", `the reply redirects elsewhere: '${text.slice(0, 200)}'`, {
    path: from.href,
    hint,
  });
}

/** @throws ToolError E_USAGE */
function refuseOpen({ protocol, hostname, host }: URL): void {
  const isHere = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol === "https:" || isHere) return;
  throw usageError(
    `the token would be readable on the way to ${host}`,
    "Use the address with https://, or leave the token out.",
  );
}
