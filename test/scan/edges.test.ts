import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutAtPositions } from "../../src/scan/index.ts";

const text = (positions: readonly number[]): Buffer =>
  Buffer.from(positions.map((pos, i) => `1\t${pos}\t${i}\n`).join(""));

describe("cutAtPositions", () => {
  it("keeps the lines of one position together at both ends (VCF-24)", () => {
    const data = text([5, 5, 6, 7, 7]);
    const line = 6;
    expect(cutAtPositions(data, 0, data.length, true)).toEqual({ bodyStart: 0, bodyEnd: 3 * line });
    // Not at a line's start: the first line may be the end of another; 5 and 5 belong together.
    expect(cutAtPositions(data, 2, data.length, false)).toEqual({
      bodyStart: 2 * line,
      bodyEnd: 3 * line,
    });
  });

  it("finds no cut in a single position, a part of a line, or nothing", () => {
    for (const data of [text([5, 5, 5]), Buffer.from("1\t5\t0"), Buffer.alloc(0)]) {
      const { bodyStart, bodyEnd } = cutAtPositions(data, 0, data.length, true);
      expect(bodyStart).toBe(bodyEnd);
    }
  });

  it("never splits a line or a position, wherever the batch begins and ends", () => {
    const lines = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(lines, fc.nat(), fc.nat(), (unsorted, a, b) => {
        const positions = unsorted.toSorted((x, y) => x - y);
        const data = text(positions);
        const from = a % data.length;
        const to = from + 1 + (b % (data.length - from));
        const { bodyStart, bodyEnd } = cutAtPositions(data, from, to, from === 0);
        if (bodyStart === bodyEnd) return;
        const all = data.toString();
        const posAt = (at: number): string | undefined => all.slice(at).split("\t")[1];
        for (const cut of [bodyStart, bodyEnd]) {
          if (cut === 0) continue;
          expect(all[cut - 1]).toBe("\n");
          const before = all
            .slice(0, cut - 1)
            .split("\n")
            .at(-1)
            ?.split("\t")[1];
          if (cut < all.length) expect(posAt(cut)).not.toBe(before);
        }
      }),
    );
  });
});
