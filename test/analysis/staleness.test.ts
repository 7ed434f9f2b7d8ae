// CV-12: from 91 days on a note, from 366 days on a warning.
import { expect, it } from "vitest";
import { staleness, type Classifications } from "../../src/analysis/lookups/classifications.ts";

const known = {
  clinvar: { head: { release: "2025-01-01", source: "ClinVar" } },
} as unknown as Classifications;
const DAY = 86_400_000;

it.each([
  [90, null],
  [91, false],
  [365, false],
  [366, true],
])("%i days old", (days, warning) => {
  const told = staleness(known, new Date(Date.parse("2025-01-01") + days * DAY));
  if (warning === null) expect(told).toBeNull();
  else
    expect(told).toMatchObject({
      warning,
      text: expect.stringContaining(`${days} days`) as string,
    });
});

it("no release, nothing to say", () => {
  expect(staleness({ ...known, clinvar: null }, new Date())).toBeNull();
});
