// Which lines an archive keeps beside the records that it is after.
import { describe, expect, it } from "vitest";
import type { KeepDecision } from "../../src/scan/keep/distil.ts";
import { KeptLines, settleKept } from "../../src/scan/keep/kept-lines.ts";

const KEEP: KeepDecision = { outcome: "keep", pointers: [], wantsBlocks: true };
const SPARE: KeepDecision = { outcome: "pointer_target", pointers: [], wantsBlocks: false };

/** Lines are told by their offsets. */
function kept(feed: (lines: KeptLines) => void, named: number[] = []): number[] {
  const lines = new KeptLines(2, ({ start }) => Uint8Array.of(start));
  feed(lines);
  lines.leave("1");
  return settleKept(lines.lines, new Set(named)).map(({ line }) => line[0] ?? -1);
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

describe("genes that no line may name (DEC-17)", () => {
  const unnamed = (...genes: number[]): KeepDecision => ({
    outcome: "unnamed",
    pointers: [],
    wantsBlocks: false,
    genes,
  });
  const certain: KeepDecision = { ...KEEP, pointers: [100] };
  const at = (all: KeptLines, start: number, ...verdicts: KeepDecision[]): void => {
    for (const verdict of verdicts) all.record(verdict);
    all.close([{ start, end: start + 5 }], "1", start);
  };
  it.each<[string, KeepDecision[], number[], number[]]>([
    ["kept where the file names none of them", [unnamed(3)], [], [10, 100]],
    ["left out where another line names it", [unnamed(3)], [3], [100]],
    ["kept for one of two", [unnamed(3, 4)], [3], [10, 100]],
    ["kept for certain with another record of the place", [unnamed(3), KEEP], [3], [10, 100]],
    ["spare where it is named after all", [SPARE, unnamed(3)], [3], [100]],
  ])("%s", (_, verdicts, named, lines) => {
    const feed = (all: KeptLines): void => {
      at(all, 10, ...verdicts);
      at(all, 100, KEEP);
    };
    expect(kept(feed, named)).toEqual(lines);
  });

  it("one that is named is pointed to only if it was spare (BCSQ-02): however the file was cut", () => {
    const feed =
      (...verdicts: KeepDecision[]) =>
      (all: KeptLines): void => {
        at(all, 100, ...verdicts);
        at(all, 120, certain);
      };
    expect(kept(feed(unnamed(3)), [3])).toEqual([120]);
    expect(kept(feed(unnamed(3), SPARE), [3])).toEqual([100, 120]);
    expect(kept(feed(SPARE), [3])).toEqual([100, 120]);
  });
});
