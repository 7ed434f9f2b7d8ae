/** Files of events beside those of small variants, in whole runs of `analyse`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readReport } from "../../../src/index.ts";
import type { ReportDocument, RunDocument } from "../../../src/report/types.ts";
import { analyseHere, rowsOf } from "../../helpers/analyse.ts";
import { gunzip } from "../../helpers/bgzip.ts";
import { eventVcf, type EventLine } from "../../helpers/event-text.ts";
import { tempFolder } from "../../helpers/temp.ts";
import { TRIO_PED, vcfText, type RecordOptions } from "../../helpers/vcf-text.ts";

const folder = tempFolder();
const TRIO = ["C", "F", "M"];
let files = 0;

function file(text: string, ending = "vcf"): string {
  const path = join(folder, `${files++}.${ending}`);
  writeFileSync(path, text);
  return path;
}

const ped = file(TRIO_PED, "ped");
const panelOf = (mode: string): string =>
  file(`symbol\tmode_of_inheritance\tconfidence\nGENE1\t${mode}\tgreen\n`, "tsv");
const DOMINANT = panelOf("MONOALLELIC");
const RECESSIVE = panelOf("BIALLELIC");
/** Loss of exons 5 to 7 of 20, called by Manta for all three. */
const DELETION: EventLine = {
  pos: 10_000,
  end: 10_150,
  gene: "GENE1",
  exon: "5/20",
  consequence: "frameshift_variant&feature_truncation",
  genotypes: ["0/1", "0/0", "0/0"],
};
/** Something of the gene that is no candidate, so that a file is not empty. */
const FAR: RecordOptions = {
  pos: 90_000_000,
  consequence: "synonymous_variant",
  genotypes: ["0/1", "0/0", "0/0"],
};

interface Asked {
  small?: RecordOptions[];
  events: EventLine[];
  panel?: string;
  alone?: boolean;
}

async function run({ small = [], events, panel = DOMINANT, alone = false }: Asked): Promise<{
  report: ReportDocument;
  run: RunDocument;
  tsv: Record<string, string>[];
  dir: string;
}> {
  const samples = alone ? ["C"] : TRIO;
  const cut = <T extends { genotypes: readonly string[] }>(one: T): T =>
    alone ? { ...one, genotypes: one.genotypes.slice(0, 1) } : one;
  const vcf = file(vcfText({ samples }, [...small, FAR].map(cut)));
  const sv = file(eventVcf(samples, events.map(cut)));
  const dir = join(folder, `out-${files++}`);
  // In any order: files are told apart by what is in them.
  const options = { vcfs: [sv, vcf], panels: [panel], ...(alone ? {} : { ped }) };
  await analyseHere(options, { dir });
  const read = (name: string): string => readFileSync(join(dir, name), "utf8");
  return {
    report: JSON.parse(read("report.json")) as ReportDocument,
    run: JSON.parse(read("run.json")) as RunDocument,
    tsv: rowsOf(read("candidates.tsv")),
    dir,
  };
}

