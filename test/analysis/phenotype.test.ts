import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { importGeneDiseases } from "../../src/genes/gene-diseases.ts";
import { importHpo } from "../../src/phenotype/index.ts";
import { explain } from "../../src/analysis/explain.ts";
import type { AnalyseOptions } from "../../src/analysis/options.ts";
import { withPatientFiles } from "../../src/analysis/patient-files.ts";
import { openStore } from "../../src/store/index.ts";
import { analyseHere, DEFAULTS, rowsOf } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import { TRIO, TRIO_PED, vcfText } from "../helpers/vcf-text.ts";
import { HPOA, NINE_COLUMNS, OBO } from "../phenotype/toy.ts";

const folder = mkdtempSync(join(tempFolder(), "analyse-"));
const file = (name: string): string => join(folder, name);
const write = (name: string, text: string): string => {
  writeFileSync(file(name), text);
  return file(name);
};

/** New in the child: one variant in each gene of the toy, and in one without annotation. */
const GENES = ["GENE1", "GENE2", "GENE3", "OTHER"];
const VCF = vcfText(
  { samples: TRIO },
  GENES.map((gene, i) => ({ pos: 1000 * (i + 1), gene, genotypes: ["0/1", "0/0", "0/0"] })),
)
  .split("\n")
  // The helper gives all genes one id.
  .map((line) => line.replace("ENSG00000000001", () => `ENSG0000000000${line.split("\t")[1]?.[0]}`))
  .join("\n");

beforeAll(async () => {
  const store = openStore(file("store"));
  const paths = [
    write("hp.obo", OBO),
    write("phenotype.hpoa", HPOA),
    write("genes_to_phenotype.txt", NINE_COLUMNS),
  ];
  await importHpo(store, paths, { release: null, now: "2026-01-01T00:00:00.000Z" });
  write("trio.vcf", VCF);
  write("trio.ped", TRIO_PED);
});

function asked(hpo: string[], over: Partial<AnalyseOptions> = {}): Partial<AnalyseOptions> {
  return {
    vcfs: [file("trio.vcf")],
    ped: file("trio.ped"),
    store: file("store"),
    genes: ["GENE3"],
    beyondPanel: true,
    phenotype: { hpo },
    ...over,
  };
}

interface Report {
  patient: { hpoRelease: string; observed: { id: string; onset?: string }[] };
  beyondPanel: { rank: number; gene: string; phenotypeScore: number }[];
  candidates: {
    tier: number;
    score: number;
    scoreParts: { part: string; value: number; note: string }[];
    gene: { symbol: string };
    phenotype: { score: number; diseases: { id: string; fits: boolean }[] };
  }[];
}

async function reportOf(options: Partial<AnalyseOptions>): Promise<Report> {
  return JSON.parse((await analyseHere(options, { format: "json" })).text) as Report;
}

