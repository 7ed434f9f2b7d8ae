/**
 * DEC-49: a listed gene is known by the annotation's word and by its place, in warnings, `explain` and the archive;
 * what a panel asks for is told, and what is not carried is answered like what is.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { sampleWindows } from "../../src/core/sample-windows.ts";
import { explain, type Story } from "../../src/analysis/explain.ts";
import type { AnalyseOptions } from "../../src/analysis/options.ts";
import { inArchive, readVerdicts } from "../../src/archive/index.ts";
import { importGenes } from "../../src/genes/catalogue/index.ts";
import { showCase } from "../../src/reanalysis/show.ts";
import { giveVerdict, toldVerdicts } from "../../src/reanalysis/verdict.ts";
import { openStore } from "../../src/store/index.ts";
import { analyseHere, DEFAULTS } from "../helpers/analyse.ts";
import { addHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText, type RecordOptions } from "../helpers/vcf-text.ts";

const folder = tempFolder();
let files = 0;
function file(name: string, text: string): string {
  const path = join(folder, `${++files}-${name}`);
  writeFileSync(path, text);
  return path;
}

const ENSEMBL = ["AAA", "BRCA1", "SHOX", "CCC"];
const lineOf = ({ impact, ...record }: RecordOptions & { impact?: string }): string => {
  const id = String(100 + ENSEMBL.indexOf(record.gene ?? "")).padStart(11, "0");
  const line = recordText(record)
    .replaceAll("ENSG00000000001", `ENSG${id}`)
    .replaceAll("ENST00000000001", `ENST${id}`);
  return impact === undefined ? line : line.replace(/\|(?:LOW|MODIFIER)\|/, `|${impact}|`);
};
const carried = { genotypes: ["0/1"] };
const common = { af: 0.2, info: "CLNSIG=Pathogenic;CLNREVSTAT=reviewed_by_expert_panel" };
const brca1 = { chrom: "17", gene: "BRCA1", ...carried };
// BRCA1 begins at 17:43,044,295 in the list.
const records = [
  { pos: 1000, gene: "AAA", ...carried },
  { ...brca1, ...common, pos: 43_043_000, ref: `G${"A".repeat(100)}`, alt: "G" },
  { ...brca1, ...common, pos: 43_044_280 },
  { ...brca1, pos: 43_044_285, consequence: "synonymous_variant", impact: "HIGH" },
  { ...brca1, pos: 43_044_290, ref: "GCTTTTGGC", alt: "G", consequence: "frameshift_variant" },
  { ...brca1, pos: 43_070_943, consequence: "strange_variant" },
  { ...brca1, pos: 43_070_950, consequence: "synonymous_variant" },
  { chrom: "X", pos: 645_600, gene: "SHOX", ...common, ...carried },
  { chrom: "X", pos: 645_700, gene: "SHOX", ...carried, consequence: "odd_variant" },
];
const vcfOf = (lines: readonly string[]): string =>
  file(
    "in.vcf",
    `${headerText({ samples: ["S1"], contigs: ["1", "17", "X", "Y"] })}${lines.join("\n")}\n`,
  );
const vcf = vcfOf(records.map(lineOf));
const without = vcfOf(records.filter(({ gene }) => gene === "AAA").map(lineOf));
const panel = file(
  "panel.tsv",
  "symbol\tmode_of_inheritance\tconfidence\nAAA\tMONOALLELIC\tgreen\n",
);
const policy = (value: object): string => file("policy.json", JSON.stringify(value));
const shox = policy({ incidentalGenes: ["SHOX"] });
const given: Partial<AnalyseOptions> = { vcfs: [vcf], panels: [panel], sex: { "": "female" } };
const SECRETS = /BRCA1|4304\d{4}|43070943|strange|6456\d\d|odd_variant|place that is withheld/;

const quiet = {
  log: { info: () => {}, warn: () => {}, detail: () => {} },
  onProgress: () => {},
  stdin: Readable.from([]),
};
const storyOf = (variant: string, more: Partial<AnalyseOptions> = {}): Promise<Story> =>
  explain({ ...DEFAULTS, ...given, ...more }, variant, quiet);

/** HGNC's table with SHOX, and where it lies. */
async function storeWithGenes(): Promise<string> {
  const path = join(folder, "store");
  const store = openStore(path);
  const now = new Date(0);
  const hgnc = file(
    "hgnc.txt",
    [
      "hgnc_id symbol status prev_symbol alias_symbol ensembl_gene_id entrez_id date_modified",
      "HGNC:10853 SHOX Approved - - ENSG00000185960 6473 2026-01-01",
      "HGNC:1 AAA Approved - - ENSG00000000100 1 2026-01-01",
    ]
      .map((line) => `${line.split(" ").join("\t").replaceAll("-\t", "\t")}\n`)
      .join(""),
  );
  await importGenes(store, hgnc, { assembly: null, now });
  const attributes =
    "ID=gene:ENSG00000185960;Name=SHOX;biotype=protein_coding;gene_id=ENSG00000185960";
  const gff = file(
    "ensembl.110.gff3",
    `##gff-version 3\n#!genome-build GRCh38.p14\n#!genome-version GRCh38\nX\tensembl_havana\tgene\t624344\t659411\t.\t+\t.\t${attributes}\n`,
  );
  await importGenes(store, gff, { assembly: "GRCh38", now });
  return path;
}

