import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const bin = `${root}bin/panelist.js`;

/** The command line runs from `dist`: `npm run build` (part of `npm test`) makes it. */
export const built: boolean = existsSync(`${root}dist/cli.js`);

export interface CliResult {
  status: number | null;
  /** Set when the time limit or a signal ended it. */
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs the real binary from the repository's root.
 * @param args after the program's name
 * @param options `input`: standard input (closed at once without it); `timeoutMs`: killed after that, so that a hang is a failure
 */
export function runCli(
  args: readonly string[],
  options: { input?: string | Uint8Array; timeoutMs?: number; env?: Record<string, string> } = {},
): Promise<CliResult> {
  const { input, timeoutMs = 50_000, env = {} } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (status, signal) => {
      resolve({
        status,
        signal,
        stdout: Buffer.concat(out).toString("utf8"),
        stderr: Buffer.concat(err).toString("utf8"),
      });
    });
    // The tool may end before it has read everything: a closed pipe is no fault of the test.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** Runs `work` on all items, at most `width` at a time; results in the items' order. */
export async function mapLimited<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i] as T);
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}
