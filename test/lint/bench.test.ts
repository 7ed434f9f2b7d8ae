// What `npm run bench -- --against` calls "no slower": the interval of a median, whatever the distribution.
import { describe, expect, it } from "vitest";

interface Interval {
  median: number;
  low: number;
  high: number;
  coverage: number;
}
const { medianInterval } = (await import(
  new URL("../../bench/measure.mjs", import.meta.url).href
)) as { medianInterval: (numbers: number[]) => Interval };

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe("interval of the median", () => {
  it.each([
    // n, the k-th from both ends, its coverage: tables of the sign test.
    [5, 1, 0.9375],
    [6, 1, 0.96875],
    [9, 2, 0.9609],
    [15, 4, 0.9648],
    [16, 4, 0.9787],
    [25, 8, 0.9567],
  ])("of %i values: the %ith from both ends", (n, k, coverage) => {
    const found = medianInterval(upTo(n).reverse());
    expect(found).toMatchObject({ median: (n + 1) / 2, low: k, high: n + 1 - k });
    expect(found.coverage).toBeCloseTo(coverage, 4);
  });

  it("of one value", () => {
    expect(medianInterval([3])).toEqual({ median: 3, low: 3, high: 3, coverage: 0 });
  });
});
