// DEC-17: which panel genes have records in their extent, and which of these the annotation names.
import { describe, expect, it } from "vitest";
import { compilePlan } from "../../src/scan/compile.ts";
import { noColumns } from "../../src/scan/gates/columns.ts";
import { NamedGenes } from "../../src/scan/named-genes.ts";
import { headerText } from "../helpers/vcf-text.ts";
import { CSQ_COLUMNS } from "../helpers/vcf-text.ts";
import { planFor, type PlanOptions } from "./build.ts";

const header = headerText({ samples: ["C"] });
/** In the table's order, which is by symbol. */
const GENES: NonNullable<PlanOptions["genes"]> = {
  AAA1: { chrom: "1", start: 1000, end: 2000 },
  BBB1: { chrom: "1", start: 1500, end: 2500 },
  CCC1: { chrom: "2", start: 1000, end: 2000 },
};
const [AAA1, BBB1, CCC1] = [0, 1, 2];

function entered(chrom: string | null, genes = GENES, changed = {}): NamedGenes {
  const found = new NamedGenes(compilePlan({ ...planFor({ header, genes }), ...changed }));
  found.enterContig(chrom);
  return found;
}

const csq = (...symbols: string[]): string =>
  `CSQ=${symbols
    .map((symbol) => CSQ_COLUMNS.map((column) => (column === "SYMBOL" ? symbol : "")).join("|"))
    .join(",")}`;

function note(
  genes: NamedGenes,
  pos: number,
  info: string,
  { last = pos, chrom = "1" } = {},
): void {
  // What stands before and behind INFO is none of it.
  const data = Buffer.from(`BBB1 AAA1\t${info}\tAAA1 BBB1`);
  const infoEnd = 10 + Buffer.byteLength(info);
  genes.note(data, { ...noColumns(), info: 10, infoEnd }, { chrom, pos }, last);
}

const of = ({ seen, named, unnamed }: NamedGenes) => ({
  seen: [...seen].toSorted(),
  named: [...named].toSorted(),
  unnamed,
});

describe("a record in the extent of a gene", () => {
  it.each<[string, number, number, number[]]>([
    ["before it", 900, 999, []],
    ["that reaches its first base", 900, 1000, [AAA1]],
    ["inside", 1200, 1200, [AAA1]],
    ["on its last base", 2000, 2000, [AAA1, BBB1]],
    ["behind it", 2001, 2001, [BBB1]],
    ["behind both", 2501, 2600, []],
    ["over both", 1, 9000, [AAA1, BBB1]],
  ])("%s", (_, pos, last, seen) => {
    const genes = entered("1");
    note(genes, pos, "DP=3", { last });
    expect(of(genes)).toEqual({ seen, named: [], unnamed: seen });
  });

  it.each([["3"], [null]])("of no gene, on contig %s", (chrom) => {
    const genes = entered("1");
    genes.enterContig(chrom);
    note(genes, 1500, csq("AAA1"), { last: 9000 });
    expect(of(genes)).toEqual({ seen: [], named: [], unnamed: [] });
  });

  it("of each contig its own", () => {
    const genes = entered("2");
    note(genes, 1500, csq("CCC1"), { chrom: "2" });
    expect(of(genes)).toEqual({ seen: [CCC1], named: [CCC1], unnamed: [] });
  });

  it("of a file without an annotation, none is asked for", () => {
    const genes = entered("1", GENES, { unannotated: true });
    note(genes, 1600, csq("AAA1"));
    expect(of(genes)).toEqual({ seen: [], named: [], unnamed: [] });
  });
});

describe("the genes that the annotation names", () => {
  it.each<[string, string, number[]]>([
    ["one", csq("AAA1"), [AAA1]],
    ["in small letters", csq("aaa1"), [AAA1]],
    ["both", csq("AAA1", "BBB1"), [AAA1, BBB1]],
    ["a gene that is none of the table", csq("OTHER"), []],
    ["a longer symbol that holds one", csq("AAA10"), []],
    ["another key that holds one", "X=AAA1", []],
    ["no INFO", ".", []],
  ])("%s", (_, info, named) => {
    const genes = entered("1");
    note(genes, 1600, info);
    expect(of(genes).named).toEqual(named);
    expect(of(genes).unnamed).toEqual([AAA1, BBB1].filter((gene) => !named.includes(gene)));
  });

  it("are not asked for again, and do not count as seen again", () => {
    const genes = entered("1");
    note(genes, 1600, csq("AAA1"));
    note(genes, 1601, "DP=3");
    expect(of(genes)).toEqual({ seen: [AAA1, BBB1], named: [AAA1], unnamed: [BBB1] });
    note(genes, 1602, csq("BBB1"));
    expect(genes.unnamed).toEqual([]);
    // A line of a gene that is named leaves nothing of the line before.
    note(genes, 1603, "DP=3");
    expect(of(genes)).toEqual({ seen: [AAA1, BBB1], named: [AAA1, BBB1], unnamed: [] });
  });

  it("a line that names no gene of its place names none", () => {
    const genes = entered("1");
    note(genes, 1100, csq("BBB1"));
    expect(of(genes)).toEqual({ seen: [AAA1], named: [], unnamed: [AAA1] });
  });
});

it("many genes that lie behind are forgotten, those at hand are not", () => {
  const small = Object.fromEntries(
    Array.from({ length: 9 }, (_, i) => [`S${i}`, { chrom: "1", start: 10 + i, end: 20 }]),
  );
  const long = { chrom: "1", start: 5, end: 900 };
  const later = { chrom: "1", start: 800, end: 990 };
  for (const [count, left] of [
    [8, 10],
    [9, 2],
  ] as const) {
    const behind = Object.fromEntries(Object.entries(small).slice(0, count));
    const genes = entered("1", { ...behind, LATER: later, LONG: long });
    note(genes, 20, "DP=3");
    expect(genes.extents).toHaveLength(count + 2);
    note(genes, 900, "DP=3");
    expect(genes.extents).toHaveLength(left);
    note(genes, 900, csq("LONG"));
    expect(genes.named.size).toBe(1);
  }
});
