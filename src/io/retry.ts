/**
 * Retries over a network: transient failures are waited out, for as long as the server requests or the list of
 * waits specifies.
 */
import { setTimeout as sleepFor } from "node:timers/promises";
import { counted } from "../core/counted.ts";
import { causesOf, innermost, isToolError, ToolError } from "../core/errors.ts";

export interface RetryOptions {
  /** Waits before the second, third, ... attempt where the server names none. */
  delaysMs: readonly number[];
  /** The same after a 429: the server wants less, not the same again. */
  busyDelaysMs: readonly number[];
  /** A longer `Retry-After` ends the work with the time that it asks for. */
  maxWaitMs: number;
  /** Told before each wait. */
  onWait: (reason: string, ms: number) => void;
  /** What to do once it has failed for good; absent: the same again, which goes on where it was. */
  advice?: string;
  now: () => number;
  sleep: (ms: number) => Promise<unknown>;
}

export const RETRY_DEFAULTS: Omit<RetryOptions, "onWait"> = {
  delaysMs: [1000, 4000, 15_000, 60_000],
  // Genomics England has throttled clients since November 2025, for which waits of seconds were too short.
  busyDelaysMs: [15_000, 30_000, 60_000, 60_000, 60_000],
  maxWaitMs: 300_000,
  now: () => Date.now(),
  sleep: (ms) => sleepFor(ms),
};

/** An attempt that failed and may be made again. */
export class Passing extends Error {
  readonly retryAfterMs: number | null;
  readonly isBusy: boolean;

  constructor(message: string, details: { busy?: boolean; retryAfterMs?: number | null } = {}) {
    super(message);
    this.isBusy = details.busy ?? false;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}

/**
 * @param hasProgressed since it was asked last: the next failure counts as the first again
 * @throws ToolError what an attempt throws; E_REMOTE: given up after the last attempt, or after too long a wait
 */
export async function retrying<T>(
  url: URL,
  options: RetryOptions,
  attempt: () => Promise<T>,
  hasProgressed: () => boolean = () => false,
): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- attempts follow each other
      return await attempt();
    } catch (error) {
      const final = causesOf(error).find(isToolError);
      if (final !== undefined) throw final;
      if (hasProgressed()) failures = 0;
      const failure = error instanceof Passing ? error : new Passing(innermost(error));
      // oxlint-disable-next-line no-await-in-loop -- as above
      await wait(url, failure, failures, options);
    }
  }
}

async function wait(
  url: URL,
  failure: Passing,
  failures: number,
  options: RetryOptions,
): Promise<void> {
  const delays = failure.isBusy ? options.busyDelaysMs : options.delaysMs;
  const delay = delays[failures];
  const ms = failure.retryAfterMs ?? delay;
  if (delay === undefined || ms === undefined)
    throw new ToolError("E_REMOTE", `${failure.message} (${counted(failures + 1, "attempt")})`, {
      path: url.href,
      hint: options.advice ?? "Run the same command again later; what has been downloaded is kept.",
    });
  if (ms > options.maxWaitMs)
    throw new ToolError(
      "E_REMOTE",
      `${failure.message}; the server requests a wait of ${Math.ceil(ms / 1000)} s`,
      {
        path: url.href,
        hint:
          options.advice ??
          "Run the same command again after that; what has been downloaded is kept.",
      },
    );
  options.onWait(failure.message, ms);
  await options.sleep(ms);
}

/** The failure of a status that may pass: 429, 408, 5xx; null: the server means it. */
export function passingStatus(
  status: number,
  headers: { get(name: string): string | null },
  now: number,
): Passing | null {
  if (status !== 429 && status !== 408 && status < 500) return null;
  return new Passing(`the server answered with status ${status}`, {
    busy: status === 429,
    retryAfterMs: retryAfter(headers.get("retry-after"), now),
  });
}

/** Seconds or an HTTP date, in milliseconds from now; null where there is none that can be read. */
function retryAfter(text: string | null, now: number): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
