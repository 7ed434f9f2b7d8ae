// Small files of frequencies, and declarations of them.
import { mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tabixIndex } from "../io/indexed.ts";

const LATER = new Date(Date.now() + 3_600_000);

export interface FrequencyRow {
  pos: number;
  ref?: string;
  alt?: string;
  filter?: string;
  info: string;
}

const HEAD = [
  "##fileformat=VCFv4.2",
  "##reference=GRCh38",
  "##contig=<ID=chr1,length=248956422>",
  ...["AC", "AN", "nhomalt", "AC_XY"].map(
    (id) => `##INFO=<ID=${id},Number=1,Type=Integer,Description="x">`,
  ),
  ...["AF_grpmax", "faf95"].map((id) => `##INFO=<ID=${id},Number=A,Type=Float,Description="x">`),
  '##INFO=<ID=grpmax,Number=A,Type=String,Description="x">',
  '##INFO=<ID=SpliceAI,Number=.,Type=String,Description="x">',
  "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
];

/** A bgzipped VCF with its index, on chromosome 1. @returns its path */
export function frequencyFile(
  folder: string,
  rows: readonly FrequencyRow[],
  head: readonly string[] = HEAD,
): string {
  const path = join(mkdtempSync(join(folder, "f-")), "f.vcf.gz");
  const lines = rows.map(
    ({ pos, ref = "G", alt = "A", filter = "PASS", info }) =>
      `chr1\t${pos}\t.\t${ref}\t${alt}\t.\t${filter}\t${info}`,
  );
  const { vcf, tbi } = tabixIndex([...head, ...lines]);
  writeFileSync(path, vcf);
  writeFileSync(`${path}.tbi`, tbi);
  utimesSync(`${path}.tbi`, LATER, LATER);
  return path;
}

/** Like gnomAD's exomes. */
export function gnomadSource(file: string, given: object = {}) {
  return {
    name: "gnomAD",
    release: "4.1",
    assembly: "GRCh38" as const,
    file,
    format: "vcf" as const,
    records: "split" as const,
    speaksOfRare: true,
    maxAlleleNumber: 1_461_894,
    fields: [
      { field: "AC", name: "ac", as: "alleleCount" as const },
      { field: "AN", name: "an", as: "alleleNumber" as const },
      { field: "nhomalt", name: "hom", as: "homozygotes" as const },
      { field: "AC_XY", name: "hemi", as: "hemizygotes" as const },
      { field: "AF_grpmax", name: "grpmax_af", as: "frequency" as const, population: "MAX" },
      { field: "grpmax", name: "grpmax", as: "group" as const },
      { field: "faf95", name: "faf95", as: "faf95" as const },
      {
        field: "FILTER",
        name: "filter",
        as: "filters" as const,
        words: { version: "4.1", known: ["PASS", "AC0", "AS_VQSR"] },
      },
    ],
    ...given,
  };
}

/** @returns its path */
export function declarationFile(folder: string, sources: readonly object[]): string {
  const path = join(mkdtempSync(join(folder, "d-")), "sources.json");
  writeFileSync(path, JSON.stringify({ schema: "panelist.sources", version: 1, sources }));
  return path;
}
