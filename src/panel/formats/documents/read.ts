/**
 * Any file of panels, as its panels: one panel's JSON, pages and arrays of panels, lists of heads, dumps of 2017
 * and 2018, tables, BED. A fault in one panel leaves the others whole.
 */
import { sha256 } from "../../../core/digest.ts";
import { ToolError, isToolError } from "../../../core/errors.ts";
import { isObject, withinStack } from "../../../core/json.ts";
import { inflatedSync } from "../../../io/inflated.ts";
import { looksLikeTar, tarMembers } from "../../../io/tar.ts";
import { writePath } from "../fault.ts";
import { slicesIn } from "./json-slices.ts";
import type { Panel, PanelHead } from "../../types.ts";
import { odditiesOf } from "./oddities.ts";
import { headOfJson, jsonFault, panelOfJson, parseJson } from "../panelapp.ts";
import { decodePanel, parsePanelBytes } from "../read.ts";

/** A part of a file, with the text that it was read from, byte for byte. */
export type PanelDocument =
  | { kind: "panel"; at: string; panel: Panel; text: string; extension: string; warnings: string[] }
  | { kind: "list"; at: string; list: PanelList; text: string }
  | { kind: "fault"; at: string; error: ToolError };

/** A list page of the API: panels without their genes. */
export interface PanelList {
  heads: PanelHead[];
  /** How many panels the whole list has, as the page says. */
  count: number | null;
  /** Number of the page, 1-based; null where the file is no page. */
  page: number | null;
  /** Pages and lists name their server in `next` and `previous`. */
  server: string | null;
}

/** The files in an archive (`.tar`, `.tar.gz`), or the one file itself, decompressed. */
export function unpackPanelFile(bytes: Buffer, path: string): { name: string; data: Buffer }[] {
  const plain = inflatedSync(path, bytes, "E_PANEL");
  if (!looksLikeTar(plain)) return [{ name: "", data: plain }];
  const part = (at: number, length: number): Buffer => plain.subarray(at, at + length);
  return [...tarMembers(part, { path, end: plain.length, code: "E_PANEL" })].flatMap(
    ({ name, at, size }) =>
      /(?:^|\/)\./.test(name.replace(/^\.\//, "")) ? [] : [{ name, data: part(at, size) }],
  );
}

/**
 * @param bytes decompressed
 * @param path for messages
 * @throws ToolError E_PANEL: nothing in the file can be read
 */
export async function readPanelDocuments(bytes: Buffer, path: string): Promise<PanelDocument[]> {
  const text = decodePanel(bytes, path);
  if (/^\s*[{[]/.test(text)) return jsonDocuments(text, path);
  const { looksLikeDump, splitDump } = await import("../dump.ts");
  if (looksLikeDump(text))
    return splitDump(text, path).map(({ panel, text: part }) => ({
      kind: "panel",
      at: panel.id,
      panel,
      text: part,
      extension: "csv",
      warnings: [],
    }));
  const panel = await parsePanelBytes(bytes, path, "panelapp");
  return [{ kind: "panel", at: "", panel, text, extension: panel.source, warnings: [] }];
}

function jsonDocuments(text: string, path: string): PanelDocument[] {
  const data = parseJson(text, path);
  const documents = withinStack(
    () => visit(data, { at: [], text, path, start: 0, end: text.length }),
    jsonFault(path),
  );
  if (documents.length === 0)
    throw new ToolError("E_PANEL", "the file contains no panel", { path, hint: SHAPES });
  return documents;
}

const SHAPES =
  "A panel has `genes`, a page of the API has `results`; arrays of either are also read.";

interface DocumentPart {
  at: readonly PropertyKey[];
  text: string;
  path: string;
  start: number;
  end: number;
}

/** Steps to a panel in a file: a list of pages takes three. Each step reads what is below it once more. */
const MOST_NESTED = 12;

/** A panel is told by its genes; a page by its results. */
function visit(data: unknown, part: DocumentPart): PanelDocument[] {
  if (part.at.length > MOST_NESTED)
    throw new ToolError("E_PANEL", "its pages and lists are nested too deeply", {
      path: part.path,
      hint: SHAPES,
    });
  if (Array.isArray(data)) return visitItems(data, part, null);
  if (!isObject(data) || !Array.isArray(data["results"]))
    return attempt(part.at, () => [panelDocument(data, part)]);
  const inner = slicesIn(part.text, part.start).findLast(({ key }) => key === "results");
  const results = { ...part, ...inner, at: [...part.at, "results"] };
  return visitItems(data["results"], results, data);
}

function visitItems(
  items: readonly unknown[],
  part: DocumentPart,
  page: Record<string, unknown> | null,
): PanelDocument[] {
  const heads: PanelHead[] = [];
  const slices = slicesIn(part.text, part.start);
  const found = items.flatMap((item, i) => {
    const at = [...part.at, i];
    if (!isHead(item)) return visit(item, { ...part, ...slices[i], at });
    return attempt(at, () => {
      heads.push(headOfJson(item, part.path, at));
      return [];
    });
  });
  if (heads.length === 0 && (page === null || items.length > 0)) return found;
  const list = { heads, ...pageOf(page) };
  return [...found, { kind: "list", at: writePath(part.at), list, text: part.text }];
}

function attempt(at: readonly PropertyKey[], read: () => PanelDocument[]): PanelDocument[] {
  try {
    return read();
  } catch (error) {
    if (!isToolError(error)) throw error;
    return [{ kind: "fault", at: writePath(at), error }];
  }
}

/** A panel without genes, as lists have it. */
function isHead(item: unknown): item is Record<string, unknown> {
  return isObject(item) && !("genes" in item) && !("results" in item) && "id" in item;
}

function panelDocument(data: unknown, { at, ...part }: DocumentPart): PanelDocument {
  const text = part.text.slice(part.start, part.end);
  const digest = sha256(text);
  const panel = panelOfJson(data, part.path, digest, "panelapp", at);
  const warnings = odditiesOf(data, panel);
  return { kind: "panel", at: writePath(at), panel, text, extension: "json", warnings };
}

function pageOf(page: Record<string, unknown> | null): Omit<PanelList, "heads"> {
  const address = (key: string): URL | null => {
    const value = page?.[key];
    return typeof value === "string" && URL.canParse(value) ? new URL(value) : null;
  };
  const [next, previous] = [address("next"), address("previous")];
  const numberOf = (url: URL | null): number => Number(url?.searchParams.get("page") ?? "1");
  const count = page?.["count"];
  return {
    count: typeof count === "number" ? count : null,
    page:
      page === null
        ? null
        : next !== null
          ? numberOf(next) - 1
          : previous === null
            ? 1
            : numberOf(previous) + 1,
    server: (next ?? previous)?.host ?? null,
  };
}
