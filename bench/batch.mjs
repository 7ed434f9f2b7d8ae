// node bench/batch.mjs [CASES]
//
// What a case of a batch costs: CASES (default 1,000) small families of a few hundred records each in one call of
// `panelist batch` on one thread, then the same call again, which finds them done. Prints time and processor time for
// each case, the scan included. The bar: 0.12 s over the scan itself.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const cases = Number(process.argv[2] ?? 1000);
const folder = mkdtempSync(join(tmpdir(), "panelist-batch-"));
const vcf = `${root}test-data/small/singleton.vcf.gz`;
const rows = Array.from({ length: cases }, (_, i) => `S${i}\t${vcf}\tPOLG\tmale\n`);
writeFileSync(join(folder, "families.tsv"), `case\tvcf\tgenes\tsex\n${rows.join("")}`);

/** @returns milliseconds a case: by the clock, and of the processor as the shell counts its children's */
function run(outcome) {
  const script = `"$0" "$@" > out.tsv 2> log || exit; times`;
  const args = ["batch", "families.tsv", "--out-dir", "results", "--threads", "1", "--quiet"];
  const started = performance.now();
  const { status, stdout } = spawnSync(
    "bash",
    ["-c", script, process.execPath, `${root}bin/panelist.js`, ...args],
    { cwd: folder, encoding: "utf8" },
  );
  const wall = performance.now() - started;
  if (status !== 0) throw new Error(readFileSync(join(folder, "log"), "utf8"));
  const told = readFileSync(join(folder, "out.tsv"), "utf8").split(`\t${outcome}\t`).length - 1;
  if (told !== cases) throw new Error(`${told} of ${cases} cases are ${outcome}`);
  const seconds = [
    ...stdout
      .trim()
      .split("\n")
      .at(-1)
      .matchAll(/(\d+)m([\d.]+)s/g),
  ];
  const cpu = seconds.reduce((sum, [, minutes, rest]) => sum + 60 * minutes + Number(rest), 0);
  return [wall / cases, (1000 * cpu) / cases].map((ms) => ms.toFixed(1));
}

try {
  for (const outcome of ["done", "already_done"]) {
    const [wall, cpu] = run(outcome);
    process.stdout.write(
      `${cases} cases ${outcome}: ${wall} ms each, ${cpu} ms of the processor\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
