/** A mistyped symbol matches nothing: the empty list that follows must not look like an answer. */
import { shortList, type Told } from "../core/warnings.ts";
import { nearest } from "../core/nearest.ts";
import { bundledPanels } from "../panel/index.ts";
import type { PanelGenes, TableGene } from "../panel/types.ts";
import type { Scanned } from "./scan.ts";

export const MOST_NAMED = 5;

/**
 * Genes without coordinates that no judged record names. A real gene may be among them: then nothing rare of it
 * was in the file.
 * @param isAgnostic other genes are looked at too
 * @param isAnnotated the input names genes: what lies in a gene names it
 * @returns `no_panel_gene` where no gene of the panels was found in any way
 */
export async function unfoundGenes(
  table: PanelGenes,
  scanned: Scanned["result"],
  isAgnostic: boolean,
  isAnnotated: boolean,
): Promise<Told[]> {
  const { genes } = table;
  const named = new Set(scanned?.genesNamed);
  const unfound = genes.filter(({ region }, i) => region === null && !named.has(i));
  const hasRecords = isAnnotated
    ? named.size > 0
    : scanned?.contigs.some(({ judged }) => judged > 0) === true;
  if (!isAgnostic && genes.length > 0 && (!hasRecords || unfound.length === genes.length))
    return [{ code: "no_panel_gene", facts: { ...listed(genes), near: await meantBy(unfound) } }];
  return toldUnfound(unfound);
}

/** @param unfound without coordinates, and named nowhere */
export async function toldUnfound(unfound: readonly TableGene[]): Promise<Told[]> {
  if (unfound.length === 0) return [];
  return [{ code: "gene_unfound", facts: { ...listed(unfound), near: await meantBy(unfound) } }];
}

/** Symbols of the bundled panels that these are an older name of, else a slip of the hand away from. */
async function meantBy(unfound: readonly TableGene[]): Promise<string[]> {
  const known = (await bundledPanels()).flatMap(({ genes }) => genes);
  const symbols = new Set(known.map(({ symbol }) => symbol));
  const near = unfound.slice(0, MOST_NAMED).flatMap(({ symbol }) => {
    if (symbols.has(symbol)) return [];
    const named = known.filter((gene) => gene.otherSymbols.includes(symbol));
    return named.length > 0 ? named.map((gene) => gene.symbol) : nearest(symbol, symbols);
  });
  return [...new Set(near)];
}

/** Genes where records lie, none of which names them. */
export function unnamedGenes(table: PanelGenes, scanned: Scanned["result"]): Told[] {
  const unnamed = unnamedOf(table, scanned);
  return unnamed.length === 0 ? [] : [{ code: "gene_unnamed", facts: listed(unnamed) }];
}

function unnamedOf({ genes }: PanelGenes, scanned: Scanned["result"]): TableGene[] {
  const named = new Set(scanned?.genesNamed);
  const lain = new Set(scanned?.genesWithRecords);
  return genes.filter((_, i) => lain.has(i) && !named.has(i));
}

function listed(genes: readonly TableGene[]): { genes: string[]; more: number } {
  return shortList(
    genes.map(({ symbol }) => symbol),
    MOST_NAMED,
  );
}
