// Which lines an archive keeps beside the records that it is after.
import { describe, expect, it } from "vitest";
import type { DistilVerdict } from "../../src/filter/distil.ts";
import { KeptLines, settleKept } from "../../src/filter/kept-lines.ts";

const KEEP: DistilVerdict = { outcome: "keep", pointers: [], wantsBlocks: true };
const SPARE: DistilVerdict = { outcome: "spare", pointers: [], wantsBlocks: false };

/** Lines are told by their offsets. */
function kept(feed: (lines: KeptLines) => void): number[] {
  const lines = new KeptLines(2, ({ start }) => Uint8Array.of(start));
  feed(lines);
  lines.leave("1");
  return settleKept(lines.lines).map(({ line }) => line[0] ?? -1);
}

describe("reference blocks (VCF-04)", () => {
  it("that begin where a spare record stands serve a later record (BCSQ-02)", () => {
    const lines = kept((all) => {
      all.block(1, { start: 10, end: 20 }, 100);
      all.record(SPARE);
      all.close(
        [
          { start: 10, end: 20 },
          { start: 20, end: 30 },
        ],
        "1",
        100,
      );
      all.record(KEEP);
      all.close([{ start: 30, end: 40 }], "1", 150);
    });
    expect(lines).toEqual([10, 30]);
  });

  it("that nobody wants are left out with the spare record", () => {
    const lines = kept((all) => {
      all.block(1, { start: 10, end: 20 }, 100);
      all.record(SPARE);
      all.close([{ start: 10, end: 20 }], "1", 100);
      all.record({ ...KEEP, wantsBlocks: false });
      all.close([{ start: 30, end: 40 }], "1", 150);
    });
    expect(lines).toEqual([30]);
  });
});
