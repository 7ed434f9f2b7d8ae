import { array, assert, constantFrom, integer, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePanelGenes, panelBed, tableRegions } from "../../src/panel/index.ts";
import { geneMatcher, identitiesOf } from "../../src/panel/match.ts";
import type { PanelGenes, Panel, PanelGene } from "../../src/panel/index.ts";
import { type PanelGenesOptions } from "../../src/panel/table.ts";
import { type AnnotatedGene } from "../../src/panel/match.ts";
import { newPanel } from "../../src/panel/formats/empty.ts";
import { pairGenes } from "../../src/panel/diff/pair.ts";
import { newGene } from "../../src/panel/gene.ts";

const AMBER: PanelGenesOptions = { assembly: "GRCh38", margin: 10, minConfidence: "amber" };

function panel(id: string, genes: PanelGene[]): Panel {
  return newPanel({ id, name: id, source: "panelapp", digest: "" }, { genes, notes: ["kept"] });
}

function on38(chrom: string, start: number, end: number): PanelGene["location"] {
  return { GRCh37: null, GRCh38: { chrom, start, end } };
}

function compile(panels: PanelGene[][], options: Partial<PanelGenesOptions> = {}): PanelGenes {
  return compilePanelGenes(
    panels.map((genes, i) => panel(`p${i}`, genes)),
    { ...AMBER, ...options },
  );
}

const shape = (table: PanelGenes): string[] =>
  table.genes.map((gene) => `${gene.symbol}: ${gene.rows.map((row) => row.panel).join(" ")}`);

describe("DEC-17: rows of the same gene join", () => {
  it.each<[string, PanelGene[][], string[]]>([
    [
      "by HGNC id, whatever the symbols",
      [[newGene("NEW", { hgncId: "HGNC:1" })], [newGene("OLD", { hgncId: "HGNC:1" })]],
      ["NEW: 0 1"],
    ],
    [
      "by Ensembl id of any build (HNF1B has two)",
      [
        [
          newGene("HNF1B", {
            hgncId: "HGNC:11630",
            ensemblIds: ["ENSG00000108753", "ENSG00000275410"],
          }),
        ],
        [newGene("X", { ensemblIds: ["ENSG00000275410"] })],
      ],
      ["HNF1B: 0 1"],
    ],
    ["by NCBI id", [[newGene("A", { ncbiId: "5" })], [newGene("B", { ncbiId: "5" })]], ["A: 0 1"]],
    ["by symbol in any case", [[newGene("C1orf1")], [newGene("C1ORF1")]], ["C1orf1: 0 1"]],
    [
      "by alias, from either side, whatever the order of panels",
      [[newGene("OLD")], [newGene("NEW", { hgncId: "HGNC:1", otherSymbols: ["OLD"] })]],
      ["NEW: 0 1"],
    ],
    [
      "not by symbol or alias against two HGNC ids",
      [
        [newGene("LRTOMT", { hgncId: "HGNC:25033" })],
        [newGene("LRRC51", { hgncId: "HGNC:55526", otherSymbols: ["LRTOMT"] })],
      ],
      ["LRRC51: 1", "LRTOMT: 0"],
    ],
    [
      "not by an alias of two genes",
      [
        [
          newGene("KMT2D", { hgncId: "HGNC:7133", otherSymbols: ["MLL2"] }),
          newGene("KMT2B", { hgncId: "HGNC:15840", otherSymbols: ["MLL2"] }),
        ],
        [newGene("MLL2")],
      ],
      ["KMT2B: 0", "KMT2D: 0", "MLL2: 1"],
    ],
    [
      "by current symbol before alias",
      [
        [
          newGene("A", { hgncId: "HGNC:1", otherSymbols: ["B"] }),
          newGene("B", { hgncId: "HGNC:2" }),
        ],
        [newGene("B")],
      ],
      ["A: 0", "B: 0 1"],
    ],
  ])("%s", (_, panels, expected) => {
    expect(shape(compile(panels))).toEqual(expected);
  });

  it("keeps every row of a gene: green and amber side by side", () => {
    const table = compile([
      [newGene("A", { hgncId: "HGNC:1", mode: "monoallelic", modeText: "MONO" })],
      [newGene("A", { hgncId: "HGNC:1", mode: "biallelic", confidence: "amber" })],
      [newGene("A", { hgncId: "HGNC:1", mode: "monoallelic" })],
    ]);
    const [gene] = table.genes;
    expect(gene?.rows.map((row) => [row.panel, row.confidence, row.mode])).toEqual([
      [0, "green", "monoallelic"],
      [1, "amber", "biallelic"],
      [2, "green", "monoallelic"],
    ]);
  });

  it("orders by symbol, by code unit", () => {
    const names = ["b", "B", "A1", "A10", "A2"].map((symbol, i) =>
      newGene(symbol, { hgncId: `HGNC:${i}` }),
    );
    expect(compile([names]).genes.map((gene) => gene.symbol)).toEqual([
      "A1",
      "A10",
      "A2",
      "B",
      "b",
    ]);
  });
});

