/**
 * One JSON document over http(s), whole or not at all: tried again where that can help (429, 408, 5xx, a
 * broken line, a stalled one, a body that is no JSON), bounded in size, time and attempts, and never sent to
 * another origin than the one that was asked for.
 */
import { counted } from "../../core/counted.ts";
import { setTimeout as sleepFor } from "node:timers/promises";
import { isToolError, ToolError } from "../../core/errors.ts";

export interface RequestOptions {
  /** Sent to the source's origin only; never logged. */
  token: string | null;
  userAgent: string;
  /** Without a byte for so long, a connection counts as stalled. */
  idleTimeoutMs: number;
  maxBytes: number;
  /** Waits before the second, third, ... attempt where the server names none. */
  delaysMs: readonly number[];
  /** The same after a 429: the server wants less, not the same again. */
  busyDelaysMs: readonly number[];
  /** A longer `Retry-After` ends the run with the time that it asks for. */
  maxWaitMs: number;
  /** Told before each wait. */
  onWait: (reason: string, ms: number) => void;
  /** Awaited before every request: the pause between two. */
  turn: () => Promise<void>;
  now: () => number;
  sleep: (ms: number) => Promise<unknown>;
}

export const REQUEST_DEFAULTS: Omit<RequestOptions, "token" | "userAgent" | "onWait"> = {
  idleTimeoutMs: 60_000,
  // The largest super panel, 486, is 30 MB.
  maxBytes: 256 * 1024 * 1024,
  delaysMs: [1000, 4000, 15_000, 60_000],
  // Genomics England has throttled clients since November 2025, for which waits of seconds were too short.
  busyDelaysMs: [15_000, 30_000, 60_000, 60_000, 60_000],
  maxWaitMs: 300_000,
  turn: () => Promise.resolve(),
  now: () => Date.now(),
  sleep: (ms) => sleepFor(ms),
};

export interface JsonReply {
  url: string;
  bytes: Buffer;
  json: unknown;
}

const MOST_REDIRECTS = 5;

/** An attempt that failed and may be made again. */
class Passing extends Error {
  readonly retryAfterMs: number | null;
  readonly isBusy: boolean;

  constructor(message: string, details: { busy?: boolean; retryAfterMs?: number | null } = {}) {
    super(message);
    this.isBusy = details.busy ?? false;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}

/**
 * @returns null: the server does not have it (404)
 * @throws ToolError E_REMOTE: refused, gone for good, or given up after the last attempt
 */
export async function requestJson(url: URL, options: RequestOptions): Promise<JsonReply | null> {
  for (let failures = 0; ; failures += 1) {
    try {
      await options.turn();
      return await attempt(url, options);
    } catch (error) {
      if (isToolError(error)) throw error;
      const failure = error instanceof Passing ? error : new Passing(innermost(error));
      await wait(url, failure, failures, options);
    }
  }
}

async function wait(
  url: URL,
  failure: Passing,
  failures: number,
  options: RequestOptions,
): Promise<void> {
  const delays = failure.isBusy ? options.busyDelaysMs : options.delaysMs;
  const delay = delays[failures];
  const ms = failure.retryAfterMs ?? delay;
  if (delay === undefined || ms === undefined)
    throw new ToolError("E_REMOTE", `${failure.message} (${counted(failures + 1, "attempt")})`, {
      path: url.href,
      hint: "Run the same command again later: what has arrived is kept.",
    });
  if (ms > options.maxWaitMs)
    throw new ToolError(
      "E_REMOTE",
      `${failure.message}; the server asks to wait ${Math.ceil(ms / 1000)} s`,
      { path: url.href, hint: "Run the same command again then: what has arrived is kept." },
    );
  options.onWait(failure.message, ms);
  await options.sleep(ms);
}

async function attempt(start: URL, options: RequestOptions): Promise<JsonReply | null> {
  const stop = new AbortController();
  const stalled = new Passing(`nothing came for ${Math.round(options.idleTimeoutMs / 1000)} s`);
  let timer = setTimeout(() => stop.abort(stalled), options.idleTimeoutMs);
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(stalled), options.idleTimeoutMs);
  };
  try {
    const response = await follow(start, options, stop.signal, alive);
    if (response.status !== 200) {
      await response.body?.cancel();
      if (response.status === 404) return null;
      throw failureOf(start, response, options);
    }
    const bytes = await bodyOf(start, response, options, alive);
    return { url: start.href, bytes, json: parse(bytes, response) };
  } catch (error) {
    // What the abort was for says more than that there was one.
    throw stop.signal.aborted ? stalled : error;
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

/** Follows redirects by hand: a token or a patient site's request must not go where it was not sent. */
async function follow(
  start: URL,
  options: RequestOptions,
  signal: AbortSignal,
  alive: () => void,
): Promise<Response> {
  let url = start;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const response = await fetch(url, {
      redirect: "manual",
      signal,
      headers: {
        accept: "application/json",
        "user-agent": options.userAgent,
        ...(options.token === null ? {} : { authorization: authorization(options.token) }),
      },
    });
    alive();
    if (![301, 302, 303, 307, 308].includes(response.status)) return response;
    await response.body?.cancel();
    url = sameOrigin(response.headers.get("location") ?? "", url);
  }
  throw new ToolError("E_REMOTE", `more than ${MOST_REDIRECTS} redirects`, { path: start.href });
}

