/**
 * Archive and re-analysis, measured. Each part writes `bench/out/archive/<part>.json`; `document` makes
 * bench/ARCHIVE.md of them. Run it with `node --import ./bench/sources.mjs`; the command line is that of the build.
 *
 *   node bench/archive.mjs speed <annotated.vcf.gz> <ped> <panel.json> [1000]
 *   node bench/archive.mjs noise <annotated.vcf.gz> <ped> <folder of panels> <table of changes> [1000]
 *   node bench/archive.mjs document
 *
 * The real changes of panels, ClinVar and HPO, and the recall of what is kept: bench/archive-exact.mjs.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { add, copyCases, generator, makeCases, poolOf } from "./archive-cases.mjs";
import { writeDocument } from "./archive-document.mjs";
import { initArchive } from "../src/archive/index.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, "bench/out/archive");
const env = { ...process.env, PANELIST_STORE: join(out, "none") };
const command = join(root, "bin/panelist.js");
const [part, ...rest] = process.argv.slice(2);
/** Drawn one by one; the cases are copies of them. */
const FAMILIES = 20;
/** January 2025 to March 2026. */
const MONTHS = 14;

mkdirSync(out, { recursive: true });
if (part === "speed") await speed(...rest);
else if (part === "noise") await noise(...rest);
else if (part === "document") writeDocument(out, join(root, "bench/ARCHIVE.md"));
else throw new Error("speed, noise or document");