describe("DEC-03: red and grey rows are as good as absent", () => {
  const rows = (["green", "amber", "red", "grey"] as const).map((confidence, i) =>
    newGene(confidence.toUpperCase(), { confidence, hgncId: `HGNC:${i}` }),
  );
  it.each([
    ["amber", ["AMBER", "GREEN"], ["kept", "1 red gene left out", "1 grey gene left out"]],
    [
      "green",
      ["GREEN"],
      ["kept", "1 amber gene left out", "1 red gene left out", "1 grey gene left out"],
    ],
  ] as const)("--min-confidence %s", (minConfidence, symbols, notes) => {
    const table = compile([rows], { minConfidence });
    expect(table.genes.map((gene) => gene.symbol)).toEqual(symbols);
    expect(table.panels[0]?.notes).toEqual(notes);
  });

  it("a gene red here and green there keeps the green row alone", () => {
    const table = compile([
      [newGene("A", { confidence: "red", location: on38("1", 1000, 2000) })],
      [newGene("A", { location: on38("1", 5000, 6000) })],
    ]);
    expect(shape(table)).toEqual(["A: 1"]);
    expect(table.genes[0]?.region).toEqual({ chrom: "1", start: 4990, end: 6010 });
  });
});

describe("DEC-16: region of a gene", () => {
  it.each<[string, PanelGene["location"][], unknown]>([
    [
      "extent of all panels plus margin",
      [on38("2", 100, 200), on38("2", 150, 400)],
      { chrom: "2", start: 90, end: 410 },
    ],
    ["canonical name", [on38("chrM", 100, 200)], { chrom: "MT", start: 90, end: 210 }],
    ["clipped to the chromosome", [on38("MT", 3, 16569)], { chrom: "MT", start: 1, end: 16569 }],
    [
      "X where it is on X and Y",
      [on38("Y", 100, 200), on38("X", 300, 400)],
      { chrom: "X", start: 290, end: 410 },
    ],
    [
      "none of the run's assembly",
      [{ GRCh37: { chrom: "1", start: 1, end: 2 }, GRCh38: null }],
      null,
    ],
    ["none on another contig", [on38("HSCHR6_MHC_COX", 1, 2)], null],
  ])("%s", (_, locations, expected) => {
    const table = compile(locations.map((location) => [newGene("A", { location })]));
    expect(table.genes[0]?.region).toEqual(expected);
  });

  it.each<[string, PanelGene["location"][], RegExp]>([
    [
      "beyond the chromosome",
      [on38("21", 46_000_000, 47_000_000)],
      /A ends at 47000000, but chromosome 21 of GRCh38 at 46709983/,
    ],
    [
      "on two chromosomes",
      [on38("1", 1, 2), on38("2", 1, 2)],
      /A is on chromosome 2 in panel p1, but on 1 in another/,
    ],
  ])("E_PANEL: %s", (_, locations, message) => {
    expect(() => compile(locations.map((location) => [newGene("A", { location })]))).toThrow(
      message,
    );
  });

  it("regions merge where they overlap or touch, in chromosome order; BED says the same, 0-based", () => {
    const table = compile(
      [
        [
          newGene("A", { location: on38("10", 100, 200) }),
          newGene("B", { location: on38("2", 500, 600) }),
          newGene("C", { location: on38("2", 601, 700) }),
          newGene("D", { location: on38("2", 702, 800) }),
          newGene("E", { location: on38("X", 1, 5) }),
          newGene("F"),
        ],
      ],
      { margin: 0 },
    );
    expect(tableRegions(table)).toEqual([
      { chrom: "2", start: 500, end: 700, genes: [1, 2] },
      { chrom: "2", start: 702, end: 800, genes: [3] },
      { chrom: "10", start: 100, end: 200, genes: [0] },
      { chrom: "X", start: 1, end: 5, genes: [4] },
    ]);
    expect(panelBed(table)).toBe("2\t499\t700\tB,C\n2\t701\t800\tD\n10\t99\t200\tA\nX\t0\t5\tE\n");
  });

  it("writes chromosomes as chr1 and chrM where asked", () => {
    const genes = [
      newGene("A", { location: on38("X", 5, 9) }),
      newGene("B", { location: on38("MT", 5, 9) }),
    ];
    const table = compile([genes], { margin: 0 });
    expect(panelBed(table, true)).toBe("chrX\t4\t9\tA\nchrM\t4\t9\tB\n");
  });

  it("property: regions cover exactly the genes' bases, sorted and apart", () => {
    const location = tuple(
      constantFrom("1", "2", "X"),
      integer({ min: 1, max: 60 }),
      integer({ min: 0, max: 20 }),
    ).map(([chrom, start, length]) => on38(chrom, start, start + length));
    assert(
      property(
        array(location, { maxLength: 12 }),
        integer({ min: 0, max: 3 }),
        (places, margin) => {
          const genes = places.map((place, i) => newGene(`G${i}`, { location: place }));
          const table = compile([genes], { margin });
          const bases = (list: { chrom: string; start: number; end: number }[]): string[] =>
            [
              ...new Set(
                list.flatMap(({ chrom, start, end }) =>
                  Array.from({ length: end - start + 1 }, (_, i) => `${chrom}:${start + i}`),
                ),
              ),
            ].sort();
          const regions = tableRegions(table);
          expect(bases(regions)).toEqual(
            bases(table.genes.flatMap(({ region }) => (region === null ? [] : [region]))),
          );
          regions.slice(1).forEach((region, i) => {
            const before = regions[i];
            expect(before?.chrom !== region.chrom || before.end + 1 < region.start).toBe(true);
          });
          expect(regions.flatMap((region) => region.genes).sort((a, b) => a - b)).toEqual(
            places.map((_, i) => i),
          );
        },
      ),
    );
  });
});

