/**
 * Re-analysis of a large archive: `node bench/archive.mjs <annotated.vcf.gz> <panel id or file> <cases> [folder]`.
 * One case is added with `archive add`; the others are copies of it. Then a panel change of five genes is
 * re-analysed, and once the same panel. The rule is a file, so that each step is one write.
 * Uses `dist`: `npm run build` first.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [vcf, panel, count = "100", folder = join(root, "bench/out/archive"), ...rest] =
  process.argv.slice(2);
if (vcf === undefined || panel === undefined) throw new Error("a VCF and a panel, please");
const cases = Number(count);
const archive = join(folder, `cases-${cases}`);
const rule = join(folder, "panel.json");

function panelist(...args) {
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(
    "/usr/bin/time",
    ["-f", "%M KB %e s", process.execPath, join(root, "bin/panelist.js"), ...args],
    {
      encoding: "utf8",
      maxBuffer: 1 << 28,
      env: { ...process.env, PANELIST_STORE: join(folder, "none") },
    },
  );
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0) throw new Error(stderr);
  return { ms, stdout, memory: stderr.trim().split("\n").at(-1) };
}

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const genesOf = (document) => document.genes;

mkdirSync(folder, { recursive: true });
const original = read(panel);
if (!existsSync(archive)) {
  writeFileSync(rule, JSON.stringify(original));
  panelist("archive", "init", archive);
  const added = panelist(
    "archive",
    "add",
    archive,
    vcf,
    "--case",
    "C0",
    "--panel",
    rule,
    "--no-progress",
    ...rest,
  );
  console.log(`add: ${added.ms.toFixed(0)} ms, ${added.memory}`);
  const from = join(archive, "cases/C0");
  for (let i = 1; i < cases; i++) {
    const to = join(archive, "cases", `C${i}`);
    cpSync(from, to, { recursive: true });
    for (const name of ["case.json", "runs/1.json"]) {
      const path = join(to, name);
      writeFileSync(path, readFileSync(path, "utf8").replaceAll('"C0"', `"C${i}"`));
    }
  }
}
const size = readdirSync(join(archive, "cases/C0/datasets/1")).map((name) => [
  name,
  statSync(join(archive, "cases/C0/datasets/1", name)).size,
]);
console.log(`one case: ${size.map(([name, bytes]) => `${name} ${bytes}`).join(", ")}`);

// Five green genes of the panel become amber, in the order of the file.
const changed = structuredClone(original);
for (const gene of genesOf(changed)
  .filter((g) => String(g.confidence_level) === "3")
  .slice(0, 5))
  gene.confidence_level = "2";
changed.version = "99.0";
for (const [name, document] of [
  ["the same panel", original],
  ["five genes less green", changed],
]) {
  writeFileSync(rule, JSON.stringify(document));
  const { ms, memory, stdout } = panelist("reanalyse", archive, "--dry-run", "--no-progress");
  console.log(
    `${name}: ${ms.toFixed(0)} ms (${(ms / cases).toFixed(2)} ms a case), ${memory}\n  ${stdout.trim().split("\n").at(-2)}`,
  );
}
writeFileSync(rule, JSON.stringify(original));
if (process.env.KEEP === undefined) rmSync(archive, { recursive: true, force: true });
