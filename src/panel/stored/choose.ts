/**
 * What a word after `--panel` means in the store (DEC-21, DEC-22): a bare id is the latest signed-off version where
 * one exists, `@latest` must be typed, versions are two whole numbers (3.10 is after 3.9); an R-code is a panel by
 * what panels say of themselves (`relevant_disorders`) and, where one was imported, by the Test Directory.
 */
import { ToolError, usageError } from "../../core/errors.ts";
import { compareVersions } from "../../core/version.ts";
import type { StoreEntry } from "../../store/types.ts";
import type { Panel } from "../types.ts";
import { factsOf, listedIn, type ListedPanel } from "./facts.ts";
import { findIndication, type Indication, type TestDirectory } from "../indications.ts";

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
  return /^R0*14(?:\.\d+)?$/i.test(code.trim());
}

/** All that the store knows of one panel. */
export interface StoredPanel {
  source: string;
  id: string;
  /** Of the newest version. */
  name: string;
  /** Held entries, oldest version first. */
  entries: StoreEntry[];
  /** Sign-off date by version, held or only named in a list. */
  signOffs: Map<string, string>;
  /** R-codes and disorders by the newest version that is held or listed. */
  relevantDisorders: string[];
  /** PanelApp says that some version of it is signed off. */
  someSignOff: boolean;
}

export interface Choice {
  entry: StoreEntry;
  standing: NonNullable<Panel["resolution"]>["standing"];
  signedOff: string | null;
  /** What a reader of the results must know; null: nothing. */
  flag: string | null;
}

/**
 * Panels by source and id, from entries of kind `panel` and `panel-list`.
 * @param entries sorted as the store gives them
 */
export function storedPanels(
  entries: readonly StoreEntry[],
  lists: readonly StoreEntry[],
): StoredPanel[] {
  const known = new Map<string, StoredPanel & { newest: string }>();
  const tell = (source: string, id: string, said: ListedPanel): StoredPanel => {
    const key = `${source}\t${id}`;
    const panel = known.get(key) ?? {
      source,
      id,
      name: "",
      newest: "",
      entries: [],
      signOffs: new Map<string, string>(),
      relevantDisorders: [],
      someSignOff: false,
    };
    known.set(key, panel);
    if (panel.name === "" || compareVersions(said.version, panel.newest) >= 0) {
      panel.newest = said.version;
      panel.name = said.name;
      panel.relevantDisorders = said.relevant_disorders;
    }
    if (said.signed_off !== null) panel.signOffs.set(said.version, said.signed_off);
    return panel;
  };
  for (const entry of entries) {
    const facts = factsOf(entry);
    const panel = tell(entry.source, entry.id, { ...facts, version: entry.version });
    panel.entries.push(entry);
    panel.someSignOff ||= facts.types.includes("gms-signed-off");
  }
  for (const list of lists) for (const [id, said] of listedIn(list)) tell(list.source, id, said);
  return [...known.values()].sort(
    (a, b) => compareVersions(a.source, b.source) || compareVersions(a.id, b.id),
  );
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
      hint: `the store holds: ${heldText(panel) || "no version"}; \`panelist panels fetch ${panel.id} --signed-off\``,
    });
  }
  if (!/^\d+\.\d+$/.test(version))
    throw usageError(
      `'${version}' is not a version of ${titleOf(panel)}`,
      "write two whole numbers (4.2), signed-off, or latest",
    );
  return pick(version) ?? missing(panel, version, "version");
}

function titleOf({ id, name }: StoredPanel): string {
  return name === "" || name === id ? `panel ${id}` : `panel ${id} (${name})`;
}

function noSignOff(panel: StoredPanel): string {
  return panel.someSignOff
    ? "no sign-off is known: latest version; PanelApp says that one is signed off, `panels fetch --signed-off` brings it"
    : "no sign-off is known: latest version";
}

function nothingHeld(panel: StoredPanel): ToolError {
  return new ToolError("E_INPUT_MISSING", `the store does not hold ${titleOf(panel)}`, {
    hint: `a list names it; \`panelist panels fetch ${panel.id}\` brings it`,
  });
}

function noneApproved(panel: StoredPanel): ToolError {
  const newestHeld = panel.entries.at(-1)?.version ?? "";
  return new ToolError("E_INPUT_MISSING", `no version of ${titleOf(panel)} was approved`, {
    hint: `the store holds: ${heldText(panel)}; \`panelist knowledge approve panel:${panel.id}=${newestHeld}\``,
  });
}

function missing(panel: StoredPanel, version: string, what: string): never {
  const flag = panel.signOffs.has(version) ? "--signed-off" : `--version ${version}`;
  const message = `the store does not hold ${titleOf(panel)} in ${what} ${version}`;
  throw new ToolError("E_INPUT_MISSING", message, {
    hint: `it holds: ${heldText(panel) || "no version"}; \`panelist panels fetch ${panel.id} ${flag}\` brings it`,
  });
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
      "R14 has no panel of its own",
      "a trio is analysed gene-agnostically (`analyse --panel R14`); for others give --panel with the panel of the phenotype",
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
    throw new ToolError("E_INPUT_MISSING", `the store does not hold panel ${id} of ${code}`, {
      hint: `\`panelist panels fetch ${id}\` brings it`,
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
  const message = `the tests of ${code} differ in their panels: ${lines.join("; ")}`;
  const hint = "give --panel with one of them, or the code of one test";
  return usageError(message, hint);
}
