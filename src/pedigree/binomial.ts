/** Tails of the binomial distribution, on which the sample checks are based. */

/** Chance of `k` or fewer successes in `n` trials of chance `p`. */
export function atMost(k: number, n: number, p: number): number {
  if (k >= n) return 1;
  if (p >= 1) return 0;
  return sumOfTerms(0, k, n, p);
}

/** Chance of `k` or more successes in `n` trials of chance `p`. */
export function atLeast(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (p <= 0) return 0;
  if (p >= 1) return k <= n ? 1 : 0;
  return sumOfTerms(k, n, n, p);
}

/** In logarithms: the chance of nothing in thousands of trials is below the smallest double. */
function sumOfTerms(from: number, to: number, n: number, p: number): number {
  let term = n * Math.log1p(-p);
  let sum = from === 0 ? Math.exp(term) : 0;
  for (let i = 1; i <= to; i++) {
    term += Math.log(((n - i + 1) / i) * (p / (1 - p)));
    if (i >= from) sum += Math.exp(term);
  }
  return Math.min(1, sum);
}