describe("DEC-49: warnings of records", () => {
  it("name listed genes of neither list, beyond the panels and under panels alone", async () => {
    for (const beyondPanel of [true, false]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { text, log } = await analyseHere(
        { ...given, policy: shox, beyondPanel },
        { format: "json" },
      );
      const { warnings, withheld } = JSON.parse(text) as { warnings: object; withheld: object };
      expect(withheld).toMatchObject({ count: beyondPanel ? 1 : 0 });
      expect(JSON.stringify(warnings)).not.toMatch(SECRETS);
      expect(log.join("\n")).not.toMatch(SECRETS);
    }
  });

  it("name them where the policy shows them, and where a panel asks for the gene", async () => {
    const show = policy({ incidental: "show" });
    const shown = await analyseHere({ ...given, policy: show, beyondPanel: true });
    for (const secret of ["17:43044280:G:A", "17:43044285", "strange", "X:645600", "odd_variant"])
      expect(shown.log.join("\n")).toContain(secret);
    const asked = await analyseHere({ ...given, panels: [], genes: ["BRCA1"] });
    expect(asked.log.join("\n")).toContain("17:43044280:G:A");
  });

  it("name the first that may be told, also behind one that may not", async () => {
    const ccc = { pos: 99_000, gene: "CCC", ...carried };
    const told = { ...ccc, chrom: "X", consequence: "synonymous_variant", impact: "HIGH" };
    const mixed = vcfOf([...records.slice(0, 7), told].map(lineOf));
    const { log } = await analyseHere({ ...given, vcfs: [mixed], beyondPanel: true });
    expect(log.join("\n")).toContain("X:99000 HIGH beside synonymous_variant");
    expect(log.join("\n")).not.toMatch(SECRETS);
  });
});

describe("DEC-49: explain", () => {
  const withheld = { record: null, others: [], dropped: "withheld", checks: [], genes: [] };

  it.each(["17:43044290:GCTTTTGGC:G", "17:43044291:CTTTTGGC:C", "17:43043900:G:A"])(
    "%s reaches into a listed gene, carried or not",
    async (variant) => {
      expect(await storyOf(variant)).toMatchObject(withheld);
      expect(await storyOf(variant, { vcfs: [without] })).toMatchObject(withheld);
    },
  );

  it("knows the policy's genes by the annotation, and by their place where a gene table has it", async () => {
    const carriedOne = "X:645600:G:A";
    expect(await storyOf(carriedOne, { policy: shox })).toMatchObject(withheld);
    expect(await storyOf("X:645600:G:C", { policy: shox })).toMatchObject({ others: [] });
    expect(await storyOf(carriedOne)).toMatchObject({ dropped: "frequency" });
    const placed = { policy: shox, store: await storeWithGenes() };
    for (const variant of [carriedOne, "X:645600:G:C", "X:650000:G:C"])
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await storyOf(variant, placed)).toMatchObject(withheld);
  });

  it("tells of the gene that was asked for, without any extents", async () => {
    const story = await storyOf("17:43070950:G:A", { panels: [], genes: ["BRCA1"] });
    expect(story).toMatchObject({ dropped: "consequence", record: { filter: "PASS" } });
  });
});

