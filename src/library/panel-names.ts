/**
 * Panels by name: names beside ids, the nearest match for a mistyped one, and panels found by text or gene. Loaded
 * where a word is no id.
 */
import { ToolError, usageError } from "../core/errors.ts";
import { isFileWord } from "../core/panel-word.ts";
import { didYouMean, nearest } from "../core/nearest.ts";
import { parseRCode } from "../core/rcode.ts";
import { inflatedSync } from "../io/inflated.ts";
import { parsePanelBytes } from "../panel/index.ts";
import { parsePanelWord, storedPanels } from "../panel/stored/index.ts";
import type { Panel } from "../panel/types.ts";
import { openStore } from "../store/index.ts";
import type { Store } from "../store/types.ts";
import { bundledRows, type ListedPanel, listPanels } from "./list.ts";

/** Every panel that a word may mean, held or only listed, and the bundled ones. */
async function known(store: Store | undefined): Promise<ListedPanel[]> {
  if (store === undefined) return bundledRows();
  return (await listPanels(store, { listed: true })).panels;
}

/** Letters and figures alone: `Long QT syndrome` is `long-QT Syndrome`. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function wordOf({ source, id }: ListedPanel): string {
  return source === "bundled" ? id : `${source}:${id}`;
}

/**
 * @param word a name, with or without a version after `@`
 * @returns the word that means its panel; null: none is called so
 * @throws ToolError E_USAGE: several panels are
 */
export async function idOfName(
  word: string,
  store: Store | string | undefined,
): Promise<string | null> {
  const { name, version } = parsePanelWord(word);
  const wanted = plain(name);
  const panels = await known(typeof store === "string" ? openStore(store) : store);
  const found = panels.filter(
    ({ source, id, name: own }) =>
      wanted !== "" && (plain(own) === wanted || (source === "bundled" && plain(id) === wanted)),
  );
  const [first, ...others] = new Set(found.map(wordOf));
  if (first === undefined) return null;
  if (others.length > 0)
    throw usageError(
      `${others.length + 1} panels are named '${name}'`,
      `Choose one with --panel: ${[first, ...others].join(", ")}.`,
    );
  return version === null ? first : `${first}@${version}`;
}

/** A word that means no panel: what to do about it. @param also what else is to be said */
export async function unknownPanel(
  word: string,
  store: Store | string | undefined,
  also?: string,
): Promise<ToolError> {
  if (isFileWord(word))
    return new ToolError("E_INPUT_MISSING", "no such panel file", {
      path: word,
      hint: "Check the path, or see `panelist panels list` for panels.",
    });
  const opened = typeof store === "string" ? openStore(store) : store;
  const panels = await known(opened);
  const isEmpty = panels.every(({ source }) => source === "bundled");
  const isCode = parseRCode(word) !== null;
  const { name, version } = parsePanelWord(word);
  const versions = panels.flatMap((p) => (p.id === name && version !== null ? [p.version] : []));
  if (versions.length > 0)
    return new ToolError("E_INPUT_MISSING", `panel ${name} has no version ${version ?? ""}`, {
      path: opened?.path,
      hint: `Available: ${versions.map((one) => `${name}@${one}`).join(", ")}.`,
    });
  const isNumber = /^\d+$/.test(name);
  const hints = [
    also === undefined ? "" : `${also}.`,
    name.includes(",") ? "Give each panel separately: --panel A --panel B." : "",
    meantBy(name, panels),
    isEmpty ? "The store holds no panels." : "",
    isCode || isNumber
      ? `\`panelist panels fetch ${name}\` fetches it from PanelApp; \`panelist panels import <file>\` imports it from a file.`
      : "",
    "`panelist panels list` shows the panels you have; `panelist panels search <text>` finds them by name, code or gene.",
  ];
  const what = isCode
    ? `${word} is a code of the Test Directory, but the store has no panel for it`
    : `there is no panel named '${word}'`;
  return new ToolError("E_INPUT_MISSING", what, {
    path: opened?.path,
    hint: hints.filter((text) => text !== "").join(" "),
  });
}

