/** Runs that know everything of events at once: what is found of each must be what the report's schema allows. */
import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readReport } from "../../../src/index.ts";
import type { ReportDocument } from "../../../src/report/types.ts";
import { openStore } from "../../../src/store/index.ts";
import { importDosage } from "../../../src/structural/dosage/store.ts";
import { analyseHere } from "../../helpers/analyse.ts";
import { dosageList } from "../../helpers/dosage-list.ts";
import { eventVcf, type EventLine } from "../../helpers/event-text.ts";
import { tempFolder } from "../../helpers/temp.ts";
import { TRIO_PED, vcfText } from "../../helpers/vcf-text.ts";
import { tabixIndex } from "../../io/indexed.ts";

const folder = tempFolder();

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const region = (name: string, [start, end]: [number, number] | [null, null]) => ({
  entity_type: "region",
  entity_name: name,
  verbose_name: name,
  confidence_level: "3",
  mode_of_inheritance: "MONOALLELIC",
  chromosome: "1",
  grch38_coordinates: start === null ? null : [start, end],
  type_of_variants: "cnv_loss",
  required_overlap_percentage: 60,
  haploinsufficiency_score: "3",
});
const PANEL = {
  id: 1,
  name: "All",
  version: "1.0",
  genes: [
    {
      entity_type: "gene",
      entity_name: "GENE1",
      confidence_level: "3",
      mode_of_inheritance: "BOTH monoallelic and biallelic, autosomal or pseudoautosomal",
      gene_data: { gene_symbol: "GENE1" },
    },
  ],
  regions: [region("ISCA-1-Loss", [5_000, 40_000]), region("ISCA-2-Loss", [null, null])],
  strs: [],
};

it("ClinGen, regions, a population, sites inside: the report can be read back", async () => {
  const store = join(folder, "store");
  const lists = [
    dosageList(folder, "Gene", "GRCh38", [["GENE1", "1", "chr1:9000-60000", "3", "0"]]),
    dosageList(folder, "Region", "GRCh38", [
      ["ISCA-1", "one", "chr1:5000-40000", "3", "1"],
      ["ISCA-2", "two", "chr1:8000-33000", "3", "1"],
      ["ISCA-3", "three", "chr1:7000-33000", "3", "40"],
    ]),
  ];
  for (const path of lists) await importDosage(openStore(store), path, new Date(0));
  const { vcf, tbi } = tabixIndex([
    "##fileformat=VCFv4.2",
    ...["END,1,Integer", "SVTYPE,1,String", "AF,A,Float", "AN,1,Integer"].map((one) => {
      const [id = "", number = "", type = ""] = one.split(",");
      return `##INFO=<ID=${id},Number=${number},Type=${type},Description="x">`;
    }),
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
    "1\t10010\ta\tN\t<DEL>\t.\tPASS\tEND=30010;SVTYPE=DEL;AF=0.00001;AN=120000",
    "1\t20000\tb\tN\t<DEL>\t.\tPASS\tEND=25000;SVTYPE=DEL;AF=0.1;AN=120000",
  ]);
  const population = join(folder, "gnomad-sv.vcf.gz");
  writeFileSync(population, vcf);
  writeFileSync(`${population}.tbi`, tbi);
  const later = new Date(Date.now() + 3_600_000);
  utimesSync(`${population}.tbi`, later, later);
  const fields = [
    { field: "AF", name: "af", as: "frequency" },
    { field: "AN", name: "an", as: "alleleNumber" },
  ];
  const about = { file: population, format: "vcf", match: "event", assembly: "GRCh38" };
  const sources = [{ name: "gnomAD-SV", ...about, fields }];
  const loss = { gene: "GENE1", consequence: "coding_sequence_variant", exon: "5/20" };
  const events: EventLine[] = [
    { pos: 10_000, end: 30_000, ...loss, genotypes: ["0/1", "0/0", "0/1"] },
    { pos: 45_000, end: 46_000, type: "DUP", ...loss, genotypes: ["0/1", "0/0", "0/0"] },
    { pos: 50_000, end: 50_500, type: "INV", ...loss, genotypes: ["0/1", "0/0", "0/0"] },
    {
      pos: 52_000,
      alt: "N[2:9000000[",
      type: "BND",
      ...loss,
      consequence: "breakend_exonic",
      genotypes: ["0/1", "0/0", "0/0"],
    },
    { pos: 53_000, end: 53_000, alt: "<INS:ME:ALU>", type: "INS", ...loss, genotypes: ["1/1"] },
  ];
  const small = [
    { pos: 12_000, consequence: "missense_variant", genotypes: ["1/1", "0/1", "0/0"] },
    { pos: 12_500, consequence: "intron_variant", genotypes: ["1/1", "1/1", "0/0"] },
    { pos: 90_000, consequence: "stop_gained", genotypes: ["0/1", "0/1", "0/0"] },
  ];
  const dir = join(folder, "out");
  await analyseHere(
    {
      vcfs: [
        file("small.vcf", vcfText({ samples: ["C", "F", "M"] }, small)),
        file(
          "sv.vcf",
          eventVcf(
            ["C", "F", "M"],
            events.map((one) => ({
              ...one,
              genotypes: one.genotypes.length === 3 ? one.genotypes : ["1/1", "0/1", "0/1"],
            })),
          ),
        ),
      ],
      ped: file("trio.ped", TRIO_PED),
      panels: [file("panel.json", JSON.stringify(PANEL))],
      annotate: file(
        "sources.json",
        JSON.stringify({ schema: "panelist.sources", version: 1, sources }),
      ),
      store,
    },
    { dir },
  );
  const report: ReportDocument = (await readReport(dir)).report;
  const shown = report.candidates.flatMap(({ variants }) =>
    variants.flatMap((one) => (one.kind === "event" ? [one.event] : [])),
  );
  const lost = shown.find(({ key }) => key === "1:10001-30000:DEL");
  const gene = { id: "NCBI:1", name: "GENE1", haploinsufficiency: 3, triplosensitivity: 0 };
  expect(lost).toMatchObject({ rarity: { matches: [{}], nearMisses: [{}] }, inside: {} });
  expect(lost?.dosage).toEqual(gene);
  expect(lost?.regions.map(({ id }) => id)).toEqual(["ISCA-1-Loss", "ISCA-2-Loss", "ISCA-3"]);
  expect(new Set(shown.map(({ kind }) => kind))).toEqual(
    new Set(["DEL", "DUP", "INV", "BND", "ME"]),
  );
});
