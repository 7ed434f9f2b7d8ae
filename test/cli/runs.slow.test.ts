/** Whole runs on the bundled demo: outputs, logs, and their ends by the real binary. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Story } from "../../src/analysis/explain.ts";
import type { ReportDocument } from "../../src/report/types.ts";
import { type CliResult, runCli } from "../helpers/run-cli.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";
import { HPOA, NINE_COLUMNS, OBO } from "../phenotype/toy.ts";
import { readText, shell } from "./shell.ts";

const folder = tempFolder();
const VCF = "test-data/demo/trio.vcf.gz";
const FAMILY = ["--ped", "test-data/demo/trio.ped"];
const TRIO = [...FAMILY, "--panel", "epilepsy"];
const HEADER = /^rank\tcandidate_id\ttier\tscore\tgene\t/;
const fresh = (name: string): string => join(folder, name);

describe("analyse", () => {
  let plain: CliResult;
  beforeAll(async () => {
    plain = await runCli(["analyse", VCF, ...TRIO]);
  });

  it("prints the table on standard output, the counts on standard error", () => {
    expect(plain.status).toBe(0);
    expect(plain.stdout).toMatch(HEADER);
    expect(plain.stdout).toContain("\tSCN1A\t");
    expect(plain.stderr).toMatch(/records read/);
    expect(plain.stderr).toMatch(/candidates: tier 1 \d+/);
  });

  it("names no sample in the log", () => {
    expect(plain.stderr).not.toContain("DEMO-");
  });

  it("writes the same bytes from standard input, quietly", async () => {
    const input = readFileSync(VCF);
    const run = await runCli(["analyse", "-", ...TRIO, "--quiet"], { input });
    expect(run).toMatchObject({ status: 0, stderr: "" });
    expect(run.stdout).toBe(plain.stdout);
  });

  it("-o: the same bytes in a file, nothing on standard output, nothing beside it", async () => {
    const file = join(folder, "o", "candidates.tsv");
    mkdirSync(join(folder, "o"));
    const run = await runInProcess(["analyse", VCF, ...TRIO, "-o", file]);
    expect(run).toMatchObject({ status: 0, stdout: "" });
    expect(readFileSync(file, "utf8")).toBe(plain.stdout);
    expect(readdirSync(join(folder, "o"))).toEqual(["candidates.tsv"]);
  });

  it.each([
    ["by-name.json", [], "{"],
    ["by-name.VCF.gz", [], "\u001f\u008b"],
    ["wins.json", ["--format", "tsv"], "rank\t"],
  ])(
    "-o %s: the format that the name ends in, unless --format says one",
    async (name, more, start) => {
      const file = join(folder, name);
      const run = await runInProcess(["analyse", VCF, ...TRIO, "-o", file, ...more]);
      expect(run).toMatchObject({ status: 0, stdout: "" });
      expect(readFileSync(file, "latin1").startsWith(start)).toBe(true);
    },
  );

  it("--out-dir: everything, and the command line in run.json alone", async () => {
    const dir = fresh("out");
    const args = ["analyse", VCF, ...TRIO, "--out-dir", dir];
    expect(await runInProcess(args)).toMatchObject({ status: 0, stdout: "" });
    expect(readdirSync(dir).toSorted()).toEqual([
      "DEMO-CHILD_panelist_funnel_mqc.json",
      "DEMO-CHILD_panelist_mqc.json",
      "candidates.tsv",
      "candidates.vcf.gz",
      "candidates.vcf.gz.tbi",
      "report.html",
      "report.json",
      "ro-crate-metadata.json",
      "run.json",
      "summary.json",
    ]);
    expect(readFileSync(join(dir, "candidates.tsv"), "utf8")).toBe(plain.stdout);
    const run = JSON.parse(readFileSync(join(dir, "run.json"), "utf8")) as object;
    expect(run).toMatchObject({ commandLine: ["panelist", ...args] });
    expect(readFileSync(join(dir, "report.json"), "utf8")).not.toContain(dir);
  });

  it("no candidate: exit 0 and a valid, empty table", async () => {
    const asked = ["analyse", VCF, ...FAMILY, "--genes", "NOSUCHGENE", "--quiet"];
    const refused = await runInProcess(asked);
    expect(refused).toMatchObject({ status: 65, stdout: "" });
    expect(refused.stderr).toContain("E_INCOMPLETE: none of the genes was found");
    const run = await runInProcess([...asked, "--allow-empty"]);
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(HEADER);
    expect(run.stdout.trimEnd().split("\n")).toHaveLength(1);
  });

  it("--log-format json: every line of the log is an object", async () => {
    const run = await runInProcess(["analyse", VCF, ...TRIO, "--log-format", "json"]);
    const levels = run.stderr
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { level: string }).level);
    expect(levels).toContain("info");
  });
});

describe("the ends of a run", () => {
  it("a closed pipe: quietly 0", async () => {
    const run = await shell(
      `$panelist analyse ${VCF} ${TRIO.join(" ")} --quiet | head -1; echo "\${PIPESTATUS[0]}"; $panelist analyse ${VCF} ${TRIO.join(" ")} --quiet | true; echo "\${PIPESTATUS[0]}"`,
    );
    expect(run.stdout.split("\n").slice(1)).toEqual(["0", "0", ""]);
    expect(run.stderr).toBe("");
  });

  it.skipIf(!existsSync("/dev/full")).each(["> /dev/full", "-o /dev/full"])(
    "a full disk (%s): 74",
    async (to) => {
      const run = await shell(`$panelist analyse ${VCF} ${TRIO.join(" ")} --quiet ${to}`);
      expect(run.status).toBe(74);
      expect(run.stderr).toMatch(/^error: E_IO: .*writing failed/);
    },
  );

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ])("%s: %i, and no file stands", async (signal, code) => {
    const dir = fresh(signal);
    // Half an input, then silence: the run waits for the rest until the signal comes.
    const run = await shell(
      `mkdir ${dir}; $panelist analyse - ${TRIO.join(" ")} --quiet -o ${dir}/x.tsv < <(head -c 60000 ${VCF}; exec sleep 20 2>/dev/null) & child=$!
       sleep 2; kill -s ${signal} $child; wait $child`,
    );
    expect(run.status).toBe(code);
    expect(readdirSync(dir)).toEqual([]);
  });

  it("a cut input: 65, the byte is named, and what stood there before still stands", async () => {
    const cut = fresh("cut.vcf.gz");
    const output = fresh("before.tsv");
    writeFileSync(cut, readFileSync(VCF).subarray(0, 100_000));
    writeFileSync(output, "before");
    const run = await runCli(["analyse", cut, ...TRIO, "-o", output]);
    expect(run.status).toBe(65);
    expect(run.stderr).toMatch(/error: E_BGZF_TRUNCATED: .*byte \d+/);
    expect(readFileSync(output, "utf8")).toBe("before");
    expect(readdirSync(folder).filter((name) => name.includes("before"))).toEqual(["before.tsv"]);
  });

  const P = "test-data/demo/trio.ped";
  it.each([
    [66, "E_INPUT_MISSING", ["analyse", "nosuch.vcf.gz", "--panel", "epilepsy"]],
    [66, "E_INPUT_MISSING", ["analyse", VCF, "--ped", P, "--panel", "nosuch.json"]],
    [66, "E_INPUT_MISSING", ["analyse", VCF, "--ped", "nosuch.ped", "--panel", "epilepsy"]],
    [66, "E_INPUT_MISSING", ["analyse", VCF, ...TRIO, "--policy", "nosuch.json"]],
    [66, "E_INPUT_MISSING", ["inspect", "nosuch.vcf.gz"]],
    [65, "E_VCF_HEADER", ["inspect", "README.md"]],
    [65, "E_SAMPLE", ["analyse", VCF, ...TRIO, "--proband", "DEMO-CHLD"]],
    [2, "E_USAGE", ["analyse", VCF, "--panel", "epilepsy"]],
    [73, "E_OUTPUT", ["analyse", VCF, ...TRIO, "-o", "nosuch/x.tsv"]],
    [73, "E_OUTPUT", ["analyse", VCF, ...TRIO, "--out-dir", "README.md"]],
  ])("%i %s: %j", async (status, code, args) => {
    const run = await runInProcess([...args, "--quiet"]);
    expect(run).toMatchObject({ status, stdout: "" });
    expect(run.stderr).toMatch(new RegExp(`^error: ${code}: `));
  });
});

describe("the other commands", () => {
  it("explain tells of a candidate and of a dropped variant, in words, as a table, as JSON", async () => {
    const candidate = ["explain", VCF, "2:166054782:G:A", ...TRIO, "--quiet"];
    const kept = await runInProcess(candidate);
    expect(kept.status).toBe(0);
    expect(kept.stdout).toMatch(/^Tier 1, rank \d+ of \d+: 2:166054782:G:A in SCN1A, score /);
    const all = await runInProcess([...candidate, "--all"]);
    expect(all.stdout).toMatch(/^check\tfilter\tpass\tPASS\tPASS or \.\tVCF-42$/m);
    expect(all.stdout).toMatch(/^outcome\treported$/m);
    const dropped = ["explain", VCF, "2:165348258:C:T", ...TRIO, "--format", "json"];
    const { stdout } = await runInProcess(dropped);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: "panelist.explain",
      version: 1,
      answer: { kind: "not_shown", reason: "frequency" },
    });
    expect((await runInProcess([...dropped, "--all"])).stdout).toBe(stdout);
  });

  it("explain takes files, panels and terms from a case file, as analyse does", async () => {
    const store = ["--store", fresh("hpo-store")];
    const release = Object.entries({ "hp.obo": OBO, "a.hpoa": HPOA, "genes.txt": NINE_COLUMNS });
    const files = release.map(([name, text]) => {
      writeFileSync(fresh(name), text);
      return fresh(name);
    });
    await runInProcess(["knowledge", "import", "hpo", ...files, ...store]);
    const file = fresh("case.json");
    const vcfs = [join(process.cwd(), VCF)];
    const stated = { id: "X", vcfs, panels: ["epilepsy"], terms: [{ id: "HP:0000012" }] };
    writeFileSync(file, JSON.stringify({ schema: "panelist.case", version: 1, ...stated }));
    const root = ["--data-root", process.cwd()];
    const asked = [
      "--case-file",
      file,
      ...root,
      ...FAMILY,
      ...store,
      "--quiet",
      "--format",
      "json",
    ];
    const { stdout } = await runInProcess(["analyse", ...asked]);
    const { candidates } = JSON.parse(stdout) as ReportDocument;
    const scn1a = candidates.find(({ gene }) => gene.symbol === "SCN1A");
    const told = await runInProcess(["explain", ...asked, "2:166054782:G:A"]);
    const { rank, tier, score, candidateId: id } = scn1a ?? {};
    const { answer } = JSON.parse(told.stdout) as Story;
    expect(answer).toMatchObject({ kind: "candidate", id, rank, tier, score });
  });

  it("inspect says what is there and what is missing", async () => {
    const bare = fresh("bare.vcf.gz");
    copyFileSync(VCF, bare);
    const run = await runInProcess(["inspect", bare]);
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(/^assembly\tGRCh38$/m);
    expect(run.stdout).toMatch(/^index\tnone$/m);
    expect(run.stdout).toMatch(/^missing\tindex/m);
  });

  it("DEC-14: regions prints BED, 0-based and sorted", async () => {
    const run = await runInProcess(["regions", "--panel", "epilepsy", "--assembly", "GRCh38"]);
    expect(run.status).toBe(0);
    const rows = run.stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t"));
    expect(rows.length).toBeGreaterThan(10);
    for (const [, start, end] of rows) expect(Number(start)).toBeLessThan(Number(end));
    expect(rows.some((row) => row.join(" ").includes("SCN1A"))).toBe(true);
  });

  it("schema prints what is published", async () => {
    const run = await runInProcess(["schema", "report"]);
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toEqual(JSON.parse(readText("docs/schemas/report.schema.json")));
  });
});
