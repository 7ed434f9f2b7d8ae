import { describe, expect, it } from "vitest";
import { cutTo, folded, padTo, widthOf } from "../../src/core/display.ts";

describe("text in columns of a terminal", () => {
  it.each([
    ["SCN1A", 5],
    ["遺伝子", 6],
    ["e\u0301", 1],
    ["ｶﾞ", 2],
    ["🧬", 2],
    ["", 0],
  ])("%j takes %i", (text, width) => expect(widthOf(text)).toBe(width));

  it.each([
    ["SCN1A", 5, "SCN1A"],
    ["SCN1A-AS1", 5, "SCN1…"],
    ["遺伝子名", 5, "遺伝…"],
    ["遺伝子名", 4, "遺…"],
    ["cafe\u0301s", 5, "cafe\u0301s"],
    ["cafe\u0301s au", 5, "cafe\u0301…"],
  ])("%j is cut to %i", (text, width, shown) => {
    expect(cutTo(text, width)).toBe(shown);
    expect(widthOf(cutTo(text, width))).toBeLessThanOrEqual(width);
  });

  it("is padded on either side", () => {
    expect(padTo("遺伝", 6)).toBe("遺伝  ");
    expect(padTo("27", 4, true)).toBe("  27");
  });

  it("is folded between words, a long one whole", () => {
    expect(folded("one two three", 8)).toEqual(["one two", "  three"]);
    expect(folded("a /a/long/path/of/files b", 8)).toEqual(["a", "  /a/long/path/of/files", "  b"]);
    expect(folded("", 8)).toEqual([""]);
    expect(folded("  one two three", 9)).toEqual(["  one two", "    three"]);
    expect(folded("one two three", 9, "> ")).toEqual(["one two", "> three"]);
    const row = `epilepsy  1.0  ${"word ".repeat(6)}word`;
    expect(folded(row, 36)).toEqual([
      `epilepsy  1.0  ${"word ".repeat(4).trim()}`,
      `${" ".repeat(15)}word word word`,
    ]);
    expect(folded(row, 30)[1]).toBe("  word word word word");
  });
});
