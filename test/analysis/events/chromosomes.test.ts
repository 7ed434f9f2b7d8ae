/** A chromosome gained as a whole, in a whole run: one finding, no gene of it a candidate (SVH-15). */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { ReportDocument, RunDocument } from "../../../src/report/types.ts";
import { analyseHere } from "../../helpers/analyse.ts";
import { eventVcf, type EventLine } from "../../helpers/event-text.ts";
import { tempFolder } from "../../helpers/temp.ts";
import { vcfText } from "../../helpers/vcf-text.ts";

const folder = tempFolder();
const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const COPIES = { format: "GT:SM:CN:BC", gene: "GENE1", consequence: "transcript_amplification" };
const gained = (pos: number, end: number, over: Partial<EventLine> = {}): EventLine => ({
  ...COPIES,
  pos,
  end,
  type: "DUP",
  id: `DRAGEN:GAIN:${pos}`,
  genotypes: ["0/1:1.5:3:9000"],
  ...over,
});

async function run(
  events: EventLine[],
  panel = "symbol\tmode_of_inheritance\tconfidence\nGENE1\tBOTH\tgreen\n",
): Promise<{ report: ReportDocument; run: RunDocument }> {
  const small = [{ pos: 20_000, consequence: "stop_gained", genotypes: ["1/1"] }];
  const vcfs = [
    write("small.vcf", vcfText({ samples: ["C"] }, small)),
    write("cnv.vcf", eventVcf(["C"], events, ["##source=DRAGEN_CNV"])),
  ];
  const path = write(panel.startsWith("{") ? "panel.json" : "panel.tsv", panel);
  const dir = join(folder, `out-${events.length}`);
  await analyseHere({ vcfs, panels: [path], sex: { C: "female" } }, { dir });
  const { readFileSync } = await import("node:fs");
  const read = (name: string): unknown => JSON.parse(readFileSync(join(dir, name), "utf8"));
  return { report: read("report.json") as ReportDocument, run: read("run.json") as RunDocument };
}

it("is told once, its parts make no candidates, and two copies cannot be counted on", async () => {
  const parts = [gained(100_000, 121_000_000), gained(143_000_000, 248_900_000)];
  const { report, run: record } = await run(parts);
  const told = report.warnings.filter(({ text }) => text.includes("chromosome 1 (+1)"));
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain("3 copies");
  expect(report.candidates.flatMap(({ variants }) => variants.map(({ kind }) => kind))).toEqual([
    "small",
  ]);
  const recessive = report.candidates[0]?.models.find(({ model }) => model === "AR_HOM");
  expect(recessive).toMatchObject({ verdict: "UNCERTAIN" });
  expect(recessive?.reasons).toContain("odd_copies");
  expect(record.counts.events?.dropped["sv_neutral_copy_number"]).toBe(1);
});

it("half of it is an event of genes, and nothing of the chromosome", async () => {
  const { report } = await run([gained(100_000, 60_000_000)]);
  expect(report.warnings.filter(({ text }) => text.includes("(+1)"))).toEqual([]);
  const recessive = report.candidates
    .flatMap(({ models }) => models)
    .find(({ model }) => model === "AR_HOM");
  expect(recessive).toMatchObject({ verdict: "PASS" });
});

it.each([
  ["1", "stays a candidate", 1],
  ["X", "is not told (DEC-49)", 0],
])("a lost arm of %s removes a region of the panel too, which %s", async (chrom, _told, count) => {
  const region = {
    entity_type: "region",
    entity_name: "ISCA-1",
    verbose_name: "Wolf-Hirschhorn",
    confidence_level: "3",
    mode_of_inheritance: "MONOALLELIC",
    chromosome: chrom,
    grch38_coordinates: [1_000_000, 2_000_000],
    type_of_variants: "cnv_loss",
    required_overlap_percentage: 60,
  };
  const gene = {
    entity_type: "gene",
    entity_name: "GENE1",
    confidence_level: "3",
    mode_of_inheritance: "BIALLELIC",
    gene_data: { gene_symbol: "GENE1" },
  };
  const panel = { id: 1, name: "Arms", version: "1.0", genes: [gene], regions: [region], strs: [] };
  const lost = { chrom, type: "DEL", id: "DRAGEN:LOSS:1", genotypes: ["0/1:0.5:1:9000"] };
  const end = chrom === "X" ? 58_000_000 : 118_000_000;
  const { report } = await run([gained(10_000, end, lost)], JSON.stringify(panel));
  const events = report.candidates.filter(({ variants }) => variants[0]?.kind === "event");
  expect(events).toHaveLength(count);
  if (count > 0) expect(events).toMatchObject([{ tier: 1, gene: { symbol: "Wolf-Hirschhorn" } }]);
  for (const { reason } of events)
    expect(reason).toMatch(/ deletion of [\d,]+ bases in Wolf-Hirschhorn, green on Arms/);
  const told = report.warnings.filter(({ text }) => text.includes(`chromosome ${chrom} (-`));
  expect(told).toHaveLength(count);
});
