// The engines' files, as far as each can be had: CWL by cwltool, Nextflow by its text alone.
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { makeProgram } from "../../src/cli/program.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
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
    /(?:panelist|\{PANELIST\}|\$\{PANELIST:-panelist\}")["'\s,[\]]+(archive[\s,]+)?(reanalyse|merge|import|init)\b/g;
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
  it("finds them", () => expect(calls.length).toBeGreaterThan(7));
  it.each(calls)("%s", (_name, _file, ofArchive, name) => {
    const group = ofArchive ? program.commands.find((c) => c.name() === "archive") : program;
    expect(group?.commands.map((c) => c.name())).toContain(name);
  });
  it.each(files.filter((file) => /cwl$|nf$|Snakefile$|sbatch$/.test(file)))("%s", (file) => {
    const offered = ["reanalyse", "archive"].flatMap((name) => {
      const command = program.commands.find((c) => c.name() === name);
      return [command, ...(command?.commands ?? [])].flatMap((c) => c?.options.map((o) => o.long));
    });
    const ours = [
      "--shard",
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
  });
});

describe("Nextflow (static: it cannot be had here)", () => {
  const modules = ["reanalyse", "merge"];
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
    for (const [open, close] of ["{}", "()", "[]"])
      expect(main.split(open ?? "").length).toBe(main.split(close ?? "").length);
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

describe.skipIf(!here("cwltool"))("CWL (skipped where there is no cwltool)", () => {
  it("the workflow and what it runs are valid", () => {
    const file = join(root, "workflow/cwl/reanalyse.cwl");
    const { status, stderr } = spawnSync("cwltool", ["--validate", file], { encoding: "utf8" });
    expect({ status, stderr }).toMatchObject({ status: 0 });
  }, 120_000);

  it.skipIf(!built)(
    "runs: two shards, gathered",
    async () => {
      const archive = join(folder, "cases");
      await addHere(
        archive,
        "C1",
        {
          vcfs: ["test-data/demo/trio.vcf.gz"],
          ped: "test-data/demo/trio.ped",
          panels: ["epilepsy"],
        },
        { panelVersions: ["epilepsy@0.9"] },
      );
      cloneCase(archive, "C1", "C2");
      const bin = join(folder, "bin");
      mkdirSync(bin);
      writeFileSync(
        join(bin, "panelist"),
        `#!/bin/sh\nexec '${process.execPath}' '${root}bin/panelist.js' "$@"\n`,
      );
      chmodSync(join(bin, "panelist"), 0o755);
      const out = join(folder, "out");
      execFileSync(
        "cwltool",
        [
          "--no-container",
          "--preserve-environment",
          "PATH",
          "--outdir",
          out,
          join(root, "workflow/cwl/reanalyse.cwl"),
          "--archive",
          archive,
          "--shards",
          "2",
        ],
        {
          env: {
            ...process.env,
            PATH: `${bin}:${process.env["PATH"] ?? ""}`,
            PANELIST_STORE: join(folder, "none"),
          },
          stdio: "pipe",
          timeout: 170_000,
        },
      );
      const events = readFileSync(join(out, "events.tsv"), "utf8");
      expect(events.match(/gene_to_green\tWWOX/g)).toHaveLength(2);
    },
    180_000,
  );
});
