import { readFileSync, utimesSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { chunkBytes, findIndex, mergeChunks, openIndex } from "../../src/io/bgzf/index.ts";
import { compare, HEADER, madeUpLines } from "./index-rows.ts";
import { tabixIndex } from "./indexed.ts";
import { bgzipBytes } from "../../src/io/bgzf/writer.ts";
import type { Chunk } from "../../src/io/bgzf/index.ts";
import { inflateIndex, parseIndex } from "../../src/io/bgzf/indexReader.ts";
import { gunzipFile, hasTool, run, TempDir, toolErrorOf } from "./support.ts";

const temp = new TempDir();
afterAll(() => temp.remove());

const tools = hasTool("tabix") && hasTool("bcftools");
const chunk = (a: number, b: number, c: number, d: number): Chunk => ({
  minv: { block: a, within: b },
  maxv: { block: c, within: d },
});

describe("mergeChunks", () => {
  it.each([
    ["none", [], []],
    [
      "unsorted, apart",
      [chunk(90, 0, 95, 0), chunk(0, 5, 10, 0)],
      [chunk(0, 5, 10, 0), chunk(90, 0, 95, 0)],
    ],
    ["overlapping", [chunk(0, 0, 50, 7), chunk(20, 1, 60, 2)], [chunk(0, 0, 60, 2)]],
    ["one in another", [chunk(0, 0, 50, 7), chunk(20, 1, 30, 2)], [chunk(0, 0, 50, 7)]],
    ["meeting in a block", [chunk(0, 0, 50, 7), chunk(50, 90, 70, 0)], [chunk(0, 0, 70, 0)]],
    ["the same", [chunk(1, 2, 3, 4), chunk(1, 2, 3, 4)], [chunk(1, 2, 3, 4)]],
    ["empty ones", [chunk(1, 2, 1, 2)], []],
  ])("%s", (_, chunks, merged) => {
    expect(mergeChunks(chunks)).toEqual(merged);
    expect(mergeChunks(chunks.toReversed())).toEqual(merged);
  });

  it("leaves its input alone", () => {
    const input = [chunk(0, 0, 50, 7), chunk(20, 1, 60, 2)];
    mergeChunks(input);
    expect(input).toEqual([chunk(0, 0, 50, 7), chunk(20, 1, 60, 2)]);
    expect(chunkBytes(mergeChunks(input))).toBe(60);
  });
});

describe.each([
  ["", {}],
  [", bins alone", { linear: false }],
])("tabixIndex%s", (_, how) => {
  const lines = madeUpLines();
  const { vcf, tbi } = tabixIndex(lines, how);

  it("its index leads to every record", async () => {
    const path = temp.file("made.vcf.gz", vcf);
    temp.file("made.vcf.gz.tbi", tbi);
    expect(gunzipFile(path).toString()).toBe(`${lines.join("\n")}\n`);
    const index = openIndex(`${path}.tbi`);
    expect(index.names).toEqual(["1", "2", "X"]);
    expect(await compare(path, index)).toBeGreaterThan(40);
  });

  it("no record at all: an empty index that opens", () => {
    const empty = tabixIndex(HEADER, how);
    const path = temp.file("empty.vcf.gz", empty.vcf);
    temp.file("empty.vcf.gz.tbi", empty.tbi);
    expect(openIndex(`${path}.tbi`).names).toEqual([]);
    expect(openIndex(`${path}.tbi`).blocksForRange("1", 0, 100)).toEqual([]);
    expect(tools ? run("bcftools", ["view", "-H", path]) : "").toBe("");
  });

  it.each([
    [["1\t5\t.\tA\tC", "1\t4\t.\tA\tC"], /not sorted/],
    [["1\t5\t.\tA\tC", "2\t4\t.\tA\tC", "1\t6\t.\tA\tC"], /are not all together/],
  ])("unsorted lines are a bug of the caller: %j", (records, message) => {
    expect(() => tabixIndex(records)).toThrow(message);
  });

  it("the same lines give the same bytes", () => {
    const again = tabixIndex(lines, how);
    expect(Buffer.compare(again.vcf, vcf)).toBe(0);
    expect(Buffer.compare(again.tbi, tbi)).toBe(0);
  });
});

it.each([0, 1, 2, 3])("names whose length is %i beyond a multiple of four", (beyond) => {
  const name = "1".repeat(4 + beyond);
  const lines = madeUpLines().map((line) => line.replace(/^1\t/, `${name}\t`));
  const { tbi } = tabixIndex(lines);
  const plain = tabixIndex(madeUpLines());
  const named = parseIndex(Uint8Array.from(inflateIndex(tbi, "x")), "x");
  const asBefore = parseIndex(Uint8Array.from(inflateIndex(plain.tbi, "x")), "x");
  const places = (index: typeof named, of: string): number[] =>
    index.blocksForRange(of, 0, 2 ** 29).map(({ minv }) => minv.block);
  // Contig by contig and back: the table of bins is one, made anew for each.
  expect([name, "X", name].map((of) => places(named, of).length)).toEqual(
    ["1", "X", "1"].map((of) => places(asBefore, of).length),
  );
  expect(places(named, name)).toEqual(places(named, name));
  expect(places(named, "X")).not.toEqual(places(named, name));
});

it("leaves an index that was stored as it is alone", () => {
  const stored = Buffer.from(inflateIndex(tabixIndex(madeUpLines()).tbi, "x"));
  const before = Uint8Array.from(stored);
  parseIndex(inflateIndex(stored, "x"), "x");
  expect(Buffer.compare(stored, before)).toBe(0);
});

describe("a damaged or foreign index is E_INDEX", () => {
  const { tbi } = tabixIndex(madeUpLines());
  const content = inflateIndex(tbi, "x");
  const flipped = Uint8Array.from(tbi);
  flipped[200] = (flipped[200] ?? 0) ^ 4;

  it.each([
    ["empty", new Uint8Array(0)],
    ["text", Buffer.from("##fileformat=VCFv4.2\n")],
    ["another BGZF file", bgzipBytes(Buffer.from("hello"))],
    ["a flipped bit", flipped],
    ["cut", tbi.subarray(0, tbi.length - 100)],
    ["a BED index", bgzipBytes(withWord(content, 8, 0x10000))],
    ["more references than names", bgzipBytes(withWord(content, 4, 4))],
    ["a negative count", bgzipBytes(withWord(content, 32, -1))],
  ])("%s", (_, bytes) => {
    const path = temp.file("bad.tbi", bytes);
    const error = toolErrorOf(() => openIndex(path));
    expect([error.code, error.place.path]).toEqual(["E_INDEX", path]);
    expect(error.hint).toMatch(/tabix -f -p vcf/);
  });

  it("content cut anywhere: an error, or nothing left out of what it still has", () => {
    const whole = parseIndex(Uint8Array.from(content), "x");
    const expected = whole.blocksForRange("X", 0, 2 ** 29);
    for (let length = 0; length < content.length; length += 37) {
      const read = (): Chunk[] =>
        parseIndex(Uint8Array.from(content.subarray(0, length)), "x").blocksForRange(
          "X",
          0,
          2 ** 29,
        );
      let got: unknown;
      try {
        got = read();
      } catch (error) {
        got = toolErrorOf(() => {
          throw error;
        }).code;
      }
      expect([expected, "E_INDEX"]).toContainEqual(got);
    }
  });
});

describe("findIndex", () => {
  it("prefers .tbi, sees an index older than its file, and none", () => {
    const vcf = temp.file("f.vcf.gz", "x");
    expect(findIndex(vcf)).toBeNull();
    const csi = temp.file("f.vcf.gz.csi", "x");
    expect(findIndex(vcf)).toEqual({ path: csi, olderThanFile: false });
    const tbi = temp.file("f.vcf.gz.tbi", "x");
    utimesSync(vcf, 2000, 2000);
    utimesSync(tbi, 1000, 1000);
    expect(findIndex(vcf)).toEqual({ path: tbi, olderThanFile: true });
    expect(readFileSync(vcf).toString()).toBe("x");
  });
});

function withWord(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  new DataView(copy.buffer).setInt32(at, value, true);
  return copy;
}
