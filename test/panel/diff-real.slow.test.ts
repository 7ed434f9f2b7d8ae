import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { diffPanels, diffPanelSets } from "../../src/panel/diff/index.ts";
import type { Change, ChangeType, PanelDiff } from "../../src/panel/diff/index.ts";
import { splitDump } from "../../src/panel/formats/dump.ts";
import { readPanel } from "../../src/panel/index.ts";
import type { Confidence, Panel } from "../../src/panel/types.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";

const data = sharedData === null ? "" : join(sharedData, "panelapp");
const folder = tempFolder();

const COLOURS: Record<string, Confidence> = { "0": "grey", "1": "red", "2": "amber", "3": "green" };

async function diffOf(before: string, after: string): Promise<PanelDiff> {
  const [old, young] = await Promise.all(
    [before, after].map((name) => readPanel(join(data, "versions", name))),
  );
  if (old === undefined || young === undefined) throw new Error("no panels");
  return diffPanels(old, young, { old: before, new: after });
}

function genesOf(diff: PanelDiff, type: ChangeType): string[] {
  return diff.changes.filter((change) => change.type === type).map((change) => change.gene ?? "");
}

// Without the shared data beside the repository there is nothing to compare.
describe.skipIf(sharedData === null)("real pairs", () => {
  it("76 v3.2 -> v3.12: ten versions that change no row", async () => {
    const diff = await diffOf(
      "panel_76_v3.2.from_superpanel_842_v13.4.json",
      "panel_76_v3.12.api_cache_2026-03.json",
    );
    expect(diff.changes).toEqual([]);
    expect(diff.compared).toMatchObject([{ id: "76", old_version: "3.2", new_version: "3.12" }]);
  });

  it("185 v4.1 -> v5.29: added, to green, modes", async () => {
    const diff = await diffOf(
      "panel_185_v4.1.from_superpanel_465_v19.1.json",
      "panel_185_v5.29.api_cache_2026-03.json",
    );
    expect(diff.counts).toEqual({ gene_added: 12, gene_to_green: 6, moi_changed: 4 });
    expect(diff.effects).toEqual({ widens: 20, narrows: 1, neutral: 1 });
    expect(genesOf(diff, "gene_to_green")).toEqual([
      "ACTN2",
      "BVES",
      "PNPLA2",
      "POPDC3",
      "PYROXD1",
      "SMCHD1",
    ]);
    expect(
      diff.changes.find(({ gene, type }) => gene === "CAPN3" && type === "moi_changed"),
    ).toMatchObject({
      hgnc_id: "HGNC:1480",
      effect: "widens",
      old: { mode: "biallelic" },
      new: { mode: "both", confidence: "green" },
    });
  });

  it("207 v4.1 -> v6.8", async () => {
    const diff = await diffOf(
      "panel_207_v4.1.from_superpanel_465_v19.1.json",
      "panel_207_v6.8.api_cache_2026-03.json",
    );
    expect(diff.counts).toEqual({ gene_added: 4, gene_to_green: 6, moi_changed: 1 });
    expect(diff.changes.find(({ type }) => type === "moi_changed")).toMatchObject({
      gene: "MSTO1",
      effect: "narrows",
    });
  });

  it("reversed, what widened narrows and the reverse", async () => {
    const diff = await diffOf(
      "panel_185_v5.29.api_cache_2026-03.json",
      "panel_185_v4.1.from_superpanel_465_v19.1.json",
    );
    expect(diff.counts).toEqual({ gene_removed: 12, gene_from_green: 6, moi_changed: 4 });
    expect(diff.effects).toEqual({ widens: 1, narrows: 20, neutral: 1 });
  });
});

interface Listed {
  panel: string;
  gene: string;
  old: Confidence | null;
  new: Confidence;
}

