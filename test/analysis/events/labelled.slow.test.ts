/** Events of GRCh37 that a laboratory has labelled, beside the repository (15.3), on one copy of one patient. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { importGenes } from "../../../src/genes/catalogue/index.ts";
import type { ReportDocument } from "../../../src/report/types.ts";
import { openStore } from "../../../src/store/index.ts";
import { importDosage, openDosage, regionsOf } from "../../../src/structural/index.ts";
import { analyseHere } from "../../helpers/analyse.ts";
import { sharedData } from "../../helpers/shared.ts";
import { tempFolder } from "../../helpers/temp.ts";
import { event } from "../../structural/events.ts";

const folder = tempFolder();
const at = (...parts: string[]): string => join(sharedData ?? "", ...parts);
const now = new Date(0);

const rowsOf = (name: string): string[][] =>
  readFileSync(at("events/cnv-scoring", name), "utf8")
    .split(/\r?\n/)
    .filter((line) => line !== "" && !/^(#|track)/.test(line))
    .map((line) => line.split("\t"));

/** ClinGen's BED files name no region: those of the labels get names here, the first ClinGen's own. */
const NAMED: Record<string, string> = {
  "chr22:18912232-21465672": "ISCA-37446",
  "chr4:331569-2010962": "4p16.3",
  "chr7:72744456-74142510": "Williams",
  "chr17:14097916-15422952": "PMP22",
};

/** A list as ClinGen publishes it, of two BED files: losses and gains. */
function dosageList(of: "Gene" | "Region", loss: string[][], gain: string[][]): string {
  const scores = new Map<string, [string, string, string]>();
  for (const [i, rows] of [loss, gain].entries())
    for (const row of rows) {
      const [chrom = "", start, end = ""] = row;
      const place = `${chrom}:${Number(start) + 1}-${end}`;
      const id = of === "Gene" ? (row[3] ?? "") : (NAMED[place] ?? place);
      const known = scores.get(id) ?? [place, "", ""];
      known[i + 1] = row.at(-1) ?? "";
      scores.set(id, known);
    }
  const columns = of === "Gene" ? "Gene Symbol\tGene ID" : "ISCA ID\tISCA Region Name";
  const path = join(folder, `${of}.tsv`);
  const lines = [...scores].map(([id, [place, hi, ts]]) => `${id}\t${id}\t${place}\t${hi}\t${ts}`);
  writeFileSync(
    path,
    [
      "#01 Jan,2023",
      "#Genomic Locations are reported on GRCh37",
      `#${columns}\tGenomic Location\tHaploinsufficiency Score\tTriplosensitivity Score`,
      ...lines,
      "",
    ].join("\n"),
  );
  return path;
}

/** Genes of the labels, with the mode of inheritance of their diseases. */
const PANEL = `symbol\tmode_of_inheritance\tconfidence
ARL6\tBIALLELIC\tgreen
BBS1\tBIALLELIC\tgreen
BBS9\tBIALLELIC\tgreen
DPY19L2\tBIALLELIC\tgreen
ELN\tMONOALLELIC\tgreen
IFT140\tBIALLELIC\tgreen
PMP22\tMONOALLELIC\tgreen
`;

