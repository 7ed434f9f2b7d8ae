/** The phenotype in the order: a part of the score, and the section "beyond the panel". */
import type { Policy } from "../core/policy.ts";
import { compareText, formatNumber } from "../core/text.ts";
import { isOffPanel } from "./withhold.ts";
import type { BeyondPanel, Candidate, CandidatePhenotype, SideCandidate } from "./types.ts";

/**
 * The candidate with what its gene's phenotype score adds: weight x log10 of how much likelier the gene
 * is with the patient's terms, within the policy's limits. A gene without annotation is neutral (COMB-04).
 */
export function withPhenotype<T extends Candidate | SideCandidate>(
  candidate: T,
  phenotype: CandidatePhenotype,
  policy: Policy,
): T {
  const { weight, least, most } = policy.score.phenotype;
  const raw = Math.min(most, Math.max(least, weight * phenotype.score));
  const value = Math.round(raw * 100) / 100;
  const note =
    phenotype.reason === null
      ? "gene without phenotype annotation"
      : `${phenotype.reason.disease.name}, log10 ${formatNumber(phenotype.score)}`;
  const score = Math.round((candidate.score + value) * 100) / 100;
  const scoreParts = [...candidate.scoreParts, { part: "phenotype" as const, value, note }];
  return { ...candidate, phenotype, score, scoreParts };
}

/** The candidate as it was before the patient's terms were asked. */
export function withoutPhenotype<T extends Omit<Candidate, "tier">>(candidate: T): T {
  const { phenotype: _phenotype, ...rest } = candidate;
  const scoreParts = candidate.scoreParts.filter(({ part }) => part !== "phenotype");
  const score = Math.round(scoreParts.reduce((sum, { value }) => sum + value, 0) * 100) / 100;
  const flags = candidate.flags.filter((flag) => flag !== "beyond_panel_top");
  return { ...rest, score, scoreParts, flags } as T;
}

/**
 * Genes on no applied panel that the patient's terms point to, best first: at most `beyondPanelTop` of
 * those that reach `beyondPanelMinScore`. Panel membership is a prior, never a wall.
 * @param candidates in their order: of a gene with several the first stands for it
 */
export function beyondPanel(candidates: readonly Candidate[], policy: Policy): BeyondPanel[] {
  const { beyondPanelTop, beyondPanelMinScore } = policy.phenotype;
  const best = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const { symbol } = candidate.gene;
    const reaches = isOffPanel(candidate) && scoreOf(candidate) >= beyondPanelMinScore;
    if (reaches && !best.has(symbol)) best.set(symbol, candidate);
  }
  return [...best.values()]
    .toSorted((a, b) => scoreOf(b) - scoreOf(a) || compareText(a.gene.symbol, b.gene.symbol))
    .slice(0, beyondPanelTop)
    .map((candidate, i) => ({
      rank: i + 1,
      candidateId: candidate.candidateId,
      gene: candidate.gene.symbol,
      phenotypeScore: scoreOf(candidate),
    }));
}

function scoreOf(candidate: Candidate): number {
  return candidate.phenotype?.score ?? Number.NEGATIVE_INFINITY;
}