describe("DEC-17, TX-01: from an annotated gene to the table", () => {
  const table = compile([
    [
      newGene("HNF1B", {
        hgncId: "HGNC:11630",
        ensemblIds: ["ENSG00000108753", "ENSG00000275410"],
        ncbiId: "6928",
        otherSymbols: ["TCF2"],
      }),
      newGene("KMT2B", {
        hgncId: "HGNC:15840",
        otherSymbols: ["MLL2"],
        location: on38("19", 100, 200),
      }),
      newGene("KMT2D", {
        hgncId: "HGNC:7133",
        otherSymbols: ["MLL2"],
        location: on38("12", 100, 200),
      }),
      newGene("PLAIN"),
    ],
  ]);
  const index = geneMatcher(table);
  const gene = (known: Partial<AnnotatedGene>): AnnotatedGene => ({
    hgncId: null,
    ensemblGene: null,
    ncbiGene: null,
    symbol: null,
    ...known,
  });

  it.each<[string, Partial<AnnotatedGene>, string | null]>([
    ["HGNC id", { hgncId: "HGNC:11630" }, "HNF1B"],
    ["HGNC id without prefix", { hgncId: "11630", symbol: "other" }, "HNF1B"],
    ["HGNC id before all else", { hgncId: "HGNC:7133", symbol: "KMT2B" }, "KMT2D"],
    ["Ensembl id of GRCh37", { ensemblGene: "ENSG00000108753" }, "HNF1B"],
    ["Ensembl id of GRCh38 with version", { ensemblGene: "ENSG00000275410.3" }, "HNF1B"],
    ["NCBI id", { ncbiGene: "6928", symbol: "PLAIN" }, "HNF1B"],
    ["symbol", { symbol: "hnf1b" }, "HNF1B"],
    ["previous symbol", { symbol: "TCF2" }, "HNF1B"],
    ["symbol where the panel has no id", { hgncId: "HGNC:1", symbol: "PLAIN" }, "PLAIN"],
    ["not an alias against another HGNC id", { hgncId: "HGNC:999", symbol: "TCF2" }, null],
    ["not a symbol against another HGNC id", { hgncId: "HGNC:999", symbol: "HNF1B" }, null],
    [
      "not an Ensembl id against another HGNC id",
      { hgncId: "HGNC:999", ensemblGene: "ENSG00000108753" },
      null,
    ],
    ["not an alias of two genes", { symbol: "MLL2" }, null],
    ["nothing known", {}, null],
    ["empty text", { hgncId: "", ensemblGene: "", ncbiGene: "", symbol: "" }, null],
  ])("%s", (_, known, expected) => {
    expect(table.genes[index(gene(known))]?.symbol ?? null).toBe(expected);
  });

  it("a symbol of two genes that lie elsewhere is that of the one without a place", () => {
    const genes = compile([
      [
        newGene("PLACED", {
          hgncId: "HGNC:1",
          otherSymbols: ["OLD"],
          location: on38("9", 100, 200),
        }),
        newGene("FREE", { hgncId: "HGNC:2", otherSymbols: ["OLD"] }),
      ],
    ]);
    const at = (chrom: string): string | undefined =>
      genes.genes[geneMatcher(genes)(gene({ symbol: "OLD" }), { chrom, pos: 150 })]?.symbol;
    expect([at("4"), at("9")]).toEqual(["FREE", "PLACED"]);
  });

  describe("DEC-44 on the mitochondrion", () => {
    const symbols = ["MT-ND4", "MT-CO1", "MTTL1", "CYTB", "MTTP"];
    const genes = compile([
      [
        ...symbols.map((symbol) => newGene(symbol)),
        newGene("PTGS1", { otherSymbols: ["COX1"], location: on38("9", 100, 200) }),
      ],
    ]);
    const at = (symbol: string, chrom: string): string | null => {
      const found = geneMatcher(genes)(gene({ symbol }), { chrom, pos: 150 });
      return genes.genes[found]?.symbol ?? null;
    };

    it.each([
      ["ND4", "MT-ND4"],
      ["MT-ND4", "MT-ND4"],
      ["COX1", "MT-CO1"],
      ["MTCO1", "MT-CO1"],
      ["TRNL1", "MTTL1"],
      ["MT-TL1", "MTTL1"],
      ["MT-CYB", "CYTB"],
      ["MT-TP", null],
      ["ND5", null],
    ])("%s is %s", (symbol, expected) => {
      expect(at(symbol, "MT")).toBe(expected);
    });

    it("also of genes whose place is known, but of none that lies elsewhere", () => {
      const placed = (chrom: string): PanelGenes =>
        compile([[newGene("MT-ND4", { location: on38(chrom, 100, 200) })]]);
      const found = (chrom: string): number =>
        geneMatcher(placed(chrom))(gene({ symbol: "ND4" }), { chrom: "MT", pos: 150 });
      expect([found("MT"), found("9")]).toEqual([0, -1]);
    });

    it("the same words mean other genes elsewhere", () => {
      expect([at("COX1", "9"), at("ND4", "9"), at("MTTP", "4")]).toEqual(["PTGS1", null, "MTTP"]);
    });
  });

  describe("DEC-55 a symbol that is one gene's now and was another's", () => {
    const both = (x: Partial<PanelGene>, y: Partial<PanelGene>): PanelGenes =>
      compile([[newGene("B", x), newGene("Y", { otherSymbols: ["B"], ...y })]]);
    const found = (
      among: PanelGenes,
      known: Partial<AnnotatedGene>,
      pos?: number,
    ): string | null => {
      const place = pos === undefined ? undefined : { chrom: "1", pos };
      return among.genes[geneMatcher(among)(gene(known), place)]?.symbol ?? null;
    };
    const placed = both({ location: on38("1", 100, 200) }, { location: on38("1", 900, 990) });
    it.each([
      [150, "B"],
      [950, "Y"],
      [500, "B"],
    ])("the place decides: %i", (pos, symbol) => {
      expect(found(placed, { symbol: "B" }, pos)).toBe(symbol);
    });
    it("without places it is the gene that has it now", () => {
      expect(found(both({}, {}), { symbol: "B" }, 150)).toBe("B");
    });
    const alone = compile([
      [newGene("Y", { otherSymbols: ["B"], ensemblIds: ["ENSG00000000002"] })],
    ]);
    it.each<[string, Partial<AnnotatedGene>, string | null]>([
      ["another Ensembl id", { symbol: "B", ensemblGene: "ENSG00000000001" }, null],
      ["no id", { symbol: "B" }, "Y"],
      ["the gene's own id", { symbol: "B", ensemblGene: "ENSG00000000002.5" }, "Y"],
    ])("Y alone, annotation with %s", (_name, known, symbol) => {
      expect(found(alone, known)).toBe(symbol);
    });
    it("two rows that ids tell apart stay two genes", () => {
      const two = both({ ensemblIds: ["ENSG00000000001"] }, { ensemblIds: ["ENSG00000000002"] });
      expect(two.genes.map(({ symbol }) => symbol)).toEqual(["B", "Y"]);
    });
  });

  it("the place decides between two genes with one alias", () => {
    const symbolAt = (chrom: string, pos: number): string | undefined =>
      table.genes[index(gene({ symbol: "MLL2" }), { chrom, pos })]?.symbol;
    expect(symbolAt("12", 150)).toBe("KMT2D");
    expect(symbolAt("19", 210)).toBe("KMT2B");
    expect(symbolAt("19", 211)).toBeUndefined();
  });
});

