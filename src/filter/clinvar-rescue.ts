/**
 * What ClinVar, of the file or of the store, and the laboratory's own list may rescue (CSQ-03, CV-04,
 * CV-05, CV-09, CV-11). VEP's CLIN_SIG column is by position: never.
 */
import { genesMeantBy, geneOfWord, kinship, type GeneIdentity } from "../core/gene.ts";
import type { ClinVarEvidence } from "../vcf/model.ts";
import type { Meant } from "./model.ts";

/** P or LP with a star or more: passes FILTER, consequence and, up to the policy's ceiling, frequency. */
export function isPathogenic(clinvar: ClinVarEvidence | null): boolean {
  if (clinvar === null || clinvar.origin === "csq" || clinvar.somaticOnly) return false;
  // A file without review status cannot show a star: not counted against the record.
  if (clinvar.stars !== null && clinvar.stars < 1) return false;
  return (
    clinvar.significance === "P" || clinvar.significance === "LP" || clinvar.significance === "P/LP"
  );
}

/** Also conflicting with a P majority, and low penetrance: kept as a candidate, never tier 1 by itself. */
export function rescuesConsequence(clinvar: ClinVarEvidence | null): boolean {
  if (isPathogenic(clinvar)) return true;
  if (clinvar === null || clinvar.origin === "csq" || clinvar.somaticOnly) return false;
  if (clinvar.stars !== null && clinvar.stars < 1) return false;
  return (
    clinvar.significance === "P_LOWPEN" ||
    clinvar.significance === "LP_LOWPEN" ||
    clinvar.pathogenicLeaning
  );
}

/** The genes that a statement names (CV-09). */
export function genesOfStatement({ genes, ncbiGenes }: ClinVarEvidence): GeneIdentity[] {
  return genes.map((word, i) => geneOfWord(word, ncbiGenes?.[i] || null));
}

/** A gene that an annotation names at the allele. */
export interface AlleleGene {
  gene: GeneIdentity;
  /** The allele lies in it, not just near it. */
  inside: boolean;
}

/**
 * Of each gene of one allele.
 * @param named of `genesOfStatement`, with what is known of them
 * @param isOther is one known as a gene that is none of these?
 */
export function genesMeant(
  named: readonly GeneIdentity[],
  genes: readonly AlleleGene[],
  isOther: (gene: GeneIdentity) => boolean,
): Meant[] {
  if (named.length === 0) return genes.map(() => "yes");
  const identities = genes.map(({ gene }) => gene);
  const meant = new Set(named.flatMap((gene) => genesMeantBy(gene, identities)));
  if (meant.size > 0) return genes.map((_, i) => (meant.has(i) ? "yes" : "no"));
  const strangers = named.filter((gene) => !isOther(gene));
  const isOpen = genes.map(
    ({ gene, inside }) => inside && strangers.some((s) => kinship(s, gene) === "unknown"),
  );
  const word = isOpen.filter(Boolean).length > 1 ? "open" : "likely";
  return isOpen.map((open) => (open ? word : "no"));
}

/** Of several statements on one allele the one that rescues most; of equals one that names no gene, then the first. */
export function strongest(statements: readonly ClinVarEvidence[]): ClinVarEvidence | null {
  const weight = (c: ClinVarEvidence): number =>
    2 * (isPathogenic(c) ? 2 : rescuesConsequence(c) ? 1 : 0) + (c.genes.length === 0 ? 1 : 0);
  return statements.reduce<ClinVarEvidence | null>(
    (best, next) =>
      best === null || (weight(next) > weight(best) && weight(next) > 1) ? next : best,
    null,
  );
}
