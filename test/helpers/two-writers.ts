/** Two processes that give verdicts on one case at once, in one or in two namespaces of processes. */
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inArchive, readVerdicts } from "../../src/archive/index.ts";

const script = fileURLToPath(new URL("../archive/verdict-writer.mjs", import.meta.url));
const sources = new URL("../../bench/sources.mjs", import.meta.url).href;

const UNSHARE = ["unshare", "--pid", "--fork", "--mount-proc"];

/** Root may make a namespace; others may not. */
export const mayUnshare: boolean =
  spawnSync(UNSHARE[0] ?? "", [...UNSHARE.slice(1), "true"]).status === 0;

/** Of the demo's trio. */
const VARIANT = "16:78333196:A:T";

interface Kept {
  /** Verdicts that the writers were told are kept. */
  acknowledged: number;
  kept: number;
  logged: number;
  /** The writers' own numbers, as each sees itself. */
  pids: number[];
}

/** @param spaces 1: both are processes of this one's namespace; 2: each has its own */
export async function twoWriters(archive: string, times: number, spaces: 1 | 2): Promise<Kept> {
  const told = await Promise.all(
    ["one", "two"].map((name, i) => {
      const node = [process.execPath, "--import", sources, script];
      const args = [...node, archive, "C1", VARIANT, name, String(times)];
      // The second has a shell before it, so that the two have different numbers.
      const shell = ["sh", "-c", 'true & wait; "$@"; exit $?', "sh"];
      return outputOf(spaces === 1 ? args : [...UNSHARE, ...(i === 0 ? [] : shell), ...args]);
    }),
  );
  const folder = inArchive.case(archive, "C1");
  const log = readFileSync(join(folder, "log.jsonl"), "utf8");
  const numbers = told.map((text) => text.trim().split(" ").map(Number));
  return {
    acknowledged: numbers.reduce((sum, [given]) => sum + (given ?? 0), 0),
    kept: new Set(readVerdicts(folder).map(({ why }) => why)).size,
    logged: log.match(/"what":"dismiss"/g)?.length ?? 0,
    pids: numbers.map(([, pid]) => pid ?? 0),
  };
}

function outputOf([command = "", ...args]: string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.on("error", fail);
    child.on("close", () => done(text));
  });
}
