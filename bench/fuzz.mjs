// npm run fuzz -- [--count N] [--seed N] [--only TEXT] [--commands]
//
// Changed inputs for every reader of foreign bytes (test/fuzz/targets.ts): N each (30,000), each reader in a process of
// its own, which is ended when an input takes more than ten seconds. Prints a row per reader: inputs, how many were
// read and refused, crashes, the longest, the most memory; and of each crash the input's file.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    count: { type: "string" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    commands: { type: "boolean", default: false },
    jobs: { type: "string", default: String(availableParallelism()) },
  },
});
const root = fileURLToPath(new URL("../", import.meta.url));
const out = join(root, "bench/out/fuzz");
mkdirSync(out, { recursive: true });
const one = join(root, "bench/fuzz-one.mjs");
const which = values.commands ? "commands" : "readers";
const count = values.count ?? (values.commands ? "1000" : "30000");

/** One process: a line of JSON each time something is known. */
function runOne(args, onLine) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ["--import", join(root, "bench/sources.mjs"), one, which, ...args],
      { cwd: root, stdio: ["ignore", "pipe", "inherit"] },
    );
    let text = "";
    let timer;
    /** Silence of ten seconds: the reader hangs in one input. */
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill("SIGKILL"), 30_000);
    };
    wait();
    child.stdout.on("data", (part) => {
      wait();
      text += part;
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n")) {
        onLine(JSON.parse(text.slice(0, at)));
        text = text.slice(at + 1);
      }
    });
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      resolve(code ?? signal);
    });
  });
}

const names = [];
await runOne(["list"], (line) => names.push(...line.names));
const wanted = names.filter((name) => name.includes(values.only));
const rows = [];
let next = 0;
console.log(`| ${which} | inputs | read | refused | crashes | longest ms | memory MB |`);
console.log("|---|---:|---:|---:|---:|---:|---:|");
await Promise.all(
  Array.from({ length: Number(values.jobs) }, async () => {
    while (next < wanted.length) {
      const name = wanted[next++];
      let last = null;
      const end = await runOne(["run", name, count, values.seed, out], (line) => (last = line));
      rows.push({ name, ...last, end });
      print(rows.at(-1));
    }
  }),
);
if (rows.some((row) => row.faults > 0 || row.end !== 0)) process.exitCode = 1;

/** As each comes to its end: all of them take hours. */
function print(row) {
  const hung = row.end === "SIGKILL" ? " (hung)" : row.end === 0 ? "" : ` (ended: ${row.end})`;
  console.log(
    `| ${row.name} | ${row.inputs} | ${row.read} | ${row.refused} | ${row.faults}${hung} | ${Math.round(row.longestMs)} | ${Math.round(row.rss / 2 ** 20)} |`,
  );
  for (const fault of row.told ?? []) console.log(`  ${fault}`);
}
