// Which bytes are read: the index where that is less than the file (DEC-16).
import { describe, expect, it } from "vitest";
import type { Input } from "../../src/analysis/input.ts";
import { chooseScan, wantedPlaces } from "../../src/analysis/tasks.ts";
import type { ScanPlan } from "../../src/scan/types.ts";
import { planFor } from "../scan/build.ts";
import { headerText } from "../helpers/vcf-text.ts";

const plan = planFor({ header: headerText({ samples: ["C"] }) });
/** The index leads to one chunk: blocks 1,000 to 5,000, and the last block, counted with 20,000 bytes. */
const READ = 4000 + 20_000;
const input = (size: number, more: Partial<Input> = {}): Input =>
  ({
    path: "x.vcf.gz",
    kind: "bgzf",
    size,
    text: null,
    firstRecord: { block: 0, within: 0 },
    index: {
      names: ["1"],
      blocksForRange: () => [
        { minv: { block: 1000, within: 0 }, maxv: { block: 5000, within: 0 } },
      ],
    },
    indexOlderThanFile: false,
    ...more,
  }) as unknown as Input;

describe("index or whole file", () => {
  it.each<[string, Input, "auto" | "index" | "full", "index" | "full", number]>([
    ["the index reads one byte less", input(READ + 1), "auto", "index", READ],
    ["the index would save nothing", input(READ), "auto", "full", READ],
    ["the index would read more", input(READ - 1), "auto", "full", READ - 1],
    ["the index is asked for, though it reads more", input(READ - 1), "index", "index", READ],
    ["the whole file is asked for", input(READ * 9), "full", "full", READ * 9],
    ["no index", input(READ * 9, { index: null }), "auto", "full", READ * 9],
    [
      "an index that is older than the file",
      input(READ * 9, { indexOlderThanFile: true }),
      "auto",
      "full",
      READ * 9,
    ],
  ])("%s", (_, given, asked, mode, bytes) => {
    expect(chooseScan(given, plan, asked)).toMatchObject({ mode, bytes });
  });

  it.each([
    ["gzip", "plain gzip is read in one piece; bgzip would be read in parallel"],
    ["plain", "not a BGZF file"],
  ])("%s text is read in one stream", (kind, why) => {
    const small = input(100, { kind, text: {} } as unknown as Partial<Input>);
    expect(chooseScan(small, plan, "full")).toMatchObject({ mode: "stream", why, small: true });
    const pipe = input(100, { kind, text: {}, size: null } as unknown as Partial<Input>);
    expect(chooseScan(pipe, plan, "full")).toMatchObject({ small: false, bytes: null });
  });

  it("by the index: regions, and alleles known elsewhere, each place once", () => {
    const chromosomes = [
      { chrom: "1", positions: [999, 1000, 2000, 2001, 500, 500] },
      { chrom: "2", positions: [1500] },
    ];
    const rescuable = { chromosomes } as unknown as ScanPlan["rescuable"];
    const places = wantedPlaces({ ...plan, rescuable });
    expect(places.map(({ chrom, start, end }) => `${chrom}:${start}-${end}`)).toEqual([
      "1:1000-2000",
      "1:999-999",
      "1:2001-2001",
      "1:500-500",
      "2:1500-1500",
    ]);
  });

  it("a gene without coordinates needs the whole file", () => {
    const genes = { GENE1: { chrom: "1", start: 1000, end: 2000 }, GENE9: null };
    const wide = planFor({ header: headerText({ samples: ["C"] }), genes });
    expect(chooseScan(input(READ * 9), wide, "auto")).toMatchObject({
      mode: "full",
      why: "GENE9 has no coordinates",
    });
    expect(() => chooseScan(input(READ * 9), wide, "index")).toThrow("GENE9");
  });
});
