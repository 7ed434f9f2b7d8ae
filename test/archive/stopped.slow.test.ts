// A command that is killed, or meets a full disk, at a call that changes a file: the log tells all that was done and
// nothing else, "nothing was changed" is true, and the next command goes on at once.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import {
  inArchive,
  readCase,
  readVerdicts,
  runNumbers,
  verifyArchive,
} from "../../src/archive/index.ts";
import { readLog } from "../../src/archive/log.ts";
import { setFaults } from "../../src/report/index.ts";
import { addHere } from "../helpers/archive.ts";
import { built } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const preload = new URL("stop-at.mjs", import.meta.url).href;
const program = fileURLToPath(new URL("../../bin/panelist.js", import.meta.url));
const made = join(folder, "made");
const VCF = "test-data/demo/trio.vcf.gz";
const PED = "test-data/demo/trio.ped";

beforeAll(() =>
  addHere(
    made,
    "C1",
    { vcfs: [VCF], ped: PED, panels: ["epilepsy"] },
    { panelVersions: ["epilepsy@0.9"] },
  ),
);

/** Of every so many calls one is tried here; `npm run kills` tries them all. */
const SET_STRIDE = 4;

const COMMANDS: Record<string, (archive: string) => string[]> = {
  reannotate: (archive) => ["archive", "reannotate", archive, "C1", VCF, "--by", "me"],
  set: (archive) => ["archive", "set", archive, "C1", "--status", "solved", "--by", "me"],
  report: (archive) => [
    "archive",
    "report",
    archive,
    "C1",
    "16:78333196:A:T",
    "--class",
    "LP",
    "--by",
    "me",
  ],
  reanalyse: (archive) => ["reanalyse", archive, "--by", "me", "--no-progress"],
};

it.skipIf(!built)(
  "analyse --out-dir over an older set: killed at its calls it is the old set, the new one, or says that it is none",
  () => {
    const dir = join(folder, "set");
    const analyse = (panel: string): string[] => [
      "analyse",
      VCF,
      "--ped",
      PED,
      "--panel",
      panel,
      "--out-dir",
      dir,
      "--no-progress",
      "--quiet",
    ];
    const log = join(folder, "count-set");
    expect(run(analyse("epilepsy"), { at: 0, by: "kill", log }).status).toBe(0);
    expect(setFaults(dir)).toEqual([]);
    const old = join(folder, "set-old");
    cpSync(dir, old, { recursive: true });
    expect(run(analyse("cardiomyopathy"), { at: 0, by: "kill", log }).status).toBe(0);
    expect(setFaults(dir)).toEqual([]);
    const calls = Number(readFileSync(log, "utf8"));
    const ends: Record<string, number> = {};
    for (let at = 1; at <= calls; at += SET_STRIDE) {
      rmSync(dir, { recursive: true });
      cpSync(old, dir, { recursive: true });
      expect(run(analyse("cardiomyopathy"), { at, by: "kill" }).signal).toBe("SIGKILL");
      const isOld = readdirSync(old).every((name) => sameFile(join(old, name), join(dir, name)));
      const faults = setFaults(dir) ?? [];
      const end = faults.length > 0 ? "not whole, and told" : isOld ? "the old set" : "the new set";
      ends[end] = (ends[end] ?? 0) + 1;
    }
    process.stdout.write(
      `analyse --out-dir: killed at ${Math.ceil(calls / SET_STRIDE)} of ${calls} calls: ${JSON.stringify(ends)}\n`,
    );
    expect(ends["not whole, and told"]).toBeGreaterThan(2);
  },
  600_000,
);

function sameFile(one: string, other: string): boolean {
  return existsSync(other) && readFileSync(one).equals(readFileSync(other));
}

function run(
  args: readonly string[],
  stop: { at: number; by: "kill" | "ENOSPC"; log?: string },
): { status: number | null; said: string; signal: string | null } {
  const { status, stdout, stderr, signal } = spawnSync(
    process.execPath,
    ["--import", preload, program, ...args],
    {
      encoding: "utf8",
      env: {
        ...process.env,
        PANELIST_STORE: join(folder, "no-store"),
        STOP_AT: String(stop.at),
        STOP_BY: stop.by,
        ...(stop.log === undefined ? {} : { STOP_LOG: stop.log }),
      },
    },
  );
  return { status, said: stdout + stderr, signal };
}

/** What people see of the case: not its log. */
function stateOf(archive: string): unknown {
  const at = inArchive.case(archive, "C1");
  return [readCase(archive, "C1").status, readVerdicts(at).length, runNumbers(at)];
}

/** Changes that the log tells and does not take back. */
function toldBy(archive: string): number {
  const { lines } = readLog(inArchive.case(archive, "C1"));
  const interrupted = lines.flatMap(({ interrupted: one }) => one ?? []);
  return lines.length - interrupted.length - new Set(interrupted.map(({ line }) => line)).size;
}

describe.skipIf(!built).each(Object.keys(COMMANDS))("archive: %s", (name) => {
  const argsOf = COMMANDS[name] as (archive: string) => string[];
  const fresh = (): string => {
    const archive = join(folder, "work");
    rmSync(archive, { recursive: true, force: true });
    cpSync(made, archive, { recursive: true });
    return archive;
  };

  it.each(["kill", "ENOSPC"] as const)(
    "%s at its calls",
    async (by) => {
      const log = join(folder, "count");
      const calm = fresh();
      const before = stateOf(calm);
      expect(run(argsOf(calm), { at: 0, by, log }).status).toBe(0);
      const after = stateOf(calm);
      const calls = Number(readFileSync(log, "utf8"));
      expect(calls).toBeGreaterThan(5);
      let unchanged = 0;
      // As above.
      const stride = ["reanalyse", "reannotate"].includes(name) ? 12 : 6;
      for (let at = 1 + (calls % stride); at <= calls; at += stride) {
        const archive = fresh();
        const { status, said, signal } = run(argsOf(archive), { at, by });
        const where = `${name}, ${by} at call ${at} of ${calls}`;
        const state = JSON.stringify(stateOf(archive));
        const isOld = state === JSON.stringify(before);
        unchanged += Number(isOld);
        expect([isOld || state === JSON.stringify(after), where]).toEqual([true, where]);
        if (by === "kill") expect([signal, where]).toEqual(["SIGKILL", where]);
        else if (said.includes("nothing was changed"))
          expect([isOld, where]).toEqual([true, where]);
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const faults = await verifyArchive(archive, true);
        expect([faults.filter(({ repaired }) => !repaired), where]).toEqual([[], where]);
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        expect([await verifyArchive(archive, false), where]).toEqual([[], where]);
        expect([toldBy(archive), where]).toEqual([isOld ? 1 : 2, where]);
        if (by === "ENOSPC" && status !== 0 && name !== "reanalyse")
          expect([[73, 74].includes(status ?? 0), where]).toEqual([true, where]);
        const again = run(argsOf(archive), { at: 0, by });
        expect([again.status, where]).toEqual([0, where]);
      }
      process.stdout.write(
        `${name}: ${by} at ${Math.ceil(calls / stride)} calls, ${unchanged} times nothing was changed\n`,
      );
    },
    900_000,
  );
});
