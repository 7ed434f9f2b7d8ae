/** Small files of events as text: a caller's VCF, annotated by VEP, from a few words per record. GRCh38. */
import { CSQ_COLUMNS } from "./vcf-text.ts";

export interface EventLine {
  chrom?: string;
  /** The base before the first affected one, and the last affected one. */
  pos: number;
  end?: number;
  type?: string;
  ref?: string;
  alt?: string;
  id?: string;
  filter?: string;
  /** Symbol, Sequence Ontology's terms, exons as VEP writes them; none: no annotation. */
  gene?: string;
  hgnc?: string;
  consequence?: string;
  exon?: string;
  /** Further INFO fields. */
  info?: string;
  format?: string;
  genotypes: readonly string[];
}

export function eventVcf(
  samples: readonly string[],
  lines: readonly EventLine[],
  head: readonly string[] = ["##source=Manta 1.6.0"],
): string {
  return `${[
    "##fileformat=VCFv4.2",
    ...head,
    "##contig=<ID=1,length=248956422>",
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
    '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
    `##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: ${CSQ_COLUMNS.join("|")}|EXON">`,
    `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${samples.join("\t")}`,
    ...lines.map(lineOf),
  ].join("\n")}\n`;
}

const READS: Record<string, string> = { "0/0": "30,0", "0/1": "15,15", "1/1": "0,30", "1": "0,20" };

function lineOf({
  chrom = "1",
  pos,
  end,
  type = "DEL",
  ref = "N",
  alt = `<${type}>`,
  id = ".",
  filter = "PASS",
  gene,
  hgnc = "",
  consequence = "coding_sequence_variant&feature_truncation",
  exon = "",
  info,
  format = "GT:GQ:PR:SR:PL",
  genotypes,
}: EventLine): string {
  const values: Partial<Record<(typeof CSQ_COLUMNS)[number], string>> = {
    Allele: type === "DEL" ? "deletion" : "duplication",
    Consequence: consequence,
    SYMBOL: gene ?? "",
    HGNC_ID: hgnc,
    Gene: "ENSG00000000001",
    Feature_type: "Transcript",
    Feature: "ENST00000000001.1",
    BIOTYPE: "protein_coding",
    CANONICAL: "YES",
  };
  const fields = [
    `SVTYPE=${type}`,
    ...(end === undefined ? [] : [`END=${end}`]),
    ...(info === undefined ? [] : [info]),
    ...(gene === undefined
      ? []
      : [`CSQ=${CSQ_COLUMNS.map((c) => values[c] ?? "").join("|")}|${exon}`]),
  ];
  const calls = genotypes.map((gt) => {
    if (gt.includes(":") || format !== "GT:GQ:PR:SR:PL") return gt;
    const reads = READS[gt] ?? "0,0";
    const pl = { "0/0": "0,60,999", "0/1": "300,0,300", "1/1": "999,60,0" }[gt] ?? "0,0,0";
    return `${gt}:99:${reads}:${reads}:${pl}`;
  });
  return [chrom, pos, id, ref, alt, "500", filter, fields.join(";"), format, ...calls].join("\t");
}
