/** Which transcripts a run uses: a release of the store, a GFF3 file, or none. */
import type { MadeBy } from "../../vcf/index.ts";
import type { Assembly } from "../../core/assembly.ts";
import { ToolError, usageError } from "../../core/errors.ts";
import { once } from "../../core/once.ts";
import { isGff3 } from "../../io/gff3.ts";
import type { ReadBases, TranscriptSlice } from "../../effect/types.ts";
import type { KnowledgeUsed } from "../../rank/types.ts";
import { hasKind } from "../../store/names.ts";
import type { Store, StoreEntry } from "../../store/types.ts";
import type { AnnotationLayout } from "../../vcf/types.ts";
import type { InputOptions, LookupOptions } from "../options.ts";

export interface TranscriptRelease {
  /** For people: `Ensembl 112`. */
  name: string;
  used: KnowledgeUsed;
  /** It has the bases of its transcripts. */
  hasSequence: boolean;
  /**
   * Every transcript of each gene that touches one of the places, 1-based and inclusive.
   * @param bases for a release without a sequence of its own; null: none is at hand
   */
  slice(
    places: readonly { chrom: string; start: number; end: number }[] | "all",
    bases: ReadBases | null,
  ): TranscriptSlice;
}

type Asked = Pick<
  InputOptions & LookupOptions,
  "transcripts" | "store" | "reference" | "allowRemote"
> & {
  /** Where no release is named: the one that a file names as its own, before the newest. */
  madeBy?: MadeBy | null | undefined;
};

/** Where a store holds releases of several sources, the first of these is used unless one is named. */
const SOURCES: readonly string[] = ["Ensembl", "GENCODE", "RefSeq"];

/**
 * @returns null: none is wanted, or none is named and the store has none of the build
 * @throws ToolError E_INPUT_MISSING: the store has no such release; E_ASSEMBLY: it is of another build; E_USAGE: a file
 *   without its sequence; E_KNOWLEDGE
 */
export async function transcriptRelease(
  { transcripts: word, store, reference, allowRemote = false, madeBy = null }: Asked,
  assembly: Assembly,
): Promise<TranscriptRelease | null> {
  if (word === "none") return null;
  if (word !== undefined && isGff3(word))
    return fromFile(word, { reference, allowRemote, assembly, store });
  if (!hasKind(store, "transcripts")) {
    if (word === undefined) return null;
    throw new ToolError(
      "E_INPUT_MISSING",
      `no store was given in which to look up '${word}'`,
      IMPORT,
    );
  }
  const { openStore } = await import("../../store/index.ts");
  const opened = openStore(store);
  const entry = await chosen(opened, word, assembly, madeBy);
  return entry === null ? null : fromStore(opened, entry);
}

/** A release, opened when it is first asked. */
export type ReleaseAsked = Pick<TranscriptRelease, "used" | "slice">;

/**
 * By which transcripts that a file names are found: of releases that have one the first counts.
 * @param named by the file, after the one that it is made by
 * @throws ToolError as `transcriptRelease`
 */
export async function transcriptReleases(
  asked: Asked,
  named: readonly MadeBy[],
  assembly: Assembly,
): Promise<ReleaseAsked[]> {
  const { transcripts: word, store, madeBy = null } = asked;
  if (word !== undefined) {
    const release = await transcriptRelease(asked, assembly);
    return release === null ? [] : [release];
  }
  if (!hasKind(store, "transcripts")) return [];
  const [{ newestFirst, openStore }, { openTranscripts }] = await Promise.all([
    import("../../store/index.ts"),
    import("../../effect/index.ts"),
  ]);
  const opened = openStore(store);
  const all = (await opened.list("transcripts")).filter((entry) => entry.assembly === assembly);
  const rest = all.filter(({ unapproved }) => unapproved !== true);
  const own = madeBy === null ? undefined : ofFile(all, madeBy);
  const ordered = new Set([own, ...named.map((one) => ofFile(rest, one))].flatMap((e) => e ?? []));
  for (const source of bySource(rest))
    for (const entry of newestFirst(rest.filter((one) => one.source === source)))
      ordered.add(entry);
  return [...ordered].map((entry): ReleaseAsked => {
    const open = once(() => openTranscripts(opened.pathOf(entry)));
    return { used: usedOf(entry), slice: (places, bases) => open().slice(places, bases) };
  });
}

/** Which release a run would use that names none; null: the store has none of the build. */
export async function transcriptUsed(
  { store, madeBy = null }: Pick<Asked, "store" | "madeBy">,
  assembly: Assembly,
): Promise<{ source: string; release: string; sha256: string } | null> {
  if (!hasKind(store, "transcripts")) return null;
  const { openStore } = await import("../../store/index.ts");
  const entry = await chosen(openStore(store), undefined, assembly, madeBy);
  return entry && { source: entry.source, release: entry.version, sha256: entry.sha256 };
}

const IMPORT = { hint: "Run `panelist knowledge import transcripts <gff3> --reference <fasta>`." };

