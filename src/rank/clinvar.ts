/**
 * What effect ClinVar and the laboratory's own list may have on a candidate (CV-03 to CV-05, CV-09, CV-11,
 * DEC-12).
 */
import {
  isPathogenic,
  isReviewed,
  mayWeigh,
  saysBenign,
  saysLowPenetrance,
  speaksForHarm,
  type Meant,
} from "../core/classification.ts";
import type { ClinVarEvidence } from "../vcf/types.ts";
import type { CandidateVariant } from "./types.ts";

/**
 * `pathogenic`: P or LP, one star or more, allele-exact. `rescue`: keeps a variant but never makes tier 1
 * by itself: low penetrance, a P majority in conflict, P or LP without a review status. `benign`: one
 * star or more; sorts down. `shown`: everything else.
 */
interface ClinVarStanding {
  weight: (typeof WEIGHTS)[number];
  flags: string[];
  /** The statement that weighs; null: there is none. */
  of: ClinVarEvidence | null;
}

const WEIGHTS = ["pathogenic", "rescue", "benign", "shown", "none"] as const;

/**
 * ClinVar and in-house classifications weigh alike; the heavier one counts, pathogenic before benign.
 */
export function clinvarStanding(
  variant: Pick<CandidateVariant, "clinvar" | "knowledge" | "meant">,
): ClinVarStanding {
  const { clinvar, knowledge, meant } = variant;
  const standing = (statement: ClinVarEvidence | null): ClinVarStanding =>
    standingOf(statement, statement === null ? "yes" : (meant.get(statement) ?? "no"));
  const main = standing(clinvar);
  const own = (knowledge?.statements ?? []).filter((s) => s.origin === "inhouse");
  if (own.length === 0) return main;
  const all = [main, ...own.map(standing)];
  const best = all.toSorted((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight))[0];
  const weights = new Set(all.map(({ weight }) => weight));
  const differ = weights.has("pathogenic") && weights.has("benign");
  return {
    ...(best ?? main),
    flags: [...(best?.flags ?? []), ...(differ ? ["classifications_differ"] : [])],
  };
}

function standingOf(clinvar: ClinVarEvidence | null, meant: Meant): ClinVarStanding {
  if (clinvar === null) return { weight: "none", flags: [], of: null };
  const inhouse = clinvar.origin === "inhouse";
  const prefix = inhouse ? "inhouse" : "clinvar";
  const open = meant === "likely" || meant === "open" ? ["gene_unresolved"] : [];
  const as = (weight: ClinVarStanding["weight"], ...flags: string[]): ClinVarStanding => ({
    weight,
    flags: [...flags, ...(weight === "shown" ? [] : open)].map((flag) => `${prefix}_${flag}`),
    of: clinvar,
  });
  // VEP's CLIN_SIG is by position, not by allele (CV-07).
  if (clinvar.origin === "csq") return as("shown");
  const isBenign = saysBenign(clinvar);
  if (!isBenign && !speaksForHarm(clinvar)) return as("shown");
  if (clinvar.somaticOnly) return as("shown", "somatic_only");
  if (meant === "no") return as("shown", "other_gene");
  if (isBenign) {
    if (!isReviewed(clinvar)) return as("shown");
    // It may be another gene's: nothing sinks for that.
    return meant === "open" ? as("shown", "gene_unresolved") : as("benign", "benign");
  }
  if (!mayWeigh(clinvar)) return as("shown");
  if (saysLowPenetrance(clinvar)) return as("rescue", "low_penetrance");
  if (!isPathogenic(clinvar)) return as("rescue", "conflict_p_leaning");
  // Without review status it passes the filters, and makes no tier 1 by itself.
  if (!isReviewed(clinvar)) return as("rescue", "stars_unknown");
  return as(meant === "open" ? "rescue" : "pathogenic");
}
