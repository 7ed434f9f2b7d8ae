/** `panelist panels diff`: two panels, or two sets of them: files, folders, stores, or words as for --panel. */
import { existsSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { compareVersions } from "../core/version.ts";
import { LIMITS } from "../core/limits.ts";
import { readBytes } from "../io/read-text.ts";
import { isToolError, ToolError, usageError } from "../core/errors.ts";
import {
  diffPanels,
  diffPanelSets,
  type DiffOptions,
  type Identify,
  type PanelDiff,
} from "../panel/diff/index.ts";
import { parsePanelBytes } from "../panel/index.ts";
import { chooseVersion, listedIn, storedPanels } from "../panel/stored/index.ts";
import type { Panel } from "../panel/types.ts";
import { readSuccessors } from "../panel/local/index.ts";
import { openStore } from "../store/index.ts";
import { panelOf, readFound } from "./panels.ts";
import type { Store } from "../store/types.ts";

interface PanelsDiffOptions {
  greenOnly: boolean;
  /** A `--panel-override` file, applied to the new side. */
  override: string | undefined;
}

/** One side: its panels, and ids that it knows by name alone. */
interface Side {
  label: string;
  panels: Panel[];
  named: Set<string>;
  /** One panel was asked for, not a set that happens to have one. */
  isSingle: boolean;
  /** Set where the side is a store. */
  store: Store | null;
}

/** @throws ToolError E_INPUT_MISSING, E_PANEL, E_STORE; E_USAGE: a panel against a set without it */
export async function panelsDiff(
  before: string,
  after: string,
  store: Store,
  options: PanelsDiffOptions,
): Promise<PanelDiff> {
  const old = await readSide(before, store);
  let newer = await readSide(after, store);
  if (options.override !== undefined) newer = await overridden(newer, options.override);
  const identify = await identifier([...old.panels, ...newer.panels], newer.store ?? store);
  const labels = { old: old.label, new: newer.label };
  const settings: DiffOptions = { greenOnly: options.greenOnly, identify: identify ?? undefined };
  const [one] = old.panels;
  const [other] = newer.panels;
  if (old.isSingle && newer.isSingle && one !== undefined && other !== undefined)
    return diffPanels(one, other, labels, settings);
  const successors = new Map<string, string>();
  for (const side of [store, old.store, newer.store])
    if (side !== null)
      for (const [id, { id: next }] of await readSuccessors(side)) successors.set(id, next);
  return diffPanelSets(
    newer.isSingle ? only(old, other) : old.panels,
    old.isSingle ? only(newer, one) : newer.panels,
    labels,
    { ...settings, successors, namedOnly: { old: old.named, new: newer.named } },
  );
}

/** Of a set, what is the same panel as the one on the other side. */
function only(side: Side, panel: Panel | undefined): Panel[] {
  const same = side.panels.filter(
    ({ id, hashId }) =>
      id === panel?.id || id === panel?.hashId || (hashId !== null && hashId === panel?.hashId),
  );
  if (same.length > 0) return same;
  throw usageError(`${side.label} has no panel ${panel?.id ?? ""}`);
}

async function readSide(word: string, store: Store): Promise<Side> {
  const stats = statSync(word, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true)
    return isStore(word) ? storeSide(word) : filesSide(word, await filesOf(word), false);
  if (stats !== undefined) return filesSide(word, [word], true);
  const panel = await panelOf(word, store.path);
  const label = `${panel.id}${panel.version === null ? "" : `@${panel.version}`}`;
  return { label, panels: [panel], named: new Set(), isSingle: true, store: null };
}

/** A folder that a store has made; an empty one is an empty store only if it is asked for by --store. */
function isStore(path: string): boolean {
  return ["panel", "panel-list", "records"].some((kind) => existsSync(join(path, kind)));
}

async function filesOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith(".")).sort();
  const paths = names.map((name) => join(folder, name));
  return paths.filter((path) => statSync(path).isFile());
}

async function filesSide(word: string, files: readonly string[], isFile: boolean): Promise<Side> {
  const panels: Panel[] = [];
  const named = new Set<string>();
  for (const file of files) {
    const found = await readPanels(file);
    panels.push(...found.panels);
    for (const id of found.named) named.add(id);
  }
  if (panels.length === 0 && named.size === 0)
    throw new ToolError("E_INPUT_MISSING", "no panel was found", { path: word });
  const newest = newestOfEach(panels);
  for (const { id } of newest) named.delete(id);
  return {
    label: basename(word),
    panels: newest,
    named,
    isSingle: isFile && newest.length === 1 && named.size === 0,
    store: null,
  };
}

