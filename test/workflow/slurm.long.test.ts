// Shards on a real Slurm: killed and cancelled half-way, submitted again. Needs Debian's slurmctld, slurmd,
// slurm-client, munge (and snakemake), and a script that brings up one node for tests; skipped without.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caseIds, inArchive, runNumbers, verifyArchive } from "../../src/archive/index.ts";
import { addHere, cloneCase } from "../helpers/archive.ts";
import { built } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const rig = join(root, "../shared/engines/slurm");
const folder = tempFolder();
const has = (program: string): boolean => spawnSync("which", [program]).status === 0;
const missing = [
  ...["slurmctld", "slurmd", "munged", "sbatch"].filter((program) => !has(program)),
  ...(existsSync(join(rig, "slurm-up.sh")) ? [] : ["the test node's script"]),
  ...(built ? [] : ["dist (npm run build)"]),
];

const slurm = join(folder, "slurm");
const logs = join(folder, "logs");
const panelist = join(folder, "panelist");
const env: Record<string, string> = {
  ...(process.env as Record<string, string>),
  SLURM_CONF: join(slurm, "slurm.conf"),
  USER: process.env["USER"] ?? "root",
  PANELIST: panelist,
  PANELIST_STORE: join(folder, "none"),
};
const run = (program: string, args: string[], timeout = 60_000): string => {
  const { status, stdout, stderr } = spawnSync(program, args, {
    env,
    encoding: "utf8",
    cwd: folder,
    timeout,
  });
  if (status !== 0)
    throw new Error(`${program} ${args.join(" ")}: ${status ?? "killed"}\n${stderr}`);
  return stdout.trim();
};

async function until(done: () => boolean, limitMs: number): Promise<void> {
  for (const end = Date.now() + limitMs; !done();) {
    if (Date.now() > end) throw new Error("it did not come to pass in time");
    // oxlint-disable-next-line no-await-in-loop -- waiting is the point
    await sleep(100);
  }
}

const queueIsEmpty = (job: string): boolean => {
  const { stdout } = spawnSync("squeue", ["-h", "-r", "-j", job], { env, encoding: "utf8" });
  return stdout.trim() === "";
};

const submit = (archive: string, results: string): string =>
  run("sbatch", [
    "--parsable",
    "--array=0-5",
    "--mem=300M",
    `--output=${logs}/%A_%a.log`,
    join(root, "workflow/slurm/reanalyse.sbatch"),
    archive,
    results,
  ]);

const doneIn = (archive: string): string[] =>
  caseIds(archive).filter((id) => runNumbers(inArchive.case(archive, id)).includes(2));

describe.skipIf(missing.length > 0)(`Slurm (missing: ${missing.join(", ") || "nothing"})`, () => {
  const archive = join(folder, "cases");
  beforeAll(async () => {
    await addHere(
      archive,
      "C00",
      {
        vcfs: [join(root, "test-data/demo/trio.vcf.gz")],
        ped: join(root, "test-data/demo/trio.ped"),
        panels: ["epilepsy"],
      },
      { panelVersions: ["epilepsy@0.9"] },
    );
    for (let i = 1; i < 60; i++) cloneCase(archive, "C00", `C${String(i).padStart(2, "0")}`);
    mkdirSync(logs);
    mkdirSync(join(folder, "pids"));
    // Tells its process, so that the test can kill it and nothing else.
    writeFileSync(
      panelist,
      `#!/bin/sh\ntouch '${folder}/pids/'$$\nexec '${process.execPath}' '${root}bin/panelist.js' "$@"\n`,
    );
    chmodSync(panelist, 0o755);
    run("bash", [join(rig, "slurm-up.sh"), slurm]);
  }, 180_000);
  afterAll(() => {
    spawnSync("bash", [join(rig, "slurm-down.sh"), slurm], { env });
  });

  it("6 shards over 60 cases, killed and cancelled half-way, submitted again: 60 of 60, none partial, the finished ones skipped", async () => {
    const results = join(folder, "results");
    const first = submit(archive, results);
    await until(() => doneIn(archive).length >= 12, 200_000);
    for (const pid of readdirSync(join(folder, "pids"))) {
      try {
        process.kill(Number(pid), "SIGKILL");
        break;
      } catch {
        // It has ended.
      }
    }
    await until(() => doneIn(archive).length >= 24, 200_000);
    run("scancel", [first]);
    await until(() => queueIsEmpty(first), 120_000);
    const finished = doneIn(archive);
    expect(finished.length).toBeGreaterThan(23);
    expect(finished.length).toBeLessThan(60);
    const bytesOf = (id: string): string =>
      readFileSync(join(inArchive.case(archive, id), "runs/2.json"), "utf8");
    const before = new Map(finished.map((id) => [id, bytesOf(id)]));
    const second = submit(archive, results);
    await until(() => queueIsEmpty(second), 400_000);
    expect(doneIn(archive)).toHaveLength(60);
    for (const [id, bytes] of before) expect(bytesOf(id)).toBe(bytes);
    for (const id of caseIds(archive))
      expect(runNumbers(inArchive.case(archive, id))).toEqual([1, 2]);
    expect((await verifyArchive(archive, true)).filter((fault) => !fault.repaired)).toEqual([]);
    expect(await verifyArchive(archive, false)).toEqual([]);
    const shards = readdirSync(results).filter((name) => /^shard-\d+\.json$/.test(name));
    expect(shards).toHaveLength(6);
    const events = run(panelist, [
      "archive",
      "merge",
      archive,
      "--format",
      "tsv",
      ...shards.map((name) => join(results, name)),
    ]);
    expect(events.match(/gene_to_green\tWWOX/g)).toHaveLength(60);
    process.stdout.write(`cancelled at ${finished.length} of 60\n`);
  }, 1_200_000);

  it.skipIf(!has("snakemake"))(
    "Snakemake over Slurm with its status script (skipped without snakemake)",
    async () => {
      const few = join(folder, "few");
      await addHere(
        few,
        "C1",
        {
          vcfs: [join(root, "test-data/demo/trio.vcf.gz")],
          ped: join(root, "test-data/demo/trio.ped"),
          panels: ["epilepsy"],
        },
        { panelVersions: ["epilepsy@0.9"] },
      );
      cloneCase(few, "C1", "C2");
      run(
        "snakemake",
        [
          "-s",
          join(root, "workflow/snakemake/Snakefile"),
          "--config",
          `archive=${few}`,
          "shards=2",
          `panelist=${panelist}`,
          "results=snake",
          "run=tonight",
          "--nolock",
          "--profile",
          join(root, "workflow/snakemake/slurm"),
          "--set-resources",
          "reanalyse:mem_mb=300",
          "merge:mem_mb=300",
        ],
        400_000,
      );
      expect(
        readFileSync(join(folder, "snake/tonight/events.tsv"), "utf8").match(
          /gene_to_green\tWWOX/g,
        ),
      ).toHaveLength(2);
      expect(await verifyArchive(few, false)).toEqual([]);
    },
    500_000,
  );
});
