// The store's ClinVar in a whole run: what it rescues, what it sorts, what it shows; index and full alike.
import { mkdtempSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { IndexedVcfWriter } from "../../src/io/bgzf/index.ts";
import { importClinVar } from "../../src/classifications/index.ts";
import { schemaText } from "../../src/report/index.ts";
import { openStore } from "../../src/store/index.ts";
import { analyseHere, rowsOf, type Row } from "../helpers/analyse.ts";
import { bgzip } from "../helpers/bgzip.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText, type RecordOptions } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const store = join(folder, "store");
const vcf = join(folder, "one.vcf.gz");
const panel = join(folder, "panel.bed");

const ONE_STAR = "CLNREVSTAT=criteria_provided,_single_submitter";
const TWO_STARS = "CLNREVSTAT=criteria_provided,_multiple_submitters,_no_conflicts";

function clinvarLine(pos: number, change: string, info: string): string {
  const [ref, alt] = change.split(">");
  return `1\t${pos}\t${pos}\t${ref}\t${alt}\t.\t.\tGENEINFO=GENE1:1;${info}`;
}

const CLINVAR = [
  "##fileformat=VCFv4.1",
  "##fileDate=2026-02-26",
  "##reference=GRCh38",
  "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
  clinvarLine(21000, "G>A", `CLNSIG=Pathogenic;${TWO_STARS}`),
  clinvarLine(21100, "G>A", `CLNSIG=Likely_pathogenic;${ONE_STAR}`),
  clinvarLine(21200, "G>A", `CLNSIG=Benign;${TWO_STARS}`),
  clinvarLine(21300, "G>A", `CLNSIG=Pathogenic;${TWO_STARS}`).replace("GENE1:1", "OTHER:2"),
  clinvarLine(21400, "G>A", "CLNSIG=Pathogenic;CLNREVSTAT=no_assertion_criteria_provided"),
  clinvarLine(21500, "CT>C", `CLNSIG=Pathogenic;${TWO_STARS}`),
  clinvarLine(21600, "G>A", `CLNSIG=Uncertain_significance;${TWO_STARS}`),
  clinvarLine(21700, "G>T", `CLNSIG=Pathogenic;${TWO_STARS}`),
  clinvarLine(
    21800,
    "G>A",
    "CLNSIG=Conflicting_classifications_of_pathogenicity;CLNSIGCONF=Pathogenic(3)|Uncertain_significance(1);CLNREVSTAT=criteria_provided,_conflicting_classifications",
  ),
  clinvarLine(21900, "G>A", `CLNSIG=Pathogenic;ORIGIN=2;${TWO_STARS}`),
  clinvarLine(90000, "G>A", `CLNSIG=Pathogenic;${TWO_STARS}`),
  clinvarLine(90100, "G>A", `CLNSIG=Pathogenic;${TWO_STARS}`).replace("GENE1:1", "OTHER:2"),
  "",
].join("\n");

const one = (r: Omit<RecordOptions, "genotypes">): string =>
  recordText({ consequence: "intron_variant", genotypes: ["0/1"], ...r });

const RECORDS = [
  one({ pos: 21000 }),
  one({ pos: 21100, filter: "LowQual", consequence: "synonymous_variant" }),
  one({ pos: 21200, consequence: "missense_variant" }),
  one({ pos: 21300 }),
  one({ pos: 21400 }),
  one({ pos: 21500, ref: "CTT", alt: "CT" }),
  one({ pos: 21600, info: `CLNSIG=Pathogenic;${TWO_STARS};` }),
  one({ pos: 21700 }),
  one({ pos: 21800 }),
  one({ pos: 21900 }),
  one({ pos: 22000, info: `CLNSIG=Pathogenic;${TWO_STARS};` }),
  one({ pos: 90000, consequence: "intergenic_variant", gene: "" }),
  one({ pos: 90100, consequence: "intergenic_variant", gene: "" }),
  one({ pos: 90200, consequence: "missense_variant", gene: "GENE1" }),
];

beforeAll(async () => {
  const header = headerText({ samples: ["P"] })
    .trimEnd()
    .split("\n");
  const blocks: Uint8Array[] = [];
  const writer = new IndexedVcfWriter((block) => blocks.push(block));
  for (const line of [...header, ...RECORDS]) writer.write(line);
  writeFileSync(`${vcf}.tbi`, writer.finish());
  writeFileSync(vcf, Buffer.concat(blocks));
  const later = new Date(Date.now() + 3_600_000);
  utimesSync(`${vcf}.tbi`, later, later);
  writeFileSync(panel, "chr1\t20000\t23000\tGENE1\n");
  const file = join(folder, "clinvar.vcf.gz");
  writeFileSync(file, bgzip(CLINVAR));
  const asked = { release: undefined, assembly: undefined, now: new Date(0) };
  await importClinVar(openStore(store), file, asked);
});

const given = { vcfs: [vcf], panels: [panel], sex: { "": "female" as const }, store };
const at = (rows: readonly Row[]): string[] =>
  [...new Set(rows.map((row) => row["pos"] ?? ""))].toSorted();

describe.each(["index", "full"] as const)("ClinVar of the store, --scan %s", (scan) => {
  let rows: Row[] = [];
  const row = (pos: number): Row | undefined => rows.find((r) => r["pos"] === String(pos));
  beforeAll(async () => {
    rows = rowsOf((await analyseHere({ ...given, scan })).text);
  });

  it.each([
    ["a deep intronic P", 21000, "1", ""],
    ["CSQ-03: a synonymous LP that failed FILTER", 21100, "1", "filter_rescued:LowQual"],
    ["VCF-52: an indel by its minimal form", 21500, "1", ""],
    ["CV-05: conflicting with a P majority", 21800, "2", "clinvar_conflict_p_leaning"],
    ["a P outside the gene's region, which the annotation gives no gene", 90000, "1", ""],
    ["CV-10: a benign missense sorts down", 21200, "2", "clinvar_benign"],
    ["the file's own P where the release has none", 22000, "1", ""],
  ])("keeps %s", (_name, pos, tier, flag) => {
    expect(row(pos)).toMatchObject({ tier, gene: "GENE1", clinvar_release: "2026-02-26" });
    expect(row(pos)?.["flags"]).toContain(flag);
  });

  it.each([
    ["CV-09: P in another gene", 21300],
    ["CV-03: P without a star", 21400],
    ["the file's P that the release calls uncertain", 21600],
    ["CV-07: another allele at the place", 21700],
    ["CV-11: somatic only", 21900],
    ["a P of another gene outside the region", 90100],
    ["DEC-16: outside the region, unknown to ClinVar", 90200],
  ])("does not rescue %s", (_name, pos) => {
    expect(row(pos)).toBeUndefined();
  });

  it("shows stars of the statement that stands", () => {
    expect(row(21000)?.["clinvar_stars"]).toBe("2");
    expect(row(21100)?.["clinvar_stars"]).toBe("1");
  });
});

describe("what is asked of the store", () => {
  it("index and full scans give the same bytes", async () => {
    const [index, full] = await Promise.all(
      (["index", "full"] as const).map((scan) =>
        analyseHere({ ...given, scan }, { format: "json" }),
      ),
    );
    expect(index?.text).toBe(full?.text);
  });

  it("--clinvar none: only what the file says", async () => {
    const { text, log } = await analyseHere({ ...given, clinvar: "none" });
    const rows = rowsOf(text);
    expect(at(rows)).toEqual(["21200", "21600", "22000"]);
    expect(rows.every((row) => row["clinvar_release"] === ".")).toBe(true);
    expect(log.join()).not.toContain("CV-12");
  });

  it("a release that the store does not have is an error that names what it has", async () => {
    await expect(analyseHere({ ...given, clinvar: "2025-01-01" })).rejects.toMatchObject({
      code: "E_INPUT_MISSING",
      hint: "It holds: ClinVar 2026-02-26 (GRCh38).",
    });
  });

  it("a store of the other build is not looked into, and is refused when asked for", async () => {
    const other = join(mkdtempSync(join(folder, "o-")), "store");
    const file = join(folder, "clinvar37.vcf");
    writeFileSync(file, CLINVAR.replace("GRCh38", "GRCh37"));
    const asked = { release: undefined, assembly: undefined, now: new Date(0) };
    await importClinVar(openStore(other), file, asked);
    const { text } = await analyseHere({ ...given, store: other });
    expect(at(rowsOf(text))).toEqual(["21200", "21600", "22000"]);
    await expect(
      analyseHere({ ...given, store: other, clinvar: "2026-02-26" }),
    ).rejects.toMatchObject({ code: "E_INPUT_MISSING" });
  });

  it("the report names the release and every statement, and holds to its schema; so does run.json", async () => {
    const dir = join(folder, "out");
    await analyseHere(given, { dir });
    const report = JSON.parse(readFileSync(join(dir, "report.json"), "utf8")) as {
      knowledge: unknown;
      candidates: {
        variants: { pos: number; knowledge: { statements: { origin: string }[] } }[];
      }[];
    };
    const run = JSON.parse(readFileSync(join(dir, "run.json"), "utf8")) as { knowledge: unknown };
    for (const [name, value] of [
      ["report", report],
      ["run", run],
    ] as const) {
      const schema = z.fromJSONSchema(
        JSON.parse(schemaText(name)) as Parameters<typeof z.fromJSONSchema>[0],
      );
      expect(schema.safeParse(value).error?.issues).toBeUndefined();
    }
    const used = [
      { kind: "clinvar", source: "ClinVar", release: "2026-02-26", sha256: expect.any(String) },
    ];
    expect(report.knowledge).toEqual(used);
    expect(run.knowledge).toEqual(used);
    const all = report.candidates.flatMap((c) => c.variants);
    const of = (pos: number) => all.find((v) => v.pos === pos)?.knowledge;
    expect(of(21000)).toMatchObject({
      statements: [{ origin: "store", significance: "P", stored: { id: "21000" } }],
      clinvar: { release: "2026-02-26", match: "exact" },
    });
    expect(of(22000)).toMatchObject({
      statements: [{ origin: "info", significance: "P" }],
      clinvar: { match: "none" },
    });
  });
});
