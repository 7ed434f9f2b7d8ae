/**
 * What a run may have to report about its result: one code per kind, with its facts. Worded in one place
 * (report/warnings.ts). Which of them mean that the answer is not complete, and which `--strict` makes an error,
 * is said here (DEC-34).
 */

/** Facts of each kind, in the order in which they are written down. */
export interface WarningFacts {
  // ---- Nothing usable was read: an error, unless --allow-empty ----
  /** `contigs`: of the header, where they are no chromosomes. */
  no_chromosome: { contigs: string };
  structural_only: { records: number };
  /** Files of events alone, without a record that can be read. */
  no_event_record: Record<string, never>;
  /** `undeclared`: 1 where the header declares no FORMAT GT. */
  no_genotype: { records: number; undeclared: number };
  /** `near`: symbols that those may mean. */
  no_panel_gene: { genes: string[]; more: number; near: string[] };
  /** Alleles that would be a candidate in a gene, of which the annotation names none. */
  no_gene_named: { alleles: number };
  // ---- The answer lacks something ----
  /** `genes`: of the panels, that lie there; none in a run that asks for all genes. */
  chromosome_absent: { chromosomes: string[]; genes: number };
  symbolic_records: { records: number };
  /** The same, where it names one of others. */
  alleles_without_gene: { alleles: number; of: number };
  /** `parts`: 1 where other files of the family have frequencies. */
  no_frequency: { parts: number };
  source_empty: { source: string };
  /** Alleles that were not asked for: outside of what was prefetched, and the file is remote. */
  source_not_prefetched: { source: string; alleles: number };
  /** `words`: `field: word`, of those that the declaration does not know. */
  source_words: { source: string; words: string[] };
  /** Two sources of frequencies on different sides of the limits; `example`: an allele. */
  frequency_sources_differ: { alleles: number; example: string };
  /** `why`: of a term of the patient that does not count: `unknown`, `obsolete`, `other_ontology`. */
  term_dropped: { term: string; why: string; remark: string };
  unknown_symbols: { genes: string[]; more: number };
  gene_unfound: { genes: string[]; more: number; near: string[] };
  gene_unnamed: { genes: string[]; more: number };
  /** Of a kept case: `release`, by which its lines were kept, has no transcript of them. */
  gene_not_kept: { release: string; genes: string[]; more: number };
  // ---- Of the knowledge ----
  /** `used`: the approved release in its place; the release itself: it was named; empty: nothing is used. */
  unapproved_release: { kind: string; source: string; release: string; used: string };
  /** `genes`: of the policy's `incidentalGenes`. */
  incidental_unplaced: { genes: string[]; more: number };
  // ---- Of the patient's terms ----
  /** Another id than the written one counts (DEC-31). */
  term_mapped: { remark: string };
  term_too_general: { remark: string };
  terms_contradict: { remark: string };
  terms_few_or_many: { remark: string };
  gene_unknown_to_hpo: { release: string; genes: string[]; more: number };
  // ---- Of the input ----
  germline_anyway: { path: string; marks: string };
  annotation_picked: Record<string, never>;
  annotation_columns: { tag: string };
  unannotated: { path: string };
  pedigree_unread: { lines: string[] };
  sample_check: { check: string; subject: string; detail: string };
  // ---- Of events ----
  /** Records without a usable place, of so many in a file: all that the family may carry, or some. */
  events_unreadable: { path: string; records: number; of: number };
  event_records_unread: { path: string; records: number; of: number };
  /** Of samples called as one of the family, with a number behind: a merge of callers names its second one so. */
  event_columns_unread: { path: string; columns: number };
  /** It is stated as one person's, and has the name of another. */
  event_file_renamed: { path: string };
  /** Copies of X and Y of a patient whose sex is not stated, which are a change in one sex alone. */
  events_sex_unknown: { records: number };
  /** Files of events alone were given. */
  no_small_variants: Record<string, never>;
  /** `why`: which of an archived case's files are gone or changed. */
  events_not_reread: { why: string };
  /** `why`: which alleles of an archived case only its original VCF can show, and why it cannot be read. */
  original_not_read: { why: string };
  /** Bases of exons of `release`, which reads an archived case's lines, and how many of them these cover, if known. */
  exons_not_kept:
    | { release: string; bases: number }
    | { release: string; bases: number; kept: number };
  /** Beyond the policy's `sv.maxEvents`; `caller number` of all, with those that are shown. */
  noisy_events: { events: number; callers: string[] };
  /** Heterozygous variants lie inside most deletions. */
  events_of_another: { deletions: number; against: number };
  /** `used`: of this release are the facts of transcripts. */
  annotated_by_other: { annotated: string; used: string };
  // ---- Of records ----
  unknown_consequence: { term: string };
  contradicted_impact: { example: string };
  info_key_twice: { example: string };
  prediction_unread: { example: string };
  annotation_ambiguous: { variants: number; example: string };
  common_pathogenic: { variant: string };
  in_several_records: { variant: string };
  ref_codes: { place: string; ref: string };
  /** `of`: so many were compared; `example` may be empty: it is withheld. */
  ref_differs: { records: number; of: number; example: string };
  reference_lacks: { chromosomes: string[] };
  frequency_ambiguous: { field: string };
  frequency_unread: { field: string };
  not_paired: { alleles: number; gene: string };
  // ---- A report of version 1 kept the words alone ----
  unspecified: Record<string, never>;
}

