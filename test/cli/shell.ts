import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CliResult } from "../helpers/run-cli.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A file of the repository as text. */
export function readText(path: string): string {
  return readFileSync(`${root}${path}`, "utf8");
}

/** Runs a line of bash from the repository's root, `$panelist` being the real binary: for pipes, full disks, signals. */
export function shell(line: string): Promise<CliResult> {
  const child = spawn("bash", ["-c", line], {
    cwd: root,
    env: { ...process.env, panelist: `${process.execPath} bin/panelist.js` },
  });
  const result: CliResult = { status: null, signal: null, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (result.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (result.stderr += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => resolve({ ...result, status, signal }));
  });
}
