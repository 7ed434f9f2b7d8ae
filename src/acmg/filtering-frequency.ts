/**
 * The filtering allele frequency from counts (Whiffin 2017; gnomAD's FAF95): the highest true frequency
 * that is too low, with 95 % confidence, to give as many alleles as were seen.
 */

/** @returns a fraction; 0 when no allele was seen */
export function filteringFrequency(alleleCount: number, alleleNumber: number): number {
  if (alleleCount <= 0 || alleleNumber <= 0) return 0;
  if (alleleCount > 1000) return wilsonHilferty(alleleCount) / alleleNumber;
  let low = 0;
  let high = alleleCount;
  // P(X >= count) grows with the mean; 50 halvings of 1,000 leave 1e-12
  for (let i = 0; i < 50; i++) {
    const mean = (low + high) / 2;
    if (1 - cumulativePoisson(alleleCount - 1, mean) > 0.05) high = mean;
    else low = mean;
  }
  return low / alleleNumber;
}

/** The same mean for large counts, right to five digits from 1,000 on, without summing them. */
function wilsonHilferty(k: number): number {
  const z = 1.6448536;
  return k * (1 - 1 / (9 * k) - z / (3 * Math.sqrt(k))) ** 3;
}

/** P(X <= k), summed in logarithms: exp(-mean) alone is 0 beyond a mean of 745. */
function cumulativePoisson(k: number, mean: number): number {
  if (mean === 0) return 1;
  let logTerm = -mean;
  let total = Math.exp(logTerm);
  for (let i = 1; i <= k; i++) {
    logTerm += Math.log(mean / i);
    total += Math.exp(logTerm);
  }
  return Math.min(1, total);
}
