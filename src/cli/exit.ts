/**
 * How a run ends: an exit code, and one error message where there is something to say.
 * The table of codes is docs/exit-codes.md; only `bin/` sets them.
 */
import {
  exitCodeOf,
  isSystemError,
  isToolError,
  isTooLong,
  messageOf,
  systemCode,
  ToolError,
} from "../core/errors.ts";
import { type LogWords, sayError } from "./log.ts";
import { stdoutError, type Terminal } from "./terminal.ts";

const BUG = 70;
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Runs `work` to its end, whatever that is: done, an error, a signal, a closed or full standard output.
 * @param work resolves to an exit code
 * @param tidy removes unfinished outputs; runs when the end comes from outside
 */
export function runToEnd(
  work: () => Promise<number>,
  tidy: () => Promise<void>,
  terminal: Terminal,
  words: LogWords,
): Promise<number> {
  return new Promise((resolve) => {
    let ended = false;
    const end = (code: () => number, tidied?: () => Promise<void>): void => {
      if (ended) return;
      ended = true;
      terminal.erase();
      const number = code();
      const leave = (): void => resolve(number);
      if (tidied === undefined) leave();
      else tidied().then(leave, leave);
    };
    /** An end from outside: `work` is still busy and cannot tidy up after itself. */
    const cutShort = (code: () => number): void => end(code, tidy);
    const failure = (error: unknown) => (): number => sayFailure(error, terminal, words);

    for (const [signal, code] of Object.entries(SIGNALS)) {
      process.once(signal, () => cutShort(() => code));
    }
    process.on("uncaughtException", (error) => cutShort(failure(error)));
    process.stdout.on("error", (error) => cutShort(failure(stdoutError(error))));
    process.stderr.on("error", () => {}); // nobody is left to tell
    work().then(
      (code) => end(() => code),
      (error: unknown) => end(failure(error)),
    );
  });
}

/** Says what failed, and gives the exit code. A reader who has gone (`| head`) is no failure. */
export function sayFailure(error: unknown, terminal: Terminal, words: LogWords): number {
  if (causesOf(error).some((e) => systemCode(e) === "EPIPE")) return 0;
  const message = messageOf(error);
  const failure = isToolError(error) ? error : failureOfMachine(error, message);
  if (failure !== null) {
    sayError(terminal, words, failure);
    return exitCodeOf(failure.code);
  }
  const bug = `this is a bug in panelist, please report it with the command line: ${message}`;
  terminal.line(
    words.format === "json"
      ? JSON.stringify({ level: "error", code: "E_BUG", message: bug })
      : `error: ${bug}`,
  );
  if ((process.env["PANELIST_DEBUG"] ?? "") !== "" && error instanceof Error) {
    terminal.line(error.stack ?? "");
  }
  return BUG;
}

/** What a user can do something about; null: it is a bug. */
function failureOfMachine(error: unknown, message: string): ToolError | null {
  const refused = causesOf(error).find(isSystemError);
  if (refused !== undefined) {
    const hint = isTooManyFiles(refused)
      ? "Raise the limit of open files: ulimit -n 1024."
      : undefined;
    return new ToolError("E_IO", message, { hint, cause: error });
  }
  if (!isTooLong(error)) return null;
  const hint = "Ask for less at a time: fewer genes, cases or files, or a table instead of JSON.";
  return new ToolError("E_LIMIT", "a text is longer than 512 MB", { hint, cause: error });
}

function isTooManyFiles(error: unknown): boolean {
  return ["EMFILE", "ENFILE"].includes(systemCode(error));
}

/** The error, and those that it was made from. */
function causesOf(error: unknown): Error[] {
  const found: Error[] = [];
  for (let e = error; e instanceof Error && found.length < 16; e = e.cause) found.push(e);
  return found;
}
