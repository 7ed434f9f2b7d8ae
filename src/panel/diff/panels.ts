/** All differences between two panels, or two sets of panels. */
import type { Confidence, Panel } from "../types.ts";
import { compareChanges, comparePanelIds } from "./order.ts";
import { entityChanges } from "./entities.ts";
import { fieldsNotGiven, geneChanges } from "./genes.ts";
import type {
  Change,
  ChangeType,
  Effect,
  NotCompared,
  PanelChange,
  PanelChangeType,
  PanelDiff,
  PanelRef,
  PanelState,
  Successors,
} from "./types.ts";
import type { Identify } from "./pair.ts";

export interface DiffOptions {
  /** Recorded by `panels successor`: old id to new id. */
  successors?: Successors;
  /** HGNC ids of rows without one. */
  identify?: Identify | undefined;
  /**
   * Ids that a side knows of (a list names them) but holds no content of: such a panel is neither retired nor
   * added, it is not compared.
   */
  namedOnly?: { old: ReadonlySet<string>; new: ReadonlySet<string> };
  /** Only what concerns a gene that is green before or after, and the panels themselves. */
  greenOnly?: boolean;
}

interface PanelResult {
  panel: PanelRef;
  changes: Change[];
  notCompared: NotCompared[];
}

function panelState(panel: Panel): PanelState {
  const genes: Record<Confidence, number> = { green: 0, amber: 0, red: 0, grey: 0 };
  for (const { confidence } of panel.genes) genes[confidence] += 1;
  const { id, name, version, signedOff } = panel;
  return { id, name, version, signed_off: signedOff, genes };
}

function panelChange(
  type: PanelChangeType,
  panel: PanelRef,
  before: Panel | null,
  after: Panel | null,
  effect: Effect = "neutral",
): PanelChange {
  return {
    type,
    panel,
    hgnc_id: null,
    gene: null,
    old: before === null ? null : panelState(before),
    new: after === null ? null : panelState(after),
    effect,
  };
}

function refOf(before: Panel | null, after: Panel | null): PanelRef {
  const shown = after ?? before;
  return {
    id: shown?.id ?? "",
    name: shown?.name ?? "",
    old_version: before?.version ?? null,
    new_version: after?.version ?? null,
  };
}

/** Everything within a panel that is on both sides; its id may differ (renumbered, or two given files). */
function comparePanels(before: Panel, after: Panel, options: DiffOptions): PanelResult {
  const panel = refOf(before, after);
  const fields = fieldsNotGiven(before, after);
  const skip = new Set(fields);
  const changes: Change[] = [
    ...geneChanges(before, after, panel, skip, options.identify),
    ...entityChanges(before, after, panel, skip),
  ];
  if (before.name.trim() !== after.name.trim())
    changes.push(panelChange("panel_renamed", panel, before, after));
  // A version that is not signed off takes nothing back: only a new date is news (DEC-21).
  if (after.signedOff !== null && after.signedOff !== before.signedOff)
    changes.push(panelChange("panel_signed_off", panel, before, after));
  return { panel, changes, notCompared: fields.length === 0 ? [] : [{ panel, fields }] };
}

/** What of a panel can be reported at all: losing or gaining it whole. */
function anyReach(panel: Panel): boolean {
  return panel.genes.some(({ confidence }) => confidence === "green" || confidence === "amber");
}

/** The new panel of an old id: the same id, PanelApp's older id of the same panel, or a recorded successor. */
function findPartner(
  before: Panel,
  after: readonly Panel[],
  successors: Successors,
): { panel: Panel; bySuccessor: boolean } | null {
  const same = after.find((panel) => samePanel(before, panel));
  if (same !== undefined) return { panel: same, bySuccessor: false };
  // A chain of successors ends at the first one that is there; a ring ends where it began.
  const seen = new Set<string>();
  for (
    let id = successors.get(before.id);
    id !== undefined && !seen.has(id);
    id = successors.get(id)
  ) {
    seen.add(id);
    const found = after.find((panel) => panel.id === id);
    if (found !== undefined) return { panel: found, bySuccessor: true };
  }
  return null;
}

/** PanelApp's ids were 24 hexadecimal digits until 2018; panels of that time still carry theirs. */
function samePanel(a: Panel, b: Panel): boolean {
  if (a.id === b.id) return true;
  const [old, newer] = [a.hashId ?? null, b.hashId ?? null];
  return old === b.id || newer === a.id || (old !== null && old === newer);
}

