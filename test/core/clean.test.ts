import { describe, expect, it } from "vitest";
import { oneLine, printable, tableCell } from "../../src/core/clean.ts";
import { columnsText, jsonText, linesText, tabbed } from "../../src/cli/print/lines.ts";
import { prettyJson } from "../../src/core/pretty-json.ts";

describe("what a terminal would obey", () => {
  it.each([
    ["plain, text\twith\nlines", "plain, text\twith\nlines"],
    ["\u001B[31mred\u0007", String.raw`\u001b[31mred\u0007`],
    ["\u009B31m \u007F \u0085", String.raw`\u009b31m \u007f \u0085`],
    ["a\u202Eb\u2066c\u200B\uFEFF", String.raw`a\u202eb\u2066c\u200b\ufeff`],
    ["\u{E0041}", String.raw`\udb40\udc41`],
    ["\uD800", String.raw`\ud800`],
    ["naïve – 漢字 🧬 ن‌ک", "naïve – 漢字 🧬 ن‌ک"],
  ])("%j", (text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(printable(shown)).toBe(shown);
  });

  it("JSON says the same as before", () => {
    const value = { "k\u009B": ["\u001B]0;x\u0007", "\\\u202E", "\u007F\u{E0001}\uD800"] };
    const text = jsonText(value);
    expect(printable(text)).toBe(text);
    expect(JSON.parse(text)).toEqual(value);
    expect(JSON.parse([...prettyJson(value)].join(""))).toEqual(value);
  });
});

describe("what would look like a line or a cell of ours", () => {
  it("ends of lines of every kind become blanks", () => {
    expect(oneLine("a\r\nb\u2028c\vd")).toBe("a b c d");
    expect(linesText(["a\nerror: forged", "b"])).toBe("a error: forged\nb\n");
    expect(tabbed([["a\tb", "c\nd"]])).toBe("a b\tc d\n");
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["+cmd", "'+cmd"],
    ["-cmd|x", "'-cmd|x"],
    ["@SUM(1)", "'@SUM(1)"],
    ["\t=A1", "' =A1"],
    ["\u001B=A1", "' =A1"],
    ["-", "-"],
    ["-1.5", "-1.5"],
    ["+2e-3", "+2e-3"],
    ["-150,150", "-150,150"],
    ["-150,0;-20,+20", "-150,0;-20,+20"],
    ["-150,A1", "'-150,A1"],
    ["p.=", "p.="],
  ])("a spreadsheet does not run %j", (text, shown) => {
    expect(tableCell(text)).toBe(shown);
    expect(columnsText([["name", () => text]], [0])).toBe(`name\n${shown}\n`);
  });

  it.each([" a  b ", " ", "."])("blanks of %j are kept", (text) => {
    expect(columnsText([["name", () => text]], [0])).toBe(`name\n${text}\n`);
  });

  it.each([null, ""])("what is not there is a point: %j", (text) => {
    expect(columnsText([["name", () => text]], [0])).toBe("name\n.\n");
  });
});
