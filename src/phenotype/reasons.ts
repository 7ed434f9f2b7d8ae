/** Why a gene has its score: its best disease, term by term. */
import { indexIn, listAt, textOf } from "./csr.ts";
import { narrowness, NOISE, type Query, STEP, stepsUp, SUREST } from "./features.ts";
import type { HpoRelease, NamedTerm, PhenotypeReason, TermReason } from "./types.ts";
import type { Scores } from "./score.ts";
import { termId } from "./term-id.ts";
import { WEIGHTS } from "./weights.ts";

/** Reasons for one disease. */
export function reasonsFor(
  hpo: HpoRelease,
  scores: Scores,
  query: Query,
  disease: number,
): PhenotypeReason {
  const { ids, names } = hpo.diseases;
  const { information } = hpo.profiles;
  const requested = query.observed.reduce((sum, term) => sum + (information[term] ?? 0), 0);
  const observed = query.observed.map((term) => observedReason(hpo, disease, term, requested));
  return {
    disease: { id: textOf(ids, disease), name: textOf(names, disease) },
    score: ((scores.logOdds[disease] ?? 0) - scores.geneConstant) / Math.LN10,
    terms: [
      ...observed.sort((a, b) => b.contribution - a.contribution),
      ...query.excluded.map((term) => excludedReason(hpo, disease, term)),
    ],
  };
}

/** The same sums as in features.ts, for one term and one disease. */
function observedReason(
  hpo: HpoRelease,
  disease: number,
  term: number,
  requested: number,
): TermReason {
  const { background, information, mass } = hpo.profiles;
  let ratio = 0;
  let via: number | null = null;
  let covered = 0;
  for (const [ancestor, steps] of stepsUp(hpo, term)) {
    const frequency = shownIn(hpo, disease, ancestor);
    if (frequency === 0) continue;
    covered = Math.max(covered, information[ancestor] ?? 0);
    const own = (frequency * STEP ** steps) / (background[ancestor] ?? 1);
    if (own > ratio) [ratio, via] = [own, ancestor];
  }
  const narrow = narrowness(mass[disease] ?? 0);
  const absent = knownAbsent(hpo, disease, term);
  const sum =
    (absent ? -WEIGHTS.contradicted : 0) +
    WEIGHTS.likelihood * Math.log(NOISE + (1 - NOISE) * ratio * Math.sqrt(narrow)) +
    (requested === 0 ? 0 : (WEIGHTS.coverage * covered) / requested);
  // Through the root alone anything answers anything: that is no match.
  if (via !== null && (information[via] ?? 0) === 0) via = null;
  const annotation = via === null ? null : ownTermBelow(hpo, disease, via);
  return {
    term: named(hpo, term),
    excluded: false,
    absentInDisease: absent,
    annotation: annotation === null ? null : named(hpo, annotation),
    common: via === null ? null : named(hpo, via),
    informationContent: via === null ? 0 : (information[via] ?? 0),
    frequency: via === null ? 0 : shownIn(hpo, disease, via),
    contribution: sum / Math.LN10,
  };
}

function excludedReason(hpo: HpoRelease, disease: number, term: number): TermReason {
  const { background, information } = hpo.profiles;
  const frequency = shownIn(hpo, disease, term);
  const annotation = frequency === 0 ? null : ownTermBelow(hpo, disease, term);
  const against =
    Math.log(1 - Math.min(SUREST, frequency)) -
    Math.log(1 - Math.min(SUREST, background[term] ?? 0));
  return {
    term: named(hpo, term),
    excluded: true,
    absentInDisease: knownAbsent(hpo, disease, term),
    annotation: annotation === null ? null : named(hpo, annotation),
    common: annotation === null ? null : named(hpo, term),
    informationContent: information[term] ?? 0,
    frequency,
    contribution: (WEIGHTS.excludedAgainst * against) / Math.LN10,
  };
}

function knownAbsent({ ontology, profiles }: HpoRelease, disease: number, term: number): boolean {
  const above = listAt(ontology.ancestors, term);
  return listAt(profiles.excluded, disease).some((absent) => above.includes(absent));
}

/** How often a disease shows a term or a descendant; 0: not known to. */
function shownIn({ profiles }: HpoRelease, disease: number, term: number): number {
  const at = indexIn(listAt(profiles.diseases, term), disease);
  return at < 0 ? 0 : (profiles.shown[(profiles.diseases.offsets[term] ?? 0) + at] ?? 0);
}

/** Of a disease's own terms at or below `term` the most frequent; ties: the lower id. */
function ownTermBelow(
  { ontology, profiles }: HpoRelease,
  disease: number,
  term: number,
): number | null {
  let best: number | null = null;
  let most = 0;
  const start = profiles.terms.offsets[disease] ?? 0;
  for (const [i, own] of listAt(profiles.terms, disease).entries()) {
    const frequency = profiles.frequencies[start + i] ?? 0;
    if (frequency > most && listAt(ontology.ancestors, own).includes(term))
      [best, most] = [own, frequency];
  }
  return best;
}

function named({ ontology }: HpoRelease, term: number): NamedTerm {
  return { id: termId(ontology.numbers[term] ?? 0), name: textOf(ontology.names, term) };
}
