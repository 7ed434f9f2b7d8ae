import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inArchive, readRun, runNumbers, verifyArchive } from "../../src/archive/index.ts";
import { addHere, answerOf, cloneCase, fullReport, reanalyseHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const TRIO = { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped" };
/** Of the same family, where any case will do. */
const SMALL = { ...TRIO, vcfs: ["test-data/small/snpeff.vcf.gz"] };

describe("reanalyse: epilepsy 0.9 to 1.0 (RE-03, T48)", () => {
  const archive = join(folder, "story");

  it("tells the new candidates with their reason, writes a run that a full analysis would give", async () => {
    await addHere(
      archive,
      "C1",
      { ...TRIO, panels: ["epilepsy"] },
      { panelVersions: ["epilepsy@0.9"] },
    );
    const dry = await reanalyseHere(archive, { dryRun: true });
    expect(runNumbers(inArchive.case(archive, "C1"))).toEqual([1]);
    const { result: impact } = await reanalyseHere(archive, { dryRun: true, lookOnly: true });
    expect(impact.counts).toMatchObject({ cases: 1, concerned: 1, changed: 0 });
    expect(impact.panels).toMatchObject([{ rule: "epilepsy", cases: 1 }]);
    const { result } = await reanalyseHere(archive);
    expect(result.events).toEqual(dry.result.events);
    expect(result.counts).toMatchObject({ cases: 1, changed: 1, failed: 0 });
    const run = readRun(inArchive.case(archive, "C1"), 2);
    expect(answerOf(run.report)).toBe(
      answerOf(await fullReport({ ...TRIO, panels: ["epilepsy@1.0"] })),
    );
    expect(run.evaluated).not.toBeNull();
    const notified = result.events.filter((event) => event.notify);
    expect(notified.map((e) => [e.type, e.gene, e.old, e.new, e.after?.tier])).toEqual([
      ["gene_to_green", "WWOX", "amber, biallelic", "green, biallelic", 1],
    ]);
    expect(notified[0]).toMatchObject({
      rule: "RE-03",
      direction: "up",
      priority: "high",
      cause: { source: "panel", old: "0.9", new: "1.0" },
      before: { tier: 3 },
    });
    expect(await verifyArchive(archive, false)).toEqual([]);
  });

  it("says nothing the second time and writes nothing", async () => {
    const { result, text } = await reanalyseHere(archive);
    expect(result.counts).toMatchObject({ cases: 1, untouched: 1, changed: 0 });
    expect(text).toContain("nothing new to look at");
    expect(runNumbers(inArchive.case(archive, "C1"))).toEqual([1, 2]);
  });

  it("goes back as well: what is withdrawn is kept with its end, silently", async () => {
    const { result } = await reanalyseHere(archive, { panelVersions: ["epilepsy@0.9"] });
    expect(result.events.some((event) => event.direction === "down")).toBe(true);
    expect(result.events.filter((event) => event.notify)).toEqual([]);
    const run = readRun(inArchive.case(archive, "C1"), 3);
    expect(answerOf(run.report)).toBe(answerOf(readRun(inArchive.case(archive, "C1"), 1).report));
  });
});

describe("reanalyse: cases that are left out are counted", () => {
  it.each([
    ["solved", { status: "solved" as const }, {}],
    ["no_consent", { consent: { given: false, until: null } }, { no_consent: 1 }],
    ["consent_ended", { consent: { given: true, until: "2024-01-01" } }, { consent_ended: 1 }],
    ["closed", { status: "closed" as const }, { closed: 1 }],
  ])("%s", async (name, about, left) => {
    const archive = join(folder, name);
    await addHere(archive, "C1", { ...SMALL, genes: ["SCN1A"] }, about);
    const { result } = await reanalyseHere(archive);
    expect(result.counts.left).toEqual(left);
    expect(result.events).toEqual([]);
  });
});

describe("reanalyse: rules and policies", () => {
  it("a rule that leads nowhere stays under its last snapshot and is told once", async () => {
    const archive = join(folder, "rule");
    mkdirSync(join(folder, "panels"), { recursive: true });
    const file = join(folder, "panels", "mine.tsv");
    writeFileSync(file, "symbol\tmode_of_inheritance\tconfidence\nSCN1A\tMONOALLELIC\tgreen\n");
    await addHere(archive, "C1", { ...TRIO, panels: [file] });
    writeFileSync(file, "");
    const { result } = await reanalyseHere(archive);
    expect(result.events.map((e) => e.type)).toEqual(["rule_unresolved"]);
    const runs = [1, 2].map((n) => answerOf(readRun(inArchive.case(archive, "C1"), n).report));
    expect(runs[1]).toBe(runs[0]);
    expect((await reanalyseHere(archive)).result.events).toEqual([]);
    writeFileSync(file, "symbol\tmode_of_inheritance\tconfidence\nSCN1A\tMONOALLELIC\tamber\n");
    const back = await reanalyseHere(archive);
    expect(back.result.events.map((e) => e.type)).toEqual(["rule_resolved", "gene_from_green"]);
  });

  it("a wider policy inside the criteria is evaluated, beyond them from the original", async () => {
    const archive = join(folder, "policy");
    await addHere(archive, "C1", { ...TRIO, panels: ["epilepsy"] });
    const policy = join(folder, "wide.json");
    writeFileSync(policy, JSON.stringify({ frequency: { recessive: 0.02, dominant: 0.002 } }));
    const { result } = await reanalyseHere(archive, { policy });
    expect(result.events.length).toBeGreaterThan(0);
    expect(new Set(result.events.map((e) => e.type))).toEqual(new Set(["threshold"]));
    expect(result.events.every((e) => !e.notify)).toBe(true);
    const run = readRun(inArchive.case(archive, "C1"), 2);
    expect(answerOf(run.report)).toBe(
      answerOf(await fullReport({ ...TRIO, panels: ["epilepsy"], policy })),
    );
    const wider = join(folder, "wider.json");
    writeFileSync(wider, JSON.stringify({ frequency: { recessive: 0.2 } }));
    await reanalyseHere(archive, { policy: wider });
    const beyond = readRun(inArchive.case(archive, "C1"), 3);
    expect(beyond.source).toBe("original");
    expect(answerOf(beyond.report)).toBe(
      answerOf(await fullReport({ ...TRIO, panels: ["epilepsy"], policy: wider })),
    );
  });

  it("a wider policy without the original is refused with the reason", async () => {
    const archive = join(folder, "offline");
    const vcf = join(folder, "moved.vcf.gz");
    copyFileSync(TRIO.vcfs[0] ?? "", vcf);
    await addHere(archive, "C1", { ...TRIO, vcfs: [vcf], panels: ["epilepsy"] });
    rmSync(vcf);
    const policy = join(folder, "beyond.json");
    writeFileSync(policy, JSON.stringify({ frequency: { recessive: 0.03 } }));
    const refused = await reanalyseHere(archive, { policy });
    expect(refused.result.failed).toMatchObject([{ case: "C1", code: "E_ARCHIVE" }]);
    expect(refused.result.failed[0]?.message).toContain("0.03");
    expect(refused.result.failed[0]?.hint).toContain("offline");
  });

  it("a damaged run stops one case, not the others", async () => {
    const archive = join(folder, "damaged");
    await addHere(
      archive,
      "C1",
      { ...TRIO, panels: ["epilepsy"] },
      { panelVersions: ["epilepsy@0.9"] },
    );
    cloneCase(archive, "C1", "C2");
    const path = join(inArchive.case(archive, "C1"), "runs", "1.json");
    writeFileSync(path, readFileSync(path, "utf8").slice(0, 5000));
    const { result } = await reanalyseHere(archive);
    expect(result.counts).toMatchObject({ cases: 2, changed: 1, failed: 1 });
    expect(await verifyArchive(archive, false)).toMatchObject([{ problem: "unreadable" }]);
  });
});
