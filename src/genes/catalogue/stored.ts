/** Gene files in the store, kind `genes`: imported, and opened together. */
import { basename } from "node:path";
import type { Assembly } from "../../core/assembly.ts";
import { digestOfFile, newestOfEach } from "../../store/index.ts";
import type { Store, StoreEntry } from "../../store/types.ts";
import { catalogueOf, type Catalogue } from "./catalogue.ts";
import type { CatalogueSource } from "./types.ts";
import { readGeneFile } from "./read.ts";
import { openSnapshot, snapshotOf } from "./snapshot.ts";

const TERMS: Record<CatalogueSource, string> = {
  hgnc: "HGNC: CC0",
  mane: "MANE, NCBI and EMBL-EBI: no restriction",
  ensembl: "Ensembl: no restriction",
  refseq: "NCBI RefSeq: public domain",
  extents: "Ensembl BioMart: no restriction",
};

interface ImportedGenes {
  entry: StoreEntry;
  added: boolean;
  notes: string[];
}

/**
 * Reads a gene file and keeps its compact form. The release is the file's own word; where it has none, the
 * beginning of its digest stands for one.
 *
 * @param options `assembly`: where the file does not name it; `now`: the time of the import
 * @throws ToolError E_INPUT_MISSING, E_KNOWLEDGE, E_ASSEMBLY, E_USAGE, E_STORE
 */
export async function importGenes(
  store: Store,
  path: string,
  options: { assembly: Assembly | null; now: Date },
): Promise<ImportedGenes> {
  const file = await readGeneFile(path, options.assembly);
  const sha256 = await digestOfFile(path);
  const version = file.version === "" ? `sha256-${sha256.slice(0, 12)}` : file.version;
  const { entry, added } = await store.put(
    { kind: "genes", source: file.source, id: file.assembly ?? "names", version },
    snapshotOf({ ...file, version }),
    {
      extension: "tsv",
      fetched: options.now.toISOString(),
      origin: basename(path),
      terms: TERMS[file.source],
      assembly: file.assembly,
      facts: {
        genes: file.genes.length,
        with_hgnc_id: file.genes.filter(({ hgncId }) => hgncId !== null).length,
        with_coordinates: file.genes.filter(({ location }) => location !== null).length,
        original_sha256: sha256,
        notes: file.notes,
      },
    },
  );
  return { entry, added, notes: file.notes };
}

/**
 * The newest release of each source, for one assembly or both (null).
 * @returns null when the store has no genes; `entries` are what the answer rests on
 */
export async function openCatalogue(
  store: Store,
  assembly: Assembly | null,
): Promise<{ catalogue: Catalogue; entries: StoreEntry[] } | null> {
  const all = await store.list("genes");
  const fitting = all.filter(
    (entry) => assembly === null || entry.assembly === null || entry.assembly === assembly,
  );
  const entries = newestOfEach(fitting, ({ source, id }) => `${source}\t${id}`);
  if (entries.length === 0) return null;
  const snapshots = await Promise.all(
    entries.map(async (entry) => openSnapshot(await store.read(entry), store.pathOf(entry))),
  );
  return { catalogue: catalogueOf(snapshots), entries };
}
