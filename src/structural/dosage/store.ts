/** ClinGen's dosage lists in the store: imported, and queried. */
import { basename } from "node:path";
import type { Assembly } from "../../core/assembly.ts";
import { symbolsOf, type GeneIdentity } from "../../core/gene.ts";
import { readSheet } from "../../store/damaged.ts";
import { newestOfEach } from "../../store/index.ts";
import type { Store, StoreEntry } from "../../store/types.ts";
import type { DosageScore } from "../types.ts";
import { readDosageList, scoresOf, type DosageList, type DosageRow } from "./read.ts";

interface DosageSheet extends Omit<DosageList, "unread"> {
  schema: "panelist.dosage";
  version: 1;
}

/** @throws ToolError, as `readDosageList`, and E_STORE */
export async function importDosage(
  store: Store,
  path: string,
  now: Date,
): Promise<{ entry: StoreEntry; added: boolean; unread: DosageList["unread"] }> {
  const { unread, ...list } = await readDosageList(path);
  const sheet: DosageSheet = { schema: "panelist.dosage", version: 1, ...list };
  const { of, assembly, release } = list;
  const { entry, added } = await store.put(
    { kind: "dosage", source: "ClinGen", id: `${of} ${assembly}`, version: release },
    JSON.stringify(sheet),
    {
      extension: "json",
      fetched: now.toISOString(),
      origin: basename(path),
      terms: "CC BY 4.0",
      assembly,
      facts: { [of]: list.rows.length },
    },
  );
  return { entry, added, unread };
}

/** What ClinGen says on one build. */
export interface DosageTable {
  assembly: Assembly;
  /** The lists that are asked. */
  entries: StoreEntry[];
  gene(gene: GeneIdentity): DosageScore | null;
  /** @param id `ISCA-...`, without direction */
  region(id: string): DosageRow | null;
  /** Regions with a place on the build. */
  regions: readonly DosageRow[];
}

/**
 * The newest lists of a build. Scores of genes are the same on both builds: where the build has no list of them the
 * other's counts.
 */
export async function dosageLists(store: Store, assembly: Assembly): Promise<StoreEntry[]> {
  const all = newestOfEach(await store.list("dosage"), ({ id }) => id);
  const own = all.filter((entry) => entry.assembly === assembly);
  const isOfGenes = ({ facts }: StoreEntry): boolean => "genes" in facts;
  return own.some(isOfGenes) ? own : [...own, ...all.filter(isOfGenes)];
}

/** By the newest lists; null: there are none. @throws ToolError E_STORE */
export async function openDosage(store: Store, assembly: Assembly): Promise<DosageTable | null> {
  const entries = await dosageLists(store, assembly);
  if (entries.length === 0) return null;
  const sheets = entries.map((entry) =>
    readSheet<DosageSheet>(store.pathOf(entry), "panelist.dosage", "dosage list"),
  );
  const rowsOf = (what: DosageList["of"]): DosageRow[] =>
    sheets.flatMap(({ of, rows }) => (of === what ? rows : []));
  const byId = new Map([...rowsOf("genes"), ...rowsOf("regions")].map((row) => [row.id, row]));
  const bySymbol = new Map(rowsOf("genes").map((row) => [row.name.toUpperCase(), row]));
  return {
    assembly,
    entries,
    gene: (gene) => geneIn(byId, bySymbol, gene),
    region: (id) => byId.get(id) ?? null,
    regions: rowsOf("regions").filter(({ place }) => place !== null),
  };
}

/** By NCBI's id; where the gene's is not known, by its symbols, today's first. */
function geneIn(
  byId: ReadonlyMap<string, DosageRow>,
  bySymbol: ReadonlyMap<string, DosageRow>,
  gene: GeneIdentity,
): DosageScore | null {
  const row =
    gene.ncbiId === null
      ? symbolsOf(gene).flatMap((symbol) => bySymbol.get(symbol) ?? [])[0]
      : byId.get(`NCBI:${gene.ncbiId}`);
  return row === undefined ? null : scoresOf(row);
}
