import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { effectsOf } from "../../src/structural/consequence/effects.ts";
import { eligibilityOf } from "../../src/structural/population/gates.ts";
import { populationRecord } from "../../src/structural/population/of-source.ts";
import { ownFrequencies } from "../../src/structural/population/own-fields.ts";
import { rarityOf } from "../../src/structural/population/rarity.ts";
import type {
  GenomicEvent,
  PopulationAnswer,
  PopulationEvent,
} from "../../src/structural/types.ts";
import { event } from "./events.ts";
import { maneSlice, maneTable } from "./mane.ts";

const figures = (frequency: number | null, more: object = {}) => ({
  frequency: [frequency],
  homozygotes: null,
  hemizygotes: null,
  alleleNumber: null,
  states: null,
  ...more,
});

const known = (
  type: string,
  [chrom, pos, end]: [string, number, number],
  frequency: number | null,
  more: { id?: string; filters?: string; length?: number; [count: string]: unknown } = {},
): PopulationEvent[] => {
  const { id = ".", filters = "PASS", length, ...counts } = more;
  const info = `END=${end}${length === undefined ? "" : `;SVLEN=${length}`}`;
  const text = [chrom, pos, id, "N", type, ".", filters, info].join("\t");
  return populationRecord(text, "GRCh38", figures(frequency, counts));
};

const answer = (events: PopulationEvent[] | null, given: Partial<PopulationAnswer> = {}) => ({
  source: "gnomAD-SV",
  holds: ["DEL", "DUP", "INV"] as const,
  events,
  why: "",
  ...given,
});

const rarity = (given: GenomicEvent, ...events: PopulationEvent[][]) =>
  rarityOf(given, [answer(events.flat())], [], null);

describe("a match", () => {
  test("case 44: of two, the more frequent counts, and both are told (SVF-01)", () => {
    const own = event("DUP", "1", 1001, 2000);
    const found = rarity(
      own,
      known("<DUP>", ["1", 1100, 2100], 8e-6),
      known("<DUP>", ["1", 800, 1900], 0.704, { id: "gnomAD-SV_DUP_1" }),
      known("<DEL>", ["1", 1000, 2000], 0.9),
    );
    expect(found).toMatchObject({ assessed: true, frequency: 0.704, nearMisses: [] });
    expect(found.matches.map(({ frequency, id }) => [frequency, id])).toEqual([
      [0.704, "gnomAD-SV_DUP_1"],
      [8e-6, null],
    ]);
    expect(found.matches[1]?.overlap).toBeCloseTo(0.9, 3);
  });

  test("case 45: copy-number states are summed below two, and above", () => {
    const af = [0.09479, 0.270108, 0.349762, 0.177452, 0.083632];
    const site = (alt: string, chrom = "1"): string =>
      `${chrom}\t46000\tm1\tN\t${alt}\t.\tMULTIALLELIC\tEND=111250;SVTYPE=MCNV`;
    const type = "<CN=0>,<CN=1>,<CN=2>,<CN=3>,<CN=4>";
    const older = { ...figures(0), frequency: af };
    const [loss, gain] = populationRecord(site(type), "GRCh37", older);
    expect(loss).toMatchObject({ kind: "DEL", id: "m1", first: 46_001, last: 111_250 });
    expect(loss?.frequency).toBeCloseTo(0.364898, 6);
    expect(gain?.kind).toBe("DUP");
    expect(gain?.frequency).toBeCloseTo(0.261084, 6);
    // As gnomAD 4 writes them; on X what is usual is not the same for everybody.
    const newer = figures(0, { states: [0, 0.1, 0.9] });
    expect(populationRecord(site("<CNV>"), "GRCh38", newer)).toMatchObject([
      { kind: "DEL", frequency: 0.1 },
    ]);
    expect(populationRecord(site(type, "X"), "GRCh37", older)).toEqual([]);
    // Of one allele, as the 1000 Genomes write them.
    const alleles = { ...figures(0), frequency: [0.1, 0.2] };
    expect(populationRecord(site("<CN0>,<CN2>"), "GRCh37", alleles)).toMatchObject([
      { kind: "DEL", frequency: 0.1 },
      { kind: "DUP", frequency: 0.2 },
    ]);
  });

  test("a breakend, by both of its ends", () => {
    const own = event("BND", "1", 10_642, 10_643, {
      ends: [
        { chrom: "1", pos: 10_642, strand: "-" },
        { chrom: "15", pos: 10_700, strand: "-" },
      ],
    });
    const bnd = (pos2: number) => {
      const info = `END=10643;SVTYPE=BND;CHR2=15;POS2=${pos2};END2=${pos2};STRANDS=--`;
      const text = `1\t10642\tb\tN\t<BND>\t.\tPASS\t${info}`;
      return populationRecord(text, "GRCh37", figures(0.02));
    };
    expect(rarity(own, bnd(10_750))).toMatchObject({ assessed: true, frequency: 0.02 });
    expect(rarity(own, bnd(99_750))).toMatchObject({ assessed: false, frequency: null });
  });

  test("case 83: an element within 200 bases, of the same family", () => {
    const own = event("ME", "2", 5000, 5001, { inserted: "ALU", length: 280 });
    expect(
      rarity(own, known("<INS:ME:ALU>", ["2", 5050, 5051], 0.3, { length: 281 })),
    ).toMatchObject({
      assessed: true,
      frequency: 0.3,
    });
    expect(rarity(own, known("<INS:ME:ALU>", ["2", 5300, 5301], 0.3))).toMatchObject({
      assessed: false,
      frequency: null,
    });
  });

  test("a failed filter, or few alleles: shown, and no reason to drop (SVF-03)", () => {
    const own = event("DEL", "1", 1001, 2000);
    const found = rarity(
      own,
      known("<DEL>", ["1", 1000, 2000], 0.4, { filters: "UNRESOLVED" }),
      known("<DEL>", ["1", 1000, 2000], 0.3, { alleleNumber: 400 }),
      known("<DEL>", ["1", 1000, 2000], 0.002, { alleleNumber: 20_000, homozygotes: 2 }),
    );
    expect(found).toMatchObject({ frequency: 0.002, homozygotes: 2 });
    expect(found.matches.map(({ counts, why }) => [counts, why])).toEqual([
      [false, "failed the source's filter: UNRESOLVED"],
      [false, "only 400 alleles were called there"],
      [true, null],
    ]);
  });
});

