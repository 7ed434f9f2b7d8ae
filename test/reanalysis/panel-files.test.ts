// A panel that is a file: the file that was given, wherever a later command runs.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inArchive, readCase, readRun } from "../../src/archive/index.ts";
import { importCases } from "../../src/reanalysis/import.ts";
import { caseListText, caseText } from "../../src/cli/print/cases.ts";
import { standingLines } from "../../src/cli/print/reanalysis.ts";
import { listCases, pastOf, showCase } from "../../src/reanalysis/show.ts";
import { relinkCases } from "../../src/reanalysis/set.ts";
import { DEFAULTS } from "../helpers/analyse.ts";
import { addHere, quietIo, reanalyseHere, relog, rewrite } from "../helpers/archive.ts";
import { DE_NOVO, makeWorld, type World } from "../helpers/archive-world.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const home = process.cwd();
afterEach(() => process.chdir(home));

const DAMAGING = { consequence: "stop_gained", genotypes: DE_NOVO };
const RECORDS = [
  { ...DAMAGING, pos: 110_000, gene: "AAA" },
  { ...DAMAGING, pos: 310_000, gene: "BBB" },
];

let w: World;
let lab: string;
let other: string;

beforeEach(() => {
  w = makeWorld(folder, RECORDS);
  [lab, other] = [join(w.home, "lab"), join(w.home, "other")];
  mkdirSync(lab);
  mkdirSync(other);
  writeJsonPanel(join(lab, "panel.json"), 1, "Epilepsy", "AAA");
  writeJsonPanel(join(other, "panel.json"), 2, "Cardiomyopathy", "BBB");
});

function writeJsonPanel(path: string, id: number, name: string, symbol: string): void {
  const gene = {
    entity_name: symbol,
    confidence_level: "3",
    mode_of_inheritance: "MONOALLELIC, autosomal or pseudoautosomal, NOT imprinted",
    gene_data: { gene_symbol: symbol, ensembl_genes: {} },
  };
  const panel = { id, name, version: "1.0", genes: [gene], regions: [], strs: [] };
  writeFileSync(path, JSON.stringify(panel));
}

/** As a case of an earlier program: the word alone. */
function forgetPlace(): void {
  const at = inArchive.case(w.archive, "C1");
  rewrite(join(at, "case.json"), (text) => text.replace(/"panelFiles":\{[^}]*\},?/, ""));
  relog(at);
}

const genes = (run: number): string[] =>
  readRun(inArchive.case(w.archive, "C1"), run).report.candidates.map(({ gene }) => gene.symbol);

