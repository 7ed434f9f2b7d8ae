/** The standard terms for our internal names. */
import { thousands } from "../../core/text.ts";
import type { KnowledgeUsed } from "../../rank/types.ts";

type Words = (name: string) => string;

/** A table's word for a name of ours; of one that it lacks the name's own words. */
function wordsIn(table: Readonly<Record<string, string>>): Words {
  return (name) => table[name] ?? words(name);
}

export const notAssessedWord: Words = wordsIn({
  str: "Short tandem repeat",
  region: "Copy number region",
  gene_without_coordinates: "Gene without coordinates",
  contig_absent: "Chromosome absent",
  chromosome_absent: "Chromosomes absent",
  gene_not_annotated: "Gene not annotated",
  gene_without_coding_sequence: "Gene without coding sequence",
  short_read_blind: "Not accessible to short reads",
  frequency: "Population frequency",
  splice_predictions: "Splice predictions",
  clinvar: "ClinVar",
  event_clinvar: "Structural variants in ClinVar",
  mitochondrion: "Mitochondrial DNA",
  coverage: "Coverage",
  structural_variants: "Structural variants",
  small_variants: "Small variants",
});

export const dropWord: Words = wordsIn({
  other_contig: "on another contig",
  outside_panel_regions: "outside the panels' regions",
  reference_block: "reference block",
  no_alternate: "no alternate allele",
  star_allele: "deleted by another variant (*)",
  symbolic_allele: "symbolic allele (structural)",
  breakend: "breakend (structural)",
  mt_not_rcrs: "mitochondrial reference is not the rCRS",
  mt_artefact_site: "mitochondrial artefact site",
  filter: "failed the caller's FILTER",
  proband_not_carrier: "not carried by the proband",
  proband_no_call: "no genotype of the proband",
  frequency: "too common in the population",
  gene_not_on_panel: "gene not on an applied panel",
  outside_region: "outside the gene's region",
  consequence: "consequence not considered",
  annotation_unmatched: "annotation is for other alleles",
  beyond_chromosome: "beyond the end of the chromosome",
  below_min_confidence: "panel's confidence too low",
  no_model_passes: "no model of inheritance fits",
  moi_mismatch: "does not fit the panel's mode of inheritance",
  no_tier_ground: "meets the criteria of no tier",
  over_event_limit: "one of too many structural variants (policy: sv.maxEvents)",
  withheld: "withheld as an incidental finding",
  sv_proband_not_carrier: "structural variant only in relatives",
  sv_no_gene_effect: "structural variant without effect on these genes",
  sv_common: "structural variant too common",
  sv_too_short: "structural variant too short",
  sv_bad_place: "structural variant without a usable position",
  sv_no_carrier: "structural variant of nobody in the family",
  sv_sex_unknown: "copies that are a change in one sex only, and the sex is not known",
  sv_neutral_copy_number: "as many copies as expected",
  sv_not_assessed_kind: "kind of structural variant that is not assessed",
});

export const checkWord: Words = wordsIn({
  gvcf: "Kind of file",
  filter_column: "FILTER column",
  merged_singletons: "Reference genotypes",
  sex: "Sex",
  relatedness: "Relationships",
  uniparental_disomy: "Uniparental disomy",
  de_novo_count: "De novo count",
  homozygosity: "Homozygosity",
  sex_by_copies: "Sex by copy numbers",
  chromosome_copies: "Copies of chromosomes",
});

/** A release as people call it. */
export function knowledgeName({ kind, source, release }: KnowledgeUsed): string {
  const name =
    kind === "hpo" ? "HPO" : kind === "inhouse" ? `own classifications ${source}` : source;
  return `${name} ${release}`.trim();
}

export const zygosityWord: Words = wordsIn({
  het: "heterozygous",
  het_nonref: "heterozygous, with another variant allele",
  hom: "homozygous",
  hemi: "hemizygous",
  het_or_hom: "heterozygous or homozygous",
  heteroplasmic_unknown: "heteroplasmic, fraction unknown",
});

/** For the table. */
export function shortZygosity(zygosity: string): string {
  if (zygosity === "heteroplasmic_unknown") return zygosityWord(zygosity);
  return zygosity === "het_nonref" ? "het, 2 ALTs" : words(zygosity);
}

/** At the beginning of a line. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** `missense_variant` as people read it. */
export function words(name: string): string {
  return name.replaceAll("_", " ");
}

/** `1 record`, `2 records`. */
export function countText(n: number, one: string, many = `${one}s`): string {
  return `${thousands(n)} ${n === 1 ? one : many}`;
}

/** `Pathogenic|not provided` by what it says. */
export function clinvarWords(text: string): string {
  const parts = text.split("|").map((part) => part.trim());
  const telling = parts.filter((part) => !/^not (provided|specified)$/i.test(part));
  return (telling.length === 0 ? parts : telling).join("; ");
}

/** `ENST1.2:c.13C>T` without the transcript; VEP percent-encodes `=`. */
export function change(text: string): string {
  return text.replaceAll(/%3D/gi, "=").replace(/^[^:]*:(?=[cgmnpr]\.)/, "");
}
