/**
 * The facts of a candidate as numbers that weights are fitted to, and the orders that are compared. Points are 10 log10
 * of odds; a logit's weights are natural ones. What is not fitted (a failed gate of quality) is a part by itself.
 */
import { rankAmong } from "../src/core/rank-figures.ts";

/** Facts in their order, and the sign that a weight may have: a fit that wants another is told 0. */
export const FACTS = {
  phenotype: 1,
  unannotated: -1,
  misfit: -1,
  homozygous: 0,
  trans: 0,
  unphased: 0,
  hemizygous: 0,
  deNovoHigh: 0,
  deNovoLower: 0,
  lof: 1,
  near: 0,
  other: 0,
  present: -1,
  dominantFrequency: -1,
  recessiveFrequency: -1,
  lofConstraint: 1,
  missenseZ: 1,
  missenseConstraint: 1,
  recessiveConstraint: 1,
  length: -1,
};

/** Points of an allele whose call failed a gate. */
const FAILED = -13;
const LEAST_PHENOTYPE = -2.2;
/** gnomAD's rarest. */
const RAREST = 4e-6;

/** What the weights of `FACTS` were when this benchmark was made. */
export const START = {
  phenotype: 8,
  unannotated: -9.5,
  misfit: -6.5,
  homozygous: 19.5,
  trans: 15,
  unphased: 6.5,
  hemizygous: 0.5,
  deNovoHigh: 20,
  deNovoLower: -4,
  lof: 9,
  near: -3,
  other: -6.5,
  present: -1.5,
  dominantFrequency: -8,
  recessiveFrequency: -4,
  lofConstraint: 5,
  missenseZ: 2,
  missenseConstraint: 2.5,
  recessiveConstraint: 1.5,
  length: -4,
};

/** The same of "none of these", by family, where half of the patients have their answer in the list. */
export const NONE = { singleton: 21, duo: 19.6, trio: 21.2 };

/** Points of what is not fitted. */
export function fixedOf({ alleles }) {
  return FAILED * alleles.filter(({ failed }) => failed).length;
}

/** @returns {number[]} values of FACTS */
export function vectorOf(row, way) {
  const { genotype, alleles, loeuf, missenseZ, length } = row;
  const { score, fits } = row.told[way];
  const count = (...classes) => alleles.filter((one) => classes.includes(one.class)).length;
  const isDominant = genotype === "het";
  const lof = count("lof");
  const altering = count("protein_altering");
  const grade = alleles.map(({ deNovo }) => deNovo).find((one) => one !== null) ?? null;
  const c = loeuf === null ? 0 : clamp(-Math.log(loeuf), -0.5, 1.05);
  const z = missenseZ === null ? 0 : clamp(missenseZ, -1, 3.1);
  const isMissense = isDominant && lof === 0 && altering > 0;
  const rarity = alleles.reduce(
    (sum, { af }) => sum + (af > 0 ? Math.max(0, Math.log10(af / RAREST)) : 0),
    0,
  );
  const present = alleles.filter(({ af }) => af > 0).length;
  const is = (truth) => (truth ? 1 : 0);
  return Object.values({
    phenotype: fits === null ? 0 : Math.max(LEAST_PHENOTYPE, score),
    unannotated: is(fits === null),
    misfit: is(fits === false),
    homozygous: is(genotype === "hom"),
    trans: is(genotype === "trans"),
    unphased: is(genotype === "unphased"),
    hemizygous: is(genotype === "hemi"),
    deNovoHigh: is(grade === "HIGH"),
    deNovoLower: is(grade !== null && grade !== "HIGH"),
    lof,
    near: count("splice_near"),
    other: count("synonymous", "other", "noncoding_exon"),
    present: isDominant ? present : 0,
    dominantFrequency: isDominant ? rarity : 0,
    recessiveFrequency: isDominant ? 0 : rarity,
    lofConstraint: isDominant && lof > 0 ? c : 0,
    missenseZ: isMissense ? z : 0,
    missenseConstraint: isMissense ? c : 0,
    recessiveConstraint: isDominant ? 0 : c,
    length: length === null ? 0 : clamp(Math.log(length / 1500), -1.5, 2),
  });
}

function clamp(value, least, most) {
  return Math.min(most, Math.max(least, value));
}

/** Points of weights by the names of FACTS. */
export function pointsOf(row, way, weights) {
  const facts = vectorOf(row, way);
  const names = Object.keys(FACTS);
  const sum = names.reduce((total, name, i) => total + weights[name] * facts[i], fixedOf(row));
  return Math.round(sum * 10) / 10;
}

/** The score before version 2 of it: tier, place, then a sum whose part of the terms lies between -20 and 30. */
export function oldScore({ tier, band, score }, terms = 0) {
  const sum = score + clamp(10 * terms, -20, 30);
  return Math.round(100 * sum) / 100 - 1e6 * tier - 1e4 * band;
}

/** What is compared: of a row and a way one number, the higher the better. */
export const ORDERS = {
  "without terms": (row) => oldScore(row),
  "the terms alone": (row, way) => row.told[way].score,
  "the score of version 1": (row, way) => oldScore(row, row.told[way].score),
  "the score": (row, way) => pointsOf(row, way, START),
};

/** Rank of the best of the causal candidates; none: infinite. */
export function rankIn(rows, scoreOf) {
  const own = Math.max(...rows.filter(({ isCausal }) => isCausal).map(scoreOf));
  if (own === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY;
  return rankAmong(own, rows.filter(({ isCausal }) => !isCausal).map(scoreOf));
}
