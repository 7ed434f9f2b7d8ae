/**
 * From features to scores. A disease's log odds are the weighted sum of its features; a gene's are the
 * sum of the odds of its diseases. The score is the base-10 logarithm of how many times more likely the
 * gene is, with the patient's terms, than without them: log10(N x share of all genes' odds). 0 is
 * neutral, and is what a gene without annotation gets (COMB-04).
 */
import { add, FEATURES, featuresOf, type FeatureTable, type Query } from "./features.ts";
import type { HpoRelease } from "./types.ts";
import { DISEASE_LIST, WEIGHTS } from "./weights.ts";

export interface Scores {
  /** Float64Array[diseases]: natural logarithm of the odds, up to one constant; -Infinity: no terms. */
  logOdds: Float64Array;
  /** Float64Array[diseases] and [genes]: the score; 0 where nothing is known of it. */
  diseases: Float64Array;
  genes: Float64Array;
  /** Turns log odds of genes into scores: score = (log odds - constant) / ln 10. */
  geneConstant: number;
}

/** Scores of all diseases and genes. Without an observed term everything is neutral (HPO-07). */
export function scoresOf(hpo: HpoRelease, query: Query): Scores {
  const diseaseCount = hpo.diseases.genes.length;
  const geneCount = hpo.genes.numbers.length;
  const scores: Scores = {
    logOdds: new Float64Array(diseaseCount),
    diseases: new Float64Array(diseaseCount),
    genes: new Float64Array(geneCount),
    geneConstant: 0,
  };
  if (query.observed.length === 0) return scores;
  weighFeatures(hpo, featuresOf(hpo, query), scores.logOdds);
  const { offsets, items } = hpo.genes.diseases;
  const geneLogOdds = new Float64Array(geneCount);
  for (let g = 0; g < geneCount; g++)
    geneLogOdds[g] = logSumExp(
      scores.logOdds,
      items,
      offsets[g] as number,
      offsets[g + 1] as number,
    );
  scores.geneConstant = toScores(geneLogOdds, scores.genes);
  const { isGeneProfile, isOrphanet, genes } = hpo.diseases;
  const listed = scores.logOdds.map((value, d) => {
    if (isGeneProfile[d] === 1) return Number.NEGATIVE_INFINITY;
    const orphanet = isOrphanet[d] === 1 ? DISEASE_LIST.orphanet - WEIGHTS.orphanet : 0;
    return value + orphanet + (genes[d] === 0 ? DISEASE_LIST.withoutGene : 0);
  });
  toScores(listed, scores.diseases);
  return scores;
}

/** Weighted sums; a disease without terms has no odds. */
function weighFeatures(hpo: HpoRelease, table: FeatureTable, into: Float64Array): void {
  for (const name of FEATURES) add(into, table[name], WEIGHTS[name]);
  const { mass } = hpo.profiles;
  for (let d = 0; d < into.length; d++) if (mass[d] === 0) into[d] = Number.NEGATIVE_INFINITY;
}

/** Fills `into`; returns the constant. */
function toScores(logOdds: Float64Array, into: Float64Array): number {
  let known = 0;
  for (let i = 0; i < logOdds.length; i++) if (logOdds[i] !== Number.NEGATIVE_INFINITY) known++;
  const constant = logSumExp(logOdds, null, 0, logOdds.length) - Math.log(known);
  for (let i = 0; i < logOdds.length; i++) {
    const value = logOdds[i] as number;
    into[i] = value === Number.NEGATIVE_INFINITY ? 0 : (value - constant) / Math.LN10;
  }
  return constant;
}

/** ln Σ exp of the values at `places[from, to)`, or of `values[from, to)`, without overflow; of nothing: -Infinity. */
function logSumExp(
  values: Float64Array,
  places: Int32Array | null,
  from: number,
  to: number,
): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) {
    const value = values[places === null ? i : (places[i] as number)] as number;
    if (value > most) most = value;
  }
  if (most === Number.NEGATIVE_INFINITY) return most;
  let sum = 0;
  for (let i = from; i < to; i++)
    sum += Math.exp((values[places === null ? i : (places[i] as number)] as number) - most);
  return most + Math.log(sum);
}
