// What a distilled case may leave out, and what it may never lose when knowledge moves on.
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  inArchive,
  readCase,
  readRun,
  runNumbers,
  verifyArchive,
} from "../../src/archive/index.ts";
import { importPanels } from "../../src/library/import.ts";
import { addCase } from "../../src/reanalysis/add.ts";
import { reanalyse } from "../../src/reanalysis/reanalyse.ts";
import { openStore } from "../../src/store/index.ts";
import {
  addHere,
  answerOf,
  askedHere,
  fullReport,
  quietIo,
  reanalyseHere,
  rewrite,
} from "../helpers/archive.ts";
import { DEFAULTS } from "../helpers/analyse.ts";
import {
  AAA,
  BBB,
  DE_NOVO,
  importRelease,
  latestRun,
  makeWorld,
  type World,
  writePanel,
} from "../helpers/archive-world.ts";
import { tempFolder } from "../helpers/temp.ts";
import type { RecordOptions } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const world = (records: RecordOptions[]): World => makeWorld(folder, records);

/** A rare de novo deep in an intron of AAA: not kept, unless a release says something of it. */
const DEEP: RecordOptions = {
  pos: 150_000,
  gene: "AAA",
  consequence: "intron_variant",
  genotypes: DE_NOVO,
};
const SPLICE_AI =
  '##INFO=<ID=SpliceAI,Number=.,Type=String,Description="SpliceAI. Format: ALLELE|SYMBOL|DS_AG|DS_AL|DS_DG|DS_DL|DP_AG|DP_AL|DP_DG|DP_DL">';
const CODING: RecordOptions = {
  pos: 110_000,
  gene: "AAA",
  consequence: "missense_variant",
  genotypes: DE_NOVO,
};
const OTHER: RecordOptions = { ...CODING, pos: 310_000, gene: "BBB" };

describe("alleles that were not kept", () => {
  it("are looked for in the original when the release of then has left the store (RE-01)", async () => {
    const w = world([CODING, DEEP]);
    writePanel(w.rule, [AAA]);
    await importRelease(w.store, w.home, "2024-01-01", []);
    await addHere(w.archive, "C1", w.options);
    rmSync(join(w.store, "clinvar"), { recursive: true });
    await importRelease(w.store, w.home, "2024-02-01", [{ pos: 150_000, gene: "AAA" }]);
    await reanalyseHere(w.archive, { store: w.store });
    expect(latestRun(w).source).toBe("original");
    expect(answerOf(latestRun(w).report)).toBe(answerOf(await fullReport(w.options)));
  });

  it("are held against the release of the distilling, not of the last run", async () => {
    const w = world([CODING, DEEP, OTHER]);
    writePanel(w.rule, [BBB]);
    await importRelease(w.store, w.home, "2024-01-01", []);
    await addHere(w.archive, "C1", w.options);
    const young = [{ pos: 150_000, gene: "AAA" }, { pos: 310_000 }];
    await importRelease(w.store, w.home, "2024-02-01", young);
    await reanalyseHere(w.archive, { store: w.store });
    expect(latestRun(w)).toMatchObject({ run: 2, source: "distilled" });
    writePanel(w.rule, [AAA, BBB]);
    await reanalyseHere(w.archive, { store: w.store });
    expect(latestRun(w)).toMatchObject({ run: 3, source: "original" });
    expect(answerOf(latestRun(w).report)).toBe(answerOf(await fullReport(w.options)));
  });

  it.each([
    ["padded on the left", { pos: 149_990, ref: "CCCCCCCCCCG", alt: "CCCCCCCCCCA" }],
    ["padded on both sides", { pos: 149_998, ref: "CCGTT", alt: "CCATT" }],
    ["beside another ALT", { pos: 149_990, ref: "CCCCCCCCCCG", alt: "C,CCCCCCCCCCA" }],
  ])("are found however the original writes them: %s", async (_, written) => {
    const many = written.alt.includes(",");
    const deep = { ...DEEP, ...written, ...(many ? { genotypes: ["0/2", "0/0", "0/0"] } : {}) };
    const w = world([CODING, deep]);
    writePanel(w.rule, [AAA]);
    await importRelease(w.store, w.home, "2024-01-01", []);
    await addHere(w.archive, "C1", w.options);
    await importRelease(w.store, w.home, "2024-02-01", [{ pos: 150_000, gene: "AAA" }]);
    await reanalyseHere(w.archive, { store: w.store });
    expect(latestRun(w)).toMatchObject({ run: 2, source: "original" });
    expect(answerOf(latestRun(w).report)).toBe(answerOf(await fullReport(w.options)));
  });
});

