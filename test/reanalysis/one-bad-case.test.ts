// Whatever is wrong with one of many, the others are done, and the end says what failed.
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { caseIds, inArchive, runNumbers, verifyArchive } from "../../src/archive/index.ts";
import { asToolError, ToolError } from "../../src/core/errors.ts";
import { exitCodeOfSome } from "../../src/cli/exit.ts";
import { addHere, cloneCase, relog, reanalyseHere, rewrite } from "../helpers/archive.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const made = join(folder, "made");
const TRIO = { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped" };
beforeAll(async () => {
  await addHere(made, "C1", { ...TRIO, panels: ["epilepsy"] }, { panelVersions: ["epilepsy@0.9"] });
  cloneCase(made, "C1", "C2");
});

/** A copy whose case C1 has this file; C2 is whole. */
function withFile(name: string, text: string): string {
  const archive = join(folder, `with-${name.replaceAll(/\W/g, "-")}-${text.length}`);
  cpSync(made, archive, { recursive: true });
  const path = join(inArchive.case(archive, "C1"), name);
  writeFileSync(path, text);
  return archive;
}

const VERDICTS = '{"schema":"panelist.archive-verdicts","version":1,"verdicts":';

describe("a case that is not what it should be", () => {
  it.each([
    ["verdicts.json", `${VERDICTS}[{}]}\n`],
    ["verdicts.json", `${VERDICTS}[null]}\n`],
    ["verdicts.json", `${VERDICTS}7}\n`],
    ["verdicts.json", "null\n"],
    ["case.json", "{}"],
    ["runs/1.json", "[]"],
    ["runs/1.json", '{"schema":"panelist.archive-run","version":2}'],
  ])("%s: %s", async (name, text) => {
    const archive = withFile(name, text);
    const paths = (await verifyArchive(archive, false)).map(({ path }) => path);
    expect(paths).toContain(`cases/C1/${name}`);
    const { result } = await reanalyseHere(archive);
    expect(result.counts).toMatchObject({ changed: 1, failed: 1 });
    expect(result.failed).toMatchObject([{ case: "C1", code: "E_ARCHIVE" }]);
    expect(runNumbers(inArchive.case(archive, "C2"))).toEqual([1, 2]);
  });

  it("written by an earlier version, valid JSON with other fields: found, and other cases are unaffected", async () => {
    const archive = join(folder, "old-and-odd");
    cpSync(made, archive, { recursive: true });
    const at = inArchive.case(archive, "C1");
    rewrite(join(at, "case.json"), (text) => text.replace('"analysis":{', '"analysis":{"x":1,'));
    relog(at);
    const faults = await verifyArchive(archive, false);
    expect(faults).toMatchObject([{ path: "cases/C1/case.json", problem: "unreadable" }]);
    const { result } = await reanalyseHere(archive);
    expect(result.counts.failed).toBe(0);
    expect(runNumbers(inArchive.case(archive, "C2"))).toEqual([1, 2]);
  });
});

it("a file or a folder beside the cases is none of them: verify alone names it", async () => {
  const archive = join(folder, "beside");
  cpSync(made, archive, { recursive: true });
  const cases = inArchive.cases(archive);
  writeFileSync(join(cases, "C7"), "x");
  writeFileSync(join(cases, ".DS_Store"), "x");
  mkdirSync(join(cases, "lost+found"));
  expect(caseIds(archive)).toEqual(["C1", "C2"]);
  const { result } = await reanalyseHere(archive);
  expect(result).toMatchObject({ failed: [], counts: { cases: 2 } });
  expect(await verifyArchive(archive, true)).toMatchObject([
    { path: "cases/C7", problem: "stray", repaired: false },
    { path: "cases/lost+found", problem: "stray", repaired: false },
  ]);
  const adding = addHere(archive, "C7", { ...TRIO, panels: ["epilepsy"] });
  await expect(adding).rejects.toMatchObject({ code: "E_ARCHIVE" });
});

it("archive list: the others are listed, the end says what failed", async () => {
  const archive = withFile("case.json", "{ }");
  const { status, stdout, stderr } = await runInProcess(["archive", "list", archive]);
  expect({ status, stdout }).toMatchObject({ status: 1 });
  expect(stdout).toMatch(/^ +C2 +open/m);
  expect(stderr).toMatch(/^warning: C1: E_ARCHIVE: /m);
});

describe("archive import, panels import", () => {
  const bomb = join(folder, "bomb.yaml");
  const lines = ["a: &a [x,x,x,x,x,x,x,x,x]"];
  "bcdefgh".split("").forEach((name, i) => {
    const above = "abcdefgh"[i];
    lines.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${above}`).join(",")}]`);
  });
  writeFileSync(bomb, `schema: panelist.case\n${lines.join("\n")}\n`);

  it("a case file that cannot be read beside a table that can: the table's cases are in the archive", async () => {
    const archive = join(folder, "import");
    const table = join(folder, "cases.tsv");
    const [vcf = "", ped] = [TRIO.vcfs[0], TRIO.ped].map((path) => join(process.cwd(), path ?? ""));
    writeFileSync(table, `case\tvcf\tped\nC9\t${vcf}\t${ped}\n`);
    expect((await runInProcess(["archive", "init", archive])).status).toBe(0);
    const { status, stdout } = await runInProcess([
      "archive",
      "import",
      archive,
      bomb,
      table,
      "--panel",
      "epilepsy",
      "--no-progress",
    ]);
    expect(stdout).toMatch(new RegExp(`^${bomb}\tfailed\t`, "m"));
    expect(stdout).toMatch(/^C9\tadded\t/m);
    expect([1, 70]).toContain(status);
    expect(caseIds(archive)).toEqual(["C9"]);
  });

  it("a panel that is nested too deep beside a good one: the good one is in the store", async () => {
    const panels = join(folder, "panels");
    const store = join(folder, "store");
    mkdirSync(panels);
    writeFileSync(join(panels, "1.json"), `{"id":1,"genes":${"[".repeat(1e5)}${"]".repeat(1e5)}}`);
    writeFileSync(join(panels, "2.tsv"), "gene\tmoi\nSCN1A\tMONOALLELIC\n");
    const { status, stdout } = await runInProcess(["panels", "import", panels, "--store", store]);
    expect(stdout).toMatch(/^refused\t/m);
    expect(stdout).toMatch(/^imported\t/m);
    expect(status).toBe(65);
    expect(existsSync(join(store, "panel"))).toBe(true);
  });
});

describe("what was thrown", () => {
  it("is the tool's own, a failure of the machine, or a bug; and the end tells which", () => {
    const own = new ToolError("E_PED", "no");
    expect(asToolError(own)).toBe(own);
    const full = Object.assign(new Error("ENOSPC: write"), { code: "ENOSPC" });
    expect(asToolError(new Error("around", { cause: full }))).toMatchObject({ code: "E_IO" });
    const bug = asToolError(new TypeError("x is undefined"));
    expect(bug.code).toBe("E_BUG");
    expect(bug.message).toContain("x is undefined");
    const gone = Object.assign(new Error("EPIPE"), { code: "EPIPE" });
    expect(() => asToolError(gone)).toThrow(gone);
    expect([[], [own], [own, bug]].map((failed) => exitCodeOfSome(failed))).toEqual([0, 1, 70]);
  });
});
