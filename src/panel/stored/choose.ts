/**
 * What a word after `--panel` means in the store (DEC-21, DEC-22): a bare id is the latest signed-off version where
 * one exists, `@latest` must be typed, versions are two whole numbers (3.10 is after 3.9); an R-code is a panel by
 * what panels say of themselves (`relevant_disorders`) and, where one was imported, by the Test Directory.
 */
import { ToolError, usageError } from "../../core/errors.ts";
import { remembered } from "../../core/once.ts";
import { isOfCode, parseRCode } from "../../core/rcode.ts";
import { compareText } from "../../core/text.ts";
import { compareVersions } from "../../core/version.ts";
import type { StoreEntry } from "../../store/types.ts";
import type { DirectoryTest, TestDirectory } from "../directory/read.ts";
import type { Panel, PanelHead } from "../types.ts";
import type { StoredPanel } from "./facts.ts";

interface PanelWord {
  /** As typed. */
  text: string;
  /** `aus:3149` says whose panel; null: whoever has it. */
  source: string | null;
  /** Panel id, PanelApp's older id, or an R-code. */
  name: string;
  /** After `@`: `4.2`, `signed-off`, `latest`; null: nothing. */
  version: string | null;
}

/** Any text is a word; whether the store knows it is another matter. */
export function parsePanelWord(text: string): PanelWord {
  const at = text.lastIndexOf("@");
  const head = at < 0 ? text : text.slice(0, at);
  const parts = /^([A-Za-z][\w.-]+):(.+)$/.exec(head);
  return {
    text,
    source: parts?.[1] ?? null,
    name: parts?.[2] ?? head,
    version: at < 0 ? null : text.slice(at + 1),
  };
}

/** R14, acutely unwell children: a trio is analysed without a panel (DEC-22). */
export function isGeneAgnosticCode(code: string): boolean {
  return parseRCode(code)?.indication === "R14";
}

export interface Choice {
  entry: StoreEntry;
  standing: NonNullable<Panel["resolution"]>["standing"];
  signedOff: string | null;
  /** What a reader of the results must know; null: nothing. */
  flag: string | null;
}

/** `4.2 (signed off 2023-03-22), 5.1`: versions that are held. */
function heldText({ entries, signOffs }: StoredPanel): string {
  const versions = [...new Set(entries.map(({ version }) => version))];
  return versions
    .map((version) => {
      const date = signOffs.get(version);
      const shown = version === "" ? "no version" : version;
      return date === undefined ? shown : `${shown} (signed off ${date})`;
    })
    .join(", ");
}

/**
 * @param version what was typed after `@`, or null
 * @throws ToolError E_INPUT_MISSING: not held, the message lists what is; E_USAGE: not a version
 */
export function chooseVersion(panel: StoredPanel, version: string | null): Choice {
  const { signOffs } = panel;
  const isNumber = /^\d/.test(version ?? "");
  // Who names a version knows what was approved (DEC-30).
  const entries = isNumber ? panel.entries : panel.entries.filter((e) => e.unapproved !== true);
  if (entries.length === 0 && panel.entries.length > 0) throw noneApproved(panel);
  const needsApproval = entries.length < panel.entries.length;
  const versions = new Set(entries.map((e) => e.version));
  const signed =
    [...signOffs.keys()]
      .filter((number) => !needsApproval || versions.has(number))
      .sort(compareVersions)
      .at(-1) ?? null;
  const pick = (wanted: string): Choice | null => {
    const entry = entries.filter((e) => e.version === wanted).at(-1);
    if (entry === undefined) return null;
    const date = signOffs.get(wanted) ?? null;
    if (date !== null) return { entry, standing: "signed_off", signedOff: date, flag: null };
    const standing = signed === null ? "no_sign_off_known" : "unsigned";
    return { entry, standing, signedOff: null, flag: null };
  };
  const theSigned = (number: string): Choice =>
    pick(number) ?? missing(panel, number, "its signed-off version");
  if (version === null && signed !== null) return theSigned(signed);
  if (version === null || version === "latest") {
    const latest = pick(entries.at(-1)?.version ?? "");
    if (latest === null) throw nothingHeld(panel);
    if (version === null) return { ...latest, flag: noSignOff(panel) };
    if (latest.standing === "signed_off") return latest;
    const than = signed === null ? "no sign-off is known" : `signed off is ${signed}`;
    return { ...latest, flag: `UNSIGNED: latest version ${latest.entry.version}, ${than}` };
  }
  if (version === "signed-off") {
    if (signed !== null) return theSigned(signed);
    throw new ToolError("E_INPUT_MISSING", `no sign-off of ${titleOf(panel)} is known`, {
      hint: `The store holds: ${heldText(panel) || "no version"}. Run \`panelist panels fetch ${panel.id} --signed-off\` for the signed-off one.`,
    });
  }
  if (!/^\d+\.\d+$/.test(version))
    throw usageError(
      `'${version}' is not a version of ${titleOf(panel)}`,
      "Write two whole numbers (4.2), signed-off, or latest.",
    );
  return pick(version) ?? missing(panel, version, "version");
}

