import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { disagreements, indicationText } from "../../src/cli/print/indication.ts";
import { parseRCode } from "../../src/core/rcode.ts";
import { parseTestDirectory, type TestDirectory } from "../../src/panel/directory/read.ts";
import { type CodedPanel, findIndication } from "../../src/panel/stored/index.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";

const SMALL = JSON.stringify({
  td_source: "Directory (FACING) V6 FINAL.ods",
  date: "231219",
  indications: [
    {
      name: "Growth",
      code: "R27.3",
      test_method: "WGS",
      panels: ["486"],
      original_targets: "Growth (486)",
    },
    { name: "Growth", code: "R27.1", test_method: "Array", panels: [], original_targets: "Genome" },
    {
      name: "One gene",
      code: "R28.1",
      test_method: "Single gene",
      panels: ["HGNC:1100", "", "HGNC:1101"],
      original_targets: "BRCA1, BRCA2",
    },
    {
      name: "Gone",
      code: "R29.1",
      test_method: "WGS",
      panels: [999],
      original_targets: "Old (999)",
    },
  ],
});

function head(id: string, ...relevantDisorders: string[]): CodedPanel {
  return { id, name: `Panel ${id}`, version: "1.2", signedOff: "2025-01-02", relevantDisorders };
}

const HEADS = [
  head("486", "R27", "Growth"),
  head("7", "R27.1"),
  head("8", "r30"),
  head("9", "R28"),
];

describe("the Directory over PanelApp", () => {
  const directory = parseTestDirectory(SMALL, "rd.json");

  it("what the file tells of itself", () => {
    expect(directory).toMatchObject({ edition: "6", date: "2023-12-19" });
    expect(directory.tests.find(({ code }) => code === "R28.1")).toMatchObject({
      panels: [],
      genes: ["HGNC:1100", "HGNC:1101"],
      unnamed: 1,
    });
  });

  it("an indication shows its tests in order, and every panel that either names", () => {
    const found = findIndication("R27", directory, HEADS);
    expect(found?.tests.map(({ code }) => code)).toEqual(["R27.1", "R27.3"]);
    expect(found?.panels).toMatchObject([
      { id: "486", byPanelApp: ["R27"], byDirectory: ["R27.3"] },
      { id: "7", byPanelApp: ["R27.1"], byDirectory: [] },
    ]);
  });

  it("a test takes panels of its own code and of the bare one", () => {
    expect(findIndication("R27.3", directory, HEADS)?.panels.map(({ id }) => id)).toEqual(["486"]);
    expect(findIndication("R27.1", directory, HEADS)?.panels.map(({ id }) => id)).toEqual([
      "486",
      "7",
    ]);
  });

  it.each([
    ["R27", "PanelApp names panel 7 (Panel 7) for R27.1; no test of the Directory uses it"],
    ["R29", "R29.1 use panel 999, which is not among the known panels (retired?)"],
    ["R30", "the Directory has no R30; PanelApp names panels for it"],
    ["R28", "PanelApp names panel 9 (Panel 9) for R28; no test of the Directory uses it"],
  ])("where they disagree, both are shown: %s", (code, note) => {
    const found = findIndication(code, directory, HEADS);
    expect(found).not.toBeNull();
    if (found !== null) expect(indicationText(found, directory, "text")).toContain(note);
  });

  it("without the Directory, PanelApp's word stands alone; nobody's code is none", () => {
    expect(findIndication("R27", null, HEADS)).toMatchObject({ name: null });
    expect(findIndication("R999", directory, HEADS)).toBeNull();
    expect(findIndication("epilepsy", directory, HEADS)).toBeNull();
  });

  it("TSV: every row has every column; tests without a panel are there", () => {
    const found = findIndication("R27", directory, HEADS);
    const lines = found === null ? [] : indicationText(found, directory, "tsv").trim().split("\n");
    expect(lines.map((line) => line.split("\t").length)).toEqual([10, 10, 10, 10]);
    expect(lines[1]).toContain("R27.1\tGrowth\tArray\tGenome\t.\t.");
    expect(lines[2]).toContain("486\tPanel 486\t1.2\t2025-01-02\tdirectory,panelapp");
    expect(lines[3]).toContain("R27.1\t.\t.\t.\t.\t7");
  });

  it("JSON names its schema", () => {
    const found = findIndication("R27.3", directory, HEADS);
    const json: unknown =
      found === null ? null : JSON.parse(indicationText(found, directory, "json"));
    expect(json).toMatchObject({
      schema: "panelist.indication",
      code: "R27.3",
      name: "Growth",
      directory: { edition: "6" },
      tests: [{ method: "WGS" }],
    });
  });
});

