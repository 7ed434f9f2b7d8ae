/**
 * People's decisions on releases (DEC-30): approved for use, or withdrawn. A record of the store; entries stay
 * what they are. A withdrawn release is as good as absent; where a kind wants approval, the default is the newest
 * approved one.
 */
import { type ErrorCode, ToolError } from "../core/errors.ts";
import type { Kind, Store, StoreEntry } from "./types.ts";

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

/** What a name must say of an entry beside kind and version; of ClinVar and HPO the kind is name enough. */
export function nameIn({ kind, source, id }: Pick<StoreEntry, "kind" | "source" | "id">): string {
  return kind === "panel" ? id : kind === "clinvar" || kind === "hpo" ? "" : source;
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

/**
 * For what is asked by name and not found: withdrawn is not the same as never held.
 * @param release its version empty: any
 * @throws ToolError of this code: it was withdrawn, by whom and why
 */
export async function refuseWithdrawn(
  store: Pick<Store, "listAll" | "path">,
  release: ReleaseName,
  code: ErrorCode = "E_INPUT_MISSING",
): Promise<void> {
  const { kind, version } = release;
  const entry = (await store.listAll(kind)).findLast(
    (one) =>
      one.withdrawn !== undefined &&
      isNamed(version === "" ? { ...release, version: one.version } : release, one),
  );
  const said = entry?.withdrawn;
  if (entry === undefined || said === undefined) return;
  const name = nameIn(entry);
  const why = said.why === "" ? "" : `: ${said.why}`;
  throw new ToolError(
    code,
    `${[kind, name, entry.version].filter((word) => word !== "").join(" ")} was withdrawn by ${said.by} on ${said.date.slice(0, 10)}${why}`,
    {
      path: store.path,
      hint: `Use another release, or run \`panelist knowledge approve ${kind}${name === "" ? "" : `:${name}`}=${entry.version}\` to restore it.`,
    },
  );
}
