import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { changedStatements, importClinVar, Snapshot } from "../../src/classifications/index.ts";
import { releaseDate, type ImportedSnapshot } from "../../src/classifications/import.ts";
import { openStore } from "../../src/store/index.ts";
import { bgzip } from "../helpers/bgzip.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const tempDir = (): string => mkdtempSync(join(folder, "x-"));

const NCBI_HEAD = [
  "##fileformat=VCFv4.1",
  "##fileDate=2026-02-26",
  "##source=ClinVar",
  "##reference=GRCh38",
  '##INFO=<ID=CLNSIG,Number=.,Type=String,Description="x">',
  "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
];

const OLD_HEAD = [
  "##source=ClinVar",
  '##INFO=<ID=MUT,Number=1,Type=String,Description="MUT">',
  "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
];

interface Brought extends ImportedSnapshot {
  snapshot: Snapshot;
  path: string;
}

async function bring(
  lines: readonly string[],
  given: {
    release?: string;
    assembly?: "GRCh37" | "GRCh38";
    end?: string;
    pack?: "gzip" | "bgzf";
  } = {},
): Promise<Brought> {
  const dir = tempDir();
  const path = join(dir, "clinvar.vcf.gz");
  const text = Buffer.from(lines.map((line) => `${line}${given.end ?? "\n"}`).join(""));
  writeFileSync(path, given.pack === "gzip" ? gzipSync(text) : bgzip(text));
  const store = openStore(join(dir, "store"));
  const imported = await importClinVar(store, path, {
    release: given.release,
    assembly: given.assembly,
    now: new Date(0),
  });
  const file = store.pathOf(imported.entry);
  return { ...imported, snapshot: Snapshot.open(file), path: file };
}

const record = (info: string, id = "7"): string => `17\t43045711\t${id}\tG\tA\t.\t.\t${info}`;