describe("rows that share names", () => {
  it.each<[string, (i: number) => Partial<PanelGene>, number]>([
    ["other HGNC ids", (i) => ({ hgncId: `HGNC:${i + 1}`, otherSymbols: ["OLD"] }), 20_000],
    ["no id", () => ({ otherSymbols: ["OLD"] }), 20_000],
  ])("20,000 of them take no square of their number: %s", (_name, of, genes) => {
    const before = process.cpuUsage();
    const rows = Array.from({ length: genes }, (_, i) => newGene(`G${i}`, of(i)));
    expect(compile([rows]).genes).toHaveLength(genes);
    expect(pairGenes(rows, rows)).toHaveLength(genes);
    // Of the processor: a square of their number takes minutes of it.
    expect(process.cpuUsage(before).user).toBeLessThan(10_000_000);
  });
});

describe("one gene of several rows", () => {
  it("is named by a row with an HGNC id, has all names, and the first of each kind of id", () => {
    const [gene] = compile([
      [newGene("OLD", { ensemblIds: ["ENSG00000000002"], biotype: "lncRNA" })],
      [
        newGene("NEW", {
          hgncId: "HGNC:1",
          ncbiId: "7",
          otherSymbols: ["OLD", "B"],
          ensemblIds: ["ENSG00000000002", "ENSG00000000001"],
          biotype: "protein_coding",
        }),
      ],
    ]).genes;
    expect(gene).toMatchObject({
      symbol: "NEW",
      hgncId: "HGNC:1",
      ncbiId: "7",
      ensemblIds: ["ENSG00000000001", "ENSG00000000002"],
      otherSymbols: ["B", "OLD"],
      biotype: "lncRNA",
      region: null,
    });
    expect(gene?.rows.map((row) => row.panel)).toEqual([0, 1]);
  });

  it("without an id is named by the first panel", () => {
    const [gene, ...others] = compile([[newGene("c1")], [newGene("C1")]]).genes;
    expect([gene?.symbol, gene?.otherSymbols, others]).toEqual(["c1", ["C1"], []]);
    expect(gene).toMatchObject({ hgncId: null, ncbiId: null, biotype: null });
  });

  it("DEC-55 two symbols of one panel are two genes, of two panels one", () => {
    const [now, before] = [newGene("A", { otherSymbols: ["B"] }), newGene("B")];
    expect(shape(compile([[now, before]]))).toEqual(["A: 0", "B: 0"]);
    expect(shape(compile([[now], [before]]))).toEqual(["A: 0 1"]);
    const ids = { ensemblIds: ["ENSG00000000001"] };
    expect(shape(compile([[newGene("A", ids), newGene("B", ids)]]))).toEqual(["A: 0 0"]);
  });

  it("carries what each row says", () => {
    const said = {
      confidence: "amber",
      mode: "biallelic",
      modeText: "BI",
      penetrance: "incomplete",
      lofNotMechanism: true,
    } as const;
    expect(compile([[newGene("A", said)]]).genes[0]?.rows).toEqual([{ panel: 0, ...said }]);
  });
});

