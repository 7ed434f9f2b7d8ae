/**
 * Figures for an order and a probability, over cases with a known answer: how high the answer ranks, how long a
 * list contains it, and whether stated probabilities match the outcomes.
 */

/** Rank of a score among others, ties at their middle. The higher is the better. */
export function rankAmong(own: number, others: Iterable<number>): number {
  let above = 0;
  let equal = 0;
  for (const other of others) {
    if (other > own) above++;
    else if (other === own) equal++;
  }
  return above + 1 + equal / 2;
}

/** Percentage of ranks up to `most`. An answer that is in no list has an infinite rank. */
export function topShare(ranks: readonly number[], most: number): number {
  return (100 * ranks.filter((rank) => rank <= most).length) / ranks.length;
}

/** The shortest list that holds the answer in this share of the cases, 0 to 1; infinite: none does. */
export function listFor(ranks: readonly number[], share: number): number {
  const sorted = [...ranks].sort((a, b) => a - b);
  return Math.ceil(sorted[Math.max(0, Math.ceil(share * ranks.length) - 1)] ?? 0);
}

/** A probability that was said, whether it was so, and how much the case counts. */
interface Said {
  p: number;
  isTrue: boolean;
  weight: number;
}

interface Bin {
  /** Mean of what was said, and the share that was true. */
  said: number;
  found: number;
  weight: number;
}

/** What is said held against what is: tenths of probability, from `least` on; empty ones are left out. */
export function reliability(all: readonly Said[], least = 0.1): Bin[] {
  const bins = Array.from({ length: 10 }, () => ({ said: 0, found: 0, weight: 0 }));
  for (const { p, isTrue, weight } of all) {
    const bin = bins[Math.min(9, Math.floor(p * 10))];
    if (bin === undefined || p < least) continue;
    bin.said += weight * p;
    bin.found += isTrue ? weight : 0;
    bin.weight += weight;
  }
  return bins
    .filter(({ weight }) => weight > 0)
    .map(({ said, found, weight }) => ({ said: said / weight, found: found / weight, weight }));
}

/** How far what is said lies from what is, over the bins by their weight. */
export function meanGap(bins: readonly Bin[]): number {
  const weight = bins.reduce((sum, bin) => sum + bin.weight, 0);
  return (
    bins.reduce((sum, bin) => sum + bin.weight * Math.abs(bin.said - bin.found), 0) /
    Math.max(weight, Number.MIN_VALUE)
  );
}
