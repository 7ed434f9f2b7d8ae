/** Records in which genes have ids: several entries of VEP, ClinVar's GENEINFO, SpliceAI. GRCh38, one sample. */

/** One entry of the annotation; deep intronic unless it says otherwise. */
export interface Entry {
  symbol: string;
  /** `Gene`: an Ensembl or NCBI id. */
  gene?: string;
  hgnc?: string;
  terms?: string;
  impact?: string;
  spliceSymbol?: string;
  spliceScore?: string;
}

const COLUMNS =
  "Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|HGNC_ID|gnomADg_AF|SpliceAI_pred_SYMBOL|SpliceAI_pred_DS_AG";

export const GENE_HEADER = `${[
  "##fileformat=VCFv4.2",
  "##contig=<ID=1,length=248956422>",
  `##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: ${COLUMNS}">`,
  ...["CLNSIG", "CLNREVSTAT", "GENEINFO", "ORIGIN", "SpliceAI"].map(
    (key) => `##INFO=<ID=${key},Number=.,Type=String,Description="x">`,
  ),
  ...["GT", "AD", "DP", "GQ"].map(
    (key) => `##FORMAT=<ID=${key},Number=.,Type=String,Description="x">`,
  ),
  "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP",
].join("\n")}\n`;

const CALLS: Record<string, string> = { "0/1": "15,15:30:99", "1/1": "0,30:30:99" };

/** One data line without line end, G>A. */
export function csqRecord({
  pos,
  info = "",
  entries,
  gt = "0/1",
}: {
  pos: number;
  info?: string;
  entries: readonly Entry[];
  gt?: string;
}): string {
  const texts = entries.map((e) => {
    const { terms = "intron_variant", impact = "MODIFIER", gene = "ENSG00000000001" } = e;
    const transcript = `ENST0000000000${e.symbol.length}`;
    const splice = [e.spliceSymbol ?? "", e.spliceScore ?? ""];
    const cells = ["A", terms, impact, e.symbol, gene, "Transcript", transcript, "protein_coding"];
    return [...cells, e.hgnc ?? "", "", ...splice].join("|");
  });
  const fields = [...(info === "" ? [] : [info]), `CSQ=${texts.join(",")}`].join(";");
  return `1\t${pos}\t.\tG\tA\t900\tPASS\t${fields}\tGT:AD:DP:GQ\t${gt}:${CALLS[gt] ?? ".:.:."}`;
}
