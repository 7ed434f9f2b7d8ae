/**
 * From the rules of a case (`R59`, `285`, `epilepsy`, a file) to the panels that they now refer to. The same rule
 * is resolved once for all cases of a command.
 */
import { isAbsolute, resolve } from "node:path";
import { keepSnapshot, snapshotName, readSnapshot } from "../archive/index.ts";
import type { CaseFile, Pin, UsedPanel } from "../archive/types.ts";
import type { WithdrawnRelease } from "./forward.ts";
import type { Assembly } from "../core/assembly.ts";
import { isToolError, ToolError } from "../core/errors.ts";
import { isFileWord } from "../core/panel-word.ts";
import { isFile, isGeneAgnosticCode } from "../panel/index.ts";
import type { Panel } from "../panel/types.ts";
import { openStore } from "../store/index.ts";
import type { Log } from "../core/log.ts";
import { remembered } from "../core/once.ts";
import { compareVersions } from "../core/version.ts";
import { loadPanels } from "../library/panels.ts";

interface ResolvedRule {
  /** What was loaded: the rule, or the version that stands in for it. */
  word: string;
  panel: Panel;
  /** Somebody named this version: the command, or a pin. */
  isNamed: boolean;
}

export interface RuleBook {
  /**
   * @param pins versions at which a case stays, such as `285@4.2`; what the command names goes before them
   * @returns the message when the rule leads nowhere
   */
  resolve(
    rule: string,
    assembly: Assembly,
    pins?: readonly string[],
  ): Promise<ResolvedRule | string>;
  /** The panels of these words under a local override (DEC-23). */
  overridden(words: readonly string[], override: string, assembly: Assembly): Promise<Panel[]>;
  /** @throws ToolError E_STORE: the store holds no panel at all, so that it can say nothing of a rule */
  refuseEmptyStore(rule: string, before: UsedPanel): Promise<void>;
}

/**
 * @param versions `--panel-version`: these versions stand in for what rules of the same panel mean
 * @param allowUnknownGenes symbols that HGNC does not know are no error
 */
