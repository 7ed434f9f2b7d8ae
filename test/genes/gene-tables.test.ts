// Facts of genes and coverage: read from their tables, shown beside the gene, told where they are missing.
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { geneCoverage } from "../../src/genes/coverage.ts";
import { factsForRules, importGeneFacts, readGeneFacts } from "../../src/genes/gene-facts.ts";
import { importClinVar } from "../../src/classifications/index.ts";
import { schemaText } from "../../src/report/index.ts";
import { openStore } from "../../src/store/index.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const file = (name: string, text: string): string => {
  const path = join(mkdtempSync(join(folder, "g-")), name);
  writeFileSync(path, name.endsWith(".gz") ? gzipSync(text) : text);
  return path;
};

async function facts(path: string) {
  const store = openStore(join(mkdtempSync(join(folder, "s-")), "store"));
  const asked = { name: "table", release: "1", now: new Date(0) };
  const { entry } = await importGeneFacts(store, path, asked);
  return { store, sheet: readGeneFacts(store.pathOf(entry)) };
}

describe("facts of genes", () => {
  it.each([
    ["a plain header", "gene\tpLI\toe_lof_upper\nAAA\t1.0\t0.03\nBBB\tNA\t0.9\n"],
    ["a header behind #", "# comment\n#gene\tpLI\toe_lof_upper\nAAA\t1.0\t0.03\nBBB\tNA\t0.9\n"],
    ["CRLF", "gene\tpLI\toe_lof_upper\r\nAAA\t1.0\t0.03\r\nBBB\tNA\t0.9\r\n"],
  ])("%s", async (_name, text) => {
    const { sheet } = await facts(file("t.tsv.gz", text));
    expect(sheet.genes).toEqual({
      AAA: { pLI: 1, oe_lof_upper: 0.03 },
      BBB: { oe_lof_upper: 0.9 },
    });
  });

  it("gnomAD 4: the MANE transcript's line of several stands", async () => {
    const text =
      "gene\tmane_select\tlof.oe_ci.upper\nAAA\tfalse\t0.5\nAAA\ttrue\t0.1\nAAA\tfalse\t0.7\n";
    const { sheet } = await facts(file("t.tsv", text));
    expect(factsForRules([{ values: sheet.genes["AAA"] ?? {} }]).loeuf).toBe(0.1);
  });

  it("what rules use is null where the table does not tell it", () => {
    expect(factsForRules([{ values: { mis_z: 3.2, cds_length: 1500 } }])).toEqual({
      loeuf: null,
      missenseZ: 3.2,
      haploinsufficiency: null,
      codingBases: 1500,
    });
  });

  it.each([
    ["no genes", "gene\tpLI\n"],
    ["no gene column", "a\tb\n1\t2\n"],
  ])("E_KNOWLEDGE: %s", async (_name, text) => {
    await expect(facts(file("t.tsv", text))).rejects.toMatchObject({ code: "E_KNOWLEDGE" });
  });

  it.skipIf(sharedData === null).each([
    ["gnomad_v2.1.1_constraint.tsv.gz", "MED13", { oe_lof_upper: 0.03 }],
    ["imprinting_genes.tsv", "ABCC9", { expressed_allele: "maternal" }],
  ])("%s (../shared)", async (name, gene, values) => {
    const { sheet } = await facts(join(sharedData ?? "", "genes", name));
    expect(sheet.genes[gene]).toMatchObject(values);
  });
});

const GENES = [
  { symbols: ["AAA", "OLD"], region: { chrom: "1", start: 101, end: 200 } },
  { symbols: ["BBB"], region: { chrom: "1", start: 151, end: 300 } },
  { symbols: ["CCC"], region: null },
];

