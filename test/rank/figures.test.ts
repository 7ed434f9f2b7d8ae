import { expect, test } from "vitest";
import { listFor, meanGap, rankAmong, reliability, topShare } from "../../bench/rank-figures.ts";

test("a rank counts what stands above, and ties at their middle", () => {
  expect(rankAmong(5, [])).toBe(1);
  expect(rankAmong(5, [7, 6, 4])).toBe(3);
  expect(rankAmong(5, [7, 5, 5, 1])).toBe(3);
});

test("an answer that no list holds is in no top and makes the list infinite", () => {
  const ranks = [1, 2.5, 4, Number.POSITIVE_INFINITY];
  expect(topShare(ranks, 1)).toBe(25);
  expect(topShare(ranks, 3)).toBe(50);
  expect(listFor(ranks, 0.5)).toBe(3);
  expect(listFor(ranks, 0.75)).toBe(4);
  expect(listFor(ranks, 0.8)).toBe(Number.POSITIVE_INFINITY);
});

test("what is said is held against what is, tenth by tenth, cases by their weight", () => {
  const bins = reliability([
    { p: 0.05, isTrue: true, weight: 1 },
    { p: 0.2, isTrue: true, weight: 1 },
    { p: 0.24, isTrue: false, weight: 3 },
    { p: 1, isTrue: true, weight: 4 },
  ]);
  expect(bins).toEqual([
    { said: expect.closeTo(0.23), found: 0.25, weight: 4 },
    { said: 1, found: 1, weight: 4 },
  ]);
  expect(meanGap(bins)).toBeCloseTo(0.01);
  expect(meanGap([])).toBe(0);
});