describe("the policy's incidentalGenes", () => {
  it.each([["BRCAX"], ["HGNC:99999999"]])("%s is no gene of the store's tables", async (word) => {
    const store = await storeWithGenes();
    const options = { ...given, policy: policy({ incidentalGenes: ["SHOX", word] }), store };
    await expect(analyseHere(options)).rejects.toMatchObject({
      code: "E_POLICY",
      message: expect.stringContaining(word),
    });
    const { log } = await analyseHere({ ...options, allowUnknownGenes: true });
    expect(log.join("\n")).toMatch(new RegExp(`warn: .*incidentalGenes, ${word}:`));
  });

  it("are told of where no table can know them, and a blank is refused", async () => {
    const { log } = await analyseHere({ ...given, policy: shox });
    expect(log.join("\n")).toMatch(/warn: .*incidentalGenes, SHOX: no gene table/);
    const blank = analyseHere({ ...given, policy: policy({ incidentalGenes: ["SHOX", " "] }) });
    await expect(blank).rejects.toMatchObject({ code: "E_POLICY" });
  });
});

describe("DEC-49: a verdict in an archive", () => {
  it("is refused in the same words for a withheld allele, held or not", async () => {
    const archive = join(folder, "cases");
    await addHere(archive, "C1", { ...given, beyondPanel: true });
    const give = (variant: string): Promise<unknown> =>
      giveVerdict({
        archive,
        case: "C1",
        variant,
        kind: "dismissed",
        class: null,
        why: "no",
        by: "me",
        date: "2024-01-05",
        now: new Date(0),
      });
    for (const variant of ["17:43044290:GCTTTTGGC:G", "17:43070943:G:A", "17:43070943:G:C"])
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(give(variant)).rejects.toMatchObject({
        code: "E_INPUT_MISSING",
        message: `${variant} is withheld as an incidental finding`,
      });
    expect(readVerdicts(inArchive.case(archive, "C1"))).toEqual([]);
    await expect(give("1:1000:G:C")).rejects.toThrow("the case does not have 1:1000:G:C");
    await give("1:1000:G:A");
    // Given while the policy showed it.
    const shown = showCase(archive, "C1");
    const [known] = readVerdicts(inArchive.case(archive, "C1"));
    if (known === undefined) throw new Error("no verdict");
    const old = { ...known, chrom: "17", pos: 43_070_943, gene: "BRCA1" };
    const about = { archive, run: shown.run, file: shown.case, store: undefined };
    expect(await toldVerdicts([old, known], about)).toEqual([known]);
  });
});

describe("DEC-49: unusual sex chromosomes under panels alone", () => {
  const sites = (both: boolean): string[] =>
    sampleWindows("GRCh38")
      .filter(({ chrom }) => chrom === "X" || chrom === "Y")
      .flatMap(({ chrom, start }) =>
        Array.from({ length: 15 }, (_, i) =>
          lineOf({
            chrom,
            pos: start + 100 * i,
            gene: "",
            consequence: "",
            genotypes: [chrom === "X" ? "0/1" : "1"],
          }),
        ),
      )
      .slice(0, both ? undefined : 1);

  it("read as too few sites do, and no number tells of them", async () => {
    const answers = [];
    for (const both of [true, false]) {
      const path = vcfOf([lineOf(records[0] ?? { pos: 1, ...carried }), ...sites(both)]);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { text, log } = await analyseHere(
        { ...given, vcfs: [path], sex: { "": "male" } },
        { format: "json" },
      );
      const { withheld, sampleChecks } = JSON.parse(text) as {
        withheld: object;
        sampleChecks: { check: string }[];
      };
      expect(log.join("\n")).not.toContain("withheld");
      answers.push({ withheld, sex: sampleChecks.filter(({ check }) => check === "sex") });
    }
    expect(answers[0]).toMatchObject({ withheld: { count: 0 }, sex: [{ outcome: "not_checked" }] });
    expect(answers[0]).toEqual(answers[1]);
  });
});
