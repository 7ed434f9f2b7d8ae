import { expect, test } from "vitest";
import {
  compareKeys,
  compareText,
  withoutIdVersion,
  withSortedKeys,
  writtenNumber,
} from "../../src/core/text.ts";

test("an id without its version, and without GENCODE's count of mappings", () => {
  const ids = ["NM_007294.4", "ENST00000316623.10_2", "NM_007294", "ND1"];
  expect(ids.map(withoutIdVersion)).toEqual(["NM_007294", "ENST00000316623", "NM_007294", "ND1"]);
});

test("text is compared by code units, not by a locale", () => {
  expect(["b", "a", "B", "ä", "A", "a"].sort(compareText)).toEqual(["A", "B", "a", "a", "b", "ä"]);
});

test("entries are ordered by their keys; equal keys keep their order", () => {
  const entries: [string, number][] = [
    ["b", 1],
    ["a", 2],
    ["b", 0],
  ];
  expect(entries.sort(compareKeys)).toEqual([
    ["a", 2],
    ["b", 1],
    ["b", 0],
  ]);
  expect(
    JSON.stringify(
      withSortedKeys(
        new Map([
          ["z", 1],
          ["Z", 2],
        ]),
      ),
    ),
  ).toBe('{"Z":2,"z":1}');
});

test("a number is what files write as one", () => {
  const numbers = ["0", "-1.5", "+2", ".5", "5.", "1e-5", "1E3", "007"];
  expect(numbers.map(writtenNumber)).toEqual([0, -1.5, 2, 0.5, 5, 0.00001, 1000, 7]);
  for (const text of [
    "",
    " ",
    "0x1",
    "0b1",
    "Infinity",
    "NaN",
    " 1",
    "1\r",
    "1_000",
    "1,5",
    "1e999",
    ".",
  ])
    expect(writtenNumber(text)).toBeNull();
});
