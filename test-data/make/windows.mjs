// Where the sex and relatedness checks look: GRCh38, read from the table of src/core/sample-windows.ts.
// Sizes, and how many common SNVs go into each window.
import { readFileSync } from "node:fs";

const table = readFileSync(new URL("../../src/core/sample-windows.ts", import.meta.url), "utf8");
const autosomes = [...table.matchAll(/^(\d+)((?: \d+\/\d+)+)$/gm)].flatMap(([, chrom, places]) =>
  [...places.matchAll(/(\d+)\//g)].map(([, kb]) => [chrom, 1000 * Number(kb) + 1]),
);
const sexChromosomes = [...table.matchAll(/^ {2}\["([XY])", (\d+),/gm)].map(([, chrom, start]) => [
  chrom,
  Number(start),
]);

const KIND = { X: { bases: 300_000, sites: 60 }, Y: { bases: 200_000, sites: 10 } };
const AUTOSOME = { bases: 100_000, sites: 18 };

/** @type {{ chrom: string, start: number, end: number, sites: number }[]} */
export const SAMPLE_WINDOWS = [...autosomes, ...sexChromosomes].map(([chrom, start]) => {
  const { bases, sites } = KIND[chrom] ?? AUTOSOME;
  return { chrom, start, end: start + bases - 1, sites };
});
