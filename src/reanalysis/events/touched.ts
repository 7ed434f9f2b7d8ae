/** Which genes are affected by a change of panels. Pure. */
import { canonicalJson } from "../../core/canonical.ts";
import type { PanelGenes, TableGene } from "../../panel/types.ts";

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
export function touchedGenes(before: PanelGenes, after: PanelGenes): Touched {
  const old = new Set(before.genes.map(canonicalJson));
  const newer = new Set(after.genes.map(canonicalJson));
  const changed = [
    ...before.genes.filter((gene) => !newer.has(canonicalJson(gene))),
    ...after.genes.filter((gene) => !old.has(canonicalJson(gene))),
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

/** As a case's `genes.txt` writes them. */
export function namesOf({ symbol, otherSymbols, hgncId, ensemblIds, ncbiId }: TableGene): string[] {
  return [
    ...[symbol, ...otherSymbols].map((name) => name.toUpperCase()),
    ...(hgncId === null ? [] : [hgncId]),
    ...ensemblIds,
    ...(ncbiId === null ? [] : [ncbiId]),
  ];
}

/**
 * Does a case have a record in one of the genes?
 * @param listed its `genes.txt`: sorted names, one per line, all between line ends
 */
export function holdsAny(listed: string, names: ReadonlySet<string>): boolean {
  if (isListed(listed, "*")) return true;
  for (const name of names) if (isListed(listed, name)) return true;
  return false;
}

/** By halves: many names are looked for in many lists of some thousand lines. */
function isListed(listed: string, name: string): boolean {
  let low = 0;
  let high = listed.length - 1;
  // Both are line ends; the line that is looked for lies between them.
  while (low < high) {
    const start = listed.lastIndexOf("\n", (low + high) >> 1) + 1;
    const end = listed.indexOf("\n", start);
    const line = listed.slice(start, end);
    if (line === name) return true;
    if (line < name) low = end;
    else high = start - 1;
  }
  return false;
}
