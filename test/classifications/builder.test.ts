// A snapshot's bytes: order, alleles, what can rescue, counts by gene (CV-04, CV-05, DEC-44).
import { describe, expect, it } from "vitest";
import { alleleText, SnapshotBuilder } from "../../src/classifications/builder.ts";
import type { Snapshot } from "../../src/classifications/snapshot.ts";
import { MOLECULAR } from "../../src/classifications/types.ts";
import { snapshotMaker } from "./build.ts";

const make = snapshotMaker();
const rowsOf = (snapshot: Snapshot, chrom = "1") => {
  const rows = snapshot.chromosome(chrom);
  if (rows === null) throw new Error(`no chromosome ${chrom}`);
  return rows;
};
const listed = (snapshot: Snapshot, chrom = "1"): string[] => {
  const rows = rowsOf(snapshot, chrom);
  return Array.from(
    rows.position,
    (pos, i) => `${pos} ${alleleText(rows.allele[i] as number, rows.pool)} ${rows.id[i]}`,
  );
};

describe("records stand by position, then by allele, then as they came", () => {
  const SORTED = ["100 C>A 1", "100 G>A 2", "100 G>A 3", "100 GT>A 4", "101 A>T 5"];
  const records = SORTED.map((text) => {
    const [pos, allele, id] = text.split(" ");
    const [ref = "", alt = ""] = (allele ?? "").split(">");
    return { pos: Number(pos), ref, alt, id: Number(id) };
  });
  it.each([
    ["in order", [0, 1, 2, 3, 4]],
    ["by position backwards", [4, 0, 1, 2, 3]],
    ["by allele backwards", [1, 2, 3, 0, 4]],
    ["the last two the other way round", [0, 1, 2, 4, 3]],
  ])("given %s", (_, order) => {
    const given = order.map((i) => records[i] ?? {});
    const snapshot = make(given);
    expect(listed(snapshot)).toEqual(SORTED);
    expect(snapshot.find("1", 100, "G", "A")).toEqual([1, 2]);
  });

  it("what belongs to a record goes with it", () => {
    const snapshot = make([
      { pos: 200, molecular: MOLECULAR.missense, genes: "B", protein: "B:p.Arg2Cys" },
      { pos: 100, molecular: MOLECULAR.nonsense, genes: "A", words: { significance: "Benign" } },
    ]);
    const rows = rowsOf(snapshot);
    expect([...rows.molecular]).toEqual([MOLECULAR.nonsense, MOLECULAR.missense]);
    expect([0, 1].map((row) => snapshot.evidence(rows, row))).toMatchObject([
      { significance: "B", genes: ["A"] },
      { significance: "P", genes: ["B"] },
    ]);
    expect([...rows.protein].map((at) => at > 0)).toEqual([false, true]);
  });

  it("many of them, and chromosomes in genome order", () => {
    const many = Array.from({ length: 1100 }, (_, i) => ({ pos: i + 1, id: i }));
    const snapshot = make([{ chrom: "X" }, ...many, { chrom: "2" }]);
    expect(snapshot.head.chromosomes.map(({ chrom, records: n }) => [chrom, n])).toEqual([
      ["1", 1100],
      ["2", 1],
      ["X", 1],
    ]);
    expect(snapshot.head.records).toBe(1102);
    expect([...rowsOf(snapshot).id]).toEqual(many.map(({ id }) => id));
    expect(snapshot.chromosome("3")).toBeNull();
  });
});

describe("alleles", () => {
  it.each(["A>C", "A>T", "C>A", "G>T", "T>A", "T>G", "N>A", "A>N", "AT>A", "A>AT", "GTA>CCC"])(
    "%s",
    (allele) => {
      const [ref = "", alt = ""] = allele.split(">");
      const snapshot = make([
        { pos: 90, ref: "GTTT", alt: "G" },
        { ref, alt },
      ]);
      expect(listed(snapshot)).toEqual(["90 GTTT>G 7", `100 ${allele} 7`]);
      expect(snapshot.find("1", 100, ref, alt)).toEqual([1]);
      expect(snapshot.find("1", 100, alt, ref)).toEqual([]);
    },
  );
});

describe("rows that can rescue", () => {
  it("are those of one that may, wherever they stand", () => {
    const conflict = "Pathogenic(3)|Uncertain_significance(1)";
    const CONF = "Conflicting_classifications_of_pathogenicity";
    const snapshot = make([
      { pos: 7, words: { significance: "Pathogenic" } },
      { pos: 6, words: { significance: "Benign" } },
      { pos: 5, words: { significance: CONF, conflict } },
      { pos: 4, words: { review: "no_assertion_criteria_provided" } },
      { pos: 3, words: { review: null } },
      { pos: 2, words: { somaticOnly: true } },
      { pos: 1, words: { significance: CONF } },
    ]);
    const rows = rowsOf(snapshot);
    expect(Array.from(rows.rescuing, (row) => rows.position[row])).toEqual([3, 5, 7]);
    expect(snapshot.head.chromosomes[0]?.rescuing).toBe(3);
  });
});

