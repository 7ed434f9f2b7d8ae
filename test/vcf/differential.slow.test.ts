/** Every VCF of the shared data, record by record, against bcftools. */
import { describe, expect, it } from "vitest";
import { decodeRecord, sampleCall, transcriptConsequences } from "../../src/vcf/index.ts";
import { annotationRows } from "../../src/vcf/annotation.ts";
import type { AnnotationLayout, SampleCall, VcfRecord } from "../../src/vcf/types.ts";
import { sharedData } from "../helpers/shared.ts";
import { thrownBy } from "./build.ts";
import { bcftools, hasBcftools, load, pathOf, VCF_FILES, WITHOUT_FILEFORMAT } from "./files.ts";

const absent = sharedData === null || !hasBcftools;

describe.skipIf(sharedData === null)("VCF-08 (skipped without the shared data)", () => {
  it.each(WITHOUT_FILEFORMAT)("%s is refused, as bcftools does", (file) => {
    expect(thrownBy(() => load(file))).toMatchObject({ code: "E_VCF_HEADER" });
  });
});

describe.skipIf(absent)("bcftools query (skipped without bcftools or the shared data)", () => {
  const keys = ["GT", "AD", "DP", "GQ"];

  it.each(VCF_FILES)("%s", { timeout: 300_000 }, (file) => {
    const { header, lines } = load(file);
    const present = header.samples.length === 0 ? [] : keys.filter((k) => header.format.has(k));
    const perSample = present.length === 0 ? "" : `[\\t${present.map((k) => `%${k}`).join(":")}]`;
    const theirs = bcftools([
      "query",
      "-f",
      `%CHROM\\t%POS\\t%REF\\t%ALT\\t%FILTER${perSample}\\n`,
      pathOf(file),
    ]);
    expect(lines.length).toBe(theirs.length);
    for (const [i, line] of lines.entries()) {
      const record = decodeRecord(line, header, { path: file });
      const [chrom, pos, ref, alt, filter, ...samples] = theirs[i]?.split("\t") ?? [];
      const ours = `${record.contig}\t${record.pos}\t${record.ref}\t${record.alts.join(",")}`;
      const expected = `${chrom}\t${pos}\t${ref?.toUpperCase()}\t${upperBases(alt ?? "")}`;
      if (ours !== expected) expect(ours).toBe(expected);
      const filters = record.filters.join(";") || ".";
      if (filters !== filter) expect(filters).toBe(filter);
      for (const [s, sample] of samples.entries()) {
        const values = sample.split(":");
        const call = sampleCall(record, s);
        for (const [k, key] of present.entries()) sameValue(key, values[k] ?? "", call, record);
      }
    }
  });
});

function upperBases(alt: string): string {
  return /^[a-z,]+$/i.test(alt) ? alt.toUpperCase() : alt;
}

function sameValue(key: string, theirs: string, call: SampleCall, record: VcfRecord): void {
  const at = `${key} at ${record.contig}:${record.pos}`;
  if (key === "GT") {
    const ours = call.alleles.map((a) => (a < 0 ? "." : a)).join(call.phased ? "|" : "/");
    // A haploid missing call is printed as it stands or as `./.`
    if (ours !== theirs && !/^[./]*$/.test(theirs)) expect(ours, at).toBe(theirs);
    return;
  }
  if (key === "AD") {
    const other = record.formatKeys.some((k) => ["AO", "RO"].includes(k));
    const wrongLength = theirs.split(",").length !== record.alts.length + 1;
    if ((theirs === "." || wrongLength) && other) return;
    const ours = call.alleleDepths?.map((d) => d ?? ".").join(",") ?? ".";
    if (ours !== theirs && !wrongLength && !/^[.,]*$/.test(theirs)) expect(ours, at).toBe(theirs);
    return;
  }
  const ours = key === "DP" ? call.depth : call.genotypeQuality;
  const expected = theirs === "." ? null : Number(theirs);
  if (ours !== expected) expect(ours, at).toBe(expected);
}

const ANNOTATED: readonly string[] = VCF_FILES.filter(
  (file) => !/clinvar_hc|clinvar_2016-09-01\.b37|stranger|derived_vcf/.test(file),
);

/** Enough to meet every habit of a file, few enough to wait for. */
const MOST_RECORDS = 1500;

