/** Runs the built command as a user would. `npm test` builds before the tests run. */
import { spawn, type StdioOptions } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../..", import.meta.url));
export const bin: string = `${root}bin/panelist.js`;

if (!existsSync(`${root}dist/cli/main.js`)) throw new Error("not built: npm run build");

export interface Run {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

/** @param env added to the environment; `stdout`: a file descriptor in place of a pipe */
export function panelist(
  args: readonly string[],
  given: { stdin?: Uint8Array; env?: Record<string, string>; stdout?: number; cwd?: string } = {},
): Promise<Run> {
  const stdio: StdioOptions = ["pipe", given.stdout ?? "pipe", "pipe"];
  const child = spawn(process.execPath, [bin, ...args], {
    stdio,
    cwd: given.cwd ?? root,
    env: { ...process.env, ...given.env },
  });
  const run: Run = { code: null, signal: null, out: "", err: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (run.out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (run.err += text));
  child.stdin?.on("error", () => {}); // the command may end before it reads
  child.stdin?.end(given.stdin);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ ...run, code, signal }));
  });
}

/** Runs a line of shell with `$panelist` set, for pipes and limits. */
export function shell(line: string): Promise<Run> {
  const child = spawn("bash", ["-c", line], {
    cwd: root,
    env: { ...process.env, panelist: `${process.execPath} ${bin}` },
  });
  const run: Run = { code: null, signal: null, out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (run.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (run.err += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ ...run, code, signal }));
  });
}
