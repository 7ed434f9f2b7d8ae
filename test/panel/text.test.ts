import { describe, expect, it } from "vitest";
import { genesPanel, readPanel } from "../../src/panel/index.ts";
import type { Panel } from "../../src/panel/index.ts";
import { splitLines } from "../../src/panel/formats/lines.ts";
import { temporaryFiles } from "./files.ts";

const write = temporaryFiles();

const read = (name: string, lines: string[], end = "\n"): Promise<Panel> =>
  readPanel(write(name, lines.join(end) + end));

function brief(panel: Panel): string[] {
  return panel.genes.map((gene) => {
    const at = (place: { chrom: string; start: number; end: number } | null): string =>
      place === null ? "-" : `${place.chrom}:${place.start}-${place.end}`;
    const { GRCh37, GRCh38 } = gene.location;
    return `${gene.symbol} ${gene.hgncId ?? "-"} ${gene.mode} ${gene.confidence} ${at(GRCh37)} ${at(GRCh38)}`;
  });
}

describe("tables with tabs", () => {
  it.each<[string, string[], string[]]>([
    [
      "symbols alone",
      ["BRCA1", "HGNC:1101"],
      ["BRCA1 - missing green - -", "HGNC:1101 HGNC:1101 missing green - -"],
    ],
    [
      "no header: columns by content",
      ["BRCA1\tgreen\tAD\tHGNC:1100", "OTC\t2\tXLR\t", "TTN\t\tBIALLELIC, autosomal"],
      [
        "BRCA1 HGNC:1100 monoallelic green - -",
        "OTC - x_biallelic_females amber - -",
        "TTN - biallelic green - -",
      ],
    ],
    [
      "no header: an id first, then the symbol",
      ["HGNC:1100\tBRCA1\t3", "ENSG00000012048\tBRCA1", "HGNC:8512"],
      [
        "BRCA1 HGNC:1100 missing green - -",
        "BRCA1 - missing green - -",
        "HGNC:8512 HGNC:8512 missing green - -",
      ],
    ],
    [
      "header in any order, empty confidence is green",
      ["moi\tconfidence\tgene", "AR\t\tCFTR", "AD\tred\tAPC"],
      ["CFTR - biallelic green - -", "APC - monoallelic red - -"],
    ],
    [
      "header as a comment; comments and blank lines",
      ["# my panel", "#symbol\thgnc_id", "", "# more", "CFTR\t1884"],
      ["CFTR HGNC:1884 missing green - -"],
    ],
    [
      "coordinates of no assembly stand for both",
      ["symbol\tchrom\tstart\tend", "CFTR\tchr7\t10\t20"],
      ["CFTR - missing green 7:10-20 7:10-20"],
    ],
    [
      "assembly column",
      ["symbol\tchr\tstart\tend\tassembly", "CFTR\t7\t10\t20\thg19", "CFTR\t7\t30\t40\tGRCh38"],
      ["CFTR - missing green 7:10-20 7:30-40"],
    ],
    [
      "columns by assembly",
      [
        "symbol\tgrch37_location\tgrch38_chrom\tgrch38_start\tgrch38_end",
        "CFTR\t7:10-20\t7\t30\t40",
        "A\t\t\t\t",
      ],
      ["CFTR - missing green 7:10-20 7:30-40", "A - missing green - -"],
    ],
    [
      "PanelApp's download",
      [
        "Entity Name\tEntity type\tGene Symbol\tModel_Of_Inheritance\tGEL_Status\tHGNC\tPosition Chromosome\tPosition GRCh37 Start\tPosition GRCh37 End\tPosition GRCh38 Start\tPosition GRCh38 End",
        "CFTR\tgene\tCFTR\tBIALLELIC, autosomal or pseudoautosomal\t3\tHGNC:1884\t7\t10\t20\t30\t40",
        "HTT_CAG\tstr\tHTT\tMONOALLELIC\t3\t\t4\t1\t2\t3\t4",
        "ISCA-1\tregion\t\t\t1\t\t\t\t\t\t",
      ],
      ["CFTR HGNC:1884 biallelic green 7:10-20 7:30-40"],
    ],
    [
      "the same gene twice is one",
      ["symbol\tmoi\tconfidence", "CFTR\tAR\tgreen", "cftr\tAD\tamber"],
      ["CFTR - biallelic green - -"],
    ],
  ])("%s", async (_, lines, expected) => {
    expect(brief(await read("t.tsv", lines))).toEqual(expected);
    expect(brief(await read("t.tsv", lines, "\r\n"))).toEqual(expected);
  });

  it("tells STRs of PanelApp's download apart, and what is not known", async () => {
    const panel = await read("list.of.genes.tsv", [
      "entity_name\tentity_type\tgene_symbol\tmoi",
      "HTT_CAG\tstr\tHTT\tMONOALLELIC",
      "CFTR\tgene\tCFTR\tsemi",
      "A\tgene\tA\t",
    ]);
    expect(panel).toMatchObject({ id: "list.of.genes", source: "tsv", version: null });
    expect(panel.strs.map(({ name }) => name)).toEqual(["HTT_CAG"]);
    expect(panel.notes).toEqual([
      "mode of inheritance not recognised, all models tried: 'semi' (CFTR)",
      "1 gene without a mode of inheritance: all models tried",
    ]);
  });

  it.each<[string, string[], number, string]>([
    [
      "confidence",
      ["symbol\tconfidence", "A\tgreen", "# c", "B\tpurple"],
      4,
      "unknown confidence: 'purple'",
    ],
    ["HGNC id", ["symbol\thgnc_id", "A\tENSG1"], 2, "not an HGNC id: 'ENSG1'"],
    ["symbol", ["BRCA1 green"], 1, "not a gene symbol or HGNC id: 'BRCA1...'"],
    ["symbol", ["root:*:20228:0:99999:7:::"], 1, "not a gene symbol or HGNC id: 'root...'"],
    ["no gene", ["symbol\tmoi", "\tAD"], 2, "the line does not name a gene"],
    [
      "unknown column",
      ["A\tgreen", "", "B\twhatever"],
      3,
      "column 2 has an unknown name: 'whatever'",
    ],
    ["too many cells", ["symbol\tmoi", "A\tAD\tx"], 2, "3 cells under 2 column names"],
    ["location", ["symbol\tchrom\tstart\tend", "A\t7\t20\t10"], 2, "not a location: '7:20-10'"],
    ["contig", ["symbol\tlocation", "A\tchr7_alt:1-2"], 2, "not a location: 'chr7_alt:1-2'"],
    ["half a location", ["symbol\tchrom\tstart\tend", "A\t7\t20\t"], 2, "not a location: '7:20-'"],
    ["assembly", ["symbol\tbuild", "A\tmm10"], 2, "unknown assembly: 'mm10'"],
  ])("E_PANEL with its line: %s", async (_, lines, line, message) => {
    await expect(read("bad.tsv", lines)).rejects.toMatchObject({
      code: "E_PANEL",
      message,
      place: { line, path: expect.stringContaining("bad.tsv") },
    });
  });
});