describe("a release of ClinVar as a snapshot", () => {
  it.each([
    ["CV-03", "CLNSIG=Pathogenic;CLNREVSTAT=reviewed_by_expert_panel", "P", 3, false],
    [
      "CV-02: commas in CLNREVSTAT",
      "CLNREVSTAT=criteria_provided,_multiple_submitters,_no_conflicts;CLNSIG=Likely_pathogenic",
      "LP",
      2,
      false,
    ],
    [
      "CV-04: low penetrance has a comma",
      "CLNSIG=Pathogenic,_low_penetrance;CLNREVSTAT=criteria_provided,_single_submitter",
      "P_LOWPEN",
      1,
      false,
    ],
    [
      "CV-04: 2026's three in one",
      "CLNSIG=Pathogenic/Likely_pathogenic/Pathogenic,_low_penetrance;CLNREVSTAT=criteria_provided,_single_submitter",
      "P/LP",
      1,
      false,
    ],
    [
      "CV-05: a P majority",
      "CLNSIG=Conflicting_classifications_of_pathogenicity;CLNSIGCONF=Pathogenic(3)|Uncertain_significance(1);CLNREVSTAT=criteria_provided,_conflicting_classifications",
      "CONF",
      1,
      true,
    ],
    [
      "CV-05: benign against it",
      "CLNSIG=Conflicting_classifications_of_pathogenicity|risk_factor;CLNSIGCONF=Pathogenic(2)|Benign(1);CLNREVSTAT=criteria_provided,_conflicting_classifications",
      "CONF",
      1,
      false,
    ],
    ["CV-04: side tokens alone", "CLNSIG=drug_response|other", "OTHER", null, false],
  ])("%s", async (_name, info, significance, stars, leaning) => {
    const { snapshot } = await bring([...NCBI_HEAD, record(info)]);
    const rows = snapshot.chromosome("17");
    const [row = -1] = snapshot.find("17", 43045711, "G", "A");
    if (rows === null) throw new Error("no chromosome 17");
    const told = snapshot.evidence(rows, row);
    expect(told).toMatchObject({
      significance,
      stars,
      pathogenicLeaning: leaning,
      origin: "store",
    });
    expect(told.stored).toMatchObject({ source: "ClinVar", release: "2026-02-26", id: "7" });
  });

  it("DEC-44: NCBI ids stand beside the symbols; of a symbol with two ids none does", async () => {
    const info = "CLNSIG=Pathogenic;GENEINFO";
    const { snapshot } = await bring([
      ...NCBI_HEAD,
      record(`${info}=BRCA1:672|NBR2:10230`),
      record(`${info}=TWICE:1|NBR2:10230`).replace("43045711", "43045712"),
      record(`${info}=TWICE:2|PLAIN`).replace("43045711", "43045713"),
    ]);
    const rows = snapshot.chromosome("17");
    if (rows === null) throw new Error("no chromosome 17");
    const genes = [0, 1, 2].map((row) => snapshot.evidence(rows, row));
    expect(genes.map((g) => [g.genes, g.ncbiGenes])).toEqual([
      [
        ["BRCA1", "NBR2"],
        ["672", "10230"],
      ],
      [
        ["TWICE", "NBR2"],
        ["", "10230"],
      ],
      [["TWICE", "PLAIN"], undefined],
    ]);
    expect([snapshot.ncbiOf("BRCA1"), snapshot.ncbiOf("TWICE")]).toEqual(["672", null]);
  });

  it("DEC-44: a gene under a newer symbol is no change of a statement, another gene is one", async () => {
    const one = async (geneinfo: string): Promise<Snapshot> =>
      (await bring([...NCBI_HEAD, record(`CLNSIG=Pathogenic;GENEINFO=${geneinfo}`)])).snapshot;
    const changes = async (old: string, young: string): Promise<number> =>
      [...changedStatements(await one(old), await one(young))].length;
    expect(await changes("C12orf65:91574", "MTRFR:91574")).toBe(0);
    expect(await changes("C12orf65", "c12orf65:91574")).toBe(0);
    expect(await changes("C12orf65:91574", "C12orf65:1")).toBe(1);
    expect(await changes("C12orf65:91574", "C12orf65:91574|NBR2:10230")).toBe(1);
  });

  it("CV-05, CV-09, CV-11: breakdown, genes, molecular consequence, somatic origin", async () => {
    const { snapshot } = await bring([
      ...NCBI_HEAD,
      record(
        "CLNSIG=Conflicting_classifications_of_pathogenicity|association;CLNSIGCONF=Pathogenic(1)|Likely_benign(2);GENEINFO=BRCA1:672|NBR2:10230;MC=SO:0001587|nonsense,SO:0001583|missense_variant;ORIGIN=2",
      ),
    ]);
    const rows = snapshot.chromosome("17");
    if (rows === null) throw new Error("no chromosome 17");
    expect(snapshot.evidence(rows, 0)).toMatchObject({
      genes: ["BRCA1", "NBR2"],
      somaticOnly: true,
      stored: {
        conflict: { pathogenic: 1, likelyPathogenic: 0, uncertain: 0, likelyBenign: 2, benign: 0 },
        sideTokens: ["association"],
        molecular: ["nonsense", "missense"],
      },
    });
  });

  it("VCF-50, VCF-52: alleles are kept in minimal representation, sorted, with their doubles", async () => {
    const sig = "CLNSIG=Pathogenic;CLNREVSTAT=criteria_provided,_single_submitter";
    const { snapshot, head, skipped } = await bring([
      ...NCBI_HEAD,
      `2\t200\t1\tC\tT\t.\t.\t${sig}`,
      `2\t100\t2\tCTT\tCT\t.\t.\t${sig}`,
      `2\t99\t3\tGC\tGA\t.\t.\t${sig}`,
      `chr1\t50\t4\tA\tG\t.\t.\t${sig}`,
      `2\t200\t5\tC\tT\t.\t.\tCLNSIG=Benign`,
      `2\t300\t6\tC\t.\t.\t.\t${sig}`,
      `2\t300\t6\tC\tG,T\t.\t.\t${sig}`,
      `GL000192.1\t300\t6\tC\tT\t.\t.\t${sig}`,
      `2\t301\t6\tC\tT\t.\t.\tCLNSIGINCL=1:Pathogenic`,
    ]);
    expect(head.chromosomes.map((c) => [c.chrom, c.records, c.rescuing])).toEqual([
      ["1", 1, 1],
      ["2", 4, 3],
    ]);
    expect([...(snapshot.chromosome("2")?.position ?? [])]).toEqual([100, 100, 200, 200]);
    expect(snapshot.find("2", 100, "CT", "C")).toHaveLength(1);
    expect(snapshot.find("2", 100, "C", "A")).toHaveLength(1);
    expect(snapshot.find("2", 200, "C", "T")).toHaveLength(2);
    expect(snapshot.find("2", 200, "C", "G")).toEqual([]);
    expect(snapshot.find("3", 200, "C", "G")).toEqual([]);
    expect(skipped).toEqual({
      no_sequence_allele: 1,
      several_alleles: 1,
      other_contig: 1,
      no_classification: 1,
    });
  });

  it.each(["gzip", "bgzf"] as const)(
    "the layout of macarthur-lab, without ##fileformat, %s, CRLF",
    async (pack) => {
      const info = (significance: string, review: string, conflicted = 0): string =>
        `MUT=ALT;MEASURESET_ID=12;SYMBOL=ISG15;CLINICAL_SIGNIFICANCE=${significance};REVIEW_STATUS=${review};CONFLICTED=${conflicted}`;
      const lines = [
        info("Pathogenic", "criteria_provided..single_submitter"),
        info("Pathogenic|not_provided", "criteria_provided|multiple_submitters|no_conflicts"),
        info("Benign|Pathogenic", "criteria_provided..conflicting_interpretations", 1),
        info("Likely_pathogenic|Uncertain_significance", "criteria_provided..single_submitter"),
        info("Pathogenic|Uncertain_significance", "reviewed_by_expert_panel"),
      ].map((text, i) => `1\t${100 + i}\t.\tC\tT\t.\t.\t${text}`);
      const { snapshot } = await bring([...OLD_HEAD, ...lines], {
        release: "20151130",
        assembly: "GRCh37",
        pack,
        end: "\r\n",
      });
      const rows = snapshot.chromosome("1");
      if (rows === null) throw new Error("no chromosome 1");
      const told = [0, 1, 2, 3, 4].map((row) => snapshot.evidence(rows, row));
      expect(told.map((t) => [t.significance, t.stars])).toEqual([
        ["P", 1],
        ["P", 2],
        ["CONF", 1],
        ["CONF", 1],
        ["P", 3],
      ]);
      expect(told[0]).toMatchObject({
        genes: ["ISG15"],
        stored: { id: "12", release: "2015-11-30" },
      });
    },
  );

  it("the same release twice is one entry", async () => {
    const dir = tempDir();
    const path = join(dir, "c.vcf");
    writeFileSync(path, [...NCBI_HEAD, record("CLNSIG=Benign"), ""].join("\n"));
    const store = openStore(join(dir, "store"));
    const asked = { release: undefined, assembly: undefined, now: new Date(0) };
    expect((await importClinVar(store, path, asked)).added).toBe(true);
    expect((await importClinVar(store, path, asked)).added).toBe(false);
    expect(await store.list("clinvar")).toMatchObject([
      { source: "ClinVar", id: "GRCh38", version: "2026-02-26", assembly: "GRCh38" },
    ]);
  });

  it.each([
    ["E_ASSEMBLY", OLD_HEAD, { release: "2015-11-30" }],
    ["E_KNOWLEDGE", OLD_HEAD, { assembly: "GRCh37" as const }],
    ["E_KNOWLEDGE", NCBI_HEAD, { release: "yesterday" }],
    ["E_ASSEMBLY", NCBI_HEAD, { assembly: "GRCh37" as const }],
  ])("%s when what is needed is not told", async (code, head, given) => {
    await expect(bring([...head, record("CLNSIG=Benign")], given)).rejects.toMatchObject({ code });
  });

  it.each([
    ["no classification at all", ["1\t5\t.\tA\tC\t.\t.\tAC=1"]],
    ["a cut line", ["1\t5\t.\tA\tC"]],
    ["a header in the middle", [record("CLNSIG=Benign"), "##fileformat=VCFv4.1"]],
    ["a position that is none", ["1\tx\t.\tA\tC\t.\t.\tCLNSIG=Benign"]],
  ])("E_KNOWLEDGE: %s", async (_name, lines) => {
    await expect(bring([...NCBI_HEAD, ...lines])).rejects.toMatchObject({ code: "E_KNOWLEDGE" });
  });

  it("a damaged snapshot is named, never misread", async () => {
    const { path } = await bring([...NCBI_HEAD, record("CLNSIG=Benign")]);
    const whole = readFileSync(path);
    const unread: number[] = [];
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x41;
      const damaged = join(tempDir(), "data.bin");
      writeFileSync(damaged, bytes);
      try {
        const snapshot = Snapshot.open(damaged);
        const rows = snapshot.chromosome("17");
        if (rows !== null) snapshot.evidence(rows, 0);
        unread.push(at);
      } catch (error) {
        expect((error as { code?: string }).code).toBe("E_STORE");
      }
    }
    // Padding to four bytes, at the end of two parts.
    expect(unread.length).toBeLessThan(7);
    writeFileSync(path, whole.subarray(0, whole.length - 9));
    expect(() => Snapshot.open(path).tables).toThrow(/truncated/);
  });
});

describe("the day of a release", () => {
  it.each(["20240107", "2024-01-07", " 20240107 "])("is read from %j", (text) => {
    expect(releaseDate(text, "x.vcf")).toBe("2024-01-07");
  });

  it.each([
    [null, "the header has no ##fileDate"],
    ["20241307", "the release '20241307' is not a date"],
    ["20240230", "the release '20240230' is not a date"],
    ["January", "the release 'January' is not a date"],
  ])("is not %j: it says so", (text, message) => {
    expect(() => releaseDate(text, "x.vcf")).toThrow(message);
  });
});
