/** Every gene with an extent in the store: for genes that an annotation never names (DEC-17). */
import type { Assembly } from "../core/assembly.ts";
import { openSnapshot } from "../genes/catalogue/index.ts";
import type { TableGene } from "../panel/types.ts";
import { newest, openStore } from "../store/index.ts";

interface GenesWithExtents {
  /** Of the newest table with extents on the assembly; none where the store has no such table. */
  genes: TableGene[];
  /** The table, as `source version`; null: none. */
  table: string | null;
}

/** @param path of the store; undefined: none. @param margin bases that a scan's regions have around a gene */
export async function genesWithExtents(
  path: string | undefined,
  assembly: Assembly,
  margin: number,
): Promise<GenesWithExtents> {
  if (path === undefined) return { genes: [], table: null };
  const store = openStore(path);
  const entries = (await store.list("genes")).filter((entry) => entry.assembly === assembly);
  const entry = newest(entries, assembly);
  if (entry === null) return { genes: [], table: null };
  const snapshot = openSnapshot(await store.read(entry), store.pathOf(entry));
  const genes = Array.from(snapshot.all(), ([, gene]) => gene).flatMap((gene): TableGene[] => {
    const { symbol, hgncId, ensemblId, ncbiId, location, previousSymbols, aliases } = gene;
    if (location === null) return [];
    return [
      {
        symbol,
        hgncId,
        ensemblIds: ensemblId === null ? [] : [ensemblId],
        ncbiId,
        otherSymbols: [...previousSymbols, ...aliases],
        biotype: null,
        rows: [],
        region: { ...location, start: location.start - margin, end: location.end + margin },
      },
    ];
  });
  return { genes, table: `${entry.source} ${entry.version}` };
}
