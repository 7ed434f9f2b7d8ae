// PS1 and PM5: which other alleles of the codon ClinVar knows, by VEP's codon or by protein change.
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changed, codonOf } from "../../src/classifications/codon.ts";
import { aminoAcid } from "../../src/core/genetic-code.ts";
import {
  around,
  geneCounts,
  importClinVar,
  lookUp,
  pathogenicIn,
  Snapshot,
} from "../../src/classifications/index.ts";
import { MOLECULAR, type NeighbourRequest } from "../../src/classifications/types.ts";
import { openStore } from "../../src/store/index.ts";
import { tempFolder } from "../helpers/temp.ts";
import { CSQ_COLUMNS } from "../helpers/vcf-text.ts";
import { snapshotMaker } from "./build.ts";

const folder = tempFolder();

describe("a codon on the genome", () => {
  it.each([
    ["ATG", "M"],
    ["TAA", "*"],
    ["TGA", "*"],
    ["TGG", "W"],
    ["CGT", "R"],
    ["AG", null],
    ["ANG", null],
  ])("%s is %s", (bases, letter) => {
    expect(aminoAcid(bases)).toBe(letter);
  });

  it.each([
    [
      "forwards",
      "cGt/cAt",
      { pos: 101, ref: "G", alt: "A" },
      { bases: "CGT", positions: [100, 101, 102] },
    ],
    [
      "backwards",
      "cGt/cAt",
      { pos: 101, ref: "C", alt: "T" },
      { bases: "CGT", positions: [102, 101, 100] },
    ],
    [
      "two bases",
      "CGt/AAt",
      { pos: 100, ref: "CG", alt: "AA" },
      { bases: "CGT", positions: [100, 101, 102] },
    ],
    [
      "two bases backwards",
      "CGt/AAt",
      { pos: 101, ref: "CG", alt: "TT" },
      { bases: "CGT", positions: [102, 101, 100] },
    ],
    ["alike on both strands", "CGt/TAt", { pos: 100, ref: "CG", alt: "TA" }, null],
    ["another base", "cGt/cAt", { pos: 101, ref: "A", alt: "T" }, null],
    ["not a codon", "cG/cA", { pos: 101, ref: "G", alt: "A" }, null],
    ["nothing", "", { pos: 101, ref: "G", alt: "A" }, null],
  ] as const)("%s", (_name, text, allele, expected) => {
    expect(codonOf(text, allele)).toEqual(expected);
  });

  it("another allele in it, refused where the reference differs or it lies outside", () => {
    const codon = { bases: "CGT", positions: [102, 101, 100] } as const;
    expect(changed(codon, { pos: 102, ref: "G", alt: "A" })).toBe("TGT");
    expect(changed(codon, { pos: 100, ref: "A", alt: "C" })).toBe("CGG");
    expect(changed(codon, { pos: 100, ref: "C", alt: "G" })).toBeNull();
    expect(changed(codon, { pos: 103, ref: "A", alt: "C" })).toBeNull();
    expect(changed(codon, { pos: 102, ref: "GA", alt: "G" })).toBeNull();
  });
});

async function snapshot(records: readonly string[], head: readonly string[] = []) {
  const dir = mkdtempSync(join(folder, "n-"));
  const path = join(dir, "c.vcf");
  const top = ["##fileformat=VCFv4.1", "##fileDate=20260226", "##reference=GRCh38", ...head];
  const columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
  writeFileSync(path, `${[...top, columns, ...records].join("\n")}\n`);
  const store = openStore(join(dir, "store"));
  const asked = { release: undefined, assembly: undefined, now: new Date(0) };
  return Snapshot.open(store.pathOf((await importClinVar(store, path, asked)).entry));
}

const record = (pos: number, change: string, significance: string, more = ""): string =>
  `1\t${pos}\t${pos}\t${change.replace(">", "\t")}\t.\t.\tGENEINFO=G1:1;CLNREVSTAT=criteria_provided,_single_submitter;CLNSIG=${significance}${more}`;
const MISSENSE = ";MC=SO:0001583|missense_variant";

