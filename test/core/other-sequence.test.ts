// VCF-54: single records that differ are told; a wrong build is refused, however few records there are.
import { expect, it } from "vitest";
import { isOtherBuild } from "../../src/core/other-sequence.ts";

it.each([
  [0, 0, false],
  [1, 1, true],
  [1, 4, true],
  [1, 10, false],
  [1, 20, false],
  [2, 20, false],
  [2, 3, true],
  [3, 20, true],
  [1, 999, false],
  [3, 2999, true],
  [3, 3000, false],
  [10, 10_000, false],
  [11, 100_000, true],
])("%i of %i records: %s", (wrong, records, expected) => {
  expect(isOtherBuild(wrong, records)).toBe(expected);
});
