/** Short alleles in files of structural variants: small variants where the files of small variants lack them (SVI-03). */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, it } from "vitest";
import type { ReportDocument, RunDocument } from "../../../src/report/types.ts";
import { explain } from "../../../src/analysis/explain.ts";
import { analyseHere, DEFAULTS } from "../../helpers/analyse.ts";
import { gunzip } from "../../helpers/bgzip.ts";
import {
  CSQ_COLUMNS,
  TRIO,
  TRIO_PED,
  vcfText,
  type RecordOptions,
} from "../../helpers/vcf-text.ts";
import { tempFolder } from "../../helpers/temp.ts";

const folder = tempFolder();
let files = 0;
function file(text: string, ending = "vcf"): string {
  const path = join(folder, `${files++}.${ending}`);
  writeFileSync(path, text);
  return path;
}

const ped = file(TRIO_PED, "ped");
const panel = file("symbol\tmode_of_inheritance\tconfidence\nGENE1\tMONOALLELIC\tgreen\n", "tsv");
/** Twenty bases lost, as a caller of long reads writes them. */
const BASES = "ACGTTGCATCGATTGACCTGA";
const DELETION = { pos: 20_000, ref: BASES, alt: "A", consequence: "frameshift_variant" };
/** No candidate, so that a file is not empty. */
const FAR: RecordOptions = {
  pos: 90_000_000,
  consequence: "synonymous_variant",
  genotypes: ["0/1", "0/0", "0/0"],
};

interface Line {
  pos: number;
  ref?: string;
  alt?: string;
  filter?: string;
  calls: readonly string[];
}

/** With an event, by which the file is one of structural variants. */
function longReads(samples: readonly string[], lines: readonly Line[], isAnnotated = true): string {
  const values = CSQ_COLUMNS.map(
    (column) =>
      ({
        Allele: "-",
        Consequence: "frameshift_variant",
        SYMBOL: "GENE1",
        Gene: "ENSG00000000001",
        Feature_type: "Transcript",
        Feature: "ENST00000000001.1",
        BIOTYPE: "protein_coding",
        CANONICAL: "YES",
      })[column as string] ?? "",
  ).join("|");
  const csq = `##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: ${CSQ_COLUMNS.join("|")}">`;
  const all = [
    {
      pos: 50_000_000,
      ref: "N",
      alt: "<DUP>",
      end: 50_100_000,
      calls: samples.map(() => "0/1:50:9:9"),
    },
    ...lines.map((line) => ({ ref: BASES, alt: "A", end: line.pos + 20, ...line })),
  ];
  return `${[
    "##fileformat=VCFv4.2",
    "##source=Sniffles2_2.2",
    "##contig=<ID=chr1,length=248956422>",
    ...(isAnnotated ? [csq] : []),
    `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${samples.join("\t")}`,
    ...all.map(({ pos, ref, alt, end, calls, ...more }, i) =>
      [
        "chr1",
        pos,
        `Sniffles2.${i}`,
        ref,
        alt,
        60,
        "filter" in more ? more.filter : "PASS",
        `SVTYPE=${alt === "<DUP>" ? "DUP" : "DEL"};END=${end}${isAnnotated && alt !== "<DUP>" ? `;CSQ=${values}` : ""}`,
        "GT:GQ:DR:DV",
        ...calls,
      ].join("\t"),
    ),
  ].join("\n")}\n`;
}

async function run(vcfs: string[], dir = join(folder, `out-${files++}`)) {
  await analyseHere({ vcfs, panels: [panel], ped }, { dir });
  const read = (name: string): string => readFileSync(join(dir, name), "utf8");
  const report = JSON.parse(read("report.json")) as ReportDocument;
  const { counts } = JSON.parse(read("run.json")) as RunDocument;
  const vcf = gunzip(readFileSync(join(dir, "candidates.vcf.gz"))).toString();
  return { report, counts, vcf };
}

const small = (...records: RecordOptions[]): string =>
  file(vcfText({ samples: TRIO }, [...records, FAR]));
const child = ["0/1:50:12:13", "0/0:50:25:0", "0/0:50:25:0"];

