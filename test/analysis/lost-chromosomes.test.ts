/** Chromosomes of which next to nothing is left. */
import { describe, expect, it } from "vitest";
import { usableChromosomes } from "../../src/analysis/lost-chromosomes.ts";

/** Genes on each chromosome, and how many of them have a record. */
function usable(counts: Record<string, [genes: number, seen: number]>): string[] {
  const genes: { region: { chrom: string; start: number; end: number } }[] = [];
  const genesWithRecords: number[] = [];
  for (const [chrom, [all, seen]] of Object.entries(counts))
    for (let i = 0; i < all; i++) {
      if (i < seen) genesWithRecords.push(genes.length);
      genes.push({ region: { chrom, start: 1, end: 2 } });
    }
  const result = { contigs: [], genesWithRecords, genesNamed: [] };
  return [...usableChromosomes(new Set(Object.keys(counts)), result, genes)];
}

describe("no record in any gene of a chromosome", () => {
  it("is a loss where most genes elsewhere have some", () => {
    expect(usable({ 1: [60, 60], 2: [3, 0] })).toEqual(["1"]);
    expect(usable({ 1: [60, 54], 2: [6, 0], X: [4, 4] })).toEqual(["1", "X"]);
  });

  it("is none where few genes lie there, or few elsewhere have a record", () => {
    expect(usable({ 1: [60, 60], 2: [2, 0] })).toEqual(["1", "2"]);
    expect(usable({ 1: [60, 30], 2: [6, 0] })).toEqual(["1", "2"]);
    expect(usable({ 1: [3, 3], 2: [3, 0] })).toEqual(["1", "2"]);
    expect(usable({ 1: [60, 60], 2: [6, 1], Y: [6, 0] })).toEqual(["1", "2", "Y"]);
  });
});
