/** A command's surroundings, and the streams and clock that it passes to the jobs. */
import type { AnalyseIo, Setting } from "../analysis/io.ts";
import type { Store } from "../store/types.ts";
import type { Configured } from "./config.ts";
import { createLog } from "./log.ts";
import type { LogValues } from "./options.ts";
import { createProgress } from "./progress.ts";
import { openStoreOf, type StoreValues } from "./store.ts";
import type { Terminal } from "./terminal.ts";
import { version } from "../io/tool-version.ts";

export interface Session {
  /** Arguments after the program's name. */
  argv: readonly string[];
  terminal: Terminal;
  /** What configuration files say; null: none is read. */
  config?: ReadonlyMap<string, Configured> | null;
  /** What of it, and of the environment, the command took. */
  settings?: readonly Setting[];
  /** Of a store that the command line names and that is not there. */
  storeNotes?: readonly string[];
  /** Set by a command that ends well with another code than 0. */
  exitCode?: number;
}

/** The outside world, as the jobs see it. */
export interface Io extends AnalyseIo {
  stdout: NodeJS.WritableStream;
  /** Takes what a log in JSON ends with. */
  total: (counts: object) => void;
  /** Takes a case that failed, of many. */
  failed: ReturnType<typeof createLog>["failed"];
}

/** Runs `work` with the log and progress bar that the options ask for. */
export async function withIo<T>(
  session: Session,
  values: LogValues,
  work: (io: Io) => Promise<T>,
): Promise<T> {
  const quiet = values.quiet ?? false;
  const log = createLog(session.terminal, {
    format: values.logFormat,
    quiet,
    ids: values.logIds ?? false,
  });
  const bar = values.progress && !quiet && values.logFormat === "text";
  for (const note of session.storeNotes ?? []) log.warn(note);
  let isWell = false;
  try {
    const answer = await work({
      log,
      onProgress: createProgress(session.terminal, bar),
      commandLine: ["panelist", ...session.argv],
      settings: session.settings,
      version: version(),
      now: () => new Date(),
      stdin: process.stdin,
      stdout: process.stdout,
      total: log.total,
      failed: log.failed,
    });
    isWell = true;
    return answer;
  } finally {
    session.terminal.erase();
    log.finish(isWell);
  }
}

/** The same, with the store that the options name. */
export async function withStore<T>(
  session: Session,
  values: LogValues & StoreValues,
  work: (store: Store, io: Io) => Promise<T>,
): Promise<T> {
  const store = await openStoreOf(values);
  return withIo(session, values, (io) => work(store, io));
}
