// A renamed gene is no other gene, and another gene is never the same: whole runs (CV-09, DEC-44, DEC-55).
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { IndexedVcfWriter } from "../../src/io/bgzf/index.ts";
import { importClinVar, importInhouse } from "../../src/classifications/index.ts";
import { importGeneFacts } from "../../src/genes/gene-facts.ts";
import { importGenes } from "../../src/genes/catalogue/index.ts";
import { importHpo } from "../../src/phenotype/index.ts";
import type { AnalyseOptions } from "../../src/analysis/options.ts";
import { openStore } from "../../src/store/index.ts";
import type { Store } from "../../src/store/types.ts";
import { analyseHere, rowsOf, type Row } from "../helpers/analyse.ts";
import { csqRecord, GENE_HEADER, type Entry } from "../helpers/gene-records.ts";
import { tempFolder } from "../helpers/temp.ts";
import { HPOA, NINE_COLUMNS, OBO } from "../phenotype/toy.ts";

const folder = mkdtempSync(join(tempFolder(), "identity-"));
let files = 0;
function file(name: string, text: string): string {
  const path = join(folder, `${++files}-${name}`);
  writeFileSync(path, text);
  return path;
}
const newStore = (): Store => openStore(join(folder, `store-${++files}`));
const now = new Date(0);

const vcf = (...lines: string[]): string => file("in.vcf", `${GENE_HEADER}${lines.join("\n")}\n`);
const panel = (...rows: string[]): string =>
  file(
    "panel.tsv",
    `${["symbol\thgnc_id\tmode_of_inheritance\tconfidence\tprevious_symbols", ...rows].join("\n")}\n`,
  );

async function run(given: Partial<AnalyseOptions>): Promise<{ rows: Row[]; log: string[] }> {
  const { text, log } = await analyseHere({ sex: { "": "female" }, ...given });
  return { rows: rowsOf(text), log };
}
const shown = (rows: readonly Row[]): string[] =>
  rows.map((r) => `${r["pos"]} ${r["gene"]} ${r["tier"]} ${r["mode"]}`);

const STARS = "CLNREVSTAT=criteria_provided,_multiple_submitters,_no_conflicts";
const P = `CLNSIG=Pathogenic;${STARS}`;
const MISSENSE = { terms: "missense_variant", impact: "MODERATE" };

async function clinvar(store: Store, ...records: [pos: number, geneinfo: string][]): Promise<void> {
  const lines = records.map(([pos, g]) => `1\t${pos}\t${pos}\tG\tA\t.\t.\t${P};GENEINFO=${g}`);
  const head = "##fileformat=VCFv4.1\n##fileDate=2026-02-26\n##reference=GRCh38\n";
  const path = file(
    "clinvar.vcf",
    `${head}#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n${lines.join("\n")}\n`,
  );
  await importClinVar(store, path, { release: undefined, assembly: undefined, now });
}

const HGNC_COLUMNS =
  "hgnc_id symbol status prev_symbol alias_symbol ensembl_gene_id entrez_id date_modified".split(
    " ",
  );
async function hgnc(store: Store, ...rows: string[][]): Promise<void> {
  const lines = [HGNC_COLUMNS, ...rows.map((row) => [...row, "2026-01-01"])];
  const path = file("hgnc.txt", lines.map((cells) => `${cells.join("\t")}\n`).join(""));
  await importGenes(store, path, { assembly: null, now });
}

