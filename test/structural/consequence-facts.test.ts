// What others worked out of published events, and what must hold of any event on any transcript.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effectsOf } from "../../src/structural/consequence/effects.ts";
import type { GenomicEvent } from "../../src/structural/types.ts";
import { sliceOf, type TestTranscript } from "../effect/slices.ts";
import { sharedData } from "../helpers/shared.ts";
import { event } from "./events.ts";
import { maneSlice } from "./mane.ts";

const NONE = { extents: [], reporting: [], promoterLength: 500 };

/** Symbols of today. */
const RENAMED: Record<string, string> = { G6PC: "G6PC1" };

describe.skipIf(sharedData === null)("186 published cases: exons and coding bases", () => {
  const path = join(sharedData ?? "", "events/cases/pheval_sv186_facts.tsv");
  const rows = sharedData === null ? [] : readFileSync(path, "utf8").trimEnd().split("\n");
  const facts = rows
    .map((line) => line.split("\t"))
    .filter(([, , , , , , type = "", , , , hit = ""]) => {
      return /^(?:DEL|DUP|INV)$/.test(type) && /^(?:coding|whole|utr_exon)$/.test(hit);
    });
  const symbolOf = (row: readonly string[]): string => RENAMED[row[2] ?? ""] ?? row[2] ?? "";
  const slice = sharedData === null ? null : maneSlice(facts.map(symbolOf));

  it("there are as many as there are", () => {
    expect(facts).toHaveLength(169);
  });

  it.each(facts.map((row) => [`${row[0] ?? ""} ${row[6] ?? ""}`, row] as const))("%s", (_, row) => {
    const [, , , , chrom = "", pos, type = "", end, , , hit, detail = ""] = row;
    const given = event(type as GenomicEvent["kind"], chrom, Number(pos) + 1, Number(end));
    const found = effectsOf(given, slice, NONE).find(({ gene }) => gene.symbol === symbolOf(row));
    if (hit === "coding") {
      const [first, last, of, bases] = JSON.parse(detail) as number[];
      expect(found).toMatchObject({ exons: { first, last, of }, codingBases: bases });
      return;
    }
    expect(found?.codingBases).toBe(hit === "whole" ? found?.codingLength : 0);
    if (hit === "utr_exon") expect(found?.exons?.first).toBe((JSON.parse(detail) as number[])[0]);
  });
});

/** On the plus strand of chromosome 1. */
const oneTranscript = (exons: TestTranscript["exons"], cds: TestTranscript["exons"]) =>
  sliceOf([{ id: "T1", chrom: "1", strand: 1, exons, cds }], new Map());

describe("at the borders", () => {
  // Coding: 50, 900, 300 and 20 bases.
  const slice = oneTranscript(
    [
      [1001, 1100],
      [2001, 2900],
      [3001, 3300],
      [4001, 4400],
    ],
    [
      [1051, 1100],
      [2001, 2900],
      [3001, 3300],
      [4001, 4020],
    ],
  );
  it.each([
    ["DEL", 2902, 2950, "exon_loss lof", "a donor's second base"],
    ["DEL", 2903, 2950, "intronic_near other", "behind it"],
    ["DEL", 950, 1010, "promoter_loss other", "the first exon has no acceptor"],
    ["DEL", 2910, 2999, "exon_loss lof", "an acceptor's first base"],
    ["DEL", 2910, 2998, "intronic_near other", "before it"],
    ["DEL", 1103, 1200, "intronic_near other", "near"],
    ["DEL", 1150, 1200, "intronic_near other", "50 bases from the exon"],
    ["DEL", 1151, 1200, "spanned none", "51 bases"],
    ["DEL", 3251, 3252, "truncating_end protein_altering", "49 bases before the last junction"],
    ["DEL", 3250, 3251, "exon_loss lof", "50 bases before it"],
    ["DEL", 3280, 4004, "truncating_end protein_altering", "into the last exon"],
    ["DEL", 501, 600, "promoter_loss other", "500 bases before the start"],
    ["DEL", 401, 500, "", "501 bases before it"],
    ["DEL", 4401, 4450, "downstream other", "behind the end"],
    ["DEL", 2001, 2126, "exon_loss protein_altering", "less than a tenth, in frame"],
    ["DEL", 2050, 2178, "exon_loss lof", "more than a tenth, in frame"],
    ["DUP", 2500, 2950, "intragenic_gain protein_altering", "one end in an exon, one in an intron"],
    ["DUP", 2500, 2549, "intragenic_gain lof", "50 bases"],
    ["INS", 2998, 2999, "intronic_near other", "before an acceptor"],
    ["INS", 2999, 3000, "coding_insertion lof", "in it"],
    ["INS", 2901, 2902, "coding_insertion lof", "in a donor"],
    ["INS", 2902, 2903, "intronic_near other", "behind it"],
    ["INS", 4020, 4021, "utr_exon other", "behind the stop"],
    ["INV", 500, 1020, "exon_inversion lof", "the first exon is parted from the rest"],
    ["INV", 4100, 5000, "utr_exon other", "behind the coding part"],
  ] as const)("%s %i-%i: %s (%s)", (...[kind, first, last, expected]) => {
    const [effect] = effectsOf(event(kind, "1", first, last), slice, NONE);
    expect(effect === undefined ? "" : `${effect.effect} ${effect.class}`).toBe(expected);
  });
});

