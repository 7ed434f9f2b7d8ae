/**
 * What ranking costs: a run of its own process for each, as a user meets it, and the work alone from
 * inside. Processor time (user and system, all threads), which other jobs on the machine do not swell. A
 * machine is known by what an empty Node takes on it: figures come raw, and scaled to one on which that
 * is 0.07 s.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RELEASE, RELEASE_FILES } from "./phenotype-cases.mjs";

const REFERENCE_MS = 70;
const TERMS = [
  1250, 1263, 1252, 252, 1249, 717, 1344, 736, 486, 639, 1251, 1257, 2119, 2079, 1999, 316, 431,
  219, 280, 4322,
].map((number) => `HP:${String(number).padStart(7, "0")}`);
const BIN = fileURLToPath(new URL("../bin/panelist.js", import.meta.url));
const INSIDE = fileURLToPath(new URL("phenotype-inside.mjs", import.meta.url));

/** @returns Markdown */
export async function measure(data) {
  const folder = mkdtempSync(join(tmpdir(), "panelist-speed-"));
  try {
    const store = ["--store", join(folder, "store")];
    const files = RELEASE_FILES.map((name) => join(data, "hpo", RELEASE, name));
    const empty = best(5, () => run(["-e", ""]));
    const scale = REFERENCE_MS / empty.ms;
    const imported = run([BIN, "knowledge", "import", "hpo", ...files, ...store]);
    const list = ["--hpo", TERMS.join(","), "--top", "20"];
    const ranked = best(5, () => run([BIN, "phenotype", "rank", ...list, ...store]));
    const inside = Array.from({ length: 5 }, () =>
      JSON.parse(run([INSIDE, join(folder, "store"), TERMS.join(",")]).stdout),
    );
    const least = (name) => Math.min(...inside.map((one) => one[name]));
    const row = (what, ms, limit) =>
      `| ${what} | ${ms.toFixed(0)} ms | ${(ms * scale).toFixed(0)} ms | ${limit} |`;
    return [
      `Node ${process.version}; an empty Node takes ${empty.ms.toFixed(0)} ms here, ${REFERENCE_MS} ms on the reference machine. Processor time; best of five (import: one run).`,
      [
        "| what | here | scaled | target |",
        "|---|---|---|---|",
        row("load of the snapshot, read from the disk's cache", least("load"), "150 ms"),
        row(
          "all genes ranked for 20 terms, in a fresh process: first time",
          least("first"),
          "60 ms",
        ),
        row("the same by the clock, on an idle machine", least("firstByClock"), "60 ms"),
        row("the same, warm", least("warm"), "60 ms"),
        row("`phenotype rank` for 20 terms, whole process", ranked.ms, "–"),
        row("`knowledge import hpo`, whole process", imported.ms, "5 s"),
        `| memory of \`phenotype rank\`, most | ${ranked.mb.toFixed(0)} MB | – | 250 MB |`,
        `| memory of the import, most | ${imported.mb.toFixed(0)} MB | – | 250 MB |`,
      ].join("\n"),
    ].join("\n\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One process: processor time in ms and most resident memory in MB (GNU time). */
function run(args) {
  const { status, stdout, stderr } = spawnSync(
    "/usr/bin/time",
    ["-f", "%U %S %M", process.execPath, ...args],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  const [user, system, kb] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { ms: 1000 * (user + system), mb: kb / 1024, stdout };
}

function best(rounds, work) {
  return Array.from({ length: rounds }, work).sort((a, b) => a.ms - b.ms)[0];
}