describe("a pair of which ClinVar knows one member by another symbol", () => {
  const pair = (symbol: string, named: string): string =>
    vcf(
      csqRecord({ pos: 1000, info: `${P};GENEINFO=${named}`, entries: [{ symbol }] }),
      csqRecord({ pos: 2000, entries: [{ symbol, ...MISSENSE }] }),
    );
  it.each([
    ["PROSC", "PLPBP"],
    ["PROSC", "PROSC"],
    ["PLPBP", "PROSC"],
    ["PLPBP", "plpbp"],
    ["prosc", "PLPBP"],
  ])("annotation %s, GENEINFO %s", async (symbol, named) => {
    const panels = [panel("PLPBP\t\tAR\tgreen\tPROSC")];
    const { rows } = await run({ vcfs: [pair(symbol, named)], panels });
    const pairs = ["1000 PLPBP 1 AR_COMPHET", "2000 PLPBP 1 AR_COMPHET"];
    expect(shown(rows)).toEqual([...pairs, "1000 PLPBP 3 AD"]);
  });
});

describe("CV-09 pathogenic in gene A carries no weight in gene B", () => {
  const A: Entry = { symbol: "GENEA", hgnc: "HGNC:1", gene: "ENSG00000000001" };
  const B: Entry = { symbol: "GENEB", hgnc: "HGNC:2", gene: "ENSG00000000002" };
  const panels = [panel("GENEB\tHGNC:2\tAR\tgreen\t")];
  it("forms no pair in B, and makes no tier 1 of a missense in B", async () => {
    const path = vcf(
      csqRecord({ pos: 1000, info: `${P};GENEINFO=GENEA:11`, entries: [A, { ...B, ...MISSENSE }] }),
      csqRecord({ pos: 2000, entries: [{ ...B, ...MISSENSE }] }),
    );
    const { rows } = await run({ vcfs: [path], panels });
    expect(shown(rows)).toEqual(["1000 GENEB 2 AR_COMPHET", "2000 GENEB 2 AR_COMPHET"]);
    expect(rows[0]?.["flags"]).toContain("clinvar_other_gene");
  });
  it("does not carry a synonymous allele of B into a pair", async () => {
    const path = vcf(
      csqRecord({ pos: 1000, info: `${P};GENEINFO=GENEA:11`, entries: [A, B] }),
      csqRecord({ pos: 2000, entries: [{ ...B, ...MISSENSE }] }),
    );
    const { rows } = await run({ vcfs: [path], panels });
    expect(rows).toEqual([]);
  });
  it("the release names B as a gene of its own", async () => {
    const store = newStore();
    await clinvar(store, [1000, "GENEA:11"], [9000, "GENEB:12"]);
    const path = vcf(csqRecord({ pos: 1000, entries: [B], gt: "1/1" }));
    const given = { vcfs: [path], store: store.path };
    expect((await run({ ...given, panels })).rows).toEqual([]);
    const { rows } = await run({ ...given, geneAgnostic: true });
    expect(shown(rows)).toEqual(["1000 GENEA 3 AR_HOM,AD"]);
  });
  it("the gene table of the store tells that A was never B", async () => {
    const store = newStore();
    await hgnc(
      store,
      ["HGNC:1", "GENEA", "Approved", "", "", "", "11"],
      ["HGNC:2", "GENEB", "Approved", "", "", "", "12"],
    );
    const info = `${P};GENEINFO=GENEA:11`;
    const path = vcf(csqRecord({ pos: 1000, info, entries: [B], gt: "1/1" }));
    expect((await run({ vcfs: [path], panels, store: store.path })).rows).toEqual([]);
  });
});

