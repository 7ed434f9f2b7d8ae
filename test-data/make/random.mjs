// Random numbers with a seed (mulberry32): the same seed makes the same data on every machine.

/** @param {number} seed 32-bit integer */
export function makeRandom(seed) {
  let state = seed >>> 0;
  /** Uniform in [0, 1). */
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  /** Integer in [low, high]. */
  const integer = (low, high) => low + Math.floor(uniform() * (high - low + 1));
  const pick = (list) => list[integer(0, list.length - 1)];
  const chance = (p) => uniform() < p;
  /** Successes in n trials. */
  const binomial = (n, p) => {
    let hits = 0;
    for (let i = 0; i < n; i++) if (uniform() < p) hits++;
    return hits;
  };
  return { uniform, integer, pick, chance, binomial };
}
