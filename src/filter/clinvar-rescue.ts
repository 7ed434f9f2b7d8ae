/**
 * What ClinVar, of the file or of the store, and the laboratory's own list may rescue (CSQ-03, CV-04,
 * CV-05, CV-09, CV-11). VEP's CLIN_SIG column is by position: never.
 */
import type { ClinVarEvidence } from "../vcf/model.ts";

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

/** CV-09: a record that is pathogenic in gene A does not rescue gene B. */
export function clinvarNamesGene(clinvar: ClinVarEvidence, symbols: readonly string[]): boolean {
  return clinvar.genes.length === 0 || clinvar.genes.some((gene) => symbols.includes(gene));
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