describe("BED", () => {
  it("is 0-based half-open, joins a gene's intervals, skips what is no interval", async () => {
    const panel = await read("kit.bed", [
      "browser position chr7:1-100",
      'track name="x"',
      "#chrom\tstart\tend\tname",
      "chr7\t9\t20\tCFTR",
      "chr7\t49\t60\tCFTR",
      "chrX\t0\t5\tA,HGNC:1100",
      "chrUn_1\t0\t5\tB",
    ]);
    expect(panel.source).toBe("bed");
    expect(brief(panel)).toEqual([
      "CFTR - unknown green 7:10-60 7:10-60",
      "A - unknown green X:1-5 X:1-5",
      "HGNC:1100 HGNC:1100 unknown green X:1-5 X:1-5",
    ]);
    expect(panel.notes).toEqual([
      "BED: mode of inheritance unknown; coordinates taken to be of the run's assembly",
      "several intervals of a gene count as one, from the first to the last",
      "1 interval on chrUn_1 is outside the chromosomes: left out",
    ]);
  });

  it("takes blanks for tabs, and X for a gene on X and Y", async () => {
    const panel = await read("par.bed", ["Y 10 20 CSF2RA", "X 10 20 CSF2RA"]);
    expect(brief(panel)).toEqual(["CSF2RA - unknown green X:11-20 X:11-20"]);
  });

  it.each<[string, string[], number, string]>([
    ["no gene column", ["1\t5\t9\tA", "1\t5\t9"], 2, "no gene in column 4"],
    ["no number", ["1\t5\t9\tA", "1\tx\t9\tB"], 2, "start and end are not whole numbers: 'x', '9'"],
    ["empty", ["1\t9\t9\tA"], 1, "interval is empty or runs backwards: 9-9"],
    ["two chromosomes", ["1\t5\t9\tA", "2\t5\t9\tA"], 2, "A is on 2 here, but on 1 above"],
    ["no gene", ["1\t5\t9\ta b c"], 1, "column 4 is not a gene: 'a b c'"],
  ])("E_PANEL with its line: %s", async (_, lines, line, message) => {
    await expect(read("bad.bed", lines)).rejects.toMatchObject({
      code: "E_PANEL",
      message,
      place: { line },
    });
  });
});

describe("--genes", () => {
  it("takes symbols and ids, each once", () => {
    const panel = genesPanel(["BRCA1", " hgnc:1101 ", "brca1", "ENSG00000012048.5"]);
    expect(
      panel.genes.map(({ symbol, hgncId, ensemblIds }) => [symbol, hgncId, ensemblIds]),
    ).toEqual([
      ["BRCA1", null, []],
      ["HGNC:1101", "HGNC:1101", []],
      ["ENSG00000012048", null, ["ENSG00000012048"]],
    ]);
    expect(
      panel.genes.every((gene) => gene.mode === "unknown" && gene.confidence === "green"),
    ).toBe(true);
  });

  it.each([[[]], [[" "]], [["BRCA1 BRCA2"]], [["123"]]])("E_USAGE: %j", (names) => {
    expect(() => genesPanel(names)).toThrow(expect.objectContaining({ code: "E_USAGE" }));
  });
});

it("lines are counted by any end, and empty ones cost nothing", () => {
  const numbers = (text: string) =>
    splitLines(text).map(({ number, text: line }) => [number, line]);
  expect(numbers("a\r\nb\rc\n\n \nd")).toEqual([
    [1, "a"],
    [2, "b"],
    [3, "c"],
    [6, "d"],
  ]);
  expect(numbers("\n".repeat(30 << 20))).toEqual([]);
});
