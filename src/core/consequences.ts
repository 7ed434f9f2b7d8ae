/**
 * Sequence Ontology consequence terms as data: order and impact (CSQ-05), the classes that make
 * candidates (CSQ-01, CSQ-02, CSQ-04), and what other annotators and older releases call the same things
 * (EFF-04, BCSQ-01). The tables are consequences.json.
 */
import table from "./consequences.json" with { type: "json" };

type Impact = (typeof IMPACT_ORDER)[number];

/** Classes of the rules, most severe first in `CLASS_ORDER`. */
export type ConsequenceClass = (typeof CLASS_ORDER)[number];

interface TermInfo {
  term: string;
  /** 1 is the most severe. Unknown terms come last. */
  rank: number;
  impact: Impact;
  class: ConsequenceClass;
}

type TermRow = [term: string, impact: Impact, termClass: ConsequenceClass];

/**
 * Most severe first. Terms that only SnpEff writes stand beside their likes (EFF-04). A structural
 * interaction is MODERATE and of no class: SnpEff writes it beside the coding consequence itself.
 * `compound_elsewhere` is ours, for a BCSQ pointer without target; its class keeps it (BCSQ-02).
 */
const TERMS = table.terms as TermRow[];

/** Synonyms are of older releases, SnpEff and bcftools csq, whose `non_coding` does not tell exon from intron. */
const INFO = new Map<string, TermInfo>();
for (const [i, [term, impact, termClass]] of TERMS.entries()) {
  const info: TermInfo = { term, rank: i + 1, impact, class: termClass };
  INFO.set(term, info);
  INFO.set(term.toLowerCase(), info);
}
for (const [name, term] of Object.entries(table.synonyms)) {
  const info = INFO.get(term);
  if (info !== undefined) INFO.set(name, info);
}

function lookUp(term: string): TermInfo | undefined {
  return INFO.get(term) ?? INFO.get(term.toLowerCase());
}

/** Whether the table has this term or a synonym of it. The caller warns once per unknown term. */
export function isKnownTerm(term: string): boolean {
  return lookUp(term) !== undefined;
}

/** The term by its Sequence Ontology name; an unknown one is MODIFIER and last (CSQ-05). */
export function termInfo(term: string): TermInfo {
  return lookUp(term) ?? { term, rank: TERMS.length + 1, impact: "MODIFIER", class: "other" };
}

/** Classes from the most to the least severe. */
export const CLASS_ORDER = [
  "lof",
  "protein_altering",
  "splice_near",
  "noncoding_exon",
  "synonymous",
  "other",
] as const;

export const IMPACT_ORDER = ["HIGH", "MODERATE", "LOW", "MODIFIER"] as const;

/** Terms by their Sequence Ontology names, most severe first, each once; all are kept (CSQ-05). */
export function normaliseTerms(terms: readonly string[]): string[] {
  if (terms.length === 1) return terms.map((t) => termInfo(t).term);
  const infos = terms.map(termInfo).sort((a, b) => a.rank - b.rank);
  return [...new Set(infos.map((t) => t.term))];
}

/** Most severe impact of the terms. A lost exon of an untranslated region is MODERATE, as in SnpEff. */
export function impactOf(terms: readonly string[]): Impact {
  const infos = withoutUtrExonLoss(terms);
  return IMPACT_ORDER.find((impact) => infos.some((t) => t.impact === impact)) ?? "MODIFIER";
}

/**
 * Most severe class of the terms (CSQ-01, CSQ-02, CSQ-04).
 * @param biotype of the transcript; an RNA without introns is all exon
 * @param codingGene the gene is protein coding: then a non-coding exon is of no class
 */
export function classOf(
  terms: readonly string[],
  biotype: string,
  codingGene: boolean,
): ConsequenceClass {
  const classes = new Set(withoutUtrExonLoss(terms).map((t) => t.class));
  if (SMALL_RNA.has(biotype.toLowerCase()) && terms.includes("non_coding_transcript_variant"))
    classes.add("noncoding_exon");
  if (codingGene || biotype.toLowerCase().includes("pseudogene")) classes.delete("noncoding_exon");
  return CLASS_ORDER.find((c) => classes.has(c)) ?? "other";
}

function withoutUtrExonLoss(terms: readonly string[]): TermInfo[] {
  const utr = terms.some((t) => t.endsWith("_UTR_truncation"));
  return terms.filter((t) => !(utr && t === "exon_loss_variant")).map(termInfo);
}

/** RNA genes of one exon: bcftools csq's `non_coding` can only be that exon. */
const SMALL_RNA: ReadonlySet<string> = new Set(
  ["snRNA", "snoRNA", "scaRNA", "miRNA", "rRNA", "Mt_tRNA", "Mt_rRNA", "ribozyme", "vault_RNA"].map(
    (b) => b.toLowerCase(),
  ),
);

/**
 * A transcript whose consequence may drive a tier in a protein-coding gene (TX-07). No biotype in the
 * file excludes nothing.
 */
export function isCodingBiotype(biotype: string): boolean {
  return /^(?:|protein_coding(?:_LoF)?|mRNA|(?:IG|TR)_[CDJV]_gene)$/.test(biotype);
}

/** A transcript that only protein-coding genes have; it says what the gene is, not what it does. */
export function impliesCodingGene(biotype: string): boolean {
  return (
    isCodingBiotype(biotype) ||
    /^(?:nonsense_mediated_decay|non_stop_decay|protein_coding_CDS_not_defined)$/.test(biotype)
  );
}

/** Upstream, downstream and intergenic entries name a gene they are not in (TX-01). */
const OUTSIDE_GENE: ReadonlySet<string> = new Set([
  "upstream_gene_variant",
  "downstream_gene_variant",
  "intergenic_variant",
]);

export function isOutsideGene(terms: readonly string[]): boolean {
  return terms.every((term) => OUTSIDE_GENE.has(term));
}

/**
 * A class that the policy asks for, on the reporting transcript or on another (DEC-08); a pointer to another
 * record (BCSQ-02), or a sequence that is not known; SpliceAI; a statement of ClinVar or the laboratory (CSQ-03).
 */
export type ConsequenceGround = "class" | "worse" | "elsewhere" | "splice_ai" | "clinvar";
