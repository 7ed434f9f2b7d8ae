/**
 * One JSON document over http(s), whole or not at all: tried again where that can help (429, 408, 5xx, a
 * broken line, a stalled one, a body that is no JSON), bounded in size, time and attempts, and never sent to
 * another host than the one that was asked for.
 */
import { counted } from "../../core/counted.ts";
import { setTimeout as sleepFor } from "node:timers/promises";
import { innermost, isToolError, ToolError } from "../../core/errors.ts";
import { parseJson } from "../../core/json.ts";
import { LIMITS } from "../../core/limits.ts";
import { download, onSameHost } from "../../io/download.ts";

export interface RequestOptions {
  /** Sent to the source's origin only; never logged. */
  token: string | undefined;
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
  idleTimeoutMs: LIMITS.download.idleMs,
  // The largest super panel, 486, is 30 MB.
  maxBytes: LIMITS.download.bytes,
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
      hint: "Run the same command again later; what has arrived is kept.",
    });
  if (ms > options.maxWaitMs)
    throw new ToolError(
      "E_REMOTE",
      `${failure.message}; the server asks to wait ${Math.ceil(ms / 1000)} s`,
      { path: url.href, hint: "Run the same command again after that; what has arrived is kept." },
    );
  options.onWait(failure.message, ms);
  await options.sleep(ms);
}

async function attempt(url: URL, options: RequestOptions): Promise<JsonReply | null> {
  const { token, userAgent, maxBytes, idleTimeoutMs: idleMs } = options;
  const { status, headers, bytes } = await download(url, {
    status: 200,
    headers: { accept: "application/json", "user-agent": userAgent },
    authorization: token === undefined ? undefined : authorization(token),
    maxBytes,
    idleMs,
    hint: elsewhere(url),
  });
  if (status === 404) return null;
  if (status !== 200) throw failureOf(url, status, headers, options);
  return { url: url.href, bytes, json: parse(bytes, headers) };
}

function elsewhere({ origin }: URL): string {
  return `Only panels of ${origin} were asked for; give the right address with --source.`;
}

/** A bare token is Django's; one with its scheme (`Bearer …`) goes as it is. */
function authorization(token: string): string {
  return token.includes(" ") ? token : `Token ${token}`;
}

/** An address that a reply names. @throws ToolError E_REMOTE where it leads to another host */
export function sameHost(text: string, from: URL): URL {
  return onSameHost(text, from, { hint: elsewhere(from) });
}

function failureOf(url: URL, status: number, headers: Headers, options: RequestOptions): Error {
  if (status === 429 || status === 408 || status >= 500)
    return new Passing(`the server answered with status ${status}`, {
      busy: status === 429,
      retryAfterMs: retryAfter(headers.get("retry-after"), options.now()),
    });
  const hint =
    status === 401 || status === 403
      ? "A token may be needed (PANELIST_PANELAPP_TOKEN or --token); PanelApp Australia gives one on request."
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

/** A cut body without a stated length, or a proxy's page of HTML with status 200, comes to light here. */
function parse(bytes: Buffer, headers: Headers): unknown {
  return parseJson(bytes.toString("utf8"), () => {
    const type = headers.get("content-type") ?? "no content type";
    return new Passing(`the reply is no JSON (${type}, ${bytes.length} bytes)`);
  });
}