export function ruleBook(
  versions: readonly string[],
  store: string | undefined,
  log: Log,
  allowUnknownGenes = true,
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
        // A kept case is never stopped by a gene that lost its name.
        allowUnknownGenes,
      },
      log,
    );
  const find = async (
    rule: string,
    assembly: Assembly,
    pins: readonly string[],
  ): Promise<ResolvedRule | string> => {
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
    for (const words of [versions, pins]) {
      // One by one: two words may lead to one panel.
      // oxlint-disable-next-line no-await-in-loop -- the command's first
      const forced = await Promise.all(words.map((word) => load([word], assembly)));
      const at = forced.findIndex(([other]) => other?.id === id);
      const [word, [instead] = []] = [words[at], forced[at]];
      if (word !== undefined && instead !== undefined)
        return { word, panel: instead, isNamed: true };
    }
    return panel === undefined ? fault : { word: rule, panel, isNamed: false };
  };
  return {
    resolve: (rule, assembly, pins = []) =>
      remembered(known, JSON.stringify([assembly, rule, ...pins]), () =>
        find(rule, assembly, pins),
      ),
    overridden: (words, override, assembly) => load(words, assembly, override),
    async refuseEmptyStore(rule, before) {
      const kinds = store === undefined ? [] : await openStore(store).kinds();
      if (kinds.includes("panel")) return;
      throw new ToolError(
        "E_STORE",
        `the last run took '${rule}' (${before.name}) from the store, but this store has no panels`,
        { path: store, hint: "Check that this is the right store (--store, PANELIST_STORE)." },
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
  /** Rules that mean an older version than the last run's, which is used still (DEC-30). */
  offRule: OffRule[];
  /** Of each rule that leads nowhere: why, and what stays in use. */
  unresolved: string[];
}

interface OffRule {
  rule: string;
  /** Versions: in use, and what the rule means now. */
  used: string;
  means: string;
}

/** What the panels of a case depend on beside its rules. */
interface RuleSettings {
  /** By rule: where its file is. */
  files?: CaseFile["panelFiles"];
  archive: string;
  assembly: Assembly;
  /** File of local overrides. */
  override: string | undefined;
  /** Of the case (DEC-30). */
  pins?: readonly Pin[];
  /** Of what the last run used. */
  withdrawn?: readonly WithdrawnRelease[];
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
  { archive, assembly, override, files = {}, pins = [], withdrawn = [] }: RuleSettings,
): Promise<RulePanels> {
  const stay = pins.flatMap(({ kind, name, version }) =>
    kind === "panel" ? [`${name}@${version}`] : [],
  );
  const found = await Promise.all(
    rules.map(async (rule) => {
      const one = await book.resolve(files[rule] ?? rule, assembly, stay);
      const before = last.find((panel) => panel.rule === rule);
      return files[rule] === undefined && isElsewhere(rule, one, before) ? NOT_READ : one;
    }),
  );
  const words = found.flatMap((one) => (typeof one === "string" ? [] : [one.word]));
  const local = override === undefined ? null : await book.overridden(words, override, assembly);
  const used: UsedPanel[] = [];
  const panels: Panel[] = [];
  const offRule: OffRule[] = [];
  const unresolved: string[] = [];
  for (const [i, rule] of rules.entries()) {
    const one = found[i] ?? "";
    const before = last.find((panel) => panel.rule === rule);
    if (typeof one !== "string" && isBackwards(one, before, withdrawn)) {
      used.push(before);
      panels.push(readSnapshot(archive, "panels", before.snapshot));
      const { panelVersion, standing } = before;
      const unsigned = standing === "unsigned" ? " (not signed off)" : "";
      offRule.push({
        rule,
        used: `${panelVersion ?? ""}${unsigned}`,
        means: one.panel.version ?? "",
      });
    } else if (typeof one !== "string") {
      const panel = local?.[words.indexOf(one.word)] ?? one.panel;
      used.push(usedPanel(rule, panel));
      panels.push(panel);
    } else if (before === undefined) {
      throw new ToolError("E_INPUT_MISSING", `the rule '${rule}' matches no panel: ${one}`);
    } else {
      // A store that is not there must not pass for a panel that is gone.
      // oxlint-disable-next-line no-await-in-loop -- the first that fails is told
      if (before.standing !== null) await book.refuseEmptyStore(rule, before);
      used.push({ ...before, resolved: false });
      const place = files[rule] === undefined ? "" : ` (${files[rule]})`;
      const stays = `${before.name} ${before.panelVersion ?? ""}`.trim();
      unresolved.push(
        `the rule '${rule}'${place} leads to no panel: ${one}; ${stays} stays in use`,
      );
      panels.push(readSnapshot(archive, "panels", before.snapshot));
    }
  }
  return { used, panels, offRule, unresolved };
}

/**
 * Of a case of an earlier program nobody knows in which folder its file lay: what lies here now is taken for it only
 * where it says the same.
 */
function isElsewhere(
  rule: string,
  found: ResolvedRule | string,
  before: UsedPanel | undefined,
): boolean {
  if (before === undefined || !isFileWord(rule) || isAbsolute(rule)) return false;
  if (typeof found === "string" || found.panel.resolution !== undefined) return false;
  return snapshotName(found.panel) !== before.snapshot;
}

const NOT_READ =
  "an earlier version kept the file's name without its folder, so a file of this name that says something else is not read; `panelist archive relink` records where it is";

/** Where the rules that are files have them, for every later command. */
export async function filesOfRules(rules: readonly string[]): Promise<CaseFile["panelFiles"]> {
  const files = await Promise.all(
    rules.map(async (rule) => (isFileWord(rule) && (await isFile(rule)) ? [rule] : [])),
  );
  const found = files.flat().map((rule): [string, string] => [rule, resolve(rule)]);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** The default would be an older version than the last run's, which nobody withdrew (DEC-30). */
function isBackwards(
  { panel, isNamed }: ResolvedRule,
  before: UsedPanel | undefined,
  withdrawn: readonly WithdrawnRelease[],
): before is UsedPanel {
  if (isNamed || before === undefined || panel.id !== before.id) return false;
  const { panelVersion: then } = before;
  if (then === null || panel.version === null || compareVersions(panel.version, then) >= 0)
    return false;
  return !withdrawn.some(
    ({ kind, name, release }) =>
      kind === "panel" && name === `${before.id} ${before.name}` && release === then,
  );
}

/** Keeps what a run is about to name. */
export function keepPanels(archive: string, { used, panels }: RulePanels): void {
  for (const [i, panel] of panels.entries())
    if (used[i]?.resolved === true) keepSnapshot(archive, "panels", panel);
}
