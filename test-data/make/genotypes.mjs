// Sample columns GT:AD:DP:GQ with plausible reads.

export const FORMAT = "GT:AD:DP:GQ";

/**
 * One sample's text for a genotype such as `0/1`, `1`, `./1`, `1/2`, with random depth.
 * @param {ReturnType<import("./random.mjs").makeRandom>} random
 * @param {string} gt
 * @param {number} alts how many ALT alleles the record has
 * @param {{ depth?: number, reads?: number[], gq?: number }} [given] fixed figures instead of random ones
 */
export function sampleText(random, gt, alts, given = {}) {
  const alleles = gt.split(/[/|]/);
  if (alleles.every((a) => a === ".") && given.reads === undefined) return `${gt}:.:.:.`;
  const depth = given.depth ?? (alleles.length === 1 ? random.integer(12, 26) : random.integer(24, 52));
  const reads = given.reads ?? spread(random, alleles, alts, depth);
  const total = reads.reduce((a, b) => a + b, 0);
  const gq = given.gq ?? (total < 10 ? 15 : random.chance(0.97) ? 99 : random.integer(25, 90));
  return `${gt}:${reads.join(",")}:${total}:${gq}`;
}

function spread(random, alleles, alts, depth) {
  const reads = Array.from({ length: alts + 1 }, () => 0);
  const called = alleles.filter((a) => a !== ".").map(Number);
  const distinct = [...new Set(called)];
  if (distinct.length <= 1) {
    reads[distinct[0] ?? 0] = depth;
    // A stray read now and then, as real homozygotes have.
    if (called[0] !== 0 && random.chance(0.1)) reads[0] = 1;
    return reads;
  }
  // Heterozygotes: kept between 0.3 and 0.7, so that no planted case depends on a coin.
  const low = Math.ceil(depth * 0.3);
  const n = Math.min(depth - low, Math.max(low, random.binomial(depth, 0.49)));
  reads[distinct[1]] = n;
  reads[distinct[0]] = depth - n;
  return reads;
}
