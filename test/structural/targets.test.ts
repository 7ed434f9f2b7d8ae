// Calls on targets (SVE-20, DEC-47): targets are where exons are, so what is called is lost, and the real ends lie in introns.
import { describe, expect, it } from "vitest";
import { certainlyLost } from "../../src/inheritance/over-deletion.ts";
import { effectsOf } from "../../src/structural/consequence/effects.ts";
import { sliceOf } from "../effect/slices.ts";
import { tempFolder } from "../helpers/temp.ts";
import { only, read } from "./vcf.ts";

const folder = tempFolder();
const NONE = { extents: [], reporting: [], promoterLength: 500 };
// Six exons at introns of 20 kb; the third to the fifth have 100, 101 and 100 coding bases.
const exons = [0, 1, 2, 3, 4, 5].map((i): [number, number] => {
  const from = 100_001 + 20_000 * i;
  return [from, from + (i === 3 ? 100 : 99)];
});
const slices = ([1, -1] as const).map((strand) =>
  sliceOf([{ id: "T1", chrom: "1", strand, exons, cds: exons }], new Map()),
);
const at = (i: number, side: 0 | 1): number => exons[i]?.[side] ?? 0;

/** A call of the third to the fifth exon's targets; `off`: bases that each target is larger than its exon. */
async function called(off: number, targets = 3, caller = "GT:CN:NP:QA:QS:QSE:QSS") {
  const [first, last] = [at(2, 0) - off, at(4, 1) + off];
  const row = `1 ${first - 1} . N <DEL>,<DUP> . PASS END=${last} ${caller} 1:1:${targets}:99:300:99:99`;
  return only(await read(folder, { rows: [row] }));
}

describe("a deletion called on targets", () => {
  it.each([
    ["as large as the exons", 0],
    ["50 bases larger", 50],
    ["a base smaller, as some programs count", -1],
    ["a few bases smaller", -20],
  ])("%s: all exons that were called, out of frame", async (_, off) => {
    const event = await called(off);
    for (const slice of slices) {
      const [effect] = effectsOf(event, slice, NONE);
      expect(effect).toMatchObject({
        effect: "exon_loss",
        class: "lof",
        codingBases: 301,
        inFrame: false,
        flags: [],
      });
    }
  });

  it("of a target that covers a part of an exon, that part", async () => {
    const [effect] = effectsOf(await called(-21), slices[0] ?? null, NONE);
    expect(effect).toMatchObject({ codingBases: 301 - 42 });
  });

  it("all that was called is lost; the doubt lies beyond it", async () => {
    const event = await called(50);
    expect(certainlyLost(event)).toEqual({ first: at(2, 0) - 50, last: at(4, 1) + 50 });
    const [low, high] = [event.ciFirst, event.ciLast];
    expect([low[1], high[0]]).toEqual([0, 0]);
    expect(low[0]).toBeLessThan(-10_000);
    expect(high[1]).toBe(-low[0]);
  });

  it("one target is as certain as several", async () => {
    const row = `1 ${at(3, 0) - 11} . N <DEL>,<DUP> . PASS END=${at(3, 1) + 10} GT:CN:NP:QA:QS:QSE:QSS 1:1:1:99:300:99:99`;
    const event = only(await read(folder, { rows: [row] }));
    const [effect] = effectsOf(event, slices[0] ?? null, NONE);
    expect(effect).toMatchObject({ class: "lof", codingBases: 101, flags: [] });
    expect(event.flags).toEqual(["single_target"]);
  });

  it("by depth along a genome the ends lie off to both sides", async () => {
    const row = `1 ${at(2, 0) - 51} DRAGEN:LOSS:1:1 N <DEL> . PASS END=${at(4, 1) + 50};SVTYPE=CNV GT:SM:CN:BC 0/1:0.5:1:40`;
    const event = only(await read(folder, { rows: [row] }));
    expect(event.ciFirst).toEqual([-1005, 1005]);
    expect(event.ofTargets).toBeUndefined();
    const [effect] = effectsOf(event, slices[0] ?? null, NONE);
    expect(effect?.flags).toContain("breakpoint_uncertain");
  });
});

describe("the number of targets, by whichever name (DEC-47)", () => {
  const row = (info: string, columns = "GT:CN 0/1:1"): string =>
    `17 31159000 . N <DEL> 40 PASS SVTYPE=DEL;END=31159100${info} ${columns}`;
  const exome = ["##source=ExomeDepth"];

  it.each([
    [";NEXONS=1", "GT:CN 0/1:1"],
    [";N_EXONS=1", "GT:CN 0/1:1"],
    [";nexons=1", "GT:CN 0/1:1"],
    [";NUM_TARG=1", "GT:CN 0/1:1"],
    [";NUM_TARGETS=1", "GT:CN 0/1:1"],
    [";NUMT=1", "GT:CN 0/1:1"],
    [";PROBES=1", "GT:CN 0/1:1"],
    ["", "GT:CN:N_TARGETS 0/1:1:1"],
    ["", "GT:CN:NP 0/1:1:1"],
  ])("one: %s %s", async (info, columns) => {
    const event = only(await read(folder, { header: exome, rows: [row(info, columns)] }));
    expect(event.flags).toEqual(["single_target"]);
    expect(event.ofTargets).toBe(true);
  });

  it.each([";NEXONS=2", ";EXON=1", ";REGION=exonic", ""])(
    "several, or not told: %s",
    async (info) => {
      const event = only(await read(folder, { header: exome, rows: [row(info)] }));
      expect(event.flags).toEqual([]);
    },
  );

  it("says that a caller that nobody knows looked at targets", async () => {
    expect(only(await read(folder, { rows: [row(";NEXONS=1")] })).flags).toEqual(["single_target"]);
    expect(only(await read(folder, { rows: [row("")] })).flags).toEqual(["short_depth_call"]);
  });
});
