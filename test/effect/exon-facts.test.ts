// What PVS1 rests on, of a made-up gene of five exons with a coding sequence of 200 codons.
import { describe, expect, it } from "vitest";
import { openNamer } from "../../src/effect/describe.ts";
import { exonFactsOf } from "../../src/effect/exon-facts.ts";
import { FLAG } from "../../src/effect/flags.ts";
import type { ExonFacts, InFrameChange } from "../../src/effect/types.ts";
import { idsOf } from "../../src/effect/names.ts";
import { alleleOfName } from "./names.ts";
import { readerOf, reverseBases, sliceOf, type TestTranscript } from "./slices.ts";

/** Coding bases by exon: 50 (behind 20 of the 5' UTR), 120, 100, 230, 100 (before 30 of the 3' UTR). */
const CODING = [50, 120, 100, 230, 100];
const INTRON = `GTAAGT${"TCTAC".repeat(8)}TTTCAG`;

/** Codons without a stop in their frame: GCA, CTG, AAC in turn; ATG again as the 30th; exon 3 ends in G. */
const APART = new Map([
  [0, "ATG"],
  [29, "ATG"],
  [89, "AAG"],
  [199, "TAA"],
]);
const codons = Array.from(
  { length: 200 },
  (_, i) => APART.get(i) ?? ["GCA", "CTG", "AAC"][i % 3] ?? "",
);
const cds = codons.join("");

/** Codon of the first stop. */
function stopOf(coding: string): number {
  return 1 + (coding.match(/.{3}/g)?.findIndex((c) => /TAA|TAG|TGA/.test(c)) ?? -1);
}

interface Built {
  list: TestTranscript[];
  sequence: string;
}

function build(lengths: readonly number[]): Built {
  let sequence = "C".repeat(30);
  let at = 0;
  const [exons, coding]: [number, number][][] = [[], []];
  for (const [i, length] of lengths.entries()) {
    const [before, behind] = [i === 0 ? "C".repeat(20) : "", i === 4 ? "G".repeat(30) : ""];
    const from = sequence.length + 1;
    sequence += before + cds.slice(at, at + length) + behind;
    exons?.push([from, sequence.length]);
    coding?.push([from + before.length, sequence.length - behind.length]);
    at += length;
    if (i < 4) sequence += INTRON;
  }
  sequence += "C".repeat(30);
  const complete: TestTranscript = {
    id: "whole",
    chrom: "1",
    strand: 1,
    exons: exons ?? [],
    cds: coding ?? [],
  };
  const without = (rows: [number, number][]): [number, number][] => rows.filter((_, i) => i !== 2);
  const short: TestTranscript = {
    ...complete,
    id: "short",
    exons: without(complete.exons),
    cds: without(complete.cds ?? []),
  };
  const later = (complete.cds ?? []).map(([s, e], i): [number, number] =>
    i === 0 ? [s + 30, e] : [s, e],
  );
  const open = { ...complete, id: "open", flags: FLAG.cdsEndIncomplete };
  return { list: [complete, short, { ...complete, id: "later", cds: later }, open], sequence };
}

const whole = build(CODING);
const { list } = whole;

function bothStrands({ list: plus, sequence }: Built) {
  const { length } = sequence;
  const turn = (rows: [number, number][]): [number, number][] =>
    rows.map(([s, e]) => [length + 1 - e, length + 1 - s]);
  const minus = plus.map((t) => ({
    ...t,
    strand: -1 as const,
    exons: turn(t.exons),
    cds: turn(t.cds ?? []),
  }));
  return [
    { list: plus, genome: new Map([["1", sequence]]) },
    { list: minus, genome: new Map([["1", reverseBases(sequence)]]) },
  ];
}

/** On both strands: they must agree, but for places on the genome. */
function factsOf(name: string, id = "whole", built = whole): ExonFacts {
  const [one, two] = bothStrands(built).map((strand) => {
    const namer = openNamer(sliceOf(strand.list, strand.genome), readerOf(strand.genome));
    const t = idsOf(namer.slice.names).indexOf(id);
    const allele = alleleOfName(namer, t, name);
    const standing = allele === null ? null : namer.standingOf(t, allele);
    return standing === null ? null : exonFactsOf(namer, standing);
  });
  if (one === undefined || two === undefined || one === null || two === null)
    throw new Error(`${name} is no allele of the gene`);
  expect({ ...two, codon: null }).toEqual({ ...one, codon: null });
  return one;
}

describe("exons and places", () => {
  it("lengths, coding bases, residues", () => {
    expect(factsOf("c.10A>C")).toMatchObject({
      exons: [
        { length: 70, coding: 50 },
        { length: 120, coding: 120 },
        { length: 100, coding: 100 },
        { length: 230, coding: 230 },
        { length: 130, coding: 100 },
      ],
      proteinLength: 199,
      residue: 4,
      stopCodon: null,
      decay: null,
    });
  });

  it("distance to the exon's ends and into the intron", () => {
    expect(factsOf("c.51A>C").exonEdge).toEqual({ fromStart: 0, fromEnd: 119 });
    expect(factsOf("c.50+3A>C")).toMatchObject({ exonEdge: null, intronOffset: 3 });
    expect(factsOf("c.51-7C>T").intronOffset).toBe(-7);
    // As far 3' as it goes: T stands before the bases that go and at their end.
    expect(factsOf("c.51-9_51-7del").intronOffset).toBe(-6);
  });

  it("the codon's bases on the genome, across a junction too", () => {
    const { codon } = factsOf("c.50T>A");
    const [from, to] = [list[0]?.exons[0]?.[1] ?? 0, list[0]?.exons[1]?.[0] ?? 0];
    expect(codon).toEqual({ positions: [from - 1, from, to], bases: "CTG", residue: 17 });
  });
});

