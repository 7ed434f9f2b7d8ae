/** Which row of one panel is the same gene as which row of another (DEC-17, PA-04). */
import { remembered } from "../../core/once.ts";
import { MOST_OF_ONE_NAME } from "../table.ts";
import type { PanelGene } from "../types.ts";

interface GenePair {
  old: PanelGene | null;
  new: PanelGene | null;
}

/** HGNC id of a row that has none of its own, e.g. by the imported gene table; null when not known. */
export type Identify = (gene: PanelGene) => string | null;

interface GeneRow {
  gene: PanelGene;
  hgncId: string | null;
}

/** Names of a row beside its HGNC id, the surest first. A symbol may be the other side's alias; ids of two builds may differ. */
const NAMES: readonly ((row: GeneRow) => readonly string[])[] = [
  ({ gene }) => gene.ensemblIds,
  ({ gene }) => (gene.ncbiId === null ? [] : [gene.ncbiId]),
  ({ gene }) => [gene.symbol.toUpperCase()],
  ({ gene }) => [gene.symbol, ...gene.otherSymbols].map((symbol) => symbol.toUpperCase()),
];

/**
 * Pairs the rows of two panels by HGNC id, then Ensembl id, NCBI id, symbol, and a symbol that is the other
 * row's alias. Two HGNC ids are two genes, whatever else agrees; a name that fits several rows pairs none.
 * Rows without a partner have null on the other side.
 */
export function pairGenes(
  before: readonly PanelGene[],
  after: readonly PanelGene[],
  identify: Identify = () => null,
): GenePair[] {
  const rowOf = (gene: PanelGene): GeneRow => ({ gene, hgncId: gene.hgncId ?? identify(gene) });
  let oldRows = before.map(rowOf);
  let newRows = after.map(rowOf);
  const pairs: GenePair[] = [];
  [oldRows, newRows] = pairByHgncId(oldRows, newRows, pairs);
  NAMES.forEach((names, step) => {
    if (oldRows.length === 0 || newRows.length === 0) return;
    const isAlias = step === NAMES.length - 1;
    const partners = uniquePartners(oldRows, newRows, names, isAlias);
    for (const [old, found] of partners) pairs.push({ old: old.gene, new: found.gene });
    const taken = new Set([...partners].flat());
    oldRows = oldRows.filter((row) => !taken.has(row));
    newRows = newRows.filter((row) => !taken.has(row));
  });
  return [
    ...pairs,
    ...oldRows.map(({ gene }) => ({ old: gene, new: null })),
    ...newRows.map(({ gene }) => ({ old: null, new: gene })),
  ];
}

/** Nearly every row, and the short way: an id names one gene. The rows that are left are returned. */
function pairByHgncId(
  oldRows: readonly GeneRow[],
  newRows: readonly GeneRow[],
  pairs: GenePair[],
): [GeneRow[], GeneRow[]] {
  const byId = new Map<string, GeneRow | null>();
  for (const row of newRows)
    if (row.hgncId !== null) byId.set(row.hgncId, byId.has(row.hgncId) ? null : row);
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { hgncId } of oldRows)
    if (hgncId !== null) (seen.has(hgncId) ? twice : seen).add(hgncId);
  const taken = new Set<GeneRow>();
  const left = oldRows.filter((old) => {
    const found = old.hgncId === null || twice.has(old.hgncId) ? null : byId.get(old.hgncId);
    if (found === null || found === undefined) return true;
    pairs.push({ old: old.gene, new: found.gene });
    taken.add(found);
    return false;
  });
  return [left, newRows.filter((row) => !taken.has(row))];
}

function uniquePartners(
  oldRows: readonly GeneRow[],
  newRows: readonly GeneRow[],
  names: (row: GeneRow) => readonly string[],
  isAlias: boolean,
): Map<GeneRow, GeneRow> {
  const byName = new Map<string, Set<GeneRow>>();
  for (const row of newRows)
    for (const name of names(row)) remembered(byName, name, () => new Set()).add(row);
  const wanted = new Map<GeneRow, GeneRow[]>();
  const found = new Map<GeneRow, GeneRow>();
  for (const row of oldRows) {
    const hits = new Set<GeneRow>();
    for (const name of names(row)) {
      const rows = byName.get(name);
      if (rows === undefined || rows.size > MOST_OF_ONE_NAME) continue;
      for (const hit of rows)
        if (compatible(row, hit) && (!isAlias || named(row, hit))) hits.add(hit);
    }
    const [hit] = hits;
    if (hit === undefined || hits.size > 1) continue;
    found.set(row, hit);
    wanted.set(hit, [...(wanted.get(hit) ?? []), row]);
  }
  for (const rows of wanted.values())
    if (rows.length > 1) for (const row of rows) found.delete(row);
  return found;
}

function compatible(a: GeneRow, b: GeneRow): boolean {
  return a.hgncId === null || b.hgncId === null || a.hgncId === b.hgncId;
}

/** One of the two goes by the shared name: two genes may share an alias. */
function named(a: GeneRow, b: GeneRow): boolean {
  const isAmong = (symbol: string, row: GeneRow): boolean =>
    row.gene.otherSymbols.some((other) => other.toUpperCase() === symbol.toUpperCase());
  return isAmong(a.gene.symbol, b) || isAmong(b.gene.symbol, a);
}
