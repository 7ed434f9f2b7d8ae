/** The words for a probability that a candidate is the answer (DEC-57), lowest first. */
export const CHANCE_WORDS = [
  "below 1 in 10",
  "1 in 10 to 1 in 3",
  "1 in 3 to 2 in 3",
  "more likely than not",
  "above 9 in 10",
] as const;
