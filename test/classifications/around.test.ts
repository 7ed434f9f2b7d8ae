// What lies near an allele: the edges of the codon, of the stretch, of the gene's names (PS1, PM1, PM5, PV-05).
import { describe, expect, it } from "vitest";
import { around, geneCounts, pathogenicIn } from "../../src/classifications/neighbours.ts";
import { MOLECULAR, type NeighbourRequest } from "../../src/classifications/types.ts";
import { snapshotMaker } from "./build.ts";

const make = snapshotMaker();
const { missense, nonsense, synonymous } = MOLECULAR;
type Records = Parameters<typeof make>[0];

// CGT (Arg) at 100 to 102, forwards; the candidate is 101 G>A (His).
const HIS: NeighbourRequest = {
  allele: { chrom: "1", pos: 101, ref: "G", alt: "A" },
  names: ["GENE1", "OLD1"],
  change: { residue: 34, from: "R", to: "H" },
  codons: "cGt/cAt",
};
const codonOf = (records: Records, over: Partial<NeighbourRequest> = {}): string[] | null =>
  around(make(records), { ...HIS, ...over }).codon?.map(
    ({ key, substitution }) =>
      `${key} ${substitution?.from}${substitution?.residue}${substitution?.to}`,
  ) ?? null;

describe("the codon", () => {
  it.each<[string, Records[number], string[]]>([
    ["its first base", { pos: 100, ref: "C", alt: "A", molecular: missense }, ["1:100:C:A R34S"]],
    ["its last base", { pos: 102, ref: "T", alt: "C", molecular: missense }, []],
    ["the same base", { pos: 101, ref: "G", alt: "T", molecular: missense }, ["1:101:G:T R34L"]],
    ["nothing is told of the molecule", { pos: 100, ref: "C", alt: "A" }, ["1:100:C:A R34S"]],
    ["synonymous by its own word", { pos: 100, ref: "C", alt: "A", molecular: synonymous }, []],
    [
      "missense on one transcript",
      { pos: 100, ref: "C", alt: "A", molecular: missense | nonsense },
      ["1:100:C:A R34S"],
    ],
    ["the same residue", { pos: 102, ref: "T", alt: "A" }, []],
    ["another reference", { pos: 100, ref: "T", alt: "A" }, []],
    ["the base before", { pos: 99, ref: "C", alt: "A" }, []],
    ["the base behind", { pos: 103, ref: "T", alt: "A" }, []],
    ["itself", { pos: 101, ref: "G", alt: "A", molecular: missense }, []],
    ["itself and one more base", { pos: 101, ref: "GT", alt: "AC" }, ["1:101:GT:AC R34H"]],
    ["an indel", { pos: 101, ref: "G", alt: "GA" }, []],
    ["of tumours alone", { pos: 100, ref: "C", alt: "A", words: { somaticOnly: true } }, []],
    ["of another gene", { pos: 100, ref: "C", alt: "A", genes: "GENE2" }, []],
    [
      "of an older name, in small letters",
      { pos: 100, ref: "C", alt: "A", genes: "old1" },
      ["1:100:C:A R34S"],
    ],
    [
      "of two genes, this one among them",
      { pos: 100, ref: "C", alt: "A", genes: "GENE2|GENE1" },
      ["1:100:C:A R34S"],
    ],
    ["of no gene", { pos: 100, ref: "C", alt: "A", genes: "" }, ["1:100:C:A R34S"]],
  ])("%s: %j", (_, record, found) => {
    expect(codonOf([record])).toEqual(found);
  });

  it("a stop is no missense", () => {
    // TGG (Trp) at 100 to 102: 101 G>C is Ser, 102 G>A a stop.
    const change = { residue: 5, from: "W", to: "L" };
    const over = { change, codons: "tGg/tTg", allele: { ...HIS.allele, alt: "T" } };
    const records = [
      { pos: 101, ref: "G", alt: "C" },
      { pos: 102, ref: "G", alt: "A" },
      { pos: 102, ref: "G", alt: "C" },
    ];
    expect(codonOf(records, over)).toEqual(["1:101:G:C W5S", "1:102:G:C W5C"]);
  });

  it("says class and stars, and no score", () => {
    const record = {
      pos: 100,
      ref: "C",
      alt: "A",
      words: { significance: "Benign", review: null },
    };
    expect(around(make([record]), HIS).codon).toEqual([
      {
        key: "1:100:C:A",
        significance: "B",
        stars: null,
        substitution: { residue: 34, from: "R", to: "S" },
        spliceAi: null,
      },
    ]);
  });

  it("the gene model's counts before VEP's; neither, or no substitution, tells nothing", () => {
    const records: Records = [
      { pos: 100, ref: "C", alt: "A" },
      { pos: 200, ref: "C", alt: "A" },
    ];
    const codon = { bases: "CGT", positions: [200, 201, 202] } as const;
    expect(codonOf(records, { codon: { ...codon } })).toEqual(["1:200:C:A R34S"]);
    expect(codonOf(records, { codon: null })).toEqual(["1:100:C:A R34S"]);
    expect(codonOf(records, { codons: "" })).toBeNull();
    expect(codonOf(records, { change: null })).toBeNull();
  });

  it("PV-08 on the mitochondrion by its own code, and not by VEP's word", () => {
    // ATA is Met there, Ile elsewhere; TGA is Trp.
    const allele = { chrom: "MT", pos: 5001, ref: "T", alt: "C" };
    const change = { residue: 9, from: "I", to: "T" };
    const over = { allele, change, codons: "aTt/aCt" };
    const records: Records = [
      { chrom: "MT", pos: 5002, ref: "T", alt: "A" },
      { chrom: "MT", pos: 5002, ref: "T", alt: "C" },
    ];
    expect(codonOf(records, over)).toBeNull();
    const codon = { bases: "ATT", positions: [5000, 5001, 5002] as [number, number, number] };
    expect(codonOf(records, { ...over, codon })).toEqual(["MT:5002:T:A I9M"]);
    expect(
      codonOf(
        records.map((record) => ({ ...record, chrom: "1" })),
        { ...over, codon, allele: { ...allele, chrom: "1" } },
      ),
    ).toEqual([]);
  });
});

