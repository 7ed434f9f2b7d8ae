// Results of consecutive batches, joined: what one carries out of sight of the next, and sums of both.
import { describe, expect, it } from "vitest";
import { emptyResult } from "../../src/scan/empty-result.ts";
import { mergeBatches, refuseBlank } from "../../src/scan/pool/merge.ts";
import type { BatchResult, ContigSpan, Noted, Site, Survivor } from "../../src/scan/types.ts";

const batch = (over: Partial<BatchResult> = {}): BatchResult => ({ ...emptyResult(2), ...over });
const survivor = (chrom: string, pos: number): Survivor =>
  ({ chrom, pos, calls: [null, null], fromBlock: [] }) as unknown as Survivor;
const block = (chrom: string, end: number) =>
  ({ chrom, end, call: { alleles: [0, 0] } }) as unknown as NonNullable<
    BatchResult["carry"]["blocks"][number]
  >;
const span = (contig: string, firstPos: number, lastPos: number, over = {}): ContigSpan => ({
  contig,
  firstPos,
  lastPos,
  records: 1,
  judged: 1,
  called: false,
  ...over,
});
const site = (pos: number): Site => ({ record: { pos } }) as unknown as Site;

describe("a reference block of the batch before (VCF-04)", () => {
  const wanting = (...people: number[]): BatchResult =>
    batch({ survivors: [survivor("1", 100)], wantsBlocks: [{ survivor: 0, people }] });
  const after = (blocks: BatchResult["carry"]["blocks"], ...people: number[]): BatchResult =>
    mergeBatches(
      batch({ survivors: [survivor("1", 50)], carry: { blocks, sites: [] } }),
      wanting(...people),
    );

  it.each([
    ["that reaches the survivor", block("1", 100), [1]],
    ["that reaches beyond it", block("1", 500), [1]],
    ["that ends before it", block("1", 99), []],
    ["of another chromosome", block("2", 100), []],
  ])("%s", (_, one, people) => {
    const { survivors, wantsBlocks } = after([null, one], 1);
    expect(survivors[1]?.fromBlock).toEqual(people);
    expect(survivors[1]?.calls[1]).toEqual(people.length === 0 ? null : { alleles: [0, 0] });
    expect(wantsBlocks).toEqual([]);
  });

  it("where there is none the wish goes on to the batch before that", () => {
    const { wantsBlocks } = after([null, block("1", 100)], 0, 1);
    expect(wantsBlocks).toEqual([{ survivor: 1, people: [0] }]);
  });

  it("is carried on, as far as the contig goes", () => {
    const first = (contig: string) =>
      mergeBatches(
        batch({ carry: { blocks: [block("1", 900), block("1", 800)], sites: [] } }),
        batch({
          contigs: [span(contig, 10, 20)],
          carry: { blocks: [null, block("1", 950)], sites: [] },
        }),
      ).carry.blocks.map((one) => one?.end);
    expect(first("1")).toEqual([900, 950]);
    const two = mergeBatches(
      batch({ carry: { blocks: [block("1", 900), null], sites: [] } }),
      batch({ contigs: [span("1", 10, 20), span("2", 10, 20)] }),
    );
    expect(two.carry.blocks).toEqual([null, null]);
    const none = batch({ carry: { blocks: [block("1", 900), null], sites: [] } });
    expect(mergeBatches(none, batch()).carry.blocks[0]?.end).toBe(900);
  });
});

describe("records that others point to (BCSQ-02)", () => {
  it("are carried as far as a pointer reaches", () => {
    const joined = (contigs: ContigSpan[]) =>
      mergeBatches(
        batch({ carry: { blocks: [null, null], sites: [site(1), site(1_000_000)] } }),
        batch({ contigs, carry: { blocks: [null, null], sites: [site(1_000_010)] } }),
      ).carry.sites.map(({ record }) => record.pos);
    expect(joined([span("1", 1_000_005, 1_000_010)])).toEqual([1_000_000, 1_000_010]);
    expect(joined([span("1", 1_000_005, 1_000_010), span("2", 1, 1_000_010)])).toEqual([1_000_010]);
  });

  it("a survivor that waits for one keeps its number", () => {
    const wish = { survivor: 0, found: [] } as unknown as BatchResult["wantsSites"][number];
    const { wantsSites } = mergeBatches(
      batch({ survivors: [survivor("1", 1), survivor("1", 2)] }),
      batch({ survivors: [survivor("1", 3)], wantsSites: [wish] }),
    );
    expect(wantsSites.map((one) => one.survivor)).toEqual([2]);
  });
});

