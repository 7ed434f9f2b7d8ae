import { expect, it } from "vitest";
import { counted } from "../../src/core/counted.ts";

it.each([
  [0, "0 records"],
  [1, "1 record"],
  [2, "2 records"],
])("a count has its noun in the number that goes with it: %i", (n, text) => {
  expect(counted(n, "record")).toBe(text);
});

it("a noun of its own plural, and a verb", () => {
  expect(counted(1, "entry", "entries")).toBe("1 entry");
  expect(counted(3, "gene has", "genes have")).toBe("3 genes have");
});