describe("absent, or not assessed (DEC-25)", () => {
  test("a source that has the event, with figures that do not count, does not say that it is absent", () => {
    const loss = event("DEL", "1", 1001, 2000);
    for (const figure of [{ filters: "UNRESOLVED" }, { alleleNumber: 400 }]) {
      const its = known("<DEL>", ["1", 1000, 2000], 0.25, figure);
      expect(rarity(loss, its)).toMatchObject({ assessed: false, frequency: null });
      const other = answer([], { source: "1000 Genomes" });
      const both = rarityOf(loss, [answer(its), other], [], null);
      expect(both).toMatchObject({ assessed: true, frequency: null });
    }
    const blank = known("<DEL>", ["1", 1000, 2000], null);
    expect(rarity(loss, blank)).toMatchObject({ assessed: false, frequency: null });
  });

  test("a kind that the source does not hold, no source, one that could not be asked", () => {
    const loss = event("DEL", "1", 1001, 2000);
    const rest = { frequency: null, matches: [], nearMisses: [] };
    expect(rarity(loss)).toMatchObject({ assessed: true, ...rest });
    expect(rarityOf(loss, [], [], null)).toMatchObject({ assessed: false, ...rest });
    expect(rarityOf(loss, [answer(null)], [], null)).toMatchObject({ assessed: false, ...rest });
    for (const kind of ["BND", "CPX", "INS", "ME"] as const)
      expect(rarity(event(kind, "1", 1001, 1002)).assessed).toBe(false);
    const holds = ["INS"] as const;
    const inserted = event("INS", "1", 1001, 1002);
    expect(rarityOf(inserted, [answer([], { holds })], [], null).assessed).toBe(true);
  });
});

describe.skipIf(maneTable === null)("what is hit must be the same", () => {
  const slice = maneTable === null ? null : maneSlice(["DMD", "SMN1"]);
  const judge = (own: GenomicEvent, ...events: PopulationEvent[][]) => {
    const genes = { extents: [], reporting: [], promoterLength: 500 };
    return rarityOf(own, [answer(events.flat())], effectsOf(own, slice, genes), slice);
  };

  test("case 43: a small loss in a large common one is another event (SVF-02)", () => {
    const own = event("DEL", "X", 31_968_339, 31_968_538);
    const found = judge(own, known("<DEL>", ["X", 31_900_000, 32_080_000], 0.5));
    expect(found).toMatchObject({ assessed: true, frequency: null, matches: [] });
    expect(found.nearMisses).toMatchObject([
      { frequency: 0.5, counts: false, why: "it overlaps, but is a different event" },
    ]);
  });

  test("one that overlaps by more than half and leaves an exon is another event", () => {
    // Exons 45 to 47, of which the common one leaves exon 45.
    const own = event("DEL", "X", 31_929_000, 31_970_000);
    const found = judge(
      own,
      known("<DEL>", ["X", 31_920_000, 31_960_000], 0.1),
      known("<DEL>", ["X", 31_928_000, 31_969_000], 1e-5),
    );
    expect(found).toMatchObject({ frequency: 1e-5 });
    expect(found.nearMisses).toMatchObject([
      { frequency: 0.1, why: "it does not affect some coding bases that this one does" },
    ]);
  });

  test("of a whole gene it is enough that a larger one has all of it", () => {
    const own = event("DEL", "5", 70_920_000, 70_960_000);
    expect(judge(own, known("<DEL>", ["5", 70_000_000, 72_000_000], 0.02)).frequency).toBe(0.02);
    // The gene, but 80 % or less of the event, and far more besides.
    const larger = { ...own, last: 70_960_000 + 8_000 };
    expect(judge(larger, known("<DEL>", ["5", 70_000_000, 70_960_000], 0.02)).frequency).toBe(0.02);
    const much = { ...own, last: 70_960_000 + 20_000 };
    expect(judge(much, known("<DEL>", ["5", 70_000_000, 70_960_000], 0.02)).frequency).toBeNull();
  });
});