describe("sums", () => {
  it("of counts, genes and kept lines", () => {
    const a = batch({
      records: 3,
      dropped: { filter: 1, frequency: 2 },
      droppedAlleles: { filter: 1 },
      genesWithRecords: [4, 1],
      genesNamed: [1],
    });
    const b = batch({
      records: 2,
      dropped: { frequency: 1 },
      droppedAlleles: { frequency: 2 },
      genesWithRecords: [4, 2],
      kept: [{ line: 1 }] as unknown as NonNullable<BatchResult["kept"]>,
    });
    const merged = mergeBatches(a, b);
    expect(merged).toMatchObject({
      records: 5,
      dropped: { filter: 1, frequency: 3 },
      droppedAlleles: { filter: 1, frequency: 2 },
      genesWithRecords: [1, 2, 4],
      genesNamed: [1],
    });
    expect(merged.kept).toHaveLength(1);
    const harmful = { named: 1, nameless: 2 };
    expect(mergeBatches(batch(), batch({ harmful })).harmful).toEqual(harmful);
    expect(mergeBatches(batch({ harmful }), batch({ harmful })).harmful).toEqual({
      named: 2,
      nameless: 4,
    });
    expect(mergeBatches(batch(), batch()).kept).toBeUndefined();
  });

  it("of what is to be told, the first of each kind", () => {
    const noted = (text: string): Noted[] => [
      { code: "info_key_twice", text, chrom: "1", pos: 1, end: 1, genes: [] },
    ];
    const merged = mergeBatches(batch({ noted: noted("a") }), batch({ noted: noted("b") }));
    expect(merged.noted.map(({ text }) => text)).toEqual(["a"]);
  });

  it("of stretches of a contig", () => {
    const joined = (a: ContigSpan[], b: ContigSpan[]): ContigSpan[] =>
      mergeBatches(batch({ contigs: a }), batch({ contigs: b })).contigs;
    expect(joined([span("1", 5, 9)], [span("1", 9, 20, { judged: 0, called: true })])).toEqual([
      span("1", 5, 20, { records: 2, judged: 1, called: true }),
    ]);
    expect(joined([span("1", 5, 9, { called: true })], [span("1", 9, 20)])[0]?.called).toBe(true);
    expect(joined([span("1", 5, 9)], [span("2", 1, 2)])).toHaveLength(2);
    expect(() => joined([span("1", 5, 9)], [span("1", 8, 20)])).toThrow("position 8 after 9");
    expect(() => joined([span("1", 5, 9), span("2", 1, 2)], [span("1", 10, 20)])).toThrow(
      "contig 1 comes back after another contig",
    );
    expect(() => joined([span("1", 5, 9)], [span("2", 1, 2), span("1", 10, 20)])).toThrow(
      "contig 1 comes back after another contig",
    );
  });
});

describe("an empty line", () => {
  it("at the end of the file says nothing; before records it is a fault", () => {
    const blank = batch({ endsBlank: true });
    expect(() => refuseBlank(blank, batch(), "x.vcf", 7)).not.toThrow();
    expect(() => refuseBlank(batch(), batch({ records: 1 }), "x.vcf", 7)).not.toThrow();
    expect(() => refuseBlank(blank, batch({ records: 1 }), "x.vcf", 7)).toThrow(
      expect.objectContaining({ code: "E_VCF_RECORD", place: { path: "x.vcf", line: 7 } }),
    );
    expect(mergeBatches(batch(), blank).endsBlank).toBe(true);
    expect(mergeBatches(batch(), batch()).endsBlank).toBeUndefined();
  });
});
