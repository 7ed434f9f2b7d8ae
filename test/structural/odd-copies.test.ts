/** Losses and gains of people who have other copies of the whole chromosome than is usual (SVE-11, SVH-15). */
import { describe, expect, it } from "vitest";
import { recordsLeft } from "../../src/structural/index.ts";
import { changedChromosomes } from "../../src/structural/copies/chromosomes.ts";
import type { Sex } from "../../src/pedigree/types.ts";
import type { EventsRead } from "../../src/structural/types.ts";
import { tempFolder } from "../helpers/temp.ts";
import { child, made, read, readAll, said, trio } from "./vcf.ts";

const folder = tempFolder();
const FORMAT = "GT:SM:CN:BC";

/** A segment by DRAGEN; without a word for the change, it has none for its caller. */
function segment(chrom: string, from: number, to: number, copies: number, word = "."): string {
  const id = `DRAGEN:${word === "." ? "REF" : word === "<DEL>" ? "LOSS" : "GAIN"}:${chrom}:${from}`;
  const gt = word === "." ? "./." : word === "<DEL>" ? "0/1" : "./1";
  return `${chrom} ${from - 1} ${id} N ${word} 100 PASS SVTYPE=CNV;END=${to} ${FORMAT} ${gt}:${copies / 2}:${copies}:900`;
}

const Y = segment("Y", 2_781_480, 26_600_000, 1);
/** X in three parts, the second other than the whole. */
const x = (whole: number, part: number, word: string): string[] => [
  segment("X", 2_781_480, 44_850_000, whole),
  segment("X", 44_850_001, 45_120_000, part, word),
  segment("X", 45_120_001, 155_701_382, whole),
];

const told = ({ events }: EventsRead): string[] =>
  events.map(({ kind, first, calls }) => {
    const [call] = calls;
    return `${kind} ${first} ${said(call ?? null)} ${call?.copies} ${call?.all} ${call?.expected}`;
  });

describe("copies of X that the stated sex does not make expect", () => {
  it.each<[string, Sex, string[], string[]]>([
    [
      "two, and one of a part",
      "male",
      [...x(2, 1, "<DEL>"), Y],
      ["DEL 44850001 carrier:unknown 1 unknown null"],
    ],
    [
      "two, and none of a part",
      "male",
      [...x(2, 0, "<DEL>"), Y],
      ["DEL 44850001 carrier:hemi 0 yes 1"],
    ],
    [
      "two, and three of a part",
      "male",
      [...x(2, 3, "<DUP>"), Y],
      ["DUP 44850001 carrier:hemi 3 yes 1"],
    ],
    [
      "one, and two of a part",
      "female",
      x(1, 2, "<DUP>"),
      ["DUP 44850001 carrier:unknown 2 unknown null"],
    ],
    ["one, and none of a part", "female", x(1, 0, "<DEL>"), ["DEL 44850001 carrier:hom 0 yes 2"]],
    ["one as is usual, called as a loss", "male", [...x(1, 1, "<DEL>"), Y], []],
    ["two as is usual, called as a gain", "female", x(2, 2, "<DUP>"), []],
  ])("%s: nothing of it is neutral (%s)", async (_, sex, rows, events) => {
    expect(told(await read(folder, { rows }, { sex }))).toEqual(events);
  });

  it("what is told of such a call tells nothing of the whole (DEC-49)", async () => {
    const { events } = await read(folder, { rows: [...x(2, 1, "<DEL>"), Y] }, { sex: "male" });
    expect(events[0]?.calls[0]).toMatchObject({ why: ["copy number 1"], flags: [] });
  });

  it("are one person's: those of a relative are as usual", async () => {
    const rows = [...x(2, 1, "<DEL>"), Y];
    const both = made(folder, {
      samples: ["child", "father"],
      rows: rows.map((row) => `${row} ${/0\/1/.test(row) ? "0/1:1:1:900" : "./.:1:1:900"}`),
    });
    const { events } = await readAll([{ path: both }], trio("male"));
    expect(events.map(({ calls }) => calls.map(said))).toEqual([
      ["carrier:unknown", "-", "unknown"],
    ]);
  });

  it("leave each record counted, and named, once", async () => {
    const path = made(folder, { rows: [...x(2, 1, "<DEL>"), Y] });
    const { files } = await readAll([{ path }], child("male"));
    expect(files).toMatchObject([{ records: 4, used: 1, dropped: { sv_reference_segment: 3 } }]);
    const left = await recordsLeft([{ path }], child("male"), "GRCh38", {});
    expect(left.map(({ pos }) => pos)).toEqual([2_781_479, 45_120_000, 2_781_479]);
  });
});

it("a loss inside a chromosome of which there are three leaves two", async () => {
  const rows = [
    segment("21", 14_300_001, 34_780_000, 3, "<DUP>"),
    "21 34780000 . N <CNV> 100 PASS SVTYPE=CNV;END=35060000 GT:CN ./.:2",
    segment("21", 35_060_001, 46_709_983, 3, "<DUP>"),
  ];
  const all = await read(folder, { rows });
  expect(told(all)).toContain("DEL 34780001 carrier:het 2 no 3");
  const changes = changedChromosomes(all.events, 0, "GRCh38");
  expect(changes).toMatchObject([{ chrom: "21", arm: null, kind: "DUP", copies: 3 }]);
});
