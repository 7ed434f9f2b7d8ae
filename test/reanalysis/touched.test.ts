// What tells, without reading a variant, whether new knowledge concerns a case; and what tells two answers apart.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameValue } from "../../src/reanalysis/events/same-value.ts";
import { canonicalJson } from "../../src/core/canonical.ts";
import { holdsAny } from "../../src/reanalysis/events/touched.ts";

const listOf = (names: readonly string[]): string => `\n${[...new Set(names)].sort().join("\n")}\n`;
const name = fc.stringMatching(/^[A-Z0-9-]{1,6}$/);

describe("holdsAny: a name of a sorted list", () => {
  it.each([
    ["none listed", [], ["A"], false],
    ["the only one", ["A"], ["A"], true],
    ["first", ["A", "B", "C"], ["A"], true],
    ["last", ["A", "B", "C"], ["Z", "C"], true],
    ["part of a name", ["ABC", "BCD"], ["AB", "BC", "CD", "D"], false],
    ["any gene may be meant", ["*", "A"], ["Z"], true],
    ["nothing is asked", ["A"], [], false],
  ])("%s", (_, listed, asked, found) => {
    expect(holdsAny(listOf(listed), new Set(asked))).toBe(found);
  });

  it("as a plain look through all names", () => {
    fc.assert(
      fc.property(fc.array(name), fc.array(name, { maxLength: 5 }), (listed, asked) => {
        const plain = asked.some((one) => listed.includes(one));
        expect(holdsAny(listOf(listed), new Set(asked))).toBe(plain);
      }),
    );
  });
});

describe("sameValue: as two canonical texts", () => {
  it.each<[string, unknown, unknown, boolean]>([
    ["fields in another order", { a: 1, b: 2 }, { b: 2, a: 1 }, true],
    ["a field that says nothing", { a: 1, b: undefined }, { a: 1 }, true],
    ["null is something", { a: null }, {}, false],
    ["what JSON makes null", { a: Number.POSITIVE_INFINITY }, { a: null }, true],
    ["a list is no object", [], {}, false],
    ["order of a list", [1, 2], [2, 1], false],
    ["-0", 0, -0, true],
  ])("%s", (_, a, b, same) => {
    expect([sameValue(a, b), sameValue(b, a)]).toEqual([same, same]);
  });

  it("any values", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(sameValue(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
        expect(sameValue(a, structuredClone(a))).toBe(true);
      }),
    );
  });

  it("fields that do not count, at any depth", () => {
    const [old, young] = [1, 2].map((release) => ({ x: [{ release, y: 3 }], release }));
    expect(sameValue(old, young)).toBe(false);
    expect(sameValue(old, young, new Set(["release"]))).toBe(true);
  });
});
