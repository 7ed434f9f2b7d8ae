/** Releases of transcripts: a file's genes combined with what the store knows about genes (GX-11, DEC-44). */
import type { Assembly } from "../core/assembly.ts";
import type {
  IdentifyGene,
  ImportedTranscripts,
  ReadTranscripts,
  ReleaseOptions,
} from "../effect/import/index.ts";
import { openFasta, type Fasta } from "../io/fasta/index.ts";
import { hasKind } from "../store/names.ts";
import type { Store } from "../store/types.ts";

interface AskedRelease extends Pick<
  ReleaseOptions,
  "assembly" | "release" | "mane" | "allBiotypes"
> {
  /** A path, or an address with `allowRemote`; null: coordinates alone. */
  reference: string | null;
  allowRemote: boolean;
  now: Date;
}

/** `knowledge import transcripts`. @throws ToolError E_KNOWLEDGE, E_ASSEMBLY, E_LIMIT, E_INPUT_MISSING, E_INDEX, E_STORE */
export async function importTranscriptRelease(
  store: Store,
  path: string,
  { reference, allowRemote, ...options }: AskedRelease,
): Promise<ImportedTranscripts> {
  const { importTranscripts } = await import("../effect/import/index.ts");
  const identify = await geneIdentities(store.path, options.assembly);
  const fasta = reference === null ? null : await openFasta(reference, allowRemote);
  try {
    return await importTranscripts(store, path, { ...options, reference: fasta, identify });
  } finally {
    fasta?.close();
  }
}

/** A GFF3 for one run, kept nowhere (`--transcripts FILE`). @throws ToolError as `importTranscriptRelease` */
export async function readTranscriptFile(
  path: string,
  {
    store,
    assembly,
    reference,
  }: { store: string | undefined; assembly: Assembly; reference: Fasta | null },
): Promise<ReadTranscripts> {
  const { readTranscripts } = await import("../effect/import/index.ts");
  const identify = await geneIdentities(store, assembly);
  const options = { release: null, mane: null, allBiotypes: false };
  return readTranscripts(path, { ...options, assembly, reference, identify });
}

/**
 * A gene by what a file says of it, in the store's gene tables: by an id, else by a symbol that one gene alone has or
 * had (DEC-55). Without tables none is known.
 */
async function geneIdentities(
  store: string | undefined,
  assembly: Assembly | null,
): Promise<IdentifyGene> {
  if (!hasKind(store, "genes")) return () => null;
  const [{ openStore }, { openCatalogue }] = await Promise.all([
    import("../store/index.ts"),
    import("../genes/catalogue/index.ts"),
  ]);
  const opened = await openCatalogue(openStore(store), assembly);
  if (opened === null) return () => null;
  const { catalogue } = opened;
  return ({ symbol, hgncId, ensemblGene, ncbiGene }) => {
    const ensemblIds = ensemblGene === null ? [] : [ensemblGene];
    const told = { hgncId, ensemblIds, ncbiId: ncbiGene, symbol };
    const found = catalogue.find(told);
    if (found === null) return null;
    const isById = !found.via.endsWith("symbol");
    return isById || !catalogue.isShared(symbol) ? found.gene : null;
  };
}
