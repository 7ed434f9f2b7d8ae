// npm run same -- <commit> [--only NAME,NAME] [--show]
//
// Whether this checkout answers as another commit did: the same command lines under both builds, their
// standard output, standard error, exit code and every file compared byte by byte. The clock stands still;
// paths of the builds, the version and digests of the policy are left out of the comparison. `../shared`
// gives more inputs where it is present. Exit code 1 where anything differs; `--show` prints how.
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
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { buildAt, root } from "./build-at.mjs";
import { archiveOfF1, printedJobs } from "./printed-jobs.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, show: { type: "boolean", default: false } },
});
if (positionals.length !== 1) {
  console.error("usage: npm run same -- <commit> [--only NAME,NAME] [--show]");
  process.exit(2);
}

const out = join(root, "bench/out/same");
const shared = existsSync(join(root, "../shared/data")) ? join(root, "../shared") : null;
const builds = { before: buildAt(positionals[0]), now: root };
const demo = join(root, "test-data/demo");
const trio = [join(demo, "trio.vcf.gz"), "--ped", join(demo, "trio.ped")];
const panels = ["--panel", "epilepsy", "--panel", "cardiomyopathy"];

/**
 * By name: command lines run one after the other in one empty folder. A line is its words, or
 * `{ words, files, texts }`: files to copy into the folder before, and files to write there by name.
 */
const jobs = new Map();
const add = (name, ...lines) => jobs.set(name, lines);

for (const command of [
  "",
  "analyse",
  "explain",
  "inspect",
  "regions",
  "panels",
  "knowledge",
  "phenotype",
  "archive",
  "reanalyse",
  "impact",
  "diff",
  "report",
  "indications",
])
  add(`help ${command}`, [...command.split(" ").filter(Boolean), "--help"]);
add("policy", ["policy"]);
add("demo", ["analyse", ...trio, ...panels]);
for (const threads of ["1", "2"])
  add(`demo out ${threads}`, [
    "analyse",
    ...trio,
    ...panels,
    "--out-dir",
    "out",
    "--threads",
    threads,
  ]);
add("demo agnostic", ["analyse", ...trio, "--gene-agnostic", "--format", "json"]);
add("demo beyond", ["analyse", ...trio, ...panels, "--beyond-panel", "--out-dir", "out"]);
add("demo one person", ["analyse", trio[0], "--proband", "child", "--sex", "male", ...panels]);
add("regions", ["regions", ...panels, "--assembly", "GRCh38"]);
add(
  "wrong usage",
  ["analyse"],
  ["analyse", "nothing.vcf"],
  ["explain", trio[0], "x"],
  ["analyse", ...trio, "--panel", "nothing"],
);
add(
  "archive",
  ...archiveOfF1(trio),
  ["impact", "cases"],
  ["reanalyse", "cases"],
  ["reanalyse", "cases"],
  ["archive", "show", "cases", "F1"],
  ["archive", "list", "cases"],
  ["archive", "verify", "cases"],
);
const truth = readFileSync(join(demo, "truth.tsv"), "utf8").match(/^\S*\d+[:\t]\d+[^\n]*$/gm) ?? [];
truth.slice(0, 12).forEach((line, i) => {
  const variant = /(\w+)[:\t](\d+)[:\t]([ACGT]+)[:\t>]([ACGT]+)/.exec(line);
  if (variant !== null)
    add(`explain ${i}`, [
      "explain",
      trio[0],
      variant.slice(1).join(":"),
      ...trio.slice(1),
      ...panels,
    ]);
});
for (const name of readdirSync(join(root, "test-data/small")).filter((n) =>
  n.endsWith(".vcf.gz"),
)) {
  const file = join(root, "test-data/small", name);
  add(
    `small ${name}`,
    ["inspect", file],
    ["analyse", file, ...panels, "--out-dir", "out"],
    ["analyse", file, "--gene-agnostic"],
  );
}
for (const [name, ...lines] of printedJobs({ root, demo, trio, panels, shared }))
  add(name, ...lines);
