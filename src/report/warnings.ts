/**
 * The wording of every warning, once: for the report, and for the log, which names no person and none of the
 * patient's terms (DEC-18).
 */
import { counted } from "../core/counted.ts";
import { didYouMean } from "../core/nearest.ts";
import { percentBelow } from "../core/text.ts";
import type { Told, WarningCode, WarningFacts } from "../core/warnings.ts";
import type { Warning } from "../rank/types.ts";

type Words = { [Code in WarningCode]: (facts: WarningFacts[Code]) => string };

const NOTHING_FOUND = "nothing could be found";

const WORDS: Words = {
  no_chromosome: ({ contigs }) =>
    `no record is on chromosomes 1 to 22, X, Y or MT${contigs === "" ? "" : ` (the header's contigs: ${contigs})`}: ${NOTHING_FOUND}`,
  structural_only: ({ records }) =>
    `${counted(records, "record")} in the genes, all with symbolic alleles or breakends (structural variants), which were not read: ${NOTHING_FOUND}`,
  no_event_record: () => `no structural variant record has a usable position: ${NOTHING_FOUND}`,
  no_genotype: ({ records, undeclared }) =>
    `the proband has no genotype in any of the ${counted(records, "record")} looked at${undeclared === 0 ? "" : "; the header does not declare FORMAT GT"}: ${NOTHING_FOUND}, except by reads on the mitochondrion`,
  no_panel_gene: ({ genes, more, near }) =>
    `none of the genes was found, by position or by name: ${listed(genes, more)}${meant(near)}: ${NOTHING_FOUND}`,
  no_gene_named: ({ alleles }) =>
    `the annotation names no gene for any of ${counted(alleles, "variant")} that would count in one (\`vep --most_severe\` and \`--summary\` write none, and --fields may leave them out): ${NOTHING_FOUND}; annotate the file again, or add --transcripts`,
  alleles_without_gene: ({ alleles, of }) =>
    `the annotation names no gene for ${alleles} of ${counted(of, "variant")} that would count in one: they were not analysed`,
  chromosome_absent: ({ chromosomes, genes }) =>
    `the input has no usable record on ${chromosomes.length === 1 ? "chromosome" : "chromosomes"} ${chromosomes.join(", ")}${genes === 0 ? "" : `, where ${counted(genes, "panel gene")} ${genes === 1 ? "lies" : "lie"}`}: no small variant there was analysed`,
  symbolic_records: ({ records }) =>
    `${counted(records, "record")} in the genes with symbolic alleles or breakends (structural variants) ${records === 1 ? "was" : "were"} not read`,
  no_frequency: ({ parts }) =>
    `no population frequency in ${parts === 0 ? "the input" : "a part of the input"}: no variant could be dropped as common`,
  source_empty: ({ source }) =>
    `the source ${source} has none of the variants looked up: check that it is the right file`,
  source_not_prefetched: ({ source, alleles }) =>
    `the source ${source} was not queried for ${counted(alleles, "allele")}: its file is remote, and they lie outside the part that was prefetched; this does not mean that they are rare`,
  source_words: ({ source, words }) =>
    `the source ${source} contains values not listed in its declaration: ${words.join("; ")}; they were ignored, so check whether the source has changed its vocabulary`,
  frequency_sources_differ: ({ alleles, example }) =>
    `${counted(alleles, "allele")} common in one frequency source and rare in another, e.g. ${example}: the higher frequency counts, flagged frequency_sources_differ`,
  term_dropped: ({ remark }) => `the patient's terms: ${remark}`,
  unknown_symbols: ({ genes, more }) => `not in the store's gene tables: ${listed(genes, more)}`,
  gene_unfound: ({ genes, more, near }) =>
    `${listed(genes, more)}${meant(near)}: not in the annotation, and no coordinates are known; check the symbol`,
  gene_unnamed: ({ genes, more }) =>
    `${listed(genes, more)}: records lie at its position, but none names it; check the symbol`,
  gene_not_kept: ({ release, genes, more }) =>
    `${listed(genes, more)}: not among the transcripts with which the case's VCF was read (${release}), so records there were not kept and re-analysis cannot find them, whatever its release; \`panelist archive reannotate\` with the VCF reads it again`,
  unapproved_release: (facts) => `${unapprovedText(facts)} (\`panelist knowledge approve\`)`,
  term_mapped: ({ remark }) => `the patient's terms: ${remark}`,
  term_too_general: ({ remark }) => `the patient's terms: ${remark}`,
  terms_contradict: ({ remark }) => `the patient's terms: ${remark}`,
  terms_few_or_many: ({ remark }) => `the patient's terms: ${remark}`,
  gene_unknown_to_hpo: ({ release, genes, more }) =>
    `HPO ${release} has no gene of this name (it may have been renamed), so the phenotype does not affect it: ${listed(genes, more)}`,
  germline_anyway: ({ path, marks }) =>
    `${at(path)}read as germline (--germline-anyway), but the header was written by a somatic caller: ${marks}`,
  annotation_picked: () =>
    "the annotation was reduced by --pick, so variants in a second panel gene may be missed",
  annotation_columns: ({ tag }) =>
    `VEP's ${tag} lacks Consequence, or all of Gene, SYMBOL and HGNC_ID (--fields), so it cannot lead to a candidate`,
  unannotated: ({ path }) =>
    `${at(path)}no annotation: genes are found by coordinates and consequences are unknown; only ClinVar can place a variant in tier 1 or 2`,
  pedigree_unread: ({ lines }) =>
    `pedigree, ${lines.join("; ")}: not understood, so read as unknown (sex: 1 male, 2 female; phenotype: 2 affected, 1 unaffected)`,
  sample_check: ({ check, subject, detail }) =>
    `${check}${subject === "" ? "" : ` (${subject})`}: ${detail}`,
  no_small_variants: () =>
    "only files of structural variants were given: small variants were not analysed, apart from short alleles in these files",
  original_not_read: ({ why }) => why,
  exons_not_kept: (facts) =>
    "kept" in facts
      ? `the kept lines of the case's VCF cover ${percentBelow(facts.kept, facts.bases)} % of the exons of ${facts.release}: nothing can be found in the others; \`panelist archive reannotate\` with the VCF reads them`
      : `the store lacks the release by which lines of the case's VCF were kept, so it is not known which exons of ${facts.release} they cover: nothing can be found in the others; import it again, or run \`panelist archive reannotate\` with the VCF`,
  events_not_reread: ({ why }) =>
    `structural variants were not read again (${why}): candidates involving one are as in the last run, and anything new in these files is missing`,
  events_unreadable: (facts) =>
    `${unplaced(facts)}; no other record in it may be the family's, so nothing in it was analysed`,
  event_records_unread: (facts) => unplaced(facts),
  event_columns_unread: ({ path, columns }) =>
    `${path}: ${counted(columns, "sample column")} not read: named like a person of the family with a number added, as a merge of several callers' files names its further columns. Events in ${columns === 1 ? "it" : "them"} alone are missing: give the callers' own files`,
  event_file_renamed: ({ path }) =>
    `${path}: its sample has the name of another person of the family than the one it is given for; it was read as stated`,
  events_sex_unknown: ({ records }) =>
    `${counted(records, "structural variant record")} on X or Y not judged: whether its copies are a change depends on the patient's sex, which is not stated (--sex, or a pedigree)`,
  noisy_events: ({ events, callers }) =>
    `${counted(events, "structural variant")} over the limit ${events === 1 ? "was" : "were"} not tiered (policy: sv.maxEvents): the callset is noisy (${callers.join(", ")}); those with the best scores are shown`,
  events_of_another: ({ deletions, against }) =>
    `${against} of ${counted(deletions, "deletion")} contain small variants that contradict them: the structural variant file may be another person's`,
  annotated_by_other: ({ annotated, used }) =>
    annotated === used
      ? `the file was annotated with ${annotated}, of which the store has another import: the facts of transcripts (exons, decay) are from that one`
      : `the file was annotated with ${annotated}, which is not in the store: the facts of transcripts (exons, decay) are from ${used}, where it has them in the same version`,
  unknown_consequence: ({ term }) => `unknown consequence term '${term}': read as MODIFIER`,
  contradicted_impact: ({ example }) =>
    `IMPACT contradicts the consequence term, which was used: ${example}`,
  info_key_twice: ({ example }) =>
    `INFO key given twice with different values: ${example}; VCF allows each key once, and both values were read`,
  prediction_unread: ({ example }) =>
    `predictions that are not numbers were not used, e.g. ${example}: a variant that only such a score would keep may have been dropped`,
  annotation_ambiguous: ({ variants, example }) =>
    `${counted(variants, "variant")} with annotation that may belong to another allele or person, flagged annotation_ambiguous, e.g. ${example}; annotate files again after splitting, trimming or merging them`,
  common_pathogenic: ({ variant }) => `pathogenic in ClinVar, but too common: ${variant}`,
  in_several_records: ({ variant }) => `the same variant is in more than one record: ${variant}`,
  ref_codes: ({ place, ref }) => `REF has codes other than ACGTN: ${place} ${ref}`,
  ref_differs: ({ records, of, example }) =>
    `REF differs from the reference sequence in ${records} of ${counted(of, "record")}${example === "" ? "" : `, e.g. ${example}`}: check where the file came from`,
  reference_lacks: ({ chromosomes }) =>
    `the reference lacks ${counted(chromosomes.length, "chromosome")} with variants (${chromosomes.join(", ")}): REF was not compared with it there, and indels were not moved along it`,
  frequency_ambiguous: ({ field }) =>
    `population frequency in ${field}: several numbers, and it is not known which is the allele's; kept, and flagged frequency_ambiguous`,
  frequency_unread: ({ field }) =>
    `population frequency in ${field}: text that is not a frequency (0 to 1) or count; not used, and flagged frequency_unread`,
  not_paired: ({ alleles, gene }) =>
    `not tried in compound heterozygotes: ${counted(alleles, "allele")} of ${gene}, which has more than inheritance.maxPairedAlleles`,
  incidental_unplaced: ({ genes, more }) =>
    `the policy's incidentalGenes, ${listed(genes, more)}: no gene table in the store has them, so they are withheld where the annotation names them, and not by position`,
  unspecified: () => "",
};

/** The same without a person or what a person has. An id that no release knows says nothing of anybody. */
const WORDS_OF_LOG: Partial<Words> = {
  sample_check: ({ check, subject, detail }) =>
    `${check}${subject === "" ? "" : " (a sample)"}: ${detail}`,
  term_dropped: ({ term, why }) =>
    why === "unknown"
      ? `the patient's terms: ${/^HP:\d{7}$/.test(term) ? term : "one"} is not in the HPO release: dropped`
      : `the patient's terms: one is ${why === "obsolete" ? "obsolete without a replacement" : "of another ontology"}: dropped`,
  term_mapped: () => "the patient's terms: one has an outdated id, and its current id was used",
  term_too_general: () => "the patient's terms: one is too general and not used for ranking",
  terms_contradict: () =>
    "the patient's terms: one is both observed and absent; the absence was dropped",
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
  const said = `${kind} ${source} ${release} is not approved`;
  if (used === release) return `${said}, but used, because it was named or an earlier run used it`;
  return `${said}: ${used === null || used === "" ? "nothing is used instead" : `${used} is used`}`;
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

function unplaced({ path, records, of }: WarningFacts["event_records_unread"]): string {
  return `${path}: of ${counted(of, "structural variant record")}, ${records} could not be read: no usable position (END missing, before POS or beyond the chromosome)`;
}

function listed(genes: readonly string[], more: number): string {
  return more === 0 ? genes.join(", ") : `${genes.join(", ")} and ${more} more`;
}

/** A report of before has none. */
function meant(near: readonly string[] = []): string {
  return near.length === 0 ? "" : ` (d${didYouMean(near).slice(1)})`;
}

function at(path: string): string {
  return path === "" ? "" : `${path}: `;
}
