// Knowledge other than panels and ClinVar: HPO, the patient's terms, the family, what an annotation names.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inArchive, readCase } from "../../src/archive/index.ts";
import type { RunFile } from "../../src/archive/types.ts";
import { importGenes } from "../../src/genes/catalogue/index.ts";
import { importGeneDiseases } from "../../src/genes/gene-diseases.ts";
import { importParts } from "../../src/phenotype/release.ts";
import { setCase } from "../../src/reanalysis/set.ts";
import { openStore } from "../../src/store/index.ts";
import { addHere, answerOf, fullReport, reanalyseHere } from "../helpers/archive.ts";
import {
  AAA,
  BBB,
  importRelease,
  latestRun,
  makeWorld,
  missense,
  type PanelGene,
  type World,
  writePanel,
} from "../helpers/archive-world.ts";
import { tempFolder } from "../helpers/temp.ts";
import { TRIO_PED, type RecordOptions } from "../helpers/vcf-text.ts";
import { HPOA, NINE_COLUMNS, OBO, part } from "../phenotype/toy.ts";

const folder = tempFolder();
const world = (records: RecordOptions[], genes: PanelGene[]): World =>
  makeWorld(folder, records, genes);

/** Gene AAA or BBB shows the patient's sign. */
async function importHpo(store: string, day: string, gene: string): Promise<void> {
  const [head = ""] = NINE_COLUMNS.split("\n");
  const rows = `${head}\n101\t${gene}\tHP:0000012\tx\t-\t\t-\tmim2gene\tOMIM:1\n999\tZZZ\tHP:0000021\tx\t-\t\t-\tmim2gene\tOMIM:3\n`;
  const texts = [OBO, HPOA, rows].map((text) => part(text.replaceAll("2020-02-02", day)));
  const about = { release: day, now: "2020-03-01T00:00:00Z", origin: "x" };
  await importParts(openStore(store), texts, about);
}

const terms = (hpo: string) => ({
  hpo: [hpo],
});
const set = (w: World, asked: object): ReturnType<typeof setCase> =>
  setCase({
    archive: w.archive,
    case: "C1",
    by: "test",
    now: new Date(0),
    ...asked,
  });

describe("HPO and the patient's terms (RE-08)", () => {
  it("a new release orders candidates anew without reading variants; then other terms; silently", async () => {
    const w = world([missense(110_000, "AAA"), missense(310_000, "BBB")], [AAA, BBB]);
    await importHpo(w.store, "2020-02-01", "AAA");
    const options = { ...w.options, phenotype: terms("HP:0000012") };
    await addHere(w.archive, "C1", options);
    const genes = (run: RunFile): string[] => run.report.candidates.map((c) => c.gene.symbol);
    expect(genes(latestRun(w))).toEqual(["AAA", "BBB"]);
    await importHpo(w.store, "2020-02-03", "BBB");
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    expect(genes(latestRun(w))).toEqual(["BBB", "AAA"]);
    expect(latestRun(w).evaluated).toEqual([]);
    expect(answerOf(latestRun(w).report)).toBe(answerOf(await fullReport(options)));
    expect(result.events.map((e) => [e.type, e.notify, e.cause.new])).toEqual([
      ["phenotype_rank", false, "2020-02-03"],
      ["phenotype_rank", false, "2020-02-03"],
    ]);
    expect((await reanalyseHere(w.archive, { store: w.store })).result.counts.untouched).toBe(1);
    await set(w, { phenotype: terms("HP:0000021"), store: w.store });
    const other = { ...w.options, phenotype: terms("HP:0000021") };
    await reanalyseHere(w.archive, { store: w.store });
    expect(answerOf(latestRun(w).report)).toBe(answerOf(await fullReport(other)));
  });

  it("--since tells again what earlier runs told", async () => {
    const w = world([missense(110_000, "AAA")], [{ ...AAA, confidence: "amber" }]);
    await addHere(w.archive, "C1", w.options);
    writePanel(w.rule, [AAA]);
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    expect(result.events.map((e) => e.type)).toEqual(["gene_to_green"]);
    const again = await reanalyseHere(w.archive, { store: w.store, since: "2024-02-01" });
    expect(again.result.events).toEqual(result.events);
    const later = await reanalyseHere(w.archive, { store: w.store, since: "2024-02-04" });
    expect(later.result.events).toEqual([]);
  });
});

