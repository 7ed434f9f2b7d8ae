import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { separatedRows } from "../../src/io/separated.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
async function rowsOf(text: string, name = "t.csv"): Promise<[number, ...string[]][]> {
  const path = join(mkdtempSync(join(folder, "c-")), name);
  writeFileSync(path, name.endsWith(".gz") ? gzipSync(text) : text);
  const rows = await separatedRows(path);
  return rows.map(({ cells, line }) => [line, ...cells]);
}

it.each([
  [
    "commas",
    "a,b,c\n1,2,3\n",
    [
      [1, "a", "b", "c"],
      [2, "1", "2", "3"],
    ],
  ],
  [
    "tabs",
    "a\tb\n1,5\t2\n",
    [
      [1, "a", "b"],
      [2, "1,5", "2"],
    ],
  ],
  [
    "no end of the last line",
    "a,b\n1,",
    [
      [1, "a", "b"],
      [2, "1", ""],
    ],
  ],
  [
    "CRLF, a byte order mark, blank lines",
    "\uFEFFa,b\r\n\r\n1,2\r\n",
    [
      [1, "a", "b"],
      [3, "1", "2"],
    ],
  ],
  [
    "quotes",
    'a,b\n"x, y","he said ""no"""\n',
    [
      [1, "a", "b"],
      [2, "x, y", 'he said "no"'],
    ],
  ],
  [
    "an empty quoted cell",
    'a,b,c\n"",2,""\n',
    [
      [1, "a", "b", "c"],
      [2, "", "2", ""],
    ],
  ],
  [
    "lines in a cell",
    'a,b\n"one\ntwo",2\n3,4\n',
    [
      [1, "a", "b"],
      [2, "one\ntwo", "2"],
      [4, "3", "4"],
    ],
  ],
  [
    "quoted and with tabs",
    '"a"\t"b"\n"1\t2"\t"3"\n',
    [
      [1, "a", "b"],
      [2, "1\t2", "3"],
    ],
  ],
  [
    "behind a closing quote",
    'a,b\n"x"y,2\n',
    [
      [1, "a", "b"],
      [2, "xy", "2"],
    ],
  ],
] as [string, string, [number, ...string[]][]][])("%s", async (_, text, rows) => {
  expect(await rowsOf(text)).toEqual(rows);
  expect(await rowsOf(text, "t.csv.gz")).toEqual(rows);
});

it("a quote that is never closed is told with its line", async () => {
  const open = rowsOf('a,b\n1,2\n"3,4\n5,6\n');
  await expect(open).rejects.toMatchObject({ code: "E_KNOWLEDGE", place: { line: 3 } });
  const long = rowsOf(`a,b\n"1,2\n${"3,4\n".repeat(5000)}`);
  await expect(long).rejects.toMatchObject({ code: "E_KNOWLEDGE", place: { line: 2 } });
});

it("a spreadsheet is refused, Latin-1 is read", async () => {
  await expect(rowsOf("PK\u0003\u0004\u0000\u0000")).rejects.toMatchObject({
    code: "E_FORMAT",
    hint: expect.stringContaining("tab-separated") as string,
  });
  const path = join(mkdtempSync(join(folder, "l-")), "t.csv");
  writeFileSync(path, Buffer.from("a,b\nSj\u00f6gren,2\n", "latin1"));
  expect((await separatedRows(path))[1]?.cells).toEqual(["Sj\u00f6gren", "2"]);
});
