// Who a gene is: which names of two sources mean the same one (DEC-17, DEC-44, DEC-55).
import { describe, expect, it } from "vitest";
import {
  annotatedGene,
  genesMeantBy,
  geneOfWord,
  kinship,
  sameGene,
  symbolsOf,
  withoutGencodeMark,
  type GeneIdentity,
  type Kinship,
} from "../../src/core/gene.ts";

const gene = (symbol: string, known: Partial<GeneIdentity> = {}): GeneIdentity => ({
  symbol,
  hgncId: null,
  ensemblIds: [],
  ncbiId: null,
  otherSymbols: [],
  ...known,
});

describe("DEC-44 the kin of two names", () => {
  it.each<[string, GeneIdentity, GeneIdentity, Kinship]>([
    [
      "one HGNC id, two symbols",
      gene("OLD", { hgncId: "HGNC:1" }),
      gene("NEW", { hgncId: "HGNC:1" }),
      "id",
    ],
    [
      "two HGNC ids, one symbol",
      gene("A", { hgncId: "HGNC:1" }),
      gene("A", { hgncId: "HGNC:2" }),
      "different",
    ],
    [
      "an Ensembl id in common",
      gene("OLD", { ensemblIds: ["ENSG1", "ENSG2"] }),
      gene("NEW", { ensemblIds: ["ENSG2"] }),
      "id",
    ],
    ["one NCBI id", gene("OLD", { ncbiId: "5" }), gene("NEW", { ncbiId: "5" }), "id"],
    [
      "two NCBI ids, one symbol",
      gene("A", { ncbiId: "5" }),
      gene("A", { ncbiId: "6" }),
      "different",
    ],
    [
      "ids of two kinds, one symbol",
      gene("A", { ncbiId: "5" }),
      gene("a", { hgncId: "HGNC:1" }),
      "symbol",
    ],
    [
      "Ensembl ids of two builds",
      gene("A", { ensemblIds: ["ENSG1"] }),
      gene("A", { ensemblIds: ["ENSG2"] }),
      "symbol",
    ],
    ["a symbol of its history", gene("old"), gene("NEW", { otherSymbols: ["OLD"] }), "history"],
    [
      "today's symbol, once another's: Ensembl ids tell",
      gene("OLD", { ensemblIds: ["ENSG1"] }),
      gene("NEW", { otherSymbols: ["OLD"], ensemblIds: ["ENSG2"] }),
      "different",
    ],
    ["nothing in common", gene("A", { ncbiId: "5" }), gene("B", { hgncId: "HGNC:1" }), "unknown"],
    ["no names at all", gene(""), gene(""), "unknown"],
  ])("%s", (_name, a, b, kin) => {
    expect([kinship(a, b), kinship(b, a)]).toEqual([kin, kin]);
    expect(sameGene(a, b)).toBe(kin === "id" || kin === "symbol" || kin === "history");
  });

  it("the symbol of today stands before one of the history", () => {
    const now = gene("B");
    const then = gene("Y", { otherSymbols: ["B"] });
    expect(genesMeantBy(gene("b"), [then, now])).toEqual([1]);
    expect(genesMeantBy(gene("b"), [then])).toEqual([0]);
    expect(genesMeantBy(gene("Z"), [then, now])).toEqual([]);
  });

  it.each<[string, Partial<GeneIdentity>]>([
    ["MTRFR", { symbol: "MTRFR" }],
    ["HGNC:26784", { symbol: "", hgncId: "HGNC:26784" }],
    ["ENSG00000130921.11", { symbol: "", ensemblIds: ["ENSG00000130921"] }],
  ])("reads the word %s", (word, known) => {
    expect(geneOfWord(word)).toMatchObject(known);
  });

  it("an annotation's gene has the table's history", () => {
    const table = gene("PLPBP", { hgncId: "HGNC:9457", otherSymbols: ["PROSC"] });
    const names = { symbol: "prosc", hgncId: null, ensemblGene: "ENSG1", ncbiGene: null };
    const found = annotatedGene(names, table);
    expect(found).toMatchObject({ hgncId: "HGNC:9457", ensemblIds: ["ENSG1"] });
    expect(symbolsOf(found)).toEqual(["PROSC", "PLPBP"]);
  });
});

it.each([
  ["ENST00000419219.5_2", "ENST00000419219.5"],
  ["ENST00000381578.6_5_PAR_Y:c.5del", "ENST00000381578.6:c.5del"],
  ["ENSP00000370990_PAR_Y", "ENSP00000370990"],
  // A copy within one of Ensembl's files: marks stand behind a version.
  ["ENST00000419219_1", "ENST00000419219_1"],
  ["ENST00000419219_1.1", "ENST00000419219_1.1"],
  ["NM_007294.4", "NM_007294.4"],
])("GENCODE's marks: %s", (told, id) => expect(withoutGencodeMark(told)).toBe(id));
