/** The pages and workbooks for people, by the command line: what `-o` and `--format` choose. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { inArchive, runNumbers } from "../../src/archive/index.ts";
import { addHere } from "../helpers/archive.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const archive = join(folder, "cases");
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  const family = { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped" };
  const earlier = { panelVersions: ["epilepsy@0.9"] };
  await addHere(archive, "F0001", { ...family, panels: ["epilepsy"] }, earlier);
});

describe("reanalyse --format html", () => {
  const asked = ["reanalyse", archive, "--format", "html", "--no-progress"];

  it("a place that cannot be written stops it before a run is written", async () => {
    const refused = await runInProcess([...asked, "-o", at("none/page.html")]);
    expect([refused.status, refused.stdout]).toEqual([73, ""]);
    expect(runNumbers(inArchive.case(archive, "F0001"))).toEqual([1]);
  });

  it("-o: the page in the file, nothing on standard output", async () => {
    const done = await runInProcess([...asked, "-o", at("page.html")]);
    expect([done.status, done.stdout]).toEqual([0, ""]);
    expect(runNumbers(inArchive.case(archive, "F0001"))).toEqual([1, 2]);
    expect(readFileSync(at("page.html"), "utf8")).toContain('<b class="gene">WWOX</b>');
  });

  it("-o does not go with a stream of events", async () => {
    const refused = await runInProcess([
      ...asked.slice(0, 2),
      "--events-format",
      "json-lines",
      "-o",
      "x",
    ]);
    expect(refused.status).toBe(2);
  });
});

describe("report", () => {
  const asked = ["report", archive, "--case", "F0001"];

  it.each([
    ["by the name's ending", ["-o", at("a.xlsx")], at("a.xlsx"), "PK"],
    ["by --format", ["--format", "xlsx", "-o", at("b.bin")], at("b.bin"), "PK"],
    ["--format wins", ["--format", "html", "-o", at("c.xlsx")], at("c.xlsx"), "<!"],
  ])("%s", async (_how, options, path, start) => {
    expect((await runInProcess([...asked, ...options])).status).toBe(0);
    expect(readFileSync(path, "latin1").slice(0, 2)).toBe(start);
  });
});