describe("DEC-44 a gene that has been renamed", () => {
  const OLD: Entry = { symbol: "C12orf65", hgnc: "HGNC:26784", gene: "ENSG00000130921" };
  const inFile = (): string =>
    vcf(csqRecord({ pos: 1000, info: `${P};GENEINFO=MTRFR:91574`, entries: [OLD], gt: "1/1" }));

  it("keeps its P where nothing tells that the symbols are one gene's, and says so", async () => {
    const { rows } = await run({ vcfs: [inFile()], geneAgnostic: true });
    expect(shown(rows)).toEqual(["1000 C12orf65 3 AR_HOM,AD"]);
    expect(rows[0]?.["flags"]).toContain("clinvar_gene_unresolved");
    expect(rows[0]?.["reason"]).toContain("may be this one under another symbol");
  });
  it("is tier 1 on a panel of its old symbol", async () => {
    const panels = [panel("C12orf65\tHGNC:26784\tAR\tgreen\t")];
    const { rows } = await run({ vcfs: [inFile()], panels });
    expect(shown(rows)).toEqual(["1000 C12orf65 1 AR_HOM,AD"]);
  });
  it("is tier 2 where two genes come into question", async () => {
    const other = { symbol: "GENEB", hgnc: "HGNC:2", gene: "ENSG00000000002" };
    const info = `${P};GENEINFO=MTRFR:91574`;
    const path = vcf(csqRecord({ pos: 1000, info, entries: [OLD, other], gt: "1/1" }));
    const panels = [panel("C12orf65\tHGNC:26784\tAR\tgreen\t", "GENEB\tHGNC:2\tAR\tgreen\t")];
    const { rows } = await run({ vcfs: [path], panels });
    expect(shown(rows)).toEqual(["1000 C12orf65 2 AR_HOM,AD", "1000 GENEB 2 AR_HOM,AD"]);
  });
  it("is known by the gene table of the store, without a flag", async () => {
    const store = newStore();
    await hgnc(store, ["HGNC:26784", "MTRFR", "Approved", "C12orf65", "", "", "91574"]);
    const { rows } = await run({ vcfs: [inFile()], geneAgnostic: true, store: store.path });
    expect(rows[0]?.["flags"]).toBe("gene_agnostic");
  });
  it("has its phenotype by NCBI id, by symbol of its history; else the run says that HPO does not know it", async () => {
    const store = newStore();
    const paths = [
      file("hp.obo", OBO),
      file("phenotype.hpoa", HPOA),
      file("genes_to_phenotype.txt", NINE_COLUMNS),
    ];
    await importHpo(store, paths, { release: null, now: "2026-01-01T00:00:00.000Z" });
    const phenotype = {
      hpo: ["HP:0000012"],
    };
    const STOP = { terms: "stop_gained", impact: "HIGH" };
    const score = async (entry: Entry, more: Partial<AnalyseOptions>) => {
      const path = vcf(csqRecord({ pos: 1000, entries: [{ ...entry, ...STOP }], gt: "1/1" }));
      const { rows, log } = await run({ vcfs: [path], store: store.path, phenotype, ...more });
      return { score: rows[0]?.["phenotype_score"], log: log.join("\n") };
    };
    const known = await score({ symbol: "GENE1" }, { geneAgnostic: true });
    expect(Number(known.score)).toBeGreaterThan(0);
    expect(known.log).not.toContain("has no gene of this name");
    const id = "101";
    const byId = await score({ symbol: "OLD1", gene: id }, { geneAgnostic: true });
    expect(byId.score).toBe(known.score);
    const panels = [panel("OLD1\tHGNC:1\tAR\tgreen\tGENE1")];
    const byHistory = await score({ symbol: "OLD1", hgnc: "HGNC:1" }, { panels });
    expect(byHistory.score).toBe(known.score);
    const unknown = await score({ symbol: "OLD1", hgnc: "HGNC:1" }, { geneAgnostic: true });
    expect(unknown.score).toBe("0");
    expect(unknown.log).toMatch(/HPO 2020-02-02 has no gene of this name.*OLD1/);
    await hgnc(store, ["HGNC:1", "GENE1", "Approved", "OLD1", "", "", id]);
    const byTable = await score({ symbol: "OLD1", hgnc: "HGNC:1" }, { geneAgnostic: true });
    expect(byTable.score).toBe(known.score);
  });
  it("has its facts, its coverage and its in-house classification", async () => {
    const store = newStore();
    const table = file("t.tsv", "gene\toe_lof_upper\nPROSC\t0.25\n");
    await importGeneFacts(store, table, { name: "table", release: "1", now });
    const list = file(
      "list.tsv",
      "chrom\tpos\tref\talt\tclassification\tgene\n1\t1000\tG\tA\tP\tprosc\n1\t2000\tG\tA\tP\tHGNC:9457\n",
    );
    const asked = { name: "lab", release: "2026-01-01", assembly: "GRCh38" as const, now };
    await importInhouse(store, list, asked);
    const entries = [{ symbol: "PLPBP", hgnc: "9457" }];
    const path = vcf(csqRecord({ pos: 1000, entries }), csqRecord({ pos: 2000, entries }));
    const coverage = file(
      "c.bed",
      "#chrom\tstart\tend\tregion\t10X\t20X\nchr1\t20500\t20600\tPROSC_exon1\t90\t80\n",
    );
    const panels = [panel("PLPBP\tHGNC:9457\tAR\tgreen\tPROSC")];
    const given = { vcfs: [path], panels, store: store.path, coverage };
    const { text } = await analyseHere({ sex: { "": "female" }, ...given }, { format: "json" });
    const { candidates, coverage: covered } = JSON.parse(text) as {
      candidates: { tier: number; flags: string[]; geneKnowledge: { facts: unknown[] } }[];
      coverage: { coverage: unknown }[];
    };
    expect(candidates[0]).toMatchObject({ tier: 1, flags: ["unphased"] });
    expect(candidates[0]?.geneKnowledge.facts).toMatchObject([{ values: { oe_lof_upper: 0.25 } }]);
    expect(covered[0]?.coverage).toMatchObject({ bases: 100, at10: 0.9 });
  });
});

