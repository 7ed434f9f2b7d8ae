// npm run kills -- [--only TEXT] [--fault kill|ENOSPC|EMFILE] [--every N] [--random N]
//
// Every command that writes, stopped before each call that changes a file (`kill`), with that call failing for want of
// room (`ENOSPC`), or with each opening failing for want of a descriptor (`EMFILE`). After each: nothing that was there
// is lost, nothing is half there, `--repair` leaves a sound archive and store, and the command run again comes to the
// answer that it has without a fault. `--every N`: each N-th call alone. `--random N`: SIGKILL at N
// random moments of each in their stead.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    fault: { type: "string", default: "kill" },
    every: { type: "string", default: "1" },
    random: { type: "string", default: "0" },
    jobs: { type: "string", default: String(availableParallelism()) },
  },
});
const root = fileURLToPath(new URL("../", import.meta.url));
const bin = join(root, "bin/panelist.js");
const place = mkdtempSync(join(tmpdir(), "panelist-kills-"));
process.on("exit", () => rmSync(place, { recursive: true, force: true }));

const TRIO = ["test-data/demo/trio.vcf.gz", "--ped", "test-data/demo/trio.ped", "--no-progress"];
const VARIANT = "15:92953872:C:T";

/** A command line in a folder that holds `archive`, `store` and `out`. @returns { status, signal, stdout, stderr } */
function panelist(dir, args, fault, killAfterMs) {
  return new Promise((resolve) => {
    const preload = fault === undefined ? [] : ["--import", join(root, "bench/fs-fault.mjs")];
    const child = spawn(
      process.execPath,
      ["--import", join(root, "bench/fixed-clock.mjs"), ...preload, bin, ...args],
      {
        cwd: root,
        env: {
          ...process.env,
          PANELIST_STORE: join(dir, "store"),
          PANELIST_USER: "test",
          ...fault,
        },
      },
    );
    const timer =
      killAfterMs === undefined ? null : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (part) => (stdout += part));
    child.stderr.on("data", (part) => (stderr += part));
    child.on("close", (status, signal) => {
      clearTimeout(timer);
      resolve({ status, signal, stdout, stderr });
    });
  });
}

async function must(dir, args) {
  const ran = await panelist(dir, args);
  if (ran.status !== 0) throw new Error(`${args.join(" ")}: ${ran.status}\n${ran.stderr}`);
  return ran.stdout;
}

// Inputs, made once.
const inputs = join(place, "inputs");
mkdirSync(inputs);
const input = (name, text) => {
  writeFileSync(join(inputs, name), text);
  return join(inputs, name);
};
const tabs = (...rows) => rows.map((row) => `${row.replaceAll(/ {2,}/g, "\t")}\n`).join("");
const CLINVAR = input(
  "clinvar.vcf",
  tabs(
    "##fileformat=VCFv4.1",
    "##fileDate=2024-01-02",
    "##reference=GRCh38",
    "#CHROM  POS  ID  REF  ALT  QUAL  FILTER  INFO",
    "2  165348258  1  C  A  .  .  CLNSIG=Benign;CLNREVSTAT=reviewed_by_expert_panel;GENEINFO=SCN1A:6323",
  ),
);
const GENES = input(
  "hgnc.tsv",
  tabs(
    "hgnc_id  symbol  name  locus_group  locus_type  status  alias_symbol  prev_symbol  entrez_id  ensembl_gene_id",
    "HGNC:8582  PAH  phenylalanine hydroxylase  protein-coding gene  gene with protein product  Approved  PKU    5053  ENSG00000171759",
  ),
);
const FACTS = input("facts.tsv", tabs("gene_symbol  hgnc_id  pli", "SCN1A  HGNC:10585  1"));
const OWN = input("own.tsv", tabs("chrom  pos  ref  alt  classification", "2  165348258  C  A  P"));

/** What the commands begin with: an archive of two cases with a run each, a store with a panel, an earlier answer. */
const start = join(place, "start");
async function makeStart() {
  mkdirSync(join(start, "out"), { recursive: true });
  const archive = join(start, "archive");
  await must(start, ["panels", "import", "panels/acmg-sf@3.1.json"]);
  await must(start, ["archive", "init", archive]);
  for (const id of ["C1", "C2"])
    await must(start, ["archive", "add", archive, ...TRIO, "--case", id, "--panel", "epilepsy"]);
  await must(start, ["archive", "dismiss", archive, "C1", VARIANT, "--by", "x", "--why", "y"]);
  await must(start, [
    "analyse",
    ...TRIO,
    "--panel",
    "cardiomyopathy",
    "--out-dir",
    join(start, "out/set"),
  ]);
}

