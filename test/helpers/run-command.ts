import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { main } from "../../src/cli/main.ts";
import type { ReportDocument } from "../../src/report/types.ts";
import { type Row, rowsOf } from "./analyse.ts";
import type { CliResult } from "./run-cli.ts";

export interface Ran {
  code: number | null;
  /** Standard error, line by line. */
  lines: string[];
  /** Of the table; empty where none was written. */
  rows: Row[];
  /** The JSON report; null where none was written. */
  report: ReportDocument | null;
}

let busy = false;

/**
 * One command line in this process, from `main` on: quicker than a process of its own (`runCli`), which is
 * for exit codes, signals and pipes as the system sees them. One at a time: it puts streams of its own in
 * place of the process's, and takes them away again.
 * @param options `input`: standard input; `env`: on top of the environment; `terminal`: standard output and error are
 *   one of this size
 */
export async function runInProcess(
  args: readonly string[],
  options: {
    input?: string | Uint8Array;
    env?: Record<string, string>;
    terminal?: { columns: number; rows: number };
  } = {},
): Promise<CliResult> {
  if (busy) throw new Error("one command line at a time in this process");
  busy = true;
  const { input, env = {}, terminal } = options;
  const [stdout, stderr] = [new Kept(), new Kept()];
  if (terminal !== undefined)
    for (const stream of [stdout, stderr]) Object.assign(stream, { ...terminal, isTTY: true });
  const restore = [
    replaced(process, "stdin", Readable.from(input === undefined ? [] : [Buffer.from(input)])),
    replaced(process, "stdout", stdout),
    replaced(process, "stderr", stderr),
    replaced(process, "env", { ...process.env, ...env }),
    keptListeners(),
  ];
  try {
    const status = await main(args);
    return { status, signal: null, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    for (const each of restore) each();
    busy = false;
  }
}

/** Keeps what is written to it. */
class Kept extends Writable {
  readonly #parts: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#parts.push(chunk);
    done();
  }

  text(): string {
    return Buffer.concat(this.#parts).toString("utf8");
  }
}

/** @returns puts the property back */
function replaced<T extends object, K extends keyof T>(on: T, name: K, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(on, name);
  if (before === undefined) throw new Error(`no ${String(name)}`);
  Object.defineProperty(on, name, { value, configurable: true, enumerable: true, writable: true });
  return () => void Object.defineProperty(on, name, before);
}

/** @returns takes away who listens to the process since; `main` listens until its process ends */
function keptListeners(): () => void {
  const events = ["SIGHUP", "SIGINT", "SIGTERM", "uncaughtException"];
  const before = events.map((event) => process.rawListeners(event));
  return () => {
    for (const [i, event] of events.entries())
      for (const listener of process.rawListeners(event))
        if (before[i]?.includes(listener) !== true)
          process.removeListener(event, listener as () => void);
  };
}

/** One command line in this process: its exit code and the lines of standard error. */
export async function runHere(
  args: readonly string[],
): Promise<{ code: number | null; lines: string[] }> {
  const { status, stderr } = await runInProcess(args);
  return { code: status, lines: stderr.split("\n").slice(0, -1) };
}

/**
 * `analyse` with all its outputs.
 * @param args behind `analyse`, without options of output
 * @param folder an empty one to be made
 */
export async function analyseToFolder(args: readonly string[], folder: string): Promise<Ran> {
  mkdirSync(folder, { recursive: true });
  const out = join(folder, "out");
  const ran = await runHere(["analyse", ...args, "--out-dir", out, "--threads", "1"]);
  const text = (name: string): string | null => {
    const path = join(out, name);
    return existsSync(path) ? readFileSync(path, "utf8") : null;
  };
  const report = text("report.json");
  return {
    ...ran,
    rows: rowsOf(text("candidates.tsv") ?? ""),
    report: report === null ? null : (JSON.parse(report) as ReportDocument),
  };
}
