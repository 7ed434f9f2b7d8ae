// Whose a ClinVar statement is: the gene's, another's, or not to be told (CV-09, DEC-44, DEC-55).
import { describe, expect, it } from "vitest";
import { compilePlan, Scanner } from "../../src/scan/index.ts";
import type { ScanPlan, SurvivorAllele } from "../../src/scan/types.ts";
import { compilePanelGenes } from "../../src/panel/index.ts";
import { newPanel } from "../../src/panel/formats/empty.ts";
import { newGene } from "../../src/panel/gene.ts";
import type { PanelGene } from "../../src/panel/types.ts";
import { csqRecord, GENE_HEADER, type Entry } from "../helpers/gene-records.ts";
import { planFor } from "./build.ts";

const P = "CLNSIG=Pathogenic;CLNREVSTAT=reviewed_by_expert_panel";

function plan(genes: PanelGene[], geneAgnostic = false): ScanPlan {
  const panel = newPanel({ id: "p", name: "p", source: "tsv", digest: "" }, { genes, notes: [] });
  const table = compilePanelGenes([panel], {
    assembly: "GRCh38",
    margin: 0,
    minConfidence: "amber",
  });
  return { ...planFor({ header: GENE_HEADER, geneAgnostic: true }), genes: table, geneAgnostic };
}

/** Symbols of the genes in which the allele stays; the reason it left for otherwise. */
function kept(scan: ScanPlan, info: string, entries: readonly Entry[]): string[] {
  const line = csqRecord({ pos: 1500, info, entries });
  const data = Buffer.from(`${line}\n`);
  const { survivors, dropped } = new Scanner(compilePlan(scan)).scan(data, 0, data.length);
  const alleles: SurvivorAllele[] = survivors.flatMap((survivor) => survivor.alleles);
  const genes = alleles.flatMap((allele) => allele.genes.map((g) => g.consequence.symbol));
  return genes.length > 0 ? genes : Object.keys(dropped);
}

const A: Entry = { symbol: "GENEA", hgnc: "HGNC:1", gene: "ENSG00000000001" };
const B: Entry = { symbol: "GENEB", hgnc: "HGNC:2", gene: "ENSG00000000002" };
const panelA = newGene("GENEA", { hgncId: "HGNC:1" });
const panelB = newGene("GENEB", { hgncId: "HGNC:2" });

describe("CV-09 a record that is pathogenic in gene A does not rescue gene B", () => {
  it.each<[string, ScanPlan, string, Entry[], string[]]>([
    ["the annotation names both; agnostic", plan([], true), "GENEA:11", [A, B], ["GENEA"]],
    ["the same in small letters", plan([], true), "genea:11", [A, B], ["GENEA"]],
    [
      "the annotation names both; B's panel",
      plan([panelB]),
      "GENEA:11",
      [A, B],
      ["gene_not_on_panel"],
    ],
    [
      "A is a neighbour alone",
      plan([panelB]),
      "GENEA:11",
      [{ ...A, terms: "upstream_gene_variant" }, B],
      ["gene_not_on_panel"],
    ],
    [
      "A is on the panel and not in the annotation",
      plan([panelA, panelB]),
      "GENEA:11",
      [B],
      ["GENEA"],
    ],
    [
      "both are named by the statement",
      plan([], true),
      "GENEA:11|GENEB:12",
      [A, B],
      ["GENEA", "GENEB"],
    ],
    ["a locus beside A does not open B", plan([], true), "GENEA:11|LOC9:19", [A, B], ["GENEA"]],
    [
      "A's symbol of today was B's once",
      plan([newGene("GENEB", { hgncId: "HGNC:2", otherSymbols: ["GENEA"] })], true),
      "GENEA:11",
      [A, B],
      ["GENEA"],
    ],
    [
      "NCBI ids differ, whatever the symbols",
      plan([], true),
      "GENEA:11",
      [{ symbol: "GENEA", gene: "12" }],
      ["GENEA"],
    ],
  ])("%s", (_name, scan, geneinfo, entries, expected) => {
    expect(kept(scan, `${P};GENEINFO=${geneinfo}`, entries)).toEqual(expected);
  });
});

describe("a gene that lies elsewhere", () => {
  const far = newGene("GENEA", {
    hgncId: "HGNC:1",
    location: { GRCh37: null, GRCh38: { chrom: "1", start: 50_000, end: 60_000 } },
  });
  it.each<[string, Entry[]]>([
    ["not named by the annotation", [B]],
    ["named by it", [A]],
  ])("%s: the file's statement does not bring it here", (_, entries) => {
    expect(kept(plan([far, panelB]), `${P};GENEINFO=GENEA:11`, entries)).not.toContain("GENEA");
    // Of a gene without a place nothing is known that speaks against it.
    expect(kept(plan([panelA, panelB]), `${P};GENEINFO=GENEA:11`, entries)).toContain("GENEA");
  });
});

