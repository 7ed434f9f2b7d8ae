/** `knowledge import transcripts`: a release into the store; or into memory, for one run. */
import { basename } from "node:path";
import { digestOfFile } from "../../store/index.ts";
import type { Store, StoreEntry } from "../../store/types.ts";
import { transcriptsOf, type Transcripts } from "../snapshot.ts";
import { buildRelease, type BuiltRelease, type ReleaseOptions } from "./release.ts";

const TERMS: Record<string, string> = {
  Ensembl: "Ensembl: no restriction",
  GENCODE: "GENCODE: no restriction",
  RefSeq: "NCBI RefSeq: public domain",
};

export interface ImportedTranscripts extends Pick<BuiltRelease, "notes" | "head"> {
  entry: StoreEntry;
  added: boolean;
}

export interface ReadTranscripts extends Pick<BuiltRelease, "notes"> {
  transcripts: Transcripts;
  /** Of the GFF3. */
  sha256: string;
}

/**
 * The release is the asker's word, the file's or its name's; where there is none, the beginning of its digest.
 * @throws ToolError as `buildRelease`, E_STORE
 */
export async function importTranscripts(
  store: Store,
  path: string,
  options: ReleaseOptions & { now: Date },
): Promise<ImportedTranscripts> {
  const digest = await digestOfFile(path);
  const built = await buildRelease(path, withRelease(options, digest));
  const { head, bytes, notes } = built;
  const { sequence } = head;
  const { entry, added } = await store.put(
    { kind: "transcripts", source: head.source, id: head.assembly, version: head.release },
    bytes,
    {
      extension: "bin",
      fetched: options.now.toISOString(),
      origin: basename(path),
      terms: TERMS[head.source] ?? "",
      assembly: head.assembly,
      facts: {
        genes: head.genes,
        transcripts: head.transcripts,
        coding: head.coding,
        original_sha256: digest,
        sequence:
          sequence === null ? null : { index_sha256: sequence.indexSha256, ...sequence.check },
        notes,
      },
    },
  );
  return { entry, added, notes, head };
}

/** The same for one run, and kept nowhere. @throws ToolError as `buildRelease` */
export async function readTranscripts(
  path: string,
  options: ReleaseOptions,
): Promise<ReadTranscripts> {
  const sha256 = await digestOfFile(path);
  const { bytes, notes } = await buildRelease(path, withRelease(options, sha256));
  return { transcripts: transcriptsOf(bytes, path), sha256, notes };
}

/** What stands for the release where nobody tells one. */
function withRelease<O extends ReleaseOptions>(
  options: O,
  digest: string,
): O & { unnamed: string } {
  return { ...options, unnamed: `sha256-${digest.slice(0, 12)}` };
}
