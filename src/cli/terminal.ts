/**
 * Standard error as lines, with at most one updating line (the progress bar) below them. Data never comes here;
 * `print` is for standard output.
 */
import { oneLine, printable } from "../core/clean.ts";
import { folded } from "../core/display.ts";
import { ToolError, usageError } from "../core/errors.ts";

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
  rows?: number | undefined;
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
 * @param format `text`: for people, so that a terminal gets no line wider than itself, and no tab
 * @throws ToolError E_IO, with the system's error as cause
 */
export function print(text: string, format = ""): Promise<void> {
  const { stdout } = process;
  const shown = format === "text" && stdout.isTTY ? foldedText(text, stdout) : text;
  return new Promise((resolve, reject) => {
    stdout.write(printable(shown), (error) => {
      if (error === null || error === undefined) resolve();
      else reject(stdoutError(error));
    });
  });
}

function foldedText(text: string, terminal: TerminalStream): string {
  const { width } = lookOf(terminal, {});
  const lines = printable(text).replaceAll("\t", "  ").split("\n");
  return lines.flatMap((line) => folded(line, width)).join("\n");
}

export function stdoutError(cause: Error): ToolError {
  const message = `writing failed: ${cause.message}`;
  return new ToolError("E_IO", message, { path: "standard output", cause });
}

const USUAL_WIDTH = 80;
const USUAL_HEIGHT = 24;

/**
 * What a table may look like: as wide and as high as the terminal (one that does not say is 80 by 24), in colour
 * where it has colours and NO_COLOR is not set (no-color.org).
 * @param terminal null: it goes into a file or pipe
 */
export function lookOf(
  terminal: TerminalStream | null,
  env: NodeJS.ProcessEnv,
): { width: number; height: number; colour: boolean } {
  const isDumb = env["TERM"] === undefined || env["TERM"] === "dumb";
  return {
    // A terminal of no size, as of some tools that make one, does not say.
    width: terminal?.columns || USUAL_WIDTH,
    height: terminal?.rows || USUAL_HEIGHT,
    colour: terminal !== null && (env["NO_COLOR"] ?? "") === "" && !isDumb,
  };
}

const NOT_FOR_TERMINALS: Readonly<Record<string, string>> = {
  xlsx: "a workbook cannot be shown on a terminal",
  html: "an HTML page is meant for a browser",
};

/** @throws ToolError E_USAGE: the format is nothing to print on a terminal */
export function refuseTerminal(format: string, command: string): void {
  const why = NOT_FOR_TERMINALS[format];
  if (why === undefined) return;
  throw usageError(
    `${why}, and standard output is a terminal`,
    `Name a file: panelist ${command} ... -o report.${format}.`,
  );
}