describe("archive add: warns as analyse does", () => {
  const COMMON: RecordOptions = { ...CODING, pos: 120_000, af: 0.2 };

  it("of alleles that are pathogenic, however common, whatever tells it", async () => {
    const clnsig = "CLNSIG=Pathogenic;CLNREVSTAT=criteria_provided,_single_submitter";
    const inFile = { ...COMMON, pos: 121_000, info: clnsig };
    const w = makeWorld(folder, [CODING, COMMON, inFile], [AAA]);
    await importRelease(w.store, w.home, "2024-01-01", [{ pos: 120_000, gene: "AAA" }]);
    await addHere(w.archive, "C1", w.options);
    const { warnings } = latestRun(w).report;
    const common = warnings.filter(({ code }) => code === "common_pathogenic");
    expect(common.map(({ text }) => text.replace(/.*: /, ""))).toEqual([
      "1:120000:G:A",
      "1:121000:G:A",
    ]);
    expect(warnings).toEqual((await fullReport(w.options)).warnings);
  });

  it("of a splice prediction that it cannot read, far from an exon", async () => {
    const unread = { ...DEEP, info: "SpliceAI=A|AAA|x|0.00|0.00|0.00|1|1|1|1" };
    const w = makeWorld(folder, [CODING, unread], [AAA], [SPLICE_AI]);
    await addHere(w.archive, "C1", w.options);
    const { warnings } = await fullReport(w.options);
    expect(warnings.map(({ code }) => code)).toContain("prediction_unread");
    expect(latestRun(w).report.warnings).toEqual(warnings);
  });
});

describe("genes of a case", () => {
  it("are also those that only ClinVar names (CV-09)", async () => {
    const w = world([CODING, { ...OTHER, gene: "OTHER" }]);
    writePanel(w.rule, [AAA]);
    await importRelease(w.store, w.home, "2024-01-01", [{ pos: 310_000, gene: "BBB" }]);
    await addHere(w.archive, "C1", w.options);
    writePanel(w.rule, [AAA, BBB]);
    await reanalyseHere(w.archive, { store: w.store });
    const full = await fullReport(w.options);
    expect(full.candidates.map((c) => c.gene.symbol)).toContain("BBB");
    expect(answerOf(latestRun(w).report)).toBe(answerOf(full));
  });

  it("know whose a statement may be, also where a neighbour is not looked at anew (CV-09)", async () => {
    const near = { symbol: "NEAR", place: [105_000, 205_000] as [number, number] };
    // One allele in two genes: the columns of the second entry stand behind the first one's.
    const gene = `AAA|ENSG00000000002${"|".repeat(10)},A|missense_variant|MODERATE|NEAR`;
    const w = world([{ ...CODING, gene }]);
    writePanel(w.rule, [AAA, { ...near, confidence: "amber" }]);
    await importRelease(w.store, w.home, "2024-01-01", [{ pos: 110_000, gene: "NEWER" }]);
    await addHere(w.archive, "C1", w.options);
    writePanel(w.rule, [AAA, near]);
    await reanalyseHere(w.archive, { store: w.store });
    const { report, evaluated } = latestRun(w);
    expect(evaluated).not.toBeNull();
    const tiers = report.candidates.map((c) => [c.gene.symbol, c.flags.join()]);
    expect(tiers).toContainEqual(["NEAR", expect.stringContaining("clinvar_gene_unresolved")]);
    expect(answerOf(report)).toBe(answerOf(await fullReport(w.options)));
  });

  it("are those that a later release names for a kept allele, too", async () => {
    const w = world([CODING, { ...OTHER, gene: "OTHER" }]);
    writePanel(w.rule, [AAA]);
    await importRelease(w.store, w.home, "2024-01-01", []);
    await addHere(w.archive, "C1", w.options);
    const young = [{ pos: 310_000, gene: "BBB" }, { pos: 110_000 }];
    await importRelease(w.store, w.home, "2024-02-01", young);
    await reanalyseHere(w.archive, { store: w.store });
    writePanel(w.rule, [AAA, BBB]);
    await reanalyseHere(w.archive, { store: w.store });
    expect(latestRun(w).run).toBe(3);
    expect(answerOf(latestRun(w).report)).toBe(answerOf(await fullReport(w.options)));
  });

  it("leave with their notes: what was not assessed is what a full run says, in its order (DEC-20)", async () => {
    // Records lie in AAA, CCC and EEE, and name other genes.
    const w = world([
      { ...CODING, gene: "XXX" },
      OTHER,
      { ...CODING, pos: 510_000, gene: "YYY" },
      { ...CODING, pos: 710_000, gene: "ZZZ" },
    ]);
    const ccc = { symbol: "CCC", place: [500_000, 600_000] as [number, number] };
    const eee = { symbol: "EEE", place: [700_000, 800_000] as [number, number] };
    writePanel(w.rule, [AAA, BBB, ccc]);
    await addHere(w.archive, "C1", w.options);
    writePanel(w.rule, [eee, { ...BBB, confidence: "amber" }, ccc]);
    await reanalyseHere(w.archive, { store: w.store });
    const { report, evaluated } = latestRun(w);
    const full = await fullReport(w.options);
    expect(evaluated).not.toBeNull();
    expect(report.notAssessed).toEqual(full.notAssessed);
    expect(report.warnings).toEqual(full.warnings);
    expect(report.notAssessed.filter((n) => n.what === "gene_not_annotated")).toHaveLength(2);
  });
});

