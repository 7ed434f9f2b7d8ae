import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { completePanel, importGenes, openCatalogue } from "../../src/genes/catalogue/index.ts";
import { newGene } from "../../src/panel/gene.ts";
import { readPanel } from "../../src/panel/index.ts";
import { openStore } from "../../src/store/index.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

describe.skipIf(sharedData === null)("HGNC of 2024 and PanelApp of 2026", () => {
  it("changed symbols, ids of two builds, genes without coordinates: found, each of them", async () => {
    const genes = join(sharedData ?? "", "genes");
    const store = openStore(join(folder, "real"));
    const now = new Date(0);
    await importGenes(store, join(genes, "hgnc_complete_set_2024-10.txt.gz"), {
      assembly: null,
      now,
    });
    for (const [name, assembly] of [
      ["ensembl_genes_37.txt.gz", "GRCh37"],
      ["ensembl_genes_38.txt.gz", "GRCh38"],
    ] as const)
      await importGenes(store, join(genes, name), { assembly, now });
    const opened = await openCatalogue(store, null);
    if (opened === null) throw new Error("no genes");
    const { catalogue } = opened;

    execFileSync("tar", [
      "xzf",
      join(sharedData ?? "", "panelapp/uk_api_2026-03.tar.gz"),
      "-C",
      folder,
    ]);
    const found = new Map<string, Set<string>>();
    const lost = new Set<string>();
    for (const id of [841, 402, 398, 467, 60]) {
      const panel = await readPanel(join(folder, `panel_${id}.json`));
      const { panel: completed, notes } = completePanel(panel, catalogue);
      expect(completed.genes).toHaveLength(panel.genes.length);
      for (const { kind, symbol, detail } of notes)
        found.set(kind, (found.get(kind) ?? new Set()).add(`${symbol} ${detail}`));
      for (const gene of completed.genes) if (gene.location.GRCh38 === null) lost.add(gene.symbol);
    }
    expect([...(found.get("symbol_changed") ?? [])]).toEqual(
      expect.arrayContaining(["AARS now AARS1", "GBA now GBA1", "COL4A3BP now CERT1"]),
    );
    // Every gene of these panels is found by its HGNC id, and has coordinates.
    expect(found.get("id_unknown")).toBeUndefined();
    expect(found.get("coordinates_disagree")).toBeUndefined();
    expect([...lost]).toEqual([]);

    // Symbols alone, as a table of one's own or a dump of 2017 has them, find the same genes.
    const panel = await readPanel(join(folder, "panel_402.json"));
    const bare = panel.genes.map(({ symbol }) => newGene(symbol));
    const { panel: completed } = completePanel({ ...panel, genes: bare }, catalogue);
    const wrong = completed.genes.filter(({ hgncId }, n) => hgncId !== panel.genes[n]?.hgncId);
    // QARS was the symbol of two genes to HGNC; Ensembl's id settles which one is meant.
    expect(wrong.map(({ symbol }) => symbol)).toEqual([]);
  }, 120_000);

  it("DEC-17 all genes whose Ensembl ids differ between the builds are told", async () => {
    const table = readFileSync(
      join(sharedData ?? "", "panelapp/panelapp_gene_coordinates_grch37_grch38.tsv"),
      "utf8",
    );
    const expected = new Set(
      table
        .split("\n")
        .slice(1)
        .map((line) => line.split("\t"))
        .filter(([, , , , , on37, , , on38]) => on37 !== on38 && on37 !== "" && on38 !== "")
        .map(([, symbol = ""]) => symbol)
        .filter((symbol) => symbol !== ""),
    );
    // 26 rows with two ids, of 24 genes: two are listed twice, with a blank in the id.
    expect(expected.size).toBe(24);
    const told = new Set<string>();
    const listed = new Set<string>();
    for (const name of readdirSync(folder).filter((entry) => /^panel_\d+\.json$/.test(entry))) {
      const panel = await readPanel(join(folder, name));
      for (const { symbol } of panel.genes) listed.add(symbol);
      for (const { kind, symbol } of completePanel(panel, null).notes)
        if (kind === "several_ensembl_ids") told.add(symbol);
    }
    const here = [...expected].filter((symbol) => listed.has(symbol));
    expect(here.length).toBeGreaterThan(20);
    expect([...told]).toEqual(expect.arrayContaining(here));
  }, 120_000);
});