/** A bare token is Django's; one with its scheme (`Bearer …`) goes as it is. */
function authorization(token: string): string {
  return token.includes(" ") ? token : `Token ${token}`;
}

/** An address that a reply names. @throws ToolError E_REMOTE where it leads to another origin */
export function sameOrigin(text: string, from: URL): URL {
  const url = URL.canParse(text, from.href) ? new URL(text, from) : null;
  if (url === null || text === "" || url.origin !== from.origin)
    throw new ToolError("E_REMOTE", `the reply leads elsewhere: "${text.slice(0, 200)}"`, {
      path: from.href,
      hint: `Only ${from.origin} was asked for; give the right address with --source.`,
    });
  return url;
}

function failureOf(url: URL, response: Response, options: RequestOptions): Error {
  const { status } = response;
  if (status === 429 || status === 408 || status >= 500)
    return new Passing(`the server answered with status ${status}`, {
      busy: status === 429,
      retryAfterMs: retryAfter(response.headers.get("retry-after"), options.now()),
    });
  const hint =
    status === 401 || status === 403
      ? "A token may be needed (--token, or PANELIST_PANELAPP_TOKEN): PanelApp Australia gives one on request."
      : "Check the address (--source).";
  return new ToolError("E_REMOTE", `the server answered with status ${status}`, {
    path: url.href,
    hint,
  });
}

/** Seconds or an HTTP date, in milliseconds from now; null where there is none that can be read. */
function retryAfter(text: string | null, now: number): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

async function bodyOf(
  url: URL,
  response: Response,
  options: RequestOptions,
  alive: () => void,
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    alive();
    size += part.length;
    if (size > options.maxBytes)
      throw new ToolError("E_REMOTE", `the reply is larger than ${options.maxBytes} bytes`, {
        path: url.href,
        hint: "No panel is that large; check the address (--source).",
      });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** A cut body without a stated length, or a proxy's page of HTML with status 200, comes to light here. */
function parse(bytes: Buffer, response: Response): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    const type = response.headers.get("content-type") ?? "no content type";
    throw new Passing(`the reply is no JSON (${type}, ${bytes.length} bytes)`);
  }
}

/** The innermost message says most: "fetch failed" hides "connect ECONNREFUSED". */
function innermost(error: unknown): string {
  let message = String(error);
  for (let e = error, depth = 0; e instanceof Error && depth < 8; e = e.cause, depth += 1)
    if (e.message !== "") message = e.message;
  return message;
}
