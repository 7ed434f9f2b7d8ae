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
    expect(stdout).toMatch(/^case\toutcome\tcomplete\ttier_1\ttier_2\ttier_3\tcode\tmessage\n/);
    const alone = join(folder, "alone");
    const panels = ["epilepsy", "cardiomyopathy"];
    const labels = { order: "17" };
    await analyseHere({ vcfs: [VCF], ped: PED, panels, labels, store }, { dir: alone });
    const { tiers } = JSON.parse(read(alone, "summary.json")) as { tiers: Record<number, number> };
    const figures = [1, 2, 3].map((tier) => String(tiers[tier]));
    expect(rows).toEqual([["F1", "done", "yes", ...figures, ".", "."]]);
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
    expect(JSON.parse(stderr.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({
      level: "end",
      counts: { done: 1, failed: 2 },
    });
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
