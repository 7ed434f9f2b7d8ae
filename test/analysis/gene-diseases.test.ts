// Tables of genes and diseases in a run: shown, used for the mode, for PVS1, and where they dispute a gene.
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { importGeneDiseases } from "../../src/genes/gene-diseases.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { htmlReport } from "../../src/report/html/index.ts";
import { schemaText } from "../../src/report/index.ts";
import type { ReportDocument } from "../../src/report/types.ts";
import { openStore } from "../../src/store/index.ts";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const file = (name: string, text: string): string => {
  const path = join(mkdtempSync(join(folder, "f-")), name);
  writeFileSync(path, text);
  return path;
};

const G2P =
  "gene symbol,disease name,disease mim,confidence,allelic requirement,mutation consequence,panel,hgnc id";
const GENCC =
  "gene_curie,gene_symbol,disease_curie,disease_title,classification_title,moi_title,submitter_title";

async function storeOf(tables: { g2p?: string[]; gencc?: string[] }): Promise<string> {
  const store = openStore(join(mkdtempSync(join(folder, "s-")), "store"));
  const put = (table: "g2p" | "gencc", header: string, rows: string[]) =>
    importGeneDiseases(store, file(`${table}-2026.csv`, `${[header, ...rows].join("\n")}\n`), {
      table,
      release: undefined,
      now: new Date(0),
    });
  if (tables.g2p !== undefined) await put("g2p", G2P, tables.g2p);
  if (tables.gencc !== undefined) await put("gencc", GENCC, tables.gencc);
  return store.path;
}

/** One variant of a proband alone, in a gene on no panel unless there is one. */
async function analysed(
  store: string | undefined,
  { consequence = "stop_gained", genotype = "0/1", panel = false } = {},
): Promise<{ report: ReportDocument; text: string; tsv: string }> {
  const record = recordText({ pos: 21000, genotypes: [genotype], consequence, gene: "GENE1" });
  const given = {
    vcfs: [file("one.vcf", `${headerText({ samples: ["P"] })}${record}\n`)],
    panels: panel ? [file("p.bed", "chr1\t20000\t23000\tGENE1\n")] : [],
    geneAgnostic: !panel,
    sex: { "": "female" as const },
    store,
  };
  const { text } = await analyseHere(given, { format: "json" });
  const tsv = (await analyseHere(given)).text;
  return { report: JSON.parse(text) as ReportDocument, text, tsv };
}