describe("before the start codon", () => {
  // The code begins 41 bases into the second exon.
  const slice = oneTranscript(
    [
      [1001, 1100],
      [2001, 2100],
      [3001, 3100],
    ],
    [
      [2041, 2100],
      [3001, 3100],
    ],
  );
  it.each([
    [
      "the acceptor of its exon and some bases",
      1900,
      2020,
      "exon_loss lof: splice site before exon 2 of 3 deleted, no coding base",
    ],
    [
      "bases of its exon alone",
      2005,
      2020,
      "utr_exon other: part of exon 2 of 3 deleted, outside the coding part",
    ],
    [
      "the acceptor of its exon alone",
      1900,
      1999,
      "exon_loss lof: splice site before exon 2 of 3 deleted, no coding base",
    ],
    [
      "as far as 3 bases before its exon",
      1900,
      1997,
      "intronic_near other: in intron 1 of 2, 4 bases from the exon",
    ],
  ])("%s", (_, first, last, expected) => {
    const [effect] = effectsOf(event("DEL", "1", first, last), slice, NONE);
    expect(`${effect?.effect} ${effect?.class}: ${effect?.text}`).toBe(expected);
  });
});

describe("a second copy side by side: the frame by all bases that it adds (4.1)", () => {
  // Exons of 100, 100, 100, 101 and 100 bases; the code begins 40 bases into the second and ends 50 into the fourth.
  const slice = oneTranscript(
    [
      [1001, 1100],
      [2001, 2100],
      [3001, 3100],
      [4001, 4101],
      [5001, 5100],
    ],
    [
      [2041, 2100],
      [3001, 3100],
      [4001, 4050],
    ],
  );
  it.each([
    ["the start codon's exon, 100 bases", 1900, 2200, "lof", false],
    ["it and a part of the first", 1051, 2200, "protein_altering", null],
    ["it and the next, 200 bases", 1900, 3200, "lof", false],
    ["a coding exon, 100 bases", 2900, 3200, "lof", false],
    [
      "within the start codon's exon, 90 bases of which 54 are coding",
      2005,
      2094,
      "protein_altering",
      true,
    ],
    [
      "the stop codon's exon: the first copy's stop is met first",
      3900,
      4200,
      "protein_altering",
      null,
    ],
    ["the last coding exons", 2900, 4200, "protein_altering", null],
    ["as far as behind the stop", 2900, 4080, "protein_altering", null],
    ["not as far as the stop", 3900, 4040, "protein_altering", null],
  ] as const)("%s", (_, first, last, kind, inFrame) => {
    const [effect] = effectsOf(event("DUP", "1", first, last), slice, NONE);
    expect(effect).toMatchObject({ effect: "intragenic_gain", class: kind, inFrame });
  });

  it("by depth the place of the copy is not known", () => {
    const [effect] = effectsOf(event("DUP", "1", 3900, 4200, { claim: "depth" }), slice, NONE);
    expect(effect?.class).toBe("protein_altering");
  });
});

/** The end of the made chromosome: on its other strand a base stands so far from there. */
const SIZE = 10_000;

const transcripts = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 3, max: 60 }), fc.integer({ min: 1, max: 90 })), {
      minLength: 1,
      maxLength: 6,
    }),
    fc.nat(),
    fc.nat(),
  )
  .map(([parts, a, b]): TestTranscript => {
    let at = 3000;
    const exons = parts.map(([length, gap]): [number, number] => {
      const exon: [number, number] = [at, at + length - 1];
      at += length + gap;
      return exon;
    });
    const places = exons.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, i) => from + i),
    );
    const [x, y] = [a % places.length, b % places.length].toSorted((p, q) => p - q);
    const [low, high] = [places[x ?? 0] ?? 0, places[y ?? 0] ?? 0];
    const cds = exons.flatMap(([from, to]): [number, number][] =>
      from <= high && to >= low ? [[Math.max(from, low), Math.min(to, high)]] : [],
    );
    return { id: "T1", chrom: "1", strand: 1, exons, cds };
  });

