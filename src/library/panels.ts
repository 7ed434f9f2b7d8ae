/**
 * From what is requested to panels: a file, else a panel in the store (`285`, `285@4.2`, `285@signed-off`,
 * `285@latest`, `aus:3149`, `R59`, `R27.3`; DEC-21, DEC-22), else a bundled one; ad-hoc genes; and from all of
 * them one table of genes.
 */
import type { Assembly } from "../core/assembly.ts";
import { ToolError, usageError } from "../core/errors.ts";
import { LIMITS } from "../core/limits.ts";
import type { Log } from "../core/log.ts";
import type { Told } from "../core/warnings.ts";
import { isFileWord } from "../core/panel-word.ts";
import type { Policy } from "../core/policy.ts";
import { parseRCode } from "../core/rcode.ts";
import { readText } from "../io/read-text.ts";
import { loadDirectory } from "../panel/directory/index.ts";
import {
  compilePanelGenes,
  genesPanel,
  isFile,
  lyingThere,
  parsePanelBytes,
  readBundled,
  readPanel,
} from "../panel/index.ts";
import { readSuccessors, successorOf } from "../panel/local/index.ts";
import type { Confidence, Panel, PanelGenes } from "../panel/types.ts";
import {
  type Choice,
  chooseVersion,
  factsOf,
  parsePanelWord,
  type RcodeAnswer,
  resolveRcode,
  type StoredPanel,
  storedPanels,
} from "../panel/stored/index.ts";
import { openStore, refuseWithdrawn } from "../store/index.ts";
import { hasKind } from "../store/names.ts";
import type { Store } from "../store/types.ts";

/** What is asked. */
interface Wanted {
  /** As typed, in this order. */
  panels: string[];
  /** Ad-hoc panel of symbols or HGNC ids. */
  genes: string[];
  /** Its folder; undefined: none. */
  store?: string | undefined;
  /** A file of local overrides (DEC-23). */
  panelOverride?: string | undefined;
  /** undefined: the coordinates of both are looked for. */
  assembly?: Assembly | undefined;
  /** A symbol that no gene table knows is a warning, not an error. */
  allowUnknownGenes?: boolean | undefined;
}

/**
 * The panels that are asked for, in their order, each once; what the store answers is said in one line each.
 * @param told takes what is to be warned of
 * @throws ToolError as `panelOf`; E_PANEL: a symbol that the store's gene tables do not know
 */
export async function loadPanels(wanted: Wanted, log: Log, told: Told[] = []): Promise<Panel[]> {
  const asked = await Promise.all(wanted.panels.map((word) => panelOf(word, wanted.store, log)));
  const panels = uniquePanels(asked);
  for (const panel of panels) tellResolution(panel, log);
  if (wanted.genes.length > 0) panels.push(genesPanel(wanted.genes));
  return finished(panels, wanted, log, told);
}

/** The same panel in the same version once, also where an id and an R-code both led to it. */
export function uniquePanels(panels: readonly Panel[]): Panel[] {
  const unique = new Map<string, Panel>();
  for (const panel of panels) {
    const key = JSON.stringify([panel.source, panel.id, panel.version, panel.digest]);
    const first = unique.get(key);
    // What was asked for by a code keeps its question.
    if (first === undefined || (!first.resolution?.indication && panel.resolution?.indication))
      unique.set(key, panel);
  }
  return [...unique.values()];
}

/**
 * One panel by its word: a file, an id or code of the store, a bundled id, a name that is one panel's alone.
 * @throws ToolError E_INPUT_MISSING: none of them, with the nearest; else as `readPanel` and `findPanel`
 */