describe("names that too many bear", () => {
  const bearers = (count: number): PanelGene[] =>
    Array.from({ length: count }, (_, i) => newGene(`G${i}`, { hgncId: `HGNC:${i}`, ncbiId: "5" }));
  it.each([
    [1, 1],
    [2, 3],
    [50, 51],
  ])("%i genes of one id and a row of it: %i genes", (count, genes) => {
    const row = newGene("ROW", { ncbiId: "5" });
    expect(compile([bearers(count), [row]]).genes).toHaveLength(genes);
  });

  it.each([
    [101, 1],
    [102, 2],
  ])("one gene by %i names: %i", (names, genes) => {
    const panels = Array.from({ length: names }, (_, i) => [newGene(`N${i}`, { ncbiId: "5" })]);
    expect(compile(panels).genes).toHaveLength(genes);
  });

  it("of as many as may be the one that fits is found, of more none", () => {
    const symbols = (count: number): PanelGene[][] => [
      Array.from({ length: count }, (_, i) =>
        newGene(`G${i}`, {
          hgncId: `HGNC:${i + 1}`,
          ncbiId: i === 0 ? null : `${i}`,
          otherSymbols: ["OLD"],
        }),
      ),
      // Another NCBI id tells it from all but the first.
      [newGene("OLD", { ncbiId: "999" })],
    ];
    expect(compile(symbols(50)).genes).toHaveLength(50);
    expect(compile(symbols(51)).genes).toHaveLength(52);
  });
});

