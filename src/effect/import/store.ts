/** `knowledge import transcripts`: a release into the store; or into memory, for one run. */
import { basename } from "node:path";
import { sha256 } from "../../core/digest.ts";
import { ToolError } from "../../core/errors.ts";
import { digestOfFile } from "../../store/index.ts";
import type { Store, StoreEntry, StoreKey } from "../../store/types.ts";
import { transcriptsOf, type Transcripts } from "../snapshot.ts";
import { buildRelease, type BuiltRelease, type ReleaseOptions } from "./release.ts";

const TERMS: Record<string, string> = {
  Ensembl: "Ensembl: no restriction",
  GENCODE: "GENCODE: no restriction",
  RefSeq: "NCBI RefSeq: public domain",
};

export interface ImportedTranscripts extends Pick<BuiltRelease, "notes" | "warnings" | "head"> {
  entry: StoreEntry;
  added: boolean;
}

export interface ReadTranscripts extends Pick<BuiltRelease, "notes" | "warnings"> {
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
  const { head, bytes, warnings } = built;
  const notes = [...built.notes];
  const { sequence } = head;
  const key = {
    kind: "transcripts",
    source: head.source,
    id: head.assembly,
    version: head.release,
  } as const;
  const data = { sha256: sha256(bytes), original: digest, hasSequence: sequence !== null };
  if (await replacesAnother(store, key, data))
    notes.push("replaces an earlier import of the same file");
  const { entry, added } = await store.put(key, bytes, {
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
      notes: built.notes,
    },
  });
  return { entry, added, notes, warnings, head };
}

/**
 * One name means one release: the same file may be imported again, by a newer program or at last with its sequence.
 * @returns there is an earlier one
 * @throws ToolError E_KNOWLEDGE: the name is another file's, or a sequence would be lost
 */
async function replacesAnother(
  store: Store,
  { kind, ...name }: StoreKey & { kind: "transcripts" },
  made: { sha256: string; original: string; hasSequence: boolean },
): Promise<boolean> {
  const held = (await store.list(kind, name)).filter(({ sha256: own }) => own !== made.sha256);
  const refuse = (message: string, hint: string): never => {
    const named = `${name.source} ${name.version} (${name.id})`;
    throw new ToolError("E_KNOWLEDGE", `the store already has ${named}, ${message}`, {
      path: store.path,
      hint,
    });
  };
  for (const { facts } of held) {
    if (facts["original_sha256"] !== made.original)
      refuse("from another file", "Give this one a different name with --release.");
    if (facts["sequence"] !== null && !made.hasSequence)
      refuse(
        "with its sequence",
        "Add --reference, or give this one a different name with --release.",
      );
  }
  return held.length > 0;
}

/** The same for one run, and kept nowhere. @throws ToolError as `buildRelease` */
export async function readTranscripts(
  path: string,
  options: ReleaseOptions,
): Promise<ReadTranscripts> {
  const digest = await digestOfFile(path);
  const { bytes, notes, warnings } = await buildRelease(path, withRelease(options, digest));
  return { transcripts: transcriptsOf(bytes, path), sha256: digest, notes, warnings };
}

/** What stands for the release where nobody tells one. */
function withRelease<O extends ReleaseOptions>(
  options: O,
  digest: string,
): O & { unnamed: string } {
  return { ...options, unnamed: `sha256-${digest.slice(0, 12)}` };
}