/** Each takes the folder. `same`: what must be as without a fault once the command was run again. */
const A = (dir) => join(dir, "archive");
const JOBS = [
  ["archive init", (d) => ["archive", "init", join(d, "new-archive")]],
  ["archive add", (d) => ["archive", "add", A(d), ...TRIO, "--case", "C3", "--panel", "epilepsy"]],
  ["archive set", (d) => ["archive", "set", A(d), "C1", "--status", "solved"]],
  [
    "archive dismiss",
    (d) => ["archive", "dismiss", A(d), "C2", VARIANT, "--by", "x", "--why", "z"],
  ],
  [
    "archive report",
    (d) => ["archive", "report", A(d), "C2", VARIANT, "--by", "x", "--class", "LP"],
  ],
  ["archive export", (d) => ["archive", "export", A(d), "-o", join(d, "copy")]],
  ["archive remove", (d) => ["archive", "remove", A(d), "C2", "--why", "asked for", "--yes"]],
  ["reanalyse", (d) => ["reanalyse", A(d), "--panel-version", "epilepsy@0.9"]],
  [
    "panels import",
    () => ["panels", "import", "panels/epilepsy@1.0.json", "panels/cardiomyopathy@1.0.json"],
  ],
  [
    "panels successor",
    () => ["panels", "successor", "epilepsy", "cardiomyopathy", "--reason", "x", "--by", "y"],
  ],
  ["knowledge import clinvar", () => ["knowledge", "import", "clinvar", CLINVAR]],
  ["knowledge import genes", () => ["knowledge", "import", "genes", GENES]],
  [
    "knowledge import gene-facts",
    () => ["knowledge", "import", "gene-facts", FACTS, "--name", "toy", "--release", "2024-01-02"],
  ],
  [
    "knowledge import inhouse",
    () => [
      "knowledge",
      "import",
      "inhouse",
      OWN,
      "--name",
      "own",
      "--release",
      "2024-01-02",
      "--assembly",
      "GRCh38",
    ],
  ],
  [
    "analyse --out-dir",
    (d) => ["analyse", ...TRIO, "--panel", "epilepsy", "--out-dir", join(d, "out/set")],
  ],
  ["report", (d) => ["report", join(d, "out/set"), "-o", join(d, "out/page.html")]],
];

/** All files under a folder with their bytes; locks and temporary files aside. */
function filesOf(dir) {
  const found = new Map();
  const visit = (folder) => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) visit(path);
      else found.set(relative(dir, path), readFileSync(path));
    }
  };
  if (existsSync(dir)) visit(dir);
  return found;
}

/** What a user sees of a folder. */
async function seen(dir) {
  const told = {};
  for (const name of ["archive", "new-archive", "copy"]) {
    const archive = join(dir, name);
    if (!existsSync(join(archive, "archive.json"))) continue;
    told[name] = JSON.parse(await must(dir, ["archive", "list", archive, "--format", "json"]));
    const ids = existsSync(join(archive, "cases"))
      ? readdirSync(join(archive, "cases")).filter((id) => /^C\d$/.test(id))
      : [];
    for (const id of ids) {
      const shown = await panelist(dir, ["archive", "show", archive, id, "--format", "json"]);
      told[`${name} ${id}`] = shown.status === 0 ? JSON.parse(shown.stdout) : shown.status;
    }
  }
  told.store = await must(dir, ["knowledge", "list", "--format", "json"]).catch((error) =>
    String(error),
  );
  for (const [path, bytes] of filesOf(join(dir, "out")))
    told[path] = bytes.toString("base64").length;
  return JSON.stringify(told, (key, value) =>
    key === "log" || key === "elapsedMs" ? undefined : value,
  ).replaceAll(dir, "DIR");
}

