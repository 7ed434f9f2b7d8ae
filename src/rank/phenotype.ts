/** The phenotype in the order: parts of the score, and the section "beyond the panel". */
import type { Policy } from "../core/policy.ts";
import { formatNumber } from "../core/text.ts";
import { rankByScore } from "./order.ts";
import { rounded, totalOf } from "./score.ts";
import { phenotypeV1, withoutPhenotypeV1 } from "./score-v1.ts";
import { isOffPanel } from "./withhold.ts";
import type {
  BeyondPanel,
  Candidate,
  CandidatePhenotype,
  ScorePart,
  SideCandidate,
} from "./types.ts";

/**
 * The candidate with what the patient's terms say of its gene: `slope` points for each log10 of how much likelier the
 * gene is with them, not below `floor`. A gene that the release does not know has a fixed discount, but none if an
 * applied panel has it green (COMB-04). A gene with diseases of known modes, none of them the candidate's, has one more,
 * unless a green row states the mode.
 * @param hasFrequency false: nothing in this run tells how common alleles are (DEC-58)
 */
export function withPhenotype<T extends Candidate | SideCandidate>(
  candidate: T,
  phenotype: CandidatePhenotype,
  policy: Policy,
  hasFrequency: boolean,
): T {
  const { points: weights } = policy;
  const { floor, misfit } = weights.phenotype;
  const [slope, unannotated] = hasFrequency
    ? [weights.phenotype.slope, weights.phenotype.unannotated]
    : [weights.withoutFrequency.slope, weights.withoutFrequency.unannotated];
  const { reason, diseases, score: log10 } = phenotype;
  const part = (name: ScorePart["part"], value: number, note: string): ScorePart[] => [
    { part: name, value: rounded(value), note },
  ];
  const isGreen = candidate.panels.some(({ confidence }) => confidence === "green");
  const named = candidate.scoreParts.some(({ part: name }) => name === "panel");
  const ofKnownMode = diseases.filter(({ modes }) => modes.length > 0);
  const misfits = !named && ofKnownMode.length > 0 && ofKnownMode.every(({ fits }) => !fits);
  const told = [
    ...(reason === null
      ? part("phenotype", isGreen ? 0 : unannotated, "gene without phenotype annotation")
      : part(
          "phenotype",
          slope * Math.max(floor, log10),
          `${reason.disease.name}, log10 ${formatNumber(log10)}`,
        )),
    ...(misfits ? part("mode", misfit, "no disease of the gene is inherited like this") : []),
  ];
  const scoreParts = [...candidate.scoreParts, ...told];
  const score_v1 = phenotypeV1(candidate.score_v1, phenotype);
  return { ...candidate, phenotype, score: totalOf(scoreParts), score_v1, scoreParts };
}

const OF_TERMS: ReadonlySet<ScorePart["part"]> = new Set(["phenotype", "mode"]);

/** The candidate as it was before the patient's terms were asked. */
export function withoutPhenotype<T extends Omit<Candidate, "tier">>(candidate: T): T {
  const { phenotype, ...rest } = candidate;
  const scoreParts = candidate.scoreParts.filter(({ part }) => !OF_TERMS.has(part));
  const flags = candidate.flags.filter((flag) => flag !== "beyond_panel_top");
  const score_v1 = withoutPhenotypeV1(candidate.score_v1, phenotype);
  return { ...rest, score: totalOf(scoreParts), score_v1, scoreParts, flags } as T;
}

/**
 * Genes on no applied panel that the patient's terms point to, best first by the score: at most `beyondPanelTop`
 * of those whose terms reach `beyondPanelMinScore`. Panel membership is a prior, never a wall.
 */
export function beyondPanel(candidates: readonly Candidate[], policy: Policy): BeyondPanel[] {
  const { beyondPanelTop, beyondPanelMinScore } = policy.phenotype;
  const best = new Map<string, Candidate>();
  for (const candidate of rankByScore(candidates)) {
    const { symbol } = candidate.gene;
    const reaches = isOffPanel(candidate) && termsOf(candidate) >= beyondPanelMinScore;
    if (reaches && !best.has(symbol)) best.set(symbol, candidate);
  }
  return [...best.values()].slice(0, beyondPanelTop).map((candidate, i) => ({
    rank: i + 1,
    candidateId: candidate.candidateId,
    gene: candidate.gene.symbol,
    phenotypeScore: termsOf(candidate),
  }));
}

function termsOf(candidate: Candidate): number {
  return candidate.phenotype?.score ?? Number.NEGATIVE_INFINITY;
}
