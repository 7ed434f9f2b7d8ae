// A kill at any moment: nothing lost, nothing doubled, nothing half. The real binary, SIGKILL.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  caseIds,
  inArchive,
  initArchive,
  readRun,
  runNumbers,
  verifyArchive,
} from "../../src/archive/index.ts";
import { built, runCli } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const root = fileURLToPath(new URL("../../", import.meta.url));
const TRIO = ["test-data/demo/trio.vcf.gz", "--ped", "test-data/demo/trio.ped", "--no-progress"];
const env = { PANELIST_STORE: join(folder, "no-store"), PANELIST_USER: "test" };

const RULE = ["--case", "C1", "--panel", "epilepsy", "--panel-version", "epilepsy@0.9"];
const add = (archive: string): string[] => ["archive", "add", archive, ...TRIO, ...RULE];

/** Starts the program and kills it after so many milliseconds. @returns false: it was quicker */
function killedAfter(args: readonly string[], ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, "bin/panelist.js"), ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: "ignore",
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), ms);
    child.on("close", (_code, signal) => {
      clearTimeout(timer);
      resolve(signal === "SIGKILL");
    });
  });
}

/** What must be the same however often it was killed before: but for dates. */
function stateOf(archive: string): unknown {
  return caseIds(archive).map((id) => {
    const at = inArchive.case(archive, id);
    return runNumbers(at).map((n) => {
      const { report, knowledge, events } = readRun(at, n);
      return [report, knowledge, events.map(({ date: _date, ...event }) => event)];
    });
  });
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function momentsOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function timed(args: readonly string[]): Promise<number> {
  const from = performance.now();
  const { status, stderr } = await runCli(args, { env, timeoutMs: 120_000 });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - from;
}

describe.skipIf(!built)("SIGKILL", () => {
  /** 20 show it; 2 guard it. */
  const KILLS = Number(process.env["KILLS"] ?? 2);
  const moment = momentsOf(Number(process.env["SEED"] ?? 6));

  it(
    "during add and reanalyse: verify is clean or mends, a rerun ends as if undisturbed",
    async () => {
      const calm = join(folder, "calm");
      const added = join(folder, "added");
      initArchive(calm, new Date(0));
      const addTime = await timed(add(calm));
      cpSync(calm, added, { recursive: true });
      const againTime = await timed(["reanalyse", calm]);
      const expected = { add: stateOf(added), reanalyse: stateOf(calm) };
      let killed = 0;
      let i = 0;
      // On a machine whose load changes some come too late: they do not count.
      for (; killed < KILLS && i < 4 * KILLS; i++) {
        const archive = join(folder, `kill-${i}`);
        const adds = i % 2 === 0;
        if (adds) initArchive(archive, new Date(0));
        else cpSync(added, archive, { recursive: true });
        const work = adds ? add(archive) : ["reanalyse", archive];
        // Any moment after the program's own start.
        if (await killedAfter(work, (adds ? addTime : againTime) * (0.15 + 0.7 * moment())))
          killed++;
        if (!adds || caseIds(archive).length === 0) await timed(work);
        expect(verifyArchive(archive, true).filter((fault) => !fault.repaired)).toEqual([]);
        expect(verifyArchive(archive, false)).toEqual([]);
        expect(stateOf(archive)).toEqual(adds ? expected.add : expected.reanalyse);
      }
      process.stdout.write(`killed ${killed} of ${i}\n`);
      expect(killed).toBeGreaterThan(0);
    },
    120_000 + KILLS * 60_000,
  );

  it("two processes on one case: one run, no damage", async () => {
    const archive = join(folder, "two");
    mkdirSync(archive);
    cpSync(join(folder, "added"), archive, { recursive: true });
    const both = await Promise.all(
      [1, 2].map(() => runCli(["reanalyse", archive], { env, timeoutMs: 120_000 })),
    );
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    const at = inArchive.case(archive, "C1");
    expect(runNumbers(at)).toEqual([1, 2]);
    expect(verifyArchive(archive, false)).toEqual([]);
    expect(readdirSync(at).filter((name) => name.startsWith("."))).toEqual([]);
    const log = readFileSync(join(at, "log.jsonl"), "utf8").trimEnd().split("\n");
    expect(log.map((line) => (JSON.parse(line) as { what: string }).what)).toEqual([
      "add",
      "reanalyse",
    ]);
  }, 200_000);
});