export type WarningCode = keyof WarningFacts;

/** A warning before it is worded. */
export type Told = {
  [Code in WarningCode]: { code: Code; facts: WarningFacts[Code] };
}[WarningCode];

const NOTHING: readonly WarningCode[] = [
  "no_chromosome",
  "structural_only",
  "no_event_record",
  "no_genotype",
  "no_panel_gene",
  "no_gene_named",
];
const MISSING: readonly WarningCode[] = [
  ...NOTHING,
  "chromosome_absent",
  "no_small_variants",
  "events_not_reread",
  "original_not_read",
  "exons_not_kept",
  "events_unreadable",
];
const LACKING: readonly WarningCode[] = [
  ...MISSING,
  "symbolic_records",
  "alleles_without_gene",
  "event_records_unread",
  "event_columns_unread",
  "events_sex_unknown",
  "no_frequency",
  "source_empty",
  "source_not_prefetched",
  "source_words",
  "prediction_unread",
  "term_dropped",
  "terms_contradict",
  "unknown_symbols",
  "gene_unfound",
  "gene_unnamed",
  "gene_not_kept",
];

/** Nothing usable was read (DEC-34). */
export const EMPTY: ReadonlySet<string> = new Set(NOTHING);

/** The answer is not complete: a negative result says nothing of what was not read (DEC-34). */
export const INCOMPLETE: ReadonlySet<string> = new Set(MISSING);

/** What `--strict` makes an error, by its code alone. */
const STRICT: ReadonlySet<string> = new Set(LACKING);

/** Does `--strict` make it an error? A person's identity that was asked for and could not be told is one (IDT-01). */
export function isLacking({ code, facts }: { code: string; facts: object }): boolean {
  return (
    STRICT.has(code) || (code === "sample_check" && "check" in facts && facts.check === "identity")
  );
}

const GENES: ReadonlySet<string> = new Set<WarningCode>([
  "gene_unfound",
  "gene_unnamed",
  "gene_not_kept",
]);

/** Of genes that were asked for, and of which a negative result says nothing. */
export function tellsOfGenes({ code }: { code: string }): boolean {
  return GENES.has(code);
}

/** They rest on records, of whichever gene; the others rest on the family, the patient and the panels. */
export const OF_RECORDS: ReadonlySet<string> = new Set<WarningCode>([
  "unknown_consequence",
  "contradicted_impact",
  "info_key_twice",
  "prediction_unread",
  "annotation_ambiguous",
  "common_pathogenic",
  "in_several_records",
  "ref_codes",
  "ref_differs",
  "reference_lacks",
  "frequency_ambiguous",
  "frequency_unread",
  "not_paired",
]);

/** A list for people names the first few. */
export function shortList(
  names: readonly string[],
  most: number,
): { genes: string[]; more: number } {
  return { genes: names.slice(0, most), more: Math.max(0, names.length - most) };
}
