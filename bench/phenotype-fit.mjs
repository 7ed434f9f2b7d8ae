/**
 * Fits the weights of src/phenotype/weights.ts, on development cases alone:
 *
 *   node bench/phenotype-fit.mjs [--data ../shared/data] [--per-gene 4] [--ridge 2]
 *
 * The model is a conditional logit: of all genes one is the patient's; the odds of a gene are the sum of
 * the odds of its diseases, exp(weights · features). Cases whose publications the 385 test cases share
 * are left out, each case is read without its own publication's annotations, a gene's cases count
 * together as the square root of their number. Cross-validated by gene in five folds: a fold's genes are
 * never seen by its fit.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as phenotype from "../dist/phenotype/index.js";
import { capped, hash, readCases, readRelease } from "./phenotype-cases.mjs";
import { summary, table } from "./phenotype-figures.mjs";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    "per-gene": { type: "string", default: "4" },
    ridge: { type: "string", default: "2" },
  },
});
const RIDGE = Number(values.ridge);
const FOLDS = 5;
/** Its sign is set by hand: weights.ts says why. */
const FITTED = phenotype.FEATURES.filter((name) => name !== "excludedAgainst");

const knowledge = await readRelease(values.data);
const archive = (name) => join(values.data, "cases", name);
const test = readCases(knowledge, archive("lirical385.phenopackets.tar.gz"));
const tested = new Set(test.flatMap((each) => [...each.publications]));
const development = readCases(knowledge, archive("phenopacket_store_0.1.11.dev.tar.gz")).filter(
  (each) =>
    each.gene >= 0 &&
    each.query.observed.length > 0 &&
    ![...each.publications].some((publication) => tested.has(publication)),
);
const chosen = capped(development, (each) => each.gene, Number(values["per-gene"]));
const ofGene = Map.groupBy
  ? Map.groupBy(chosen, (each) => each.gene)
  : chosen.reduce(
      (map, each) => map.set(each.gene, [...(map.get(each.gene) ?? []), each]),
      new Map(),
    );
console.log(`${chosen.length} cases of ${ofGene.size} genes, of ${development.length}`);

/** Every disease of every gene takes part: a choice of candidates would teach the fit the choice. */
const pairs = [];
for (const g of knowledge.genes.numbers.keys()) {
  for (const d of phenotype.rowOf(knowledge.genes.diseases, g)) pairs.push([g, d]);
}
const examples = chosen.map((each) => example(each));

/** `rows`: FITTED.length values a pair, those of pairs without annotation left out. */
function example({ name, gene, query, publications }) {
  const own = phenotype.withoutPublications(knowledge, publications);
  const byName = phenotype.featuresOf(own, query);
  const features = FITTED.map((feature) => byName[feature]);
  const known = pairs.filter(([, d]) => own.profiles.mass[d] > 0);
  const rows = new Float32Array(known.length * FITTED.length);
  for (const [i, [, d]] of known.entries()) {
    for (const [j, column] of features.entries()) rows[i * FITTED.length + j] = column[d];
  }
  const genes = Int32Array.from(known, ([g]) => g);
  return { name, gene, rows, genes, weight: 1 / Math.sqrt(ofGene.get(gene).length) };
}

/** Mean and spread over all rows: the ridge must not depend on units. */
const spread = FITTED.map((_, j) => {
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (const { rows } of examples) {
    for (let at = j; at < rows.length; at += FITTED.length) {
      n++;
      sum += rows[at];
      squares += rows[at] ** 2;
    }
  }
  return { mean: sum / n, deviation: Math.sqrt(squares / n - (sum / n) ** 2) || 1 };
});
for (const { rows } of examples) {
  for (const [at, value] of rows.entries()) {
    const { mean, deviation } = spread[at % FITTED.length];
    rows[at] = (value - mean) / deviation;
  }
}

function scoresOf({ rows, genes }, weights) {
  const width = weights.length;
  return Float64Array.from(genes, (_, i) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += rows[i * width + j] * weights[j];
    return sum;
  });
}