if (shared !== null) {
  const vcf = join(shared, "data/vcf");
  const scout = readdirSync(join(vcf, "scout_trio")).filter((n) => /\.vcf(\.gz)?$/.test(n));
  for (const name of scout) {
    const file = join(vcf, "scout_trio", name);
    const ped = readdirSync(join(vcf, "scout_trio")).find((n) => n.endsWith(".ped"));
    add(
      `scout ${name}`,
      ["inspect", file],
      [
        "analyse",
        file,
        "--ped",
        join(vcf, "scout_trio", ped),
        "--gene-agnostic",
        "--out-dir",
        "out",
      ],
    );
  }
  for (const name of readdirSync(join(vcf, "ashk_trio")).filter((n) => /\.vcf(\.gz)?$/.test(n)))
    add(`ashk ${name}`, [
      "analyse",
      join(vcf, "ashk_trio", name),
      "--gene-agnostic",
      "--proband",
      "HG002",
      "--sex",
      "male",
    ]);
  const found = join(shared, "found/reports");
  for (const line of readFileSync(join(found, "cases.tsv"), "utf8").trim().split("\n").slice(1)) {
    const [id, files, command] = line.split("\t");
    const words = command
      .replace(/^\[.*?\] /, "")
      .split(" ")
      .slice(1);
    add(`situation ${id}`, { files: files.split(",").map((f) => join(found, f)), words });
  }
}

function* filesUnder(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesUnder(path);
    else yield path;
  }
}

/** Everything that the job said and wrote, as text by name. */
function answers(build, lines) {
  const folder = join(out, "work");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const told = {};
  const given = new Set();
  lines.forEach((line, i) => {
    for (const file of line.files ?? []) {
      cpSync(file, join(folder, basename(file)));
      given.add(basename(file));
    }
    for (const [name, text] of Object.entries(line.texts ?? {})) {
      writeFileSync(join(folder, name), text);
      given.add(name);
    }
    const args = [join(build, "bin/panelist.js"), ...(line.words ?? line)];
    const { status, signal, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", join(root, "bench/fixed-clock.mjs"), ...args],
      {
        cwd: folder,
        encoding: "utf8",
        maxBuffer: 1 << 30,
        timeout: 600_000,
        input: "",
        env: { ...process.env, PANELIST_STORE: join(folder, "store"), COLUMNS: "80" },
      },
    );
    told[`${i} exit`] = String(status ?? signal);
    told[`${i} stdout`] = stdout;
    told[`${i} stderr`] = stderr;
  });
  for (const path of filesUnder(folder)) {
    const name = path.slice(folder.length + 1);
    if (given.has(name)) continue;
    const bytes = readFileSync(path);
    told[name] = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString(
      "latin1",
    );
  }
  const version = JSON.parse(readFileSync(join(build, "package.json"), "utf8")).version;
  for (const [name, text] of Object.entries(told))
    told[name] = text
      .replaceAll(`${builds.before}/`, "<root>/")
      .replaceAll(root, "<root>/")
      .replaceAll(version, "<version>")
      .replace(
        /("policy[^"\n]{0,20}digest"\s*:\s*|"policyDigest"\s*:\s*)"[^"]*"/gi,
        '$1"<digest>"',
      );
  return told;
}

function difference(a = "", b = "") {
  const [x, y] = [a.split("\n"), b.split("\n")];
  const at = x.findIndex((line, i) => line !== y[i]);
  const i = at < 0 ? x.length : at;
  const cut = (line) => (line === undefined ? "(end)" : line.slice(0, 300));
  return `    line ${i + 1}\n    - ${cut(x[i])}\n    + ${cut(y[i])}`;
}

mkdirSync(out, { recursive: true });
let compared = 0;
const differing = [];
for (const [name, lines] of jobs) {
  if (values.only !== undefined && !values.only.split(",").some((word) => name.includes(word)))
    continue;
  const before = answers(builds.before, lines);
  const now = answers(builds.now, lines);
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  compared += names.length;
  const parts = names.filter((part) => before[part] !== now[part]);
  if (parts.length === 0) continue;
  differing.push(name);
  console.log(`differs: ${name}: ${parts.join(", ")}`);
  if (values.show)
    for (const part of parts) console.log(`  ${part}\n${difference(before[part], now[part])}`);
}
rmSync(join(out, "work"), { recursive: true, force: true });
writeFileSync(join(out, "differing.txt"), differing.map((name) => `${name}\n`).join(""));
console.log(`${jobs.size} jobs, ${compared} outputs compared, ${differing.length} jobs differ`);
process.exit(differing.length === 0 ? 0 : 1);
