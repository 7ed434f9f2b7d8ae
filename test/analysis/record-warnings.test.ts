// What records give to warn of, and that nothing is told that may not be (DEC-43, DEC-49, CSQ-05, VCF-07, VCF-54, CH-10).
import { describe, expect, it } from "vitest";
import { recordWarnings } from "../../src/analysis/record-warnings.ts";
import type { Withholding } from "../../src/analysis/withheld.ts";
import type { Noted, Survivor } from "../../src/scan/types.ts";
import type { GeneToRank } from "../../src/rank/types.ts";
import { consequence, geneCase } from "../rank/build.ts";
import { resultOf } from "./build.ts";

const noted = (code: Noted["code"], text: string, chrom = "1"): Noted => ({
  code,
  text,
  chrom,
  pos: 1,
  end: 1,
  genes: [],
});
interface Given {
  pos?: number;
  ref?: string;
  alts?: string[];
  /** Of each surviving allele. */
  flags?: string[][];
  reporting?: string[];
}
const survivor = ({
  pos = 100,
  ref = "G",
  alts = ["A"],
  flags = [[]],
  reporting = [],
}: Given = {}) =>
  ({
    chrom: "1",
    pos,
    ref,
    alts,
    alleles: flags.map((own, i) => ({
      alleleIndex: i + 1,
      flags: own,
      genes: [{ consequence: { reporting: consequence("lof", { flags: reporting }) } }],
    })),
  }) as unknown as Survivor;

interface Asked {
  survivors?: Survivor[];
  notes?: Noted[];
  genes?: GeneToRank[];
  differing?: Survivor[];
  lookedUp?: Survivor[];
  reference?: { has: (chrom: string) => boolean };
  /** Keys, chromosomes and symbols of which nothing may be said. */
  secret?: string[];
}
const told = ({
  survivors = [],
  notes = [],
  secret = [],
  genes = [],
  differing = [],
  ...of
}: Asked) =>
  recordWarnings(
    resultOf({ survivors, noted: notes }),
    { genes, differing, lookedUp: of.lookedUp ?? [], reference: of.reference ?? null },
    {
      maySay: (key: string) => !secret.includes(key),
      maySayOf: ({ chrom }: { chrom: string }) => !secret.includes(chrom),
      maySayGene: ({ gene }: GeneToRank) => !secret.includes(gene.symbol),
    } as unknown as Withholding,
  ).map(({ code, facts }) => [code, facts]);

it("nothing was scanned, or nothing is odd: none", () => {
  const none = { genes: [], differing: [], lookedUp: [], reference: null };
  expect(recordWarnings(null, none, {} as Withholding)).toEqual([]);
  expect(told({ survivors: [survivor()], genes: [geneCase()], lookedUp: [survivor()] })).toEqual(
    [],
  );
});

describe("what the scan noted", () => {
  it("unknown terms each once, by name", () => {
    const notes = ["b", "a", "b"].map((term) => noted("unknown_consequence", term));
    expect(told({ notes })).toEqual([
      ["unknown_consequence", { term: "a" }],
      ["unknown_consequence", { term: "b" }],
    ]);
  });

  it.each(["contradicted_impact", "info_key_twice", "prediction_unread"] as const)(
    "%s once, with the first example that may be told",
    (code) => {
      const notes = [noted(code, "x", "2"), noted(code, "y"), noted(code, "z")];
      expect(told({ notes })).toEqual([[code, { example: "x" }]]);
      expect(told({ notes, secret: ["2"] })).toEqual([[code, { example: "y" }]]);
      expect(told({ notes, secret: ["1", "2"] })).toEqual([]);
    },
  );

  it("common pathogenic alleles each, by place and by allele", () => {
    const notes = [
      noted("common_pathogenic", "1:5:G:A"),
      noted("common_pathogenic", "2:5:G:A", "2"),
    ];
    const [one, two] = ["1:5:G:A", "2:5:G:A"].map((variant) => ["common_pathogenic", { variant }]);
    expect(told({ notes })).toEqual([one, two]);
    expect(told({ notes, secret: ["2"] })).toEqual([one]);
    expect(told({ notes, secret: ["1:5:G:A"] })).toEqual([two]);
  });
});

