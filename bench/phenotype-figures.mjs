/**
 * Ranks to figures: top k, mean reciprocal rank, per-gene macro average, bootstrap intervals, and two
 * tools case by case.
 */
import { topShare } from "./rank-figures.ts";

export const TOPS = [1, 3, 5, 10, 20, 50];
const DRAWS = 1000;

/**
 * @param {{rank: number, gene: number | string}[]} ranks an unranked case has an infinite rank
 * @returns {object} percentages and the mean reciprocal rank
 */
export function summary(ranks) {
  const plain = ranks.map(({ rank }) => rank);
  const top = TOPS.map((k) => topShare(plain, k));
  const mrr = mean(ranks.map(({ rank }) => 1 / rank));
  const genes = new Map();
  for (const { gene, rank } of ranks) genes.set(gene, [...(genes.get(gene) ?? []), rank]);
  const macro = [1, 10].map(
    (k) =>
      100 * mean([...genes.values()].map((own) => mean(own.map((rank) => (rank <= k ? 1 : 0))))),
  );
  return { n: ranks.length, top, mrr, macro, interval: bootstrap(ranks) };
}

/** 95 % intervals of top 1, top 10 and the mean reciprocal rank by drawing cases, seeded. */
function bootstrap(ranks) {
  const random = generator(385);
  const draws = { 1: [], 10: [], mrr: [] };
  for (let draw = 0; draw < DRAWS; draw++) {
    let [one, ten, mrr] = [0, 0, 0];
    for (let i = 0; i < ranks.length; i++) {
      const { rank } = ranks[Math.floor(random() * ranks.length)];
      if (rank <= 1) one++;
      if (rank <= 10) ten++;
      mrr += 1 / rank;
    }
    draws[1].push((100 * one) / ranks.length);
    draws[10].push((100 * ten) / ranks.length);
    draws.mrr.push(mrr / ranks.length);
  }
  return { 1: ends(draws[1]), 10: ends(draws[10]), mrr: ends(draws.mrr) };
}

function ends(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return [sorted[Math.floor(DRAWS * 0.025)], sorted[Math.floor(DRAWS * 0.975)]];
}

/**
 * Two tools on the same cases, drawn together: a sentence with the differences.
 * @param {string} by what is ranked
 * @param {{name: string, rank: number}[]} theirs
 * @param {(name: string) => number} ours
 */
export function difference(by, theirs, ours) {
  const pairs = theirs.map(({ name, rank }) => {
    const own = ours(name);
    if (own === undefined) throw new Error(`${name} is not among our cases`);
    return [own, rank];
  });
  const random = generator(385);
  const gain = (some, k) =>
    (100 * some.reduce((sum, [a, b]) => sum + (a <= k) - (b <= k), 0)) / some.length;
  const draws = { 1: [], 10: [] };
  for (let draw = 0; draw < DRAWS; draw++) {
    const some = pairs.map(() => pairs[Math.floor(random() * pairs.length)]);
    for (const k of [1, 10]) draws[k].push(gain(some, k));
  }
  const told = [1, 10].map((k) => {
    const [low, high] = ends(draws[k]);
    return `top ${k} ${signed(gain(pairs, k))} (${signed(low)} to ${signed(high)})`;
  });
  const better = pairs.filter(([a, b]) => a < b).length;
  const worse = pairs.filter(([a, b]) => a > b).length;
  return `- ${by}: ${told.join(", ")}; ranked higher in ${better} cases, lower in ${worse}, equal in ${pairs.length - better - worse}`;
}

function signed(value) {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)}`;
}

/** mulberry32: the same numbers from 0 to below 1 for the same seed. */
export function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Markdown. @param {[string, object][]} lines */
export function table(lines) {
  const head =
    "| cases | n | top 1 / 3 / 5 / 10 / 20 / 50, % | mean reciprocal rank | per gene: top 1 / 10 | 95 %: top 1, top 10, mean reciprocal rank |";
  const rows = lines.map(([name, { n, top, mrr, macro, interval }]) => {
    const number = (value) => value.toFixed(1);
    const range = (both, digits) => both.map((end) => end.toFixed(digits)).join("–");
    return `| ${name} | ${n} | ${top.map(number).join(" / ")} | ${mrr.toFixed(3)} | ${macro.map(number).join(" / ")} | ${range(interval[1], 1)}, ${range(interval[10], 1)}, ${range(interval.mrr, 3)} |`;
  });
  return [head, "|---|---|---|---|---|---|", ...rows].join("\n");
}

/**
 * Markdown: what was to be reached and what is.
 * @param {Map<string, object>} found summaries by name
 * @param {Record<string, number[]>} wanted percentages of TOPS in their order
 */
export function bars(found, wanted) {
  const rows = Object.entries(wanted).map(([name, limits]) => {
    const top = found.get(name).top.slice(0, limits.length);
    const met = limits.every((limit, i) => (top[i] ?? 0) >= limit) ? "reached" : "missed";
    return `| ${name}: top ${TOPS.slice(0, limits.length).join(" / ")} | ${limits.join(" / ")} | ${top.map((value) => value.toFixed(1)).join(" / ")} | ${met} |`;
  });
  return ["| cases | to reach, % | found, % | |", "|---|---|---|---|", ...rows].join("\n");
}
