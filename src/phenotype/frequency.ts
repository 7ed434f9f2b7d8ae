/**
 * One frequency for a feature of a disease, from all rows that speak of it (IC-01).
 *
 * Counts are added over publications; a class or a percentage counts as CLASS_PATIENTS patients at its
 * mid-point. The sum is drawn towards one half by PRIOR_PATIENTS imagined patients, so that 1/1 is not
 * certainty and a rare feature of a small series does not vanish: (seen + prior/2) / (of + prior).
 */
const PRIOR_PATIENTS = 1;
const CLASS_PATIENTS = 10;

/**
 * Frequency where no row tells one. RULES names 1 (LIRICAL's) and 0.5 (more cautious); of the values
 * tried on the development cases this one ranks best (bench/PHENOTYPE.md).
 */
const UNSTATED_FREQUENCY = 0.5;

/** The rows of one feature, added up. */
export interface FrequencySum {
  seen: number;
  of: number;
  rows: number;
}

export function noRows(): FrequencySum {
  return { seen: 0, of: 0, rows: 0 };
}

/** Adds a row. `stated`: a fraction, NaN where none is given; `of` is 0 where no count is given. */
export function addRow(sum: FrequencySum, seen: number, of: number, stated: number): void {
  sum.rows++;
  if (of > 0) {
    sum.seen += seen;
    sum.of += of;
  } else if (!Number.isNaN(stated)) {
    sum.seen += stated * CLASS_PATIENTS;
    sum.of += CLASS_PATIENTS;
  }
}

/** The frequency, above 0 and below 1; 0: no row, or seen in none of the patients (0/n, excluded). */
export function frequencyOf(sum: FrequencySum): number {
  if (sum.rows === 0) return 0;
  if (sum.of === 0) return UNSTATED_FREQUENCY;
  if (sum.seen === 0) return 0;
  return (sum.seen + PRIOR_PATIENTS / 2) / (sum.of + PRIOR_PATIENTS);
}
