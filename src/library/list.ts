/** `panelist panels list`: the panels of the store, each version, and the bundled ones. */
import { parseRCode } from "../core/rcode.ts";
import { bundledPanels } from "../panel/index.ts";
import { factsOf, factsOfPanel, storedPanels } from "../panel/stored/index.ts";
import type { Confidence } from "../panel/types.ts";
import type { Store, StoreEntry } from "../store/types.ts";

export interface PanelListing {
  /** Folder of the store. */
  store: string;
  panels: ListedPanel[];
}

/** A kept version of a panel, one that only a list names, or a bundled one (source `bundled`). */
export interface ListedPanel {
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

/**
 * Every held version, by source, id, version; with `listed` also what lists name and the store does not hold; then the
 * bundled ones, by id, newest first.
 */
export async function listPanels(
  store: Store,
  options: { listed: boolean },
): Promise<PanelListing> {
  const lists = await store.list("panel-list");
  const stored = storedPanels(await store.list("panel"), lists);
  const panels = stored.flatMap((panel): ListedPanel[] => {
    const held = panel.entries.map((entry) => listedPanel(entry, panel.signOffs));
    if (held.length > 0 || !options.listed) return held;
    const { source, id, name, relevantDisorders } = panel;
    const [version, signedOff] = [...panel.signOffs].at(-1) ?? ["", null];
    const r_codes = codesOf(relevantDisorders);
    const notHeld = { genes: null, strs: null, regions: null, fetched: "", sha256: null };
    return [{ source, id, version, name, signed_off: signedOff, r_codes, ...notHeld }];
  });
  return { store: store.path, panels: [...panels, ...(await bundledRows())] };
}

export async function bundledRows(): Promise<ListedPanel[]> {
  return (await bundledPanels()).map((panel) => {
    const { genes, strs, regions } = factsOfPanel(panel);
    const { id, name, version, signedOff, digest } = panel;
    const r_codes = codesOf(panel.relevantDisorders);
    const own = { source: "bundled", id, version: version ?? "", name, signed_off: signedOff };
    return { ...own, r_codes, genes, strs, regions, fetched: "", sha256: digest };
  });
}

function listedPanel(entry: StoreEntry, signOffs: ReadonlyMap<string, string>): ListedPanel {
  const { name, genes, strs, regions, relevant_disorders: disorders } = factsOf(entry);
  const { source, id, version, fetched, sha256 } = entry;
  const own = { source, id, version, name, signed_off: signOffs.get(version) ?? null };
  return { ...own, r_codes: codesOf(disorders), genes, strs, regions, fetched, sha256 };
}

function codesOf(disorders: readonly string[]): string[] {
  return disorders.filter((text) => parseRCode(text) !== null);
}
