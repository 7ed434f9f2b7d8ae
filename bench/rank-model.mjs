/**
 * The facts of a candidate as numbers that weights are fitted to, and the orders that are compared. The score is a sum of
 * weights times facts: the fact of a weight is what the program's own score gives with that weight alone, so nothing of
 * it is written twice. Points are 10 log10 of odds. What is not fitted has the policy's weight.
 */
import { variantKey } from "../src/core/allele.ts";
import { DEFAULT_POLICY } from "../src/core/policy.ts";
import { rankAmong } from "./rank-figures.ts";
import { factsForRules } from "../src/genes/gene-facts.ts";
import { withPhenotype } from "../src/rank/index.ts";
import { deNovoOf } from "../src/rank/models.ts";
import { measuresOf, scoreOf } from "../src/rank/score.ts";

/** Fitted weights by their place in `policy.points`, and the sign that each may have; 0: either. */
export const FACTS = {
  "phenotype.slope": 1,
  "phenotype.unannotated": -1,
  "phenotype.misfit": -1,
  "genotype.hom": 0,
  "genotype.hemi": 0,
  "genotype.trans": 0,
  "genotype.unphased": 0,
  "deNovo.high": 0,
  "deNovo.lower": 0,
  "consequence.lof": 1,
  "consequence.lofAgain": 1,
  "consequence.spliceNear": 0,
  "consequence.other": 0,
  "frequency.present": -1,
  "frequency.dominant": -1,
  "frequency.recessive": -1,
  "constraint.lof": 1,
  "constraint.missense": 1,
  "constraint.missenseZ": 1,
  "constraint.recessive": 1,
  "length.each": -1,
};
export const NAMES = Object.keys(FACTS);
const OF_TERMS = NAMES.filter((name) => name.startsWith("phenotype."));
const OF_ALLELES = NAMES.filter((name) => !OF_TERMS.includes(name));
/** One fit for both. */
const TOGETHER = {
  "genotype.trans": ["genotype.transLikely"],
  "consequence.other": ["consequence.noncodingExon"],
};
const FIXED = ["qualityFailure"];

const { points } = DEFAULT_POLICY;
/** The policy's own weights. */
export const IN_FORCE = Object.fromEntries(
  NAMES.map((name) => [name, at(points, name.split("."))]),
);
export const { none: NONE, expectedYield: YIELD, shortlist: SHORTLIST } = points;

function at(object, keys) {
  return keys.reduce((of, key) => of[key], object);
}

/** Large, since parts are rounded to 0.1. */
const UNIT = 1e4;

/** What is no weight, of groups of weights. */
const MEASURES = ["floor", "rarest", "bases"];

/** The policy with these weights, and 0 for all others. */
function policyWith(weights) {
  const own = { ...structuredClone(points), qualityFailure: 0, panel: 0 };
  for (const group of Object.values(own))
    for (const [key, value] of Object.entries(group))
      if (typeof value === "number" && !MEASURES.includes(key)) group[key] = 0;
  for (const [name, value] of Object.entries(weights)) {
    const keys = name.split(".");
    const last = keys.pop();
    at(own, keys)[last] = value;
  }
  return { ...DEFAULT_POLICY, points: own };
}

const units = (names) =>
  names.map((name) =>
    policyWith(Object.fromEntries([name, ...(TOGETHER[name] ?? [])].map((one) => [one, UNIT]))),
  );
const UNITS = units(OF_ALLELES);
const UNITS_OF_TERMS = units(OF_TERMS);
const POLICY_OF_CLASSES = policyWith(
  Object.fromEntries(
    Object.entries(points.consequence).map(([key, value]) => [`consequence.${key}`, value]),
  ),
);
const POLICY_OF_FIXED = policyWith(Object.fromEntries(FIXED.map((name) => [name, points[name]])));

