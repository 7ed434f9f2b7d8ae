/** The phenotype in the ranking: parts of the score, and the section "beyond the panel". */
import { counted } from "../core/counted.ts";
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
  KnowledgeUsed,
  ScorePart,
  SideCandidate,
} from "./types.ts";

/** What of a run decides how much its terms weigh. */
export interface TermsOfRun {
  /** false: nothing in this run tells how common alleles are (DEC-58). */
  hasFrequency: boolean;
  hpoRelease: string;
  /** The release's age against the newest knowledge of the run; null: nothing else there has a date. */
  monthsOld: number | null;
}

/** What says which genes and variants cause disease; names and places of genes do not. */
const TELLING: ReadonlySet<KnowledgeUsed["kind"]> = new Set([
  "clinvar",
  "inhouse",
  "gene-diseases",
  "dosage",
]);

/**
 * Whole months from the HPO release to the newest dated knowledge that the run rests on: no clock, so that the same
 * input gives the same score.
 */
export function monthsBehind(
  hpoRelease: string,
  used: readonly Pick<KnowledgeUsed, "kind" | "release">[],
  panels: readonly { signedOff: string | null }[],
): number | null {
  const monthOf = (text: string | null): number[] => {
    const [, year, month] = /\b((?:19|20)\d\d)-(0[1-9]|1[0-2])\b/.exec(text ?? "") ?? [];
    return year === undefined ? [] : [12 * Number(year) + Number(month)];
  };
  const others = [
    ...used.filter(({ kind }) => TELLING.has(kind)).map(({ release }) => release),
    ...panels.map(({ signedOff }) => signedOff),
  ];
  const [own] = monthOf(hpoRelease);
  const months = others.flatMap(monthOf);
  return own === undefined || months.length === 0 ? null : Math.max(0, Math.max(...months) - own);
}

/** By Bayes: what the weight was fitted at, and what the release's age makes of it. */
function ofUnannotated(
  fitted: number,
  { phenotype: { unknown } }: Policy["points"],
  { hpoRelease, monthsOld }: TermsOfRun,
): { value: number; note: string } {
  const share =
    monthsOld === null
      ? unknown.fitted
      : Math.min(unknown.most, unknown.newest + (unknown.perYear * monthsOld) / 12);
  const odds = (of: number): number => of / (1 - of);
  const value = fitted + 10 * Math.log10(odds(share) / odds(unknown.fitted));
  const percent = Math.round(100 * share);
  const age =
    monthsOld === null
      ? `its age is not known: ${percent} % of causal genes are taken to be missing in it`
      : `${counted(monthsOld, "month")} older than the run's newest knowledge: about ${percent} % of causal genes are missing in it`;
  return { value, note: `gene without annotation in HPO release ${hpoRelease}; ${age}` };
}

/**
 * The candidate with what the patient's terms say of its gene: `slope` points for each log10 of how much likelier the
 * gene is with them, not below `floor`. A gene that the release does not know has a discount, milder for an old release,
 * but none if an applied panel has it green (COMB-04). A gene with diseases of known modes, none of them the candidate's, has one more,
 * unless a green row states the mode.
 */
export function withPhenotype<T extends Candidate | SideCandidate>(
  candidate: T,
  phenotype: CandidatePhenotype,
  policy: Policy,
  run: TermsOfRun,
): T {
  const { points: weights } = policy;
  const { floor, misfit } = weights.phenotype;
  const [slope, fitted] = run.hasFrequency
    ? [weights.phenotype.slope, weights.phenotype.unannotated]
    : [weights.withoutFrequency.slope, weights.withoutFrequency.unannotated];
  const { reason, diseases, score: log10 } = phenotype;
  const part = (name: ScorePart["part"], value: number, note: string): ScorePart[] => [
    { part: name, value: rounded(value), note },
  ];
  const unannotated = ofUnannotated(fitted, weights, run);
  const isGreen = candidate.panels.some(({ confidence }) => confidence === "green");
  const named = candidate.scoreParts.some(({ part: name }) => name === "panel");
  const ofKnownMode = diseases.filter(({ modes }) => modes.length > 0);
  const misfits = !named && ofKnownMode.length > 0 && ofKnownMode.every(({ fits }) => !fits);
  const told = [
    ...(reason === null
      ? part("phenotype", isGreen ? 0 : unannotated.value, isGreen ? GREEN : unannotated.note)
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

const GREEN = "gene without annotation in HPO, but green on an applied panel";

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