describe("what the file brings (SVF-04)", () => {
  const read = ownFrequencies([
    "END",
    "1000GAF",
    "left_1000GAF",
    "clinical_genomics_loqusFrq",
    "FRQ",
  ]);

  test("a tag that is written, one that is not, and those that are shown alone", () => {
    expect(read(new Map([["1000GAF", "0.6713,0.5"]]))).toEqual([
      expect.objectContaining({ source: "1000 Genomes", frequency: 0.6713, counts: true }),
    ]);
    expect(read(new Map([["left_1000GAF", "0.001"]]))).toMatchObject([
      { source: "1000 Genomes", frequency: null, counts: true },
      { source: "1000 Genomes", frequency: 0.001, counts: false, why: "of one end alone" },
    ]);
    const own = new Map([
      ["clinical_genomics_loqusFrq", "0.02"],
      ["FRQ", "0.1"],
    ]);
    expect(read(own).map(({ source, counts }) => [source, counts])).toEqual([
      ["1000 Genomes", true],
      ["loqusdb", false],
      ["svdb", false],
    ]);
    expect(ownFrequencies(["END"])(new Map())).toEqual([]);
  });

  test("tags of small variants are no search for events", () => {
    for (const key of ["GNOMADAF", "gnomAD_AF", "gnomad_af"])
      expect(ownFrequencies([key])(new Map([[key, "0.1"]])), key).toEqual([]);
    const own = ["gnomad_svAF", "1000GAF"];
    expect(ownFrequencies(own)(new Map()).map(({ frequency }) => frequency)).toEqual([null, null]);
    // In a file of small variants their lack says nothing of an event; what stands in its own record does.
    expect(ownFrequencies(own, true)(new Map())).toEqual([]);
    expect(ownFrequencies(own, true)(new Map([["gnomad_svAF", "0.2"]]))).toMatchObject([
      { source: "gnomAD-SV", frequency: 0.2 },
    ]);
  });

  test("it counts as a source's does", () => {
    const frequencies = read(new Map([["1000GAF", "0.6713"]]));
    const common = event("DEL", "6", 4_050_242, 4_050_560, { frequencies });
    expect(rarityOf(common, [], [], null)).toMatchObject({ assessed: true, frequency: 0.6713 });
    const none = event("DEL", "6", 1, 100, { frequencies: read(new Map()) });
    expect(rarityOf(none, [], [], null)).toMatchObject({ assessed: true, frequency: null });
    const inserted = event("INS", "6", 1, 2, { frequencies: read(new Map()) });
    expect(rarityOf(inserted, [], [], null).assessed).toBe(false);
  });
});

test("limits: of losses, of gains, of recessive models, of homozygotes (SVF-05)", () => {
  const eligible = (kind: "DEL" | "DUP", frequency: number, more: Record<string, number> = {}) =>
    eligibilityOf(
      event(kind, "1", 1001, 2000),
      rarity(event(kind, "1", 1001, 2000), known(`<${kind}>`, ["1", 1000, 2000], frequency, more)),
      DEFAULT_POLICY,
    );
  expect(eligible("DEL", 0.001)).toEqual({
    dominant: true,
    recessive: true,
    manyHomozygotes: false,
  });
  expect(eligible("DEL", 0.0011)).toMatchObject({ dominant: false, recessive: true });
  expect(eligible("DUP", 0.0011)).toMatchObject({ dominant: true, recessive: true });
  expect(eligible("DUP", 0.011)).toMatchObject({ dominant: false, recessive: false });
  // 10 of the alleles that the policy names, and as great a share of a source's own.
  const many = (homozygotes: number, alleleNumber: number): boolean =>
    eligible("DEL", 0.0001, { homozygotes, alleleNumber }).manyHomozygotes;
  expect([4, 5].map((count) => many(count, 126_092))).toEqual([false, true]);
  const { homozygotesPerAlleleNumber: per } = DEFAULT_POLICY.frequency;
  expect([20, 21].map((count) => many(count, 2 * per))).toEqual([false, true]);
});
