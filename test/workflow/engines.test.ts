// The engines' files, as far as each can be had: CWL by cwltool, Nextflow by its text alone.
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { makeProgram } from "../../src/cli/program.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
import { inArchive, runNumbers } from "../../src/archive/index.ts";
import { addHere, cloneCase } from "../helpers/archive.ts";
import { built } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = tempFolder();
const here = (program: string): boolean => spawnSync("which", [program]).status === 0;
const text = (path: string): string => readFileSync(join(root, "workflow", path), "utf8");
const files = readdirSync(join(root, "workflow"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(join(root, "workflow").length + 1))
  .sort();

describe("every command that a workflow runs is offered with its options", async () => {
  const program = await makeProgram(
    { argv: [], terminal: createTerminal(process.stderr) },
    () => {},
  );
  const CALL =
    /(?:panelist|\{PANELIST\}|\$\{PANELIST:-panelist\}")["'\s,[\]]+(archive[\s,]+)?(analyse|batch|reanalyse|merge|import|init)\b/g;
  const calls = files.flatMap((file) =>
    [...text(file).matchAll(CALL)].map(
      (match) =>
        [
          `${file}: ${match[1] === undefined ? "" : "archive "}${match[2] ?? ""}`,
          file,
          match[1] !== undefined,
          match[2] ?? "",
        ] as const,
    ),
  );
  it("finds them", () => expect(calls.length).toBeGreaterThan(12));
  it.each(calls)("%s", (_name, _file, ofArchive, name) => {
    const group = ofArchive ? program.commands.find((c) => c.name() === "archive") : program;
    expect(group?.commands.map((c) => c.name())).toContain(name);
  });
  it.each(files.filter((file) => /cwl$|nf$|smk$|Snakefile$|sbatch$|runner\.py$/.test(file)))(
    "%s",
    (file) => {
      const offered = ["analyse", "batch", "reanalyse", "archive"].flatMap((name) => {
        const command = program.commands.find((c) => c.name() === name);
        return [command, ...(command?.commands ?? [])].flatMap((c) =>
          c?.options.map((o) => o.long),
        );
      });
      const ours = [
        "--shard",
        "--case",
        "--out-dir",
        "--label",
        "--hpo",
        "--ped",
        "--policy",
        "--store",
        "--format",
        "--log-format",
        "--no-progress",
        "--panel-version",
        "--threads",
      ];
      const used = ours.filter(
        (flag) => text(file).includes(`${flag} `) || text(file).includes(`${flag}\n`),
      );
      for (const flag of used) expect(offered).toContain(flag);
    },
  );
});

describe("Nextflow, PhEval and Snakemake 8 (static: they cannot be had here)", () => {
  const modules = ["analyse", "reanalyse", "merge"];
  const unrun = files.filter((file) => /^(?:nextflow|pheval)\/|v8\+/.test(file));
  it.each(unrun)("%s says in its first line that it was not run", (file) => {
    expect(text(file).split("\n")[0]).toMatch(/^(?:\/\/|#) We have not run this/);
  });
  it.each(files.filter((file) => /(?:nf|config|nf\.test)$/.test(file)))(
    "%s is balanced",
    (file) => {
      const code = text(file).replaceAll(/^\s*(?:\/\/|#).*$|[^:]\/\/ .*$/gm, "");
      for (const [open = "", close = ""] of ["{}", "()", "[]"])
        expect([open, code.split(open).length]).toEqual([open, code.split(close).length]);
      expect((code.match(/"""/g)?.length ?? 0) % 2).toBe(0);
    },
  );
  it("Snakemake 8's profile has none of the options that went with 7", () => {
    const profile = parse(text("snakemake/slurm/config.v8+.yaml")) as object;
    expect(Object.keys(profile).filter((key) => key.startsWith("cluster"))).toEqual([]);
    expect(profile).toMatchObject({ executor: "slurm" });
    expect(Object.keys(parse(text("snakemake/slurm/config.yaml")) as object)).toContain("cluster");
  });
  it("what changes an archive is never taken from a cache, and nothing runs without a name", () => {
    for (const name of ["reanalyse", "merge"])
      expect(text(`nextflow/modules/panelist/${name}/main.nf`)).toMatch(/^ {4}cache false$/m);
    expect(text("nextflow/main.nf")).toMatch(/if \(!params\.run\) error/);
    expect(text("nextflow/subworkflows/panelist_families/main.nf")).toContain("run: run");
  });
  it("the subworkflow emits what the module does, and names it", () => {
    const flow = text("nextflow/subworkflows/panelist_families/main.nf");
    const emits = [...flow.matchAll(/= PANELIST_ANALYSE\.out\.(\w+)/g)].map(([, name]) => name);
    const module = text("nextflow/modules/panelist/analyse/main.nf");
    for (const name of emits) expect(module).toContain(`emit: ${name}\n`);
    const meta = parse(text("nextflow/subworkflows/panelist_families/meta.yml")) as {
      output: Record<string, unknown>[];
    };
    expect(meta.output.flatMap((one) => Object.keys(one))).toEqual(emits);
  });
  it.each(modules)("%s has nf-core's parts", (name) => {
    const main = text(`nextflow/modules/panelist/${name}/main.nf`);
    expect(main).toContain(`process PANELIST_${name.toUpperCase()} {`);
    for (const part of [
      "tag ",
      "label 'process_",
      "conda ",
      "container ",
      "input:",
      "output:",
      "when:",
      "script:",
      "stub:",
      "task.ext.args",
      "task.ext.prefix",
      "topic: versions",
    ])
      expect(main).toContain(part);
    expect(main.match(/"""/g)?.length).toBe(4);
    const meta = parse(text(`nextflow/modules/panelist/${name}/meta.yml`)) as Record<
      string,
      unknown
    >;
    expect(meta["name"]).toBe(`panelist_${name}`);
    for (const key of ["description", "keywords", "tools", "input", "output", "topics"])
      expect(meta[key]).toBeDefined();
    const emits = [...main.matchAll(/emit: (\w+)/g)].map((match) => match[1]);
    expect(Object.keys(meta["output"] as object).sort()).toEqual(emits.sort());
    const test = text(`nextflow/modules/panelist/${name}/tests/main.nf.test`);
    expect(test).toContain(`process "PANELIST_${name.toUpperCase()}"`);
    expect(test).toContain('options "-stub"');
    const conda = parse(text(`nextflow/modules/panelist/${name}/environment.yml`)) as {
      channels: string[];
    };
    expect(conda.channels).toEqual(["conda-forge", "bioconda"]);
  });
});

describe("scripts of the shell", () => {
  it.each(files.filter((file) => /\.(?:sbatch|sh)$/.test(file)))("%s parses", (file) => {
    expect(spawnSync("bash", ["-n", join(root, "workflow", file)]).status).toBe(0);
  });
});

const DEMO = {
  vcfs: ["test-data/demo/trio.vcf.gz"],
  ped: "test-data/demo/trio.ped",
  panels: ["epilepsy"],
};

/** Runs a description without a container. */
function cwl(name: string, out: string, inputs: string[]): void {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const script = `#!/bin/sh\nexec '${process.execPath}' '${root}bin/panelist.js' "$@"\n`;
  writeFileSync(join(bin, "panelist"), script);
  chmodSync(join(bin, "panelist"), 0o755);
  const how = ["--no-container", "--preserve-environment", "PATH", "--outdir", out];
  execFileSync("cwltool", [...how, join(root, `workflow/cwl/${name}.cwl`), ...inputs], {
    env: {
      ...process.env,
      PATH: `${bin}:${process.env["PATH"] ?? ""}`,
      PANELIST_STORE: join(folder, "none"),
    },
    stdio: "pipe",
    timeout: 170_000,
  });
}

describe.skipIf(!here("cwltool"))("CWL (skipped where there is no cwltool)", () => {
  it.each(["reanalyse", "reanalyse-archive", "families"])(
    "%s is valid",
    (name) => {
      const file = join(root, `workflow/cwl/${name}.cwl`);
      const { status, stderr } = spawnSync("cwltool", ["--validate", file], { encoding: "utf8" });
      expect({ status, stderr }).toMatchObject({ status: 0 });
    },
    120_000,
  );

  it.skipIf(!built)(
    "runs: two shards, gathered",
    async () => {
      const archive = join(folder, "cases");
      await addHere(archive, "C1", DEMO, { panelVersions: ["epilepsy@0.9"] });
      cloneCase(archive, "C1", "C2");
      const out = join(folder, "out");
      cwl("reanalyse", out, ["--archive", archive, "--shards", "2"]);
      const events = readFileSync(join(out, "events.tsv"), "utf8");
      expect(events.match(/gene_to_green\tWWOX/g)).toHaveLength(2);
    },
    180_000,
  );

  it.skipIf(!built)(
    "runs: a whole archive, changed in place",
    async () => {
      const archive = join(folder, "whole");
      await addHere(archive, "C1", DEMO, { panelVersions: ["epilepsy@0.9"] });
      const out = join(folder, "whole-out");
      cwl("reanalyse-archive", out, ["--archive", archive]);
      expect(readFileSync(join(out, "reanalysis.json"), "utf8")).toContain("gene_to_green");
      expect(runNumbers(inArchive.case(archive, "C1"))).toEqual([1, 2]);
    },
    180_000,
  );
});
