/** A table of families: a folder each, a line each, and nothing is done twice that need not be. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { analyseHere } from "../helpers/analyse.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const VCF = resolve("test-data/demo/trio.vcf.gz");
const PED = resolve("test-data/demo/trio.ped");
const table = join(folder, "families.tsv");
const store = join(folder, "store");
let out = "";
let count = 0;
beforeEach(() => {
  out = join(folder, "results", String(count++));
  copyFileSync(PED, join(folder, "family.ped"));
  write([["F1", VCF, "family.ped", "epilepsy,cardiomyopathy", "order=17"]]);
});

function write(rows: string[][]): void {
  const lines = [["case", "vcf", "ped", "panel", "label"], ...rows].map((row) => row.join("\t"));
  writeFileSync(table, `${lines.join("\n")}\n`);
}

async function batch(...args: string[]) {
  const ran = await runInProcess([
    "batch",
    table,
    "--out-dir",
    out,
    "--threads",
    "1",
    "--store",
    store,
    ...args,
  ]);
  const rows = ran.stdout
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"));
  return { ...ran, rows, told: rows.map(([id = "", outcome = ""]) => `${id} ${outcome}`) };
}

const read = (dir: string, name: string): string => readFileSync(join(dir, name), "latin1");

describe("panelist batch", () => {
  it("gives the bytes of analyse, a line per case with its counts, and the row's labels", async () => {
    const { status, stdout, rows } = await batch();
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^case\toutcome\tcomplete\ttier_1\ttier_2\ttier_3\tcode\tmessage\tlabels\n/,
    );
    const alone = join(folder, "alone");
    const panels = ["epilepsy", "cardiomyopathy"];
    const labels = { order: "17" };
    await analyseHere({ vcfs: [VCF], ped: PED, panels, labels, store }, { dir: alone });
    const { tiers } = JSON.parse(read(alone, "summary.json")) as { tiers: Record<number, number> };
    const figures = [1, 2, 3].map((tier) => String(tiers[tier]));
    expect(rows).toEqual([["F1", "done", "yes", ...figures, ".", ".", "order=17"]]);
    for (const name of [
      "candidates.tsv",
      "report.json",
      "candidates.vcf.gz",
      "candidates.vcf.gz.tbi",
    ])
      expect(read(join(out, "F1"), name) === read(alone, name), name).toBe(true);
    expect(JSON.parse(read(join(out, "F1"), "summary.json"))).toMatchObject({
      case: "F1",
      labels: { order: "17" },
    });
  });

  it("a second time: what is done is left, with the same line", async () => {
    const first = await batch();
    const before = statSync(join(out, "F1/run.json")).mtimeMs;
    // Neither is a part of what is asked.
    const second = await batch("--shard", "0/1", "--quiet", "--log-format", "json");
    expect(second.told).toEqual(["F1 already_done"]);
    expect(second.rows[0]?.slice(2)).toEqual(first.rows[0]?.slice(2));
    expect(statSync(join(out, "F1/run.json")).mtimeMs).toBe(before);
  });

  it.each<[string, () => void, string[]]>([
    [
      "another pedigree",
      () => writeFileSync(join(folder, "family.ped"), `${read(folder, "family.ped")}# x\n`),
      [],
    ],
    ["another panel", () => write([["F1", VCF, "family.ped", "epilepsy", "order=17"]]), []],
    [
      "another label",
      () => write([["F1", VCF, "family.ped", "epilepsy,cardiomyopathy", "order=18"]]),
      [],
    ],
    ["another option", () => {}, ["--min-confidence", "green"]],
    ["an option of the outputs", () => {}, ["--no-links"]],
    ["a file that was changed", () => writeFileSync(join(out, "F1/candidates.tsv"), "x"), []],
    ["a file that is gone", () => rmSync(join(out, "F1/report.html")), []],
    ["no record, as after a kill", () => rmSync(join(out, "F1/run.json")), []],
  ])("%s: it is made anew", async (_what, change, args) => {
    await batch();
    change();
    expect((await batch(...args)).told).toEqual(["F1 done"]);
    expect((await batch(...args)).told).toEqual(["F1 already_done"]);
  });

  it("new knowledge in the store: last night's results are not tonight's", async () => {
    await batch();
    const panel = join(folder, "local.tsv");
    writeFileSync(panel, "gene\tconfidence\tmode\nSCN1A\tgreen\tMONOALLELIC\n");
    const imported = await runInProcess(["panels", "import", panel, "--store", store]);
    expect(imported).toMatchObject({ status: 0 });
    expect((await batch()).told).toEqual(["F1 done"]);
    expect((await batch()).told).toEqual(["F1 already_done"]);
  });

  it("one bad family stops no other; the exit code is 1, and the log's last line counts", async () => {
    write([
      ["F0", "missing.vcf.gz", "family.ped", "epilepsy", ""],
      ["../F1", VCF, "family.ped", "epilepsy", ""],
      ["F2", VCF, "family.ped", "epilepsy", ""],
    ]);
    const { status, told, rows, stderr } = await batch("--log-format", "json");
    expect(status).toBe(1);
    expect(told).toEqual(["F0 failed", "../F1 failed", "F2 done"]);
    expect(rows[0]?.slice(2, 7)).toEqual([".", ".", ".", ".", "E_INPUT_MISSING"]);
    expect(readdirSync(out)).toEqual(["F2"]);
    const log = stderr.trimEnd().split("\n");
    const errors = log.filter((line) => line.includes('"level":"error"'));
    expect(errors.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ case: "F0", code: "E_INPUT_MISSING", message: rows[0]?.[7] }),
      expect.objectContaining({ case: "../F1" }),
    ]);
    expect(JSON.parse(log.at(-1) ?? "")).toMatchObject({
      level: "end",
      counts: { done: 1, failed: 2 },
    });
  });

  it.each([
    ["the run", "missing.vcf.gz", "epilepsy"],
    ["what it is asked", VCF, "no_such_panel"],
  ])("a case that fails in %s no longer passes for last night's result", async (_, vcf, panel) => {
    await batch();
    write([["F1", vcf, "family.ped", panel, "order=17"]]);
    expect((await batch()).told).toEqual(["F1 failed"]);
    const left = readdirSync(join(out, "F1"));
    expect(left).toContain("report.html");
    expect(left.filter((name) => /^run|^summary|_mqc/.test(name))).toEqual([]);
    const verified = await runInProcess(["report", join(out, "F1"), "--verify"]);
    expect(verified.status).not.toBe(0);
    expect(verified.stdout + verified.stderr).toContain("run.json is missing");
  });

  it("a hint names the column of the table, where batch lacks the option", async () => {
    write([
      ["F1", VCF, "", "epilepsy", ""],
      ["F2", VCF, "male.ped", "epilepsy", ""],
    ]);
    const swapped = read(folder, "family.ped").replace(
      /^(.*CHILD\t\S+\t\S+\t)(\d)/m,
      (_, who: string, sex: string) => who + String(3 - Number(sex)),
    );
    writeFileSync(join(folder, "male.ped"), swapped);
    const { rows } = await batch();
    expect(rows[0]?.[7]).toContain("In a table: the columns ped and proband.");
    expect(rows[1]?.[7]).toContain("--force-sex is an option of analyse.");
  });

  it("says where the table's value is used instead of the command line's", async () => {
    const args = ["--panel", "cardiomyopathy", "--label", "order=2", "--label", "ward=12"];
    write([
      ["F1", VCF, "family.ped", "epilepsy", "order=17"],
      ["F2", VCF, "family.ped", "", ""],
      ["F3", VCF, "family.ped", "cardiomyopathy", "order=2"],
    ]);
    const { stderr } = await batch(...args);
    const told = stderr.split("\n").filter((line) => line.includes("the table's"));
    expect(told).toEqual([
      "warning: F1: the table's value is used instead of --panel, --label order",
    ]);
    expect(JSON.parse(read(join(out, "F1"), "summary.json"))).toMatchObject({
      labels: { order: "17", ward: "12" },
    });
  });

  it.each([
    ["status", "withdrawn", "its status is withdrawn"],
    ["consent", "no", "its consent is no"],
    ["consent_until", "2019-01-31", "its consent has ended"],
  ])("warns of a case whose %s is %s", async (column, word, said) => {
    const rows = [
      ["case", "vcf", "ped", "panel", column],
      ["F1", VCF, "family.ped", "epilepsy", word],
    ];
    writeFileSync(table, rows.map((row) => `${row.join("\t")}\n`).join(""));
    const { told, stderr } = await batch();
    expect(told).toEqual(["F1 done"]);
    expect(stderr).toContain(`warning: F1: analysed, although ${said}`);
  });

  it("a file that is no table is one error with what to do, and nothing on standard output", async () => {
    const run = (...args: string[]) => runInProcess(["batch", ...args, "--out-dir", out]);
    const [binary, directory, other] = [
      await run(VCF),
      await run(folder),
      await run(table, "--case", "F9"),
    ];
    expect([binary, directory, other].map(({ stdout }) => stdout)).toEqual(["", "", ""]);
    expect(binary.stderr).toMatch(
      /trio\.vcf\.gz.*: expected plain text, found gzip\n {2}Unpack it with `gunzip/,
    );
    expect(directory.stderr).toContain("is a folder\n  Give a file inside the folder.");
    expect(other.stderr).toContain("there is no case 'F9'\n  Did you mean F1?");
    write([]);
    const { status, stderr } = await batch();
    expect([status, stderr]).toEqual([
      0,
      `warning: ${table}: no cases below the line of column names\n`,
    ]);
  });

  it("a case called by an NHS number is refused before anything is read, and not repeated", async () => {
    write([
      ["F1", VCF, "family.ped", "epilepsy", ""],
      ["9434765919", VCF, "family.ped", "epilepsy", ""],
    ]);
    const refused = await batch();
    expect(refused).toMatchObject({ status: 2, rows: [] });
    expect(refused.stderr).toContain("looks like an NHS number");
    expect(refused.stdout + refused.stderr).not.toContain("9434765919");
    expect(existsSync(out)).toBe(false);
    const allowed = await batch("--allow-nhs-numbers");
    expect(allowed.told).toEqual(["F1 done", "9434765919 done"]);
    expect(allowed.stderr).not.toContain("9434765919");
  });

  it("shards share the cases; a name twice, an unknown label are refused before anything is read", async () => {
    mkdirSync(folder, { recursive: true });
    const rows = ["A", "B", "C"].map((id) => [id, VCF, "family.ped", "epilepsy", ""]);
    write(rows);
    const told = [(await batch("--shard", "0/2")).told, (await batch("--shard", "1/2")).told];
    expect(told).toEqual([["A done", "C done"], ["B done"]]);
    expect((await batch("--case", "C", "--case", "B")).told).toEqual([
      "B already_done",
      "C already_done",
    ]);
    expect(await batch("--case", "D")).toMatchObject({ status: 2, told: [] });
    write([...rows, ...rows]);
    expect(await batch()).toMatchObject({ status: 2, told: [] });
    write([["A", VCF, "family.ped", "epilepsy", "order"]]);
    const { status, stderr } = await batch();
    expect(status).toBe(2);
    expect(stderr).toContain("label 'order' is not a list of KEY=VALUE");
  });
});
