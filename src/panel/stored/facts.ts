/**
 * Panels as the store keeps them: under which key, and which small facts stand beside the data, so that
 * listing, sign-offs and R-codes need not open it; and what all entries together say of one panel.
 */
import { remembered } from "../../core/once.ts";
import { compareVersions } from "../../core/version.ts";
import type { StoreEntry, StoreKey } from "../../store/types.ts";
import type { PanelList } from "../formats/documents/index.ts";
import { newPanel } from "../formats/empty.ts";
import type { Confidence, Panel, PanelHead } from "../types.ts";

/** What an entry of kind `panel` says of itself. */
interface PanelFacts {
  name: string;
  hash_id: string | null;
  /** `YYYY-MM-DD`. */
  signed_off: string | null;
  status: string | null;
  version_created: string | null;
  relevant_disorders: string[];
  types: string[];
  genes: Record<Confidence, number>;
  strs: number;
  regions: number;
  /** Of a super panel: `id@version` of the panels whose rows it holds. */
  children: string[];
}

/** One panel of a list that was kept: which version the list names, and since when it is signed off. */
interface ListedPanel {
  name: string;
  version: string;
  signed_off: string | null;
  relevant_disorders: string[];
  /** PanelApp's older id. */
  hash_id?: string | null;
}

/** What an entry of kind `panel-list` says of itself. */
interface ListFacts {
  page: number | null;
  count: number | null;
  /** By panel id. */
  panels: { [id: string]: ListedPanel };
}

export function panelKey(panel: Pick<Panel, "id" | "version">, source: string): StoreKey {
  return { kind: "panel", source, id: panel.id, version: panel.version ?? "" };
}

export function panelFacts(panel: Panel): StoreEntry["facts"] {
  return factsOfPanel(panel) as unknown as StoreEntry["facts"];
}

export function factsOfPanel(panel: Panel): PanelFacts {
  const genes = { ...NO_GENES };
  const children = new Set<string>();
  for (const { confidence, children: rows } of panel.genes) {
    genes[confidence] += 1;
    for (const row of rows) children.add(`${row.panel.id}@${row.panel.version ?? ""}`);
  }
  return {
    name: panel.name,
    hash_id: panel.hashId,
    signed_off: panel.signedOff,
    status: panel.status,
    version_created: panel.versionCreated,
    relevant_disorders: panel.relevantDisorders,
    types: panel.types,
    genes,
    strs: panel.strs.length,
    regions: panel.regions.length,
    children: [...children].sort(),
  };
}

/** A list page is kept by what it is of: `signed-off` where its rows have sign-off dates, else `panels`. */
export function listKey(list: PanelList, source: string): StoreKey {
  const signedOff = list.heads.length > 0 && list.heads.every((head) => head.signedOff !== null);
  return {
    kind: "panel-list",
    source,
    id: signedOff ? "signed-off" : "panels",
    version: list.page === null ? "" : `page ${list.page}`,
  };
}

export function listFacts(list: PanelList): StoreEntry["facts"] {
  const panels: ListFacts["panels"] = Object.create(null) as ListFacts["panels"];
  for (const head of list.heads) panels[head.id] = listed(head);
  const { page, count } = list;
  return { page, count, panels } as unknown as StoreEntry["facts"];
}

function listed(head: PanelHead): ListedPanel {
  const { name, version, signedOff, relevantDisorders, hashId } = head;
  return {
    name,
    version: version ?? "",
    signed_off: signedOff,
    relevant_disorders: relevantDisorders,
    hash_id: hashId,
  };
}

const NO_GENES: PanelFacts["genes"] = { green: 0, amber: 0, red: 0, grey: 0 };
const NO_FACTS = factsOfPanel(newPanel({ id: "", name: "", source: "panelapp", digest: "" }));

/** Facts of an entry that may be of an older program: what is not there is empty. */
export function factsOf(entry: StoreEntry): PanelFacts {
  const facts: PanelFacts = { ...NO_FACTS, ...entry.facts };
  return { ...facts, genes: { ...NO_GENES, ...facts.genes } };
}

/** Panels of a list's entry, by id. */
export function listedIn(entry: StoreEntry): Map<string, ListedPanel> {
  const { panels } = { panels: {}, ...entry.facts } as Partial<ListFacts>;
  return new Map(Object.entries(panels ?? {}));
}

/** All that the store knows of one panel. */
export interface StoredPanel {
  source: string;
  id: string;
  /** Of the newest version. */
  name: string;
  /** Held entries, oldest version first. */
  entries: StoreEntry[];
  /** Sign-off date by version, held or only named in a list. */
  signOffs: Map<string, string>;
  /** R-codes and disorders by the newest version that is held or listed. */
  relevantDisorders: string[];
  /** PanelApp says that some version of it is signed off. */
  someSignOff: boolean;
}

/**
 * Panels by source and id, from entries of kind `panel` and `panel-list`.
 * @param entries sorted as the store gives them
 */
export function storedPanels(
  entries: readonly StoreEntry[],
  lists: readonly StoreEntry[],
): StoredPanel[] {
  const known = new Map<string, StoredPanel & { newest: string }>();
  const tell = (source: string, id: string, said: ListedPanel): StoredPanel => {
    const key = `${source}\t${id}`;
    const panel = remembered(known, key, () => ({
      source,
      id,
      name: "",
      newest: "",
      entries: [],
      signOffs: new Map<string, string>(),
      relevantDisorders: [],
      someSignOff: false,
    }));
    if (panel.name === "" || compareVersions(said.version, panel.newest) >= 0) {
      panel.newest = said.version;
      panel.name = said.name;
      panel.relevantDisorders = said.relevant_disorders;
    }
    if (said.signed_off !== null) panel.signOffs.set(said.version, said.signed_off);
    return panel;
  };
  for (const entry of entries) {
    const facts = factsOf(entry);
    const panel = tell(entry.source, entry.id, { ...facts, version: entry.version });
    panel.entries.push(entry);
    panel.someSignOff ||= facts.types.includes("gms-signed-off");
  }
  for (const list of lists) for (const [id, said] of listedIn(list)) tell(list.source, id, said);
  return [...known.values()].sort(
    (a, b) => compareVersions(a.source, b.source) || compareVersions(a.id, b.id),
  );
}
