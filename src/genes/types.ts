/** null: no table says it. */
export interface Constraint {
  /** ClinGen haploinsufficiency score: 0 to 3, 30, 40. */
  haploinsufficiency: number | null;
  loeuf: number | null;
  missenseZ: number | null;
}
