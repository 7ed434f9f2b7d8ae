/** What an event does to a gene, as an annotator of small variants would write it. */
import { baseConsequence } from "../../vcf/index.ts";
import type { TranscriptConsequence } from "../../vcf/types.ts";
import type { EventEffect } from "../types.ts";

/** The nearest terms of Sequence Ontology. */
const TERMS: Readonly<Record<EventEffect["effect"], readonly string[]>> = {
  whole_loss: ["transcript_ablation"],
  exon_loss: ["exon_loss_variant"],
  last_exon_loss: ["exon_loss_variant"],
  truncating_end: ["exon_loss_variant"],
  promoter_loss: ["upstream_gene_variant"],
  intragenic_gain: ["feature_elongation"],
  partial_gain: ["feature_elongation"],
  whole_gain: ["transcript_amplification"],
  coding_insertion: ["coding_sequence_variant"],
  exon_inversion: ["rearranged_at_DNA_level"],
  gene_disrupted: ["rearranged_at_DNA_level"],
  gene_body_only: ["intragenic_variant"],
  utr_exon: ["5_prime_UTR_variant"],
  intronic_near: ["intron_variant"],
  downstream: ["downstream_gene_variant"],
  complex: ["rearranged_at_DNA_level"],
  spanned: ["intragenic_variant"],
};

/** @param effect null: of a region */
export function consequenceOf(
  gene: EventEffect["gene"],
  effect: EventEffect | null,
): TranscriptConsequence {
  const { exons = null, transcript = null } = effect ?? {};
  const isLof = effect?.class === "lof";
  const isAltering = effect?.class === "protein_altering";
  return {
    ...baseConsequence("", ""),
    ...gene,
    transcript: transcript ?? "",
    terms: effect === null ? ["sequence_feature"] : [...TERMS[effect.effect]],
    impact: isLof ? "HIGH" : isAltering ? "MODERATE" : "MODIFIER",
    class: isLof ? "lof" : isAltering ? "protein_altering" : "other",
    exon:
      exons === null
        ? ""
        : `${exons.first === exons.last ? exons.first : `${exons.first}-${exons.last}`}/${exons.of}`,
  };
}
