/**
 * Families made of ClinVar's pathogenic variants: sites annotated by VEP or SnpEff (without ClinVar's own
 * fields, so that nothing is rescued by its name), each given genotypes that fit the gene's mode.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzip } from "../helpers/bgzip.ts";

/** BRCA1 lies this much further on GRCh38 than on GRCh37, base for base. */
const BRCA1_SHIFT = 1_847_983;

/** TSV panel of the two genes; extents on GRCh37 by Ensembl. */
export const PANEL = [
  "symbol\thgnc_id\tncbi_gene_id\tmode_of_inheritance\tconfidence\tchrom_grch37\tstart_grch37\tend_grch37",
  "BRCA1\tHGNC:1100\t672\tMONOALLELIC, autosomal or pseudoautosomal, NOT imprinted\tgreen\t17\t41196312\t41277500",
  "OPA1\tHGNC:8140\t4976\tBOTH monoallelic and biallelic, autosomal or pseudoautosomal\tgreen\t3\t193310933\t193415612",
  "",
].join("\n");

export interface Site {
  key: string;
  gene: "BRCA1" | "OPA1";
  /** Columns 1 to 8 of the input line. */
  columns: string[];
  /** All SO terms that the annotation has for the gene, for the list of misses. */
  terms: string;
}

export interface Sites {
  /** `##` lines. */
  header: string[];
  sites: Site[];
}

function* records(path: string): Generator<string[]> {
  for (const line of gunzip(readFileSync(path)).toString("utf8").split("\n"))
    if (line !== "" && !line.startsWith("#")) yield line.split("\t");
}

const value = (info: string, key: string): string =>
  info
    .split(";")
    .find((f) => f.startsWith(`${key}=`))
    ?.slice(key.length + 1) ?? "";

const pathogenic = (text: string): boolean =>
  /(^|[|/,])(Likely_pathogenic|Pathogenic)($|[|/,])/.test(text) && !/conflict/i.test(text);

/** One star or more: criteria were given (or an expert panel, a guideline). */
const hasCriteria = (text: string): boolean =>
  /^(criteria_provided|reviewed_by_expert_panel|practice_guideline)/.test(text) &&
  !/conflicting/.test(text);

/** P/LP with criteria, as `chrom:pos:ref:alt` on GRCh37: of ClinVar 2026 for BRCA1, of 2016 for OPA1. */
export function pathogenicKeys(shared: string): Set<string> {
  const keys = new Set<string>();
  const key = (chrom: string, pos: number, f: string[]): string =>
    `${chrom}:${pos}:${f[3] ?? ""}:${f[4] ?? ""}`;
  for (const f of records(join(shared, "clinvar/clinvar_hc_GRCh38_2026-02-26.bgzf.vcf.gz"))) {
    const [chrom, pos, info] = [f[0] ?? "", Number(f[1]) - BRCA1_SHIFT, f[7] ?? ""];
    if (chrom !== "17" || pos < 41_196_312 || pos > 41_277_500) continue;
    if (pathogenic(value(info, "CLNSIG")) && hasCriteria(value(info, "CLNREVSTAT")))
      keys.add(key(chrom, pos, f));
  }
  for (const f of records(join(shared, "clinvar/clinvar_2016-09-01.b37.vcf.gz"))) {
    const [chrom, pos, info] = [f[0] ?? "", Number(f[1]), f[7] ?? ""];
    if (chrom !== "3" || pos < 193_310_933 || pos > 193_415_612) continue;
    if (
      value(info, "CONFLICTED") === "0" &&
      pathogenic(value(info, "CLINICAL_SIGNIFICANCE")) &&
      hasCriteria(value(info, "REVIEW_STATUS"))
    )
      keys.add(key(chrom, pos, f));
  }
  return keys;
}

