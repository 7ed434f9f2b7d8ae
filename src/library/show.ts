/** `panelist panels list`, `show` and `export`: what the store holds of panels. */
import { ToolError } from "../core/errors.ts";
import { parseRCode } from "../core/rcode.ts";
import { completePanel, type IdentityNote, openCatalogue } from "../genes/catalogue/index.ts";
import type { Confidence, Panel } from "../panel/types.ts";
import { factsOf, storedPanels } from "../panel/stored/index.ts";
import type { Store, StoreEntry } from "../store/types.ts";
import { findPanel, type FoundPanel, readFound } from "./panels.ts";

export interface PanelListing {
  /** Folder of the store. */
  store: string;
  panels: ListedPanel[];
}

/** A kept version of a panel, or a panel that only a list names. */
interface ListedPanel {
  source: string;
  id: string;
  version: string;
  name: string;
  /** Date of this version's sign-off. */
  signed_off: string | null;
  r_codes: string[];
  /** null: a list names the panel, its content is not held. */
  genes: Record<Confidence, number> | null;
  strs: number | null;
  regions: number | null;
  fetched: string;
  sha256: string | null;
}

/** Every held version, by source, id, version; with `listed` also what lists name and the store does not hold. */
export async function listPanels(
  store: Store,
  options: { listed: boolean },
): Promise<PanelListing> {
  const lists = await store.list("panel-list");
  const stored = storedPanels(await store.list("panel"), lists);
  const panels = stored.flatMap((panel): ListedPanel[] => {
    const held = panel.entries.map((entry) => listedPanel(entry, panel.signOffs));
    if (held.length > 0 || !options.listed) return held;
    return [
      {
        source: panel.source,
        id: panel.id,
        version: [...panel.signOffs.keys()].at(-1) ?? "",
        name: panel.name,
        signed_off: [...panel.signOffs.values()].at(-1) ?? null,
        r_codes: codesOf(panel.relevantDisorders),
        genes: null,
        strs: null,
        regions: null,
        fetched: "",
        sha256: null,
      },
    ];
  });
  return { store: store.path, panels };
}

function listedPanel(entry: StoreEntry, signOffs: ReadonlyMap<string, string>): ListedPanel {
  const { name, genes, strs, regions, relevant_disorders: disorders } = factsOf(entry);
  const { source, id, version, fetched, sha256 } = entry;
  return {
    source,
    id,
    version,
    name,
    signed_off: signOffs.get(version) ?? null,
    r_codes: codesOf(disorders),
    genes,
    strs,
    regions,
    fetched,
    sha256,
  };
}

function codesOf(disorders: readonly string[]): string[] {
  return disorders.filter((text) => parseRCode(text) !== null);
}

export interface ShownPanel {
  panel: Panel;
  found: FoundPanel;
}

/** One panel, by a word as after `--panel`. @throws ToolError E_INPUT_MISSING: the store does not know it */
export async function showPanel(word: string, store: Store): Promise<ShownPanel> {
  const found = await mustFind(word, store);
  return { panel: await readFound(found, store), found };
}

export interface PanelIdentity {
  notes: IdentityNote[];
  /** Of the store's tables of genes; null: it holds none. */
  releases: readonly string[] | null;
}

/** What the store's tables of genes say of a panel's genes. */
export async function identifyPanel(panel: Panel, store: Store): Promise<PanelIdentity> {
  const opened = await openCatalogue(store, null);
  const { notes } = completePanel(panel, opened?.catalogue ?? null);
  return { notes, releases: opened?.catalogue.releases ?? null };
}

async function mustFind(word: string, store: Store): Promise<FoundPanel> {
  const result = await findPanel(word, store);
  if (result !== null) return result;
  throw new ToolError("E_INPUT_MISSING", `the store does not hold '${word}'`, {
    path: store.path,
    hint: "See `panelist panels list --listed`.",
  });
}

/** The data as it was imported, byte for byte. */
export async function exportPanel(word: string, store: Store): Promise<Buffer> {
  return store.read((await mustFind(word, store)).entry);
}
