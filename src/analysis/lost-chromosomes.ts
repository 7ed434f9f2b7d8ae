/** Chromosomes present in name only: data lost from them must not look like a negative result. */
import { canonicalChrom } from "../core/assembly.ts";
import type { TableGene } from "../panel/types.ts";
import type { BatchResult, ContigSpan } from "../scan/types.ts";

/** Fewer records without a call may be chance. */
const LEAST_UNCALLED = 5;

/** So small a chance that a chromosome is whole, and none of its genes has a record. */
const LEAST_CHANCE = 1e-5;

/** @returns chromosomes with something to find, of those with records */
export function usableChromosomes(
  present: ReadonlySet<string>,
  result: Pick<BatchResult, "contigs" | "genesWithRecords" | "genesNamed"> | null,
  genes: readonly Pick<TableGene, "region">[],
): Set<string> {
  if (result === null) return new Set(present);
  const lost = new Set([...uncalled(result.contigs), ...bare(result, genes)]);
  return new Set([...present].filter((chrom) => !lost.has(chrom)));
}

/** Where the proband has no genotype at all. On the mitochondrion its reads count. */
function uncalled(contigs: readonly ContigSpan[]): string[] {
  const calls = new Map<string, { judged: number; called: boolean }>();
  for (const { contig, judged, called } of contigs) {
    const chrom = canonicalChrom(contig);
    if (chrom === null || chrom === "MT") continue;
    const before = calls.get(chrom);
    calls.set(chrom, {
      judged: judged + (before?.judged ?? 0),
      called: called || before?.called === true,
    });
  }
  return [...calls].flatMap(([chrom, { judged, called }]) =>
    !called && judged >= LEAST_UNCALLED ? [chrom] : [],
  );
}

/**
 * Where no gene has a record, though most of the genes elsewhere have some. Few genes tell nothing: the share of
 * genes elsewhere without a record (with one more of each kind), to the power of the genes here. Y and the
 * mitochondrion have too few genes, and other ones.
 */
function bare(
  { genesWithRecords, genesNamed }: Pick<BatchResult, "genesWithRecords" | "genesNamed">,
  genes: readonly Pick<TableGene, "region">[],
): string[] {
  const seen = new Set([...genesWithRecords, ...genesNamed]);
  const counts = new Map<string, { genes: number; seen: number }>();
  let all = 0;
  let allSeen = 0;
  for (const [i, { region }] of genes.entries()) {
    if (region === null || region.chrom === "Y" || region.chrom === "MT") continue;
    const count = counts.get(region.chrom) ?? { genes: 0, seen: 0 };
    count.genes++;
    all++;
    if (seen.has(i)) {
      count.seen++;
      allSeen++;
    }
    counts.set(region.chrom, count);
  }
  return [...counts].flatMap(([chrom, count]) => {
    const others = all - count.genes;
    const without = (others - allSeen + 1) / (others + 2);
    return count.seen === 0 && without ** count.genes < LEAST_CHANCE ? [chrom] : [];
  });
}
