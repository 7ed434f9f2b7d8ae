// What a run found is told by the next re-analysis, until an output that tells it is finished.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { inArchive, verifyArchive } from "../../src/archive/index.ts";
import type { CaseEvent } from "../../src/archive/types.ts";
import { isMet } from "../../src/cli/fail-on.ts";
import { standingLines } from "../../src/cli/print/reanalysis.ts";
import { toldStill } from "../../src/reanalysis/case-history.ts";
import { mergeShards } from "../../src/reanalysis/merge.ts";
import { addHere, cloneCase, mergeHere, reanalyseHere } from "../helpers/archive.ts";
import {
  AAA,
  BBB,
  DE_NOVO,
  latestRun,
  makeWorld,
  writePanel,
  type World,
} from "../helpers/archive-world.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const DAMAGING = { consequence: "stop_gained", genotypes: DE_NOVO };

let w: World;

beforeEach(async () => {
  const records = [
    { ...DAMAGING, pos: 110_000, gene: "AAA" },
    { ...DAMAGING, pos: 310_000, gene: "BBB" },
  ];
  w = makeWorld(folder, records, [AAA]);
  await addHere(w.archive, "C1", w.options);
  cloneCase(w.archive, "C1", "C2");
  writePanel(w.rule, [AAA, BBB]);
});

/** Each run of a case that events are of. */
const runsOf = (events: readonly CaseEvent[]): string[] => [
  ...new Set(events.map(({ case: id, run }) => `${id} ${run}`)),
];

const marker = (): string => join(inArchive.case(w.archive, "C1"), "untold.txt");

describe("a re-analysis whose output was not finished", () => {
  it("is told by the next one, once, whatever that one finds itself", async () => {
    const lost = await reanalyseHere(w.archive, { finished: false });
    expect(runsOf(lost.result.events)).toEqual(["C1 2", "C2 2"]);
    expect(await verifyArchive(w.archive, false)).toEqual([]);
    const dry = await reanalyseHere(w.archive, { dryRun: true });
    const next = await reanalyseHere(w.archive);
    for (const { result } of [dry, next]) {
      expect(result.events).toEqual(lost.result.events);
      expect(isMet("new-candidate", { ...result, date: "2024-02-04T00:00:00.000Z" })).toBe(true);
      expect(standingLines(result)).toEqual([
        "told late, because no output that told it was finished: C1, C2",
      ]);
    }
    expect(next.text.split("\n").at(-2)).toBe(lost.text.split("\n").at(-2));
    const last = await reanalyseHere(w.archive);
    expect(last.result).toMatchObject({ events: [], late: [] });
    expect(isMet("new-candidate", last.result)).toBe(false);
    expect(existsSync(marker())).toBe(false);
  });

  it("is told together with a later run, and once beside --since", async () => {
    await reanalyseHere(w.archive, { finished: false });
    writePanel(w.rule, [BBB]);
    const { result } = await reanalyseHere(w.archive, { since: "2024-01-01" });
    expect(runsOf(result.events)).toEqual(["C1 2", "C1 3", "C2 2", "C2 3"]);
    expect((await reanalyseHere(w.archive)).result.events).toEqual([]);
  });

  it("is told for the cases that another output is of", async () => {
    await reanalyseHere(w.archive, { finished: false });
    const one = await reanalyseHere(w.archive, { cases: ["C2"] });
    expect(runsOf(one.result.events)).toEqual(["C2 2"]);
    const other = await reanalyseHere(w.archive);
    expect(runsOf(other.result.events)).toEqual(["C1 2"]);
  });

  it.each(["damaged", "99\n", "0\n", "-3\n", "2"])(
    "is told where the mark names no run: %j, which verify finds",
    async (text) => {
      await reanalyseHere(w.archive, { finished: false });
      writeFileSync(marker(), text);
      const faults = await verifyArchive(w.archive, false);
      expect(faults.map(({ path, problem }) => [path.split("/").at(-1), problem])).toEqual([
        ["untold.txt", "unreadable"],
      ]);
      expect(runsOf((await reanalyseHere(w.archive)).result.events)).toEqual(["C1 2", "C2 2"]);
      expect(await verifyArchive(w.archive, false)).toEqual([]);
    },
  );

  it("is not told of a candidate that has been withheld since", async () => {
    await reanalyseHere(w.archive, { finished: false });
    const lost = latestRun(w);
    expect(toldStill(lost.events, [lost])).toEqual(lost.events);
    const candidates = lost.report.candidates.filter(({ gene }) => gene.symbol !== "BBB");
    expect(candidates.length).toBeLessThan(lost.report.candidates.length);
    const later = { ...lost, run: 3, events: [], report: { ...lost.report, candidates } };
    expect(toldStill(lost.events, [lost, later]).filter(({ gene }) => gene === "BBB")).toEqual([]);
  });

  it("is streamed too, and told again where the mark cannot be read", async () => {
    await reanalyseHere(w.archive, { finished: false });
    writeFileSync(marker(), "damaged");
    const streamed: CaseEvent[] = [];
    await reanalyseHere(w.archive, {
      onEvents: (events) => {
        streamed.push(...events);
        return Promise.resolve();
      },
    });
    expect(runsOf(streamed)).toEqual(["C1 2", "C2 2"]);
  });

  it("does not forget what another process wrote while the output was made", async () => {
    await reanalyseHere(w.archive, {
      cases: ["C1"],
      onEvents: async () => {
        writePanel(w.rule, [BBB]);
        await reanalyseHere(w.archive, { cases: ["C1"], finished: false });
      },
    });
    expect(latestRun(w).run).toBe(3);
    const { result } = await reanalyseHere(w.archive, { cases: ["C1"] });
    expect(runsOf(result.events)).toEqual(["C1 3"]);
  });
});

describe("archive merge", () => {
  it("tells again what it told where its output was not finished", async () => {
    await reanalyseHere(w.archive);
    const lost = await mergeShards({ archive: w.archive, results: [], now: new Date(0) });
    expect(runsOf(lost.result.events)).toEqual(["C1 2", "C2 2"]);
    expect((await mergeHere(w.archive)).events).toEqual(lost.result.events);
    expect((await mergeHere(w.archive)).events).toEqual([]);
    await lost.told();
    expect(await verifyArchive(w.archive, false)).toEqual([]);
  });
});
