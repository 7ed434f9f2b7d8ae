import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { geneCoverage } from "../../src/genes/coverage.ts";
import { compilePanelGenes, panelBed, readPanel } from "../../src/panel/index.ts";
import { geneMatcher } from "../../src/panel/match.ts";
import type { Panel } from "../../src/panel/index.ts";
import { sharedData } from "../helpers/shared.ts";

interface Row {
  entity_name: string;
  confidence_level: string;
  mode_of_inheritance: string | null;
}

// Skipped where the shared test data is absent.
describe.skipIf(sharedData === null)("real PanelApp panels", () => {
  const folder = mkdtempSync(join(tmpdir(), "panelist-panelapp-"));
  const panels: Panel[] = [];
  const rows: Row[][] = [];

  beforeAll(async () => {
    const archive = join(sharedData ?? "", "panelapp", "uk_api_2026-03.tar.gz");
    execFileSync("tar", ["xzf", archive, "-C", folder]);
    for (const name of readdirSync(folder).sort()) {
      if (!/^panel_\d+\.json$/.test(name)) continue;
      panels.push(await readPanel(join(folder, name)));
      const file = JSON.parse(readFileSync(join(folder, name), "utf8")) as { genes: Row[] };
      rows.push(file.genes);
    }
  }, 180_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("regions and coverage: of the BED that is written every gene finds its interval again", async () => {
    for (const assembly of ["GRCh37", "GRCh38"] as const) {
      const table = compilePanelGenes(panels, { assembly, margin: 1000, minConfidence: "amber" });
      const lines = panelBed(table).trimEnd().split("\n");
      // Two thirds of the genes or more overlap no other; the others share a row.
      expect(lines.some((row) => row.split("\t")[3]?.includes(","))).toBe(true);
      const path = join(folder, `${assembly}.thresholds.bed`);
      const measured = lines.map((row) => {
        const [, start = "", end = ""] = row.split("\t");
        const bases = Number(end) - Number(start);
        return `${row}\t${bases}\t${Math.floor(bases / 2)}`;
      });
      writeFileSync(path, `#chrom\tstart\tend\tregion\t10X\t20X\n${measured.join("\n")}\n`);
      const genes = table.genes.map(({ symbol, otherSymbols, region }) => ({
        symbols: [symbol, ...otherSymbols],
        region,
      }));
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const found = await geneCoverage(path, genes);
      const without = genes.filter(({ region }, i) => region !== null && found[i] === null);
      expect(without.map(({ symbols }) => symbols[0])).toEqual([]);
    }
  });

  it("all 99 read; 9,085 gene rows, 5,591 green, none of these without a mode", () => {
    expect(panels).toHaveLength(99);
    expect(rows.flat()).toHaveLength(9085);
    const green = rows.flat().filter((row) => row.confidence_level === "3");
    expect(green).toHaveLength(5591);
    // Rows joined in a super panel may end in unknown, with a note; a single row does not.
    const single = panels.filter((panel) => !panel.notes.some((note) => note.includes("joined:")));
    const modes = new Set(
      single.flatMap((panel) =>
        panel.genes.filter((gene) => gene.confidence === "green").map((gene) => gene.mode),
      ),
    );
    expect(["missing", "unknown", "other"].filter((mode) => modes.has(mode as never))).toEqual([]);
  });

  it("every panel without duplicates has as many genes as rows; no mode goes unrecognised", () => {
    panels.forEach((panel, i) => {
      const joined = panel.notes.some((note) => note.includes("several rows"));
      expect([panel.id, panel.genes.length < (rows[i]?.length ?? 0)]).toEqual([panel.id, joined]);
      expect(panel.notes.filter((note) => note.includes("not recognised"))).toEqual([]);
    });
  });

  it("every version is the text of the file, trailing zero and all", () => {
    for (const panel of panels) expect(panel.version).toMatch(/^\d+\.\d+$/);
    expect(panels.filter((panel) => panel.version?.endsWith("0")).length).toBeGreaterThan(0);
  });

  it("PA-05 super panel 841: 284 rows, 79 genes repeated, 37 with other colours, 41 with other modes", () => {
    const i = panels.findIndex((panel) => panel.id === "841");
    const byName = new Map<string, Row[]>();
    for (const row of rows[i] ?? [])
      byName.set(row.entity_name, [...(byName.get(row.entity_name) ?? []), row]);
    const repeated = [...byName.values()].filter((group) => group.length > 1);
    const differ = (key: keyof Row): number =>
      repeated.filter((group) => new Set(group.map((row) => row[key])).size > 1).length;
    expect([repeated.length, differ("confidence_level"), differ("mode_of_inheritance")]).toEqual([
      79, 37, 41,
    ]);
    const panel = panels[i];
    expect(panel?.version).toBe("22.54");
    expect(panel?.genes).toHaveLength(164);
    expect(panel?.notes[0]).toContain("79 genes have several rows, 284 rows are 164 genes");
    const colours = panel?.notes.find((note) => note.startsWith("confidence differs"));
    expect(colours?.split(", ")).toHaveLength(37);
    // The highest confidence wins for every gene.
    for (const gene of panel?.genes ?? []) {
      const best = (byName.get(gene.symbol) ?? [])
        .map((row) => row.confidence_level)
        .sort()
        .at(-1);
      expect([gene.symbol, gene.confidence]).toEqual([
        gene.symbol,
        ["grey", "red", "amber", "green"][Number(best)],
      ]);
    }
  });

  it("PA-05 super panel 841: each gene keeps what its panels say, and every conflict is listed", () => {
    const panel = panels.find(({ id }) => id === "841");
    const genes = panel?.genes ?? [];
    expect(genes.flatMap((gene) => gene.children)).toHaveLength(284);
    expect(genes.filter((gene) => gene.children.length > 1)).toHaveLength(79);
    const conflicts = panel?.conflicts ?? [];
    const count = (what: string): number => conflicts.filter((c) => c.what === what).length;
    expect([count("confidence"), count("mode_of_inheritance")]).toEqual([37, 41]);
    for (const { symbol, values } of conflicts) {
      expect(values.length).toBeGreaterThan(1);
      const named = values.flatMap((value) => value.by).sort();
      const gene = genes.find((g) => g.symbol === symbol);
      const own = gene?.children.map((row) => `${row.panel.id}@${row.panel.version}`).sort();
      expect([symbol, named]).toEqual([symbol, own]);
    }
  });

  it("counts of genes, repeats and regions equal the panels' own stats", () => {
    const joined: string[] = [];
    for (const { id, rows: found, stats, genes, strs, regions, conflicts } of panels) {
      expect([id, found]).toEqual([id, stats]);
      const entries = { genes: genes.length, strs: strs.length, regions: regions.length };
      if (genes.some((gene) => gene.children.length > 0))
        // Fewer entries than rows: a super panel's rows of one gene, each kept as a child row.
        expect(genes.flatMap((gene) => gene.children)).toHaveLength(found.genes);
      else if (entries.genes === found.genes)
        expect([id, entries, conflicts]).toEqual([id, stats, []]);
      else
        joined.push(
          ...conflicts.map(
            (c) => `${id} ${c.symbol} ${c.what} ${c.values.flatMap((v) => v.by).join(" ")}`,
          ),
        );
    }
    // One gene stands in panel 402 under its old and its new symbol, with one HGNC id.
    expect(joined).toEqual(["402 PLPBP confidence PLPBP PROSC"]);
  });

  it("repeats and regions come with their thresholds", () => {
    const all = panels.flatMap(({ strs }) => strs);
    const dmpk = all.find(({ name }) => name === "DMPK_CTG");
    expect(dmpk).toMatchObject({
      symbol: "DMPK",
      hgncId: "HGNC:2933",
      repeatUnit: "CTG",
      normalRepeats: 35,
      pathogenicRepeats: 50,
      mode: "monoallelic",
      location: { GRCh38: { chrom: "19", start: 45770205, end: 45770264 } },
    });
    expect(all.filter(({ location }) => location.GRCh38 === null)).toEqual([]);
    const regions = panels.flatMap((panel) => panel.regions);
    expect(new Set(regions.map(({ requiredOverlapPercent }) => requiredOverlapPercent))).toEqual(
      new Set([60]),
    );
    expect([...new Set(regions.map(({ variantType }) => variantType))].sort()).toEqual([
      "cnv_gain",
      "cnv_loss",
      "small",
    ]);
    expect(regions.find(({ name }) => name === "ISCA-37430-Loss")).toMatchObject({
      haploinsufficiency: "3",
      triplosensitivity: null,
      location: { GRCh37: null, GRCh38: { chrom: "17", start: 1344539, end: 2685615 } },
      mode: "monoallelic",
    });
  });

  it("DEC-17 genes with other Ensembl ids on GRCh37 than on GRCh38 are found by either", () => {
    const lines = readFileSync(
      join(sharedData ?? "", "panelapp", "panelapp_gene_coordinates_grch37_grch38.tsv"),
      "utf8",
    ).split("\n");
    const table = compilePanelGenes(panels, {
      assembly: "GRCh38",
      margin: 1000,
      minConfidence: "amber",
    });
    const match = geneMatcher(table);
    const inTable = new Set(table.genes.map((gene) => gene.hgncId));
    let different = 0;
    for (const line of lines.slice(1)) {
      const cells = line.split("\t");
      const [hgncId = "", symbol = "", , , , on37 = "", , , on38 = ""] = cells;
      if (on37 === "" || on38 === "" || on37 === on38 || !inTable.has(hgncId)) continue;
      different += 1;
      for (const ensemblGene of [on37, on38]) {
        const found = match({ hgncId: null, ensemblGene, ncbiGene: null, symbol: null });
        expect([symbol, table.genes[found]?.hgncId]).toEqual([symbol, hgncId]);
      }
    }
    expect(different).toBeGreaterThanOrEqual(10);
    const hnf1b = table.genes.find((gene) => gene.symbol === "HNF1B");
    expect(hnf1b?.ensemblIds).toEqual(["ENSG00000108753", "ENSG00000275410"]);
  });

  it.each(["GRCh37", "GRCh38"] as const)(
    "each panel makes a table on %s, one gene per id",
    (assembly) => {
      for (const panel of panels) {
        const table = compilePanelGenes([panel], {
          assembly,
          margin: 1000,
          minConfidence: "amber",
        });
        const kept = panel.genes.filter((gene) => ["green", "amber"].includes(gene.confidence));
        expect(table.genes).toHaveLength(kept.length);
      }
    },
  );

  it("other versions, signed-off super panels among them, read too", async () => {
    const versions = join(sharedData ?? "", "panelapp", "versions");
    for (const name of readdirSync(versions)) {
      const path = join(versions, name);
      const panel = await readPanel(path);
      const bytes = readFileSync(path);
      const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
      const file = JSON.parse(text) as { version: string; signed_off?: string };
      expect(panel.version).toBe(file.version);
      expect(panel.signedOff).toBe(file.signed_off ?? null);
      expect(panel.genes.length).toBeGreaterThan(0);
    }
  });

  it("list pages are no panels", async () => {
    const path = join(folder, "ge_panels_page_1.json");
    await expect(readPanel(path)).rejects.toMatchObject({ code: "E_PANEL" });
  });
});
