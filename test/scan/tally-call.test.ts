// Calls for the sample checks, read from bytes: what is read, and what is left to the full decoder.
import { describe, expect, it } from "vitest";
import { tallyCall, tallyKeys } from "../../src/scan/tally-call.ts";

describe("where depth and quality stand in FORMAT", () => {
  it.each<[string, ReturnType<typeof tallyKeys>]>([
    ["GT:DP:GQ", { depth: 1, quality: 2 }],
    ["GT:GQ:AD:DP", { depth: 3, quality: 1 }],
    ["GT", { depth: -1, quality: -1 }],
    ["GT:DP", { depth: 1, quality: -1 }],
    ["DP:GT", null],
    ["", null],
    ["GT:MIN_DP", null],
    ["GT:DPI", null],
    ["GT:RGQ", null],
    ["GT:DP:FT", null],
    ["GT:LGT", null],
    ["GTX:DP", null],
  ])("%s", (format, keys) => {
    expect(tallyKeys(format)).toEqual(keys);
  });
});

describe("a sample column", () => {
  const read = (text: string, keys = { depth: 1, quality: 2 }, end = "\n") => {
    const call = tallyCall(Buffer.from(`x\t${text}${end}`), 2, keys);
    return call === null ? null : [call.alleles, call.depth, call.genotypeQuality];
  };

  it.each<[string, number[]]>([
    [".", [-1]],
    ["0", [0]],
    ["1", [1]],
    ["./.", [-1, -1]],
    ["./0", [-1, 0]],
    ["./1", [-1, 1]],
    ["0/.", [0, -1]],
    ["0/0", [0, 0]],
    ["0/1", [0, 1]],
    ["1/.", [1, -1]],
    ["1|0", [1, 0]],
    ["1/1", [1, 1]],
  ])("genotype %s", (text, alleles) => {
    expect(read(text)).toEqual([alleles, null, null]);
    expect(read(`${text}:30:99`)).toEqual([alleles, 30, 99]);
  });

  it.each(["2", "0/2", "2/0", "/0", "0/1/1", "0/", "x", "", "0/10", "10", "0\\1", "01"])(
    "of another genotype is left to the decoder: %j",
    (text) => {
      expect(read(text)).toBeNull();
    },
  );

  it.each<[string, number | null, number | null]>([
    ["0/1:0:9", 0, 9],
    ["0/1:109:90", 109, 90],
    ["0/1:.:99", null, 99],
    ["0/1:30:.", 30, null],
    ["0/1:30", 30, null],
    ["0/1::99", null, 99],
    ["0/1:30:", 30, null],
    ["0/1:30:99:more,1.5:x", 30, 99],
  ])("values of %s", (text, depth, quality) => {
    expect(read(text)).toEqual([[0, 1], depth, quality]);
  });

  it("values by their keys, the others passed over", () => {
    expect(read("0/1:3,4:30:x:99", { depth: 2, quality: 4 })?.slice(1)).toEqual([30, 99]);
    expect(read("0/1:99:3,4:30", { depth: 3, quality: 1 })?.slice(1)).toEqual([30, 99]);
    expect(read("0/1:99:30", { depth: -1, quality: -1 })?.slice(1)).toEqual([null, null]);
    expect(read("0/1::30", { depth: 2, quality: -1 })?.slice(1)).toEqual([30, null]);
    expect(read("0/1:+:30", { depth: 2, quality: -1 })?.slice(1)).toEqual([30, null]);
  });

  it.each([
    "0/1:30.5:99",
    "0/1:30:99.5",
    "0/1:-3:99",
    "0/1:3x:9",
    "0/1:..:9",
    "0/1:/:9",
    "0/1:3::9x",
  ])("of another number is left to the decoder: %s", (text) => {
    expect(read(text, { depth: 1, quality: text.includes("::") ? 3 : 2 })).toBeNull();
  });

  it.each(["\n", "\t0/0:1:1\n", "\r\n"])("ends before %j", (end) => {
    expect(read("0/1:30:99", undefined, end)).toEqual([[0, 1], 30, 99]);
    expect(read("0/1", undefined, end)).toEqual([[0, 1], null, null]);
    expect(read("0/1:x:y:z", { depth: 5, quality: 6 }, end)).toEqual([[0, 1], null, null]);
    expect(read("1", undefined, end)).toEqual([[1], null, null]);
  });

  it("no filter of the call's own has failed", () => {
    expect(tallyCall(Buffer.from("0/1\n"), 0, { depth: 1, quality: 2 })?.failedFilters).toEqual([]);
  });
});
