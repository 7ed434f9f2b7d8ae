/** Lines of tables, as spreadsheets and editors of every system write them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readInflated } from "../../src/io/inflated.ts";
import { readText } from "../../src/io/read-text.ts";
import { linesOf } from "../../src/io/text-lines.ts";
import { bgzip } from "../helpers/bgzip.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const KINDS = { plain: Buffer.from, gzip: gzipSync, bgzip } as const;

async function read(bytes: Uint8Array): Promise<string[]> {
  const path = join(folder, "table");
  writeFileSync(path, bytes);
  const lines: string[] = [];
  for await (const batch of linesOf(path)) lines.push(...batch);
  return lines;
}

describe.each(Object.entries(KINDS))("%s", (_kind, pack) => {
  it.each([
    ["a byte order mark", "\uFEFFa\tb\nc\n"],
    ["Windows", "a\tb\r\nc\r\n"],
    ["both", "\uFEFFa\tb\r\nc"],
    ["a first line of another system", "a\tb\nc\r\n"],
  ])("%s: no line is lost or altered", async (_name, text) => {
    expect(await read(pack(text))).toEqual(["a\tb", "c"]);
  });

  it("carriage returns alone are one clear error", async () => {
    await expect(read(pack("a\tb\rc\td\r"))).rejects.toMatchObject({
      code: "E_IO",
      message: "its lines end in carriage returns alone",
    });
  });

  it("what is shorter than a mark is left as it is", async () => {
    expect(await read(pack("a"))).toEqual(["a"]);
    expect(await read(pack("\uFEFF"))).toEqual([]);
  });
});

/** What laboratories give for a table, and the first bytes by which it is known. */
const FOREIGN: [string, Buffer, RegExp][] = [
  ["UTF-16 text", Buffer.from("\uFEFFgene\n", "utf16le"), /iconv/],
  ["UTF-16 text", Buffer.from("gene\n", "utf16le"), /iconv/],
  ["UTF-16 text", Buffer.from("\uFEFFgene\n", "utf16le").swap16(), /iconv/],
  ["a zip archive or Excel workbook", Buffer.from("PK\x03\x04x"), /tab-separated/],
  ["an old Excel or Word file", Buffer.from("d0cf11e0a1b11ae1", "hex"), /tab-separated/],
  ["a PDF", Buffer.from("%PDF-1.7\n"), /as text/],
  ["bzip2", Buffer.from("BZh91AY&SYx"), /bunzip2/],
  ["BCF", Buffer.from("BCF\x02\x02"), /bcftools/],
  ["CRAM", Buffer.from("CRAM\x03\x00"), /not the alignments/],
  ["a .tbi index", Buffer.from("TBI\x01"), /not its index/],
  ["binary data (a NUL byte at offset 3)", Buffer.from("abc\0def"), /^Give /],
];

describe.each(FOREIGN)("%s is no text, and what to do is said", (found, bytes, hint) => {
  const path = join(folder, "foreign");
  const fault = (what: string) => ({
    code: "E_FORMAT",
    message: `expected ${what}, found ${found}`,
    hint: expect.stringMatching(hint) as string,
  });

  it.each(Object.entries(KINDS))("%s", async (_kind, pack) => {
    const stored = pack(bytes);
    const expected = fault("text (plain, gzip or bgzip)");
    await expect(read(stored)).rejects.toMatchObject(expected);
    writeFileSync(path, stored);
    await expect(readInflated(path)).rejects.toMatchObject(expected);
  });

  it("of a file that is never packed", async () => {
    writeFileSync(path, bytes);
    await expect(readText(path, 1000)).rejects.toMatchObject(fault("plain text"));
  });
});

it.each(["BCF1\tx\n", "CRAM\tx\n", "BZh9\tx\n", "PK\tx\n", ""])("%j is text", async (text) => {
  expect((await read(Buffer.from(text))).join("")).toBe(text.trimEnd());
});

it("a packed file that must be plain says so, and one that was packed twice", async () => {
  const path = join(folder, "packed");
  writeFileSync(path, gzipSync("a\n"));
  await expect(readText(path, 1000)).rejects.toMatchObject({
    message: "expected plain text, found gzip",
    hint: expect.stringContaining("gunzip") as string,
  });
  const twice = {
    code: "E_FORMAT",
    message: expect.stringContaining("gzip inside gzip") as string,
  };
  await expect(read(gzipSync(gzipSync("a\n")))).rejects.toMatchObject(twice);
  writeFileSync(path, gzipSync(gzipSync("a\n")));
  await expect(readInflated(path)).rejects.toMatchObject(twice);
});