const mirrored = ([from, to]: [number, number]): [number, number] => [SIZE - to, SIZE - from];

const events = fc
  .tuple(
    fc.constantFrom("DEL", "DUP", "INV", "INS", "ME", "CPX", "BND" as const),
    fc.integer({ min: 2300, max: 3900 }),
    fc.integer({ min: 0, max: 600 }),
    fc.integer({ min: 0, max: 30 }),
    fc.integer({ min: 0, max: 30 }),
    fc.constantFrom("+" as const, "-" as const),
  )
  .map(([kind, first, more, left, right, strand]): GenomicEvent => {
    const isPoint = kind === "INS" || kind === "ME" || kind === "BND";
    return event(kind, "1", first, isPoint ? first + 1 : first + more, {
      ciFirst: [-left, right],
      ciLast: isPoint ? [-left, right] : [-right, left],
      length: kind === "INS" ? more + 1 : null,
      ends: kind === "BND" ? [{ chrom: "1", pos: strand === "+" ? first : first + 1, strand }] : [],
    });
  });

function turnedRound(given: GenomicEvent): GenomicEvent {
  const [first, last] = mirrored([given.first, given.last]);
  const turned = ([low, high]: [number, number]): [number, number] => [0 - high, 0 - low];
  return {
    ...given,
    first,
    last,
    ciFirst: turned(given.ciLast),
    ciLast: turned(given.ciFirst),
    ends: given.ends.map(({ chrom, pos, strand }) => ({
      chrom,
      pos: SIZE - pos,
      strand: strand === "+" ? ("-" as const) : ("+" as const),
    })),
  };
}

const slices = (plus: TestTranscript) => {
  const minus: TestTranscript = {
    ...plus,
    strand: -1,
    exons: plus.exons.map(mirrored).reverse(),
    cds: (plus.cds ?? []).map(mirrored).reverse(),
  };
  return [sliceOf([plus], new Map()), sliceOf([minus], new Map())] as const;
};

describe("any event on any transcript", () => {
  it("does the same on the other strand", () => {
    fc.assert(
      fc.property(transcripts, events, (plus, drawn) => {
        const [one, other] = slices(plus);
        // What a breakend of no sure place is told as is chosen along the transcript.
        const exact = { ciFirst: [0, 0], ciLast: [0, 0] } satisfies Partial<GenomicEvent>;
        const given: GenomicEvent = drawn.kind === "BND" ? { ...drawn, ...exact } : drawn;
        expect(effectsOf(turnedRound(given), other, NONE)).toEqual(effectsOf(given, one, NONE));
      }),
      { numRuns: 400 },
    );
  });

  it("hits the coding bases that are in it, one by one", () => {
    fc.assert(
      fc.property(transcripts, events, (plus, given) => {
        fc.pre(given.kind === "DEL" || given.kind === "DUP");
        const exact = { ...given, ciFirst: [0, 0], ciLast: [0, 0] } satisfies GenomicEvent;
        const [effect] = effectsOf(exact, slices(plus)[0], NONE);
        let bases = 0;
        for (const [from, to] of plus.cds ?? [])
          for (let at = from; at <= to; at++) if (at >= given.first && at <= given.last) bases++;
        expect(effect?.codingBases ?? 0).toBe(bases);
        const hit = plus.exons.flatMap(([from, to], i) =>
          from <= given.last && to >= given.first ? [i + 1] : [],
        );
        expect(effect?.exons ?? null).toEqual(
          hit.length === 0 ? null : { first: hit[0], last: hit.at(-1), of: plus.exons.length },
        );
      }),
      { numRuns: 400 },
    );
  });

  it("loses no protein where no coding base and no splice site of one is in it", () => {
    fc.assert(
      fc.property(transcripts, events, (plus, given) => {
        fc.pre(given.kind === "DEL");
        const near = (plus.cds ?? []).some(
          ([from, to]) => from - 2 <= given.last + 30 && to + 2 >= given.first - 30,
        );
        fc.pre(!near);
        const [effect] = effectsOf(given, slices(plus)[0], NONE);
        expect(["other", "none", undefined]).toContain(effect?.class);
      }),
      { numRuns: 200 },
    );
  });
});
