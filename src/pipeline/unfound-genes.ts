/** A mistyped symbol matches nothing: the empty list that follows must not look like an answer. */
import type { GeneTable } from "../panel/model.ts";
import type { Scanned } from "./scan.ts";

const MOST_NAMED = 5;

/**
 * @returns a warning of genes that have no coordinates and that no judged record names; null: there are none.
 * A real gene may be among them: then nothing rare of it was in the file.
 */
export function unfoundGenes({ genes }: GeneTable, scanned: Scanned["result"]): string | null {
  const named = new Set(scanned?.genesNamed);
  const unfound = genes.filter(({ region }, i) => region === null && !named.has(i));
  if (unfound.length === 0) return null;
  const shown = unfound.slice(0, MOST_NAMED).map(({ symbol }) => symbol);
  const more = unfound.length - shown.length;
  const list = more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
  return `${list}: no coordinates known, and no record that was judged names it: is the symbol the annotation's?`;
}
