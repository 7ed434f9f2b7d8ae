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
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { runInProcess } from "../test/helpers/run-command.ts";
import { jobs } from "./kills-jobs.mjs";

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

/** The one clock that does not stand still here. */
function milliseconds() {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

const envOf = (dir) => ({ PANELIST_STORE: join(dir, "store"), PANELIST_USER: "test" });

/** A command line that is to be stopped, in a folder that holds `archive`, `store` and `out`. @returns { status, signal, stdout, stderr } */
function stopped(dir, args, fault, killAfterMs) {
  return new Promise((resolve) => {
    const preload = fault === undefined ? [] : ["--import", join(root, "bench/fs-fault.mjs")];
    const child = spawn(
      process.execPath,
      ["--import", join(root, "bench/fixed-clock.mjs"), ...preload, bin, ...args],
      { cwd: root, env: { ...process.env, ...envOf(dir), ...fault } },
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

let turn = Promise.resolve();
/** A command line that nothing stops: in this process, a tenth of the time of its own; one at a time. */
function panelist(dir, args) {
  const ran = turn.then(() => runInProcess(args, { env: envOf(dir) }));
  turn = ran.catch(() => {});
  return ran;
}

async function must(dir, args) {
  const ran = await panelist(dir, args);
  if (ran.status !== 0) throw new Error(`${args.join(" ")}: ${ran.status}\n${ran.stderr}`);
  return ran.stdout;
}

const { makeStart, JOBS } = jobs(place, must);

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

function namesIn(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
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
    const ran = await stopped(dir, args(dir), fault, killAfterMs);
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
      for (const stone of namesIn(join(at, "tombstones")))
        if (existsSync(join(at, "cases", stone.replace(/\.json$/, ""))))
          wrong(`of a case that was removed (${stone}) data are left`);
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
      // A copy that says which cases it lacks is not continued: it is made again.
      if (ran.status === 1) rmSync(join(dir, "copy"), { recursive: true, force: true });
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

const start = await makeStart();
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
  const from = milliseconds();
  const ran = await stopped(dir, args(dir), { FS_FAULT: "count", FS_FAULT_COUNT: countFile });
  const took = milliseconds() - from;
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