function keep(name, figures) {
  writeFileSync(join(out, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`);
  console.log(JSON.stringify(figures, null, 2));
}

/** One process: seconds of wall and processor, MB of memory, what it said. */
function panelist(args) {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn("/usr/bin/time", ["-f", "%U %S %M", process.execPath, command, ...args], {
      env,
    });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (data) => (said.stdout += data));
    child.stderr.on("data", (data) => (said.stderr += data));
    child.on("close", (code) => {
      const wall = Number(process.hrtime.bigint() - started) / 1e9;
      const [user, system, kb] = said.stderr.trim().split("\n").at(-1).split(" ").map(Number);
      if (code !== 0) reject(new Error(said.stderr));
      else resolve({ wall, cpu: user + system, mb: kb / 1024, stdout: said.stdout });
    });
  });
}

/** Seconds of an empty Node, the measure of the machine at this moment. */
function emptyNode() {
  const times = Array.from({ length: 5 }, () => {
    const started = process.hrtime.bigint();
    spawnSync(process.execPath, ["-e", ""]);
    return Number(process.hrtime.bigint() - started) / 1e9;
  });
  return times.sort((a, b) => a - b)[2];
}

/** Two processes, each with half of the cases. */
async function twoShards(archive, ...args) {
  const node = emptyNode();
  const started = process.hrtime.bigint();
  const both = await Promise.all(
    [0, 1].map((i) =>
      panelist([
        "reanalyse",
        archive,
        "--shard",
        `${i}/2`,
        "--format",
        "json",
        "--no-progress",
        ...args,
      ]),
    ),
  );
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  const counts = both.map(({ stdout }) => JSON.parse(stdout).counts);
  const sum = (key) => counts.reduce((total, c) => total + c[key], 0);
  return {
    wall,
    emptyNode: node,
    cpu: both.reduce((total, { cpu }) => total + cpu, 0),
    mb: Math.max(...both.map(({ mb }) => mb)),
    untouched: sum("untouched"),
    unchanged: sum("unchanged"),
    changed: sum("changed"),
    events: both.reduce((total, { stdout }) => total + JSON.parse(stdout).events.length, 0),
  };
}

async function base(vcf, ped, panel) {
  const archive = join(out, "base");
  if (!existsSync(archive)) {
    initArchive(archive, new Date(0));
    await add(archive, "C0", { vcfs: [vcf], ped, panels: [panel] });
  }
  return poolOf(archive, "C0");
}

/** Twenty cases of one panel, drawn one by one; every tenth has a de novo planted in a green gene. */
async function families(vcf, ped, panel) {
  const original = JSON.parse(readFileSync(panel, "utf8"));
  const rule = join(out, "panel.json");
  const put = (document) => writeFileSync(rule, JSON.stringify(document));
  put(original);
  const pool = await base(vcf, ped, panel);
  const listed = original.genes.filter((g) => String(g.confidence_level) === "3");
  const genes = new Set(listed.map((g) => g.entity_name));
  const archive = join(out, "families");
  if (!existsSync(archive))
    await makeCases(archive, pool, ped, FAMILIES, (i) => ({
      panel: rule,
      genes: i % 10 === 0 ? genes : null,
    }));
  return { original, put, pool, listed, genes, archive };
}

function countBy(items, keyOf) {
  const counts = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

async function speed(vcf, ped, panel, count = "1000") {
  const made = await families(vcf, ped, panel);
  const { original, put, pool, listed, genes } = made;
  const held = new Set(pool.lines.flatMap((line) => symbolsOf(line)));
  const figures = {
    command: `node bench/archive.mjs speed ${basename(vcf)} ${basename(ped)} ${basename(panel)} ${count}`,
    panel: `${original.id} ${original.name} ${original.version}`,
    greenGenes: genes.size,
    distilled: statSync(join(out, "base/cases/C0/datasets/1/distilled.vcf.gz")).size,
    kept: pool.lines.length,
    sizes: {},
  };
  for (const n of [Number(count), Number(count) / 10]) {
    const archive = join(out, `cases-${n}`);
    put(original);
    // A copy that was made by hand, and is in its first run, may stay: KEEP=1.
    if (process.env.KEEP === undefined) {
      rmSync(archive, { recursive: true, force: true });
      copyCases(made.archive, archive, n);
    }
    const random = generator(7);
    const some = (from) =>
      new Set(
        Array.from({ length: 5 }, () => from[Math.floor(random() * from.length)].entity_name),
      );
    const lessGreen = (names) => ({
      ...original,
      version: `${original.version}1`,
      genes: original.genes.map((g) =>
        names.has(g.entity_name) ? { ...g, confidence_level: "2" } : g,
      ),
    });
    const same = await twoShards(archive);
    const drawn = some(listed);
    put(lessGreen(drawn));
    const random5 = await twoShards(archive);
    const worst = some(listed.filter((g) => held.has(g.entity_name) && !drawn.has(g.entity_name)));
    put(lessGreen(new Set([...drawn, ...worst])));
    const held5 = await twoShards(archive);
    put(original);
    figures.sizes[n] = { same, random5, held5, drawn: [...drawn], worst: [...worst] };
    keep("speed", figures);
  }
  const full = [];
  figures.full = full;
  for (let i = 0; i < 5; i++) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const run = await panelist([
      "analyse",
      vcf,
      "--ped",
      ped,
      "--panel",
      panel,
      "--scan",
      "full",
      "-o",
      join(out, "full.tsv"),
      "--quiet",
    ]);
    full.push({ wall: run.wall, cpu: run.cpu });
    keep("speed", figures);
  }
  const indexed = await panelist([
    "analyse",
    vcf,
    "--ped",
    ped,
    "--panel",
    panel,
    "-o",
    join(out, "full.tsv"),
    "--quiet",
  ]);
  figures.byIndex = { wall: indexed.wall, cpu: indexed.cpu };
  keep("speed", figures);
}

function symbolsOf(line) {
  const csq = /(?:^|;|\t)CSQ=([^;\t]*)/.exec(line)?.[1] ?? "";
  return csq.split(",").map((entry) => entry.split("|")[3] ?? "");
}

/** The panels of March 2026, and what they were in January 2025 by the table of changes. */
function before(document, changes) {
  const added = new Set(changes.filter((c) => c.change === "added").map((c) => c.gene));
  const old = new Map(changes.filter((c) => c.change === "confidence").map((c) => [c.gene, c.old]));
  return {
    ...document,
    version: "0.2025",
    genes: document.genes
      .filter((g) => !added.has(g.entity_name))
      .map((g) => ({ ...g, confidence_level: old.get(g.entity_name) ?? g.confidence_level })),
  };
}

async function noise(vcf, ped, panels, table, count = "1000") {
  const rows = readFileSync(table, "utf8").trimEnd().split("\n").slice(1);
  const changes = rows.map((row) => {
    const [panel, , gene, change, from] = row.split("\t");
    return { panel, gene, change, old: from };
  });
  const ids = spawnSync("ls", [panels], { encoding: "utf8" })
    .stdout.split("\n")
    .flatMap((name) => /^panel_(\d+)\.json$/.exec(name)?.[1] ?? []);
  const rules = join(out, "rules");
  mkdirSync(rules, { recursive: true });
  const young = new Map(
    ids.map((id) => [id, JSON.parse(readFileSync(join(panels, `panel_${id}.json`), "utf8"))]),
  );
  const usable = ids.filter((id) => young.get(id).genes.length > 0);
  const put = (make) => {
    for (const id of usable)
      writeFileSync(join(rules, `${id}.json`), JSON.stringify(make(young.get(id), id)));
  };
  put((document, id) =>
    before(
      document,
      changes.filter((c) => c.panel === id),
    ),
  );
  await families(vcf, ped, join(panels, "panel_402.json"));
  const archive = join(out, `noise-${count}`);
  rmSync(archive, { recursive: true, force: true });
  copyCases(join(out, "families"), archive, Number(count), (i) =>
    join(rules, `${usable[i % usable.length]}.json`),
  );
  const again = ["reanalyse", archive, "--format", "json", "--all", "--no-progress"];
  // The run under the panels of then; the next tells the year.
  await panelist(again);
  put((document) => document);
  const { stdout, wall } = await panelist(again);
  const { counts, events } = JSON.parse(stdout);
  const notified = events.filter((event) => event.notify);
  const said = ({ type, direction }) => `${type} ${direction}`;
  const per = (n) => (n * 100) / Number(count) / MONTHS;
  keep("noise", {
    command: `node bench/archive.mjs noise ${basename(vcf)} ${basename(ped)} <panels of 2026-03> ${basename(table)} ${count}`,
    cases: Number(count),
    panels: usable.length,
    changedPanels: new Set(changes.map((c) => c.panel)).size,
    changes: changes.length,
    months: MONTHS,
    wall,
    counts,
    notified: notified.length,
    casesNotified: new Set(notified.map((event) => event.case)).size,
    silent: events.length - notified.length,
    per100CasesAndMonth: per(notified.length),
    byType: countBy(notified, said),
    silentByType: countBy(
      events.filter((event) => !event.notify),
      said,
    ),
  });
}