function titleOf({ id, name }: StoredPanel): string {
  return name === "" || name === id ? `panel ${id}` : `panel ${id} (${name})`;
}

function noSignOff(panel: StoredPanel): string {
  return panel.someSignOff
    ? "the latest version, since no sign-off is known; PanelApp lists a signed-off version, which `panelist panels fetch --signed-off` fetches"
    : "no sign-off is known: latest version";
}

function nothingHeld(panel: StoredPanel): ToolError {
  return new ToolError("E_INPUT_MISSING", `the store does not have ${titleOf(panel)}`, {
    hint: `Run \`panelist panels fetch ${panel.id}\` to fetch it; it is named in an imported list.`,
  });
}

function noneApproved(panel: StoredPanel): ToolError {
  const newestHeld = panel.entries.at(-1)?.version ?? "";
  return new ToolError("E_INPUT_MISSING", `no version of ${titleOf(panel)} has been approved`, {
    hint: `The store holds: ${heldText(panel)}. Approve one, as in \`panelist knowledge approve panel:${panel.id}=${newestHeld}\`.`,
  });
}

function missing(panel: StoredPanel, version: string, what: string): never {
  const flag = panel.signOffs.has(version) ? "--signed-off" : `--version ${version}`;
  const message = `the store does not have ${titleOf(panel)} in ${what} ${version}`;
  throw new ToolError("E_INPUT_MISSING", message, {
    hint: `It holds: ${heldText(panel) || "no version"}. Run \`panelist panels fetch ${panel.id} ${flag}\`.`,
  });
}

/** What of a panel is needed to find it by its R-codes. */
export type CodedPanel = Pick<
  PanelHead,
  "id" | "name" | "version" | "signedOff" | "relevantDisorders"
>;

export interface IndicationPanel {
  id: string;
  /** PanelApp's name; null where the panel is not among the known ones. */
  name: string | null;
  version: string | null;
  signedOff: string | null;
  /** R-codes by which PanelApp's `relevant_disorders` names it; empty: it does not. */
  byPanelApp: string[];
  /** Tests of the Directory that use it; empty: none does. */
  byDirectory: string[];
}

export interface Indication {
  /** As asked for, upper case: `R27` or `R27.3`. */
  code: string;
  name: string | null;
  tests: DirectoryTest[];
  panels: IndicationPanel[];
}

/**
 * Everything that the Directory and PanelApp say of a code: an indication (`R27`: all its tests) or one test
 * (`R27.3`). PanelApp names indications, and tests where they differ in panels; a panel under the bare code
 * serves every test.
 *
 * @param directory null: none was imported
 * @returns null when neither knows the code
 */
