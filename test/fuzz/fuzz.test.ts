/** A minute of changed inputs for every reader; longer by hand: `npm run fuzz`. */
import { describe, expect, it } from "vitest";
import { fuzz, MOST_RSS, outcome } from "./driver.ts";
import { makeSeeds, targetsOf } from "./targets.ts";

const targets = targetsOf(await makeSeeds());

describe.each(targets.map((target) => [target.name, target] as const))("%s", (_name, target) => {
  it("sound inputs are read", async () => {
    expect(target.seeds().length).toBeGreaterThan(0);
    for (const seed of target.seeds())
      expect(await outcome(target, target.wrap?.(seed) ?? seed)).toBe("read");
  });

  it("changed inputs are read or refused, and do no harm", async () => {
    const told = await fuzz(target, 300, 20_240_102, 1);
    const [fault] = told.faults;
    if (fault !== undefined) throw fault.error;
    expect(told.read + told.refused).toBe(300);
    // Neither everything is refused at the door, nor is everything taken.
    if (target.open !== true) expect(told.refused).toBeGreaterThan(0);
    if (target.sealed !== true) expect(told.read).toBeGreaterThan(0);
    expect(told.highestRss).toBeLessThan(2 * MOST_RSS);
  });
});