describe.skipIf(sharedData === null)("panel_diff_2025-01_vs_2026-03.tsv", () => {
  let listed: Listed[] = [];
  const panels = new Map<string, Panel>();

  beforeAll(async () => {
    execFileSync("tar", ["xzf", join(data, "uk_api_2026-03.tar.gz"), "-C", folder]);
    const text = readFileSync(join(data, "panel_diff_2025-01_vs_2026-03.tsv"), "utf8");
    listed = text
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split("\t"))
      .map(([panel = "", , gene = "", , before = "", after = ""]) => ({
        panel,
        gene,
        old: COLOURS[before] ?? null,
        new: COLOURS[after] ?? "grey",
      }));
    for (const id of new Set(listed.map(({ panel }) => panel)))
      panels.set(id, await readPanel(join(folder, `panel_${id}.json`)));
  }, 60_000);

  // The panels of January 2025 are not at hand. They are made from those of 2026 by taking back what the
  // list says; the difference must then be the list, no more and no less.
  it("everything on the list is found, and nothing else", () => {
    const before = [...panels.values()].map((panel): Panel => {
      const own = listed.filter((row) => row.panel === panel.id);
      const genes = panel.genes.flatMap((gene) => {
        const row = own.find(({ gene: symbol }) => symbol === gene.symbol);
        if (row === undefined) return [gene];
        return row.old === null ? [] : [{ ...gene, confidence: row.old }];
      });
      return { ...panel, genes };
    });
    const labels = { old: "2025-01", new: "2026-03" };
    const { changes, counts } = diffPanelSets(before, [...panels.values()], labels);
    const found = changes.map((change: Change) => {
      const [old, young] = [change.old, change.new].map((state) =>
        state !== null && "confidence" in state ? state.confidence : null,
      );
      return { panel: change.panel.id, gene: change.gene, old, new: young };
    });
    const key = (row: { panel: string; gene: string | null }): string => `${row.panel} ${row.gene}`;
    const sorted = <T extends { panel: string; gene: string | null }>(rows: readonly T[]): T[] =>
      rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
    expect(sorted(found)).toEqual(sorted(listed));
    expect(counts).toEqual({
      gene_added: 189,
      gene_to_green: 55,
      gene_from_green: 5,
      gene_confidence: 37,
    });
  });

  // These two panels are at hand in a version before 2025-01 too: what came since is in the difference.
  it.each([
    ["185", "panel_185_v4.1.from_superpanel_465_v19.1.json"],
    ["207", "panel_207_v4.1.from_superpanel_465_v19.1.json"],
  ])("panel %s: its part of the list is in the real difference", async (id, file) => {
    const old = await readPanel(join(data, "versions", file));
    const young = panels.get(id);
    if (young === undefined) throw new Error("no panel");
    const { changes } = diffPanels(old, young, { old: "", new: "" });
    const own = listed.filter(({ panel }) => panel === id);
    expect(own.length).toBeGreaterThan(1);
    for (const row of own)
      expect(
        changes.find(
          ({ gene, new: state }) =>
            gene === row.gene &&
            state !== null &&
            "confidence" in state &&
            state.confidence === row.new,
        )?.type,
        row.gene,
      ).toMatch(/^gene_(added|to_green|confidence)$/);
  });
});

const DUMPS = [
  "list_20170629",
  "20170731",
  "2017-08-14",
  "2017-08-15",
  "2017-09-01",
  "2017-10-02",
  "2017-11-01",
  "2017-12-01",
  "2018-01-02",
  "2018-02-01",
  "2018-05-01",
  "2018-06-01",
];

