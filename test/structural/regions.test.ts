// Which regions of a panel an event may be a candidate for.
import { expect, it } from "vitest";
import { mayCover } from "../../src/structural/index.ts";
import type { RegionHit } from "../../src/structural/types.ts";

it.each<[string, number, RegionHit["confidence"], boolean]>([
  ["as much as the panel asks for", 0.6, "green", true],
  ["a base less", 0.59999, "green", false],
  ["all of it, on a red region", 1, "red", true],
  ["all of ClinGen's, which no panel has", 1, null, false],
])("%s", (_, may, confidence, seen) => {
  const hit = { confidence, covered: { must: 0, stated: 0, may }, required: 0.6 };
  expect(mayCover(hit as unknown as RegionHit)).toBe(seen);
});