export function findIndication(
  text: string,
  directory: TestDirectory | null,
  heads: readonly CodedPanel[],
): Indication | null {
  const wanted = parseRCode(text);
  if (wanted === null) return null;
  const { indication, test } = wanted;
  const fits = (code: string): boolean => isOfCode(code, wanted);
  const tests = (directory?.tests ?? []).filter(({ code }) => fits(code));
  const found = new Map<string, IndicationPanel>();
  const add = (id: string): IndicationPanel => {
    const { name = null, version = null, signedOff = null } = heads.find((h) => h.id === id) ?? {};
    const make = () => ({ id, name, version, signedOff, byPanelApp: [], byDirectory: [] });
    return remembered(found, id, make);
  };
  for (const { code, panels } of tests) for (const id of panels) add(id).byDirectory.push(code);
  for (const { id, relevantDisorders } of heads) {
    const codes = [
      ...new Set(relevantDisorders.filter(fits).map((code) => code.trim().toUpperCase())),
    ];
    if (codes.length > 0) add(id).byPanelApp.push(...codes);
  }
  if (tests.length === 0 && found.size === 0) return null;
  return {
    code: test ?? indication,
    name: tests[0]?.name ?? null,
    tests: tests.toSorted((a, b) => compareText(a.code, b.code)),
    panels: [...found.values()],
  };
}

export interface RcodeAnswer {
  /** As it is written: `R59`, `R27.3`. */
  code: string;
  /** Of the clinical indication; null: no Directory names it. */
  title: string | null;
  panel: StoredPanel;
  indication: Indication;
}

/**
 * Panels that PanelApp names for the very code come first, then those that it names for the indication, then
 * those of the Directory alone.
 *
 * @param panels all that the store knows, held or listed
 * @returns null: nobody knows the code
 * @throws ToolError E_USAGE: R14, and codes whose tests differ in panels
 */
export function resolveRcode(
  text: string,
  panels: readonly StoredPanel[],
  directory: TestDirectory | null,
): RcodeAnswer | null {
  if (isGeneAgnosticCode(text))
    throw usageError(
      "R14 does not have a panel",
      "Give --panel with a panel for the phenotype; only a trio can be analysed without one (`panelist analyse --panel R14`).",
    );
  const heads = panels.map(({ id, name, relevantDisorders }) => ({
    id,
    name,
    version: null,
    signedOff: null,
    relevantDisorders,
  }));
  const indication = findIndication(text, directory, heads);
  if (indication === null) return null;
  const { code } = indication;
  const groups = [
    indication.panels.filter(({ byPanelApp }) => code.includes(".") && byPanelApp.includes(code)),
    indication.panels.filter(({ byPanelApp }) => byPanelApp.length > 0),
    indication.panels,
  ];
  const ids = [...new Set((groups.find((group) => group.length > 0) ?? []).map(({ id }) => id))];
  const found = panels.filter(({ id }) => ids.includes(id));
  const [panel] = found;
  if (ids.length > 1 || found.length > 1) throw severalPanels(indication, found, ids);
  if (panel === undefined) {
    if (ids.length === 0) return null;
    const [id] = ids;
    throw new ToolError("E_INPUT_MISSING", `the store does not have panel ${id} of ${code}`, {
      hint: `Run \`panelist panels fetch ${id}\`.`,
    });
  }
  return { code, title: indication.name, panel, indication };
}

function severalPanels(
  { code, panels }: Indication,
  found: readonly StoredPanel[],
  ids: readonly string[],
): ToolError {
  const lines = ids.flatMap((id) => {
    const said = panels.find((panel) => panel.id === id);
    const codes = [...(said?.byPanelApp ?? []), ...(said?.byDirectory ?? [])];
    const named = found.filter((panel) => panel.id === id);
    const whose = named.length > 1 ? named.map(({ source }) => `${source}:${id}`) : [id];
    return whose.map(
      (word) => `${word} ${said?.name ?? ""} (${[...new Set(codes)].join(", ") || code})`,
    );
  });
  const message = `the tests of ${code} use different panels: ${lines.join("; ")}`;
  const hint = "Give --panel with one of them, or the code of one test.";
  return usageError(message, hint);
}