describe.skipIf(sharedData === null)("the twelve dumps of 2017 and 2018", () => {
  const dumps: { name: string; text: string; panels: Panel[] }[] = [];

  beforeAll(() => {
    execFileSync("tar", ["xzf", join(data, "uk_all_panels_2017-2018.tar.gz"), "-C", folder]);
    for (const name of DUMPS) {
      const text = readFileSync(join(folder, `panels_genes_${name}.csv`), "utf8");
      dumps.push({ name, text, panels: splitDump(text, name).map(({ panel }) => panel) });
    }
  }, 60_000);

  /** `panel id, symbol` to colour, read from the text without our code (rows with quotes are left out). */
  function rowsOf(text: string): Map<string, string> {
    return new Map(
      text
        .split("\n")
        .slice(1)
        .filter((line) => line !== "" && !line.includes('"'))
        .map((line) => line.trim().split(","))
        .filter((cells) => cells[4] !== "N/A")
        .map((cells) => [`${cells[1]} ${cells[3]}`, cells[4] ?? ""]),
    );
  }

  /** Panel id to name, likewise. */
  function namesOf(text: string): Map<string, string> {
    const rows = text
      .split("\n")
      .slice(1)
      .filter((line) => line !== "" && !line.includes('"'))
      .map((line) => line.trim().split(","));
    return new Map(rows.map(([name = "", id = ""]) => [id, name]));
  }

  it("every row is read", () => {
    for (const { name, text, panels } of dumps) {
      const lines = text.trim().split("\n").length - 1;
      const empty = panels.filter(({ genes }) => genes.length === 0).length;
      const genes = panels.reduce((sum, panel) => sum + panel.genes.length, 0);
      expect(genes + empty, name).toBe(lines);
    }
  });

  it.each(DUMPS.slice(1).map((name, i) => [DUMPS[i] ?? "", name]))(
    "%s -> %s: as counted without our code",
    (before, after) => {
      const [old, young] = [before, after].map((name) => dumps.find((dump) => dump.name === name));
      if (old === undefined || young === undefined) throw new Error("no dumps");
      const diff = diffPanelSets(old.panels, young.panels, { old: before, new: after });
      const [rows, later] = [rowsOf(old.text), rowsOf(young.text)];
      const both = new Set(diff.compared.map(({ id }) => id));
      const quoted = new Set(
        [old.text, young.text].flatMap((text) =>
          text
            .split("\n")
            .filter((line) => line.includes('"'))
            .map((line) => /[0-9a-f]{24}/.exec(line)?.[0] ?? ""),
        ),
      );
      const countable = (key: string): boolean => {
        const [id = ""] = key.split(" ");
        return both.has(id) && !quoted.has(id);
      };
      const expected = {
        gene_added: [...later.keys()].filter((key) => countable(key) && !rows.has(key)).length,
        gene_removed: [...rows.keys()].filter((key) => countable(key) && !later.has(key)).length,
        colours: [...rows].filter(
          ([key, colour]) => countable(key) && later.has(key) && later.get(key) !== colour,
        ).length,
      };
      const found = diff.changes.filter(({ panel }) => !quoted.has(panel.id));
      const count = (...types: ChangeType[]): number =>
        found.filter(({ type }) => types.includes(type)).length;
      expect({
        gene_added: count("gene_added"),
        gene_removed: count("gene_removed"),
        colours: count("gene_to_green", "gene_from_green", "gene_confidence"),
      }).toEqual(expected);
      const [names, laterNames] = [namesOf(old.text), namesOf(young.text)];
      expect(count("panel_renamed")).toBe(
        [...names].filter(
          ([id, name]) => both.has(id) && !quoted.has(id) && laterNames.get(id) !== name,
        ).length,
      );
      const ids = (panels: readonly Panel[]): Set<string> => new Set(panels.map(({ id }) => id));
      const [oldIds, newIds] = [ids(old.panels), ids(young.panels)];
      expect(diff.counts.panel_retired ?? 0).toBe(
        [...oldIds].filter((id) => !newIds.has(id)).length,
      );
      expect(diff.counts.panel_added ?? 0).toBe([...newIds].filter((id) => !oldIds.has(id)).length);
    },
  );

  it("MOI-01 the words of the first API", () => {
    const [part] = splitDump(
      [
        "Panel Name,Panel ID,Version Number,Gene Name,Gene Status,Date Recorded,MOI",
        '"A, B",1,1.10,G1,Green,2018,monoallelic_and_biallelic',
        '"A, B",1,1.10,G2,Amber,2018,xlinked_biallelic',
        '"A, B",1,1.10,G3,No List,2018,"MONOALLELIC, autosomal"',
        '"A, B",1,1.10,G4,Red,2018,monoallelic_maternally_imprinted',
        '"A, B",1,1.10,G5,Red,2018,',
      ].join("\n"),
      "dump",
    );
    const panel = part?.panel;
    expect(panel).toMatchObject({ id: "1", name: "A, B", version: "1.10" });
    expect(panel?.genes.map(({ confidence, mode }) => [confidence, mode])).toEqual([
      ["green", "both"],
      ["amber", "x_biallelic_females"],
      ["grey", "monoallelic"],
      ["red", "monoallelic_paternal_expressed"],
      ["red", "missing"],
    ]);
  });

  it.each([
    ["a,1,1.0,G,Green,2018", "6 cells"],
    ["a,1,1.0,G,Purple,2018,", "Purple"],
    ["a,,1.0,G,Green,2018,", "panel id or gene missing"],
  ])("%s is an error with its line", (line, message) => {
    const text = `Panel Name,Panel ID,Version Number,Gene Name,Gene Status,Date Recorded,MOI\n${line}\n`;
    expect(() => splitDump(text, "dump")).toThrowError(message);
  });
});
