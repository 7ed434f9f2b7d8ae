import { copyFileSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { CSI, TBI } from "@gmod/tabix";
import { LocalFile } from "generic-filehandle2";
import { afterAll, describe, expect, it } from "vitest";
import { chunkBytes, findIndex, mergeChunks, openIndex } from "../../src/io/bgzf/index.ts";
import { tabixIndex } from "./indexed.ts";
import { bgzipBytes } from "../../src/io/bgzf/writer.ts";
import type { Chunk, VcfIndex } from "../../src/io/bgzf/index.ts";
import { inflateIndex, parseIndex } from "../../src/io/bgzf/indexReader.ts";
import { sharedData } from "../helpers/shared.ts";
import { gunzipFile, hasTool, run, TempDir, toolErrorOf, withFile } from "./support.ts";

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

interface Row {
  name: string;
  start: number;
  end: number;
  line: string;
}

/** Records by a plain split; span as tabix takes it. */
function rowsOf(text: string): Row[] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [name = "", pos = "", , ref = "", , , , info = ""] = line.split("\t");
      const start = Math.max(0, Number(pos) - 1);
      const end = Number(/(?:^|;)END=(\d+)/.exec(info)?.[1] ?? 0);
      return { name, start, end: end > start ? end : start + ref.length, line };
    });
}

function readChunks(path: string, chunks: readonly Chunk[]): string {
  return withFile(path, (inflater) => {
    const parts: Uint8Array[] = [];
    for (const c of chunks)
      for (const piece of inflater.readChunk(c)) parts.push(Uint8Array.from(piece.data));
    return Buffer.concat(parts).toString();
  });
}

/** Regions at, before, after and around records, and across whole contigs. */
function regionsOf(rows: readonly Row[]): [string, number, number][] {
  return candidatesOf(rows).filter(([, start, end]) => start < end);
}

function candidatesOf(rows: readonly Row[]): [string, number, number][] {
  const step = Math.max(1, Math.floor(rows.length / 10));
  const picked = rows.filter((_, i) => i % step === 0);
  return [
    ...picked.flatMap(({ name, start, end }): [string, number, number][] => [
      [name, start, end],
      [name, start, start + 1],
      [name, Math.max(0, start - 20_000), start],
      [name, end, end + 50_000],
      [name, Math.max(0, start - 300_000), end + 300_000],
    ]),
    ...[...new Set(rows.map((r) => r.name))].map((name): [string, number, number] => [
      name,
      0,
      2 ** 29,
    ]),
  ];
}

/** Every record of the region is in the chunks, once and in order, and @gmod/tabix's cover no more of them. */
async function compare(vcf: string, index: VcfIndex): Promise<number> {
  const rows = rowsOf(gunzipFile(vcf).toString());
  const Reader = index.kind === "tbi" ? TBI : CSI;
  const peer = new Reader({ filehandle: new LocalFile(index.path) });
  let regions = 0;
  for (const [name, start, end] of regionsOf(rows)) {
    const overlaps = (r: Row): boolean => r.name === name && r.start < end && r.end > start;
    const expected = rows.filter(overlaps).map((r) => r.line);
    const got = rowsOf(readChunks(vcf, index.blocksForRange(name, start, end)));
    expect(got.filter(overlaps).map((r) => r.line)).toEqual(expected);
    const theirs = mergeChunks(
      (await peer.blocksForRange(name, start, end, {})).map((b) => ({
        minv: { block: b.minv.blockPosition, within: b.minv.dataPosition },
        maxv: { block: b.maxv.blockPosition, within: b.maxv.dataPosition },
      })),
    );
    expect(
      rowsOf(readChunks(vcf, theirs))
        .filter(overlaps)
        .map((r) => r.line),
    ).toEqual(expected);
    expect(chunkBytes(index.blocksForRange(name, start, end))).toBeLessThanOrEqual(
      chunkBytes(theirs),
    );
    regions++;
  }
  const present = new Set(rows.map(({ name }) => name));
  expect(index.names.filter((name) => present.has(name))).toEqual([...present]);
  return regions;
}

describe.skipIf(sharedData === null || !tools)(
  "indexes of real files (skipped without the shared data, tabix and bcftools)",
  () => {
    const folder = sharedData ?? "";
    const files = [
      "vcf/ashk_trio/ashk-trio.vcf.gz",
      "vcf/scout_trio/643594.clinical.vcf.gz",
      "vcf/scout_trio/643594.clinical.SV.vcf.gz",
      "vcf/scout_trio/643594.clinical.str.stranger.vcf.gz",
      "badvcf/bgzf/ok.vcf.gz",
    ];
    it.each(
      files.flatMap((name) => [
        [name, "tbi"] as const,
        [name, "csi"] as const,
        [name, "csi16"] as const,
      ]),
    )("%s, %s: the records of every region, as bcftools' index has them", async (name, kind) => {
      const vcf = join(temp.path, `${kind}.vcf.gz`);
      copyFileSync(join(folder, name), vcf);
      const path = `${vcf}.${kind.slice(0, 3)}`;
      const how = kind === "tbi" ? ["-t"] : ["-c", "-m", kind === "csi" ? "14" : "16"];
      run("bcftools", ["index", "-f", ...how, "-o", path, vcf]);
      const index = openIndex(path);
      expect(index.kind).toBe(kind.slice(0, 3));
      expect(await compare(vcf, index)).toBeGreaterThan(5);
    });
  },
);

const HEADER = ["##fileformat=VCFv4.2", "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"];

/** Sorted records on three contigs: dense, sparse, long ones, telomere, END in INFO. */
function madeUpLines(): string[] {
  const lines = [...HEADER];
  for (const [c, name] of ["1", "2", "X"].entries()) {
    let pos = c === 1 ? 0 : 1;
    for (let i = 0; i < 4000; i++) {
      const ref = i % 97 === 0 ? "A".repeat(200) : "A";
      const info =
        i % 501 === 7 ? `SVTYPE=DEL;END=${pos + 400_000}` : i % 5 === 0 ? `XEND=3;DP=${i}` : ".";
      lines.push(`${name}\t${pos}\tid${i * 7919}\t${ref}\tC\t.\tPASS\t${info}`);
      pos += (i * 7919) % (c === 2 ? 30_000 : 300);
    }
  }
  return lines;
}

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

  it.skipIf(!tools)("tabix and bcftools accept it (skipped without them)", () => {
    const path = temp.file("tool.vcf.gz", vcf);
    temp.file("tool.vcf.gz.tbi", tbi);
    const rows = rowsOf(lines.join("\n"));
    for (const [name, start, end] of regionsOf(rows)) {
      const expected = rows.filter((r) => r.name === name && r.start < end && r.end > start);
      const got = rowsOf(run("tabix", [path, `${name}:${start + 1}-${end}`]));
      expect(got).toEqual(expected);
    }
    expect(run("bcftools", ["index", "-s", path])).toBe("1\t.\t4000\n2\t.\t4000\nX\t.\t4000\n");
    expect(
      rowsOf(run("bcftools", ["view", "-H", "-r", "X:1-1000000", path])).length,
    ).toBeGreaterThan(10);
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
    const whole = parseIndex(content, "x");
    const expected = whole.blocksForRange("X", 0, 2 ** 29);
    for (let length = 0; length < content.length; length += 37) {
      const read = (): Chunk[] =>
        parseIndex(content.slice(0, length), "x").blocksForRange("X", 0, 2 ** 29);
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
