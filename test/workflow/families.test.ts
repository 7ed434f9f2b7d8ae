// Families through each engine that is installed: the bytes of the command line, and a run that was ended goes on
// where it was. CWL by cwltool, Snakemake 7, Slurm by a script that brings up one node (the shared data's);
// without them they are skipped, and the name of the test says what is missing.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { built } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const rig = join(root, "../shared/engines/slurm");
const folder = tempFolder();
const VCF = join(root, "test-data/demo/trio.vcf.gz");
const PED = join(root, "test-data/demo/trio.ped");
const PANELS = ["epilepsy", "cardiomyopathy"];
const CASES = ["F1", "F2", "F3"];
/** What the same input gives the same bytes of. */
const ANSWER = [
  "candidates.tsv",
  "report.json",
  "report.html",
  "candidates.vcf.gz",
  "candidates.vcf.gz.tbi",
];
const lacks = (...programs: string[]): string =>
  programs
    .filter((program) => spawnSync("which", [program]).status !== 0)
    .concat(built ? [] : ["dist (npm run build)"])
    .join(", ");

const bin = join(folder, "bin");
const panelist = join(bin, "panelist");
const started = join(folder, "started");
const env: Record<string, string> = {
  ...(process.env as Record<string, string>),
  PATH: `${bin}:${process.env["PATH"] ?? ""}`,
  PANELIST_STORE: join(folder, "none"),
  PANELIST: panelist,
  PANELIST_ARGS: "",
  USER: process.env["USER"] ?? "root",
  SLURM_CONF: join(folder, "slurm/slurm.conf"),
};

function run(program: string, args: string[], status: number | null = 0): string {
  const ran = spawnSync(program, args, { env, encoding: "utf8", cwd: folder, timeout: 500_000 });
  if (ran.status !== status)
    throw new Error(`${program} ${args.join(" ")}: ${ran.status ?? "killed"}\n${ran.stderr}`);
  return ran.stdout.trim();
}

const alone = join(folder, "alone");
const table = join(folder, "families.tsv");

/** How often panelist was started since the last call. */
function starts(): number {
  const count = existsSync(started) ? readFileSync(started, "utf8").length : 0;
  rmSync(started, { force: true });
  return count;
}

function expectBytes(dir: string): void {
  for (const name of ANSWER)
    expect([
      dir,
      name,
      readFileSync(join(dir, name)).equals(readFileSync(join(alone, name))),
    ]).toEqual([dir, name, true]);
}

beforeAll(() => {
  mkdirSync(bin);
  // Tells that it was started. FAIL_ON stands for a machine that is lost on the way.
  writeFileSync(
    panelist,
    `#!/bin/sh\n[ "$1" = --version ] || printf x >> '${started}'\ncase "$*" in *"\${FAIL_ON:-no such word}"*) exit 74 ;; esac\nexec '${process.execPath}' '${root}bin/panelist.js' "$@"\n`,
  );
  chmodSync(panelist, 0o755);
  const rows = CASES.map((id) => [id, VCF, PED, PANELS.join(",")]);
  const lines = [["case", "vcf", "ped", "panel"], ...rows].map((row) => row.join("\t"));
  writeFileSync(table, `${lines.join("\n")}\n`);
  if (!built) return;
  const asked = PANELS.flatMap((panel) => ["--panel", panel]);
  run(panelist, ["analyse", VCF, "--ped", PED, ...asked, "--out-dir", alone, "--quiet"]);
  starts();
});

const noCwl = lacks("cwltool");
describe.skipIf(noCwl !== "")(`CWL (missing: ${noCwl || "nothing"})`, () => {
  const file = (path: string): object => ({ class: "File", path });
  const job = join(folder, "families.yaml");
  const cwl = (status: number, more: Record<string, string> = {}): void => {
    const args = ["--no-container", "--preserve-environment", "PATH", "--preserve-environment"];
    const where = ["--cachedir", join(folder, "cache/tonight"), "--outdir", join(folder, "cwl")];
    Object.assign(env, { FAIL_ON: "no such word" }, more);
    const flow = join(root, "workflow/cwl/families.cwl");
    run("cwltool", [...args, "FAIL_ON", "--on-error", "continue", ...where, flow, job], status);
  };

  it("ends with one family undone, and goes on where it was; the command line's bytes", () => {
    const vcf = { ...file(VCF), secondaryFiles: [file(`${VCF}.tbi`)] };
    const families = CASES.map((id) => ({ case: id, vcf: [vcf], ped: file(PED), panel: PANELS }));
    writeFileSync(job, JSON.stringify({ families }));
    cwl(1, { FAIL_ON: "F2" });
    expect(starts()).toBe(3);
    cwl(0);
    expect(starts()).toBe(1);
    for (const id of CASES) expectBytes(join(folder, "cwl", id));
  }, 300_000);
});