/** Of several versions of a panel, the newest stands for the set. */
function newestOfEach(panels: readonly Panel[]): Panel[] {
  const byId = new Map<string, Panel>();
  for (const panel of panels) {
    const newest = byId.get(panel.id);
    if (newest === undefined || compareVersions(panel.version ?? "", newest.version ?? "") >= 0)
      byId.set(panel.id, panel);
  }
  return [...byId.values()];
}

/** One panel's own file is read the short way; dumps, pages and archives are taken apart. */
async function readPanels(path: string): Promise<{ panels: Panel[]; named: string[] }> {
  const bytes = await readBytes(path, LIMITS.files.panel);
  const start = bytes.subarray(0, 4096).toString("latin1");
  let fault: unknown = null;
  if (/^\s*\{/.test(start) && !/"results"\s*:/.test(start)) {
    try {
      return { panels: [await parsePanelBytes(bytes, path, "panelapp")], named: [] };
    } catch (error) {
      if (!isToolError(error)) throw error;
      fault = error;
    }
  }
  const { readPanelDocuments, unpackPanelFile } =
    await import("../panel/formats/documents/index.ts");
  const panels: Panel[] = [];
  const named: string[] = [];
  for (const { name, data } of unpackPanelFile(bytes, path)) {
    const place = name === "" ? path : `${path}:${name}`;
    for (const document of await readPanelDocuments(data, place)) {
      if (document.kind === "fault") throw fault ?? document.error;
      if (document.kind === "panel") panels.push(document.panel);
      else
        for (const { id, hashId } of document.list.heads)
          named.push(id, ...(hashId === null ? [] : [hashId]));
    }
  }
  return { panels, named };
}

/** Every panel of a store in its default version (DEC-21), or the newest that is held where that is not. */
async function storeSide(path: string): Promise<Side> {
  const store = openStore(path);
  const lists = await store.list("panel-list");
  const stored = storedPanels(await store.list("panel"), lists);
  const held = stored.filter(({ entries }) => entries.length > 0);
  const panels: Panel[] = [];
  for (const panel of held) {
    const signed = [...panel.signOffs.keys()].some((version) =>
      panel.entries.some((entry) => entry.version === version),
    );
    const choice = chooseVersion(panel, signed || panel.signOffs.size === 0 ? null : "latest");
    const read = await readFound({ ...choice, word: panel.id, panel, rcode: null }, store);
    // Two sources may number their panels alike.
    const twice = held.some((other) => other.id === panel.id && other.source !== panel.source);
    panels.push(
      twice && panel.source !== "gel" ? { ...read, id: `${panel.source}:${panel.id}` } : read,
    );
  }
  const named = new Set(stored.filter(({ entries }) => entries.length === 0).map(({ id }) => id));
  // PanelApp's older ids name the same panels.
  for (const list of lists)
    for (const [id, { hash_id: hashId }] of listedIn(list))
      if (named.has(id) && typeof hashId === "string") named.add(hashId);
  return { label: path, panels, named, isSingle: false, store };
}

async function overridden(side: Side, path: string): Promise<Side> {
  const [{ applyOverrides, parseOverrides }, { readText }] = await Promise.all([
    import("../panel/local/index.ts"),
    import("../io/read-text.ts"),
  ]);
  const { panels } = applyOverrides(
    side.panels,
    parseOverrides(await readText(path, LIMITS.files.overrides), path),
  );
  return { ...side, label: `${side.label} with ${basename(path)}`, panels };
}

/** HGNC ids for rows that have symbols alone, where the store has a table of genes. */
async function identifier(panels: readonly Panel[], store: Store): Promise<Identify | null> {
  if (panels.every(({ genes }) => genes.every(({ hgncId }) => hgncId !== null))) return null;
  if (!existsSync(join(store.path, "genes"))) return null;
  const { openCatalogue } = await import("../genes/catalogue/index.ts");
  const opened = await openCatalogue(store, null);
  if (opened === null) return null;
  const ids = new Map<string, string | null>();
  return (gene) => {
    const found = ids.get(gene.symbol);
    if (found !== undefined) return found;
    const hgncId = opened.catalogue.find(gene)?.gene.hgncId ?? null;
    ids.set(gene.symbol, hgncId);
    return hgncId;
  };
}