describe("a second hit (RE-04)", () => {
  it("an allele that counts now pairs with one that stood alone, and wakes", async () => {
    const stop = { ...missense(110_000, "AAA", ["0/1", "0/1", "0/0"]), consequence: "stop_gained" };
    const deep = {
      ...missense(150_000, "AAA", ["0/1", "0/0", "0/1"]),
      consequence: "intron_variant",
    };
    const w = world([stop, deep], [{ ...AAA, mode: "BIALLELIC" }]);
    await importRelease(w.store, w.home, "2024-01-01", []);
    await addHere(w.archive, "C1", w.options);
    expect(latestRun(w).report.untiered.one_hit).toHaveLength(1);
    await importRelease(w.store, w.home, "2024-02-01", [{ pos: 150_000, gene: "AAA" }]);
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    const pair = result.events.find((event) => event.type === "new_partner");
    expect(pair).toMatchObject({
      rule: "RE-04",
      notify: true,
      variants: ["1:110000:G:A", "1:150000:G:A"],
      cause: { source: "clinvar", new: "2024-02-01" },
    });
  });
});

describe("the family (RE-07)", () => {
  it("an affected mother changes what a variant means, and wakes", async () => {
    const w = world([missense(110_000, "AAA", ["0/1", "0/0", "0/1"])], [AAA]);
    await addHere(w.archive, "C1", w.options);
    const ped = join(w.home, "now.ped");
    writeFileSync(ped, TRIO_PED.replace("FAM\tM\t0\t0\t2\t1", "FAM\tM\t0\t0\t2\t2"));
    await set(w, { ped });
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    expect(answerOf(latestRun(w).report)).toBe(
      answerOf(await fullReport({ ...w.options, ped, proband: "C" })),
    );
    expect(result.events).toMatchObject([{ type: "family_changed", rule: "RE-07", notify: true }]);
  });
});

describe("genes that the annotation never names (DEC-17)", () => {
  it("are told when they turn green, and counted", async () => {
    const w = world([missense(110_000, "XXX"), missense(310_000, "BBB")], [BBB]);
    const table = join(w.home, "extents.tsv");
    writeFileSync(
      table,
      "Chromosome/scaffold name\tGene Start (bp)\tGene End (bp)\tHGNC symbol\tGene ID\n1\t100000\t200000\tAAA\tENSG00000000011\n1\t300000\t400000\tBBB\tENSG00000000012\n",
    );
    await importGenes(openStore(w.store), table, { assembly: "GRCh38", now: new Date(0) });
    await addHere(w.archive, "C1", w.options);
    expect(readCase(w.archive, "C1").datasets[0]?.unnamed).toEqual(["AAA"]);
    writePanel(w.rule, [AAA, BBB]);
    const { result, text } = await reanalyseHere(w.archive, { store: w.store });
    expect(result.events).toMatchObject([{ type: "gene_not_in_annotation", gene: "AAA" }]);
    expect(result.notNamed).toEqual({ AAA: 1 });
    expect(text).toContain("AAA is now green, but the annotation of 1 case never names it");
    const { notAssessed } = latestRun(w).report;
    expect(notAssessed).toEqual((await fullReport(w.options)).notAssessed);
  });
});

describe("what is kept in genes that the annotation never names (DEC-17)", () => {
  const far = (pos: number, gene: string): RecordOptions => ({
    ...missense(pos, gene),
    consequence: "intron_variant",
  });
  /** In genes: AAA is never named, BBB is, RNU is shorter than the margin of a region. */
  const records = [
    missense(50_000, "XXX"),
    { ...far(60_000, "XXX"), filter: "LowQual" },
    far(110_000, "XXX"),
    { ...far(120_000, "XXX"), genotypes: ["0/0", "0/1", "0/0"] },
    { ...far(130_000, "XXX"), af: 0.2 },
    far(250_050, "XXX"),
    far(310_000, "BBB"),
    missense(320_000, "BBB"),
    far(330_000, "XXX"),
  ];
  const keptOf = (w: World): number[] =>
    readFileSync(join(inArchive.case(w.archive, "C1"), "datasets/1/alleles.txt"), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => Number(line.split(":")[1]));
  it.each([
    ["no gene table: by the annotation, and in the panels' genes", false, [50_000, 320_000]],
    ["a gene table: rare ones of the proband too", true, [50_000, 110_000, 250_050, 320_000]],
  ])("%s", async (_, withTable, kept) => {
    const w = world(records, [BBB]);
    if (withTable) {
      const table = join(w.home, "extents.tsv");
      const head = "Chromosome/scaffold name\tGene Start (bp)\tGene End (bp)\tHGNC symbol\tGene ID";
      const rows = [
        "1\t100000\t200000\tAAA\tENSG00000000011",
        "1\t250000\t250141\tRNU\tENSG00000000013",
        "1\t300000\t400000\tBBB\tENSG00000000012",
      ];
      writeFileSync(table, `${[head, ...rows].join("\n")}\n`);
      await importGenes(openStore(w.store), table, { assembly: "GRCh38", now: new Date(0) });
    }
    await addHere(w.archive, "C1", w.options);
    expect(keptOf(w)).toEqual(kept);
    const dataset = readCase(w.archive, "C1").datasets[0];
    expect(dataset?.unnamed).toEqual(withTable ? ["AAA", "RNU"] : []);
    expect(dataset?.criteria.geneTable !== undefined).toBe(withTable);
  });
});