describe("places at the ends of a chromosome", () => {
  const LENGTH = 46_709_983;
  const region = (start: number, end: number, margin = 10): unknown =>
    compile([[newGene("A", { location: on38("21", start, end) })]], { margin }).genes[0]?.region;
  it("are cut there, not before", () => {
    expect(region(11, LENGTH - 10)).toEqual({ chrom: "21", start: 1, end: LENGTH });
    expect(region(12, LENGTH - 11)).toEqual({ chrom: "21", start: 2, end: LENGTH - 1 });
    expect(region(5, LENGTH)).toEqual({ chrom: "21", start: 1, end: LENGTH });
    expect(() => region(5, LENGTH + 1)).toThrow("A ends at");
  });
});

describe("what a panel says besides its genes", () => {
  const entity = (name: string, confidence: "green" | "amber" | "red" | "grey", title = "") =>
    ({ name, confidence, title }) as unknown as Panel["regions"][number];
  const whole: Panel = {
    ...panel("p", [newGene("A", { transcript: "NM_1.2" }), newGene("B", { transcript: "ENST7" })]),
    strs: [entity("S1", "green"), entity("S2", "red")] as unknown as Panel["strs"],
    regions: [entity("R1", "amber", "title"), entity("R2", "grey"), entity("R3", "green")],
    version: "4.2",
    signedOff: "2026-01-01",
  };

  it("repeats and regions that are green or amber, transcripts without version", () => {
    const table = compilePanelGenes([whole], { ...AMBER, minConfidence: "green" });
    expect(table.panels).toEqual([
      {
        id: "p",
        name: "p",
        version: "4.2",
        source: "panelapp",
        signedOff: "2026-01-01",
        digest: "",
        notes: ["kept"],
        strs: ["S1"],
        regions: ["R1 (title)", "R3"],
      },
    ]);
    expect(table.transcripts).toEqual(["NM_1", "ENST7"]);
    expect(table.assembly).toBe("GRCh38");
    expect(compile([[newGene("A")]]).transcripts).toBeUndefined();
  });

  it("how many were left out", () => {
    const rows = ["red", "red", "amber"].map((confidence, i) =>
      newGene(`G${i}`, { confidence: confidence as "red" | "amber" }),
    );
    expect(compile([rows]).panels[0]?.notes).toEqual(["kept", "2 red genes left out"]);
    expect(compile([rows], { minConfidence: "green" }).panels[0]?.notes).toEqual([
      "kept",
      "1 amber gene left out",
      "2 red genes left out",
    ]);
  });
});

