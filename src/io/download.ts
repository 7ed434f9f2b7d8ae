/**
 * The only way out to other machines: one GET over http(s), limited in size, time and rate. A redirect is followed
 * on the same host alone, never from https to http; a token goes over https alone. Trying again is the caller's.
 */
import { isToolError, systemCode, ToolError, usageError } from "../core/errors.ts";
import { LIMITS } from "../core/limits.ts";
import { type Fetch, networkFetch, type Reply } from "./network.ts";

const { download: limits } = LIMITS;
const MOST_REDIRECTS = 5;

export interface ReceiveRequest {
  headers?: Record<string, string>;
  /** The `authorization` header; goes over https, or to this machine. Never logged. */
  authorization?: string | undefined;
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

interface DownloadRequest extends ReceiveRequest {
  /** The status whose body is wanted; that of others is not read. */
  status: 200 | 206;
}

export interface Downloaded extends Omit<Reply, "body"> {
  /** Empty where the status is not the one whose body is wanted. */
  bytes: Buffer;
}

/** Nothing, or too little, came in time: another attempt may do better. */
class TooSlow extends Error {}

/** @throws ToolError E_REMOTE: too large, leads elsewhere, refused by a proxy; E_USAGE: a token over http, a password in the address; TooSlow; what `fetch` throws */
export async function download(url: URL, request: DownloadRequest): Promise<Downloaded> {
  const parts: Uint8Array[] = [];
  const { status, headers } = await receive(url, request, (reply) =>
    reply.status === request.status ? (part) => parts.push(part) : null,
  );
  return { status, headers, bytes: Buffer.concat(parts) };
}

/**
 * The same, part by part.
 * @param begin told the status and headers; gives what takes the parts of the body, or null where it is not wanted
 */
export async function receive(
  url: URL,
  request: ReceiveRequest,
  begin: (reply: Omit<Reply, "body">) => ((part: Uint8Array) => unknown) | null,
): Promise<Omit<Reply, "body">> {
  const { authorization, maxBytes = limits.bytes } = request;
  if (url.username !== "" || url.password !== "")
    throw usageError(
      `the address of ${url.host} contains a user name or password`,
      "Leave them out of the address: they would be kept with the results.",
    );
  if (authorization !== undefined) refuseOpen(url);
  const watch = new Watch(request);
  try {
    const { body, status, headers } = await follow(url, request, watch);
    const reply = { status, headers };
    const take = begin(reply);
    if (take === null) {
      await body?.cancel();
      return reply;
    }
    let size = 0;
    for await (const part of body ?? []) {
      watch.came(part.length);
      size += part.length;
      if (size > maxBytes)
        throw new ToolError("E_REMOTE", `the reply is larger than ${maxBytes} bytes`, {
          path: url.href,
          hint: request.hint,
        });
      take(part);
    }
    return reply;
  } catch (error) {
    // What the abort was for says more than that there was one.
    throw watch.why ?? refusal(url, error) ?? error;
  } finally {
    watch.end();
  }
}

const UNTRUSTED = /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT_)/;

/** What no further attempt changes: a proxy that refuses, a certificate of an authority that is not known. */
function refusal(url: URL, error: unknown): ToolError | null {
  let cause = error;
  for (let e = error; e instanceof Error && !isToolError(e); e = e.cause) cause = e;
  if (!(cause instanceof Error) || isToolError(cause)) return null;
  const status = /^Proxy response \((\d+)\)/.exec(cause.message)?.[1];
  const about = { path: url.href, cause: error };
  if (status === "407" || cause.message.includes("(407)"))
    return new ToolError(
      "E_REMOTE",
      "the proxy requires a user name and password, or rejected them",
      {
        ...about,
        hint: "Set HTTPS_PROXY to http://user:password@host:port, with special characters percent-encoded.",
      },
    );
  if (status !== undefined && Number(status) < 500)
    return new ToolError("E_REMOTE", `the proxy answered with status ${status}`, {
      ...about,
      hint: "Ask your network administrators to allow this host, or make a bundle on another machine (`panelist bundle`).",
    });
  if (!UNTRUSTED.test(systemCode(cause))) return null;
  return new ToolError("E_REMOTE", `the server's certificate is not trusted: ${cause.message}`, {
    ...about,
    hint: "If your network inspects traffic, give the certificate of its certificate authority with --ca-file.",
  });
}

/** Ends a request that stands still, drips, or has no end. */
class Watch {
  readonly #stop = new AbortController();
  readonly #idleMs: number;
  readonly #timers: NodeJS.Timeout[];
  #idle: NodeJS.Timeout;
  #bytes = 0;
  why: TooSlow | undefined;

  constructor(request: ReceiveRequest) {
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
async function follow(start: URL, request: ReceiveRequest, watch: Watch): Promise<Reply> {
  const { authorization, hosts = [], hint } = request;
  const fetch: Fetch = await networkFetch();
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
  throw new ToolError(
    "E_REMOTE",
    `the server redirects to a different address: '${text.slice(0, 200)}'`,
    {
      path: from.href,
      hint,
    },
  );
}

/** @throws ToolError E_USAGE */
function refuseOpen({ protocol, hostname, host }: URL): void {
  const isHere = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol === "https:" || isHere) return;
  throw usageError(
    `the token would be sent unencrypted to ${host}`,
    "Use the address with https://, or leave the token out.",
  );
}
