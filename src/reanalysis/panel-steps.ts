/** What a change of panels means for all cases under the same rules: computed once, used for each. */
import { type ReadSnapshots } from "../archive/index.ts";
import type { UsedPanel } from "../archive/types.ts";
import { touchedGenes, type Touched } from "./events/touched.ts";
import type { OtherCause, PanelStep } from "./events/types.ts";
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
  const compared = new Map<string, Pick<PanelStep, "diff" | "tables">>();
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
  return (then, after, panels, policies, settings) => {
    const steps = after.flatMap((newer, i): PanelStep[] => {
      const old = then.find((panel) => panel.rule === newer.rule);
      if (old === undefined) return [];
      const key = `${old.snapshot} ${newer.snapshot}`;
      let known = compared.get(key) ?? null;
      const panel = panels[i];
      if (known === null && panel !== undefined && old.snapshot !== newer.snapshot) {
        const labels = { old: old.panelVersion ?? "", new: newer.panelVersion ?? "" };
        const before = snapshot(old.snapshot);
        const named = { old: tablesText(before), new: tablesText(panel) };
        known = {
          diff: diffPanels(before, panel, labels),
          tables: named.old === named.new ? undefined : named,
        };
        compared.set(key, known);
      }
      return [{ rule: newer.rule, old, new: newer, ...(known ?? { diff: null }) }];
    });
    const oldPanels = (): Panel[] => then.map((panel) => snapshot(panel.snapshot));
    const [oldKey, oldTable] = tableOf(then, oldPanels, policies.before, settings);
    const [key, table] = tableOf(after, () => panels, policies.after, settings);
    const both = `${oldKey} | ${key}`;
    const touched = remembered(touches, both, () => touchedGenes(oldTable, table));
    return { steps, before: oldTable, table, touched };
  };
}

/** null: none was in the store. */
function tablesText({ geneTables = [] }: Panel): string | null {
  return geneTables.map(({ source, release }) => `${source} ${release}`).join(", ") || null;
}

/** Tables of genes give the genes of every panel further names and places, though its rows are the same. */
export function geneTablesCause(steps: readonly PanelStep[]): OtherCause[] {
  const tables = steps.find((step) => step.tables !== undefined)?.tables;
  if (tables === undefined) return [];
  const cause = { source: "gene-facts" as const, name: "table of genes", ...tables, date: null };
  return [{ type: "panel_row_changed", cause, what: "the table of genes' names and positions" }];
}
