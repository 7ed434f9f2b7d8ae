/** Review status to stars (CV-03). The status holds commas: it is one text, not a list (CV-02). */

const STARS: Readonly<Record<string, number>> = {
  "practice guideline": 4,
  "reviewed by expert panel": 3,
  "criteria provided, multiple submitters, no conflicts": 2,
  "criteria provided, multiple submitters": 2,
  "criteria provided, single submitter": 1,
  "criteria provided, conflicting interpretations": 1,
  "criteria provided, conflicting classifications": 1,
};

/** The words of ClinVar's VCF until 2017, one per submission. */
const OLD: Readonly<Record<string, number>> = {
  guideline: 4,
  exp: 3,
  mult: 2,
  single: 1,
  conf: 1,
  no_criteria: 0,
  no_assertion: 0,
};

/**
 * Stars, 0 to 4; every other status has none.
 * @param position of the deciding submission in the old lists; -1: the best of the list
 */
export function starsOf(clnrevstat: string, position: number): number {
  const old = clnrevstat.split(/[|,]/).map((word) => OLD[word.trim().toLowerCase()]);
  if (old.every((stars) => stars !== undefined)) return old[position] ?? Math.max(...old);
  const statuses = clnrevstat.split("|").map((text) =>
    text
      .replaceAll(/[_\s]+/g, " ")
      .replaceAll(/ *, */g, ", ")
      .trim()
      .toLowerCase(),
  );
  return Math.max(...statuses.map((status) => STARS[status] ?? 0));
}
