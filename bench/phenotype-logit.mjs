/**
 * A conditional logit: of all genes one is the patient's; the odds of a gene are the sum of the odds of
 * its diseases, exp(weights · features). An example: `rows`, so many features a pair of disease and gene
 * one after the other; `genes`, the gene of each pair; `gene`, the right one; `weight`, of the case; `fixed`, where
 * given, what each pair has besides.
 */

/** Pull of every weight towards 0. */
const RIDGE = 2;

/**
 * Brings all examples to mean 0 and deviation 1, in place: the ridge must not depend on units.
 * @param {number} width number of features
 * @returns {number[]} deviation of each feature
 */
export function standardise(examples, width) {
  const spread = Array.from({ length: width }, (_, j) => {
    let n = 0;
    let sum = 0;
    let squares = 0;
    for (const { rows } of examples) {
      for (let at = j; at < rows.length; at += width) {
        n++;
        sum += rows[at];
        squares += rows[at] ** 2;
      }
    }
    return { mean: sum / n, deviation: Math.sqrt(squares / n - (sum / n) ** 2) || 1 };
  });
  for (const { rows } of examples) {
    for (const [at, value] of rows.entries()) {
      const { mean, deviation } = spread[at % width];
      rows[at] = (value - mean) / deviation;
    }
  }
  return spread.map(({ deviation }) => deviation);
}

function scoresOf({ rows, genes, fixed }, weights) {
  const width = weights.length;
  return Float64Array.from(genes, (_, i) => {
    let sum = fixed?.[i] ?? 0;
    for (let j = 0; j < width; j++) sum += rows[i * width + j] * weights[j];
    return sum;
  });
}

/** Loss (negative log likelihood and ridge) and its gradient; a weight that is held stays as it is. */
function loss(some, weights, held) {
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
    gradient[j] = held.has(j) ? 0 : gradient[j] + RIDGE * value;
  }
  return { total, gradient };
}

function dot(a, b) {
  let sum = 0;
  for (let j = 0; j < b.length; j++) sum += a[j] * b[j];
  return sum;
}

/**
 * Limited-memory BFGS with halved steps: some forty rounds for ten weights.
 * @param {number} width number of features
 * @param {Set<number>} held features whose weight stays 0
 * @returns {Float64Array} weights of the standardised features
 */
export function fit(some, width, held = new Set()) {
  let weights = new Float64Array(width);
  let now = loss(some, weights, held);
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
      next = loss(some, moved, held);
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

/** Rank of the example's gene, ties at their middle. */
export function rank(each, weights) {
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