/** The sites of an annotated file that are among `keys`. `tag`: CSQ or ANN. */
export function sitesOf(path: string, tag: "CSQ" | "ANN", keys: ReadonlySet<string>): Sites {
  const sites: Site[] = [];
  const seen = new Set<string>();
  for (const f of records(path)) {
    const key = `${f[0] ?? ""}:${f[1] ?? ""}:${f[3] ?? ""}:${f[4] ?? ""}`;
    if (!keys.has(key) || seen.has(key)) continue;
    seen.add(key);
    const gene = f[0] === "17" ? "BRCA1" : "OPA1";
    const terms = value(f[7] ?? "", tag)
      .split(",")
      .map((entry) => entry.split("|"))
      .filter((entry) => entry[3] === gene)
      .flatMap((entry) => (entry[1] ?? "").split("&"));
    sites.push({
      key,
      gene,
      columns: f.slice(0, 8),
      terms: [...new Set(terms)].toSorted().join(","),
    });
  }
  const header = gunzip(readFileSync(path)).toString("utf8").split("\n");
  return { header: header.filter((l) => l.startsWith("##")), sites };
}

const HET = "0/1:16,17:33:99";
const REF = "0/0:34,0:34:99";
const HOM = "1/1:0,31:31:99";

export interface FamilyKind {
  name: string;
  /** Sample names and PED; the proband is C. */
  samples: readonly string[];
  ped: string | null;
  /** Sample columns of every site. */
  genotypes: readonly string[];
  genes: readonly Site["gene"][];
}

const C = "FAM\tC\t";
export const FAMILIES: FamilyKind[] = [
  {
    name: "trio, de novo",
    samples: ["C", "F", "M"],
    ped: `${C}F\tM\t2\t2\nFAM\tF\t0\t0\t1\t1\nFAM\tM\t0\t0\t2\t1\n`,
    genotypes: [HET, REF, REF],
    genes: ["BRCA1", "OPA1"],
  },
  {
    name: "trio, affected mother",
    samples: ["F", "C", "M"],
    ped: `${C}F\tM\t2\t2\nFAM\tF\t0\t0\t1\t1\nFAM\tM\t0\t0\t2\t2\n`,
    genotypes: [REF, HET, HET],
    genes: ["BRCA1", "OPA1"],
  },
  {
    name: "trio, homozygous",
    samples: ["C", "F", "M"],
    ped: `${C}F\tM\t1\t2\nFAM\tF\t0\t0\t1\t1\nFAM\tM\t0\t0\t2\t1\n`,
    genotypes: [HOM, HET, HET],
    genes: ["OPA1"],
  },
  {
    name: "duo with an affected mother",
    samples: ["M", "C"],
    ped: `${C}0\tM\t2\t2\nFAM\tM\t0\t0\t2\t2\n`,
    genotypes: [HET, HET],
    genes: ["BRCA1", "OPA1"],
  },
  {
    name: "duo with an unaffected mother who lacks it",
    samples: ["M", "C"],
    ped: `${C}0\tM\t2\t2\nFAM\tM\t0\t0\t2\t1\n`,
    genotypes: [REF, HET],
    genes: ["BRCA1", "OPA1"],
  },
  {
    name: "singleton",
    samples: ["C"],
    ped: null,
    genotypes: [HET],
    genes: ["BRCA1", "OPA1"],
  },
];

/**
 * The family's files. A person has few variants of a gene, so the sites are dealt out over several files;
 * neighbours go to different ones. `info` stands in front of every record's INFO.
 */
export function familyFiles(
  { header, sites }: Sites,
  kind: FamilyKind,
  perFile: number,
  info = "",
): string[] {
  const mine = sites.filter((s) => kind.genes.includes(s.gene));
  const files = Math.ceil(mine.length / perFile);
  const head = [
    ...header.filter((l) => !l.startsWith("##contig")),
    "##contig=<ID=3,length=198022430>",
    "##contig=<ID=17,length=81195210>",
    '##INFO=<ID=CLNSIG,Number=.,Type=String,Description="ClinVar significance">',
    '##INFO=<ID=CLNREVSTAT,Number=.,Type=String,Description="ClinVar review status">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads per allele">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
    `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${kind.samples.join("\t")}`,
  ];
  const tail = ["GT:AD:DP:GQ", ...kind.genotypes].join("\t");
  const order = (s: Site): number => (s.gene === "OPA1" ? 0 : 1e9) + Number(s.columns[1]);
  return Array.from({ length: files }, (_, i) => {
    const part = mine.filter((_s, n) => n % files === i).toSorted((a, b) => order(a) - order(b));
    const lines = part.map(
      (s) =>
        `${[...s.columns.slice(0, 6), "PASS", `${info}${s.columns[7] ?? ""}`].join("\t")}\t${tail}`,
    );
    return `${[...head, ...lines].join("\n")}\n`;
  });
}