describe("the gene that lies there, among those of one name", () => {
  const named = (
    known: Partial<AnnotatedGene>,
    genes: PanelGene[],
    place?: { chrom: string; pos: number },
  ): string | null => {
    const table = compile([genes], { margin: 0 });
    const asked = { hgncId: null, ensemblGene: null, ncbiGene: null, symbol: null, ...known };
    return table.genes[geneMatcher(table)(asked, place)]?.symbol ?? null;
  };
  const two = (over: Partial<PanelGene>): PanelGene[] => [
    newGene("A", { hgncId: "HGNC:1", location: on38("1", 100, 200), ...over }),
    newGene("B", { hgncId: "HGNC:2", location: on38("1", 300, 400), ...over }),
  ];

  it.each<[number | null, string | null]>([
    [99, null],
    [100, "A"],
    [200, "A"],
    [201, null],
    [300, "B"],
    [null, null],
  ])("of two with one NCBI id, at %s: %s", (pos, symbol) => {
    const place = pos === null ? undefined : { chrom: "1", pos };
    expect(named({ ncbiGene: "5" }, two({ ncbiId: "5" }), place)).toBe(symbol);
  });

  it("not on another chromosome, nor where both lie", () => {
    expect(named({ ncbiGene: "5" }, two({ ncbiId: "5" }), { chrom: "2", pos: 100 })).toBeNull();
    const same = two({ ncbiId: "5", location: on38("1", 100, 200) });
    expect(named({ ncbiGene: "5" }, same, { chrom: "1", pos: 150 })).toBeNull();
  });

  it("one alone is found wherever it lies", () => {
    const [one] = two({ ncbiId: "5" });
    expect(named({ ncbiGene: "5" }, one === undefined ? [] : [one], { chrom: "2", pos: 1 })).toBe(
      "A",
    );
  });

  it("an id that tells nothing leaves the next to tell", () => {
    const genes = two({ ensemblIds: ["ENSG00000000001"] });
    const known = { ensemblGene: "ENSG00000000001", symbol: "B" };
    expect(named(known, genes, { chrom: "2", pos: 1 })).toBe("B");
    expect(named({ hgncId: "HGNC:2", ...known, symbol: "A" }, genes)).toBe("B");
  });
});

describe("DEC-55 symbols of a gene's history", () => {
  it("are its own where no other gene has or had them", () => {
    const table = compile([
      [
        newGene("A", { hgncId: "HGNC:1", otherSymbols: ["OLD", "B", "own"] }),
        newGene("B", { hgncId: "HGNC:2", otherSymbols: ["old"] }),
      ],
    ]);
    expect(identitiesOf(table).map(({ symbol, otherSymbols }) => [symbol, otherSymbols])).toEqual([
      ["A", ["own"]],
      ["B", []],
    ]);
  });
});