export async function panelOf(
  word: string,
  store: string | undefined,
  log?: Pick<Log, "info">,
): Promise<Panel> {
  if (isFileWord(word) && (await isFile(word))) return readPanel(word);
  const beside = await lyingThere(word);
  const hint =
    beside === null
      ? undefined
      : `A ${beside} of this name in the working directory was not read; write ${beside === "file" ? `./${word}` : "the path of a file"}.`;
  const panel =
    (await panelOfStore(word, store)) ??
    (await readBundled(word)) ??
    (await panelCalled(word, store));
  if (panel === null)
    throw await (await import("./panel-names.ts")).unknownPanel(word, store, hint);
  if (hint !== undefined) log?.info(`${word} is panel ${panel.id} ${panel.name}; ${hint}`);
  return panel;
}

/** By its name, which is its newest version's. @returns null: none is called so. @throws ToolError E_USAGE: several */
async function panelCalled(word: string, store: string | undefined): Promise<Panel | null> {
  const { idOfName } = await import("./panel-names.ts");
  const id = await idOfName(word, store);
  return id === null ? null : ((await panelOfStore(id, store)) ?? (await readBundled(id)));
}

/** Local overrides and gene tables, where there are any. */
async function finished(panels: Panel[], wanted: Wanted, log: Log, told: Told[]): Promise<Panel[]> {
  const { panelOverride, store } = wanted;
  const hasGenes = panels.length > 0 && hasKind(store, "genes");
  if (panelOverride === undefined && !hasGenes) return panels;
  const { withGeneNames, withOverrides } = await import("./finish-panels.ts");
  const local =
    panelOverride === undefined
      ? panels
      : withOverrides(
          panels,
          await readText(panelOverride, LIMITS.files.overrides),
          panelOverride,
          log,
        );
  if (!hasGenes) return local;
  const { allowUnknownGenes = false, assembly = null } = wanted;
  return withGeneNames(local, store, { assembly, allowUnknownGenes }, log, told);
}

/** The genes of the panels, with the margin of the policy. */
export function tableOf(
  panels: readonly Panel[],
  { minConfidence }: { minConfidence: Extract<Confidence, "green" | "amber"> },
  { region: { margin } }: Policy,
  assembly: Assembly,
): PanelGenes {
  return compilePanelGenes(panels, { assembly, margin, minConfidence });
}

/** What a word means, before the panel is read. */
export interface FoundPanel extends Choice {
  word: string;
  panel: StoredPanel;
  /** Set where an R-code was asked for. */
  rcode: RcodeAnswer | null;
  /** Set where this panel was found in the place of the one that was asked for. */
  replaces?: string;
}

/** @returns null: the store does not know the word, or there is none. @throws ToolError, as `findPanel` */
async function panelOfStore(word: string, store: string | undefined): Promise<Panel | null> {
  if (store === undefined) return null;
  const opened = openStore(store);
  const found = await findPanel(word, opened);
  return found === null ? null : readFound(found, opened);
}

/**
 * @returns null: the store does not know the word
 * @throws ToolError E_INPUT_MISSING: a version or panel that is not held; E_USAGE: it could mean several;
 *   E_STORE: damaged
 */
export async function findPanel(word: string, store: Store): Promise<FoundPanel | null> {
  const { source, name, version } = parsePanelWord(word);
  const isCode = parseRCode(name) !== null;
  // A version that is named stays what it was; everything else moves to the panel that took its place.
  const isVersion = version !== null && /^\d/.test(version);
  const next = isCode || isVersion ? null : successorOf(name, await readSuccessors(store));
  if (next !== null) {
    const { id, by, date, reason } = next;
    const newer = `${source === null ? "" : `${source}:`}${id}${version === null ? "" : `@${version}`}`;
    const found = await findPanel(newer, store);
    const why = reason === "" ? "" : `: ${reason}`;
    const replaces = `replaces panel ${name}, as recorded by ${by} on ${date.slice(0, 10)}${why}`;
    if (found !== null) return { ...found, word, replaces };
    throw new ToolError("E_INPUT_MISSING", `panel ${id} ${replaces}, but is not in the store`, {
      hint: `Run \`panelist panels fetch ${id}\`.`,
    });
  }
  const known = (await panelsNamed(isCode ? null : name, store)).filter(
    (panel) => source === null || panel.source === source,
  );
  const rcode = isCode ? resolveRcode(name, known, await loadDirectory(store)) : null;
  const panel = isCode ? (rcode?.panel ?? null) : onlyOne(word, known);
  const id = panel?.id ?? name;
  if (isVersion && panel?.entries.some((entry) => entry.version === version) !== true)
    await refuseWithdrawn(store, { kind: "panel", name: id, version });
  // A word of letters may mean a bundled panel still.
  if (version === null && (panel?.entries.length ?? 0) === 0 && /^\d+$/.test(id))
    await refuseWithdrawn(store, { kind: "panel", name: id, version: "" });
  return panel === null ? null : { ...chooseVersion(panel, version), word, panel, rcode };
}

