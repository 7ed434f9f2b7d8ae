// DEC-52: a mended rule reaches archived cases, is told once, and never mixed with knowledge.
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  inArchive,
  readCase,
  readHead,
  readRun,
  runNumbers,
  verifyArchive,
} from "../../src/archive/index.ts";
import type { RunFile } from "../../src/archive/types.ts";
import { RULES, RULES_NOW } from "../../src/core/rules.ts";
import { reannotate } from "../../src/reanalysis/reannotate.ts";
import { setCase } from "../../src/reanalysis/set.ts";
import { giveVerdict } from "../../src/reanalysis/verdict.ts";
import {
  addHere,
  answerOf,
  fullReport,
  quietIo,
  reanalyseHere,
  relog,
  rewrite,
} from "../helpers/archive.ts";
import { importRelease, writePanel, writeTrio, type PanelGene } from "../helpers/archive-world.ts";
import { tempFolder } from "../helpers/temp.ts";
import { TRIO_PED } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const TRIO = { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped" };
const at = (archive: string): string => inArchive.case(archive, "C1");

/** A copy whose last run older rules made: `change` is what they saw otherwise. */
function older(from: string, name: string, change: (run: RunFile) => void): string {
  const archive = join(folder, name);
  cpSync(from, archive, { recursive: true });
  const path = join(at(archive), "runs", "1.json");
  rewrite(path, (text) => {
    const run = JSON.parse(text) as RunFile;
    run.tool = { name: "panelist", version: "0.1.0", rules: 1 };
    change(run);
    return JSON.stringify(run);
  });
  writeFileSync(join(at(archive), "head.json"), "{");
  const file = join(at(archive), "case.json");
  rewrite(file, (text) => text.replaceAll(`"rules":${RULES_NOW}`, `"rules":1`));
  relog(at(archive));
  return archive;
}

const without =
  (...symbols: string[]) =>
  ({ report, dates }: RunFile): void => {
    report.candidates = report.candidates.filter(({ gene }) => !symbols.includes(gene.symbol));
    report.candidates.forEach((c, i) => (c.rank = i + 1));
    for (const id of Object.keys(dates))
      if (!report.candidates.some((c) => c.candidateId === id)) delete dates[id];
  };

let fresh = "";
beforeAll(async () => {
  fresh = join(folder, "fresh");
  await addHere(
    fresh,
    "C1",
    { ...TRIO, panels: ["epilepsy"] },
    { panelVersions: ["epilepsy@0.9"] },
  );
});
const SAME = { panelVersions: ["epilepsy@0.9"] };

describe("a case whose last run was made under older rules", () => {
  it("is evaluated without new knowledge; what comes up is told once, with the changelog's line", async () => {
    const archive = older(fresh, "told", without("KCNQ2", "PNPO"));
    const { result: before, text } = await reanalyseHere(archive, {
      ...SAME,
      softwareOnly: true,
      dryRun: true,
    });
    expect(text).toContain("1 case last evaluated under older rules: 1 candidate in 1 case");
    expect(before.events.length).toBeGreaterThan(1);
    expect(runNumbers(at(archive))).toEqual([1]);
    const { result } = await reanalyseHere(archive, SAME);
    expect(result.events).toEqual(before.events);
    expect(result.counts).toMatchObject({ changed: 1, olderRules: 1 });
    const woken = result.events.filter(({ notify }) => notify);
    expect(woken.map((e) => [e.type, e.gene, e.before, e.after?.tier, e.rule])).toEqual([
      ["rules_changed", "KCNQ2", null, 1, "RE-09"],
    ]);
    const line = RULES.at(-1)?.line ?? "?";
    expect(woken[0]?.cause).toMatchObject({ source: "software", old: "0.1.0" });
    expect(woken[0]?.text).toContain(line);
    expect(woken[0]?.new).toContain(line);
    const run = readRun(at(archive), 2);
    expect(run.tool.rules).toBe(RULES_NOW);
    expect(answerOf(run.report)).toBe(answerOf(readRun(at(fresh), 1).report));
    const again = await reanalyseHere(archive, SAME);
    expect(again.result.counts).toMatchObject({ untouched: 1, olderRules: 0 });
    expect(again.result.events).toEqual([]);
    expect(await verifyArchive(archive, false)).toEqual([]);
  });

  it("a rise within the upper tiers is told, a fall is kept and silent", async () => {
    const archive = older(fresh, "moves", ({ report }) => {
      for (const candidate of report.candidates) {
        if (candidate.gene.symbol === "KCNQ2") candidate.tier = 2;
        if (candidate.gene.symbol === "CLN3") candidate.tier = 1;
      }
    });
    const { result } = await reanalyseHere(archive, SAME);
    const moved = result.events.filter(({ before, after }) => before?.tier !== after?.tier);
    expect(moved.map((e) => [e.gene, e.before?.tier, e.after?.tier, e.notify])).toEqual([
      ["KCNQ2", 2, 1, true],
      ["CLN3", 1, 2, false],
    ]);
  });

  it("with the same answer no run is written, and it is not evaluated again", async () => {
    const archive = older(fresh, "same", () => {});
    expect((await reanalyseHere(archive, SAME)).result.counts).toMatchObject({ unchanged: 1 });
    expect(runNumbers(at(archive))).toEqual([1]);
    expect(readHead(at(archive)).checked?.rules).toBe(RULES_NOW);
    expect((await reanalyseHere(archive, SAME)).result.counts).toMatchObject({
      untouched: 1,
      olderRules: 0,
    });
  });

  it("new knowledge in the same command keeps its own causes", async () => {
    const archive = older(fresh, "both", without("KCNQ2"));
    const { result } = await reanalyseHere(archive);
    const woken = result.events.filter(({ notify }) => notify);
    expect(woken.map((e) => [e.type, e.gene, e.cause.source])).toEqual([
      ["rules_changed", "KCNQ2", "software"],
      ["gene_to_green", "WWOX", "panel"],
    ]);
    expect(answerOf(readRun(at(archive), 2).report)).toBe(
      answerOf(await fullReport({ ...TRIO, panels: ["epilepsy@1.0"] })),
    );
  });

  it("where what was known then cannot be put together, the rise is told all the same", async () => {
    const archive = older(fresh, "lost", (run) => {
      without("KCNQ2")(run);
      const sha256 = "0".repeat(64);
      run.knowledge.geneFacts = [{ source: "gone", release: "1", sha256 }];
    });
    const { result } = await reanalyseHere(archive);
    const woken = result.events.filter(({ notify }) => notify);
    expect(woken.map((e) => [e.type, e.gene])).toContainEqual(["rules_changed", "KCNQ2"]);
    expect(woken.map((e) => [e.type, e.gene])).toContainEqual(["gene_to_green", "WWOX"]);
    expect((await reanalyseHere(archive)).result.events).toEqual([]);
  });

  it.each(["solved", "open"] as const)(
    "%s: reported or dismissed, nobody is woken",
    async (status) => {
      const archive = older(fresh, `said-${status}`, without("KCNQ2"));
      const by = "me";
      const now = new Date("2024-02-01T00:00:00.000Z");
      const asked = { archive, case: "C1", by, now, date: "2024-02-01" };
      if (status === "open")
        await giveVerdict({
          ...asked,
          variant: "20:63445140:C:T",
          kind: "dismissed",
          class: null,
          why: "seen",
        });
      await setCase({ archive, case: "C1", status, by, now });
      const { result } = await reanalyseHere(archive, SAME);
      expect(result.events.map((e) => [e.gene, e.notify])).toContainEqual(["KCNQ2", false]);
      expect(result.events.some(({ notify }) => notify)).toBe(false);
    },
  );

  it("`impact` says how many there are, and evaluates none", async () => {
    const archive = older(fresh, "impact", without("KCNQ2"));
    const { result, text } = await reanalyseHere(archive, {
      ...SAME,
      dryRun: true,
      lookOnly: true,
    });
    expect(result.counts).toMatchObject({ untouched: 1, concerned: 0, olderRules: 1 });
    expect(text).toContain("--software");
  });
});

describe("lines that were kept under older rules", () => {
  it("are named with the command that reads the VCF again; what it brings is the rules'", async () => {
    const vcf = join(folder, "trio.vcf.gz");
    for (const end of ["", ".tbi"]) cpSync(`${TRIO.vcfs[0] ?? ""}${end}`, `${vcf}${end}`);
    const made = join(folder, "made");
    await addHere(made, "C1", { ...TRIO, vcfs: [vcf], panels: ["epilepsy@1.0"] });
    const archive = older(made, "kept", without("KCNQ2"));
    const asked = { softwareOnly: true, dryRun: true };
    const { result, text } = await reanalyseHere(archive, asked);
    expect(result.keptBefore).toEqual([{ case: "C1", release: "0.1.0", vcfs: [vcf] }]);
    expect(text).toContain(`panelist archive reannotate ${archive} C1 ${vcf}`);
    const { events } = await reannotate(
      { archive, case: "C1", vcfs: [vcf], resequenced: false, by: "me" },
      quietIo([], "2024-02-01T00:00:00.000Z"),
    );
    expect(events.filter((e) => e.notify).map((e) => [e.type, e.gene])).toEqual([
      ["rules_changed", "KCNQ2"],
    ]);
    expect(readCase(archive, "C1").datasets.map(({ rules }) => rules)).toEqual([1, RULES_NOW]);
    const after = await reanalyseHere(archive, asked);
    expect(after.result.keptBefore).toEqual([]);
    expect(after.result.events).toEqual([]);
  });
});

describe("an archive that 0.1.0 wrote", () => {
  const archive = join(folder, "old-0.1.0");
  const case1 = inArchive.case(archive, "F0012");
  beforeAll(() => cpSync("test/archive/old-0.1.0", archive, { recursive: true }));

  it("is read, and is of the first rules", async () => {
    expect(readHead(case1)).toMatchObject({ version: 3, rules: 1 });
    expect(readRun(case1, 1)).toMatchObject({ version: 3, tool: { rules: 1 } });
    expect(readCase(archive, "F0012")).toMatchObject({ version: 3, datasets: [{ rules: 1 }] });
    expect(await verifyArchive(archive, false)).toMatchObject([{ problem: "undigested" }]);
  });

  it("is answered by today's rules, and a policy with more numbers wakes nobody", async () => {
    const { result } = await reanalyseHere(archive);
    expect(result.failed).toEqual([]);
    expect(result.counts).toMatchObject({ cases: 1, olderRules: 1 });
    expect(result.events.every(({ type }) => type === "rules_changed")).toBe(true);
    const again = await reanalyseHere(archive);
    expect(again.result.counts).toMatchObject({ untouched: 1, olderRules: 0 });
    const policy = join(folder, "policy.json");
    writeFileSync(policy, "{}");
    expect((await reanalyseHere(archive, { policy })).result.counts).toMatchObject({
      untouched: 1,
    });
  });
});

describe("mended rules and knowledge of the same night", () => {
  const DE_NOVO = ["0/1", "0/0", "0/0"];
  const place: PanelGene["place"] = [100_000, 200_000];
  const AAA: PanelGene = { symbol: "AAA", place };
  const made = (name: string, genes: readonly PanelGene[]) => {
    const beside = (file: string): string => join(folder, `${name}-${file}`);
    writeTrio(beside("one.vcf.gz"), [
      { pos: 120_000, gene: "AAA", genotypes: DE_NOVO },
      { pos: 150_000, gene: "AAA", consequence: "intron_variant", genotypes: DE_NOVO },
    ]);
    writeFileSync(beside("trio.ped"), TRIO_PED);
    writePanel(beside("panel.tsv"), genes);
    const [vcf, ped, rule, store] = [
      beside("one.vcf.gz"),
      beside("trio.ped"),
      beside("panel.tsv"),
      beside("store"),
    ];
    return { rule, store, options: { vcfs: [vcf], ped, panels: [rule], store } };
  };

  it("a release of ClinVar has its own events, the rules theirs, under the release of then", async () => {
    const { store, options } = made("clinvar", [AAA]);
    await importRelease(store, folder, "2025-01-01", []);
    const archive = join(folder, "clinvar-made");
    await addHere(archive, "C1", options);
    const night = older(archive, "clinvar-older", without("AAA"));
    await importRelease(store, folder, "2025-06-01", [{ pos: 150_000, gene: "AAA" }]);
    const { result } = await reanalyseHere(night, { store });
    expect(
      result.events
        .filter(({ notify }) => notify)
        .map((e) => [e.type, e.cause.source, e.variants.join()]),
    ).toEqual([
      ["rules_changed", "software", "1:120000:G:A"],
      ["clinvar_up", "clinvar", "1:150000:G:A"],
    ]);
    const run = readRun(at(night), 2);
    expect(run.knowledge.classifications.map(({ release }) => release)).toEqual(["2025-06-01"]);
    expect((await reanalyseHere(night, { store })).result.events).toEqual([]);
  });

  it("what newer knowledge has taken down again wakes nobody", async () => {
    const { rule, store, options } = made("down", [
      AAA,
      { symbol: "BBB", place: [300_000, 400_000] },
    ]);
    const archive = join(folder, "down-made");
    await addHere(archive, "C1", options);
    const night = older(archive, "down-older", without("AAA"));
    writePanel(rule, [
      { ...AAA, confidence: "red" },
      { symbol: "BBB", place: [300_000, 400_000] },
    ]);
    const { result } = await reanalyseHere(night, { store });
    const types = result.events.map(({ type, notify }) => [type, notify]);
    expect(types).toEqual([
      ["rules_changed", false],
      ["gene_from_green", false],
    ]);
  });
});