describe("impact", () => {
  it("tells cases and variants before anything is evaluated", async () => {
    const w = world([missense(110_000, "AAA"), missense(120_000, "AAA")], [BBB]);
    await addHere(w.archive, "C1", w.options);
    writePanel(w.rule, [AAA, BBB]);
    const asked = { store: w.store, dryRun: true, lookOnly: true };
    const { result, text } = await reanalyseHere(w.archive, asked);
    expect(result.counts).toMatchObject({ cases: 1, concerned: 1, variants: 2, changed: 0 });
    expect(text).toContain("1 case: 1 affected, with 2 variants");
    expect(latestRun(w).run).toBe(1);
  });

  it("DEC-49: no variant is counted that is withheld", async () => {
    // SDHB is on the list of secondary findings, and its extent is told there.
    const records = [missense(110_000, "AAA"), missense(17_030_000, "SDHB")];
    const w = world(records, [BBB]);
    await importRelease(w.store, w.home, "2024-01-01", []);
    await addHere(w.archive, "C1", { ...w.options, beyondPanel: true });
    await importRelease(w.store, w.home, "2024-02-01", [{ pos: 110_000 }, { pos: 17_030_000 }]);
    const asked = { store: w.store, dryRun: true, lookOnly: true };
    const { result } = await reanalyseHere(w.archive, asked);
    expect(result.counts).toMatchObject({ concerned: 1, variants: 1 });
    const shows = { incidental: "show" };
    writeFileSync(join(w.home, "shows.json"), JSON.stringify(shows));
    const open = await reanalyseHere(w.archive, { ...asked, policy: join(w.home, "shows.json") });
    expect(open.result.counts).toMatchObject({ concerned: 1, variants: 2 });
  });
});

describe("a new release of genes and diseases is new knowledge (DEC-07)", () => {
  const importG2p = async ({ store, home }: World, release: string, mode: string) => {
    const path = join(home, `g2p-${release}.csv`);
    const header =
      "gene symbol,disease name,confidence,allelic requirement,mutation consequence,panel";
    writeFileSync(path, `${header}\nBBB,d,definitive,${mode},loss of function,DD\n`);
    await importGeneDiseases(openStore(store), path, { table: "g2p", release, now: new Date(0) });
  };

  it("a gene-agnostic case that showed nothing is looked at again, and says with what", async () => {
    const w = world([missense(350_000, "BBB", ["1/1", "0/1", "0/1"])], [AAA]);
    await importG2p(w, "2024", "monoallelic");
    await addHere(w.archive, "C1", { ...w.options, geneAgnostic: true });
    expect(latestRun(w).report.candidates).toEqual([]);
    expect(latestRun(w).knowledge.geneFacts).toMatchObject([{ source: "G2P DD", release: "2024" }]);
    const idle = await reanalyseHere(w.archive, { store: w.store });
    expect(idle.result.counts).toMatchObject({ untouched: 1 });
    await importG2p(w, "2025", "biallelic");
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    expect(result.counts).toMatchObject({ changed: 1 });
    expect(latestRun(w).report.candidates.map((c) => c.gene.symbol)).toEqual(["BBB"]);
    expect(latestRun(w).knowledge.geneFacts).toMatchObject([{ source: "G2P DD", release: "2025" }]);
    expect(latestRun(w).events).toMatchObject([
      { type: "evidence_changed", cause: { source: "gene-facts", new: "G2P DD 2025" } },
    ]);
    const again = await fullReport({ ...w.options, geneAgnostic: true });
    expect(answerOf(latestRun(w).report)).toBe(answerOf(again));
  });

  it("a case on a panel with a candidate: its evidence is judged anew", async () => {
    const stop = { ...missense(150_000, "AAA"), consequence: "stop_gained" };
    const w = world([stop], [AAA]);
    await addHere(w.archive, "C1", w.options);
    await importG2p(w, "2025", "monoallelic");
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    expect(result.counts).toMatchObject({ changed: 1 });
    expect(answerOf(latestRun(w).report)).toBe(answerOf(await fullReport(w.options)));
  });
});