describe("DEC-55 a symbol that is one gene's now and was another's", () => {
  // GENEX is called SWAP now; GENEY was called SWAP.
  const table = async (): Promise<Store> => {
    const store = newStore();
    await hgnc(
      store,
      ["HGNC:1", "SWAP", "Approved", "GENEX", "", "ENSG00000000001", "11"],
      ["HGNC:2", "GENEY", "Approved", "SWAP", "", "ENSG00000000002", "12"],
    );
    return store;
  };
  const Y: Entry = { symbol: "GENEY", hgnc: "HGNC:2", gene: "ENSG00000000002" };
  const panels = (): string[] => [panel("GENEY\tHGNC:2\tAR\tgreen\tSWAP")];
  const hom = (geneinfo: string, entry: Entry): string =>
    vcf(csqRecord({ pos: 1000, info: `${P};GENEINFO=${geneinfo}`, entries: [entry], gt: "1/1" }));

  it("a P of today's SWAP is none of GENEY's", async () => {
    const { path: store } = await table();
    const { rows } = await run({ vcfs: [hom("SWAP:11", Y)], panels: panels(), store });
    expect(rows).toEqual([]);
  });
  it("a P of GENEY counts where an old annotation calls it SWAP, by id", async () => {
    const { path: store } = await table();
    const old = { ...Y, symbol: "SWAP" };
    const { rows } = await run({ vcfs: [hom("GENEY:12", old)], panels: panels(), store });
    expect(rows[0]).toMatchObject({ gene: "GENEY", tier: "1", flags: "." });
  });
  it("a symbol alone joins neither: kept, and flagged", async () => {
    const { path: store } = await table();
    const { rows } = await run({ vcfs: [hom("SWAP", Y)], panels: panels(), store });
    expect(rows[0]).toMatchObject({ gene: "GENEY", flags: "clinvar_gene_unresolved" });
  });
});

