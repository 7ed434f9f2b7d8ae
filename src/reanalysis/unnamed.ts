/** Genes in the store's table that have records but never appear in the annotation (DEC-17). */
import type { TableGene } from "../panel/types.ts";

/** Fewer genes than this, as a panel's file has, say nothing of the gene set. */
const MIN_GENES = 100;

/** @returns symbols in capitals, sorted */
export function unnamedGenes(
  withRecords: readonly number[],
  genes: readonly TableGene[],
  named: ReadonlySet<number>,
): string[] {
  const open = withRecords.filter((i) => !named.has(i));
  return open.flatMap((i) => genes[i]?.symbol.toUpperCase() ?? []).sort();
}

/**
 * A file that was annotated with another gene set: every rare record in a gene is kept, wherever it lies. Of
 * 300,000 records of a genome 6,726 were kept in place of 723, and 5,797 genes were unnamed in place of 36.
 * @returns what to say; null: the annotation names most of the genes
 */
export function otherGeneSet(unnamed: number, withRecords: number): string | null {
  if (withRecords < MIN_GENES || unnamed <= withRecords / 2) return null;
  return `the annotation never names ${unnamed} of ${withRecords} genes that have records: check that the store's gene table is for the same gene set; all their rare records are kept`;
}