/** Of a candidate of the JSON what no term of the patient changes: numbers beside OF_ALLELES, and the fixed points. */
export function factsOfAlleles(candidate) {
  const { variants, models } = candidate;
  const { loeuf, missenseZ, codingBases } = factsForRules(candidate.geneKnowledge?.facts ?? []);
  const input = {
    variants,
    deNovo: variants.map((v) => deNovoOf(models, variantKey(v))),
    best: models[0] ?? null,
    measures: measuresOf({ measures: { loeuf, missenseZ, codingBases } }, variants),
    isGreen: false,
  };
  const weighed = variants.map(asWeighed);
  const facts = UNITS.map((policy, i) => {
    const isOfClass = OF_ALLELES[i].startsWith("consequence.");
    return scoreOf(isOfClass ? { ...input, variants: weighed } : input, policy).score / UNIT;
  });
  const elsewhere = weighed.filter((v, i) => v.consequence !== variants[i].consequence).length;
  const fixed = scoreOf(input, POLICY_OF_FIXED).score + elsewhere * points.consequence.elsewhere;
  return { facts, fixed };
}

/** A choice is no sum: the variant with the one consequence that the policy's weights choose. */
function asWeighed(variant) {
  const own = { ...variant, worse: null };
  if (variant.worse === null) return own;
  // Of no kind: a loss on another transcript is none of a pair's two.
  const other = { ...own, kind: "elsewhere", consequence: variant.worse };
  return consequenceOf(other) + points.consequence.elsewhere > consequenceOf(own) ? other : own;
}

const NONE_MEASURED = { loeuf: null, missenseZ: null, codingBases: null };

function consequenceOf(variant) {
  const input = {
    variants: [variant],
    deNovo: [null],
    best: null,
    measures: NONE_MEASURED,
    isGreen: false,
  };
  return scoreOf(input, POLICY_OF_CLASSES).score;
}

const RUN = { hasFrequency: true, hpoRelease: "", monthsOld: null };
const BARE = { score: 0, score_v1: 0, scoreParts: [], panels: [] };

/** @param phenotype what `analyse` asks of the gene @returns numbers beside OF_TERMS */
export function factsOfTerms(phenotype) {
  return UNITS_OF_TERMS.map((policy) => withPhenotype(BARE, phenotype, policy, RUN).score / UNIT);
}

/** @returns {number[]} beside NAMES */
export function vectorOf(row, way) {
  return [...row.told[way].facts, ...row.facts];
}

/**
 * Points of weights by NAMES; ties as to 0.1. A trial's weights: `unannotated.<name>` is added to that of the name where
 * the release does not know the gene, `fitting.<name>` where it knows a disease whose mode fits or is not stated;
 * `phenotype.floor` stands in place of a lower one.
 */
export function pointsOf(row, way, weights) {
  const { fits } = row.told[way];
  const group = fits === null ? "unannotated" : fits ? "fitting" : "";
  const floor = weights["phenotype.floor"] ?? Number.NEGATIVE_INFINITY;
  const facts = vectorOf(row, way);
  const sum = NAMES.reduce((total, name, i) => {
    const fact = name === "phenotype.slope" ? Math.max(floor, facts[i]) : facts[i];
    return total + (weights[name] + (weights[`${group}.${name}`] ?? 0)) * fact;
  }, row.fixed);
  return Math.round(sum * 10) / 10;
}

/** As releases before 0.3.0 ordered: tier, place, then their score. */
export function oldOrder({ tier, band }, score) {
  return score - 1e6 * tier - 1e4 * band;
}

/** What is compared: of a row and a way one number, the higher the better. */
export const ORDERS = {
  "without terms": (row) => oldOrder(row, row.old),
  "the terms alone": (row, way) => row.told[way].log10,
  "the score of version 1": (row, way) => oldOrder(row, row.told[way].old),
  "the score": (row, way) => row.told[way].score,
};

/** Rank of the best of the causal candidates; none: infinite. */
export function rankIn(rows, scoreOfRow) {
  const own = Math.max(...rows.filter(({ isCausal }) => isCausal).map(scoreOfRow));
  if (own === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY;
  return rankAmong(own, rows.filter(({ isCausal }) => !isCausal).map(scoreOfRow));
}
