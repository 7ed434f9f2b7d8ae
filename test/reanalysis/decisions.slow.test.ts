// Decisions that were typed in the page or the workbook: recorded as they are, or refused as a whole.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import {
  answerDigestOf,
  inArchive,
  readRun,
  readVerdicts,
  verifyArchive,
} from "../../src/archive/index.ts";
import { caseText } from "../../src/cli/print/cases.ts";
import { takenText } from "../../src/cli/print/verdict.ts";
import { alleleKey } from "../../src/core/allele.ts";
import { takeDecisions } from "../../src/reanalysis/decisions.ts";
import { reportFromFile } from "../../src/reanalysis/report-file.ts";
import { pastOf, showCase } from "../../src/reanalysis/show.ts";
import { answerDigest } from "../../src/report/decisions.ts";
import type { decisionsSchema } from "../../src/report/schema.ts";
import { addHere, cloneCase, fullReport, reanalyseHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";
import { members, zipOf } from "../helpers/zip.ts";

const folder = tempFolder();
const fresh = join(folder, "fresh");
const TRIO = { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped" };
const WWOX = "16:78333196:A:T";
type DecisionsDocument = z.infer<typeof decisionsSchema>;
type Decision = DecisionsDocument["decisions"][number];
type TakeOptions = Parameters<typeof takeDecisions>[0];

let count = 0;
let digest = "";
let wwox: Decision;
let others: Decision[] = [];

beforeAll(async () => {
  await addHere(
    fresh,
    "C1",
    { ...TRIO, panels: ["epilepsy"] },
    { panelVersions: ["epilepsy@0.9"] },
  );
  cloneCase(fresh, "C1", "C2");
  const at = inArchive.case(fresh, "C1");
  digest = answerDigestOf(at, 1);
  const { report } = readRun(at, 1);
  const all = [...report.candidates, ...Object.values(report.untiered).flat()].flatMap((c) =>
    c.variants.map((v): Decision => ({
      candidateId: c.candidateId,
      allele: alleleKey(v),
      decision: "reported",
      class: "LP",
      criteria: "PVS1, PM2_Supporting",
      comment: null,
      by: "jd",
      date: "2024-02-01",
    })),
  );
  const found = all.find(({ allele }) => allele === WWOX);
  if (found === undefined) throw new Error("the demo has no WWOX");
  wwox = found;
  others = all.filter(({ allele }) => !allele.startsWith("16:")).slice(0, 3);
});

/** An archive of its own, with a file of decisions. */
function world(): { archive: string; save: (of: Partial<DecisionsDocument>) => string } {
  const archive = join(folder, `cases-${++count}`);
  cpSync(fresh, archive, { recursive: true });
  let files = 0;
  const save = (of: Partial<DecisionsDocument>): string => {
    const path = join(folder, `${count}-${++files}.json`);
    const basis = { case: "C1", run: digest };
    const document = { schema: "panelist.decisions", version: 1, ...basis, decisions: [], ...of };
    writeFileSync(path, JSON.stringify(document));
    return path;
  };
  return { archive, save };
}

const asked = (archive: string, from: string[], more: Partial<TakeOptions> = {}): TakeOptions => ({
  archive,
  case: "C1",
  from,
  acceptChanged: false,
  decidedBy: undefined,
  by: "clerk",
  now: new Date("2024-03-01T00:00:00.000Z"),
  ...more,
});
const kept = (archive: string): ReturnType<typeof readVerdicts> =>
  readVerdicts(inArchive.case(archive, "C1"));

describe("the page's file", () => {
  it("becomes verdicts, with criteria and the run; a second time nothing is added", async () => {
    const { archive, save } = world();
    const from = [save({ decisions: [wwox, ...others] })];
    const taken = await takeDecisions(asked(archive, from));
    expect(taken.recorded).toHaveLength(1 + others.length);
    expect(kept(archive).find((v) => v.gene === "WWOX")).toMatchObject({
      kind: "reported",
      class: "LP",
      criteria: "PVS1, PM2_Supporting",
      why: null,
      by: "jd",
      date: "2024-02-01",
      hgvs: ["ENST00000566780:c.97A>T"],
      dataset: 1,
      run: 1,
    });
    const again = await takeDecisions(asked(archive, from));
    expect(again).toMatchObject({ recorded: [], known: 1 + others.length });
    expect(kept(archive)).toHaveLength(1 + others.length);
    expect(await verifyArchive(archive, false)).toEqual([]);
    const shown = showCase(archive, "C1");
    expect(caseText(shown, pastOf(archive, shown))).toContain(
      `${WWOX} reported LP (PVS1, PM2_Supporting) by jd on 2024-02-01`,
    );
  });

  it("a page of `analyse` is of no case: what it shows is the archive's own answer", async () => {
    const { archive, save } = world();
    // The archive resolves the panel's newest version; the same answer comes of the same version.
    const report = await fullReport({ ...TRIO, panels: ["epilepsy@0.9"], partial: true });
    expect(answerDigest(report)).toBe(digest);
    const taken = await takeDecisions(asked(archive, [save({ case: null, decisions: [wwox] })]));
    expect(taken.recorded).toHaveLength(1);
  });

  it("two people who differ are both kept and shown; each one's latest word counts", async () => {
    const { archive, save } = world();
    const dismissed: Decision = {
      ...wwox,
      decision: "dismissed",
      class: null,
      criteria: null,
      comment: "does not segregate",
      by: "ab",
    };
    const from = [save({ decisions: [wwox] }), save({ decisions: [dismissed] })];
    const taken = await takeDecisions(asked(archive, from));
    expect(taken.disputes).toHaveLength(1);
    const text = takenText(taken, false);
    expect(text).toContain(
      "WWOX 16:78333196:A:T: people disagree, and all their decisions are kept:",
    );
    expect(text).toContain("  reported LP (PVS1, PM2_Supporting) by jd on 2024-02-01");
    expect(text).toContain("  dismissed by ab on 2024-02-01: does not segregate");
    const { result } = await reanalyseHere(archive, { cases: ["C1"] });
    const event = result.events.find((e) => e.gene === "WWOX");
    expect(event?.verdicts?.map(({ by }) => by)).toEqual(["jd", "ab"]);
    const agreed = save({ decisions: [{ ...wwox, by: "ab", date: "2024-02-20" }] });
    const later = await takeDecisions(asked(archive, [agreed], { acceptChanged: true }));
    expect(later.disputes).toEqual([]);
    expect(kept(archive)).toHaveLength(3);
  });

  it.each<[string, () => Partial<DecisionsDocument>, string]>([
    [
      "another case",
      () => ({ case: "C2", decisions: [wwox] }),
      "decision 1: it is for case 'C2', not 'C1'",
    ],
    [
      "an unknown run",
      () => ({ run: "0".repeat(64), decisions: [wwox] }),
      "decision 1: case 'C1' has no run 000000000000, on which it was made",
    ],
    [
      "an altered candidate",
      () => ({ decisions: [{ ...wwox, candidateId: "c0123456789abcdef" }] }),
      "run 1 has no candidate 'c0123456789abcdef'",
    ],
    [
      "an altered allele",
      () => ({ decisions: [...others, { ...wwox, allele: "16:78333196:A:G" }] }),
      "does not have variant '16:78333196:A:G'",
    ],
    [
      "rows that were mixed",
      () => ({ decisions: [{ ...wwox, allele: others[0]?.allele ?? "" }] }),
      "does not have variant",
    ],
    ["no class", () => ({ decisions: [{ ...wwox, class: null }] }), "needs a class"],
    [
      "no reason",
      () => ({ decisions: [{ ...wwox, decision: "dismissed" as const, class: null }] }),
      "needs a comment",
    ],
    [
      "a class of what is dismissed",
      () => ({ decisions: [{ ...wwox, decision: "dismissed" as const, comment: "no" }] }),
      "has no class, but this one has LP",
    ],
    [
      "two words of one person",
      () => ({ decisions: [wwox, { ...wwox, class: "VUS" as const }] }),
      "jd has recorded two different decisions on 16:78333196:A:T",
    ],
    ["nothing decided", () => ({ decisions: [] }), "contains no decision"],
    [
      "no day",
      () => ({ decisions: [{ ...wwox, date: "soon" }] }),
      'decisions[0].date: expected a day such as 2031-05-14, got "soon"',
    ],
    [
      "a day to come",
      () => ({ decisions: [{ ...wwox, date: "2024-03-03" }] }),
      "decision 1: its date, 2024-03-03, is later than today, 2024-03-01",
    ],
    [
      "nothing",
      () => ({ schema: undefined, version: undefined }) as never,
      'schema: missing, expected "panelist.decisions"',
    ],
    ["a later version", () => ({ version: 2 as 1, decisions: [wwox] }), "version: "],
  ])("%s: refused as a whole, with one message", async (_name, of, message) => {
    const { archive, save } = world();
    const failed = takeDecisions(asked(archive, [save({ decisions: others }), save(of())]));
    await expect(failed).rejects.toMatchObject({ code: "E_REPORT" });
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toMatchObject({ hint: expect.stringMatching(/^[A-Z].*\.$/s) });
    expect(kept(archive)).toEqual([]);
    expect(readFileSync(join(inArchive.case(archive, "C1"), "log.jsonl"), "utf8")).not.toContain(
      '"verdicts"',
    );
  });

  it("an older word of a person does not stand over a newer one, in whatever order they come", async () => {
    const { archive, save } = world();
    const older = save({ decisions: [wwox] });
    const newer = save({ decisions: [{ ...wwox, class: "VUS", date: "2024-02-20" }] });
    const take = (path: string): ReturnType<typeof takeDecisions> =>
      takeDecisions(asked(archive, [path]));
    await take(newer);
    await expect(take(older)).rejects.toMatchObject({
      code: "E_REPORT",
      message: `decision 1: jd decided on ${WWOX} on 2024-02-20, later than this decision of 2024-02-01`,
    });
    // Of somebody else.
    expect((await take(save({ decisions: [{ ...wwox, by: "ab" }] }))).recorded).toHaveLength(1);
    expect(kept(archive).map(({ class: of }) => of)).toEqual(["VUS", "LP"]);
  });

  it("of two words of one person on one day the later made holds, in whatever order they come", async () => {
    const { archive, save } = world();
    const at = (made: string | undefined, of: "LP" | "VUS" | "P"): string =>
      save({ decisions: [{ ...wwox, class: of, ...(made === undefined ? {} : { made }) }] });
    const morning = at("2024-02-01T08:00:00.000Z", "LP");
    const evening = at("2024-02-01T18:00:00.000Z", "VUS");
    const take = (path: string): ReturnType<typeof takeDecisions> =>
      takeDecisions(asked(archive, [path]));
    await take(evening);
    await expect(take(morning)).rejects.toMatchObject({
      code: "E_REPORT",
      message: `decision 1: jd decided on ${WWOX} on 2024-02-01 again, later than this decision of the same day`,
    });
    // A page of before says no time.
    await expect(take(at(undefined, "P"))).rejects.toMatchObject({
      code: "E_REPORT",
      message: `decision 1: jd decided on ${WWOX} on 2024-02-01 too, and differently (reported VUS), and which of the two is later is not known`,
    });
    expect(await take(at("2024-02-01T17:00:00.000Z", "VUS"))).toMatchObject({ known: 1 });
    expect((await take(at("2024-02-01T20:00:00.000Z", "LP"))).recorded).toHaveLength(1);
    expect((await take(evening)).known).toBe(1);
    expect(kept(archive).map(({ class: of }) => of)).toEqual(["VUS", "LP"]);
    expect(await verifyArchive(archive, false)).toEqual([]);
  });

  it("of two without a time neither order is taken for the right one", async () => {
    const { archive, save } = world();
    const [one, other] = [
      save({ decisions: [wwox] }),
      save({ decisions: [{ ...wwox, class: "P" }] }),
    ];
    await takeDecisions(asked(archive, [one]));
    await expect(takeDecisions(asked(archive, [other]))).rejects.toThrow(
      "which of the two is later",
    );
    expect(await takeDecisions(asked(archive, [one]))).toMatchObject({ known: 1 });
    expect(kept(archive).map(({ class: of }) => of)).toEqual(["LP"]);
  });

  it("a file that was taken, given again after a newer one, adds nothing", async () => {
    const { archive, save } = world();
    const older = save({ decisions: [wwox] });
    const newer = save({ decisions: [{ ...wwox, class: "VUS", date: "2024-02-20" }] });
    for (const path of [older, newer, older, newer])
      // oxlint-disable-next-line no-await-in-loop -- in this order
      await takeDecisions(asked(archive, [path]));
    expect(kept(archive).map(({ class: of }) => of)).toEqual(["LP", "VUS"]);
  });

  it("a newer run: what changed is shown, and recorded only when it is accepted", async () => {
    const { archive, save } = world();
    await reanalyseHere(archive, { cases: ["C1"] });
    const from = [save({ decisions: [wwox] })];
    const asking = await takeDecisions(asked(archive, from));
    expect(asking.recorded).toEqual([]);
    expect(kept(archive)).toEqual([]);
    const text = takenText(asking, false);
    expect(text).toMatch(
      /^C1: WWOX 16:78333196:A:C with 16:78333196:A:T: decided on run 1; in run 2 tier \d, rank \d+ \(was tier \d, rank \d+\) \(differs in /,
    );
    expect(text).not.toContain("recorded");
    const taken = await takeDecisions(asked(archive, from, { acceptChanged: true }));
    expect(taken.recorded).toMatchObject([{ run: 1, gene: "WWOX" }]);
    expect(readFileSync(join(inArchive.case(archive, "C1"), "log.jsonl"), "utf8")).toContain(
      `${WWOX} reported LP by jd; changes since were accepted`,
    );
    // Decided on the newer run: nothing to accept.
    const at = inArchive.case(archive, "C1");
    const newer = save({ run: answerDigestOf(at, 2), decisions: [{ ...wwox, class: "P" }] });
    expect(await takeDecisions(asked(archive, [newer]))).toMatchObject({
      recorded: [{ run: 2, class: "P" }],
      changes: [],
    });
  });
});

/** The workbook of the case with a decision typed on WWOX; `change` alters the XML of its first sheet. */
async function workbook(
  archive: string,
  run: number | undefined,
  change = (xml: string): string => xml,
  Class = "LP",
): Promise<string> {
  const options = { source: archive, format: "xlsx", links: true, allowNhsNumbers: false } as const;
  const made = await reportFromFile({ ...options, case: { id: "C1", run } }, "0.0.0");
  const parts = members(Buffer.from(made));
  const strings = [...(parts.get("xl/sharedStrings.xml") ?? "").matchAll(/<t[^>]*>([^<]*)<\/t>/g)];
  const indexOf = (text: string): number => strings.findIndex(([, one]) => one === text);
  const name = "xl/worksheets/sheet1.xml";
  const sheet = parts.get(name) ?? "";
  const placeOf = (text: string, row = "\\d+"): string =>
    new RegExp(`<c r="([A-Z]+${row})"[^>]*><v>${indexOf(text)}</v>`).exec(sheet)?.[1] ?? "?";
  const row = placeOf(WWOX).replace(/^[A-Z]+/, "");
  const typed = Object.entries({ Decision: "reported", Class, "Decided by": "jd" }).reduce(
    (xml, [title, value]) => {
      const at = placeOf(title, "1").replace(/1$/, row);
      const cell = `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
      return xml.replace(new RegExp(`<c r="${at}"[^>]*/>`), () => cell);
    },
    sheet,
  );
  const path = join(folder, `${++count}.xlsx`);
  writeFileSync(path, zipOf(new Map([...parts, [name, change(typed)]])));
  return path;
}

function sharedText(path: string, index: number): string | undefined {
  const strings = members(readFileSync(path)).get("xl/sharedStrings.xml") ?? "";
  return [...strings.matchAll(/<t[^>]*>([^<]*)<\/t>/g)][index]?.[1];
}

describe("the workbook", () => {
  it("becomes a verdict; a day that is missing is today's, and adds nothing tomorrow", async () => {
    const { archive } = world();
    const from = [await workbook(archive, undefined)];
    const taken = await takeDecisions(asked(archive, from));
    expect(taken.recorded).toMatchObject([{ gene: "WWOX", by: "jd", date: "2024-03-01", run: 1 }]);
    const tomorrow = { now: new Date("2024-03-02T00:00:00.000Z") };
    expect(await takeDecisions(asked(archive, from, tomorrow))).toMatchObject({ known: 1 });
    expect(kept(archive)).toHaveLength(1);
    // Decided otherwise in the afternoon: what is taken now was made after what is there.
    const mended = await workbook(archive, undefined, undefined, "VUS");
    const afternoon = { now: new Date("2024-03-01T15:00:00.000Z") };
    expect((await takeDecisions(asked(archive, [mended], afternoon))).recorded).toHaveLength(1);
  });

  it("of another case, with an altered id, of an older run", async () => {
    const { archive } = world();
    const path = await workbook(archive, undefined);
    const other = takeDecisions(asked(archive, [path], { case: "C2" }));
    await expect(other).rejects.toThrow(/row \d+: it is for case 'C1', not 'C2'/);
    // Another row's variant, as where one column alone was sorted.
    const mixed = await workbook(archive, undefined, (xml) => {
      const cells = [...xml.matchAll(/<c r="([A-Z]+)(\d+)" t="s"><v>(\d+)<\/v><\/c>/g)];
      const of = (variant: string): RegExpExecArray | undefined =>
        cells.find(([, , , index]) => sharedText(path, Number(index)) === variant);
      const [one, two] = [of(WWOX), of(others[0]?.allele ?? "")];
      return xml.replace(one?.[0] ?? "?", (cell) => cell.replace(/<v>\d+/, `<v>${two?.[3]}`));
    });
    const altered = takeDecisions(asked(archive, [mixed]));
    await expect(altered).rejects.toThrow(
      /row \d+: candidate 'c[0-9a-f]{16}' does not have variant/,
    );
    expect(kept(archive)).toEqual([]);
    await reanalyseHere(archive, { cases: ["C1"] });
    const asking = await takeDecisions(asked(archive, [path]));
    expect(asking).toMatchObject({ recorded: [], changes: [{ gene: "WWOX", runs: [1, 2] }] });
    const newer = [await workbook(archive, undefined)];
    expect(await takeDecisions(asked(archive, newer))).toMatchObject({ recorded: [{ run: 2 }] });
  });
});
