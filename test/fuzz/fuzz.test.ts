/** A minute of changed inputs for every reader; longer by hand: `npm run fuzz`. */
import { describe, expect, it } from "vitest";
import { fuzz, MOST_RSS, outcome } from "./driver.ts";
import { commandTargets } from "./commands.ts";
import { makeSeeds, targetsOf } from "./targets.ts";

const readers = targetsOf(await makeSeeds()).map((target) => [target.name, target, 300] as const);
// A whole command takes a hundred times as long as a reader.
const commands = (await commandTargets()).map((target) => [target.name, target, 20] as const);

describe.each([...readers, ...commands])("%s", (_name, target, count) => {
  it("sound inputs are read", async () => {
    expect(target.seeds().length).toBeGreaterThan(0);
    for (const [i, seed] of target.seeds().entries())
      expect(await outcome(target, target.wrap?.(seed) ?? seed, i)).toBe("read");
  });

  it("changed inputs are read or refused, and do no harm", async () => {
    const told = await fuzz(target, count, 20_240_102, 1);
    const [fault] = told.faults;
    if (fault !== undefined) throw fault.error;
    expect(told.read + told.refused).toBe(count);
    // Neither everything is refused at the door, nor is everything taken.
    if (target.open !== true && count > 100) expect(told.refused).toBeGreaterThan(0);
    if (target.sealed !== true && count > 100) expect(told.read).toBeGreaterThan(0);
    expect(told.highestRss).toBeLessThan(2 * MOST_RSS);
  });
});
