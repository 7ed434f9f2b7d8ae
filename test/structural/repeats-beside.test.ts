/** Short duplications that Manta writes as insertions: the same event as one written as a duplication (SVE-08, SVE-21). */
import { describe, expect, it } from "vitest";
import { isElsewhere, populationRecord } from "../../src/structural/population/of-source.ts";
import { rarityOf } from "../../src/structural/population/rarity.ts";
import { eventsNamed, matchEvents } from "../../src/structural/index.ts";
import { tempFolder } from "../helpers/temp.ts";
import { child, keysOf, made, only, read, readAll, said } from "./vcf.ts";

const folder = tempFolder();
const COLUMNS = "GT:GQ:PR:SR 0/1:99:9,9:9,9";
const inserted = (info = ";DUPSVLEN=121;DUPHOMLEN=3", pos = 1000): string =>
  `17 ${pos} MantaINS:1 A <INS> 400 PASS SVTYPE=INS;END=${pos};SVLEN=121${info} ${COLUMNS}`;
const duplicated = (pos = 1000, end = 1121): string =>
  `17 ${pos} MantaDUP:TANDEM:1 A <DUP:TANDEM> 400 PASS SVTYPE=DUP;END=${end} ${COLUMNS}`;

const family = (own: string, hers: string): Promise<Awaited<ReturnType<typeof readAll>>> =>
  readAll([
    { path: made(folder, { rows: [own] }) },
    { path: made(folder, { samples: ["mother"], rows: [hers] }) },
  ]);

describe("an insertion that repeats what is beside it", () => {
  it.each([
    ["his insertion, her duplication", inserted(), duplicated()],
    ["his duplication, her insertion", duplicated(), inserted()],
    ["placed as far on as both are alike", inserted(), duplicated(1003, 1124)],
    ["two insertions", inserted(), inserted()],
  ])("is the mother's too: %s", async (_, own, hers) => {
    const event = only(await family(own, hers));
    expect(event.calls.map(said)).toEqual(["carrier:het", "carrier:het", "-"]);
    expect(event.members).toHaveLength(2);
  });

  it.each([
    ["of a length that is not told", inserted(""), duplicated()],
    ["elsewhere", inserted(), duplicated(5000, 5121)],
    ["of another length", inserted(), duplicated(1000, 3000)],
    ["and a loss", inserted(), duplicated().replaceAll("DUP", "DEL").replace(":TANDEM>", ">")],
  ])("is another event: %s", async (_, own, hers) => {
    expect((await family(own, hers)).events).toHaveLength(2);
  });

  it("stays an insertion by name, and two callers' is one", async () => {
    expect(keysOf(await read(folder, { rows: [inserted()] }))).toEqual(["17:1000-1001:INS:121"]);
    const both = [inserted(), duplicated()].map((row) => ({ path: made(folder, { rows: [row] }) }));
    expect(only(await readAll(both, child())).members).toHaveLength(2);
  });

  it.each([
    ["of the same method", duplicated()],
    ["of a lower quality", duplicated().replace(" 400 ", " 9 ")],
    ["of a higher one", duplicated().replace(" 400 ", " 999 ")],
    ["that is imprecise", duplicated().replace("SVTYPE", "IMPRECISE;CIPOS=-9,9;CIEND=-9,9;SVTYPE")],
  ])("is the duplication once it is joined with one: %s", async (_, other) => {
    for (const rows of [
      [inserted(), other],
      [other, inserted()],
    ]) {
      const paths = rows.map((row) => ({ path: made(folder, { rows: [row] }) }));
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const event = only(await readAll(paths, child()));
      expect(event).toMatchObject({ key: "17:1001-1121:DUP", kind: "DUP", inserted: null });
      expect(event.duplicated).toBeUndefined();
      expect(event.members.slice(1)).toMatchObject([{ joined: { overlap: 1, apart: 0 } }]);
      for (const name of ["17:1001-1121:DUP", "17:1003-1125:DUP", "17:1000:A:<INS>"])
        expect(eventsNamed([{ event }], name)).toHaveLength(1);
    }
  });

  it("does not swallow a long gain of depth, and places it", async () => {
    const own = inserted(";DUPSVLEN=19900", 100_800).replace("=121", "=19900");
    const depth = "17 100000 G A <DUP> 99 PASS SVTYPE=CNV;END=121000 GT:CN ./1:3";
    const event = only(
      await readAll(
        [
          { path: made(folder, { rows: [own] }) },
          { path: made(folder, { rows: [depth] }), kind: "cnv" },
        ],
        child(),
      ),
    );
    expect(event).toMatchObject({ key: "17:100801-120700:DUP", claim: "both" });
    expect(event.members[1]?.joined?.overlap).toBeCloseTo(19_900 / 21_000);
  });

  it("is found by the name of the duplication where it is alone", async () => {
    const event = only(await read(folder, { rows: [inserted()] }));
    expect(eventsNamed([{ event }], "17:1001-1121:DUP")).toHaveLength(1);
    expect(eventsNamed([{ event }], "17:1500-1620:DUP")).toHaveLength(0);
  });

  it("is as common as the duplication of a population", async () => {
    const event = only(await read(folder, { rows: [inserted()] }));
    const line = "17\t1000\tDUP_1\tN\t<DUP>\t.\tPASS\tEND=1121";
    const figures = { homozygotes: null, hemizygotes: null, alleleNumber: null, states: null };
    const events = populationRecord(line, "GRCh38", { ...figures, frequency: [0.3] });
    expect(isElsewhere(line, 1121, event, 1000)).toBe(false);
    const answer = { source: "gnomAD-SV", holds: ["DUP" as const], events, why: "" };
    expect(rarityOf(event, [answer], [], null)).toMatchObject({ assessed: true, frequency: 0.3 });
    const [other] = (await read(folder, { rows: [inserted("")] })).events;
    if (other === undefined) throw new Error("no event");
    expect(isElsewhere(line, 1121, other, 1000)).toBe(true);
    expect(rarityOf(other, [answer], [], null).frequency).toBeNull();
    expect(matchEvents([event], events, "populations")).toHaveLength(1);
  });
});

it("of two insertions at one place another caller's is the one as long (SVE-08, SVE-23)", async () => {
  const row = (length: number): string =>
    `17 1000 x A <INS> 400 PASS SVTYPE=INS;END=1000;SVLEN=${length} ${COLUMNS}`;
  for (const [own, other] of [
    [60, 110],
    [110, 60],
  ] as const) {
    const rows = [[row(own), row(other)], [row(own)]];
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { events } = await readAll(
      rows.map((some) => ({ path: made(folder, { rows: some }) })),
      child(),
    );
    const joined = events.filter(({ members }) => members.length === 2);
    expect(joined.map(({ length }) => length)).toEqual([own]);
  }
});