describe("around an allele", () => {
  // CGT (Arg) at 100 to 102, forwards; the candidate is 101 G>A (His).
  const asked = {
    allele: { chrom: "1", pos: 101, ref: "G", alt: "A" },
    names: ["G1"],
    change: { residue: 34, from: "R", to: "H" },
    codons: "cGt/cAt",
  };

  it("PS1, PM5: the codon's missense, of this gene, germline; not itself, not synonymous", async () => {
    const clinvar = await snapshot([
      record(100, "C>A", "Pathogenic", MISSENSE),
      record(101, "G>A", "Pathogenic", MISSENSE),
      record(101, "G>C", "Likely_pathogenic", MISSENSE),
      record(101, "GT>AC", "Pathogenic", MISSENSE),
      record(102, "T>C", "Benign", ";MC=SO:0001819|synonymous_variant"),
      record(100, "C>G", "Pathogenic", MISSENSE).replace("G1:1", "G2:2"),
      record(100, "C>T", "Pathogenic", `${MISSENSE};ORIGIN=2`),
      record(103, "A>C", "Pathogenic", MISSENSE),
      // At the same base, of more than one.
      record(101, "G>GT", "Pathogenic"),
      record(101, "GT>G", "Pathogenic"),
    ]);
    const { codon, base, nearbyMissense, release } = around(clinvar, asked);
    expect(release).toBe("2026-02-26");
    expect(codon?.map((n) => [n.key, n.significance, n.stars, n.substitution?.to])).toEqual([
      ["1:100:C:A", "P", 1, "S"],
      ["1:101:G:C", "LP", 1, "P"],
      ["1:101:GT:AC", "P", 1, "H"],
    ]);
    expect(base?.map((n) => n.key)).toEqual(["1:101:G:C"]);
    expect(nearbyMissense).toEqual({ pathogenic: 4, benign: 0 });
  });

  it("a record that names no gene counts for the gene that is asked for", async () => {
    const clinvar = await snapshot([
      record(100, "C>A", "Pathogenic", MISSENSE).replace("GENEINFO=G1:1;", ""),
    ]);
    expect(around(clinvar, asked).codon?.map((n) => n.key)).toEqual(["1:100:C:A"]);
  });

  it("a release with protein changes finds the codon across an intron", async () => {
    const csq = (symbol: string, change: string): string =>
      `;CSQ=${CSQ_COLUMNS.map((name) => ({ Allele: "T", Consequence: "missense_variant", IMPACT: "MODERATE", SYMBOL: symbol, Gene: "ENSG1", Feature_type: "Transcript", Feature: "ENST1", BIOTYPE: "protein_coding", HGVSp: `ENSP1:p.${change}` })[name as string] ?? "").join("|")}`;
    const clinvar = await snapshot(
      [
        record(5000, "C>T", "Pathogenic", csq("G1", "Arg34Cys")),
        record(5001, "C>T", "Pathogenic", csq("G1", "Arg35Cys")),
        record(5002, "C>T", "Pathogenic", csq("G2", "Arg34Cys")),
      ],
      [
        `##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: ${CSQ_COLUMNS.join("|")}">`,
      ],
    );
    const { codon } = around(clinvar, { ...asked, codons: "" });
    expect(around(clinvar, { ...asked, codons: "", names: ["g1"] }).codon).toEqual(codon);
    expect(codon).toMatchObject([
      { key: "1:5000:C:T", substitution: { residue: 34, from: "R", to: "C" } },
    ]);
  });

  it("PV-08 the gene model's codon, across an intron and by the chromosome's code", async () => {
    const clinvar = await snapshot([
      record(102, "T>C", "Pathogenic", MISSENSE),
      record(5000, "G>A", "Pathogenic", MISSENSE),
      record(5001, "T>G", "Likely_pathogenic", MISSENSE),
    ]);
    // ATG split after its second base: 101, 102 and, behind an intron, 5000.
    const codon = { bases: "ATG", positions: [101, 102, 5000] } as const;
    const allele = { chrom: "1", pos: 102, ref: "T", alt: "G" };
    const change = { residue: 9, from: "M", to: "R" };
    const found = around(clinvar, { ...asked, allele, change, codons: "", codon: { ...codon } });
    expect(found.codon?.map((n) => [n.key, n.substitution?.to])).toEqual([
      ["1:102:T:C", "T"],
      ["1:5000:G:A", "I"],
    ]);
  });

  it("PV-05 P and LP with a star in some stretches, of this gene", async () => {
    const clinvar = await snapshot([
      record(100, "C>A", "Pathogenic"),
      record(101, "G>C", "Likely_pathogenic"),
      record(102, "T>C", "Benign"),
      record(110, "C>A", "Pathogenic"),
      record(200, "C>A", "Pathogenic").replace("G1:1", "G2:2"),
    ]);
    const stretches = [
      { start: 100, end: 105 },
      { start: 190, end: 300 },
    ];
    expect(pathogenicIn(clinvar, asked, stretches)).toBe(2);
    expect(pathogenicIn(clinvar, asked, [])).toBe(0);
  });

  it("what cannot be known is null, never an empty list", async () => {
    const clinvar = await snapshot([record(100, "C>A", "Pathogenic")]);
    const told = around(clinvar, { ...asked, codons: "" });
    expect(told).toMatchObject({ codon: null, nearbyMissense: null });
    expect(around(clinvar, { ...asked, change: null }).codon).toBeNull();
    expect(geneCounts(clinvar, ["G1"])).toBeNull();
  });

  it("counts of a whole gene, by any of its names", async () => {
    const clinvar = await snapshot([
      record(1, "C>A", "Pathogenic", ";MC=SO:0001587|nonsense"),
      record(2, "C>A", "Pathogenic", MISSENSE),
      record(3, "C>A", "Likely_benign", MISSENSE),
      record(4, "C>A", "Uncertain_significance", MISSENSE),
      record(5, "C>A", "Pathogenic", MISSENSE).replace(
        "criteria_provided,_single_submitter",
        "no_assertion_criteria_provided",
      ),
    ]);
    const counts = { pathogenicLof: 1, pathogenicMissense: 1, benignMissense: 1, vusMissense: 1 };
    expect(geneCounts(clinvar, ["OLD", "G1"])).toEqual(counts);
    // An alias is upper case by then: C12ORF65 for C12orf65.
    expect(geneCounts(clinvar, ["g1"])).toEqual(counts);
    expect(geneCounts(clinvar, ["G9"])?.pathogenicLof).toBe(0);
  });

  it("VCF-53: single bases of a substitution are shown, and are no match; VCF-51: an indel", async () => {
    const clinvar = await snapshot([record(100, "C>A", "Pathogenic")]);
    expect(lookUp(clinvar, { chrom: "1", pos: 100, ref: "CG", alt: "AA" })).toMatchObject({
      match: "component",
      statement: null,
      components: [{ significance: "P" }],
    });
    expect(lookUp(clinvar, { chrom: "1", pos: 100, ref: "CG", alt: "C" }).match).toBe(
      "not_left_aligned",
    );
    expect(lookUp(clinvar, { chrom: "1", pos: 100, ref: "C", alt: "G" }).match).toBe("none");
  });
});

