// VCF-31: chrM of UCSC's hg19 is another sequence; nothing is said of its places.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { annotate } from "../../src/analysis/annotate.ts";
import { compareAnnotation } from "../../src/analysis/compare-annotation.ts";
import { DEFAULT_OPTIONS } from "../../src/analysis/options.ts";
import { importTranscripts } from "../../src/effect/import/index.ts";
import { openFasta } from "../../src/io/fasta/index.ts";
import { openStore } from "../../src/store/index.ts";
import { ensembl, fasta, sequence } from "../effect/gff3.ts";
import { quietIo } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const store = join(folder, "store");
const mrna = `ATG${"GCT".repeat(98)}TAA`;
const exons: [number, number][] = [[1001, 1300]];

beforeAll(async () => {
  const gff3 = join(folder, "t.gff3");
  const rows = ["MT", "1"].flatMap((contig, i) =>
    ensembl({ id: `ENST${i}`, exons, cds: [[1001, 1300, 0]], contig }),
  );
  writeFileSync(gff3, ["##gff-version 3", "#!genome-build GRCh37.p13", ...rows, ""].join("\n"));
  const bases = sequence(2000, { exons, mrna });
  const reference = await openFasta(fasta(folder, { MT: bases, "1": bases }));
  await importTranscripts(openStore(store), gff3, {
    assembly: null,
    release: "1",
    reference,
    mane: null,
    allBiotypes: false,
    identify: () => null,
    now: new Date(0),
  });
  reference.close();
});

function vcf(
  contigs: readonly string[],
  length: number,
  header: readonly string[] = [],
  isAnnotated = header.length > 0,
): string {
  const path = join(folder, "in.vcf");
  const lines = [
    "##fileformat=VCFv4.2",
    "##contig=<ID=1,length=249250621>",
    `##contig=<ID=chrM,length=${length}>`,
    ...header,
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
    ...contigs.map((contig) => `${contig}\t1004\t.\tG\tA\t.\t.\t${isAnnotated ? ENTRY : "."}`),
    "",
  ];
  writeFileSync(path, lines.join("\n"));
  return path;
}

const CSQ =
  '##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE">';
const ENTRY = "CSQ=A|stop_gained|HIGH|X|ENSG0|Transcript|ENST0|protein_coding";

async function annotated(path: string) {
  const to = join(folder, "out.vcf");
  const log: string[] = [];
  const made = await annotate({ ...DEFAULT_OPTIONS, store, vcfs: [path] }, to, quietIo(log));
  const lines = readFileSync(to, "utf8").split("\n");
  return { ...made, log, lines: lines.filter((line) => line !== "" && !line.startsWith("#")) };
}

describe("chrM of another sequence", () => {
  it("annotate leaves its records as they are, and says so once", async () => {
    const { lines, log, records } = await annotated(vcf(["1", "chrM", "chrM"], 16571));
    expect(lines.map((line) => line.includes("CSQ="))).toEqual([true, false, false]);
    expect(records).toBe(3);
    expect(log.filter((line) => line.startsWith("warn"))).toEqual([
      "warn: chrM is not the rCRS: not interpreted (2 records)",
    ]);
  });

  it.each([
    ["chrM", "chrMT"],
    ["chrMT", "chrM"],
  ])("beside the rCRS only its own records are left: %s, %s", async (...contigs) => {
    const path = vcf(contigs, 16571, ["##contig=<ID=chrMT,length=16569>"], false);
    const { lines, log } = await annotated(path);
    const told = lines.map((line) => [line.split("\t")[0], line.includes("CSQ=")]);
    expect(Object.fromEntries(told)).toEqual({ chrM: false, chrMT: true });
    expect(log).toContain("warn: chrM is not the rCRS: not interpreted (1 record)");
  });

  it("of the rCRS it annotates them", async () => {
    const { lines, log } = await annotated(vcf(["1", "chrM"], 16569));
    expect(lines.map((line) => line.includes("CSQ="))).toEqual([true, true]);
    expect(log.filter((line) => line.startsWith("warn"))).toEqual([]);
  });

  it("alone they are an error that says why", async () => {
    await expect(annotated(vcf(["chrM"], 16571))).rejects.toMatchObject({
      code: "E_INCOMPLETE",
      message: "all records are on chrM, which is not the rCRS: not interpreted",
      hint: expect.stringContaining("rCRS (NC_012920.1)"),
    });
  });

  it("they are not compared", async () => {
    const options = { ...DEFAULT_OPTIONS, store, allowEmpty: true };
    const log: string[] = [];
    const of = async (length: number) =>
      compareAnnotation({ ...options, vcfs: [vcf(["chrM"], length, [CSQ])] }, quietIo(log));
    expect((await of(16569)).differences).toHaveLength(1);
    expect((await of(16571)).differences).toEqual([]);
    const strict = { ...options, allowEmpty: false, vcfs: [vcf(["chrM"], 16571, [CSQ])] };
    await expect(compareAnnotation(strict, quietIo([]))).rejects.toMatchObject({
      message: "all records are on chrM, which is not the rCRS: not interpreted",
    });
    expect(log).toContain("warn: chrM is not the rCRS: not interpreted (1 record)");
  });
});
