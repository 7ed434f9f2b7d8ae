/** Ranks to figures: top k, mean reciprocal rank, per-gene macro average, bootstrap intervals. */

export const TOPS = [1, 3, 5, 10, 20, 50];
const DRAWS = 1000;

/**
 * @param {{rank: number, gene: number | string}[]} ranks an unranked case has an infinite rank
 * @returns {object} percentages and the mean reciprocal rank
 */
export function summary(ranks) {
  const top = TOPS.map((k) => (100 * ranks.filter(({ rank }) => rank <= k).length) / ranks.length);
  const mrr = mean(ranks.map(({ rank }) => 1 / rank));
  const genes = new Map();
  for (const { gene, rank } of ranks) genes.set(gene, [...(genes.get(gene) ?? []), rank]);
  const macro = [1, 10].map(
    (k) =>
      100 * mean([...genes.values()].map((own) => mean(own.map((rank) => (rank <= k ? 1 : 0))))),
  );
  return { n: ranks.length, top, mrr, macro, interval: bootstrap(ranks) };
}

/** 95 % interval of top 1 and top 10 by drawing cases, seeded. */
function bootstrap(ranks) {
  const random = generator(385);
  const draws = { 1: [], 10: [] };
  for (let draw = 0; draw < DRAWS; draw++) {
    let [one, ten] = [0, 0];
    for (let i = 0; i < ranks.length; i++) {
      const { rank } = ranks[Math.floor(random() * ranks.length)];
      if (rank <= 1) one++;
      if (rank <= 10) ten++;
    }
    draws[1].push((100 * one) / ranks.length);
    draws[10].push((100 * ten) / ranks.length);
  }
  const ends = (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    return [sorted[Math.floor(DRAWS * 0.025)], sorted[Math.floor(DRAWS * 0.975)]];
  };
  return { 1: ends(draws[1]), 10: ends(draws[10]) };
}

/** mulberry32. */
function generator(seed) {
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
    "| cases | n | top 1 / 3 / 5 / 10 / 20 / 50, % | mean reciprocal rank | per gene: top 1 / 10 | 95 %: top 1, top 10 |";
  const rows = lines.map(([name, { n, top, mrr, macro, interval }]) => {
    const number = (value) => value.toFixed(1);
    const range = (ends) => ends.map(number).join("–");
    return `| ${name} | ${n} | ${top.map(number).join(" / ")} | ${mrr.toFixed(3)} | ${macro.map(number).join(" / ")} | ${range(interval[1])}, ${range(interval[10])} |`;
  });
  return [head, "|---|---|---|---|---|---|", ...rows].join("\n");
}