describe.skipIf(sharedData === null)("41 labelled events", () => {
  const labelled = sharedData === null ? [] : rowsOf("AnnotSV_41_labelled_SV.GRCh37.bed");
  const idOf = ([chrom = "", start = "", end = "", type = ""]: string[]): string =>
    `${chrom}:${start}-${end}:${type}`;
  const benign = new Set(labelled.filter((row) => row[5] === "Benign").map(idOf));
  const store = join(folder, "store");
  let report: ReportDocument;

  beforeAll(async () => {
    mkdirSync(store);
    const opened = openStore(store);
    const bed = (name: string): string[][] => rowsOf(`hg19_ClinGen_${name}.bed`);
    const genes = [bed("haploinsufficiency_gene"), bed("triplosensitivity_gene")] as const;
    const regions = [bed("region_curation_list.HI"), bed("region_curation_list.TS")] as const;
    for (const path of [dosageList("Gene", ...genes), dosageList("Region", ...regions)])
      await importDosage(opened, path, now);
    await importGenes(opened, at("genes/ensembl_genes_37.txt.gz"), { assembly: "GRCh37", now });
    const archive = at("panelapp/uk_api_2026-03.tar.gz");
    execFileSync("tar", ["-xzf", archive, "-C", folder, "panel_81.json"]);
    writeFileSync(join(folder, "panel.tsv"), PANEL);
    const lines = labelled.map((row) => {
      const [chrom = "", start = "", end = "", type = ""] = row;
      const info = `SVTYPE=${type};END=${end}`;
      return `${chrom}\t${start}\t${idOf(row)}\tN\t<${type}>\t.\tPASS\t${info}\tGT\t0/1`;
    });
    const head = [
      "##fileformat=VCFv4.2",
      '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
      "##contig=<ID=1,length=249250621>",
      "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP",
    ];
    const vcf = join(folder, "labelled.vcf");
    writeFileSync(vcf, `${[...head, ...lines].join("\n")}\n`);
    const panels = [join(folder, "panel_81.json"), join(folder, "panel.tsv")];
    const asked = { vcfs: [vcf], panels, store };
    const { text } = await analyseHere(asked, { format: "json" });
    report = JSON.parse(text) as ReportDocument;
  });

  const idsIn = (list: readonly { variants: readonly { id: string }[] }[]): string[] =>
    list.flatMap(({ variants }) => variants.map(({ id }) => id));

  it("are all there, and none that is called harmless is in a tier", () => {
    expect([labelled.length, benign.size]).toEqual([41, 26]);
    expect(idsIn(report.candidates).filter((id) => benign.has(id))).toEqual([]);
  });

  it("of recessive genes are one hit, whatever was not known of their exons", () => {
    const hits = idsIn(report.untiered.one_hit);
    expect(hits).toContain("8:141035363-141061798:DEL");
    expect(hits).toContain("12:63935481-64130626:DEL");
    expect(hits).toContain("3:97483033-97487074:DEL");
    expect(hits).toContain("11:66287088-66288847:DEL");
    expect(hits).toContain("7:33397467-33397607:DEL");
    expect(hits.filter((id) => benign.has(id))).toEqual([]);
    const [trappc9] = report.untiered.one_hit.filter(({ gene }) => gene.symbol === "TRAPPC9");
    expect(trappc9?.band).toBeLessThan(4);
  });

  it("the gain of a recessive gene is no disease", () => {
    const id = "12:63935481-64130626:DUP";
    expect(idsIn([...report.candidates, ...report.untiered.one_hit])).not.toContain(id);
    // Genomics England's label goes by size alone: it is said there, with the reason.
    expect(idsIn(report.untiered.gel_tier_a ?? [])).toContain(id);
  });

  it("the regions and genes of dosage diseases are tier 1", () => {
    const tiers = new Map(report.candidates.map((c) => [c.variants[0]?.id, c.tier]));
    expect(tiers.get("22:18894835-21464119:DEL")).toBe(1);
    expect(tiers.get("7:72726578-74139390:DEL")).toBe(1);
    expect(tiers.get("17:14100118-15442066:DUP")).toBe(1);
  });

  it.each([
    ["Williams", "DEL", "7", 72_726_579, 74_139_390, 0.9978],
    ["4p16.3", "DEL", "4", 71_553, 9_371_067, 1],
    ["ISCA-37446", "DEL", "22", 18_894_836, 21_464_119, 0.9994],
    ["PMP22", "DUP", "17", 14_100_119, 15_442_066, 0.9983],
  ] as const)("%s is found by its region", async (id, kind, chrom, first, last, covered) => {
    const dosage = await openDosage(openStore(store), "GRCh37");
    const given = event(kind, chrom, first, last, { assembly: "GRCh37" });
    const hit = regionsOf(given, [], dosage).find((region) => region.id === id);
    expect(hit).toMatchObject({ matches: true });
    expect(hit?.covered.must).toBeCloseTo(covered, 4);
  });
});
