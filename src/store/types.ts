/** What the store holds: immutable entries of knowledge, each with where it came from and when. */
import type { Assembly } from "../core/assembly.ts";
import type { Said, Standings } from "./standing.ts";

export const KINDS = [
  "panel",
  "panel-list",
  "indications",
  "genes",
  "hpo",
  "clinvar",
  "inhouse",
  "gene-facts",
  "gene-diseases",
  "dosage",
  "values",
  "transcripts",
] as const;

export type Kind = (typeof KINDS)[number];

type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** `version` is the source's own word for its release, as text; "" where it has none. */
export interface StoreKey {
  kind: Kind;
  source: string;
  id: string;
  version: string;
}

export interface StoreEntry extends StoreKey {
  /** Of the data file, hexadecimal. */
  sha256: string;
  /** Name of the data file in the entry's folder: `data.<extension>`. */
  file: string;
  bytes: number;
  /** ISO date-time, given by the caller: the clock is the caller's. */
  fetched: string;
  /** Address or file name (base name only) that it came from. */
  origin: string;
  /** Licence or terms of the source, one line. */
  terms: string;
  /** null: for both assemblies. */
  assembly: Assembly | null;
  /** Small facts for listing and resolving without opening the data. */
  facts: { [key: string]: JsonValue };
  /** Not in the entry's file: its kind wants approval, and nobody approved it (DEC-30). */
  unapproved?: true;
  /** Not in the entry's file: who withdrew it, and why. */
  withdrawn?: Said;
}

/** What a caller tells of new data. */
export interface NewData extends Pick<
  StoreEntry,
  "fetched" | "origin" | "terms" | "assembly" | "facts"
> {
  /** Of the data file, without its dot: `json`, `tsv.gz`. */
  extension: string;
}

/** What `verify` found. */
export interface StoreFault {
  /** Relative to the store. */
  path: string;
  problem:
    | "digest"
    | "size"
    | "entry"
    | "misplaced"
    | "missing"
    | "stray"
    | "unfinished"
    | "record";
  detail: string;
  /** What a kill left behind, and `verify` removed. */
  repaired: boolean;
}

export interface Store {
  /** The store's folder. */
  readonly path: string;
  /**
   * Keeps data for ever under its key and digest. The same content a second time changes nothing
   * (`added` is false, the entry is the first one's).
   * @throws ToolError E_STORE: not writable
   */
  put(
    key: StoreKey,
    data: Uint8Array | string,
    about: NewData,
  ): Promise<{ entry: StoreEntry; added: boolean }>;
  /**
   * Sorted by source, id, version (whole numbers), date fetched; without what was withdrawn.
   * @throws ToolError E_STORE: a damaged entry
   */
  list(
    kind: Kind,
    where?: Partial<Pick<StoreKey, "source" | "id" | "version">>,
  ): Promise<StoreEntry[]>;
  /** The same with what was withdrawn, each of it marked. */
  listAll(kind: Kind): Promise<StoreEntry[]>;
  /** What people said of releases. */
  standings(): Promise<Standings>;
  /** Kinds of which there is something. */
  kinds(): Promise<Kind[]>;
  /** Place of the data file, for mapping or streaming. */
  pathOf(entry: StoreEntry): string;
  /** The data. @throws ToolError E_STORE: size or digest differ from the entry's */
  read(entry: StoreEntry): Promise<Buffer>;
  /**
   * Every fault of every entry.
   * @param repair remove what killed processes left behind; nothing else is changed, and without it nothing
   */
  verify(repair?: boolean): Promise<StoreFault[]>;
  /** A small mutable JSON document; null: there is none. @throws ToolError E_STORE: not JSON */
  record<T>(name: string): Promise<T | null>;
  /**
   * Changes a record under the store's lock, which holds for several processes.
   * @returns the new document
   * @throws ToolError E_STORE: the lock is not given up within 30 s, or the store is not writable
   */
  update<T>(name: string, change: (old: T | null) => T): Promise<T>;
}
