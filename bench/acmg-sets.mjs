// The variants that bench/acmg.mjs judges: ClinVar's, with an annotation, of genes whose transcripts are known.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

export const text = (path) => gunzipSync(readFileSync(path)).toString("utf8");

/** BRCA1 lies this much further on GRCh38 than on GRCh37, base for base. */
const BRCA1_SHIFT = 1_847_983;

const info = (line, key) => new RegExp(`(?:^|;)${key}=([^;]*)`).exec(line)?.[1] ?? "";

/** ClinVar's words of 2016 as those of today: side, stars. */
function of2016(field) {
  const significance = info(field, "CLINICAL_SIGNIFICANCE").split("|");
  const status = info(field, "REVIEW_STATUS").replaceAll("..", "|");
  const stars = status.includes("practice_guideline")
    ? 4
    : status.includes("expert_panel")
      ? 3
      : status.includes("multiple_submitters|no_conflicts")
        ? 2
        : status.includes("criteria_provided|single")
          ? 1
          : 0;
  const is = (...words) => significance.every((word) => words.includes(word));
  const one = (a, b, ab) => (significance.length > 1 ? ab : is(a) ? a : b);
  const named = is("Pathogenic", "Likely_pathogenic")
    ? one("Pathogenic", "Likely_pathogenic", "Pathogenic/Likely_pathogenic")
    : is("Benign", "Likely_benign")
      ? one("Benign", "Likely_benign", "Benign/Likely_benign")
      : "Uncertain_significance";
  return { clnsig: named, stars };
}

/** Sites of a VCF as `{ line, key }`, header lines aside. */
function read(path) {
  const lines = text(path).split("\n");
  const header = lines.filter((line) => line.startsWith("#"));
  const records = lines.filter((line) => line !== "" && !line.startsWith("#"));
  return { header, records };
}

const keyOf = (line, shift = 0) => {
  const [chrom, pos, , ref, alt] = line.split("\t", 5);
  return `${chrom}:${Number(pos) - shift}:${ref}:${alt}`;
};

/** Exons in transcript order with coordinates, from a GFF3, of the newest version of a transcript. */
export function exonsOf(path, accession) {
  const rows = readFileSync(path, "utf8")
    .split("\n")
    .map((line) => line.split("\t"));
  const names = rows
    .flatMap((f) => /transcript_id=([^;]+)/.exec(f[8] ?? "")?.[1] ?? [])
    .filter((name) => name.startsWith(`${accession}.`))
    .sort();
  const parent = `Parent=transcript:${names.at(-1)}`;
  const own = rows.filter((f) => (f[8] ?? "").split(";").includes(parent));
  const cds = own.filter((f) => f[2] === "CDS").map((f) => [Number(f[3]), Number(f[4])]);
  const forward = own[0]?.[6] === "+";
  const exons = own
    .filter((f) => f[2] === "exon")
    .map((f) => {
      const [start, end] = [Number(f[3]), Number(f[4])];
      const coding = cds.reduce(
        (sum, [a, b]) => sum + Math.max(0, Math.min(b, end) - Math.max(a, start) + 1),
        0,
      );
      return { start, end, length: end - start + 1, coding };
    })
    .sort((a, b) => (forward ? a.start - b.start : b.start - a.start));
  return { forward, exons };
}

/** One set: its header, and sites with what ClinVar says. */
export function sets(shared) {
  const windows = join(shared, "vcf/csq_windows");
  const csq = (name) => join(windows, "expected_bcftools_csq_1.16", name);
  const gff = (name) => join(windows, "derived_gff3", name);
  const of2026 = (line) => ({ clnsig: info(line, "CLNSIG"), revstat: info(line, "CLNREVSTAT") });
  const plain = (path, says) => {
    const { header, records } = read(path);
    return { header, sites: records.map((line) => ({ line, ...says(line.split("\t")[7]) })) };
  };
  const brca1 = csq("clinvar_2026-02-26.BRCA1.GRCh38.csq.vcf.gz");
  const classes = new Map();
  for (const line of read(brca1).records)
    classes.set(keyOf(line, BRCA1_SHIFT), of2026(line.split("\t")[7]));
  for (const line of read(join(shared, "clinvar/clinvar_2016-09-01.b37.vcf.gz")).records)
    if (line.startsWith("3\t")) classes.set(keyOf(line), of2016(line.split("\t")[7]));
  const joined = (name, gene) => {
    const { header, records } = read(join(shared, "clinvar", name));
    const chrom = gene === "BRCA1" ? "17" : "3";
    const sites = records
      .filter((line) => line.startsWith(`${chrom}\t`) && classes.has(keyOf(line)))
      .map((line) => ({ line, ...classes.get(keyOf(line)) }));
    return { header, sites };
  };
  const brca1Exons = gff("GRCh38.BRCA1.refseq.gff3");
  const vep = "brca1_opa1_GRCh37_2023-03.vep.vcf.gz";
  const snpeff = "brca1_opa1_GRCh37_2023-03.snpeff.vcf.gz";
  const set = (name, gene, assembly, given, exons = null, placed = false, stars = 2) => ({
    name,
    gene,
    assembly,
    ...given,
    exons,
    placed,
    stars,
  });
  const fbn1 = plain(csq("clinvar_2016-09-01.chr15_FBN1.csq.vcf.gz"), of2016);
  const fbn1Exons = gff("GRCh37.chr15_48500000-49000000.FBN1.refseq20210519.gff3");
  return [
    set(
      "BRCA1, ClinVar 2026-02, bcftools csq, exon lengths",
      "BRCA1",
      "GRCh38",
      plain(brca1, of2026),
      brca1Exons,
      true,
    ),
    set(
      "BRCA2, ClinVar 2026-02, bcftools csq, exon lengths",
      "BRCA2",
      "GRCh38",
      plain(csq("clinvar_2026-02-26.BRCA2.GRCh38.csq.vcf.gz"), of2026),
      gff("GRCh38.BRCA2.refseq.gff3"),
      true,
    ),
    set(
      "FBN1, ClinVar 2016-09, bcftools csq, exon lengths",
      "FBN1",
      "GRCh37",
      fbn1,
      fbn1Exons,
      true,
    ),
    set("FBN1, the same with one star and more", "FBN1", "GRCh37", fbn1, fbn1Exons, true, 1),
    set("BRCA1, VEP 109, exon lengths", "BRCA1", "GRCh37", joined(vep, "BRCA1"), brca1Exons),
    set("BRCA1, VEP 109 alone", "BRCA1", "GRCh37", joined(vep, "BRCA1")),
    set("BRCA1, SnpEff 5.1 alone", "BRCA1", "GRCh37", joined(snpeff, "BRCA1")),
    set("OPA1, SnpEff 5.1 alone", "OPA1", "GRCh37", joined(snpeff, "OPA1")),
  ];
}