let failures = 0;
async function tried(name, args, baseline, { fault, killAfterMs, label }) {
  const dir = mkdtempSync(join(place, "try-"));
  cpSync(start, dir, { recursive: true, preserveTimestamps: true });
  const wrong = (what) => {
    failures++;
    console.log(`  ${name}, ${label}: ${what}`);
  };
  try {
    const ran = await panelist(dir, args(dir), fault, killAfterMs);
    if (ran.status === 70) wrong(`exit 70: ${ran.stderr.split("\n")[0]}`);
    const stillHere = ran.status === 0;
    const unchanged = /nothing was changed/.test(ran.stderr);
    if (unchanged && (await seen(dir)) !== baseline.before)
      wrong("says that nothing was changed, and something was");
    for (const archive of ["archive", "new-archive", "copy"]) {
      const at = join(dir, archive);
      if (!existsSync(join(at, "archive.json"))) continue;
      await panelist(dir, ["archive", "verify", at, "--repair"]);
      const after = await panelist(dir, ["archive", "verify", at]);
      if (after.status !== 0)
        wrong(
          `after --repair ${archive} is not sound: ${after.stdout}${after.stderr}`.slice(0, 400),
        );
    }
    await panelist(dir, ["knowledge", "verify", "--repair"]);
    const store = await panelist(dir, ["knowledge", "verify"]);
    if (store.status !== 0)
      wrong(`after --repair the store is not sound: ${store.stdout}${store.stderr}`.slice(0, 400));
    // Killed after all was done: whoever looks has no reason to run it again.
    const isDone = stillHere || (await seen(dir)) === baseline.after;
    if (!isDone) {
      const again = await panelist(dir, args(dir));
      // What had come to its end before the kill says that it is there.
      if (again.status !== 0 && !/already|exists|is there|was removed/i.test(again.stderr))
        wrong(`run again it ends ${again.status}: ${again.stderr.slice(0, 300)}`);
    }
    const now = await seen(dir);
    if (now !== baseline.after)
      wrong(
        `the end is another than without a fault${process.env.KILLS_SHOW ? `\n${now}\n${baseline.after}` : ""}`,
      );
  } catch (error) {
    wrong(String(error).slice(0, 500));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

await makeStart();
const random = Number(values.random);
console.log(`| command | calls | tried (${random > 0 ? "random" : values.fault}) | wrong |`);
console.log("|---|---:|---:|---:|");
const rows = [];
for (const [name, args] of JOBS.filter(([title]) => title.includes(values.only))) {
  const dir = mkdtempSync(join(place, "bas-"));
  cpSync(start, dir, { recursive: true, preserveTimestamps: true });
  const before = await seen(dir);
  const countFile = join(place, "count");
  rmSync(countFile, { force: true });
  const from = performance.now();
  const ran = await panelist(dir, args(dir), { FS_FAULT: "count", FS_FAULT_COUNT: countFile });
  const took = performance.now() - from;
  if (ran.status !== 0) {
    console.log(`| ${name} | it fails without a fault: ${ran.stderr.slice(0, 300)} | | |`);
    failures++;
    continue;
  }
  const [changes, openings] = readFileSync(countFile, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(" ").map(Number))
    .reduce(([a, b], [c, d]) => [Math.max(a, c), Math.max(b, d)], [0, 0]);
  const baseline = { before, after: await seen(dir) };
  const calls = values.fault === "EMFILE" ? openings : changes;
  const attempts = [];
  if (random === 0)
    for (let n = 1; n <= calls; n += Number(values.every))
      attempts.push({
        fault: { FS_FAULT: `${values.fault}:${n}` },
        label: `${values.fault} at call ${n}`,
      });
  else
    for (let n = 0; n < random; n++) {
      const killAfterMs = Math.random() * took;
      attempts.push({ killAfterMs, label: `killed after ${killAfterMs.toFixed(1)} ms` });
    }
  const failuresBefore = failures;
  let next = 0;
  await Promise.all(
    Array.from({ length: Number(values.jobs) }, async () => {
      while (next < attempts.length) {
        await tried(name, args, baseline, attempts[next++]);
      }
    }),
  );
  console.log(`| ${name} | ${calls} | ${attempts.length} | ${failures - failuresBefore} |`);
  rows.push(attempts.length);
}
console.log(`| all | | ${rows.reduce((a, b) => a + b, 0)} | ${failures} |`);
process.exitCode = failures > 0 ? 1 : 0;
