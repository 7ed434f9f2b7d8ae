/** Small deletions of a promoter as the other side of an event (SVC-05), by transcripts of the store. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ReportDocument, RunDocument } from "../../../src/report/types.ts";
import { analyseHere } from "../../helpers/analyse.ts";
import { eventVcf, type EventLine } from "../../helpers/event-text.ts";
import { makeRawWorld, rawVcf, SEQUENCE, type RawWorld } from "../../helpers/raw-world.ts";
import { tempFolder } from "../../helpers/temp.ts";

const folder = tempFolder();
/** Exons 2 and 3 of PLUS1, which begins at 1000: out of frame. */
const EXONS: EventLine = { pos: 1250, end: 1900, genotypes: ["0/1", "0/1", "0/0"] };
const WHOLE: EventLine = { pos: 700, end: 2700, genotypes: ["0/1", "0/1", "0/0"] };
let world: RawWorld;
let files = 0;

function file(text: string, ending: string): string {
  const path = join(folder, `${files++}.${ending}`);
  writeFileSync(path, text);
  return path;
}

beforeAll(async () => {
  world = await makeRawWorld(folder, []);
});

/** @param at the base before the deletion */
async function run(
  { at = 970, bases = 15, calls = ["0/1", "0/0", "0/1"], af = "." },
  events: EventLine[],
  isInBoth = false,
): Promise<ReportDocument & Pick<RunDocument["counts"], "events">> {
  const ref = SEQUENCE.slice(at - 1, at + bases);
  const record = { pos: at, ref, alts: [ref.slice(0, 1)], info: `gnomAD_AF=${af}`, calls };
  const head = '##INFO=<ID=gnomAD_AF,Number=A,Type=Float,Description="Frequency">';
  const too = (isInBoth ? events : []).map(({ pos, end = 0, genotypes }) => {
    const lost = SEQUENCE.slice(pos - 1, end);
    return { pos, ref: lost, alts: [lost.slice(0, 1)], calls: [...genotypes] };
  });
  const records = [record, ...too].toSorted((a, b) => a.pos - b.pos);
  const vcf = file(rawVcf(records, [head]), "vcf");
  const panel = file("symbol\tmode_of_inheritance\tconfidence\nPLUS1\tBIALLELIC\tgreen\n", "tsv");
  const sv = events.map((one) => file(eventVcf(["C", "F", "M"], [one]), "vcf"));
  const dir = join(folder, `out-${files++}`);
  await analyseHere(
    {
      vcfs: [vcf, ...sv],
      panels: [panel],
      ped: world.ped,
      store: world.store,
      allowEmpty: true,
    },
    { dir },
  );
  const read = (name: string): unknown => JSON.parse(readFileSync(join(dir, name), "utf8"));
  const { counts } = read("run.json") as RunDocument;
  return { ...(read("report.json") as ReportDocument), events: counts.events };
}

describe("a small deletion of the promoter (SVC-05)", () => {
  it("completes a pair with an event, in tier 3", async () => {
    const { candidates, untiered, events } = await run({}, [EXONS]);
    expect(events).toMatchObject({ events: 1, kept: 1 });
    expect(candidates).toMatchObject([
      { tier: 3, models: [{ model: "AR_COMPHET", phase: "TRANS" }] },
    ]);
    const effects = candidates[0]?.variants.map((variant) =>
      variant.kind === "event" ? variant.event.effect?.effect : null,
    );
    expect(effects?.toSorted()).toEqual(["exon_loss", "promoter_loss"]);
    expect(untiered.one_hit).toEqual([]);
  });

  it("completes it where the file of small variants has the event too", async () => {
    const { candidates } = await run({}, [EXONS], true);
    expect(candidates).toMatchObject([
      { tier: 3, models: [{ model: "AR_COMPHET", phase: "TRANS" }] },
    ]);
    expect(candidates[0]?.variants.map(({ kind }) => kind).toSorted()).toEqual(["event", "small"]);
  });

  it("is hemizygous inside of a deletion of the gene", async () => {
    const { candidates } = await run({ calls: ["1/1", "0/0", "0/1"] }, [WHOLE]);
    expect(candidates).toMatchObject([
      { tier: 3, models: [{ model: "AR_DEL_HEMI", phase: "TRANS" }] },
    ]);
  });

  it.each([
    ["too far from the gene", { at: 450 }],
    ["too short", { bases: 9 }],
    ["common", { af: "0.3" }],
    ["of the parent alone", { calls: ["0/0", "0/0", "0/1"] }],
  ])("%s, leaves the event alone", async (_, over) => {
    const { candidates, untiered } = await run(over, [EXONS]);
    expect(candidates).toEqual([]);
    expect(untiered.one_hit.map(({ variants }) => variants.length)).toEqual([1]);
  });

  it("is nothing without an event", async () => {
    const { candidates, untiered } = await run({ calls: ["1/1", "0/1", "0/1"] }, []);
    expect([candidates, Object.values(untiered).flat()]).toEqual([[], []]);
  });
});
