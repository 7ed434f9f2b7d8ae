/**
 * How a run ends: an exit code and, if needed, one error message. The table of codes is docs/exit-codes.md; only
 * `bin/` sets them.
 */
import { asToolError, exitCodeOf, isReaderGone } from "../core/errors.ts";
import { type LogWords, sayError, saySignal } from "./log.ts";
import { stdoutError, type Terminal } from "./terminal.ts";

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

    for (const [signal, code] of Object.entries(SIGNALS))
      process.once(signal, () =>
        cutShort(() => {
          saySignal(terminal, words, signal);
          return code;
        }),
      );
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
  if (isReaderGone(error)) return 0;
  const failure = asToolError(error);
  if (failure.code === "E_BUG" && words.format === "text")
    terminal.line(`error: ${failure.message}`);
  else sayError(terminal, words, failure);
  if (failure.code === "E_BUG") sayStack(failure.cause, terminal);
  return exitCodeOf(failure.code);
}

function sayStack(error: unknown, terminal: Terminal): void {
  if ((process.env["PANELIST_DEBUG"] ?? "") !== "" && error instanceof Error)
    terminal.line(error.stack ?? "");
}

/** Of a run over many of which some failed: the others are done. A bug of ours is told as what it is. */
export function exitCodeOfSome(failed: readonly { code: string | null }[]): number {
  if (failed.length === 0) return 0;
  return failed.some(({ code }) => code === "E_BUG") ? exitCodeOf("E_BUG") : 1;
}
