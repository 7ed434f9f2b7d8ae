// Genes that no record names, and what their symbols may have meant (DEC-17, DEC-34).
import { describe, expect, it } from "vitest";
import { unfoundGenes, unnamedGenes } from "../../src/analysis/unfound-genes.ts";
import type { BatchResult } from "../../src/scan/types.ts";
import { placed, resultOf, span, tableOf } from "./build.ts";

const table = tableOf({ AAA: placed("1"), QQQQQQQQ1: null, QQQQQQQQ2: null });
const codes = async (
  genes: typeof table,
  result: Partial<BatchResult> | null,
  { isAgnostic = false, isAnnotated = true } = {},
): Promise<string[]> => {
  const scanned = result === null ? null : resultOf(result);
  const told = await unfoundGenes(genes, scanned, isAgnostic, isAnnotated);
  return told.map(({ code, facts }) => `${code} ${(facts as { genes: string[] }).genes.join()}`);
};
const ALL = "AAA,QQQQQQQQ1,QQQQQQQQ2";

describe("genes that were not found", () => {
  it.each<[string, Partial<BatchResult> | null, string[]]>([
    ["some of them", { genesNamed: [0] }, ["gene_unfound QQQQQQQQ1,QQQQQQQQ2"]],
    ["one of them", { genesNamed: [1] }, ["gene_unfound QQQQQQQQ2"]],
    ["none, by name", { genesNamed: [1, 2] }, []],
    ["any: no gene is named", {}, [`no_panel_gene ${ALL}`]],
    ["any: nothing was scanned", null, [`no_panel_gene ${ALL}`]],
  ])("%s", async (_, result, told) => {
    expect(await codes(table, result)).toEqual(told);
  });

  it("where other genes are looked at too, the panel's may all be unfound", async () => {
    const told = ["gene_unfound QQQQQQQQ1,QQQQQQQQ2"];
    expect(await codes(table, {}, { isAgnostic: true })).toEqual(told);
    expect(await codes(tableOf({}), {})).toEqual([]);
  });

  it("of a file without an annotation a record in scope is enough", async () => {
    const raw = { isAnnotated: false };
    const one = tableOf({ AAA: placed("1") });
    expect(await codes(one, { contigs: [span("1")] }, raw)).toEqual([]);
    expect(await codes(one, { contigs: [span("1", { judged: 0 })] }, raw)).toEqual([
      "no_panel_gene AAA",
    ]);
    expect(await codes(one, null, raw)).toEqual(["no_panel_gene AAA"]);
    expect(await codes(one, { contigs: [span("1")] })).toEqual(["no_panel_gene AAA"]);
  });

  it("genes without a place alone, none named", async () => {
    const placeless = tableOf({ QQQQQQQQ1: null, QQQQQQQQ2: null });
    const raw = { isAnnotated: false };
    expect(await codes(placeless, { contigs: [span("1")] }, raw)).toEqual([
      "no_panel_gene QQQQQQQQ1,QQQQQQQQ2",
    ]);
    expect(await codes(placeless, { genesNamed: [0, 1] })).toEqual([]);
  });

  it("the first five are listed, the rest counted", async () => {
    const many = tableOf(
      Object.fromEntries("12345678".split("").map((n) => [`QQQQQQQQ${n}`, null])),
    );
    const [told] = await unfoundGenes(many, resultOf({ genesNamed: [0] }), false, true);
    const genes = "34567".split("").map((n) => `QQQQQQQQ${n}`);
    expect(told?.facts).toMatchObject({ more: 2, genes: ["QQQQQQQQ2", ...genes.slice(0, 4)] });
  });
});

describe("what a symbol may have meant", () => {
  const near = async (...symbols: string[]): Promise<string[]> => {
    const genes = tableOf(Object.fromEntries(symbols.map((symbol) => [symbol, null])));
    const [told] = await unfoundGenes(genes, resultOf(), false, true);
    return ((told as { facts: object }).facts as { near: string[] }).near;
  };
  it("a slip of the hand, an older name, or nothing where it is a gene's own", async () => {
    expect(await near("SCN1AA")).toContain("SCN1A");
    expect(await near("SCN1A")).toEqual([]);
    expect(await near("QQQQQQQQQ")).toEqual([]);
    // Each once.
    const both = await near("SCN1AA", "SCN1AB");
    expect(both.filter((symbol) => symbol === "SCN1A")).toHaveLength(1);
  });
});

describe("genes where records lie, none of which names them", () => {
  it.each<[Partial<BatchResult> | null, string[]]>([
    [{ genesWithRecords: [0, 1], genesNamed: [1] }, ["AAA"]],
    [{ genesWithRecords: [0], genesNamed: [0] }, []],
    [{ genesNamed: [] }, []],
    [null, []],
  ])("%j: %j", (result, genes) => {
    expect(unnamedGenes(table, result === null ? null : resultOf(result))).toEqual(
      genes.length === 0 ? [] : [{ code: "gene_unnamed", facts: { genes, more: 0 } }],
    );
  });
});
