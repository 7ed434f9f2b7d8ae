/**
 * One JSON document over http(s), whole or not at all: retried if that can help (429, 408, 5xx, a broken or
 * stalled connection, a body that is not JSON), limited in size, time and attempts, and never sent to a host other
 * than the one requested.
 */
import { ToolError } from "../../core/errors.ts";
import { parseJson } from "../../core/json.ts";
import { LIMITS } from "../../core/limits.ts";
import { download, onSameHost } from "../../io/download.ts";
import type { Reply } from "../../io/network.ts";
import {
  Passing,
  passingStatus,
  RETRY_DEFAULTS,
  retrying,
  type RetryOptions,
} from "../../io/retry.ts";

export interface RequestOptions extends RetryOptions {
  /** Sent to the source's origin only; never logged. */
  token: string | undefined;
  userAgent: string;
  /** Without a byte for so long, a connection counts as stalled. */
  idleTimeoutMs: number;
  maxBytes: number;
  /** Awaited before every request: the pause between two. */
  turn: () => Promise<void>;
}

export const REQUEST_DEFAULTS: Omit<RequestOptions, "token" | "userAgent" | "onWait"> = {
  ...RETRY_DEFAULTS,
  idleTimeoutMs: LIMITS.download.idleMs,
  // The largest super panel, 486, is 30 MB.
  maxBytes: LIMITS.download.bytes,
  turn: () => Promise.resolve(),
};

export interface JsonReply {
  url: string;
  bytes: Buffer;
  json: unknown;
}

/**
 * @returns null: the server does not have it (404)
 * @throws ToolError E_REMOTE: refused, gone for good, or given up after the last attempt
 */
export function requestJson(url: URL, options: RequestOptions): Promise<JsonReply | null> {
  return retrying(url, options, async () => {
    await options.turn();
    return attempt(url, options);
  });
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

function failureOf(
  url: URL,
  status: number,
  headers: Reply["headers"],
  options: RequestOptions,
): Error {
  const passing = passingStatus(status, headers, options.now());
  if (passing !== null) return passing;
  const hint =
    status === 401 || status === 403
      ? "A token may be needed (PANELIST_PANELAPP_TOKEN or --token); PanelApp Australia issues one on request."
      : "Check the address (--source).";
  return new ToolError("E_REMOTE", `the server answered with status ${status}`, {
    path: url.href,
    hint,
  });
}

/** A cut body without a stated length, or a proxy's page of HTML with status 200, comes to light here. */
function parse(bytes: Buffer, headers: Reply["headers"]): unknown {
  return parseJson(bytes.toString("utf8"), () => {
    const type = headers.get("content-type") ?? "no content type";
    return new Passing(`the reply is not JSON (${type}, ${bytes.length} bytes)`);
  });
}
