// SVR-02: the tier of a small variant over a deletion, which is the only copy there.
import { expect, it } from "vitest";
import { type Ground, tierOverDeletion } from "../../src/rank/grounds.ts";

const ground = (tier: Ground["tier"], over: Partial<Ground> = {}): Ground => ({
  tier,
  strong: false,
  altering: false,
  mismatchWorthy: false,
  demoted: false,
  flags: [],
  ...over,
});
const LOF = { strong: true, altering: true };
const PAIR = [{ kind: "small" }, { kind: "event" }] as const;

it.each([
  ["a missense over lost exons", ground(2, { altering: true }), ground(1, LOF), 1],
  ["a stop over exons that are not known", ground(1, LOF), ground(3), 1],
  ["a missense over them", ground(2, { altering: true }), ground(3), 2],
  ["a missense over an intron's part", ground(2, { altering: true }), ground(null), 2],
  ["nothing over lost exons", ground(null), ground(1, LOF), null],
] as const)("%s", (_, small, event, tier) => {
  expect(tierOverDeletion(PAIR, [small, event])).toBe(tier);
  expect(tierOverDeletion([...PAIR].toReversed(), [event, small])).toBe(tier);
});

it("two events are a pair like any other", () => {
  const two = [{ kind: "event" }, { kind: "event" }] as const;
  expect(tierOverDeletion(two, [ground(1, LOF), ground(3)])).toBe(3);
});
