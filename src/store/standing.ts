/**
 * What people said of releases (DEC-30): approved for use, or withdrawn. A record of the store; entries stay what
 * they are. A withdrawn release is as good as absent; where a kind wants approval, the default is the newest
 * approved one.
 */
import type { Kind, StoreEntry } from "./types.ts";

/** One release, by the words of people. */
export interface ReleaseName {
  kind: Kind;
  /** A source or, of panels, an id; "": whichever has the version. */
  name: string;
  version: string;
}

export interface Said extends ReleaseName {
  by: string;
  why: string;
  /** ISO date-time. */
  date: string;
}

export interface Standings {
  /** Kinds whose default must be approved. */
  required: Kind[];
  approved: Said[];
  withdrawn: Said[];
}

export const STANDINGS = "standings";

export const NO_STANDINGS: Standings = { required: [], approved: [], withdrawn: [] };

/** Is this what the name means? */
export function isNamed(
  { kind, name, version }: ReleaseName,
  entry: Pick<StoreEntry, "kind" | "source" | "id" | "version">,
): boolean {
  return (
    entry.kind === kind &&
    entry.version === version &&
    (name === "" || name === entry.source || name === entry.id)
  );
}

/** The latest word that a list has on an entry. */
function saidOf(
  list: readonly Said[],
  entry: Pick<StoreEntry, "kind" | "source" | "id" | "version">,
): Said | undefined {
  return list.findLast((said) => isNamed(said, entry));
}

/** An entry as people left it: absent marks mean that nothing was said, or nothing need be. */
export function withStanding(
  entry: StoreEntry,
  { required, approved, withdrawn }: Standings,
): StoreEntry {
  const gone = saidOf(withdrawn, entry);
  if (gone !== undefined) return { ...entry, withdrawn: gone };
  const isOpen = required.includes(entry.kind) && saidOf(approved, entry) === undefined;
  return isOpen ? { ...entry, unapproved: true } : entry;
}
