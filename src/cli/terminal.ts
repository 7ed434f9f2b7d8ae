/**
 * Standard error as lines with at most one living line (the progress bar) below them.
 * Data never comes here; `print` is for standard output.
 */
import { oneLine, printable } from "../core/clean.ts";
import { ToolError } from "../core/errors.ts";

export interface Terminal {
  /** Writes whole lines; the bar gives way to them. */
  line(text: string): void;
  /** Replaces the bar; no-op where the stream is not a terminal. */
  bar(text: string): void;
  erase(): void;
  readonly live: boolean;
}

/** What of `process.stderr` is used. */
type TerminalStream = NodeJS.WritableStream & {
  isTTY?: boolean | undefined;
  columns?: number | undefined;
};

const ERASE_LINE = "\r\u001B[K";

/** @param stream standard error */
export function createTerminal(stream: TerminalStream): Terminal {
  const live = stream.isTTY === true;
  let painted = false;
  const erase = (): void => {
    if (painted) stream.write(ERASE_LINE);
    painted = false;
  };
  return {
    live,
    line(text) {
      erase();
      stream.write(`${printable(text)}\n`);
    },
    bar(text) {
      if (!live) return;
      stream.write(`\r${printable(oneLine(text)).slice(0, (stream.columns ?? 80) - 1)}\u001B[K`);
      painted = true;
    },
    erase,
  };
}

/**
 * Writes text, in which no terminal finds anything to obey, to standard output and waits until it is out; never `console.log`, which
 * loses data on a full disk with exit code 0.
 * @throws ToolError E_IO, with the system's error as cause
 */
export function print(stdout: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stdout.write(printable(text), (error) => {
      if (error === null || error === undefined) resolve();
      else reject(stdoutError(error));
    });
  });
}

export function stdoutError(cause: Error): ToolError {
  const message = `writing failed: ${cause.message}`;
  return new ToolError("E_IO", message, { path: "standard output", cause });
}