describe("terms in analyse", () => {
  it("explain tells the rank and the score that the terms give", async () => {
    for (const terms of [["HP:0000012"], ["HP:0000021"]]) {
      const options = { ...DEFAULTS, ...asked(terms) };
      const { candidates } = await reportOf(options);
      const log = { info: () => {}, warn: () => {}, detail: () => {} };
      const io = { log, onProgress: () => {}, stdin: process.stdin };
      for (const [i] of GENES.entries()) {
        const variant = `1:${1000 * (i + 1)}:G:A`;
        const at = candidates.findIndex(({ gene }) => gene.symbol === GENES[i]);
        const { answer } = await explain(options, variant, io);
        const { tier, score } = candidates[at] ?? {};
        expect(answer).toMatchObject({ kind: "candidate", rank: at + 1, tier, score });
      }
    }
  });

  it("COMB-01: the panel's gene first, then the others by the terms; one without annotation is neutral", async () => {
    const { candidates, patient } = await reportOf(asked(["HP:0000012"]));
    expect(patient.hpoRelease).toBe("2020-02-02");
    expect(candidates.map(({ gene }) => gene.symbol)[0]).toBe("GENE3");
    const off = candidates.filter(({ tier }) => tier === 3);
    expect(off[0]?.gene.symbol).toBe("GENE1");
    expect(off.find(({ gene }) => gene.symbol === "OTHER")?.phenotype.score).toBe(0);
  });

  it("a gene without annotation weighs by the age of the HPO release against the run's other knowledge", async () => {
    const g2p = write(
      "g2p.csv",
      `gene symbol,disease name,confidence,allelic requirement,mutation consequence,panel
GENE1,a disease,definitive,monoallelic,loss of function,DD
`,
    );
    const partIn = async (store: string): Promise<unknown> => {
      const { candidates } = await reportOf(asked(["HP:0000012"], { store }));
      const other = candidates.find(({ gene }) => gene.symbol === "OTHER");
      return other?.scoreParts.find(({ part }) => part === "phenotype");
    };
    const store = file("store-with-g2p");
    cpSync(file("store"), store, { recursive: true });
    const asOf = { table: "g2p", release: "2022-09-01", now: new Date(0) } as const;
    await importGeneDiseases(openStore(store), g2p, asOf);
    // 31 months: a share of 0.07 + 0.135 x 31 / 12 = 0.42, odds of 0.72 for the fitted 0.33.
    expect(await partIn(file("store"))).toMatchObject({ value: -9.5 });
    expect(await partIn(store)).toMatchObject({
      value: -6.2,
      note: expect.stringContaining("HPO release 2020-02-02; 31 months older") as string,
    });
  });

  it("beyond the panel: in the JSON, the table and the flags; the threshold is the policy's", async () => {
    const policy = write(
      "policy.json",
      JSON.stringify({ phenotype: { beyondPanelMinScore: 0.1, beyondPanelTop: 1 } }),
    );
    const options = asked(["HP:0000012"], { policy });
    expect((await reportOf(options)).beyondPanel.map(({ rank, gene }) => [rank, gene])).toEqual([
      [1, "GENE1"],
    ]);
    const rows = rowsOf((await analyseHere(options)).text);
    const told = rows.filter((row) => row["beyond_panel"] !== ".");
    expect(told.map((row) => [row["gene"], row["beyond_panel"]])).toEqual([["GENE1", "1"]]);
    expect(told[0]?.["flags"]).toContain("beyond_panel_top");
    // By the default threshold of 1 three genes cannot be ten times likelier.
    expect((await reportOf(asked(["HP:0000012"]))).beyondPanel).toEqual([]);
  });

  it("IC-03: every disease of the gene, and whether its mode fits the models", async () => {
    const { candidates } = await reportOf(asked(["HP:0000012"]));
    const of = (symbol: string): Report["candidates"][number] | undefined =>
      candidates.find(({ gene }) => gene.symbol === symbol);
    // Disease 1 is dominant, the variant is new and heterozygous.
    expect(of("GENE1")?.phenotype.diseases).toMatchObject([{ id: "OMIM:1", fits: true }]);
  });

  it("HPO-07: without a term that counts the order is as without terms", async () => {
    const plain = rowsOf((await analyseHere(asked([], { phenotype: undefined as never }))).text);
    const none = rowsOf((await analyseHere(asked(["HP:0000118"]))).text);
    expect(none).toEqual(plain);
  });

  it("the log names no term", async () => {
    const { log } = await analyseHere(asked(["HP:0000012,!HP:0000011"]));
    const told = log.filter((line) => !line.startsWith("detail:")).join("\n");
    expect(told).toContain("the patient's terms: one is both observed and absent");
    expect(told).not.toMatch(/HP:\d{7}|sign/i);
  });

  it("DEC-31: an id that stands for another is told in the report, and in the log without the term", async () => {
    const { log, text } = await analyseHere(asked(["HP:0000050"]), { format: "json" });
    expect(log.filter((line) => line.startsWith("warn:")).join("\n")).toContain(
      "the patient's terms: one has an outdated id, and its current id was used",
    );
    expect(JSON.parse(text)).toMatchObject({
      warnings: expect.arrayContaining([
        expect.objectContaining({
          code: "term_mapped",
          text: expect.stringMatching(/HP:0000050 is now HP:0000013/),
        }),
      ]),
    });
  });
});