describe("the codon by protein change", () => {
  it.each<[string, string, string[]]>([
    ["the same residue", "GENE1:p.Arg34Cys", ["1:500:C:T R34C"]],
    ["by an older name, in small letters", "old1:p.Arg34Cys", ["1:500:C:T R34C"]],
    ["another residue", "GENE1:p.Arg35Cys", []],
    ["a residue that is another one there", "GENE1:p.His34Cys", []],
    ["a stop", "GENE1:p.Arg34Ter", []],
    ["synonymous", "GENE1:p.Arg34=", []],
    ["another gene", "GENE2:p.Arg34Cys", []],
    ["no change", "GENE1:", []],
  ])("%s", (_, protein, found) => {
    const records = [{ pos: 500, ref: "C", alt: "T", protein }];
    expect(codonOf(records, { codons: "" })).toEqual(found);
    // One change by both ways is one neighbour.
    expect(
      codonOf([...records, { pos: 100, ref: "C", alt: "A", protein: "GENE1:p.Arg34Ser" }]),
    ).toEqual(["1:100:C:A R34S", ...found]);
  });
});

describe("the base", () => {
  it.each<[string, Records[number], number]>([
    ["another change of it", { pos: 101, ref: "G", alt: "C" }, 1],
    ["itself", { pos: 101, ref: "G", alt: "A" }, 0],
    ["before it", { pos: 100, ref: "G", alt: "C" }, 0],
    ["behind it", { pos: 102, ref: "G", alt: "C" }, 0],
    ["an insertion", { pos: 101, ref: "G", alt: "GC" }, 0],
    ["a deletion", { pos: 101, ref: "GC", alt: "G" }, 0],
    ["of another gene", { pos: 101, ref: "G", alt: "C", genes: "GENE2" }, 0],
  ])("%s: %j", (_, record, count) => {
    const { base } = around(make([record]), HIS);
    expect(base).toHaveLength(count);
    for (const one of base ?? []) expect(one.substitution).toBeNull();
  });

  it("of an indel there is none", () => {
    const snapshot = make([{ pos: 101, ref: "G", alt: "C" }]);
    const of = (ref: string, alt: string) =>
      around(snapshot, { ...HIS, allele: { ...HIS.allele, ref, alt } }).base;
    expect(of("GT", "G")).toEqual([]);
    expect(of("G", "GT")).toEqual([]);
    expect(of("G", "A")).toHaveLength(1);
  });
});

