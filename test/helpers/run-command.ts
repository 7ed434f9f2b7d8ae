import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { sayFailure } from "../../src/cli/exit.ts";
import { runCommand } from "../../src/cli/program.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
import type { ReportDocument } from "../../src/report/types.ts";
import { type Row, rowsOf } from "./analyse.ts";

export interface Ran {
  code: number;
  /** Standard error, line by line. */
  lines: string[];
  /** Of the table; empty where none was written. */
  rows: Row[];
  /** The JSON report; null where none was written. */
  report: ReportDocument | null;
}

/** One command line in this process: exit code and standard error as `bin/` has them. */
export async function runHere(argv: readonly string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer | string, _encoding, done) {
      lines.push(...String(chunk).split("\n").slice(0, -1));
      done();
    },
  });
  const terminal = createTerminal(stream);
  try {
    return { code: await runCommand(argv, terminal), lines };
  } catch (error) {
    return { code: sayFailure(error, terminal, "text"), lines };
  }
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
