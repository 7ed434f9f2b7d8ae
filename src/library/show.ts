/** `panelist panels show` and `export`: one panel. */
import { ToolError } from "../core/errors.ts";
import { completePanel, type IdentityNote, openCatalogue } from "../genes/catalogue/index.ts";
import type { Panel } from "../panel/types.ts";
import { readBundled } from "../panel/index.ts";
import type { Store } from "../store/types.ts";
import { findPanel, type FoundPanel, readFound } from "./panels.ts";

export interface ShownPanel {
  panel: Panel;
  /** null: a bundled panel. */
  found: FoundPanel | null;
}

/** One panel, by a word as after `--panel`. @throws ToolError E_INPUT_MISSING: nobody knows it */
export async function showPanel(word: string, store: Store): Promise<ShownPanel> {
  const found = await findByWord(word, store);
  if (found !== null) return { panel: await readFound(found, store), found };
  const { idOfName, unknownPanel } = await import("./panel-names.ts");
  const bundled = await readBundled((await idOfName(word, store)) ?? word);
  if (bundled === null) throw await unknownPanel(word, store);
  return { panel: bundled, found: null };
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

/** In the store, by id, code or name; null: it does not know the word. */
async function findByWord(word: string, store: Store): Promise<FoundPanel | null> {
  const found = await findPanel(word, store);
  if (found !== null || (await readBundled(word)) !== null) return found;
  const { idOfName } = await import("./panel-names.ts");
  const id = await idOfName(word, store);
  return id === null ? null : findPanel(id, store);
}

/** The data as it was imported, byte for byte. */
export async function exportPanel(word: string, store: Store): Promise<Buffer> {
  const found = await findByWord(word, store);
  if (found !== null) return store.read(found.entry);
  throw new ToolError("E_INPUT_MISSING", `the store does not have '${word}'`, {
    path: store.path,
    hint: "Run `panelist panels list` to see what it has; bundled panels are part of the program, not of the store.",
  });
}