describe("DEC-44 a renamed gene keeps its known pathogenic allele", () => {
  const old: Entry = { symbol: "OLDA", hgnc: "HGNC:1", gene: "ENSG00000000001" };
  it.each<[string, ScanPlan, string, Entry[], string[]]>([
    [
      "the panel knows both symbols",
      plan([newGene("NEWA", { otherSymbols: ["OLDA"] })]),
      "NEWA:11",
      [old],
      ["OLDA"],
    ],
    [
      "the panel knows the NCBI id",
      plan([newGene("OLDA", { ncbiId: "11" })]),
      "NEWA:11",
      [old],
      ["OLDA"],
    ],
    [
      "the annotation has the NCBI id (RefSeq)",
      plan([], true),
      "NEWA:11",
      [{ symbol: "OLDA", gene: "11" }, B],
      ["OLDA"],
    ],
    [
      "nothing tells, one gene comes into question",
      plan([newGene("OLDA", { hgncId: "HGNC:1" })]),
      "NEWA:11",
      [old],
      ["OLDA"],
    ],
    [
      "nothing tells, several genes come into question",
      plan([newGene("OLDA", { hgncId: "HGNC:1" }), panelB]),
      "NEWA:11",
      [old, B],
      ["GENEB", "OLDA"],
    ],
    [
      "DEC-55 a symbol that two genes had joins neither",
      plan([
        newGene("OLDA", { hgncId: "HGNC:1", otherSymbols: ["NEWA"] }),
        newGene("GENEB", { hgncId: "HGNC:2", otherSymbols: ["NEWA"] }),
      ]),
      "NEWA:11",
      [old, B],
      ["GENEB", "OLDA"],
    ],
  ])("%s", (_name, scan, geneinfo, entries, expected) => {
    expect(kept(scan, `${P};GENEINFO=${geneinfo}`, entries)).toEqual(expected);
  });
});

describe("a known pathogenic allele whose gene the annotation does not name", () => {
  const between: Entry = { symbol: "", gene: "", terms: "intergenic_variant" };
  const near: Entry = { ...B, terms: "downstream_gene_variant" };
  it.each<[string, ScanPlan, string, Entry[], string[]]>([
    ["agnostic, no gene at all", plan([], true), "GENEA:11", [between], ["GENEA"]],
    ["agnostic, a neighbour alone", plan([], true), "GENEA:11", [near], ["GENEA"]],
    ["on the panel", plan([panelA]), "GENEA:11", [near], ["GENEA"]],
    ["on no panel", plan([panelB]), "GENEA:11", [near], ["consequence"]],
    ["of several genes, not a locus", plan([], true), "LOC9:19|GENEA:11", [between], ["GENEA"]],
  ])("%s", (_name, scan, geneinfo, entries, expected) => {
    expect(kept(scan, `${P};GENEINFO=${geneinfo}`, entries)).toEqual(expected);
  });

  it.each(["CLNSIG=Benign", "CLNSIG=Uncertain_significance", "CLNSIG=Pathogenic;ORIGIN=2"])(
    "is not one of %s",
    (clnsig) => {
      const info = `${clnsig};CLNREVSTAT=reviewed_by_expert_panel;GENEINFO=GENEA:11`;
      expect(kept(plan([], true), info, [between])).toEqual(["consequence"]);
    },
  );
});

describe("DEC-44 SpliceAI's symbol", () => {
  const scan = plan([newGene("GENEA", { hgncId: "HGNC:1", otherSymbols: ["OLDA"] })], true);
  it.each<[string, string, Entry[], string[]]>([
    ["the gene's own", "A|GENEA", [A, B], ["GENEA"]],
    ["in other letters", "A|GeneA", [A, B], ["GENEA"]],
    ["of the panel's history", "A|OLDA", [A, B], ["GENEA"]],
    ["another gene's of the allele", "A|GENEB", [A, B], ["GENEB"]],
    ["nobody's: the score is not lost", "A|ELSE", [A], ["GENEA"]],
    [
      "nobody's, and the gene is a neighbour",
      "A|ELSE",
      [{ ...A, terms: "upstream_gene_variant" }],
      ["consequence"],
    ],
    ["of another ALT", "T|GENEA", [A], ["consequence"]],
  ])("raw: %s", (_name, entry, entries, expected) => {
    const info = `SpliceAI=${entry}|0.95|0.00|0.00|0.00|1|2|3|4`;
    expect(kept(scan, info, entries)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ["the gene's own", "GENEA", ["GENEA"]],
    ["in other letters", "genea", ["GENEA"]],
    ["of the panel's history", "OLDA", ["GENEA"]],
    ["another gene's of the allele", "GENEB", ["GENEB"]],
    ["a list", "GENEB&OLDA", ["GENEA", "GENEB"]],
    ["nobody's: the score is not lost", "ELSE", ["GENEA", "GENEB"]],
  ])("column of VEP's plugin: %s", (_name, named, expected) => {
    const splice = { spliceSymbol: named, spliceScore: "0.95" };
    const entries = [A, B].map((entry) => ({ ...entry, ...splice }));
    expect(kept(scan, "", entries)).toEqual(expected);
  });
});
