// Reference blocks: whom one speaks for, and where a record ends (VCF-04).
import { describe, expect, it } from "vitest";
import { blocksOf, lastBase, statedEnd, wantsBlock } from "../../src/scan/blocks.ts";
import { decodeRecord, parseHeader } from "../../src/vcf/index.ts";
import type { SampleCall, VcfRecord } from "../../src/vcf/types.ts";
import { headerText } from "../helpers/vcf-text.ts";

const header = parseHeader(headerText({ samples: ["C", "F", "M"] }), "x.vcf");
const block = (calls: [string, string, string], info = "END=120", ref = "GAT"): VcfRecord =>
  decodeRecord(`chr1\t100\t.\t${ref}\t<NON_REF>\t.\t.\t${info}\tGT\t${calls.join("\t")}`, header, {
    path: "x.vcf",
  });

describe("the blocks that a record states", () => {
  it("for each person of the family whose call there is reference", () => {
    const found = blocksOf(block(["0/0", "0/1", "0"]), "1", [2, 1, -1, 0]);
    expect(found.map(({ call, ...rest }) => [rest, call.alleles])).toEqual([
      [{ person: 0, chrom: "1", start: 100, end: 120 }, [0]],
      [{ person: 3, chrom: "1", start: 100, end: 120 }, [0, 0]],
    ]);
  });

  it.each([
    ["0/0", 1],
    ["0|0", 1],
    ["0", 1],
    ["0/1", 0],
    ["1/1", 0],
    ["./.", 0],
    ["0/.", 0],
    [".", 0],
  ])("%s: %i", (call, count) => {
    expect(blocksOf(block([call, "./.", "./."]), "1", [0])).toHaveLength(count);
  });

  it("none where there is no genotype", () => {
    const line = "chr1\t100\t.\tG\t<NON_REF>\t.\t.\tEND=120\tDP\t9\t9\t9";
    expect(blocksOf(decodeRecord(line, header, { path: "x.vcf" }), "1", [0, 1])).toEqual([]);
  });

  it.each([
    ["END", "END=120", 120],
    ["its own position", "END=100", 100],
    ["REF where END lies before it", "END=99", 102],
    ["REF where there is none", "DP=3", 102],
  ])("reach as far as %s", (_, info, end) => {
    expect(blocksOf(block(["0/0", "./.", "./."], info), "1", [0])[0]?.end).toBe(end);
  });
});

describe("END", () => {
  it.each([
    ["END=120", 120],
    ["DP=3;END=1", 1],
    ["DP=3", 0],
    ["END", 0],
    ["END=", 0],
    ["END=.", 0],
    ["END=-5", 0],
    ["END=12.5", 0],
    ["END=1e3", 0],
    ["XEND=5", 0],
    ["END=999999999999", 999_999_999_999],
    ["END=9999999999999", 0],
  ])("%s: %i", (info, end) => {
    expect(statedEnd(info)).toBe(end);
  });
});

describe("the last base that a record touches", () => {
  const last = (alts: string[], info: string, blocks = true): number =>
    lastBase({ pos: 100, ref: "GAT", alts, info } as VcfRecord, blocks);

  it.each([
    ["of bases: by REF", ["A"], "END=500", 102],
    ["of a block: by END", ["<NON_REF>"], "END=500", 500],
    ["what looks like one", ["<DEL>"], "END=500", 500],
    ["no ALT", [], "END=500", 500],
    ["a dot for ALT", ["."], "END=500", 500],
    ["the first ALT decides", ["A", "<NON_REF>"], "END=500", 102],
    ["a breakend", ["A[2:5["], "END=500", 102],
    ["END inside REF", ["<NON_REF>"], "END=101", 102],
    ["no END", ["<NON_REF>"], "DP=3", 102],
  ])("%s", (_, alts, info, end) => {
    expect(last(alts, info)).toBe(end);
  });

  it("by REF where the header knows of no blocks", () => {
    expect(last(["<NON_REF>"], "END=500", false)).toBe(102);
    expect(last([], "END=500", false)).toBe(102);
  });
});

describe("a block may speak for a call", () => {
  it.each<[number[] | null, boolean]>([
    [null, false],
    [[], true],
    [[-1], true],
    [[-1, -1], true],
    [[-1, 0], false],
    [[0, -1], false],
    [[0, 0], false],
    [[1, 1], false],
  ])("%j: %s", (alleles, wants) => {
    expect(wantsBlock(alleles === null ? null : ({ alleles } as unknown as SampleCall))).toBe(
      wants,
    );
  });
});
