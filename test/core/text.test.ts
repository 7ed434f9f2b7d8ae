import { expect, test } from "vitest";
import { compareKeys, compareText, withSortedKeys } from "../../src/core/text.ts";

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