describe.skipIf(absent)("bcftools +split-vep (skipped without bcftools or the shared data)", () => {
  it.each(ANNOTATED)("%s, entry by entry", { timeout: 300_000 }, (file) => {
    const { header, headerText, lines } = load(file);
    const some = lines.slice(0, MOST_RECORDS);
    const records = some.map((line) => decodeRecord(line, header, { path: file }));
    for (const layout of header.annotations) {
      const entries = splitVep(headerText, some, layout);
      let n = 0;
      for (const record of records) {
        const place = `${record.contig}\t${record.pos}\t${record.ref}\t${record.alts.join(",")}`;
        const rows = annotationRows(record, layout);
        const theirs = entries.slice(n, n + rows.length).map(withoutGluedText);
        n += rows.length;
        for (const [i, row] of rows.entries()) {
          const ours = [place, ...layout.columns.map((_, c) => row[c] || ".")].join("\t");
          if (ours !== theirs[i]) expect(ours).toBe(theirs[i]);
        }
        if (record.alts.length === 1) sameDecoded(record, layout, theirs);
      }
      expect(n).toBe(entries.length);
    }
  });
});

/** With one ALT every entry is its own, in the order of the file. */
function sameDecoded(
  record: VcfRecord,
  layout: AnnotationLayout,
  entries: readonly string[],
): void {
  const [term, gene, transcript] = layout.annotator === "bcsq" ? [0, 1, 2] : [1, 3, 6];
  const own = transcriptConsequences(record, 1, layout).entries;
  if (own.length !== entries.length) expect(own).toHaveLength(entries.length);
  for (const [i, entry] of own.entries()) {
    const theirs = (entries[i] ?? "").split("\t").slice(4);
    const between = entry.terms.includes("intergenic_variant");
    const ours = [entry.transcript, between ? "" : entry.symbol];
    const expected = [blank(theirs[transcript]), between ? "" : blank(theirs[gene])];
    if (ours.join("|") !== expected.join("|")) expect(ours).toEqual(expected);
    const terms = (theirs[term] ?? "").split("&");
    if (layout.annotator === "vep") sameTerms(entry.terms, terms);
    else expect(entry.terms.length).toBeLessThanOrEqual(terms.length);
  }
}

function blank(text: string | undefined): string {
  return text === undefined || text === "." ? "" : text;
}

/** VEP's terms are the table's, save the one that depends on the protein. */
function sameTerms(ours: readonly string[], theirs: readonly string[]): void {
  const known = theirs.filter((t) => t !== "initiator_codon_variant");
  const missing = known.filter((t) => !ours.includes(t));
  if (missing.length > 0) expect(ours).toEqual(theirs);
}

/** +split-vep knows the columns by a `Format:` text and wants a Consequence: so that any tag works. */
function splitVep(
  headerText: string,
  lines: readonly string[],
  layout: AnnotationLayout,
): string[] {
  const term = layout.annotator === "bcsq" ? 0 : 1;
  const names = layout.columns.map((_, i) => (i === term ? "Consequence" : `c${i}`));
  // bcftools prints no name, or falls over, for a contig that the header lacks.
  const contigs = new Set(lines.map((line) => line.slice(0, line.indexOf("\t"))));
  const neutral = headerText
    .replace("\n#CHROM", `${[...contigs].map((c) => `\n##contig=<ID=${c}>`).join("")}\n#CHROM`)
    .split("\n")
    .map((line) =>
      line.startsWith(`##INFO=<ID=${layout.tag},`)
        ? `##INFO=<ID=${layout.tag},Number=.,Type=String,Description="Format: ${names.join("|")}">`
        : line,
    )
    .join("\n");
  const format = `%CHROM\\t%POS\\t%REF\\t%ALT\\t${names.map((n) => `%${n}`).join("\\t")}\\n`;
  const args = ["+split-vep", "-a", layout.tag, "-d", "-f", format, "-"];
  const printed = bcftools(args, `${neutral}${lines.join("\n")}\n`);
  // A record without annotation gives one line of dots.
  return printed.filter((line) =>
    line
      .split("\t")
      .slice(4)
      .some((v) => v !== "."),
  );
}

function withoutGluedText(line: string): string {
  const at = line.search(/:(ENST|NM_|NR_)\d+[.\d]*:[\w&]+(:|$)/);
  if (at < 0) return line;
  const cut = line.slice(0, at);
  return cut.endsWith("\t") ? `${cut}.` : cut;
}
