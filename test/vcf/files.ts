/** The shared VCF files that tests read, and bcftools to hold ours against. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { parseHeader } from "../../src/vcf/index.ts";
import type { VcfHeader } from "../../src/vcf/types.ts";
import { sharedData } from "../helpers/shared.ts";

export const hasBcftools: boolean = spawnSync("bcftools", ["--version"]).status === 0;

const csqWindows = "vcf/csq_windows/expected_bcftools_csq_1.16";
const derived = "vcf/csq_windows/derived_vcf";

export const VCF_FILES: readonly string[] = [
  "vcf/scout_trio/643594.clinical.vcf.gz",
  "vcf/scout_trio/643594.research.vcf.gz",
  "vcf/scout_trio/643594.clinical.SV.vcf.gz",
  "vcf/scout_trio/643594.clinical.mei.vcf.gz",
  "vcf/scout_trio/643594.clinical.str.stranger.vcf.gz",
  "vcf/ashk_trio/ashk-trio.vcf.gz",
  "bench/coding_donor.vcf.gz",
  "clinvar/brca1_opa1_GRCh37_2023-03.vep.vcf.gz",
  "clinvar/brca1_opa1_GRCh37_2023-03.snpeff.vcf.gz",
  "clinvar/clinvar_hc_GRCh38_2026-02-26.bgzf.vcf.gz",
  "clinvar/clinvar_2016-09-01.b37.vcf.gz",
  `${csqWindows}/1000G.chr20_1-2Mb.csq.vcf.gz`,
  `${csqWindows}/clinvar_2016-09-01.chr1.csq.vcf.gz`,
  `${csqWindows}/clinvar_2016-09-01.chr15_FBN1.csq.vcf.gz`,
  `${csqWindows}/clinvar_2016-09-01.chr17.csq.vcf.gz`,
  `${csqWindows}/clinvar_2026-02-26.BRCA1.GRCh38.csq.vcf.gz`,
  `${csqWindows}/clinvar_2026-02-26.BRCA2.GRCh38.csq.vcf.gz`,
  `${derived}/1000G_phase3.chr20_1000001-2000000.GRCh37.sites.vcf.gz`,
  `${derived}/clinvar_2016-09-01.chr1.b37.vcf.gz`,
  `${derived}/clinvar_2016-09-01.chr15_FBN1.b37.vcf.gz`,
  `${derived}/clinvar_2016-09-01.chr17.b37.vcf.gz`,
  `${derived}/clinvar_2026-02-26.BRCA1.GRCh38.vcf.gz`,
  `${derived}/clinvar_2026-02-26.BRCA2.GRCh38.vcf.gz`,
];

/** Those that have no ##fileformat line. */
export const WITHOUT_FILEFORMAT: readonly string[] = [
  "clinvar/clinvar_2015-11-30.b37.vcf.gz",
  `${derived}/clinvar_2015-11-30.chr15_FBN1.b37.vcf.gz`,
];

export function pathOf(file: string): string {
  return path.join(sharedData ?? "", file);
}

export interface LoadedVcf {
  header: VcfHeader;
  headerText: string;
  lines: string[];
}

export function load(file: string): LoadedVcf {
  const text = gunzipSync(readFileSync(pathOf(file))).toString("utf8");
  const end = text.indexOf("\n", text.indexOf("\n#CHROM") + 1) + 1;
  const headerText = text.slice(0, end);
  return {
    header: parseHeader(headerText, file),
    headerText,
    lines: text
      .slice(end)
      .split("\n")
      .filter((line) => line !== ""),
  };
}

/** Lines that bcftools prints. */
export function bcftools(args: readonly string[], input?: string): string[] {
  const output = execFileSync("bcftools", args, {
    maxBuffer: 2 ** 30,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "ignore"],
    ...(input === undefined ? {} : { input }),
  });
  return output.split("\n").filter((line) => line !== "");
}