// At the edges of the codon, of the stretch, of the gene's names: snapshots made of records, without a file to import.
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
const codonNear = (records: Records, over: Partial<NeighbourRequest> = {}): string[] | null =>
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
  ])("%s: %j", (_, entry, found) => {
    expect(codonNear([entry])).toEqual(found);
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
    expect(codonNear(records, over)).toEqual(["1:101:G:C W5S", "1:102:G:C W5C"]);
  });

  it("says class and stars, and no score", () => {
    const entry = {
      pos: 100,
      ref: "C",
      alt: "A",
      words: { significance: "Benign", review: null },
    };
    expect(around(make([entry]), HIS).codon).toEqual([
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
    expect(codonNear(records, { codon: { ...codon } })).toEqual(["1:200:C:A R34S"]);
    expect(codonNear(records, { codon: null })).toEqual(["1:100:C:A R34S"]);
    expect(codonNear(records, { codons: "" })).toBeNull();
    expect(codonNear(records, { change: null })).toBeNull();
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
    expect(codonNear(records, over)).toBeNull();
    const codon = { bases: "ATT", positions: [5000, 5001, 5002] as [number, number, number] };
    expect(codonNear(records, { ...over, codon })).toEqual(["MT:5002:T:A I9M"]);
    expect(
      codonNear(
        records.map((entry) => ({ ...entry, chrom: "1" })),
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
    expect(codonNear(records, { codons: "" })).toEqual(found);
    // One change by both ways is one neighbour.
    expect(
      codonNear([...records, { pos: 100, ref: "C", alt: "A", protein: "GENE1:p.Arg34Ser" }]),
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
  ])("%s: %j", (_, entry, count) => {
    const { base } = around(make([entry]), HIS);
    expect(base).toHaveLength(count);
    for (const one of base ?? []) expect(one.substitution).toBeNull();
  });

  it("of an indel there is none", () => {
    const stored = make([{ pos: 101, ref: "G", alt: "C" }]);
    const of = (ref: string, alt: string) =>
      around(stored, { ...HIS, allele: { ...HIS.allele, ref, alt } }).base;
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
  const count = (entry: Records[number], stretches = [{ start: 100, end: 105 }]): number =>
    pathogenicIn(make([{ ref: "C", alt: "T", ...entry }]), HIS, stretches);
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
  ])("%s: %j", (_, entry, found) => {
    expect(count(entry)).toBe(found);
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
  const stored = make([
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
    expect(geneCounts(stored, names)).toEqual({
      pathogenicLof,
      pathogenicMissense,
      benignMissense,
      vusMissense,
    });
  });

  it("are not known where the release tells no molecular consequence", () => {
    expect(geneCounts(make([{}]), ["GENE1"])).toBeNull();
  });

  it("are none, not unknown, where what it tells of has no stars or is on another chromosome", () => {
    const unstarred = { words: { review: "no_assertion_criteria_provided" } };
    for (const records of [
      [{ molecular: missense, ...unstarred }],
      [{ pos: 900, molecular: nonsense, chrom: "X", ...unstarred }, {}],
    ]) {
      expect(geneCounts(make(records), ["GENE1"])).toMatchObject({ pathogenicMissense: 0 });
      expect(around(make(records), HIS).nearbyMissense).toEqual({ pathogenic: 0, benign: 0 });
    }
  });
});
