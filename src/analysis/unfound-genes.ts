/** A mistyped symbol matches nothing: the empty list that follows must not look like an answer. */
import type { PanelGenes, TableGene } from "../panel/types.ts";
import type { Scanned } from "./scan.ts";

const MOST_NAMED = 5;

/**
 * @returns warnings of genes that no judged record names: those without coordinates, and those where records lie;
 *   none: there are none. A real gene may be among them: then nothing rare of it was in the file.
 */
export function unfoundGenes({ genes }: PanelGenes, scanned: Scanned["result"]): string[] {
  const named = new Set(scanned?.genesNamed);
  const lain = new Set(scanned?.genesWithRecords);
  const unfound = genes.filter(({ region }, i) => region === null && !named.has(i));
  const elsewhere = genes.filter((_, i) => lain.has(i) && !named.has(i));
  return [
    ...told(unfound, "no coordinates known, and no record that was judged names it"),
    ...told(elsewhere, "records lie at its place, and none of them names it"),
  ];
}

function told(genes: readonly TableGene[], what: string): string[] {
  if (genes.length === 0) return [];
  const shown = genes.slice(0, MOST_NAMED).map(({ symbol }) => symbol);
  const more = genes.length - shown.length;
  const list = more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
  return [`${list}: ${what}: is the symbol the annotation's?`];
}
