/** A file whose annotation knows other genes than the store's table. */
import { expect, it } from "vitest";
import { otherGeneSet } from "../../src/reanalysis/unnamed.ts";

it.each([
  ["none is named", 5797, 5797, true],
  ["just more than half is not", 51, 100, true],
  ["half is", 50, 100, false],
  ["a few are not", 36, 5800, false],
  ["too few genes to tell", 99, 99, false],
  ["no gene table", 0, 0, false],
])("DEC-17 %s: %i of %i", (_, unnamed, all, told) => {
  const said = otherGeneSet(unnamed, all);
  expect(said !== null).toBe(told);
  if (told) expect(said).toContain(`${unnamed} of ${all} genes`);
});
