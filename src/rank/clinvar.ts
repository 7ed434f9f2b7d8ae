/** What ClinVar as the file states it may do to a candidate (CV-03 to CV-05, CV-09, CV-11, DEC-12). */
import type { CandidateVariant } from "./model.ts";

/**
 * `pathogenic`: P or LP, one star or more, allele-exact. `rescue`: keeps a variant but never makes tier 1
 * by itself: low penetrance, a P majority in conflict, P or LP without a review status. `benign`: one
 * star or more; sorts down. `shown`: everything else.
 */
export interface ClinVarStanding {
  weight: "pathogenic" | "rescue" | "benign" | "shown" | "none";
  flags: string[];
}

const PATHOGENIC: ReadonlySet<string> = new Set(["P", "LP", "P/LP"]);
const LOW_PENETRANCE: ReadonlySet<string> = new Set(["P_LOWPEN", "LP_LOWPEN"]);
const BENIGN: ReadonlySet<string> = new Set(["LB", "B/LB", "B"]);

/** @param names every symbol the gene goes by; compared without case */
export function clinvarStanding(
  variant: Pick<CandidateVariant, "clinvar">,
  names: ReadonlySet<string>,
): ClinVarStanding {
  const { clinvar } = variant;
  if (clinvar === null) return { weight: "none", flags: [] };
  const shown = (...flags: string[]): ClinVarStanding => ({ weight: "shown", flags });
  // VEP's CLIN_SIG is by position, not by allele (CV-07).
  if (clinvar.origin !== "info") return shown();
  const { significance: s, stars } = clinvar;
  if (BENIGN.has(s)) {
    return (stars ?? 0) >= 1 ? { weight: "benign", flags: ["clinvar_benign"] } : shown();
  }
  const speaks = PATHOGENIC.has(s) || LOW_PENETRANCE.has(s) || clinvar.pathogenicLeaning;
  if (!speaks) return shown();
  if (clinvar.somaticOnly) return shown("clinvar_somatic_only");
  const genes = clinvar.genes.map((g) => g.toUpperCase());
  if (genes.length > 0 && !genes.some((g) => names.has(g))) return shown("clinvar_other_gene");
  if (stars === 0) return shown();
  if (LOW_PENETRANCE.has(s)) return { weight: "rescue", flags: ["clinvar_low_penetrance"] };
  if (!PATHOGENIC.has(s)) return { weight: "rescue", flags: ["clinvar_conflict_p_leaning"] };
  if (stars === null) return { weight: "rescue", flags: ["clinvar_stars_unknown"] };
  return { weight: "pathogenic", flags: [] };
}