/** The nearest names, ids or codes, else ids of panels of which a word begins so (`Cardio`); a number is near to every other. */
function meantBy(typed: string, panels: readonly ListedPanel[]): string {
  const isCode = parseRCode(typed) !== null;
  const near = nearest(
    /^\d+$/.test(typed) ? "" : typed,
    panels.flatMap((p) => (isCode ? p.r_codes : [p.id, p.name])),
  );
  const start = ` ${plain(typed)}`;
  const begun = panels.filter(
    ({ id, name }) => start.length > 3 && ` ${plain(id)} ${plain(name)}`.includes(start),
  );
  const names = near.length > 0 ? near : [...new Set(begun.map(({ id }) => id))].slice(0, 3);
  return didYouMean(names.map((text) => (text.includes(" ") ? `'${text}'` : text)));
}

/** A panel that was found, and by what: its name, a code, a gene. */
export interface FoundByText extends ListedPanel {
  matched: string;
}

/**
 * Panels whose id or code is the text, whose name has all its words, or that hold a gene of this symbol or HGNC id, with
 * the confidence that stands behind it, as an answer of this search has it; of each panel the newest version.
 * @throws ToolError E_INPUT_MISSING: none; E_USAGE: no text
 */
export async function searchPanels(text: string, store: Store): Promise<FoundByText[]> {
  if (plain(text) === "")
    throw usageError(
      "panels search needs a search term",
      "Give a name, a code or a gene; `panelist panels list` shows all.",
    );
  const rows = await known(store);
  // Of the store the newest version stands last, of the bundle first.
  const bundled = rows.filter(({ source }) => source === "bundled").toReversed();
  const newest = new Map([...rows, ...bundled].map((panel) => [wordOf(panel), panel]));
  const genes = await panelsWithGene(text, store);
  const words = plain(text).split(" ");
  const code = parseRCode(text);
  const found = [...newest.values()].flatMap((panel): FoundByText[] => {
    const gene = genes.get(`${panel.source}:${panel.id}`);
    const isNamed = words.every((word) => plain(panel.name).includes(word));
    const byCode = panel.r_codes.find(
      (one) => code !== null && parseRCode(one)?.indication === code.indication,
    );
    if (panel.id === text || isNamed) return [{ ...panel, matched: "name" }];
    if (byCode !== undefined) return [{ ...panel, matched: byCode }];
    return gene === undefined ? [] : [{ ...panel, matched: gene }];
  });
  if (found.length > 0) return found;
  throw new ToolError("E_INPUT_MISSING", `no panel matches '${text}'`, {
    path: store.path,
    hint: `${meantBy(text, rows)} Try a part of its name, one of its genes or its code; \`panelist panels list\` shows all, and \`panelist panels fetch\` fetches more from PanelApp.`.trim(),
  });
}

/** `SCN1A`, `HGNC:10585`, `SCN1A green`. */
const GENE = /^(HGNC:\d+|[A-Z][A-Z0-9-]+)(?:\s+(GREEN|AMBER|RED|GREY))?$/;

/** `source:id` with `SCN1A green`. Bytes are looked through before a panel is read: most do not name the gene. */
async function panelsWithGene(text: string, store: Store): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const [, symbol, confidence] = GENE.exec(text.trim().toUpperCase()) ?? [];
  if (symbol === undefined) return found;
  const add = (source: string, panel: Panel): void => {
    const gene = panel.genes.find(
      (one) =>
        (one.symbol.toUpperCase() === symbol || one.hgncId === symbol) &&
        (confidence === undefined || one.confidence === confidence.toLowerCase()),
    );
    if (gene !== undefined) found.set(`${source}:${panel.id}`, `${gene.symbol} ${gene.confidence}`);
  };
  const { bundledPanels } = await import("../panel/index.ts");
  for (const panel of (await bundledPanels()).toReversed()) add("bundled", panel);
  for (const { entries } of storedPanels(await store.list("panel"), [])) {
    const entry = entries.at(-1);
    if (entry === undefined) continue;
    // oxlint-disable-next-line no-await-in-loop -- one panel in memory at a time
    const bytes = await store.read(entry);
    const path = store.pathOf(entry);
    if (!inflatedSync(path, bytes, "E_PANEL").includes(symbol)) continue;
    // oxlint-disable-next-line no-await-in-loop -- as above
    add(entry.source, { ...(await parsePanelBytes(bytes, path, "panelapp")), id: entry.id });
  }
  return found;
}
