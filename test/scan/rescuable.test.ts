// Alleles known before the scan: by position with a cursor, and exactly (CV-07, DEC-54).
import { describe, expect, it } from "vitest";
import {
  KnownAlleles,
  knownOf,
  rescuableByChromosome,
  splicedByChromosome,
} from "../../src/scan/rescuable.ts";
import type { AlleleAt } from "../../src/scan/types.ts";
import type { PlacedAlleles } from "../../src/vcf/types.ts";
import { clinvar } from "../rank/build.ts";

const placed = (chrom: string, ...known: [pos: number, allele: string][]): PlacedAlleles => ({
  chrom,
  positions: Int32Array.from(known, ([pos]) => pos),
  alleles: known.map(([, allele]) => allele).join("\n"),
});
const of = (...known: [pos: number, allele: string][]): KnownAlleles<number> =>
  new KnownAlleles(placed("1", ...known), (i) => i);
const some = (): KnownAlleles<number> =>
  of([10, "G>A"], [20, "C>T"], [20, "C>G"], [20, "C>T"], [30, "GT>G"]);

describe("a known position in a stretch", () => {
  it.each([
    [1, 9, false],
    [1, 10, true],
    [10, 10, true],
    [11, 19, false],
    [11, 20, true],
    [30, 99, true],
    [31, 99, false],
    [1, 99, true],
  ])("%i to %i: %s", (start, end, touched) => {
    expect(some().touches(start, end)).toBe(touched);
  });

  it("is looked for onwards, until it is rewound", () => {
    const known = some();
    expect([known.touches(10, 10), known.touches(10, 11), known.touches(25, 29)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(known.touches(10, 20)).toBe(false);
    known.rewind();
    expect(known.touches(10, 20)).toBe(true);
    expect(of().touches(1, 99)).toBe(false);
  });
});

describe("exactly this allele", () => {
  it.each<[number, string, string, number[]]>([
    [10, "G", "A", [0]],
    [10, "A", "G", []],
    [10, "G", "T", []],
    [9, "G", "A", []],
    [11, "G", "A", []],
    [31, "G", "A", []],
    [20, "C", "G", [2]],
    [20, "C", "T", [1, 3]],
    [30, "GT", "G", [4]],
  ])("%i %s>%s: %j", (pos, ref, alt, found) => {
    expect(some().find(pos, ref, alt)).toEqual(found);
  });

  it("of which nothing is known any more", () => {
    const known = new KnownAlleles(placed("1", [10, "G>A"], [10, "G>A"]), (i) =>
      i === 0 ? undefined : "second",
    );
    expect(known.find(10, "G", "A")).toEqual(["second"]);
    expect(of().find(10, "G", "A")).toEqual([]);
  });

  const at = (over: Partial<AlleleAt> = {}, pos = 8, ref = "AGG", alts = ["T", "AGA"]): AlleleAt =>
    ({ record: { pos, ref, alts }, alleleIndex: 2, chrom: "1", ...over }) as unknown as AlleleAt;
  it.each<[string, AlleleAt, number[]]>([
    ["in its shortest form", at(), [0]],
    ["another ALT of the record", at({ alleleIndex: 1 }), []],
    ["another chromosome", at({ chrom: "2" }), []],
    ["no chromosome", at({ chrom: null }), []],
  ])("of a record: %s", (_, asked, found) => {
    expect(knownOf(asked, new Map([["1", some()]]))).toEqual(found);
  });
});

describe("by chromosome", () => {
  const G_A = (chrom: string) => placed(chrom, [10, "G>A"]);
  it("statements by which an allele can be rescued, by their number", () => {
    const statements = [clinvar("P", 1), clinvar("LP", 2)];
    const known = rescuableByChromosome({
      chromosomes: [
        { ...G_A("1"), statements: Uint32Array.of(1) },
        { ...G_A("X"), statements: Uint32Array.of(0) },
      ],
      statements,
    });
    expect([...known.keys()]).toEqual(["1", "X"]);
    expect(known.get("1")?.find(10, "G", "A")).toEqual([statements[1]]);
    expect(known.get("X")?.find(10, "G", "A")).toEqual([statements[0]]);
    expect(rescuableByChromosome(undefined).size).toBe(0);
  });

  it("scores of splice predictions, one of 0 among them", () => {
    const known = splicedByChromosome([
      { ...placed("2", [10, "G>A"], [10, "G>T"]), scores: Float64Array.of(0.8, 0) },
    ]);
    expect([...known.keys()]).toEqual(["2"]);
    expect(known.get("2")?.find(10, "G", "A")).toEqual([0.8]);
    expect(known.get("2")?.find(10, "G", "T")).toEqual([0]);
    expect(splicedByChromosome(undefined).size).toBe(0);
  });
});