/**
 * Two single panels, whatever their ids.
 */
export function diffPanels(
  before: Panel,
  after: Panel,
  labels: { old: string; new: string },
  options: DiffOptions = {},
): PanelDiff {
  const result = comparePanels(before, after, options);
  return finish([result], [result.panel], sidesOf(labels, 1, 1), options);
}

/**
 * Two sets of panels, each id at most once on a side. A panel that is gone is `panel_retired`; or, where a
 * successor is recorded, `panel_merged` into one that was there before, `panel_renamed` when the successor
 * is new (renumbered). Genes of the old panel are compared with its successor's then. A panel of a new id is
 * `panel_added`.
 */
export function diffPanelSets(
  before: readonly Panel[],
  after: readonly Panel[],
  labels: { old: string; new: string },
  options: DiffOptions = {},
): PanelDiff {
  const successors = options.successors ?? new Map<string, string>();
  const reached = new Set<Panel>();
  const compared: PanelRef[] = [];
  const results: PanelResult[] = before.map((old) => {
    const partner = findPartner(old, after, successors);
    if (partner === null) {
      const panel = refOf(old, null);
      if (options.namedOnly?.new.has(old.id) === true) return notHeld(panel);
      const effect = anyReach(old) ? "narrows" : "neutral";
      const changes = [panelChange("panel_retired", panel, old, null, effect)];
      return { panel, changes, notCompared: [] };
    }
    reached.add(partner.panel);
    const result = comparePanels(old, partner.panel, options);
    compared.push(result.panel);
    if (!partner.bySuccessor) return result;
    const merged = before.some((panel) => samePanel(panel, partner.panel));
    const kind = merged ? "panel_merged" : "panel_renamed";
    const head = panelChange(kind, result.panel, old, partner.panel);
    const rest = result.changes.filter(({ type }) => type !== "panel_renamed");
    return { ...result, changes: [head, ...rest] };
  });
  for (const newer of after) {
    if (reached.has(newer)) continue;
    const panel = refOf(null, newer);
    if (options.namedOnly?.old.has(newer.id) === true) results.push(notHeld(panel));
    else {
      const effect = anyReach(newer) ? "widens" : "neutral";
      const changes = [panelChange("panel_added", panel, null, newer, effect)];
      results.push({ panel, changes, notCompared: [] });
    }
  }
  return finish(results, compared, sidesOf(labels, before.length, after.length), options);
}

/** A side knows the panel by name alone. */
function notHeld(panel: PanelRef): PanelResult {
  return { panel, changes: [], notCompared: [{ panel, fields: ["content"] }] };
}

/** Does the change concern a panel as a whole, or a gene, repeat or region that is green before or after? */
function touchesGreen(change: Change): boolean {
  return [change.old, change.new].some(
    (state) => state !== null && (!("confidence" in state) || state.confidence === "green"),
  );
}

function sidesOf(
  labels: { old: string; new: string },
  before: number,
  after: number,
): Pick<PanelDiff, "old" | "new"> {
  return { old: { label: labels.old, panels: before }, new: { label: labels.new, panels: after } };
}

function finish(
  results: readonly PanelResult[],
  compared: readonly PanelRef[],
  sides: Pick<PanelDiff, "old" | "new">,
  options: DiffOptions,
): PanelDiff {
  const all = results.flatMap(({ changes }) => changes).sort(compareChanges);
  const changes = options.greenOnly === true ? all.filter(touchesGreen) : all;
  const counts: Partial<Record<ChangeType, number>> = {};
  const effects: Record<Effect, number> = { widens: 0, narrows: 0, neutral: 0 };
  for (const { type, effect } of changes) {
    counts[type] = (counts[type] ?? 0) + 1;
    effects[effect] += 1;
  }
  return {
    schema: "panelist.panel-diff",
    version: 1,
    ...sides,
    compared: [...compared].sort((a, b) => comparePanelIds(a.id, b.id)),
    not_compared: results
      .flatMap(({ notCompared }) => notCompared)
      .sort((a, b) => comparePanelIds(a.panel.id, b.panel.id)),
    counts,
    effects,
    changes,
  };
}
