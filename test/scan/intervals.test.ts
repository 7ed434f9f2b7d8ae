// Intervals of one chromosome: joined, and asked in order by a cursor.
import { describe, expect, it } from "vitest";
import { byChromosome, Intervals } from "../../src/scan/intervals.ts";

type Span = [start: number, end: number];
const of = (...spans: Span[]): Intervals =>
  Intervals.of(spans.map(([start, end]) => ({ start, end })));
const spansOf = ({ starts, ends }: Intervals): Span[] =>
  Array.from(starts, (start, i) => [start, ends[i] as number]);

describe("intervals are sorted and joined", () => {
  it.each<[string, Span[], Span[]]>([
    ["none", [], []],
    ["one", [[5, 9]], [[5, 9]]],
    [
      "any order",
      [
        [20, 30],
        [5, 9],
      ],
      [
        [5, 9],
        [20, 30],
      ],
    ],
    [
      "a base between",
      [
        [5, 9],
        [11, 12],
      ],
      [
        [5, 9],
        [11, 12],
      ],
    ],
    [
      "neighbours",
      [
        [5, 9],
        [10, 12],
      ],
      [[5, 12]],
    ],
    [
      "overlapping",
      [
        [5, 9],
        [9, 12],
      ],
      [[5, 12]],
    ],
    [
      "one inside the other",
      [
        [5, 30],
        [9, 12],
      ],
      [[5, 30]],
    ],
    [
      "one start, the longer first",
      [
        [5, 30],
        [5, 9],
        [31, 40],
      ],
      [[5, 40]],
    ],
    [
      "twice the same",
      [
        [5, 9],
        [5, 9],
      ],
      [[5, 9]],
    ],
    [
      "three",
      [
        [1, 4],
        [6, 9],
        [5, 5],
      ],
      [[1, 9]],
    ],
  ])("%s", (_, given, joined) => {
    expect(spansOf(of(...given))).toEqual(joined);
  });

  it("and leave what they were made of as it was", () => {
    const spans = [
      { start: 20, end: 30 },
      { start: 5, end: 9 },
    ];
    Intervals.of(spans);
    expect(spans.map(({ start }) => start)).toEqual([20, 5]);
  });
});

describe("does a stretch touch one", () => {
  it.each<[Span, boolean]>([
    [[1, 4], false],
    [[1, 5], true],
    [[5, 5], true],
    [[9, 9], true],
    [[9, 15], true],
    [[10, 19], false],
    [[10, 20], true],
    [[1, 99], true],
    [[30, 99], true],
    [[31, 99], false],
  ])("%j: %s", ([start, end], touched) => {
    expect(of([5, 9], [20, 30]).touches(start, end)).toBe(touched);
    expect(of([5, 9], [20, 30]).touchesAnywhere(start, end)).toBe(touched);
  });

  it("none touches none", () => {
    expect(of().touches(1, 99)).toBe(false);
    expect(of().touchesAnywhere(1, 99)).toBe(false);
  });

  it("in order the same interval is found again, and one that lies behind is not", () => {
    const some = of([5, 9], [20, 30]);
    expect([some.touches(5, 5), some.touches(9, 9), some.touches(10, 25)]).toEqual([
      true,
      true,
      true,
    ]);
    expect(some.touches(5, 9)).toBe(false);
    some.rewind();
    expect(some.touches(5, 9)).toBe(true);
  });

  it("anywhere: going back finds what lies behind, to its last base", () => {
    const some = of([5, 9], [20, 30], [40, 50]);
    expect(some.touches(45, 45)).toBe(true);
    expect(some.touchesAnywhere(30, 30)).toBe(true);
    expect(some.touchesAnywhere(31, 39)).toBe(false);
    expect(some.touchesAnywhere(9, 9)).toBe(true);
    expect(some.touchesAnywhere(1, 4)).toBe(false);
    expect(some.touchesAnywhere(50, 60)).toBe(true);
    expect(some.touchesAnywhere(51, 60)).toBe(false);
    expect(some.touchesAnywhere(50, 50)).toBe(true);
  });
});

it("one set for each chromosome", () => {
  const found = byChromosome([
    { chrom: "2", start: 7, end: 9 },
    { chrom: "1", start: 5, end: 6 },
    { chrom: "2", start: 1, end: 6 },
  ]);
  expect([...found].map(([chrom, one]) => [chrom, spansOf(one)])).toEqual([
    ["2", [[1, 9]]],
    ["1", [[5, 6]]],
  ]);
  expect(byChromosome([]).size).toBe(0);
});