describe("decay", () => {
  it.each([
    // Codon 150 lies in exon 4, the last junction behind base 500.
    ["c.448_450delinsTAA", 150, "predicted", 500 - 448],
    ["c.451_453delinsTAA", 151, "escapes", 500 - 451],
    ["c.541_543delinsTAA", 181, "escapes", 500 - 541],
    ["c.4_6delinsTAA", 2, "predicted", 500 - 4],
  ] as const)("%s", (name, stopCodon, nmd, toLastJunction) => {
    expect(factsOf(name)).toMatchObject({
      stopCodon,
      decay: { nmd, toLastJunction },
      removed: (199 - stopCodon + 1) / 199,
    });
  });

  it("of a frameshift by its own stop, counted in the changed mRNA", () => {
    const facts = factsOf("c.400del");
    const stop = stopOf(cds.slice(0, 399) + cds.slice(400));
    expect(facts.stopCodon).toBe(stop);
    expect(facts.decay?.toLastJunction).toBe(499 - (3 * stop - 2));
  });

  it("DEC-41 of a frameshift that is named in the intron, since its base stands there too", () => {
    const stop = stopOf(cds.slice(0, 269) + cds.slice(270));
    expect(factsOf("c.270+1del")).toMatchObject({
      residue: 91,
      stopCodon: stop,
      decay: { nmd: "predicted", toLastJunction: 499 - (3 * stop - 2) },
      removed: (199 - stop + 1) / 199,
      skip: { exon: 3, siteKept: true },
      milderElsewhere: false,
      exonUse: { inTranscripts: 2, of: 3 },
    });
  });

  it("DEC-41 and whether a frameshift is none at its other place", () => {
    // A copy of the acceptor with what lies before and behind it.
    expect(factsOf("c.51-6_57dup")).toMatchObject({ milderElsewhere: true });
    expect(factsOf("c.52del")).toMatchObject({ milderElsewhere: false });
  });

  it("is not judged of a transcript whose end is not known", () => {
    expect(factsOf("c.4_6delinsTAA", "open").decay).toEqual({
      nmd: "unknown",
      toLastJunction: null,
    });
  });
});

describe("skipping an exon", () => {
  it("in frame", () => {
    expect(factsOf("c.51-1G>A").skip).toEqual({
      exon: 2,
      coding: 120,
      place: "inside",
      inFrame: true,
      stopCodon: null,
      decay: null,
      removed: 40 / 199,
      noncanonical: false,
      siteKept: false,
    });
    expect(factsOf("c.170+1G>A").skip?.exon).toBe(2);
  });

  it("out of frame: the stop of the joined mRNA", () => {
    const { skip } = factsOf("c.171-2A>C");
    const stop = stopOf(cds.slice(0, 170) + cds.slice(270));
    expect(skip).toMatchObject({ exon: 3, coding: 100, place: "inside", inFrame: false });
    expect(skip?.stopCodon).toBe(stop < 1 ? null : stop);
  });

  it("of the first and the last coding exon nothing is concluded", () => {
    expect(factsOf("c.50+1G>A").skip).toMatchObject({ exon: 1, place: "start" });
    expect(factsOf("c.501-1G>A").skip).toMatchObject({ exon: 5, place: "stop" });
  });

  it("PV-03: out of frame and no stop to the end: lost is all from there on, and decay is not known", () => {
    expect(factsOf("c.271-1G>A").skip).toMatchObject({
      exon: 4,
      coding: 230,
      place: "inside",
      inFrame: false,
      stopCodon: null,
      decay: null,
      removed: (199 - 91 + 1) / 199,
    });
  });

  it("PV-04: of an exon with a part of the first or the last codon nothing is concluded", () => {
    const split = build([2, 299, 200, 97, 2]);
    expect(factsOf("c.3-1G>A", "whole", split).skip).toMatchObject({ exon: 2, place: "start" });
    expect(factsOf("c.302-1G>A", "whole", split).skip).toMatchObject({ exon: 3, place: "inside" });
    expect(factsOf("c.598+1G>A", "whole", split).skip).toMatchObject({ exon: 4, place: "stop" });
  });

  it("exons that other transcripts of the gene lack, and starts elsewhere", () => {
    expect(factsOf("c.171-2A>C")).toMatchObject({
      exonUse: { inTranscripts: 2, of: 3 },
      otherStart: true,
    });
  });
});

describe("a length change in frame", () => {
  // Residues 2 to 29 are Leu, Asn, Ala in turn; 30 is Met.
  const nine = { unit: "AsnAlaLeu", copies: 9 };
  it.each<[string, InFrameChange | null]>([
    ["c.61_69del", { residues: 3, repeat: nine }],
    ["c.61_69dup", { residues: 3, repeat: nine }],
    ["c.61_78dup", { residues: 6, repeat: nine }],
    ["c.22_27del", { residues: 2, repeat: null }],
    ["c.24_25insCATCATCAT", { residues: 3, repeat: null }],
    ["c.22_27delinsCAT", { residues: 1, repeat: null }],
    ["c.22_24delinsCAT", null],
    ["c.22_23del", null],
    ["c.22_24delinsTAACAT", null],
    ["c.1_3del", null],
    ["c.598_600del", null],
  ])("%s", (name, expected) => {
    expect(factsOf(name).inFrame).toEqual(expected);
  });
});

describe("a lost start", () => {
  it("the next methionine in frame", () => {
    expect(factsOf("c.1A>G")).toMatchObject({ nextMet: 30, residue: 1 });
    expect(factsOf("c.10A>C").nextMet).toBeNull();
  });
});
