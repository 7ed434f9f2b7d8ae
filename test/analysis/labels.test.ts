/** What a laboratory marks a run with stands in every output; it changes nothing else. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { xlsxOf } from "../../src/report/xlsx/index.ts";
import { analysis } from "../report/build.ts";
import { members } from "../helpers/zip.ts";
import { inArchive } from "../../src/archive/index.ts";
import { addHere } from "../helpers/archive.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const FAMILY = {
  vcfs: ["test-data/demo/trio.vcf.gz"],
  ped: "test-data/demo/trio.ped",
  panels: ["epilepsy"],
};
const VALUE = `WGS "17" <b>`;
const labels = { order: VALUE, family: "F0012" };
const marked = join(folder, "marked");
const plain = join(folder, "plain");
const text = (dir: string, name: string): string => readFileSync(join(dir, name), "utf8");
const json = (dir: string, name: string): Record<string, unknown> =>
  JSON.parse(text(dir, name)) as Record<string, unknown>;
const header = (dir: string): string[] =>
  gunzipSync(readFileSync(join(dir, "candidates.vcf.gz")))
    .toString()
    .split("\n")
    .filter((line) => line.startsWith("#"));

beforeAll(async () => {
  await analyseHere({ ...FAMILY, labels }, { dir: marked });
  await analyseHere(FAMILY, { dir: plain });
});

describe("labels", () => {
  it.each(["report.json", "run.json", "summary.json"])("stand in %s, by key", (name) => {
    const found = json(marked, name)["labels"] as object;
    expect(Object.entries(found)).toEqual([
      ["family", "F0012"],
      ["order", VALUE],
    ]);
  });

  it("stand in the table as its last columns, in the VCF's header, in the page's", () => {
    const [names = "", row = ""] = text(marked, "candidates.tsv").split("\n");
    expect(names.split("\t").slice(-2)).toEqual(["label.family", "label.order"]);
    expect(row.split("\t").slice(-2)).toEqual(["F0012", VALUE]);
    expect(header(marked)).toContain(
      String.raw`##PANELIST_LABEL=<ID=order,Description="WGS \"17\" <b>">`,
    );
    expect(text(marked, "report.html")).toContain(
      "<b>family</b> F0012 · <b>order</b> WGS &quot;17&quot; &lt;b&gt;",
    );
  });

  it("stand in the workbook", async () => {
    const bytes = await xlsxOf({ ...analysis(), labels }, { case: null, run: "0".repeat(64) });
    const words = members(bytes).get("xl/sharedStrings.xml") ?? "";
    expect(words).toContain("Label: family");
    expect(words).toContain("F0012");
  });

  it("stay with a case of an archive, and stand in each of its runs", async () => {
    const archive = join(folder, "cases");
    await addHere(archive, "C1", { ...FAMILY, labels });
    const runs = inArchive.case(archive, "C1");
    expect(JSON.parse(text(runs, "runs/1.json"))).toMatchObject({ report: { labels } });
    expect(JSON.parse(text(runs, "case.json"))).toMatchObject({ analysis: { labels } });
  });

  it("change nothing else: without them the table is the same but for its last columns", () => {
    const cut = text(marked, "candidates.tsv").replaceAll(/(?:\t[^\t\n]*){2}$/gm, "");
    expect(cut).toBe(text(plain, "candidates.tsv"));
    expect(json(plain, "report.json")).not.toHaveProperty("labels");
    expect(json(plain, "summary.json")["labels"]).toEqual({});
    expect(header(plain).join()).not.toContain("PANELIST_LABEL");
  });

  it.each([
    ["order", "is not KEY=VALUE"],
    ["=7", "is not KEY=VALUE"],
    ["1order=7", "is not KEY=VALUE"],
    ["order=", "is not KEY=VALUE"],
    ["order= ", "is not KEY=VALUE"],
    ["order=a\tb", "is not KEY=VALUE"],
    [`order=${"x".repeat(201)}`, "is not KEY=VALUE"],
    ["__proto__=7", "is not KEY=VALUE"],
  ])("--label %j is refused", async (word, message) => {
    const { status, stderr } = await runInProcess(["analyse", "x.vcf", "--label", word]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  it("a key given twice, and a number that looks like a patient's, are refused", async () => {
    const twice = ["analyse", "x.vcf", "--label", "order=1", "--label", "order=2"];
    expect((await runInProcess(twice)).stderr).toContain("--label gives 'order' twice");
    const asked = { ...FAMILY, labels: { nhs: "999 000 0018" } };
    await expect(analyseHere(asked, { format: "html" })).rejects.toMatchObject({ code: "E_USAGE" });
    const { text: report } = await analyseHere(asked, { format: "json" });
    const path = join(folder, "nhs.json");
    writeFileSync(path, report);
    const drawn = await runInProcess(["report", path, "-o", join(folder, "nhs.html")]);
    expect(drawn).toMatchObject({ status: 2, stderr: expect.stringContaining("NHS number") });
  });
});
