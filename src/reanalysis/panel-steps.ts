/** What a change of panels means for all cases under the same rules: computed once, used for each. */
import { type ReadSnapshots } from "../archive/index.ts";
import type { UsedPanel } from "../archive/types.ts";
import { touchedGenes, type Touched } from "./events/touched.ts";
import type { PanelStep } from "./events/types.ts";
import type { Assembly } from "../core/assembly.ts";
import type { Policy } from "../core/policy.ts";
import { remembered } from "../core/once.ts";
import { diffPanels } from "../panel/diff/index.ts";
import { compilePanelGenes } from "../panel/index.ts";
import { uniquePanels } from "../library/panels.ts";
import type { PanelGenes, Panel } from "../panel/types.ts";

export interface PanelChange {
  steps: PanelStep[];
  /** Of the panels before. */
  before: PanelGenes;
  /** Of the new panels. */
  table: PanelGenes;
  touched: Touched;
}

/** What the table depends on beside the panels. */
interface TableSettings {
  assembly: Assembly;
  minConfidence: "green" | "amber";
}

export type PanelChanges = (
  before: readonly UsedPanel[],
  after: readonly UsedPanel[],
  panels: readonly Panel[],
  policies: { before: Policy; after: Policy },
  settings: TableSettings,
) => PanelChange;

/** @returns a function that remembers its answers; it throws E_ARCHIVE where a snapshot is missing */
export function panelChanges(snapshots: ReadSnapshots): PanelChanges {
  const diffs = new Map<string, PanelStep["diff"]>();
  const tables = new Map<string, PanelGenes>();
  const touches = new Map<string, Touched>();
  const snapshot = (name: string): Panel => snapshots("panels", name);
  const tableOf = (
    used: readonly UsedPanel[],
    panels: () => readonly Panel[],
    { region }: Policy,
    { assembly, minConfidence }: TableSettings,
  ): [key: string, table: PanelGenes] => {
    const names = used.map((panel) => panel.snapshot).join(" ");
    const key = `${names} ${region.margin} ${assembly} ${minConfidence}`;
    const compile = (): PanelGenes =>
      compilePanelGenes(uniquePanels(panels()), { assembly, margin: region.margin, minConfidence });
    return [key, remembered(tables, key, compile)];
  };
  return (before, after, panels, policies, settings) => {
    const steps = after.flatMap((newer, i): PanelStep[] => {
      const old = before.find((panel) => panel.rule === newer.rule);
      if (old === undefined) return [];
      const key = `${old.snapshot} ${newer.snapshot}`;
      let diff = diffs.get(key) ?? null;
      const panel = panels[i];
      if (diff === null && panel !== undefined && old.snapshot !== newer.snapshot) {
        const labels = { old: old.panelVersion ?? "", new: newer.panelVersion ?? "" };
        diff = diffPanels(snapshot(old.snapshot), panel, labels);
        diffs.set(key, diff);
      }
      return [{ rule: newer.rule, old, new: newer, diff }];
    });
    const oldPanels = (): Panel[] => before.map((panel) => snapshot(panel.snapshot));
    const [oldKey, oldTable] = tableOf(before, oldPanels, policies.before, settings);
    const [key, table] = tableOf(after, () => panels, policies.after, settings);
    const both = `${oldKey} | ${key}`;
    const touched = remembered(touches, both, () => touchedGenes(oldTable, table));
    return { steps, before: oldTable, table, touched };
  };
}