describe("a panel given as a relative file", () => {
  it("is read where it was, whatever lies where a later command runs", async () => {
    process.chdir(lab);
    await addHere(w.archive, "C1", { ...w.options, panels: ["panel.json"] });
    expect(readCase(w.archive, "C1")).toMatchObject({
      analysis: { panels: ["panel.json"] },
      panelFiles: { "panel.json": resolve("panel.json") },
    });
    process.chdir(other);
    const { result } = await reanalyseHere(w.archive);
    expect(result).toMatchObject({ counts: { untouched: 1 }, events: [], notes: [] });
    writeJsonPanel(join(lab, "panel.json"), 1, "Epilepsy", "BBB");
    await reanalyseHere(w.archive);
    expect([genes(1), genes(2)]).toEqual([["AAA"], ["BBB"]]);
  });

  it("that holds another panel by now is told to everybody", async () => {
    await addHere(w.archive, "C1", { ...w.options, panels: [join(lab, "panel.json")] });
    writeJsonPanel(join(lab, "panel.json"), 2, "Cardiomyopathy", "BBB");
    const { result } = await reanalyseHere(w.archive);
    expect(result.events.find(({ type }) => type === "panel_retired")).toMatchObject({
      priority: "high",
      notify: true,
      text: `'${join(lab, "panel.json")}' was 1 Epilepsy, and is now 2 Cardiomyopathy`,
    });
  });

  it("that is gone is said in every run, and by archive list and show", async () => {
    process.chdir(lab);
    await addHere(w.archive, "C1", { ...w.options, panels: ["panel.json"] });
    renameSync("panel.json", "moved.json");
    const first = await reanalyseHere(w.archive);
    expect(first.result.events.map(({ type }) => type)).toEqual(["rule_unresolved"]);
    const again = await reanalyseHere(w.archive);
    expect(again.result.events).toEqual([]);
    for (const { result, text } of [first, again]) {
      const said = `the rule 'panel.json' (${resolve("panel.json")}) leads to no panel: no such panel file`;
      expect(standingLines(result).join("\n")).toContain(said);
      expect(text).toContain(`C1: ${said}`);
    }
    expect(caseListText(await listCases(w.archive), "text")).toContain(
      "no panel found for: panel.json",
    );
    const shown = showCase(w.archive, "C1");
    expect(caseText(shown, pastOf(w.archive, shown))).toContain(
      "no panel found for 'panel.json': Epilepsy 1.0 stays in use",
    );
    const { text: page } = await reanalyseHere(w.archive, { format: "html" });
    expect(page).toContain("leads to no panel");
  });

  it("is found again by archive relink, if it is that panel", async () => {
    process.chdir(lab);
    await addHere(w.archive, "C1", { ...w.options, panels: ["panel.json"] });
    renameSync("panel.json", "moved.json");
    const relink = (to: string): ReturnType<typeof relinkCases> =>
      relinkCases({
        archive: w.archive,
        cases: [],
        moves: [{ old: "panel.json", new: to }],
        by: "test",
        now: new Date(0),
      });
    expect(await relink(join(other, "panel.json"))).toMatchObject([
      {
        failed: true,
        outcome: `${join(other, "panel.json")} holds panel 2 Cardiomyopathy, not 1 Epilepsy`,
      },
    ]);
    expect(await relink("moved.json")).toMatchObject([{ failed: false, outcome: "moved" }]);
    process.chdir(other);
    expect((await reanalyseHere(w.archive)).result).toMatchObject({ events: [], notes: [] });
  });
});

describe("a case of an earlier program, with the file's name alone", () => {
  beforeEach(async () => {
    process.chdir(lab);
    await addHere(w.archive, "C1", { ...w.options, panels: ["panel.json"] });
    forgetPlace();
  });

  it("goes on where a file of the name says the same", async () => {
    expect((await reanalyseHere(w.archive)).result).toMatchObject({ events: [], notes: [] });
  });

  it("is never analysed by another file of the name; where it is, relink records", async () => {
    process.chdir(other);
    const { result } = await reanalyseHere(w.archive);
    expect(result.events.map(({ type, notify }) => [type, notify])).toEqual([
      ["rule_unresolved", true],
    ]);
    expect(result.notes?.[0]?.text).toContain("kept the file's name without its folder");
    expect(genes(2)).toEqual(["AAA"]);
    const moves = [{ old: "panel.json", new: join(lab, "panel.json") }];
    await relinkCases({ archive: w.archive, cases: [], moves, by: "test", now: new Date(0) });
    const back = await reanalyseHere(w.archive);
    expect(back.result.events.map(({ type }) => type)).toEqual(["rule_resolved"]);
    expect(back.result.notes).toEqual([]);
  });
});

describe("archive import", () => {
  it("reads a panel that is a file beside its table, as the other files", async () => {
    process.chdir(other);
    await addHere(w.archive, "C0", { ...w.options, panels: ["panel.json"] });
    const table = join(lab, "cases.tsv");
    writeFileSync(table, `case\tvcf\tped\tpanel\nC1\t../one.vcf.gz\t../trio.ped\tpanel.json\n`);
    const imported = await importCases(
      {
        archive: w.archive,
        files: [table],
        add: {
          status: "open",
          consent: { given: true, until: null },
          assay: undefined,
          by: "test",
          panelVersions: [],
        },
        analyse: { ...DEFAULTS, partial: true },
      },
      quietIo(),
    );
    expect(imported).toMatchObject([{ case: "C1", outcome: "added" }]);
    expect(genes(1)).toEqual(["AAA"]);
    expect(readCase(w.archive, "C1").panelFiles).toEqual({
      [join(lab, "panel.json")]: join(lab, "panel.json"),
    });
  });
});