describe("bad files", () => {
  it.each([
    ["{", "not valid JSON"],
    ["[]", "indications: expected a list"],
    ['{"indications": []}', "the list is empty"],
    ['{"indications": [5]}', "indications[0]: expected an object"],
    ['{"indications": [{"code": "X1"}]}', "indications[0].code: not an R-code: 'X1'"],
    ['{"indications": [{"code": "R1", "name": 5}]}', "indications[0].name: expected string, got 5"],
    ['{"indications": [{"code": "R1", "panels": {}}]}', "indications[0].panels: expected a list"],
    ['{"indications": [{"code": "R1", "panels": [true]}]}', "indications[0].panels[0]: expected"],
    ['{"indications": [{"code": "R1.1"}, {"code": "r1.1"}]}', "R1.1 is listed twice"],
  ])("%s: %s", (text, message) => {
    expect(() => parseTestDirectory(text, "rd.json")).toThrowError(message);
  });
});

describe.skipIf(sharedData === null)(
  "versions 5 and 6 of the Directory, PanelApp of March 2026",
  () => {
    const folder = tempFolder();
    const read = (version: number): TestDirectory => {
      const path = join(sharedData ?? "", "testdirectory", `rd_v${version}.json`);
      return parseTestDirectory(readFileSync(path, "utf8"), path);
    };

    it("every test is read", () => {
      expect(read(5)).toMatchObject({ edition: "5", date: "2023-06-16" });
      expect(read(5).tests).toHaveLength(285);
      const v6 = read(6);
      expect(v6).toMatchObject({ edition: "6", date: "2023-12-19" });
      expect(v6.tests).toHaveLength(394);
      expect(v6.tests.filter(({ method }) => method === "WGS")).toHaveLength(35);
      expect(new Set(v6.tests.map(({ code }) => parseRCode(code)?.indication)).size).toBe(276);
    });

    it("overlaid on relevant_disorders", () => {
      execFileSync("tar", [
        "xzf",
        join(sharedData ?? "", "panelapp/uk_api_2026-03.tar.gz"),
        "-C",
        folder,
      ]);
      const heads = [1, 2, 3, 4, 5].flatMap((page) => {
        const text = readFileSync(join(folder, `ge_panels_page_${page}.json`), "utf8");
        const { results } = JSON.parse(text) as {
          results: { id: number; name: string; version: string; relevant_disorders: string[] }[];
        };
        return results.map(
          ({ id, name, version, relevant_disorders: relevantDisorders }): CodedPanel => ({
            id: String(id),
            name,
            version,
            signedOff: null,
            relevantDisorders,
          }),
        );
      });
      const v6 = read(6);
      const r67 = findIndication("R67", v6, heads);
      expect(r67).toMatchObject({ name: "Monogenic hearing loss" });
      expect(r67 && disagreements(r67, v6)).toEqual([]);
      expect(r67?.panels.map(({ id }) => id)).toEqual(["126"]);
      expect(findIndication("R59", v6, heads)?.panels).toMatchObject([{ id: "402" }]);
      // DEC-22: no panel of its own; tests that differ.
      expect(findIndication("R14", v6, heads)?.panels).toEqual([]);
      expect(findIndication("R104", v6, heads)?.panels.length).toBeGreaterThan(1);
      const disagree = [...new Set(v6.tests.map(({ code }) => parseRCode(code)?.indication ?? ""))]
        .map((code) => findIndication(code, v6, heads))
        .filter((found) => found !== null && disagreements(found, v6).length > 0);
      expect(disagree.map((found) => found?.code).toSorted()).toEqual([
        "R147",
        "R275",
        "R403",
        "R41",
        "R440",
        "R444",
      ]);
    });
  },
);