describe("what survivors give", () => {
  it("DEC-43 ambiguous annotation: how many, and the first", () => {
    const flagged = survivor({
      alts: ["A", "T", "C"],
      flags: [[], ["annotation_ambiguous"], ["annotation_ambiguous"]],
    });
    const facts = (variants: number, example: string) => [
      ["annotation_ambiguous", { variants, example }],
    ];
    expect(told({ survivors: [survivor(), flagged] }).slice(0, 1)).toEqual(facts(2, "1:100:G:T"));
    expect(told({ survivors: [flagged], secret: ["1:100:G:T"] })).toEqual(facts(1, "1:100:G:C"));
    expect(told({ survivors: [flagged], secret: ["1:100:G:T", "1:100:G:C"] })).toEqual([]);
  });

  it("one allele in several records, in its shortest form, once", () => {
    const long = survivor({ pos: 99, ref: "CG", alts: ["CA"] });
    const again = [["in_several_records", { variant: "1:100:G:A" }]];
    expect(told({ survivors: [survivor(), long] })).toEqual(again);
    expect(told({ survivors: [survivor(), long, survivor()] })).toEqual(again);
    expect(told({ survivors: [survivor(), survivor({ alts: ["T"] })] })).toEqual([]);
    expect(told({ survivors: [survivor(), long], secret: ["1:99:CG:CA"] })).toEqual([]);
  });

  it("VCF-54: a reference that lacks chromosomes, by those that may be told of", () => {
    const survivors = [
      { ...survivor(), chrom: "X" },
      { ...survivor(), chrom: "2" },
    ];
    const reference = { has: (chrom: string): boolean => chrom === "1" };
    const lacks = (...chromosomes: string[]) => [["reference_lacks", { chromosomes }]];
    expect(told({ survivors, reference })).toEqual(lacks("2", "X"));
    expect(told({ survivors, reference, secret: ["X:100:G:A"] })).toEqual(lacks("2"));
    expect(told({ survivors: [survivor()], reference })).toEqual([]);
    expect(told({ survivors })).toEqual([]);
  });

  it.each([
    ["G", false],
    ["gatcn", false],
    ["GR", true],
    ["Y", true],
  ])("VCF-07 REF %s has other codes: %s", (ref, odd) => {
    expect(told({ survivors: [survivor({ ref })] })).toEqual(
      odd ? [["ref_codes", { place: "1:100", ref }]] : [],
    );
  });

  it("VCF-54 REF that differs: by the reference, or by transcripts; the first of so many", () => {
    const [one, other] = [survivor({ pos: 5 }), survivor({ pos: 6 })];
    const byTranscript = survivor({ pos: 7, reporting: ["reference_differs"] });
    const facts = (records: number, of: number, example: string) => [
      ["ref_differs", { records, of, example }],
    ];
    expect(told({ survivors: [one, other], differing: [other] })).toEqual(facts(1, 2, "1:6 G"));
    expect(told({ survivors: [one, byTranscript] })).toEqual(facts(1, 2, "1:7 G"));
    expect(told({ survivors: [one, other, byTranscript], differing: [one] })).toEqual(
      facts(2, 3, "1:5 G"),
    );
    expect(told({ survivors: [one], differing: [other] })).toEqual([]);
    const long = survivor({ ref: "G".repeat(30), alts: ["A"] });
    expect(told({ survivors: [long], differing: [long] })).toEqual(
      facts(1, 1, `1:100 ${"G".repeat(20)}`),
    );
  });

  it("frequencies in doubt: each field once, by name", () => {
    const lookedUp = [
      survivor({ flags: [["frequency_unread:b:c", "af_exome_only"]] }),
      survivor({ flags: [["frequency_ambiguous:a", "frequency_unread:b:c"]] }),
    ];
    expect(told({ lookedUp })).toEqual([
      ["frequency_ambiguous", { field: "a" }],
      ["frequency_unread", { field: "b:c" }],
    ]);
    expect(told({ lookedUp, secret: ["1:100:G:A"] })).toEqual([]);
    expect(told({ survivors: lookedUp }).filter(([code]) => code === "frequency_unread")).toEqual(
      [],
    );
  });
});

it("CH-10 genes of which not all alleles are paired", () => {
  const genes = [
    geneCase({ symbol: "A", geneFlags: ["alleles_not_paired:3", "gene_noise"] }),
    geneCase({ symbol: "B", geneFlags: ["alleles_not_paired:1"] }),
    geneCase({ symbol: "C", geneFlags: ["alleles_not_paired_x:1"] }),
  ];
  const [a, b] = [
    ["not_paired", { alleles: 3, gene: "A" }],
    ["not_paired", { alleles: 1, gene: "B" }],
  ];
  expect(told({ genes })).toEqual([a, b]);
  expect(told({ genes, secret: ["A"] })).toEqual([b]);
});
