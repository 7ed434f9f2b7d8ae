/**
 * From the rules of a case (`R59`, `285`, `epilepsy`, a file) to the panels that they mean now. The same
 * rule is resolved once for all cases of a command.
 */
import { keepSnapshot, snapshotName, readSnapshot } from "../archive/index.ts";
import type { UsedPanel } from "../archive/types.ts";
import type { Assembly } from "../core/assembly.ts";
import { isToolError, ToolError } from "../core/errors.ts";
import { isGeneAgnosticCode } from "../panel/index.ts";
import type { Panel } from "../panel/types.ts";
import { openStore } from "../store/index.ts";
import type { Log } from "../core/log.ts";
import { remembered } from "../core/once.ts";
import { loadPanels } from "../library/panels.ts";

interface ResolvedRule {
  /** What was loaded: the rule, or the version that stands in for it. */
  word: string;
  panel: Panel;
}

export interface RuleBook {
  /** @returns the message when the rule leads nowhere */
  resolve(rule: string, assembly: Assembly): Promise<ResolvedRule | string>;
  /** The panels of these words under a local override (DEC-23). */
  overridden(words: readonly string[], override: string, assembly: Assembly): Promise<Panel[]>;
  /** @throws ToolError E_STORE: the store holds no panel at all, so that it can say nothing of a rule */
  refuseEmptyStore(rule: string, before: UsedPanel): Promise<void>;
}

/**
 * @param versions `--panel-version`: these versions stand in for what rules of the same panel mean
 */
export function ruleBook(
  versions: readonly string[],
  store: string | undefined,
  log: Log,
): RuleBook {
  const known = new Map<string, Promise<ResolvedRule | string>>();
  const load = (
    words: readonly string[],
    assembly: Assembly,
    panelOverride?: string,
  ): Promise<Panel[]> =>
    loadPanels(
      {
        panels: words.filter((word) => !word.startsWith(GENES)),
        genes: words.flatMap((word) =>
          word.startsWith(GENES) ? word.slice(GENES.length).split(",") : [],
        ),
        store,
        assembly,
        panelOverride,
      },
      log,
    );
  const find = async (rule: string, assembly: Assembly): Promise<ResolvedRule | string> => {
    let panel: Panel | undefined;
    let fault = "";
    try {
      [panel] = await load([rule], assembly);
    } catch (error) {
      // A store that cannot be read is no answer; a name or a file that leads to no panel is one.
      const leadsNowhere =
        isToolError(error) && ["E_INPUT_MISSING", "E_USAGE", "E_PANEL"].includes(error.code);
      if (!leadsNowhere) throw error;
      fault = error.hint === undefined ? error.message : `${error.message} (${error.hint})`;
    }
    const id = panel?.id ?? rule.replace(/@[^@]*$/, "");
    const forced = await load(versions, assembly);
    const at = forced.findIndex((other) => other.id === id);
    const [word, instead] = [versions[at], forced[at]];
    if (word !== undefined && instead !== undefined) return { word, panel: instead };
    return panel === undefined ? fault : { word: rule, panel };
  };
  return {
    resolve: (rule, assembly) =>
      remembered(known, `${assembly} ${rule}`, () => find(rule, assembly)),
    overridden: (words, override, assembly) => load(words, assembly, override),
    async refuseEmptyStore(rule, before) {
      const kinds = store === undefined ? [] : await openStore(store).kinds();
      if (kinds.includes("panel")) return;
      throw new ToolError(
        "E_STORE",
        `the last run took '${rule}' (${before.name}) from the store, and this one holds no panel`,
        { path: store, hint: "is it the right store? See --store and PANELIST_STORE" },
      );
    },
  };
}

/** A list of genes is a rule too. */
const GENES = "genes:";

/** The rules of a case, in the order of its panels. */
export function rulesOf({ panels, genes }: { panels: string[]; genes: string[] }): string[] {
  // R14 has no panel: it was taken for "all genes" when the family was known (DEC-22).
  const named = panels.filter((word) => !isGeneAgnosticCode(word));
  return genes.length === 0 ? named : [...named, `${GENES}${genes.join(",")}`];
}

/** What a run writes down of a panel. */
function usedPanel(rule: string, panel: Panel): UsedPanel {
  const { id, name, version, signedOff, resolution } = panel;
  return {
    rule,
    snapshot: snapshotName(panel),
    id,
    name,
    panelVersion: version,
    signedOff,
    standing: resolution?.standing ?? null,
    resolved: true,
  };
}

export interface RulePanels {
  used: UsedPanel[];
  panels: Panel[];
}

/** What the panels of a case depend on beside its rules. */
interface RuleSettings {
  archive: string;
  assembly: Assembly;
  /** File of local overrides. */
  override: string | undefined;
}

/**
 * All rules of a case. One that leads nowhere keeps its last snapshot.
 * @param last what the previous run used
 * @throws ToolError E_INPUT_MISSING: a rule that leads nowhere and never did
 */
export async function panelsOfRules(
  rules: readonly string[],
  book: RuleBook,
  last: readonly UsedPanel[],
  { archive, assembly, override }: RuleSettings,
): Promise<RulePanels> {
  const found = await Promise.all(rules.map((rule) => book.resolve(rule, assembly)));
  const words = found.flatMap((one) => (typeof one === "string" ? [] : [one.word]));
  const local = override === undefined ? null : await book.overridden(words, override, assembly);
  const used: UsedPanel[] = [];
  const panels: Panel[] = [];
  for (const [i, rule] of rules.entries()) {
    const one = found[i] ?? "";
    const before = last.find((panel) => panel.rule === rule);
    if (typeof one !== "string") {
      const panel = local?.[words.indexOf(one.word)] ?? one.panel;
      used.push(usedPanel(rule, panel));
      panels.push(panel);
    } else if (before === undefined) {
      throw new ToolError("E_INPUT_MISSING", `the rule '${rule}' leads to no panel: ${one}`);
    } else {
      // A store that is not there must not pass for a panel that is gone.
      // oxlint-disable-next-line no-await-in-loop -- the first that fails is told
      if (before.standing !== null) await book.refuseEmptyStore(rule, before);
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
