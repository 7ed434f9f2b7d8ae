// A kill at any moment: nothing lost, nothing doubled, nothing half. The real binary, SIGKILL.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  caseIds,
  inArchive,
  initArchive,
  readCase,
  readRun,
  runNumbers,
  verifyArchive,
} from "../../src/archive/index.ts";
import { seeded } from "../helpers/mutate-vcf.ts";
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
    const { datasets } = readCase(archive, id);
    const kept = datasets.map(({ number, distilled, digests }) => [number, distilled, digests]);
    const runs = runNumbers(at).map((n) => {
      const { report, knowledge, events } = readRun(at, n);
      const undated = events.map(({ date: _date, cause, ...event }) => [event, cause.source]);
      return [report, knowledge, undated];
    });
    return [id, kept, runs];
  });
}

async function timed(args: readonly string[]): Promise<number> {
  const from = performance.now();
  const { status, stderr } = await runCli(args, { env, timeoutMs: 120_000 });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - from;
}

interface Work {
  /** The archive that it begins with. */
  start: (archive: string) => void;
  args: (archive: string) => string[];
  /** Did it come to its end before the kill? Then a user would not call it again. */
  isDone: (archive: string) => boolean;
}

const added = join(folder, "added");
const empty = (archive: string): void => void initArchive(archive, new Date(0));
const withCase = (archive: string): void => cpSync(added, archive, { recursive: true });
const runsOf = (archive: string): number => runNumbers(inArchive.case(archive, "C1")).length;

const WORKS: Record<string, Work> = {
  import: {
    start: empty,
    args: (archive) => ["archive", "import", archive, manifest(), ...RULE.slice(2)],
    isDone: () => false,
  },
  reanalyse: { start: withCase, args: (archive) => ["reanalyse", archive], isDone: () => false },
  add: { start: empty, args: add, isDone: (archive) => caseIds(archive).length > 0 },
  reannotate: {
    start: withCase,
    args: (archive) => ["archive", "reannotate", archive, "C1", TRIO[0] ?? "", "--no-progress"],
    isDone: (archive) => runsOf(archive) === 2,
  },
};

/** Two cases. */
function manifest(): string {
  const path = join(folder, "cases.tsv");
  const [vcf, , ped] = TRIO.map((word) => join(root, word));
  writeFileSync(
    path,
    `case\tvcf\tped\n${["C1", "C2"].map((id) => `${id}\t${vcf}\t${ped}\n`).join("")}`,
  );
  return path;
}

describe.skipIf(!built)("SIGKILL", () => {
  /** 20 show it; 2 guard it. */
  const KILLS = Number(process.env["KILLS"] ?? 2);
  const moment = seeded(Number(process.env["SEED"] ?? 6));

  it(
    "during import, reanalyse, add, reannotate: verify is clean or mends, a rerun ends as if undisturbed",
    async () => {
      empty(added);
      await timed(add(added));
      const works = Object.entries(WORKS).slice(0, KILLS);
      const calm = new Map<string, { ms: number; state: unknown }>();
      for (const [name, { start, args }] of works) {
        const archive = join(folder, `calm-${name}`);
        start(archive);
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const ms = await timed(args(archive));
        calm.set(name, { ms, state: stateOf(archive) });
      }
      const killed: Record<string, number> = {};
      const total = (): number => Object.values(killed).reduce((sum, n) => sum + n, 0);
      let i = 0;
      // On a machine whose load changes some come too late: they do not count.
      for (; total() < KILLS && i < 4 * KILLS; i++) {
        const [name, { start, args, isDone }] = works[i % works.length] as (typeof works)[number];
        const undisturbed = calm.get(name) as { ms: number; state: unknown };
        const archive = join(folder, `kill-${i}`);
        start(archive);
        // Any moment after the program's own start; where it came too late, the machine has become quicker.
        const at = undisturbed.ms * (0.15 + 0.7 * moment());
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        if (await killedAfter(args(archive), at)) killed[name] = (killed[name] ?? 0) + 1;
        else undisturbed.ms *= 0.8;
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        if (!isDone(archive)) await timed(args(archive));
        expect((await verifyArchive(archive, true)).filter((fault) => !fault.repaired)).toEqual([]);
        expect(await verifyArchive(archive, false)).toEqual([]);
        expect(stateOf(archive)).toEqual(undisturbed.state);
      }
      process.stdout.write(`killed ${JSON.stringify(killed)} of ${i}\n`);
      expect(total()).toBeGreaterThan(0);
    },
    120_000 + KILLS * 60_000,
  );

  it("two processes on one case: one run, no damage", async () => {
    const archive = join(folder, "two");
    mkdirSync(archive);
    cpSync(added, archive, { recursive: true });
    const both = await Promise.all(
      [1, 2].map(() => runCli(["reanalyse", archive], { env, timeoutMs: 120_000 })),
    );
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    const at = inArchive.case(archive, "C1");
    expect(runNumbers(at)).toEqual([1, 2]);
    expect(await verifyArchive(archive, false)).toEqual([]);
    expect(readdirSync(at).filter((name) => name.startsWith("."))).toEqual([]);
    const log = readFileSync(join(at, "log.jsonl"), "utf8").trimEnd().split("\n");
    expect(log.map((line) => (JSON.parse(line) as { what: string }).what)).toEqual([
      "add",
      "reanalyse",
    ]);
  }, 200_000);
});
