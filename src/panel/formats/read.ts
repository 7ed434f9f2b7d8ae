/** From a path or a bundled id to a Panel; the kind of file is detected from its content. */
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { sha256 } from "../../core/digest.ts";
import { ToolError } from "../../core/errors.ts";
import { refuseDoubledKeys, withinStack } from "../../core/json.ts";
import { LIMITS, sizeText } from "../../core/limits.ts";
import { isFileWord } from "../../core/panel-word.ts";
import { refuseForeign } from "../../io/foreign.ts";
import { inflatedSync } from "../../io/inflated.ts";
import { readBytes } from "../../io/read-text.ts";
import { parseBed } from "./bed.ts";
import { findBundled, listBundledPanels } from "../bundled.ts";
import { newPanel } from "./empty.ts";
import { isBedComment, looksLikeBed, splitLines } from "./lines.ts";
import type { Panel } from "../types.ts";
import { parseTable } from "./tsv.ts";

/** Text of a panel file, decompressed. @throws ToolError E_PANEL: damaged; E_FORMAT: no text */
export function decodePanel(bytes: Buffer, path: string): string {
  const plain = inflatedSync(path, bytes, "E_PANEL");
  const most = LIMITS.files.panel;
  if (plain.length > most)
    throw new ToolError("E_LIMIT", `longer than ${sizeText(most)}`, {
      path,
      hint: "No single panel is that long; import a dump in parts.",
    });
  refuseForeign(plain, path);
  return new TextDecoder().decode(plain);
}

/** `cardiac.v2.tsv.gz` -> `cardiac.v2`. */
function idOf(path: string): string {
  const name = basename(path).replace(/\.gz$/i, "");
  return name.replace(/\.(tsv|bed|txt|tab|json)$/i, "") || name;
}

/**
 * One panel from the bytes of a file; what kind it is, the content tells.
 *
 * @param path for messages, and the panel's id where the content has none
 * @throws ToolError E_PANEL
 */
export async function parsePanelBytes(
  bytes: Buffer,
  path: string,
  source: "panelapp" | "bundled",
): Promise<Panel> {
  const digest = sha256(bytes);
  const text = decodePanel(bytes, path);
  if (/^\s*[{[]/.test(text)) {
    const { jsonFault, panelOfJson, parseJson } = await import("./panelapp.ts");
    const json = parseJson(text, path);
    refuseDoubledKeys(text, (message, line) => new ToolError("E_PANEL", message, { path, line }));
    return withinStack(() => panelOfJson(json, path, digest, source), jsonFault(path));
  }
  if (text.startsWith("Panel Name,")) {
    const { splitDump } = await import("./dump.ts");
    const [only, ...others] = splitDump(text, path);
    if (only !== undefined && others.length === 0) return { ...only.panel, digest };
    throw new ToolError("E_PANEL", `a dump of ${others.length + 1} panels, not a single panel`, {
      path,
      hint: "Import it with `panelist panels import`, which separates its panels.",
    });
  }
  const lines = splitLines(text);
  if (lines[0]?.text.startsWith("##fileformat=VCF") === true)
    throw new ToolError("E_PANEL", "this is a VCF, not a panel", { path, hint: KINDS_OF_PANEL });
  if (lines.every((line) => isBedComment(line.text)))
    throw new ToolError("E_PANEL", "the file does not name a gene", { path, hint: KINDS_OF_PANEL });
  const isBed = looksLikeBed(lines);
  const found = isBed ? parseBed(lines, path) : parseTable(lines, path);
  if (found.genes.length === 0)
    throw new ToolError("E_PANEL", "the file does not name a gene", { path, hint: KINDS_OF_PANEL });
  const id = idOf(path);
  return newPanel({ id, name: id, source: isBed ? "bed" : "tsv", digest }, found);
}

const KINDS_OF_PANEL = "A panel is PanelApp JSON, a table with a column of symbols, or a BED file.";

/** Any file but a folder: pipes and `/dev/fd/63` are files too. */
export async function isFile(path: string): Promise<boolean> {
  try {
    return !(await stat(path)).isDirectory();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG") return false;
    throw new ToolError("E_IO", (error as Error).message, { path, cause: error });
  }
}

/** What lies in the working directory under a word that names no file: mentioned, never used. */
export async function lyingThere(word: string): Promise<"file" | "folder" | null> {
  if (isFileWord(word)) return null;
  const found = await stat(word).catch(() => null);
  if (found === null) return null;
  return found.isDirectory() ? "folder" : "file";
}

/**
 * One panel: an existing file (PanelApp JSON, plain or gzipped; a table with tabs; BED), else a bundled id such
 * as `epilepsy` (its newest version) or `acmg-sf@3.1`.
 *
 * @throws ToolError E_INPUT_MISSING: neither of them; E_PANEL: a fault in the file, with its line or its path in the
 *   JSON; E_IO: not readable
 */
export async function readPanel(pathOrId: string): Promise<Panel> {
  if (isFileWord(pathOrId) && (await isFile(pathOrId))) return readPanelFile(pathOrId, "panelapp");
  const bundled = await readBundled(pathOrId);
  if (bundled !== null) return bundled;
  throw new ToolError("E_INPUT_MISSING", `there is no panel named '${pathOrId}'`);
}

/** @returns null: none is called so */
export async function readBundled(id: string): Promise<Panel | null> {
  const known = findBundled(await listBundledPanels(), id);
  return known === undefined ? null : readPanelFile(known.path, "bundled");
}

/** Every bundled panel, by id, then newest first. */
export async function bundledPanels(): Promise<Panel[]> {
  const known = await listBundledPanels();
  return Promise.all(known.map(({ path }) => readPanelFile(path, "bundled")));
}

async function readPanelFile(path: string, source: "panelapp" | "bundled"): Promise<Panel> {
  return parsePanelBytes(await readBytes(path, LIMITS.files.panel), path, source);
}