/**
 * What facts of a file's transcripts rest on where the store does not have the very release that it was annotated with.
 * @returns null: it has it, or none at all
 */
export async function otherRelease(
  made: MadeBy,
  store: string,
  assembly: Assembly,
): Promise<{ annotated: string; used: string } | null> {
  const { openStore } = await import("../../store/index.ts");
  const entry = await chosen(openStore(store), undefined, assembly, made);
  if (entry === null || isFrom(entry, made)) return null;
  const nameOf = (source: string, release: string): string => `${source} ${release}`.trim();
  return {
    annotated: nameOf(made.source, made.release),
    used: nameOf(entry.source, entry.version),
  };
}

/** The release's own digest, or its GFF3 file's. */
function isFrom({ sha256, facts }: StoreEntry, made: MadeBy): boolean {
  return made.sha256 !== null && [sha256, facts["original_sha256"]].includes(made.sha256);
}

/** The very release, else the one of its name. */
function ofFile(entries: readonly StoreEntry[], made: MadeBy): StoreEntry | undefined {
  const isNamed = ({ source, version }: StoreEntry): boolean =>
    source === made.source && version === made.release;
  return (
    entries.findLast((entry) => isFrom(entry, made) && isNamed(entry)) ??
    entries.findLast((entry) => isFrom(entry, made)) ??
    entries.findLast(isNamed)
  );
}

/** `112`, `Ensembl`, `Ensembl@112`; undefined: the file's own, else the newest of the first source. */
async function chosen(
  store: Store,
  word: string | undefined,
  assembly: Assembly,
  made: MadeBy | null,
): Promise<StoreEntry | null> {
  const { newest } = await import("../../store/index.ts");
  const all = await store.list("transcripts");
  const fitting = all.filter((entry) => entry.assembly === assembly);
  if (word === undefined) {
    const own = made === null ? undefined : ofFile(fitting, made);
    if (own !== undefined) return own;
    const [source] = bySource(fitting);
    return newest(
      fitting.filter((entry) => entry.source === source),
      assembly,
    );
  }
  const isNamed = ({ source, version }: StoreEntry): boolean =>
    [version, source, `${source}@${version}`].some((name) => name === word);
  const found = fitting.filter(isNamed);
  // A release that is named need not be approved (DEC-30).
  if (found.length > 0) return newest(found, assembly) ?? found.at(-1) ?? null;
  const held = all.map((e) => `${e.source}@${e.version} (${e.assembly ?? "both builds"})`);
  const details = { path: store.path, hint: `It holds: ${held.join(", ") || "none"}.` };
  const other = all.find(isNamed);
  if (other !== undefined)
    throw new ToolError(
      "E_ASSEMBLY",
      `the transcripts of ${other.source} ${other.version} are for ${other.assembly ?? "no build"}, but this input is ${assembly}`,
      details,
    );
  throw new ToolError("E_INPUT_MISSING", `the store has no transcripts '${word}'`, details);
}

/** Sources of releases, the first to be used before the others. */
function bySource(entries: readonly StoreEntry[]): string[] {
  const sources = [...new Set(entries.map(({ source }) => source))];
  const known = SOURCES.filter((name) => sources.includes(name));
  return [...known, ...sources.filter((name) => !known.includes(name))];
}

function usedOf({ source, version: release, sha256 }: StoreEntry): KnowledgeUsed {
  return { kind: "transcripts", source, release, sha256 };
}

async function fromStore(store: Store, entry: StoreEntry): Promise<TranscriptRelease> {
  const { openTranscripts } = await import("../../effect/index.ts");
  const opened = openTranscripts(store.pathOf(entry));
  return {
    name: `${entry.source} ${entry.version}`,
    used: usedOf(entry),
    hasSequence: opened.head.sequence !== null,
    slice: (places, bases) => opened.slice(places, bases),
  };
}

/** Read for this run alone. */
async function fromFile(
  path: string,
  { reference, allowRemote, assembly, store }: Asked & { assembly: Assembly },
): Promise<TranscriptRelease> {
  if (reference === undefined)
    throw usageError(
      `${path} is a GFF3 file, which contains no sequence`,
      "Add --reference with the genome that it describes.",
    );
  const [{ readTranscriptFile }, { openFasta }] = await Promise.all([
    import("../../library/transcripts.ts"),
    import("../../io/fasta/index.ts"),
  ]);
  const fasta = await openFasta(reference, allowRemote);
  const read = await readTranscriptFile(path, { store, assembly, reference: fasta });
  const { source, release } = read.transcripts.head;
  return {
    name: `${source} ${release}`.trim(),
    used: { kind: "transcripts", source, release, sha256: read.sha256 },
    hasSequence: true,
    slice: (places, bases) => read.transcripts.slice(places, bases),
  };
}

/** The layout of what is worked out by this release, without its entries. */
export async function ownLayoutOf({
  name,
}: Pick<TranscriptRelease, "name">): Promise<AnnotationLayout> {
  const { ownLayout } = await import("../../effect/index.ts");
  return ownLayout(`panelist, ${name}`);
}