describe("an event beside small variants", () => {
  it("is a candidate, in every output, whatever the order of the files (SVI-01)", async () => {
    const { report, run: record, tsv, dir } = await run({ events: [DELETION] });
    // Read back as the commands that draw it do.
    expect((await readReport(dir)).report).toEqual(report);
    const [candidate] = report.candidates;
    expect(candidate).toMatchObject({ tier: 1, gene: { symbol: "GENE1" } });
    expect(candidate?.variants[0]).toMatchObject({
      kind: "event",
      pos: 10_000,
      alt: "<DEL>",
      zygosity: "het",
      event: {
        key: "1:10001-10150:DEL",
        kind: "DEL",
        length: 150,
        effect: { effect: "exon_loss" },
      },
    });
    expect(candidate?.flags).toContain("sv_frequency_not_assessed");
    expect(candidate?.band).toBe(1);
    expect(candidate?.models[0]).toMatchObject({ model: "AD_DENOVO", deNovo: ["MEDIUM"] });
    expect(tsv[0]).toMatchObject({
      kind: "event",
      end: "10150",
      length: "150",
      effect: "exon_loss",
      exons: "5/20",
      callers: "Manta",
    });
    expect(record.counts.events).toMatchObject({
      files: [{ kind: "sv", callers: ["Manta"], records: 1, used: 1 }],
      events: 1,
      kept: 1,
    });
    expect(record.inputs.map(({ role }) => role)).toContain("events");
    expect(report.family.people[0]?.assayed).toEqual(["small", "sv"]);
    const vcf = gunzip(readFileSync(join(dir, "candidates.sv.vcf.gz"))).toString();
    expect(vcf).toContain("PANELIST_TIER=1");
    expect(vcf).toContain("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tC\tF\tM");
    const page = readFileSync(join(dir, "report.html"), "utf8");
    expect(page).toContain("deletion of 150 bases");
    expect(page).toContain("1:10001-10150 DEL");
  });

  it("pairs with a small variant of the other parent (case 7)", async () => {
    const { report } = await run({
      panel: RECESSIVE,
      events: [{ ...DELETION, genotypes: ["0/1", "0/0", "0/1"] }],
      small: [{ pos: 20_000, consequence: "missense_variant", genotypes: ["0/1", "0/1", "0/0"] }],
    });
    const [pair] = report.candidates;
    expect(pair).toMatchObject({ tier: 1, models: [{ model: "AR_COMPHET", phase: "TRANS" }] });
    expect(pair?.variants.map(({ kind }) => kind)).toEqual(["event", "small"]);
    expect(pair?.scoreParts.map(({ part }) => part)).toContain("support");
  });

  it("makes a homozygous call inside it hemizygous (case 1)", async () => {
    const { report } = await run({
      panel: RECESSIVE,
      alone: true,
      events: [{ ...DELETION, end: 30_000 }],
      small: [{ pos: 20_000, consequence: "missense_variant", genotypes: ["1/1:0,7:7:15"] }],
    });
    const [pair, ...others] = report.candidates;
    expect(pair).toMatchObject({ tier: 1, models: [{ model: "AR_DEL_HEMI", phase: "TRANS" }] });
    expect(others).toEqual([]);
    // Seven reads are few of two copies, and enough of one.
    expect(pair?.flags.filter((flag) => flag.startsWith("qc_fail"))).toEqual([]);
    expect(pair?.reason).toContain("hemizygous over a deletion");
  });

  it("is one hit in a recessive gene, and no candidate by itself (case 3)", async () => {
    const { report } = await run({ panel: RECESSIVE, alone: true, events: [DELETION] });
    expect(report.candidates).toEqual([]);
    const [hit] = report.untiered.one_hit;
    expect(hit?.reason).toContain(
      "no second hit was called (files read: small variants, structural variants)",
    );
  });

  it("keeps its tier on both copies without a source of frequencies", async () => {
    const { report } = await run({
      panel: RECESSIVE,
      alone: true,
      events: [{ ...DELETION, genotypes: ["1/1"] }],
    });
    expect(report.candidates[0]).toMatchObject({ tier: 1 });
    expect(report.candidates[0]?.models[0]).toMatchObject({ model: "AR_HOM" });
  });

  it("that fails its filter is listed, and completes a pair at place 2 (DEC-47)", async () => {
    const failed = { ...DELETION, filter: "MinQUAL" };
    const listed = await run({ alone: true, events: [failed] });
    expect(listed.report.candidates).toEqual([]);
    expect(listed.report.untiered.failed_filter_event?.length).toBe(1);
    const pair = await run({
      alone: true,
      panel: RECESSIVE,
      events: [failed],
      small: [{ pos: 20_000, consequence: "stop_gained", genotypes: ["0/1"] }],
    });
    expect(pair.report.candidates[0]).toMatchObject({ band: 2, models: [{ model: "AR_COMPHET" }] });
  });

  it("is counted where it goes no further", async () => {
    const { run: record, report } = await run({
      events: [
        { ...DELETION, pos: 50_000, end: 60_000, gene: undefined },
        { ...DELETION, pos: 70_000, end: 80_000, genotypes: ["0/0", "0/0", "0/1"] },
      ].map(({ gene, ...one }) => (gene === undefined ? one : { ...one, gene })),
    });
    expect(report.candidates).toEqual([]);
    expect(record.counts.events?.dropped["sv_no_gene_effect"]).toBe(1);
  });

  it("leaves what is said of runs without events as it was", async () => {
    const small = { pos: 20_000, gene: "GENE1", genotypes: ["0/1", "0/1", "0/0"] };
    const vcf = file(vcfText({ samples: TRIO }, [small]));
    const asked = { vcfs: [vcf], panels: [RECESSIVE], ped };
    const { text } = await analyseHere(asked, { format: "json" });
    const report = JSON.parse(text) as ReportDocument;
    expect(Object.keys(report.untiered)).toEqual(["one_hit", "possible_mosaic", "xlr_female_het"]);
    expect(report.untiered.one_hit[0]?.reason).toContain("no second allele found");
    expect(report.family.people[0]).not.toHaveProperty("assayed");
    expect(report.untiered.one_hit[0]?.scoreParts.map(({ part }) => part)).not.toContain("support");
  });

  it("can be all that is given: then small variants are missing, and it says so", async () => {
    const sv = file(eventVcf(["C"], [{ ...DELETION, genotypes: ["0/1"] }]));
    const { text } = await analyseHere({ vcfs: [sv], panels: [DOMINANT] }, { format: "json" });
    const report = JSON.parse(text) as ReportDocument;
    expect(report.candidates[0]).toMatchObject({ tier: 1 });
    expect(report.complete).toBe(false);
  });
});