describe("a known P in a gene that the annotation does not name", () => {
  const between: Entry = { symbol: "", gene: "", terms: "intergenic_variant" };
  const records = [
    csqRecord({ pos: 1000, entries: [between] }),
    csqRecord({ pos: 2000, entries: [{ symbol: "NEIGHBOUR", terms: "upstream_gene_variant" }] }),
    csqRecord({ pos: 3000, entries: [{ symbol: "GENEA", hgnc: "HGNC:1", ...MISSENSE }] }),
  ];
  const bed = (): string => file("panel.bed", "1\t2900\t3100\tGENEA\n");
  it.each<[string, () => Partial<AnalyseOptions>, scans: ("auto" | "index" | "full")[]]>([
    ["gene-agnostic", () => ({ geneAgnostic: true }), ["auto", "full"]],
    ["beyond the panel", () => ({ beyondPanel: true, genes: ["ELSE"] }), ["auto", "full"]],
    ["a panel without coordinates", () => ({ genes: ["GENEA"] }), ["auto", "full"]],
    ["a panel with coordinates", () => ({ panels: [bed()] }), ["index", "full"]],
  ])("%s: the same in every scan", async (_name, asked, scans) => {
    const store = newStore();
    await clinvar(store, [1000, "GENEA:11"], [2000, "GENEA:11"]);
    const path = join(folder, `${++files}.vcf.gz`);
    const blocks: Uint8Array[] = [];
    const writer = new IndexedVcfWriter((block) => blocks.push(block));
    for (const line of [...GENE_HEADER.trimEnd().split("\n"), ...records]) writer.write(line);
    const tbi = writer.finish();
    writeFileSync(path, Buffer.concat(blocks));
    writeFileSync(`${path}.tbi`, tbi);
    const given = { vcfs: [path], store: store.path, sex: { "": "female" as const }, ...asked() };
    const [one, other] = await Promise.all(scans.map((scan) => analyseHere({ ...given, scan })));
    expect(one?.text).toBe(other?.text);
    const rows = rowsOf(other?.text ?? "");
    expect(new Set(rows.map((r) => r["gene"]))).toEqual(new Set(["GENEA"]));
    // The pair of an allele that ClinVar alone names and one that the annotation names with its id.
    const pairs = rows.filter((r) => r["mode"] === "AR_COMPHET").map((r) => r["pos"]);
    expect(pairs).toEqual(expect.arrayContaining(["1000", "2000", "3000"]));
  });
  it("also of the file's own ClinVar", async () => {
    const info = `${P};GENEINFO=GENEA:11`;
    const path = vcf(csqRecord({ pos: 1000, info, entries: [between], gt: "1/1" }));
    const { rows } = await run({ vcfs: [path], geneAgnostic: true });
    expect(shown(rows)).toEqual(["1000 GENEA 3 AR_HOM,AD"]);
  });
});

describe("DEC-44 SpliceAI under another symbol", () => {
  const info = "SpliceAI=A|C2orf71|0.95|0.00|0.00|0.00|1|2|3|4";
  const path = (): string =>
    vcf(
      csqRecord({ pos: 1000, info, entries: [{ symbol: "PCARE", hgnc: "HGNC:34383" }], gt: "1/1" }),
    );
  it("the panel knows it", async () => {
    const panels = [panel("PCARE\tHGNC:34383\tAR\tgreen\tC2orf71")];
    const { rows } = await run({ vcfs: [path()], panels });
    expect(rows[0]).toMatchObject({ tier: "2", flags: "spliceai_rescue" });
  });
  it("nobody knows it: kept, and flagged", async () => {
    const { rows } = await run({ vcfs: [path()], geneAgnostic: true });
    expect(rows[0]?.["flags"]).toBe("gene_agnostic;spliceai_gene_unresolved;spliceai_rescue");
  });
  it("the store's gene table knows it as another gene's", async () => {
    const store = newStore();
    await hgnc(
      store,
      ["HGNC:34383", "PCARE", "Approved", "", "", "", "1"],
      ["HGNC:5", "OTHER5", "Approved", "C2orf71", "", "", "2"],
    );
    const { rows } = await run({ vcfs: [path()], geneAgnostic: true, store: store.path });
    expect(rows).toEqual([]);
  });
});
