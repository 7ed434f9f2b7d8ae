/** What to warn about in records: one of many that report the same in the same genes. */
import type { Noted } from "./types.ts";

/** What is withheld in one gene may be told of in another: each gene's first is kept. */
function notedKey({ code, text, genes }: Noted): string {
  const named = genes.map(({ hgncId, ensemblGene, ncbiGene, symbol, inside }) =>
    [hgncId, ensemblGene, ncbiGene, symbol, inside].join("|"),
  );
  const isExample = code === "contradicted_impact" || code === "info_key_twice";
  return [code, isExample ? "" : text, ...new Set(named)].join("\t");
}

/** In their order. */
export function firstNoted(noted: readonly Noted[]): Noted[] {
  const first = new Map<string, Noted>();
  for (const one of noted) {
    const key = notedKey(one);
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
}
