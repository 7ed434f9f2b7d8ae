/** Small VCFs as text: a VEP-annotated file from a few words per record. GRCh38 unless said. */

export const CSQ_COLUMNS = [
  "Allele",
  "Consequence",
  "IMPACT",
  "SYMBOL",
  "Gene",
  "Feature_type",
  "Feature",
  "BIOTYPE",
  "HGVSc",
  "HGVSp",
  "HGNC_ID",
  "CANONICAL",
  "MANE_SELECT",
  "gnomADe_AF",
  "gnomADg_AF",
] as const;

const LENGTH_1 = { GRCh37: 249250621, GRCh38: 248956422 };

export interface HeaderOptions {
  samples: readonly string[];
  assembly?: "GRCh37" | "GRCh38";
  contigs?: readonly string[];
  /** Further header lines, before #CHROM. */
  extra?: readonly string[];
}

/** Header text with a line end behind the #CHROM line. */
export function headerText({
  samples,
  assembly = "GRCh38",
  contigs = ["1"],
  extra = [],
}: HeaderOptions): string {
  return [
    "##fileformat=VCFv4.2",
    `##reference=${assembly}`,
    ...contigs.map((c) =>
      c === "1" || c === "chr1"
        ? `##contig=<ID=${c},length=${LENGTH_1[assembly]}>`
        : `##contig=<ID=${c}>`,
    ),
    '##FILTER=<ID=LowQual,Description="Low quality">',
    `##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: ${CSQ_COLUMNS.join("|")}">`,
    '##INFO=<ID=CLNSIG,Number=.,Type=String,Description="ClinVar significance">',
    '##INFO=<ID=CLNREVSTAT,Number=.,Type=String,Description="ClinVar review status">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads per allele">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
    ...extra,
    `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${samples.join("\t")}`,
    "",
  ].join("\n");
}

export interface RecordOptions {
  pos: number;
  chrom?: string;
  ref?: string;
  alt?: string;
  filter?: string;
  /** SO terms, e.g. `stop_gained`; empty for no CSQ at all. */
  consequence?: string;
  gene?: string;
  hgnc?: string;
  af?: number | null;
  /** One text per sample; a bare GT gets plausible AD:DP:GQ. */
  genotypes: readonly string[];
  /** Put in front of CSQ. */
  info?: string;
}

const READS: Record<string, string> = {
  "0/0": "30,0:30:99",
  "0/1": "15,15:30:99",
  "1/1": "0,30:30:99",
  "1": "0,20:20:99",
  "0": "20,0:20:99",
};

const IMPACTS: Record<string, string> = {
  stop_gained: "HIGH",
  frameshift_variant: "HIGH",
  missense_variant: "MODERATE",
  synonymous_variant: "LOW",
};

/** One data line without line end. */
export function recordText(r: RecordOptions): string {
  const {
    chrom = "1",
    ref = "G",
    alt = "A",
    filter = "PASS",
    consequence = "stop_gained",
    gene = "GENE1",
    hgnc = "",
    af = null,
    info = "",
  } = r;
  const values: Partial<Record<(typeof CSQ_COLUMNS)[number], string>> = {
    Allele: alt,
    Consequence: consequence,
    IMPACT: IMPACTS[consequence] ?? "MODIFIER",
    SYMBOL: gene,
    HGNC_ID: hgnc,
    Gene: "ENSG00000000001",
    Feature_type: "Transcript",
    Feature: "ENST00000000001.1",
    BIOTYPE: "protein_coding",
    CANONICAL: "YES",
    gnomADe_AF: af === null ? "" : String(af),
  };
  const csq =
    consequence === "" ? [] : [`CSQ=${CSQ_COLUMNS.map((c) => values[c] ?? "").join("|")}`];
  const fields = [...(info === "" ? [] : [info]), ...csq];
  const samples = r.genotypes.map((g) => (g.includes(":") ? g : `${g}:${READS[g] ?? ".:.:."}`));
  return [
    chrom,
    r.pos,
    ".",
    ref,
    alt,
    "900",
    filter,
    fields.length === 0 ? "." : fields.join(";"),
    "GT:AD:DP:GQ",
    ...samples,
  ].join("\t");
}

/** A whole file. */
export function vcfText(header: HeaderOptions, records: readonly RecordOptions[]): string {
  return headerText(header) + records.map((r) => `${recordText(r)}\n`).join("");
}

/** A trio's PED for samples C, F, M. */
export const TRIO_PED = "FAM\tC\tF\tM\t1\t2\nFAM\tF\t0\t0\t1\t1\nFAM\tM\t0\t0\t2\t1\n";
export const TRIO = ["C", "F", "M"] as const;
/** A BED panel over the whole of chromosome 1's first 100 Mb, gene GENE1. */
export const GENE1_BED = "1\t0\t100000000\tGENE1\n";