/** Panels of this id, PanelApp's older id among them; all for null. */
async function panelsNamed(id: string | null, store: Store): Promise<StoredPanel[]> {
  const lists = await store.list("panel-list");
  if (id === null) return storedPanels(await store.list("panel"), lists);
  const entries = await store.list("panel", { id });
  const named = storedPanels(entries, lists).filter((panel) => panel.id === id);
  if (named.length > 0 || !/^[\da-f]{24}$/.test(id)) return named;
  const older = (await store.list("panel")).filter((entry) => factsOf(entry).hash_id === id);
  const ids = new Set(older.map((entry) => entry.id));
  return storedPanels(older, lists).filter((panel) => ids.has(panel.id));
}

function onlyOne(word: string, panels: readonly StoredPanel[]): StoredPanel | null {
  const [panel, ...others] = panels;
  if (others.length === 0) return panel ?? null;
  const held = panels.filter(({ entries }) => entries.length > 0);
  if (held.length === 1) return held[0] ?? null;
  throw usageError(
    `several sources have a panel '${word}'`,
    `Write one of: ${panels.map((p) => `${p.source}:${p.id} (${p.name})`).join(", ")}.`,
  );
}

/** The panel itself, with what a reader of the results must know of its version among its notes. */
export async function readFound(found: FoundPanel, store: Store): Promise<Panel> {
  const { entry, standing, signedOff, flag, rcode } = found;
  const bytes = await store.read(entry);
  const panel = await parsePanelBytes(bytes, store.pathOf(entry), "panelapp");
  const { source, fetched, terms } = entry;
  const name = factsOf(entry).name;
  return {
    ...panel,
    id: entry.id,
    name: name === "" ? panel.name : name,
    signedOff: panel.signedOff ?? signedOff,
    notes: [...panel.notes, ...[flag, found.replaces ?? null].filter((note) => note !== null)],
    resolution: {
      asked: found.word,
      source,
      standing,
      fetched,
      terms,
      indication: rcode === null ? null : { code: rcode.code, name: rcode.title },
      replaces: found.replaces,
    },
  };
}

/** One line: which panel and version it is, and whether somebody signed it off. */
function tellResolution({ id, name, version, signedOff, resolution }: Panel, log: Log): void {
  if (resolution === undefined) return;
  const { asked, standing, indication, replaces } = resolution;
  const word = parsePanelWord(asked);
  const code = indication === null ? "" : `${[asked, indication.name ?? ""].join(" ").trim()}: `;
  const panel = `${code}panel ${id} ${name} ${version ?? ""}`.trimEnd();
  if (standing === "signed_off") log.info(`${panel}, signed off ${signedOff ?? ""}`.trimEnd());
  // Whoever names a version knows which.
  else if (/^\d/.test(word.version ?? "")) log.info(`${panel}, not signed off`);
  else log.warn(`${panel}: ${standing === "unsigned" ? "not signed off" : "no sign-off is known"}`);
  if (replaces !== undefined) log.warn(`panel ${id} ${replaces}`);
}
