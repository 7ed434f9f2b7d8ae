/** Remarks of the reason that only events have, by flag. */
export const EVENT_REMARKS: readonly (readonly [flag: string, text: string])[] = [
  ["hemizygous_over_deletion", "on the one chromosome that is left there"],
  ["het_inside_deletion", "a heterozygous variant inside speaks against the deletion"],
  ["het_snvs_in_deletion", "heterozygous variants inside speak against the deletion"],
  ["deletion_supported_by_snvs", "no heterozygous variant inside, as a deletion makes it"],
  ["failed_filter_event", "failed its caller's filters or the rules of size"],
  ["single_target", "seen at a single target"],
  ["breakpoint_uncertain", "what it removes depends on where its ends lie"],
  ["event_weakly_supported", "seen by one method that is weak by itself"],
  ["gain_not_mechanism", "that a gain causes disease is not known of the gene"],
  ["presence_only", "the caller tells its presence alone, not on how many copies"],
  ["processed_pseudogene_suspect", "looks like a processed copy of the gene elsewhere"],
  ["x_autosome_translocation", "joins the X chromosome and an autosome"],
  ["gt_cn_disagree", "genotype and copy number disagree"],
  ["orientation_unknown", "what the break does to the gene is not known"],
  ["origin_by_sites", "parental origin by the small variants inside"],
  ["origin_disagrees", "the parents' calls and the small variants inside disagree on its origin"],
];
