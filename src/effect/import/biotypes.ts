/** Which transcripts are kept (GX-14). What is dropped is counted; whether one may drive a tier is TX-07's to say. */
import { isCodingBiotype } from "../../core/consequences.ts";

/** Products of coding genes that are no messenger: they are never reported, and are a third of a release. */
const NO_MESSENGER: ReadonlySet<string> = new Set([
  "retained_intron",
  "processed_transcript",
  "protein_coding_CDS_not_defined",
  "TEC",
  "artifact",
]);

/** Genes that make nothing, as far as is known. */
const NO_GENE = /pseudogene|^TEC$|^artifact$/;

/** Is the transcript's own biotype one with a coding sequence, whole or not? */
function mayCode(biotype: string): boolean {
  return (
    isCodingBiotype(biotype) ||
    /^(nonsense_mediated_decay|non_stop_decay|polymorphic_pseudogene|protein_coding_LoF)$/.test(
      biotype,
    ) ||
    /^(IG|TR)_[CDJV]_gene$|^[CDJV]_(gene_segment|segment|region)$/.test(biotype)
  );
}

export function isKept(biotype: string, geneBiotype: string): boolean {
  if (mayCode(biotype)) return true;
  if (NO_GENE.test(geneBiotype) || NO_GENE.test(biotype)) return false;
  return !mayCode(geneBiotype) || !NO_MESSENGER.has(biotype);
}
