/** The ninth column of a gene or transcript row, in the terms of Ensembl, GENCODE or RefSeq. */
import { mitochondrialSymbol, parseEnsemblId, withoutGencodeMark } from "../../core/gene.ts";
import { attributeList, attributes, hgncIdOfRow } from "../../io/gff3.ts";
import { FLAG } from "../flags.ts";

export interface RowFacts {
  /** Transcript or gene as it is published, with version where one is told: `ENST00000641515.2`. */
  accession: string;
  /** "": not told. */
  symbol: string;
  biotype: string;
  hgncId: string | null;
  ensemblGene: string | null;
  ncbiGene: string | null;
  /** Bits of `FLAG` that the row's tags say. */
  flags: number;
  /** 0: not told. */
  tsl: number;
  /** `P1`, `A2`; "": not told. */
  appris: string;
  /** MANE's counterpart, with version; "": not told. */
  counterpart: string;
  /** How the transcript's own sequence differs from the genome's (GX-10). */
  differs: "no" | "in bases" | "in length";
}

/** `tag=` in all three flavours; RefSeq writes blanks where the others have underscores. */
const TAGS: Record<string, number> = {
  MANE_Select: FLAG.maneSelect,
  MANE_Plus_Clinical: FLAG.manePlusClinical,
  Ensembl_canonical: FLAG.canonical,
  RefSeq_Select: FLAG.refseqSelect,
  cds_start_NF: FLAG.cdsStartIncomplete,
  cds_end_NF: FLAG.cdsEndIncomplete,
};

/** RefSeq tells no biotype of a transcript: the row's type does. */
const BIOTYPE_OF_TYPE: Record<string, string> = {
  mRNA: "protein_coding",
  transcript: "misc_RNA",
  lnc_RNA: "lncRNA",
  ncRNA: "misc_RNA",
  gene: "",
  pseudogene: "pseudogene",
};

/** @param strand turns the low and the high end into start and end */
export function rowFacts(
  type: string,
  id: string,
  strand: number,
  isMitochondrial: boolean,
  text: string,
): RowFacts {
  const value = attributes(text);
  const tags = attributeList(text, "tag").map((tag) => tag.replaceAll(" ", "_"));
  const refs = attributeList(text, "Dbxref");
  const ref = (prefix: string): string =>
    refs.find((entry) => entry.startsWith(prefix))?.slice(prefix.length) ?? "";
  const geneId = value("gene_id") || bareId(id);
  const symbol =
    value("gene") || value("gene_name") || (value("Parent") === "" ? value("Name") : "");
  const isPartial = value("partial") === "true";
  const partial = (low: number, high: number): number =>
    isPartial
      ? (value("start_range") === "" ? 0 : low) | (value("end_range") === "" ? 0 : high)
      : 0;
  const { cdsStartIncomplete, cdsEndIncomplete } = FLAG;
  return {
    accession: accessionOf(id, value),
    // RefSeq calls the mitochondrion's genes ND1, COX1, TRNL1.
    symbol: isMitochondrial ? (mitochondrialSymbol(symbol) ?? symbol) : symbol,
    biotype:
      value("biotype") ||
      value("transcript_type") ||
      value("gene_biotype") ||
      value("gene_type") ||
      (BIOTYPE_OF_TYPE[type] ?? type),
    hgncId: hgncIdOfRow(text),
    ensemblGene: parseEnsemblId(geneId),
    ncbiGene: ref("GeneID:") || null,
    flags:
      tags.reduce((flags, tag) => flags | (TAGS[tag] ?? 0), 0) |
      (strand < 0
        ? partial(cdsEndIncomplete, cdsStartIncomplete)
        : partial(cdsStartIncomplete, cdsEndIncomplete)),
    tsl: Number(/^[1-5]/.exec(value("transcript_support_level"))?.[0] ?? 0),
    appris: apprisOf(tags),
    counterpart: ref("Ensembl:ENST") === "" ? "" : `ENST${ref("Ensembl:ENST")}`,
    differs: differenceIn(value("Note"), value("exception")),
  };
}

/** Prefixes of ids, as each flavour has them. */
export function bareId(id: string): string {
  return id.replace(/^(?:transcript|gene|CDS):|^(?:rna|gene|cds)-/, "");
}

/** With its version; copies on the Y or elsewhere have the id of the first. */
function accessionOf(id: string, value: (name: string) => string): string {
  const name = value("Name");
  const told =
    value("transcript_id") ||
    (/^[NX][MR]_\d+/.test(name) ? name : "") ||
    bareId(id).replace(/^rna\d+$/, name);
  const accession = withoutGencodeMark(told).replace(/^([NX][MR]_\d+\.\d+)-\d+$/, "$1");
  const version = value("version");
  return version === "" || /\.\d+$/.test(accession) ? accession : `${accession}.${version}`;
}

function apprisOf(tags: readonly string[]): string {
  for (const tag of tags) {
    const [, kind, number = "1"] = /^appris_(principal|alternative)(?:_(\d))?/.exec(tag) ?? [];
    if (kind !== undefined) return `${kind === "principal" ? "P" : "A"}${number}`;
  }
  return "";
}

function differenceIn(note: string, exception: string): RowFacts["differs"] {
  // An exception without its note does not tell how.
  if (!note.includes("compared to this genomic sequence"))
    return /proteomic data|transcription discrepancy/.test(exception) ? "in length" : "no";
  return /indel|frameshift|insert|delet|coverage/.test(note) ? "in length" : "in bases";
}
