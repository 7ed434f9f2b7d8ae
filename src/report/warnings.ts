/**
 * The words of every warning, once: for the report, and for the log, which names no person and no term of the
 * patient (DEC-18).
 */
import { counted } from "../core/counted.ts";
import type { Told, WarningCode, WarningFacts } from "../core/warnings.ts";
import type { Warning } from "../rank/types.ts";

type Words = { [Code in WarningCode]: (facts: WarningFacts[Code]) => string };

const NOTHING_FOUND = "nothing could be found";

const WORDS: Words = {
  no_chromosome: ({ contigs }) =>
    `no record lies on a chromosome, 1 to 22, X, Y or MT${contigs === "" ? "" : ` (the header's contigs: ${contigs})`}: ${NOTHING_FOUND}`,
  structural_only: ({ records }) =>
    `${counted(records, "record")} in the genes, all with symbolic alleles or breakends (structural variants), which are not read: ${NOTHING_FOUND}`,
  no_genotype: ({ records, undeclared }) =>
    `the proband has no genotype in any record that was judged (${records})${undeclared === 0 ? "" : "; the header declares no FORMAT GT"}: ${NOTHING_FOUND}, but by reads on the mitochondrion`,
  no_panel_gene: ({ genes, more }) =>
    `none of the genes that are asked for was found, by place or by name: ${listed(genes, more)}: ${NOTHING_FOUND}`,
  chromosome_absent: ({ chromosomes, genes }) =>
    `the input has no usable record on ${chromosomes.length === 1 ? "chromosome" : "chromosomes"} ${chromosomes.join(", ")}${genes === 0 ? "" : `, where ${counted(genes, "panel gene")} ${genes === 1 ? "lies" : "lie"}`}: nothing there was looked at`,
  symbolic_records: ({ records }) =>
    `${counted(records, "record")} in the genes with symbolic alleles or breakends (structural variants) ${records === 1 ? "was" : "were"} not read`,
  no_frequency: ({ parts }) =>
    `no population frequency in ${parts === 0 ? "the input" : "a part of the input"}: no variant of it was dropped as common`,
  source_empty: ({ source }) =>
    `the source ${source} knew none of the variants that it was asked for: is it the right file?`,
  source_not_prefetched: ({ source, alleles }) =>
    `the source ${source} was not asked for ${counted(alleles, "allele")}: they lie outside of what was prefetched of it, and its file is remote; this is not the same as rare`,
  source_words: ({ source, words }) =>
    `the source ${source} uses words that its declaration does not know: ${words.join("; ")}; what they mean was not taken into account, so look whether the source has changed its vocabulary`,
  frequency_sources_differ: ({ alleles, example }) =>
    `${counted(alleles, "allele")} common in one source of frequencies and rare in another, e.g. ${example}: the higher one counts, flagged frequency_sources_differ`,
  term_dropped: ({ remark }) => `the patient's terms: ${remark}`,
  unknown_symbols: ({ genes, more }) =>
    `not known as a gene to the gene tables of the store: ${listed(genes, more)}`,
  gene_unfound: ({ genes, more }) =>
    `${listed(genes, more)}: no coordinates known, and no record that was judged names it: is the symbol the annotation's?`,
  gene_unnamed: ({ genes, more }) =>
    `${listed(genes, more)}: records lie at its place, and none of them names it: is the symbol the annotation's?`,
  unapproved_release: (facts) => `${unapprovedText(facts)} (\`panelist knowledge approve\`)`,
  term_mapped: ({ remark }) => `the patient's terms: ${remark}`,
  term_too_general: ({ remark }) => `the patient's terms: ${remark}`,
  terms_contradict: ({ remark }) => `the patient's terms: ${remark}`,
  terms_few_or_many: ({ remark }) => `the patient's terms: ${remark}`,
  gene_unknown_to_hpo: ({ release, genes, more }) =>
    `HPO ${release} has no gene of this name, so the phenotype says nothing of it (was it renamed?): ${listed(genes, more)}`,
  germline_anyway: ({ path, marks }) =>
    `${at(path)}read as germline (--germline-anyway), but the header is a somatic caller's: ${marks}`,
  annotation_picked: () =>
    "annotation reduced by --pick: variants in a second panel gene may be missed",
  annotation_columns: ({ tag }) =>
    `VEP's ${tag} lacks Consequence, or all of Gene, SYMBOL and HGNC_ID (--fields): it can make no candidate`,
  unannotated: ({ path }) =>
    `${at(path)}no annotation: genes by coordinates, no consequences; nothing can reach tier 1 or 2 but by ClinVar`,
  pedigree_unread: ({ lines }) =>
    `pedigree, ${lines.join("; ")}: not understood and read as unknown (sex: 1 male, 2 female; phenotype: 2 affected, 1 unaffected)`,
  sample_check: ({ check, subject, detail }) =>
    `${check}${subject === "" ? "" : ` (${subject})`}: ${detail}`,
  unknown_consequence: ({ term }) => `unknown consequence term "${term}": read as MODIFIER`,
  contradicted_impact: ({ example }) =>
    `IMPACT contradicts the consequence, which counts: ${example}`,
  info_key_twice: ({ example }) =>
    `INFO key that stands twice with different values: ${example}; VCF allows a key once, and both were read`,
  annotation_ambiguous: ({ variants, example }) =>
    `annotation that may be another allele's or person's: ${counted(variants, "variant")}, flagged annotation_ambiguous, e.g. ${example}; annotate again what was split, trimmed or merged after annotation`,
  common_pathogenic: ({ variant }) => `ClinVar pathogenic, but too common: ${variant}`,
  in_several_records: ({ variant }) => `in more than one record: ${variant}`,
  ref_codes: ({ place, ref }) => `REF holds other codes than ACGTN: ${place} ${ref}`,
  frequency_ambiguous: ({ field }) =>
    `population frequency in ${field}: several numbers, and nothing tells which is the allele's: kept and flagged frequency_ambiguous`,
  frequency_unread: ({ field }) =>
    `population frequency in ${field}: text that is no single frequency (0 to 1) or count: not read, flagged frequency_unread`,
  not_paired: ({ alleles, gene }) =>
    `not tried in compound heterozygotes: ${counted(alleles, "allele")} of ${gene}, which has more than inheritance.maxPairedAlleles`,
  incidental_unplaced: ({ genes, more }) =>
    `the policy's incidentalGenes, ${listed(genes, more)}: no gene table of the store tells where they lie, nor that they are genes: withheld where the annotation names them, not by their place`,
  unspecified: () => "",
};

/** The same without a person or what a person has. An id that no release knows says nothing of anybody. */
const WORDS_OF_LOG: Partial<Words> = {
  sample_check: ({ check, subject, detail }) =>
    `${check}${subject === "" ? "" : " (a sample)"}: ${detail}`,
  term_dropped: ({ term, why }) =>
    why === "unknown"
      ? `the patient's terms: ${/^HP:\d{7}$/.test(term) ? term : "one"} is not known to the release of HPO: dropped`
      : `the patient's terms: one is ${why === "obsolete" ? "obsolete without a replacement" : "of another ontology"}: dropped`,
  term_mapped: () =>
    "the patient's terms: one is written with an id that is not its own now, and another is read",
  term_too_general: () => "the patient's terms: one is too general and not used for ranking",
  terms_contradict: () =>
    "the patient's terms: one is both observed and absent: the absence is dropped",
};

/** @param used null or empty: nothing; the release itself: somebody named it, or a kept case has it already */
export function unapprovedText({
  kind,
  source,
  release,
  used,
}: {
  kind: string;
  source: string;
  release: string;
  used: string | null;
}): string {
  const said = `${kind} ${source} ${release} was not approved`;
  if (used === release) return `${said}, and is used: by its name, or because a run used it before`;
  return `${said}: ${used === null || used === "" ? "nothing is used of it" : `${used} is used`}`;
}

/** As it stands in a report. */
export function worded(told: Told): Warning {
  return { code: told.code, facts: told.facts, text: wordsOf(WORDS, told) ?? "" };
}

/** As it is said on standard error. */
export function wordedForLog({ code, facts, text }: Warning): string {
  return wordsOf(WORDS_OF_LOG, { code, facts } as Told) ?? text;
}

/** The table and the code belong together by its type; TypeScript cannot follow that through an index. */
function wordsOf(table: Partial<Words>, { code, facts }: Told): string | undefined {
  const words = table[code] as ((facts: Told["facts"]) => string) | undefined;
  return words?.(facts);
}

function listed(genes: readonly string[], more: number): string {
  return more === 0 ? genes.join(", ") : `${genes.join(", ")} and ${more} more`;
}

function at(path: string): string {
  return path === "" ? "" : `${path}: `;
}