describe("what is kept is told by digests", () => {
  it.each([
    ["datasets/1/genes.txt", "E_ARCHIVE"],
    ["datasets/1/alleles.txt", "E_ARCHIVE"],
    ["override.tsv", null],
    ["family.ped", null],
  ])("%s", async (name, code) => {
    const w = world([CODING]);
    const panelOverride = join(w.home, "override.tsv");
    writeFileSync(
      panelOverride,
      "gene\taction\tconfidence\tmode_of_inheritance\ttranscript\treason\tauthor\tdate\nNONE\tremove\t\t\t\tMDT\tA Body\t2026-05-03\n",
    );
    writePanel(w.rule, [AAA]);
    await importRelease(w.store, w.home, "2024-01-01", []);
    await addHere(w.archive, "C1", { ...w.options, panelOverride });
    expect(await verifyArchive(w.archive, false)).toEqual([]);
    const path = join(inArchive.case(w.archive, "C1"), name);
    writeFileSync(path, `${readFileSync(path, "utf8")}\n`);
    expect(await verifyArchive(w.archive, false)).toMatchObject([{ problem: "digest" }]);
    if (code === null) return;
    writePanel(w.rule, [BBB]);
    await importRelease(w.store, w.home, "2024-02-01", []);
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    expect(result.failed).toMatchObject([{ code }]);
  });
});

describe("knowledge and consent that move while a command runs", () => {
  it("a release that comes while a case is added belongs to the next run", async () => {
    const w = world([CODING]);
    writePanel(w.rule, [AAA]);
    await importRelease(w.store, w.home, "2024-01-01", []);
    const later = join(w.home, "later");
    cpSync(w.store, later, { recursive: true });
    await importRelease(later, w.home, "2024-02-01", [{ pos: 110_000 }]);
    await addHere(w.archive, "C0", w.options);
    const io = quietIo();
    io.log.info = (line) => {
      if (line.includes("scan (")) cpSync(later, w.store, { recursive: true });
    };
    const about = {
      archive: w.archive,
      id: "C1",
      status: "open" as const,
      consent: { given: true, until: null },
      assay: undefined,
      by: "test",
      panelVersions: [],
    };
    await addCase(about, { ...DEFAULTS, ...w.options }, io);
    const { knowledge, report } = latestRun(w);
    const then = readRun(inArchive.case(w.archive, "C0"), 1);
    expect(knowledge.classifications).toEqual(then.knowledge.classifications);
    expect(answerOf(report)).toBe(answerOf(then.report));
    expect(readCase(w.archive, "C1").datasets[0]?.classifications).toEqual(
      knowledge.classifications,
    );
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    expect(result.events.map((event) => event.type)).toEqual(["clinvar_up", "clinvar_up"]);
  });

  it("if consent is withdrawn during the evaluation, nothing is written", async () => {
    const w = world([CODING]);
    writePanel(w.rule, [{ ...AAA, confidence: "amber" }]);
    await addHere(w.archive, "C1", w.options);
    writePanel(w.rule, [AAA]);
    const io = quietIo();
    const path = join(inArchive.case(w.archive, "C1"), "case.json");
    io.log.detail = () => {
      const file = readCase(w.archive, "C1");
      rewrite(path, () => JSON.stringify({ ...file, consent: { given: false, until: null } }));
    };
    const { result } = await reanalyse({ ...askedHere(w.archive), store: w.store }, io);
    expect(result.counts.left).toEqual({ no_consent: 1 });
    expect(result.events).toEqual([]);
    expect(runNumbers(inArchive.case(w.archive, "C1"))).toEqual([1]);
  });

  it("a store that holds no panel cannot say that a rule leads nowhere", async () => {
    const w = world([CODING]);
    const path = join(w.home, "285.json");
    const gene = { entity_name: "AAA", confidence_level: "3", mode_of_inheritance: "MONOALLELIC" };
    writeFileSync(
      path,
      JSON.stringify({
        id: 285,
        name: "Panel",
        version: "1.0",
        relevant_disorders: ["R59"],
        genes: [gene],
      }),
    );
    const bring = async (file: string): Promise<void> => {
      const io = { ...quietIo(), onProgress: (): void => {} };
      await importPanels({ paths: [file], source: undefined }, openStore(w.store), io);
    };
    await bring(path);
    await addHere(w.archive, "C1", { ...w.options, panels: ["285"] });
    rmSync(w.store, { recursive: true });
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    expect(result.failed).toMatchObject([{ case: "C1", code: "E_STORE" }]);
    // Another panel there: then this one is gone indeed.
    writeFileSync(path, readFileSync(path, "utf8").replace('"id":285', '"id":99'));
    await bring(path);
    const again = await reanalyseHere(w.archive, { store: w.store });
    expect(again.result.events.map((event) => event.type)).toEqual(["rule_unresolved"]);
  });
});