it("is read as a small variant, by its own file's annotation, and says so", async () => {
  const sv = file(longReads(TRIO, [{ pos: 20_000, calls: child }]));
  const vcfOfSmall = small();
  const { report, counts, vcf } = await run([vcfOfSmall, sv]);
  const [candidate] = report.candidates;
  expect(candidate).toMatchObject({ tier: 1, gene: { symbol: "GENE1" } });
  expect(candidate?.variants).toMatchObject([
    { kind: "small", pos: 20_000, ref: BASES, alt: "A", zygosity: "het", contig: "1" },
  ]);
  expect(candidate?.flags).toContain("from_sv_file");
  expect(candidate?.variants[0]?.genotypes[0]).toMatchObject({ alleleDepths: [12, 13] });
  expect(counts).toMatchObject({
    recordsRead: 1,
    recordsKept: 0,
    events: { files: [{ records: 2, used: 2, dropped: {} }] },
  });
  const line = vcf.split("\n").find((text) => text.startsWith("1\t20000"));
  expect(line).toMatch(/\tPANELIST_\S+\tGT:GQ:AD:FT\t0\/1:50:12,13:\.\t0\/0/);
  expect(report.notAssessed.map(({ subject }) => subject)).not.toContain("short alleles");
  const io = {
    log: { info: () => {}, warn: () => {}, detail: () => {} },
    onProgress: () => {},
    stdin: Readable.from([]),
  };
  const options = { ...DEFAULTS, vcfs: [vcfOfSmall, sv], panels: [panel], ped };
  const story = await explain(options, `1:20000:${BASES}:A`, io);
  expect(story.answer).toMatchObject({ kind: "candidate", gene: "GENE1", tier: 1 });
});

it("is the small variants' where they have it too, whatever became of it there, and wherever in a repeat", async () => {
  const sv = file(longReads(TRIO, [{ pos: 20_000, calls: child }]));
  const genotypes = ["0/1", "0/0", "0/0"];
  const own = await run([small({ ...DELETION, genotypes }), sv]);
  expect(own.report.candidates).toHaveLength(1);
  expect(own.report.candidates[0]?.flags).not.toContain("from_sv_file");
  expect(own.counts.events?.files[0]).toMatchObject({ used: 1, dropped: { sv_small_allele: 1 } });
  for (const other of [{ af: 0.2 }, { pos: 19_990 }, { filter: "LowQual" }]) {
    const { report } = await run([small({ ...DELETION, ...other, genotypes }), sv]);
    expect(report.candidates.flatMap(({ flags }) => flags)).not.toContain("from_sv_file");
  }
  const far = await run([small({ ...DELETION, pos: 19_900, genotypes }), sv]);
  expect(far.report.candidates.some(({ flags }) => flags.includes("from_sv_file"))).toBe(true);
});

it("joins what each person's own file has of it", async () => {
  const [ofChild = "", , ofParent = "0/1:50:12:13"] = ["0/1:50:12:13"];
  const own = file(longReads(["C"], [{ pos: 20_000, calls: [ofChild] }]));
  const mother = file(longReads(["M"], [{ pos: 20_000, calls: [ofParent] }]));
  const { report, counts } = await run([small(), own, mother]);
  const genotypes = report.candidates[0]?.variants[0]?.genotypes;
  expect(genotypes?.map(({ sample, genotype }) => [sample, genotype])).toEqual([
    ["C", "0/1"],
    ["F", "./."],
    ["M", "0/1"],
  ]);
  expect(counts.events?.files).toMatchObject([
    { used: 2, dropped: {} },
    { used: 1, dropped: { sv_merged: 1 } },
  ]);
});

it("leaves for the reasons of small variants, each record under one", async () => {
  const lines = [
    { pos: 20_000, calls: ["0/0:50:25:0", "0/1:50:12:13", "0/0:50:25:0"] },
    { pos: 30_000, filter: "GT", calls: child },
    { pos: 40_000, ref: "N", alt: BASES, calls: child },
  ];
  const { report, counts } = await run([small(), file(longReads(TRIO, lines))]);
  expect(report.candidates).toEqual([]);
  expect(counts.events?.files[0]).toMatchObject({
    records: 4,
    used: 1,
    // Where REF is not written, nobody knows what is changed.
    dropped: { proband_not_carrier: 1, filter: 1, sv_too_short: 1 },
  });
});

it("is too short, and not assessed, where nothing tells its consequence", async () => {
  const sv = file(longReads(TRIO, [{ pos: 20_000, calls: child }], false));
  const { report, counts } = await run([small(), sv]);
  expect(report.candidates).toEqual([]);
  expect(counts.events?.files[0]?.dropped).toEqual({ sv_too_short: 1 });
  expect(report.notAssessed.map(({ subject }) => subject)).toContain("short alleles");
});

it("is read beside an allele that another record deletes (SVH-04)", async () => {
  const beside = {
    pos: 20_000,
    ref: "G",
    alt: "T,*",
    calls: ["1/2:50:0:20", "0/1:50:9:9", "0/2:50:9:9"],
  };
  const sv = file(longReads(TRIO, [beside]).replaceAll("CSQ=-|", "CSQ=T|"));
  const { counts } = await run([small(), sv]);
  const [events] = counts.events?.files ?? [];
  expect(events?.dropped).not.toHaveProperty("sv_too_short");
});
