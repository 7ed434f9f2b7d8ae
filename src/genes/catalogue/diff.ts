/** Differences in names between two releases of a gene table. */
import type { CatalogueGene } from "./types.ts";
import type { Snapshot } from "./snapshot.ts";

interface GeneNameChange {
  type: "gene_added" | "gene_gone" | "gene_renamed" | "gene_names";
  /** The newer symbol where there is one. */
  symbol: string;
  old: string | null;
  new: string | null;
}

/** By key: HGNC ids where the source has them. Places do not count: panels bring their own. */
export function diffGeneNames(old: Snapshot, newer: Snapshot): GeneNameChange[] {
  const [before, after] = [byKey(old), byKey(newer)];
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys.flatMap((key): GeneNameChange[] => {
    const [was, is] = [before.get(key), after.get(key)];
    if (was === undefined || is === undefined) {
      const [gone, added] = [was?.symbol ?? null, is?.symbol ?? null];
      const type = was === undefined ? "gene_added" : "gene_gone";
      return [{ type, symbol: added ?? gone ?? key, old: gone, new: added }];
    }
    if (was.symbol !== is.symbol)
      return [{ type: "gene_renamed", symbol: is.symbol, old: was.symbol, new: is.symbol }];
    const [names, now] = [namesOf(was), namesOf(is)];
    return names === now ? [] : [{ type: "gene_names", symbol: is.symbol, old: names, new: now }];
  });
}

function byKey(snapshot: Snapshot): Map<string, CatalogueGene> {
  return new Map(snapshot.all());
}

function namesOf({ previousSymbols, aliases, ensemblId, ncbiId }: CatalogueGene): string {
  const ids = [ensemblId, ncbiId].filter((id) => id !== null);
  return [...previousSymbols, ...aliases, ...ids].sort().join(" ");
}
