// Lines found again: by index, by reading on, by a piece of text.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  firstRecords,
  isOver,
  linesHolding,
  recordsAt,
  recordsOver,
} from "../../src/analysis/find-record.ts";
import type { Input } from "../../src/analysis/input.ts";
import { openInput } from "../../src/analysis/inputs.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { bgzip } from "../helpers/bgzip.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText } from "../helpers/vcf-text.ts";
import { tabixIndex } from "../io/indexed.ts";
import { inputOf } from "./build.ts";

const folder = tempFolder();
const line = (pos: number, ref = "A", chrom = "1", info = "."): string =>
  [chrom, pos, ".", ref, "T", ".", "PASS", info, "GT", "0/1"].join("\t");
const LINES = [
  line(90, "AAAAA"),
  line(99),
  line(100),
  line(100, "AC"),
  line(110, "A", "1", "NOTE=r\u00E9el"),
  line(100, "A", "2"),
];
const head = headerText({ samples: ["C"], contigs: ["1", "2"] });
const nothing = (async function* (): AsyncGenerator<Uint8Array> {})();
const policy = DEFAULT_POLICY;

async function opened(name: string, indexed: boolean): Promise<Input> {
  const path = join(folder, name);
  const { vcf, tbi } = tabixIndex([...head.trimEnd().split("\n"), ...LINES]);
  // Small blocks: lines lie in several of them.
  writeFileSync(path, indexed ? vcf : bgzip(`${head}${LINES.join("\n")}`, { blockBytes: 37 }));
  if (indexed) writeFileSync(`${path}.tbi`, tbi);
  return openInput(path, { policy, allowRemote: false, stdin: nothing });
}

describe.each([
  ["by index", "a.vcf.gz", true],
  ["by reading on, the last line without its end", "b.vcf.gz", false],
])("%s", (_, name, indexed) => {
  it.each<[string, number, number[]]>([
    ["1", 100, [2, 3]],
    ["1", 99, [1]],
    ["1", 110, [4]],
    ["1", 101, []],
    ["1", 10, []],
    ["2", 100, [5]],
    ["3", 100, []],
  ])("at %s:%i", async (chrom, pos, found) => {
    const input = await opened(name, indexed);
    expect(recordsAt(input, chrom, pos, policy)).toEqual(found.map((i) => LINES[i]));
  });

  it.each<[string, number, number, number[]]>([
    ["1", 94, 99, [0, 1]],
    ["1", 95, 98, []],
    ["1", 101, 109, [3]],
    ["1", 102, 110, [4]],
    ["2", 1, 99, []],
    ["2", 1, 100, [5]],
  ])("over %s:%i-%i", async (chrom, start, end, found) => {
    const input = await opened(name, indexed);
    const place = { chrom, start, end };
    expect(recordsOver(input, place, policy)).toEqual(found.map((i) => LINES[i]));
  });

  it("the first, and those that hold a piece of text", async () => {
    const input = await opened(name, indexed);
    expect(await firstRecords(input, 2, policy)).toEqual(LINES.slice(0, 2));
    expect(await firstRecords(input, 99, policy)).toHaveLength(LINES.length);
    expect(await linesHolding(input, "\t100\t", policy)).toEqual([2, 3, 5].map((i) => LINES[i]));
    expect(await linesHolding(input, "2\t100\t", policy)).toEqual([LINES[5]]);
    const isOne = (text: string): boolean => text.includes("\tAC\t");
    expect(await linesHolding(input, "\t100\t", policy, isOne)).toEqual([LINES[3]]);
    expect(await linesHolding(input, "nowhere", policy)).toEqual([]);
  });
});

it("an index that is older than its file is passed over", async () => {
  const input = await opened("c.vcf.gz", true);
  const none = { names: [], blocksForRange: () => [] } as unknown as Input["index"];
  const fooled = { ...input, index: none };
  expect(recordsAt({ ...fooled, indexOlderThanFile: false }, "1", 100, policy)).toEqual([]);
  expect(recordsAt({ ...fooled, indexOlderThanFile: true }, "1", 100, policy)).toHaveLength(2);
});

describe("what cannot be read twice", () => {
  const place = { chrom: "1", start: 1, end: 9 };
  it("a stream is looked through once", async () => {
    const text = (): Pick<Input, "text"> => ({
      text: (async function* () {
        for (const piece of ["1\t5", "\tx\r\n2\t5\ty\n\n2\t", "6\tz"]) yield Buffer.from(piece);
      })(),
    });
    expect(recordsAt(inputOf(text()), "1", 5, policy)).toBeNull();
    expect(recordsOver(inputOf(text()), place, policy)).toBeNull();
    expect(await firstRecords(inputOf(text()), 1, policy)).toEqual(["1\t5\tx"]);
    expect(await firstRecords(inputOf(text()), 3, policy)).toEqual(["1\t5\tx", "2\t5\ty"]);
    expect(await firstRecords(inputOf(text()), 4, policy)).toHaveLength(3);
    expect(await linesHolding(inputOf(text()), "5", policy)).toEqual(["1\t5\tx", "2\t5\ty"]);
    expect(await linesHolding(inputOf(text()), "z", policy)).toEqual(["2\t6\tz"]);
    // A line that holds it twice is one.
    expect(await linesHolding(inputOf(text()), "\t", policy)).toHaveLength(3);
  });

  it("an address is read by place alone", async () => {
    const remote = { chromosomes: ["1"], tasks: () => nothing } as unknown as Input["remote"];
    const input = inputOf({ remote, kind: "bgzf", size: 9 });
    expect(recordsAt(input, "1", 5, policy)).toBeNull();
    expect(await firstRecords(input, 1, policy)).toBeNull();
    expect(await linesHolding(input, "5", policy)).toBeNull();
    expect(recordsAt(inputOf({ kind: "bgzf" }), "1", 5, policy)).toBeNull();
    expect(recordsAt(inputOf({ size: 9 }), "1", 5, policy)).toBeNull();
  });
});

it.each([
  ["chr1\t100\t.\tAC", 101, 200, true],
  ["1\t100\t.\tAC", 102, 200, false],
  ["1\t100\t.\tAC", 1, 100, true],
  ["1\t100\t.\tAC", 1, 99, false],
  ["2\t100\t.\tAC", 1, 200, false],
  ["", 1, 200, false],
])("%j over %i-%i: %s", (text, start, end, over) => {
  expect(isOver(text, { chrom: "1", start, end })).toBe(over);
});
