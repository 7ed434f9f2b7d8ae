import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  compilePanelGenes,
  genesPanel,
  incidentalLists,
  panelOfPolicy,
  readPanel,
  SHORT_READ_BLIND_GENES,
} from "../../src/panel/index.ts";
import { listBundledPanels } from "../../src/panel/bundled.ts";
import { compareVersions } from "../../src/core/version.ts";
import type { Panel } from "../../src/panel/index.ts";

const bundled = await listBundledPanels();
const names = bundled.map(({ id, version }) => `${id}@${version}`);
const panels = new Map<string, Panel>();
for (const name of names) panels.set(name, await readPanel(name));

const symbols = (name: string): string[] => panels.get(name)?.genes.map((g) => g.symbol) ?? [];

describe("bundled panels", () => {
  it("are listed by id, newest first", () => {
    expect(names).toEqual([
      "acmg-sf@3.2",
      "acmg-sf@3.1",
      "adult-onset@1.0",
      "cardiomyopathy@1.0",
      "epilepsy@1.0",
      "epilepsy@0.9",
      "hearing-loss@1.0",
    ]);
  });

  it.each([
    ["3.9", "3.10", -1],
    ["3.10", "3.1", 1],
    ["1.0", "1.0", 0],
    ["10.0", "9.9", 1],
  ])("versions are whole numbers: %s against %s", (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign);
  });

  it.each([
    ["epilepsy", "epilepsy", "1.0"],
    ["epilepsy@0.9", "epilepsy", "0.9"],
    ["acmg-sf", "acmg-sf", "3.2"],
    ["acmg-sf@3.1", "acmg-sf", "3.1"],
  ])("%s resolves", async (wanted, id, version) => {
    expect(await readPanel(wanted)).toMatchObject({ id, version, source: "bundled" });
  });

  it.each(["epilepsy@1.1", "epilepsie", "no/such/file.json"])(
    "%s is neither a file nor bundled",
    async (wanted) => {
      await expect(readPanel(wanted)).rejects.toMatchObject({
        code: "E_INPUT_MISSING",
        message: expect.stringContaining(wanted),
      });
    },
  );

  it("SF-02: ACMG SF v3.2 has 81 genes, v3.1 all of them but the calmodulins", () => {
    const newer = symbols("acmg-sf@3.2");
    expect(new Set(newer).size).toBe(81);
    expect(symbols("acmg-sf@3.1")).toEqual(newer.filter((symbol) => !/^CALM[123]$/.test(symbol)));
    expect(symbols("acmg-sf@3.1")).toHaveLength(78);
  });

  it("DEC-10: incidental findings are the newest lists', by id, symbol, and the laboratory's own", async () => {
    const table = compilePanelGenes([], { assembly: "GRCh38", margin: 0, minConfidence: "amber" });
    const asked = { assembly: "GRCh38", table, margin: 1000 } as const;
    const lists = await incidentalLists({ ...asked, own: panelOfPolicy(["NOTCH3", "XYZ"]) });
    const none = { hgncId: null, ensemblGene: null, ncbiGene: null, symbol: null };
    const holds = (symbol: string) => lists.holds({ ...none, symbol });
    expect(lists.name).toBe("acmg-sf 3.2, adult-onset 1.0, the policy's");
    expect(["BRCA1", "CALM1", "PSEN1", "SOD1", "NOTCH3"].filter(holds)).toHaveLength(5);
    expect(["SCN1A", "TBK1"].some(holds)).toBe(false);
    expect(lists.holds({ ...none, hgncId: "HGNC:1100" })).toBe(true);
    const isCovered = (chrom: string, pos: number, end = pos) => lists.covers({ chrom, pos, end });
    // BRCA1, the repeat of HTT, SCN1A.
    expect(isCovered("17", 43_100_000)).toBe(true);
    expect(isCovered("4", 3_074_880)).toBe(true);
    expect(isCovered("2", 166_000_000)).toBe(false);
    // BRCA1 begins at 43,044,295: the margin, and an allele that reaches into it.
    expect(isCovered("17", 43_043_300)).toBe(true);
    expect(isCovered("17", 43_043_200)).toBe(false);
    expect(isCovered("17", 43_043_200, 43_043_310)).toBe(true);
    expect(lists.unplaced).toEqual(["NOTCH3", "XYZ"]);
    // What a panel asks for is no incidental finding, where it lies too.
    const brca1 = compilePanelGenes([genesPanel(["BRCA1"])], {
      assembly: "GRCh38",
      margin: 0,
      minConfidence: "amber",
    });
    const others = await incidentalLists({ ...asked, own: null, table: brca1 });
    expect(others.covers({ chrom: "17", pos: 43_100_000, end: 43_100_000 })).toBe(false);
    expect(() => panelOfPolicy(["SHOX", " "])).toThrow("incidentalGenes");
  });

  it("DEC-49: the list of adult-onset diseases names repeat loci too, each with its source", async () => {
    const path = bundled.find(({ id }) => id === "adult-onset")?.path ?? "";
    const { strs } = JSON.parse(readFileSync(path, "utf8")) as {
      strs: { entity_name: string; evidence: string[] }[];
    };
    expect(strs.map((str) => str.entity_name)).toContain("HD_HTT");
    for (const { evidence } of strs) expect(evidence.join()).toMatch(/STRchive: .*onset from \d+/);
    expect(panels.get("adult-onset@1.0")?.strs).toHaveLength(strs.length);
  });

  it.each(names)("%s: ids, both places, confidence, mode and source for every gene", (name) => {
    const panel = panels.get(name);
    expect(panel).toBeDefined();
    const file = JSON.parse(readFileSync(bundled[names.indexOf(name)]?.path ?? "", "utf8")) as {
      stats: { number_of_genes: number };
      genes: { entity_name: string; evidence: string[] }[];
    };
    expect(file.stats.number_of_genes).toBe(panel?.genes.length);
    for (const gene of panel?.genes ?? []) {
      expect(gene.hgncId).toMatch(/^HGNC:\d+$/);
      expect(gene.ncbiId).toMatch(/^\d+$/);
      expect(gene.ensemblIds.length).toBeGreaterThan(0);
      expect(gene.location.GRCh37?.chrom).toBe(gene.location.GRCh38?.chrom);
      expect(["missing", "unknown", "other"]).not.toContain(gene.mode);
      const isX = gene.location.GRCh38?.chrom === "X";
      expect([gene.symbol, gene.mode.startsWith("x_")]).toEqual([gene.symbol, isX]);
      expect([gene.symbol, gene.mode === "mitochondrial"]).toEqual([
        gene.symbol,
        gene.location.GRCh38?.chrom === "MT",
      ]);
      expect(
        name.startsWith("epilepsy@0") ? ["green", "amber", "red"] : ["green", "amber"],
      ).toContain(gene.confidence);
    }
    for (const gene of file.genes)
      expect(gene.evidence.join(" ")).toMatch(/DDG2P 2024|HPO annotations 2023|PMID:\d+/);
    for (const assembly of ["GRCh37", "GRCh38"] as const) {
      const options = { assembly, margin: 1000, minConfidence: "amber" } as const;
      const table = compilePanelGenes(panel === undefined ? [] : [panel], options);
      expect(table.genes.every((gene) => gene.region !== null)).toBe(true);
    }
  });

  it.each(["cardiomyopathy@1.0", "epilepsy@1.0", "hearing-loss@1.0"])(
    "%s is mostly green, partly amber, and says what it is",
    (name) => {
      const genes = panels.get(name)?.genes ?? [];
      const amber = genes.filter((gene) => gene.confidence === "amber").length;
      expect(amber).toBeGreaterThan(2);
      expect(amber).toBeLessThan(genes.length / 4);
      expect(panels.get(name)?.notes.join()).toContain("not reviewed for clinical use");
    },
  );

  it("the earlier epilepsy panel says that it is synthetic, and differs", () => {
    expect(panels.get("epilepsy@0.9")).toMatchObject({
      name: expect.stringContaining("synthetic"),
      notes: [expect.stringContaining("synthetic")],
    });
    const later = new Set(symbols("epilepsy@1.0"));
    const earlier = symbols("epilepsy@0.9");
    expect(earlier.every((symbol) => later.has(symbol))).toBe(true);
    expect(earlier.length).toBeLessThan(later.size);
  });
});

describe("DEC-20: genes that short reads cannot answer for", () => {
  const ids = new Map(
    [...panels.values()].flatMap((p) => p.genes.map((g) => [g.symbol, g.hgncId])),
  );
  it("are named by symbol and HGNC id", () => {
    const genes = SHORT_READ_BLIND_GENES;
    expect(genes.map((gene) => gene.symbol)).toEqual([
      "SMN1",
      "PMS2",
      "STRC",
      "CYP21A2",
      "IKBKG",
      "CBS",
      "KCNE1",
    ]);
    const known = genes.filter((gene) => ids.has(gene.symbol));
    expect(known.length).toBeGreaterThan(1);
    for (const gene of known) expect(gene.hgncId).toBe(ids.get(gene.symbol));
  });
});
