/**
 * From the rules of a case (`R59`, `285`, `epilepsy`, a file) to the panels that they mean now. The same
 * rule is resolved once for all cases of a command.
 */
import { keepSnapshot, snapshotName, readSnapshot, type UsedPanel } from "../archive/index.ts";
import { isToolError, ToolError } from "../core/errors.ts";
import { genesPanel } from "../panel/index.ts";
import type { Panel } from "../panel/model.ts";
import type { Log } from "./options.ts";
import { loadPanels } from "./prepare.ts";

export interface ResolvedRule {
  panel: Panel;
  /** Name of its snapshot, kept or not. */
  snapshot: string;
}

export interface RuleBook {
  /** @returns the message when the rule leads nowhere */
  resolve(rule: string): Promise<ResolvedRule | string>;
}

/**
 * @param versions `--panel-version`: these versions stand in for what rules of the same panel mean
 * @throws ToolError when one of `versions` is not known
 */
export async function ruleBook(
  versions: readonly string[],
  store: string | null,
  log: Log,
): Promise<RuleBook> {
  const forced = await loadPanels({ panels: [...versions], genes: [], store }, log);
  const known = new Map<string, Promise<ResolvedRule | string>>();
  const resolve = async (rule: string): Promise<ResolvedRule | string> => {
    let panel: Panel | undefined;
    let fault = "";
    try {
      [panel] = rule.startsWith(GENES)
        ? [genesPanel(rule.slice(GENES.length).split(","))]
        : await loadPanels({ panels: [rule], genes: [], store }, log);
    } catch (error) {
      if (!isToolError(error) || error.code === "E_IO") throw error;
      fault = error.hint === undefined ? error.message : `${error.message} (${error.hint})`;
    }
    const id = panel?.id ?? rule.replace(/@[^@]*$/, "");
    panel = forced.find((other) => other.id === id) ?? panel;
    return panel === undefined ? fault : { panel, snapshot: snapshotName(panel) };
  };
  return {
    resolve(rule) {
      const found = known.get(rule) ?? resolve(rule);
      known.set(rule, found);
      return found;
    },
  };
}

/** A list of genes is a rule too. */
const GENES = "genes:";

/** The rules of a case, in the order of its panels. */
export function rulesOf({ panels, genes }: { panels: string[]; genes: string[] }): string[] {
  // R14 has no panel: it was taken for "all genes" when the family was known (DEC-22).
  const named = panels.filter((word) => !/^R0*14(?:\.|$)/i.test(word));
  return genes.length === 0 ? named : [...named, `${GENES}${genes.join(",")}`];
}

/** What a run writes down of a panel. */
export function usedPanel(
  rule: string,
  { panel, snapshot }: ResolvedRule,
  resolved: boolean,
): UsedPanel {
  const { id, name, version, signedOff, resolution } = panel;
  const standing = resolution?.standing ?? null;
  return { rule, snapshot, id, name, panelVersion: version, signedOff, standing, resolved };
}

export interface RulePanels {
  used: UsedPanel[];
  panels: Panel[];
}

/**
 * All rules of a case. One that leads nowhere keeps its last snapshot.
 * @param last what the previous run used
 * @throws ToolError E_INPUT_MISSING: a rule that leads nowhere and never did
 */
export async function panelsOfRules(
  archive: string,
  rules: readonly string[],
  book: RuleBook,
  last: readonly UsedPanel[],
): Promise<RulePanels> {
  const used: UsedPanel[] = [];
  const panels: Panel[] = [];
  for (const rule of rules) {
    // oxlint-disable-next-line no-await-in-loop -- in order; nearly always known already
    const found = await book.resolve(rule);
    const before = last.find((panel) => panel.rule === rule);
    if (typeof found !== "string") {
      used.push(usedPanel(rule, found, true));
      panels.push(found.panel);
    } else if (before === undefined) {
      throw new ToolError("E_INPUT_MISSING", `the rule '${rule}' leads to no panel: ${found}`);
    } else {
      used.push({ ...before, resolved: false });
      panels.push(readSnapshot(archive, "panels", before.snapshot));
    }
  }
  return { used, panels };
}

/** Keeps what a run is about to name. */
export function keepPanels(archive: string, { used, panels }: RulePanels): void {
  for (const [i, panel] of panels.entries())
    if (used[i]?.resolved === true) keepSnapshot(archive, "panels", panel);
}