describe("words and genes are kept once", () => {
  it.each([
    [{ significance: "Benign" }],
    [{ review: null }],
    [{ conflict: "x" }],
    [{ somaticOnly: true }],
  ])("those that differ by %j are two", (other) => {
    const { words } = make([{}, { pos: 101 }, { pos: 102, words: other }]).tables;
    expect(words).toHaveLength(2);
    expect(words[1]).toMatchObject(other);
  });

  it("genes by their symbols, with the ids of those that have one id alone", () => {
    const { tables } = make([
      { genes: "BRCA1:672|NBR2:10230" },
      { genes: "BRCA1:672|NBR2:10230", pos: 101 },
      { genes: "TWICE:1|PLAIN", pos: 102 },
      { genes: "TWICE:2|NONE:", pos: 103 },
      { genes: "HGNC:1100", pos: 104 },
      { genes: "", pos: 105 },
    ]);
    expect(tables.genes).toEqual(["BRCA1|NBR2", "TWICE|PLAIN", "TWICE|NONE", "HGNC:1100", ""]);
    expect(tables.ncbi).toEqual({ BRCA1: "672", NBR2: "10230" });
    expect(Object.keys(tables.ncbi ?? {})).toEqual(["BRCA1", "NBR2"]);
    expect(make([{ genes: "PLAIN" }]).tables.ncbi).toBeUndefined();
  });
});

describe("counts by gene: P/LP loss of function, P/LP, B/LB and VUS missense", () => {
  const { missense, nonsense, frameshift, spliceSite, startLost, synonymous } = MOLECULAR;
  it.each<[string, string, number, number[] | null]>([
    ["P, loss of function", "Pathogenic", nonsense, [1, 0, 0, 0]],
    ["LP, a frameshift", "Likely_pathogenic", frameshift, [1, 0, 0, 0]],
    ["P, a splice site", "Pathogenic", spliceSite, [1, 0, 0, 0]],
    ["P, a start that is lost", "Pathogenic", startLost, null],
    ["P, loss of function on one transcript", "Pathogenic", nonsense | missense, [1, 0, 0, 0]],
    ["P, missense", "Pathogenic", missense, [0, 1, 0, 0]],
    ["B, missense", "Benign", missense, [0, 0, 1, 0]],
    ["LB, missense", "Likely_benign", missense, [0, 0, 1, 0]],
    ["B, loss of function", "Benign", nonsense, null],
    ["B, loss of function and missense", "Benign", nonsense | missense, [0, 0, 1, 0]],
    ["VUS, missense", "Uncertain_significance", missense, [0, 0, 0, 1]],
    ["VUS, synonymous", "Uncertain_significance", synonymous, null],
    ["of no class, missense", "risk_factor", missense, null],
    ["low penetrance, missense", "Pathogenic,_low_penetrance", missense, null],
    ["P, nothing told", "Pathogenic", 0, null],
  ])("%s", (_, significance, molecular, counts) => {
    const found = make([{ words: { significance }, molecular, genes: "A:1|B" }]).tables.counts;
    expect(found).toEqual(counts === null ? {} : { A: counts, B: counts });
  });

  it.each<[string, object, number]>([
    ["no star", { review: "no_assertion_criteria_provided" }, 0],
    ["no review status", { review: null }, 1],
    ["of tumours alone", { somaticOnly: true }, 0],
  ])("%s: %j", (_, words, count) => {
    const { counts } = make([{ molecular: missense, words }]).tables;
    expect(counts["GENE1"]?.[1] ?? 0).toBe(count);
  });

  it("add up, over chromosomes, by symbol in order; a record without a gene counts for none", () => {
    const { counts } = make([
      { chrom: "2", molecular: missense, genes: "B" },
      { chrom: "1", molecular: missense, genes: "B" },
      { chrom: "1", pos: 200, molecular: nonsense, genes: "A" },
      { chrom: "1", pos: 300, molecular: nonsense, genes: "" },
    ]).tables;
    expect(Object.entries(counts)).toEqual([
      ["A", [1, 0, 0, 0]],
      ["B", [0, 2, 0, 0]],
    ]);
  });
});

it("parts begin at words of four bytes, and the head says where", () => {
  const builder = new SnapshotBuilder();
  const about = {
    kind: "inhouse",
    source: "lab",
    release: "2026-01-01",
    assembly: "GRCh37",
  } as const;
  const { data, head } = builder.finish(about);
  expect(head).toMatchObject({ ...about, records: 0, chromosomes: [] });
  expect(data.length % 4).toBe(0);
  const snapshot = make(
    [
      { ref: "GT", alt: "G" },
      { chrom: "2", ref: "GTT", alt: "G" },
    ],
    about,
  );
  expect(snapshot.head).toMatchObject(about);
  for (const { offset } of snapshot.head.chromosomes) expect(offset % 4).toBe(0);
  expect(listed(snapshot, "2")).toEqual(["100 GTT>G 7"]);
});