const mono = "GENE1,SEIZURES,1,definitive,monoallelic_autosomal,absent gene product,DD,";
const bi = mono.replace("monoallelic", "biallelic");
describe("a table of genes and diseases in a run", () => {
  it("is shown with the candidate, in JSON, the table and the card, and named as used", async () => {
    const { report, tsv } = await analysed(await storeOf({ g2p: [mono] }));
    const schema = z.fromJSONSchema(
      JSON.parse(schemaText("report")) as Parameters<typeof z.fromJSONSchema>[0],
    );
    expect(schema.safeParse(report).error?.issues).toBeUndefined();
    expect(report.candidates[0]?.geneKnowledge?.diseases).toMatchObject([
      {
        source: "G2P DD",
        release: "2026",
        disease: "SEIZURES",
        diseaseId: "OMIM:1",
        strength: "definitive",
        mode: "monoallelic",
        mechanism: "loss_of_function",
      },
    ]);
    expect(report.knowledge).toMatchObject([
      { kind: "gene-diseases", source: "G2P DD", release: "2026" },
    ]);
    expect(rowsOf(tsv)[0]?.["gene_diseases"]).toBe(
      "G2P DD 2026|SEIZURES|monoallelic_autosomal|definitive|absent gene product",
    );
    const page = htmlReport({
      report,
      counts: null,
      policy: DEFAULT_POLICY,
      run: null,
      history: null,
      links: false,
      version: "0.0.0",
    });
    expect(page).toContain(
      "<li><b>SEIZURES</b> (OMIM:1): monoallelic_autosomal, absent gene product, definitive <small>G2P DD 2026</small></li>",
    );
  });

  it("PVS1: met by loss of function under the candidate's mode, else the missing source is named", async () => {
    const scn1a = async (tables: Parameters<typeof storeOf>[0]) => {
      const { text } = await analyseHere(
        {
          vcfs: ["test-data/demo/trio.vcf.gz"],
          ped: "test-data/demo/trio.ped",
          panels: ["epilepsy"],
          store: await storeOf(tables),
        },
        { format: "json" },
      );
      const { candidates } = JSON.parse(text) as ReportDocument;
      const acmg = candidates.find((c) => c.gene.symbol === "SCN1A")?.variants[0]?.acmg;
      return { acmg, pvs1: acmg?.criteria.find((c) => c.criterion === "PVS1") };
    };
    // By HGNC id: the symbol is another one.
    const known = await scn1a({ g2p: [`${mono.replace("GENE1", "OLD")}10585`] });
    expect(known.pvs1).toMatchObject({
      status: "met",
      inputs: {
        mechanism: "established",
        mechanismBasis: "G2P DD 2026: absent gene product in SEIZURES (definitive)",
      },
    });
    expect(known.acmg?.class).toBe("LP");
    const other = await scn1a({ g2p: [mono] });
    expect(other.pvs1).toMatchObject({ status: "suggested", strength: "very_strong" });
    expect(other.pvs1?.reason).toContain("G2P DD 2026 does not state whether loss of function");
    expect(other.acmg?.class).toBeNull();
    // GenCC gives no mechanism: it is not said to have been asked.
    const gencc = ["HGNC:10585,SCN1A,MONDO:1,d,Definitive,Autosomal dominant,X"];
    expect((await scn1a({ gencc })).pvs1?.reason).toContain("no available source states");
  });

  it("DEC-07 a gene on no panel is looked at by the mode that is stated", async () => {
    const flags = async (rows: string[], of = {}): Promise<string[][]> =>
      (await analysed(await storeOf({ g2p: rows }), of)).report.candidates.map((c) => c.flags);
    // A heterozygous stop in a recessive gene does not fit, and is loss of function: told so.
    expect(await flags([mono])).toMatchObject([expect.not.arrayContaining(["moi_mismatch"])]);
    expect(await flags([bi])).toMatchObject([expect.arrayContaining(["moi_mismatch"])]);
    // A missense is not told at all.
    const missense = { consequence: "missense_variant" };
    expect(await flags([mono], missense)).toHaveLength(1);
    expect(await flags([bi], missense)).toHaveLength(0);
    expect(await flags([bi], { ...missense, genotype: "1/1" })).toHaveLength(1);
    // Modes of several diseases; words that say no mode; diseases that are disputed: all open.
    expect(await flags([mono, bi], missense)).toHaveLength(1);
    expect(await flags([bi.replace("biallelic_autosomal", "imprinted")], missense)).toHaveLength(1);
    expect(await flags([bi.replace("definitive", "refuted")], missense)).toHaveLength(1);
  });

  it("a panel's row without a mode stays open", async () => {
    const { report } = await analysed(await storeOf({ g2p: [bi] }), {
      consequence: "missense_variant",
      panel: true,
    });
    expect(report.candidates).toHaveLength(1);
  });

  it("a gene whose disease is disputed: a flag, and place 2 on no panel", async () => {
    const row = (word: string): string => `HGNC:1,GENE1,MONDO:1,d,${word},Autosomal dominant,X`;
    const of = async (words: string[], panel = false) => {
      const store = await storeOf({ gencc: words.map(row) });
      const [candidate] = (await analysed(store, { panel })).report.candidates;
      return [candidate?.flags.includes("gene_disputed"), candidate?.band];
    };
    expect(await of(["Disputed Evidence"])).toEqual([true, 2]);
    expect(await of(["Refuted Evidence", "Limited"])).toEqual([true, 2]);
    expect(await of(["Refuted Evidence", "Strong"])).toEqual([false, 0]);
    expect(await of(["Disputed Evidence"], true)).toEqual([true, 0]);
    const { report } = await analysed(await storeOf({ gencc: [row("Refuted Evidence")] }));
    expect(report.candidates[0]?.reason).toContain(
      "; the gene's role in disease is disputed or refuted",
    );
  });

  it("without a table nothing is said", async () => {
    const { report } = await analysed(undefined);
    expect(report.candidates[0]?.geneKnowledge).toBeUndefined();
  });
});
