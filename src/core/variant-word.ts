/** A variant as people write it: the forms used by databases, papers and other tools. */
import { alleleKey, parseAllele } from "./allele.ts";
import { canonicalChrom } from "./assembly.ts";
import { usageError } from "./errors.ts";
import { withoutGencodeMark } from "./gene.ts";

export type VariantWord =
  /** `chrom:pos:ref:alt`, whatever stood between its parts. */
  | { kind: "allele"; text: string }
  /** An id of the file: `rs121918748`. */
  | { kind: "id"; text: string }
  /** `of` a transcript, a protein or a gene. */
  | { kind: "hgvs"; text: string; of: string; change: string }
  /** Along a chromosome (`17:g.43045712del`), or mitochondrial DNA (`m.3243A>G`). */
  | { kind: "genomic"; text: string; contig: string; change: string }
  /** What stands at a position: `17:43045712`. */
  | { kind: "place"; text: string; contig: string; pos: number }
  /** A structural variant: `6:129354702-129548523:DEL`, breakends as VCF writes them, or as a report names it. */
  | { kind: "event"; text: string }
  | { kind: "gene"; text: string };

/** `2-166054782-G-A` of gnomAD, `chr2:166,054,782 G>A`, `2:g.166054782G>A`. */
const WRITTEN =
  /^(chr[\w.]+|[\w.]+)(?:[-:_]|:g\.|\s+)([1-9][\d,]*)[-:_\s]*([ACGTN]+)[-:_/>\s]+([ACGTN]+|\*)$/i;
const PLACE = /^(chr[\w.]+|[\w.]+)(?:[-:_]|:g\.|\s+)([1-9][\d,]*)$/i;
const EVENT =
  /^[\w.]+:[\d,]+-[\d,]+:(?:DEL|DUP|CNV|INS|ME|INV|CPX|LOH)\b|^[\w.]+:\d+\(?[+-]?\)?~|[[\]][\w.]+:\d+[[\]]/i;
const HGVS = /^(?:(\S+?)\s*[:\s]\s*)?([cgnpm]\.\S+)$/;
/** `NM_001165963.4(SCN1A)`, `NC_000002.12(NM_001165963.4)`. */
const WITH_BRACKETS = /^([^()]*)\(([^()]*)\)$/;
const TRANSCRIPT = /^(?:ENS[TP]|[NX][MRP]_)\d+(?:\.\d+)?$/i;
/** Of a sequence in RefSeq or GenBank, with its version. */
const ACCESSION = /^[A-Z]{1,2}_?\d{5,}\.\d+$/i;
const GENE = /^(?:HGNC:\d+|[A-Za-z][A-Za-z0-9@_.-]*)$/i;
const FILE = /[/\\]|\.(?:vcf|bcf|gz|bgz|txt|tsv|json|ped)$/i;

const FORMS =
  "A variant is chrom:pos:ref:alt or chrom-pos-ref-alt as in the VCF (17:43045712:T:C), HGVS with its transcript or gene (SCN1A:c.2134C>T, SCN1A:p.Arg712Ter) or as on the genome (17:g.43045712T>C), an rsID in the file, a position (17:43045712), or a structural variant by its position and kind (6:129354702-129548523:DEL). Give a gene's symbol to list the variants found in it.";

/** @throws ToolError E_USAGE: none of these */
export function parseVariantWord(given: string): VariantWord {
  const text = given.trim();
  const [, contig = "", pos = "", ref = "", alt = ""] = WRITTEN.exec(text) ?? [];
  if (canonicalChrom(contig) !== null && !/^[^:]+:\d+:[^:]+:[^:]+$/.test(text)) {
    const allele = { chrom: contig, pos: Number(pos.replaceAll(",", "")), ref, alt };
    return {
      kind: "allele",
      text: alleleKey({ ...allele, ref: ref.toUpperCase(), alt: alt.toUpperCase() }),
    };
  }
  if (EVENT.test(text)) return { kind: "event", text };
  if (/^rs\d+$/i.test(text)) return { kind: "id", text: text.toLowerCase() };
  const [, on = "", at = ""] = PLACE.exec(text) ?? [];
  if (canonicalChrom(on) !== null)
    return { kind: "place", text, contig: on, pos: Number(at.replaceAll(",", "")) };
  const [, of = "", change] = HGVS.exec(text) ?? [];
  if (change !== undefined) {
    if (change.startsWith("g.") && canonicalChrom(of) === null)
      throw usageError(
        of === ""
          ? `'${text}' names no chromosome`
          : `${of} is not a chromosome of GRCh37 or GRCh38`,
        `Write it with its chromosome, such as 17:${change} or NC_000017.11:${change}.`,
      );
    if (of === "" && !change.startsWith("m."))
      throw usageError(
        `'${text}' is neither a transcript nor a gene`,
        `Write SCN1A:${change} or ENST00000674923:${change}.`,
      );
    if (change.startsWith("m.") && ACCESSION.test(of) && canonicalChrom(of) !== "MT")
      throw usageError(
        `${of} is not the mitochondrial sequence of GRCh37 and GRCh38`,
        `Positions refer to NC_012920.1. If this one does too, write ${change}.`,
      );
    const isGenomic = /^[gm]\./.test(change);
    if (isGenomic)
      return { kind: "genomic", text, contig: change.startsWith("m.") ? "MT" : of, change };
    return { kind: "hgvs", text, of: withoutGencodeMark(meantOf(of)), change };
  }
  if (TRANSCRIPT.test(text))
    throw usageError(
      `'${text}' is a transcript, not a variant`,
      `Write it with its change, such as ${text}:c.2134C>T, or give the gene's symbol.`,
    );
  if (GENE.test(text) && !FILE.test(text)) return { kind: "gene", text };
  try {
    return { kind: "allele", text: alleleKey(parseAllele(text)) };
  } catch {
    throw usageError(`'${text}' is not a variant`, FORMS);
  }
}

/** On a chromosome the transcript in brackets is meant; else what stands before them. */
function meantOf(of: string): string {
  const [, before = of, inside = ""] = WITH_BRACKETS.exec(of) ?? [];
  return canonicalChrom(before) === null || inside === "" ? before : inside;
}
