/** What a parent has near an event of the child, though not the same one (SVH-09). */
import { describe, expect, it } from "vitest";
import { withParentsOwn } from "../../src/structural/index.ts";
import type { EventCall, GenomicEvent } from "../../src/structural/types.ts";
import { call, event } from "./events.ts";

const FAMILY = {
  people: [
    { father: 1, mother: 2 },
    { father: null, mother: null },
    { father: null, mother: null },
  ],
  proband: 0,
};
const reference: EventCall = { ...call(false), state: "reference" };
const ofChild = [call(true), reference, reference];
const ofMother = [reference, reference, call(true)];
type Kind = GenomicEvent["kind"];

const own = (kind: Kind, first: number, last: number, more: Partial<GenomicEvent> = {}) =>
  event(kind, "2", first, last, { calls: ofChild, ...more });
const hers = (kind: Kind, first: number, last: number, more: Partial<GenomicEvent> = {}) =>
  event(kind, "2", first, last, { calls: ofMother, ...more });

/** Father's and mother's call of the child's event; `+`: with the flag. */
function told(child: GenomicEvent, ...others: GenomicEvent[]): string {
  const all = [child, ...others].toSorted((a, b) => a.first - b.first);
  const [one] = withParentsOwn([{ event: child }], all, FAMILY);
  const words = one?.event.calls.slice(1).map((of) => `${of?.state}${of?.flags.length ? "+" : ""}`);
  return words?.join(" ") ?? "";
}

const bnd = (pos: number, far: number, strand: "+" | "-", chrom = "9"): Partial<GenomicEvent> => ({
  ends: [
    { chrom: "2", pos, strand },
    { chrom, pos: far, strand: strand === "+" ? "-" : "+" },
  ],
});

describe("a parent with an event of the same class that overlaps the child's", () => {
  const child = own("DEL", 10_001, 20_000);
  it.each<[string, GenomicEvent[], string]>([
    ["nothing near", [hers("DEL", 30_000, 40_000)], "reference reference"],
    ["most of it", [hers("DEL", 10_601, 20_600)], "reference unknown+"],
    ["one around it", [hers("DEL", 1, 200_000)], "reference unknown+"],
    ["fragments", [hers("DEL", 10_001, 13_000), hers("DEL", 12_000, 16_000)], "reference unknown+"],
    ["a third", [hers("DEL", 17_001, 22_000)], "reference not_called+"],
    ["a common short one inside", [hers("DEL", 12_000, 12_300)], "reference reference+"],
    ["a gain", [hers("DUP", 10_601, 20_600)], "reference reference"],
    ["copies of no direction", [hers("CNV", 10_601, 20_600)], "reference unknown+"],
    ["another chromosome", [hers("DEL", 10_601, 20_600, { chrom: "3" })], "reference reference"],
    [
      "one that failed",
      [hers("DEL", 10_601, 20_600, { failedFilters: ["MinQUAL"] })],
      "reference unknown+",
    ],
    [
      "a failed call",
      [
        hers("DEL", 10_601, 20_600, {
          calls: [reference, { ...call(true), state: "unknown", failedFilters: ["q"] }, reference],
        }),
      ],
      "unknown+ reference",
    ],
  ])("%s", (_, others, expected) => {
    expect(told(child, ...others)).toBe(expected);
  });

  it("says what the parent has", () => {
    const other = hers("DEL", 10_601, 20_600);
    const [one] = withParentsOwn([{ event: child }], [child, other], FAMILY);
    expect(one?.event.calls[2]).toMatchObject({
      any: "unknown",
      all: "unknown",
      why: ["their own 2:10601-20600:DEL overlaps 94 % of it"],
      flags: ["overlapping_call"],
    });
  });

  it("is not asked where that parent's genotypes are not used (DEC-18)", () => {
    const other = hers("DEL", 10_601, 20_600);
    const people = FAMILY.people.map((one, i) => ({ ...one, geneticParent: i !== 2 }));
    const [one] = withParentsOwn([{ event: child }], [child, other], { ...FAMILY, people });
    expect(one?.event.calls[2]).toEqual(reference);
  });

  it("leaves a carrier, and who was not assayed, as they are", () => {
    const calls = [call(true), call(true), null];
    const other = hers("DEL", 10_601, 20_600);
    expect(told(own("DEL", 10_001, 20_000, { calls }), other)).toBe("carrier undefined");
  });

  it.each<[string, GenomicEvent, GenomicEvent, string]>([
    ["insertions", own("INS", 900, 901), hers("ME", 1200, 1201), "unknown+"],
    ["insertions far apart", own("INS", 900, 901), hers("INS", 2000, 2001), "reference"],
    [
      "the two junctions of one translocation",
      own("BND", 900, 901, bnd(900, 5000, "+")),
      hers("BND", 2100, 2101, bnd(2100, 5900, "-")),
      "unknown+",
    ],
    [
      "breakends of one place alone",
      own("BND", 900, 901, bnd(900, 5000, "+")),
      hers("BND", 900, 901, bnd(900, 5000, "+", "10")),
      "reference",
    ],
    ["an inversion around it", own("INV", 900, 1900), hers("INV", 1, 90_000), "reference+"],
  ])("by places: %s", (_, child_, other, expected) => {
    expect(told(child_, other)).toBe(`reference ${expected}`);
  });

  it("is where the parent's own record has it, if that is one of the child's events", () => {
    const piece = own("DEL", 50_001, 60_000);
    const place = { first: 1, last: 100_000 };
    const other = event("DEL", "2", 60_001, 100_000, {
      calls: [call(true), reference, { ...call(true), place }],
    });
    const [one] = withParentsOwn([{ event: piece }], [piece, other], FAMILY);
    expect(one?.event.calls[2]).toMatchObject({
      state: "unknown",
      why: ["their own 2:1-100000:DEL overlaps 100 % of it"],
      place,
    });
  });

  it("of 20,000 is found without a look at all of them for each", () => {
    let looks = 0;
    const counted = (one: GenomicEvent): GenomicEvent => {
      const { first } = one;
      return Object.defineProperty(one, "first", {
        get() {
          looks++;
          return first;
        },
      });
    };
    const all = Array.from({ length: 20_000 }, (_, i) => {
      const at = 1 + 10_000 * i;
      return i % 2 ? own("DEL", at, at + 9000) : counted(hers("DEL", at, at + 12_000));
    });
    const children = all.filter((_, i) => i % 2).map((one) => ({ event: one }));
    const found = withParentsOwn(children, all, FAMILY);
    expect(looks).toBeLessThan(100 * all.length);
    expect(found.every(({ event: one }) => one.calls[2]?.state === "not_called")).toBe(true);
  });
});
