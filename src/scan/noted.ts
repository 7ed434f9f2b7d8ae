/** What to warn about in records: one of many that report the same in the same genes. */
import type { Noted } from "./types.ts";

/** Of these one is told, as an example. */
const EXAMPLES: ReadonlySet<Noted["code"]> = new Set([
  "contradicted_impact",
  "info_key_twice",
  "prediction_unread",
]);

/** What is withheld in one gene may be told of in another: each gene's first is kept. */
function notedKey({ code, text, genes }: Noted): string {
  const named = genes.map(({ hgncId, ensemblGene, ncbiGene, symbol, inside }) =>
    [hgncId, ensemblGene, ncbiGene, symbol, inside].join("|"),
  );
  return [code, EXAMPLES.has(code) ? "" : text, ...new Set(named)].join("\t");
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