/** Loss (negative log likelihood and ridge) and its gradient. */
function loss(some, weights) {
  let total = 0;
  const gradient = new Float64Array(weights.length);
  const width = weights.length;
  for (const each of some) {
    const { rows, genes, gene, weight } = each;
    const scores = scoresOf(each, weights);
    const most = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    let all = 0;
    let right = 0;
    const odds = scores.map((score, i) => {
      const value = Math.exp(score - most);
      all += value;
      if (genes[i] === gene) right += value;
      return value;
    });
    if (right === 0) continue;
    total -= weight * Math.log(right / all);
    for (let i = 0; i < genes.length; i++) {
      const pull = weight * (odds[i] / all - (genes[i] === gene ? odds[i] / right : 0));
      for (let j = 0; j < width; j++) gradient[j] += pull * rows[i * width + j];
    }
  }
  for (const [j, value] of weights.entries()) {
    total += (RIDGE / 2) * value ** 2;
    gradient[j] += RIDGE * value;
  }
  return { total, gradient };
}

function dot(a, b) {
  let sum = 0;
  for (let j = 0; j < b.length; j++) sum += a[j] * b[j];
  return sum;
}

/** Limited-memory BFGS with halved steps: some forty rounds for ten weights. */
function fit(some) {
  let weights = new Float64Array(FITTED.length);
  let now = loss(some, weights);
  const past = [];
  for (let round = 0; round < 60; round++) {
    const direction = Float64Array.from(now.gradient);
    const pulls = [];
    for (const { step, change, rho } of past) {
      const pull = rho * dot(step, direction);
      pulls.push(pull);
      for (const [j, value] of change.entries()) direction[j] -= pull * value;
    }
    const [last] = past;
    const scale = last === undefined ? 0.01 : 1 / (last.rho * dot(last.change, last.change));
    for (let j = 0; j < direction.length; j++) direction[j] *= scale;
    for (const [i, { step, change, rho }] of [...past.entries()].reverse()) {
      const back = rho * dot(change, direction);
      for (const [j, value] of step.entries()) direction[j] += (pulls[i] - back) * value;
    }
    let size = 1;
    let next;
    let moved;
    do {
      moved = weights.map((value, j) => value - size * direction[j]);
      next = loss(some, moved);
      size /= 2;
    } while (next.total > now.total && size > 1e-6);
    const step = moved.map((value, j) => value - weights[j]);
    const change = next.gradient.map((value, j) => value - now.gradient[j]);
    const gain = now.total - next.total;
    [weights, now] = [moved, next];
    if (gain < 1e-6) break;
    past.unshift({ step, change, rho: 1 / dot(step, change) });
    past.length = Math.min(past.length, 8);
  }
  return weights;
}

function rank(each, weights) {
  const { genes, gene } = each;
  const odds = new Map();
  for (const [i, score] of scoresOf(each, weights).entries()) {
    odds.set(genes[i], (odds.get(genes[i]) ?? 0) + Math.exp(score));
  }
  const own = odds.get(gene);
  if (own === undefined) return Number.POSITIVE_INFINITY;
  const others = [...odds.values()];
  const equal = others.filter((value) => value === own).length;
  return others.filter((value) => value > own).length + (equal + 1) / 2;
}

const foldOf = new Map(
  [...ofGene.keys()].sort((a, b) => hash(`${a}`) - hash(`${b}`)).map((g, i) => [g, i % FOLDS]),
);
const lines = [];
const outOfFold = [];
for (let fold = 0; fold < FOLDS; fold++) {
  const held = examples.filter((each) => foldOf.get(each.gene) === fold);
  const weights = fit(examples.filter((each) => foldOf.get(each.gene) !== fold));
  const ranks = held.map((each) => ({ rank: rank(each, weights), gene: each.gene }));
  outOfFold.push(...ranks);
  lines.push([
    `fold ${fold + 1}: ${new Set(held.map((each) => each.gene)).size} genes`,
    summary(ranks),
  ]);
}
lines.push(["all folds", summary(outOfFold)]);
const final = fit(examples);
lines.push([
  "fitted on all, seen",
  summary(examples.map((each) => ({ rank: rank(each, final), gene: each.gene }))),
]);
console.log(table(lines));
console.log("\nWeights per unit, for src/phenotype/weights.ts:");
for (const [j, name] of FITTED.entries()) {
  console.log(`  ${name}: ${Number((final[j] / spread[j].deviation).toPrecision(4))},`);
}
