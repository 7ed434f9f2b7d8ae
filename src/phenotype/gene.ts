/** One gene: its score, given the models of inheritance that a candidate fits, and its diseases (IC-03). */
import { compareText } from "../core/text.ts";
import { listAt, textOf } from "./csr.ts";
import type { DiseaseOfGene, HpoRelease } from "./types.ts";
import { fitsModes, modeNames, type ModeClass } from "./modes.ts";
import type { Scores } from "./score.ts";

/** Share of a disease's odds that is left where its mode of inheritance is another (IC-03). */
const MISFIT = 0.5;

interface GeneScore {
  /** As of `Scores.genes`, diseases of another mode counted by half. */
  score: number;
  /** The best disease; ties: the first in the release. null: the gene has none with terms. */
  best: number | null;
  /** All diseases with terms, best first. */
  diseases: DiseaseOfGene[];
}

/**
 * @param gene its place
 * @param classes what the candidate's models stand for; null: any mode fits
 */
export function scoreGene(
  hpo: HpoRelease,
  scores: Scores,
  gene: number,
  classes: ReadonlySet<ModeClass> | null,
): GeneScore {
  const found = scoreDiseases(hpo, scores, listAt(hpo.genes.diseases, gene), classes);
  // Without an observed term all odds are one: neutral (HPO-07), as is a gene without annotation.
  return (scores.genes[gene] ?? 0) === 0 ? { ...found, score: 0 } : found;
}

/** As of a gene that has these diseases. @param places of the diseases */
export function scoreDiseases(
  hpo: HpoRelease,
  scores: Scores,
  places: Iterable<number>,
  classes: ReadonlySet<ModeClass> | null,
): GeneScore {
  const { ids, names } = hpo.diseases;
  let best: number | null = null;
  let most = Number.NEGATIVE_INFINITY;
  let share = 0;
  const diseases: DiseaseOfGene[] = [];
  for (const d of places) {
    const own = scores.logOdds[d] ?? Number.NEGATIVE_INFINITY;
    if (!Number.isFinite(own)) continue;
    const fits = classes === null || fitsModes(hpo, d, classes);
    const logOdds = own - scores.geneConstant + (fits ? 0 : Math.log(MISFIT));
    if (logOdds > most) [best, most] = [d, logOdds];
    share += Math.exp(logOdds);
    diseases.push({
      id: textOf(ids, d),
      name: textOf(names, d),
      modes: modeNames(hpo, d),
      fits,
      score: (own - scores.geneConstant) / Math.LN10,
    });
  }
  const score = share === 0 ? 0 : Math.log10(share);
  diseases.sort((a, b) => b.score - a.score || compareText(a.id, b.id));
  return { score, best, diseases };
}