describe("a patient's files", () => {
  const packet = (more: object): string =>
    JSON.stringify({
      id: "p",
      subject: { id: "C", sex: "MALE" },
      phenotypicFeatures: [
        { type: { id: "HP:0000012" }, onset: { age: { iso8601duration: "P1Y" } } },
      ],
      ...more,
    });
  const withFile = (over: object): Partial<AnalyseOptions> => ({
    store: file("store"),
    genes: ["GENE3"],
    beyondPanel: true,
    phenotype: {
      hpo: [],
      ...over,
    },
  });

  it("a phenopacket: terms, onset, VCF, assembly", async () => {
    const phenopacket = write(
      "case.json",
      packet({
        files: [
          {
            uri: pathToFileURL(file("trio.vcf")).href,
            individualToFileIdentifiers: { C: "C" },
            fileAttributes: { fileFormat: "vcf", genomeAssembly: "hg38" },
          },
        ],
      }),
    );
    const options = await withPatientFiles({ ...DEFAULTS, ...withFile({ phenopacket }) });
    expect(options).toMatchObject({ vcfs: [file("trio.vcf")], assembly: "GRCh38" });
    const { patient } = await reportOf({ ...options, ped: file("trio.ped") });
    expect(patient.observed).toEqual([
      { id: "HP:0000012", name: "Severe sign A one", onset: "P1Y" },
    ]);
  });

  it("the command line goes before it", async () => {
    const phenopacket = write(
      "other.json",
      packet({
        files: [{ uri: "x.vcf", fileAttributes: { fileFormat: "VCF", genomeAssembly: "GRCh37" } }],
      }),
    );
    const given = { ...DEFAULTS, ...withFile({ phenopacket }), vcfs: ["mine.vcf"] };
    expect(await withPatientFiles(given)).toMatchObject({
      vcfs: ["mine.vcf"],
      assembly: undefined,
    });
    const left = await withPatientFiles({ ...given, vcfs: [] });
    expect(left).toMatchObject({ vcfs: [file("x.vcf")], assembly: "GRCh37" });
  });

  it.each([
    ["of the packet, where none is given", {}, {}, { "": "male" }],
    [
      "of the command line before the packet's",
      { sex: { C: "female" as const } },
      {},
      { C: "female" },
    ],
    ["of the pedigree's file before the packet's", { ped: "family.ped" }, {}, {}],
    ["none of a packet that does not know it", {}, { subject: { id: "C" } }, {}],
  ])("the sex %s", async (_what, given, more, expected) => {
    const phenopacket = write("sex.json", packet({ files: [], ...more }));
    const options = { ...DEFAULTS, ...withFile({ phenopacket }), ...given };
    expect((await withPatientFiles(options)).sex).toEqual(expected);
  });

  it("a case file: family, files and terms", async () => {
    const caseFile = write(
      "case.yaml",
      `schema: panelist.case
version: 1
id: F1
proband: child
vcfs: [trio.vcf]
terms: [HP:0000012, "!HP:0000021"]
genes: [GENE3]
family:
  - {id: child, sample: C, father: dad, mother: mum, sex: male, affected: true}
  - {id: dad, sample: F, sex: male, affected: false}
  - {id: mum, sample: M, sex: female, affected: false}
`,
    );
    const options = await withPatientFiles({ ...DEFAULTS, ...withFile({ caseFile }), genes: [] });
    expect(options).toMatchObject({ vcfs: [file("trio.vcf")], genes: ["GENE3"], proband: "C" });
    const { candidates } = await reportOf(options);
    expect(candidates.map(({ gene }) => gene.symbol).slice(0, 2)).toEqual(["GENE3", "GENE1"]);
  });
});