describe("coverage of genes (DEC-20)", () => {
  it.each([
    [
      "thresholds by name; a name stands over the place",
      "#chrom\tstart\tend\tregion\t10X\t20X\nchr1\t100\t200\tAAA_exon1\t100\t50\nchr1\t150\t160\told\t0\t0\n1\t0\t50\tCCC\t25\t0\n",
      [
        { bases: 110, at10: 0.9091, at20: 0.4545, mean: null },
        null,
        { bases: 50, at10: 0.5, at20: 0, mean: null },
      ],
    ],
    [
      "thresholds by place, in both genes that overlap",
      "#chrom\tstart\tend\tregion\t1X\t10X\nchr1\t150\t200\tunknown\t50\t40\n",
      [
        { bases: 50, at10: 0.8, at20: null, mean: null },
        { bases: 50, at10: 0.8, at20: null, mean: null },
        null,
      ],
    ],
    [
      "regions: a mean by length",
      "1\t100\t110\t30\n1\t110\t140\t10.0\r\n",
      [{ bases: 40, at10: null, at20: null, mean: 15 }, null, null],
    ],
  ])("%s", async (_name, text, expected) => {
    expect(await geneCoverage(file("c.bed.gz", text), GENES)).toEqual(expected);
  });

  it.each([
    "1\t100\t90\t5\n",
    "1\t100\t200\n",
    "1\t1\t2\tAAA\tx\n",
    "1\t\t9\t5\n",
    "1\t0x1\t9\t5\n",
  ])("E_KNOWLEDGE with the line: %j", async (text) => {
    await expect(geneCoverage(file("c.bed", text), GENES)).rejects.toMatchObject({
      code: "E_KNOWLEDGE",
      place: { line: 1 },
    });
  });
});

it("in a run: beside the gene, in the evidence, and told where it is missing", async () => {
  const { store } = await facts(file("t.tsv", "gene\toe_lof_upper\nGENE1\t0.1\n"));
  const lost = [21100, 21200, 21300].map(
    (pos) =>
      `1\t${pos}\t1\tG\tA\t.\t.\tCLNSIG=Pathogenic;CLNREVSTAT=criteria_provided,_single_submitter;GENEINFO=GENE1:1;MC=SO:0001587|nonsense`,
  );
  const clinvar = file(
    "clinvar.vcf",
    `##fileformat=VCFv4.1\n##fileDate=20260226\n##reference=GRCh38\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n${lost.join("\n")}\n`,
  );
  await importClinVar(store, clinvar, {
    release: undefined,
    assembly: undefined,
    now: new Date(0),
  });
  const vcf = file(
    "one.vcf",
    `${headerText({ samples: ["P"] })}${recordText({ pos: 21000, genotypes: ["0/1"] })}\n`,
  );
  const panel = file("p.bed", "chr1\t20000\t23000\tGENE1\nchr1\t30000\t33000\tGENE2\n");
  const coverage = file(
    "c.bed",
    "#chrom\tstart\tend\tregion\t10X\t20X\nchr1\t20500\t20600\tx\t90\t80\n",
  );
  const given = {
    vcfs: [vcf],
    panels: [panel],
    sex: { "": "female" as const },
    store: store.path,
    coverage,
  };
  const report = JSON.parse((await analyseHere(given, { format: "json" })).text) as {
    coverage: unknown;
    knowledge: { kind: string }[];
    notAssessed: { what: string; subject: string }[];
    candidates: {
      geneKnowledge: unknown;
      variants: { acmg: { criteria: { criterion: string; inputs: unknown }[] } }[];
    }[];
  };
  const schema = z.fromJSONSchema(
    JSON.parse(schemaText("report")) as Parameters<typeof z.fromJSONSchema>[0],
  );
  expect(schema.safeParse(report).error?.issues).toBeUndefined();
  const parts = { bases: 100, at10: 0.9, at20: 0.8, mean: null };
  expect(report.coverage).toEqual([
    { symbol: "GENE1", hgncId: null, coverage: parts },
    { symbol: "GENE2", hgncId: null, coverage: null },
  ]);
  expect(report.knowledge.map((k) => k.kind)).toEqual(["clinvar", "gene-facts", "coverage"]);
  expect(report.notAssessed.filter((n) => n.what === "coverage").map((n) => n.subject)).toEqual([
    "GENE2",
  ]);
  expect(report.candidates[0]?.geneKnowledge).toEqual({
    facts: [{ source: "table", release: "1", values: { oe_lof_upper: 0.1 } }],
    coverage: parts,
  });
  const pvs1 = report.candidates[0]?.variants[0]?.acmg.criteria.find((c) => c.criterion === "PVS1");
  // PVS1-01: LOEUF with three pathogenic losses of function in ClinVar.
  expect(pvs1).toMatchObject({ inputs: { mechanism: "likely" } });
});
