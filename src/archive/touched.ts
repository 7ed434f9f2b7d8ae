/** Which genes a change of panels touches. Pure. */
import type { GeneTable, TableGene } from "../panel/model.ts";
import { canonicalText } from "./canonical.ts";

export interface Touched {
  /** Indexes in the new table. */
  genes: number[];
  /** Of both tables' touched genes: every name, symbols in upper case. */
  names: Set<string>;
  /** Symbols, sorted; of genes that went, too. */
  symbols: string[];
}

/**
 * Genes whose row, names or place differ between two tables, and those that share a name with one: an
 * annotation that says the name may mean another gene now (DEC-17).
 */
export function touchedGenes(before: GeneTable, after: GeneTable): Touched {
  const old = new Set(before.genes.map(canonicalText));
  const young = new Set(after.genes.map(canonicalText));
  const changed = [
    ...before.genes.filter((gene) => !young.has(canonicalText(gene))),
    ...after.genes.filter((gene) => !old.has(canonicalText(gene))),
  ];
  const names = new Set(changed.flatMap(namesOf));
  // A gene that shares a name may share another with a third one.
  for (let size = -1; size !== names.size;) {
    size = names.size;
    for (const gene of [...before.genes, ...after.genes]) {
      const own = namesOf(gene);
      if (own.some((name) => names.has(name))) for (const name of own) names.add(name);
    }
  }
  const isTouched = (gene: TableGene): boolean => namesOf(gene).some((name) => names.has(name));
  const symbols = [...before.genes, ...after.genes].filter(isTouched).map((gene) => gene.symbol);
  return {
    genes: after.genes.flatMap((gene, i) => (isTouched(gene) ? [i] : [])),
    names,
    symbols: [...new Set(symbols)].sort(),
  };
}

function namesOf({ symbol, otherSymbols, hgncId, ensemblIds, ncbiId }: TableGene): string[] {
  return [
    ...[symbol, ...otherSymbols].map((name) => name.toUpperCase()),
    ...(hgncId === null ? [] : [hgncId]),
    ...ensemblIds,
    ...(ncbiId === null ? [] : [ncbiId]),
  ];
}

/** Does a case have a record in one of the genes? @param listed its `genes.txt`: a name per line, all between line ends */
export function holdsAny(listed: string, names: ReadonlySet<string>): boolean {
  if (listed.includes("\n*\n")) return true;
  for (const name of names) if (listed.includes(`\n${name}\n`)) return true;
  return false;
}
