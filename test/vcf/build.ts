/** Small VCF texts for the tests of this room. */
import type { VcfHeader, VcfRecord } from "../../src/vcf/types.ts";
import { decodeRecord, parseHeader } from "../../src/vcf/index.ts";

export const VEP_COLUMNS =
  "Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|EXON|INTRON|HGVSc|HGVSp|FLAGS|HGNC_ID|CANONICAL|MANE_SELECT|MANE_PLUS_CLINICAL|APPRIS|TSL|PICK|AF|gnomADe_AF|gnomADg_NFE_AF|CLIN_SIG|REVEL";

export function vepLine(columns: string = VEP_COLUMNS, tag = "CSQ"): string {
  return `##INFO=<ID=${tag},Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: ${columns}">`;
}

export const SNPEFF_LINE = `##INFO=<ID=ANN,Number=.,Type=String,Description="Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | Feature_ID | Transcript_BioType | Rank | HGVS.c | HGVS.p | cDNA.pos / cDNA.length | CDS.pos / CDS.length | AA.pos / AA.length | Distance | ERRORS / WARNINGS / INFO' ">`;

export const BCSQ_LINE = `##INFO=<ID=BCSQ,Number=.,Type=String,Description="Haplotype-aware consequence annotation from BCFtools/csq. Format: '[*]consequence|gene|transcript|biotype[|strand|amino_acid_change|dna_change]' or '@position'">`;

export function headerText(
  meta: readonly string[] = [],
  samples: readonly string[] = ["S"],
): string {
  const columns = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"];
  if (samples.length > 0) columns.push("FORMAT", ...samples);
  return ["##fileformat=VCFv4.2", ...meta, columns.join("\t"), ""].join("\n");
}

export function header(
  meta: readonly string[] = [],
  samples: readonly string[] = ["S"],
): VcfHeader {
  return parseHeader(headerText(meta, samples), "test.vcf");
}

export interface RecordParts {
  chrom?: string;
  pos?: number | string;
  ref?: string;
  alt?: string;
  filter?: string;
  info?: string;
  format?: string;
  samples?: readonly string[];
}

export function line(parts: RecordParts = {}): string {
  const { chrom = "1", pos = 100, ref = "A", alt = "T", filter = "PASS", info = "." } = parts;
  const { format = "GT", samples = ["0/1"] } = parts;
  return [chrom, pos, ".", ref, alt, "50", filter, info, format, ...samples].join("\t");
}

export function record(parts: RecordParts = {}, of: VcfHeader = header()): VcfRecord {
  return decodeRecord(line(parts), of, { path: "test.vcf" });
}

/** One VEP entry by column name. */
export function vepEntry(
  values: Readonly<Record<string, string>>,
  columns: string = VEP_COLUMNS,
): string {
  return columns
    .split("|")
    .map((name) => values[name] ?? "")
    .join("|");
}

/** The error that a call throws, or null. */
export function thrownBy(call: () => unknown): unknown {
  try {
    call();
    return null;
  } catch (error) {
    return error;
  }
}