const noSnakemake = lacks("snakemake");
describe.skipIf(noSnakemake !== "")(`Snakemake 7 (missing: ${noSnakemake || "nothing"})`, () => {
  const snakemake = (name: string | null, status: number, failOn = "no such word"): void => {
    const config = [`table=${table}`, ...(name === null ? [] : [`run=${name}`])];
    env["FAIL_ON"] = failOn;
    const file = join(root, "workflow/snakemake/analyse.smk");
    const how = ["-j", "2", "--nolock", "--keep-going"];
    run("snakemake", ["-s", file, ...how, "--config", ...config], status);
  };

  it("does not start without a name", () => {
    snakemake(null, 1);
    expect(starts()).toBe(0);
  }, 60_000);

  it("ends with one family undone, and goes on where it was; the command line's bytes; another night is made anew", () => {
    snakemake("monday", 1, "F2");
    expect(starts()).toBe(3);
    expect(readdirSync(join(folder, "results/monday")).toSorted()).toEqual(["F1", "F3"]);
    snakemake("monday", 0);
    expect(starts()).toBe(1);
    for (const id of CASES) expectBytes(join(folder, "results/monday", id));
    snakemake("tuesday", 0);
    expect(starts()).toBe(3);
  }, 300_000);
});

/** The job's script by itself, as a node runs it. */
describe.skipIf(!built)("a Slurm job's script", () => {
  const results = join(folder, "shell");
  const task = (id: number, of: number): ChildProcess =>
    spawn("bash", [join(root, "workflow/slurm/analyse.sbatch"), table, results], {
      env: {
        ...env,
        FAIL_ON: "no such word",
        SLURM_ARRAY_TASK_ID: String(id),
        SLURM_ARRAY_TASK_COUNT: String(of),
      },
      stdio: "ignore",
    });
  const ended = (child: ChildProcess): Promise<number | null> =>
    new Promise((resolve) => child.on("close", resolve));

  it("told to end, ends with nothing half done; submitted again, it does the rest", async () => {
    const first = task(0, 1);
    while (!existsSync(join(results, "F1/run.json"))) await sleep(20);
    first.kill("SIGTERM");
    expect(await ended(first)).toBe(143);
    const whole = CASES.filter((id) => existsSync(join(results, id, "run.json")));
    const before = whole.map((id) => statSync(join(results, id, "run.json")).mtimeMs);
    expect(await Promise.all([ended(task(0, 2)), ended(task(1, 2))])).toEqual([0, 0]);
    for (const id of CASES) expectBytes(join(results, id));
    expect(whole.map((id) => statSync(join(results, id, "run.json")).mtimeMs)).toEqual(before);
  }, 120_000);

  it("of an archive: a result of another night is gone before the work, and does not pass for tonight's", async () => {
    const night = join(folder, "night");
    mkdirSync(night);
    writeFileSync(join(night, "shard-0.json"), "{}");
    const script = join(root, "workflow/slurm/reanalyse.sbatch");
    const child = spawn("bash", [script, join(folder, "no-archive"), night], {
      env: { ...env, SLURM_ARRAY_TASK_ID: "0", SLURM_ARRAY_TASK_COUNT: "1" },
      stdio: "ignore",
    });
    expect(await ended(child)).not.toBe(0);
    expect(readdirSync(night)).toEqual([]);
  }, 60_000);
});

const noSlurm = [
  lacks("slurmctld", "slurmd", "munged", "sbatch"),
  existsSync(join(rig, "slurm-up.sh")) ? "" : "the test node's script",
]
  .filter((one) => one !== "")
  .join(", ");
describe.skipIf(noSlurm !== "")(`Slurm (missing: ${noSlurm || "nothing"})`, () => {
  const results = join(folder, "slurm-results");
  const done = (): string[] => CASES.filter((id) => existsSync(join(results, id, "run.json")));
  beforeAll(() => {
    env["FAIL_ON"] = "no such word";
    mkdirSync(join(folder, "logs"), { recursive: true });
    run("bash", [join(rig, "slurm-up.sh"), join(folder, "slurm")]);
  }, 120_000);
  afterAll(() => {
    spawnSync("bash", [join(rig, "slurm-down.sh"), join(folder, "slurm")], { env });
  });

  const submit = (): string =>
    run("sbatch", [
      "--parsable",
      "--array=0-1",
      "--cpus-per-task=1",
      "--mem=400M",
      `--output=${folder}/logs/%A_%a.log`,
      join(root, "workflow/slurm/analyse.sbatch"),
      table,
      results,
    ]);
  const isOver = (job: string): boolean => run("squeue", ["-h", "-r", "-j", job]) === "";

  it("an array that is cancelled and submitted again: the command line's bytes, what was done untouched", async () => {
    const first = submit();
    while (done().length === 0) await sleep(50);
    run("scancel", [first]);
    while (!isOver(first)) await sleep(200);
    const whole = done();
    const before = whole.map((id) => statSync(join(results, id, "run.json")).mtimeMs);
    const second = submit();
    while (!isOver(second)) await sleep(200);
    for (const id of CASES) expectBytes(join(results, id));
    expect(whole.map((id) => statSync(join(results, id, "run.json")).mtimeMs)).toEqual(before);
  }, 300_000);
});