describe("PM1-01 missense within 25 bases", () => {
  // A release that tells molecular consequences, if far away.
  const TOLD: Records = [{ pos: 900, molecular: missense }];
  const near = (pos: number, over: Records[number] = {}) =>
    around(make([{ pos, alt: "T", molecular: missense, ...over }, ...TOLD]), HIS).nearbyMissense;
  const benign = { words: { significance: "Likely_benign" } };
  it.each([
    [75, 0],
    [76, 1],
    [126, 1],
    [127, 0],
  ])("at %i: %i", (pos, count) => {
    expect(near(pos)).toEqual({ pathogenic: count, benign: 0 });
    expect(near(pos, benign)).toEqual({ pathogenic: 0, benign: count });
  });

  it.each<[string, Records[number], number, number]>([
    ["uncertain", { words: { significance: "Uncertain_significance" } }, 0, 0],
    ["no star", { words: { review: "no_assertion_criteria_provided" } }, 0, 0],
    ["no review status shows no star", { words: { review: null } }, 0, 0],
    ["of another gene", { genes: "GENE2" }, 0, 0],
    ["and a stop on another transcript", { molecular: missense | nonsense }, 1, 0],
  ])("%s", (_, over, pathogenic, harmless) => {
    expect(near(110, over)).toEqual({ pathogenic, benign: harmless });
  });

  it("of a release with molecular consequences none is 0, of one without it is not known", () => {
    expect(around(make(TOLD), HIS).nearbyMissense).toEqual({ pathogenic: 0, benign: 0 });
    expect(near(110, { molecular: nonsense })).toEqual({ pathogenic: 0, benign: 0 });
    expect(around(make([{ pos: 110 }]), HIS).nearbyMissense).toBeNull();
    const elsewhere = { ...HIS, allele: { ...HIS.allele, chrom: "2" } };
    expect(around(make(TOLD), elsewhere)).toEqual({
      release: "2026-02-26",
      codon: [],
      base: [],
      nearbyMissense: { pathogenic: 0, benign: 0 },
    });
    expect(around(make([{}]), elsewhere).nearbyMissense).toBeNull();
  });
});

describe("PV-05 P and LP in some stretches", () => {
  const count = (record: Records[number], stretches = [{ start: 100, end: 105 }]): number =>
    pathogenicIn(make([{ ref: "C", alt: "T", ...record }]), HIS, stretches);
  it.each<[string, Records[number], number]>([
    ["before", { pos: 99 }, 0],
    ["at the first base", { pos: 100 }, 1],
    ["at the last", { pos: 105 }, 1],
    ["behind", { pos: 106 }, 0],
    ["itself", { pos: 101, ref: "G", alt: "A" }, 0],
    ["LP", { pos: 103, words: { significance: "Likely_pathogenic" } }, 1],
    ["low penetrance", { pos: 103, words: { significance: "Pathogenic,_low_penetrance" } }, 0],
    ["uncertain", { pos: 103, words: { significance: "Uncertain_significance" } }, 0],
    ["no star", { pos: 103, words: { review: "no_assertion_criteria_provided" } }, 0],
    ["no review status", { pos: 103, words: { review: null } }, 0],
    ["of another gene", { pos: 103, genes: "GENE2" }, 0],
    ["on another chromosome", { pos: 103, chrom: "2" }, 0],
  ])("%s: %j", (_, record, found) => {
    expect(count(record)).toBe(found);
  });

  it("of each stretch", () => {
    expect(
      count({ pos: 200 }, [
        { start: 100, end: 105 },
        { start: 200, end: 200 },
      ]),
    ).toBe(1);
    expect(count({ pos: 103 }, [])).toBe(0);
  });
});

describe("counts of a gene", () => {
  const snapshot = make([
    { pos: 1, molecular: nonsense, genes: "C12orf65" },
    { pos: 2, molecular: missense, genes: "B" },
    { pos: 3, molecular: missense, genes: "B", words: { significance: "Benign" } },
    { pos: 4, molecular: missense, genes: "B", words: { significance: "Uncertain_significance" } },
    { pos: 5, molecular: missense, genes: "B", words: { significance: "Uncertain_significance" } },
  ]);
  it.each<[string[], number[]]>([
    [["C12ORF65"], [1, 0, 0, 0]],
    [["b"], [0, 1, 1, 2]],
    [
      ["NONE", "B"],
      [0, 1, 1, 2],
    ],
    [
      ["B", "C12orf65"],
      [0, 1, 1, 2],
    ],
    [["NONE"], [0, 0, 0, 0]],
    [[], [0, 0, 0, 0]],
  ])("%j", (names, [pathogenicLof, pathogenicMissense, benignMissense, vusMissense]) => {
    expect(geneCounts(snapshot, names)).toEqual({
      pathogenicLof,
      pathogenicMissense,
      benignMissense,
      vusMissense,
    });
  });

  it("are not known where the release tells no molecular consequence", () => {
    expect(geneCounts(make([{}]), ["GENE1"])).toBeNull();
  });
});
