/** Lines of tables, as spreadsheets and editors of every system write them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
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
