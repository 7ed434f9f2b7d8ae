/**
 * The fitted part: how much each feature counts, in natural logarithms of odds per unit. Made by
 * `node bench/phenotype-fit.mjs` from the development cases alone (bench/PHENOTYPE.md shows the folds);
 * do not edit by hand.
 */
import type { Feature } from "./features.ts";

export const WEIGHTS: Readonly<Record<Feature, number>> = {
  likelihood: 0.1866,
  coverage: 6.724,
  cosine: 4.614,
  missing: 0.07199,
  breadth: -0.1968,
  size: 0.5452,
  orphanet: 0.2827,
  sharedGenes: -0.1691,
  /**
   * Not fitted: too few rows say what a disease never shows. As small as what follows, for the same reason.
   */
  contradicted: 0.5,
  /**
   * Not fitted. In published cases the absent features named are those that the disease usually shows,
   * so that a fit would count an exclusion in the disease's favour. A small weight of the right sign
   * costs next to nothing there.
   */
  excludedAgainst: 0.1,
};

/**
 * Priors of a list of diseases, natural logarithms: a case is named by one entry of OMIM whose gene is
 * known, where Orphanet has the same disease, or its group, a second time. `orphanet` stands in the
 * place of the weight above, which serves genes.
 */
export const DISEASE_LIST = { orphanet: -2, withoutGene: -1 } as const;
