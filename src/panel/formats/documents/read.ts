/**
 * Any file that holds panels, as its panels: one panel's JSON, pages and arrays of panels, lists of heads,
 * dumps of 2017 and 2018, tables, BED. A fault in one panel leaves the others whole.
 */
import { gunzipSync } from "node:zlib";
import { sha256 } from "../../../core/digest.ts";
import { ToolError, isToolError } from "../../../core/errors.ts";
import { isObject } from "../../../core/json.ts";
import { writePath } from "../fault.ts";
import { slicesIn } from "./json-slices.ts";
import type { Panel } from "../../model.ts";
import { odditiesOf } from "./oddities.ts";
import { headOfJson, panelOfJson, parseJson } from "../panelapp.ts";
import type { PanelHead } from "../panelapp.ts";
import { MAX_PANEL_BYTES, decodePanel, parsePanelBytes } from "../read.ts";
import { looksLikeTar, readTar } from "./tar.ts";
import type { TarFile } from "./tar.ts";

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
export function unpackPanelFile(bytes: Buffer, path: string): TarFile[] {
  let plain = bytes;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      plain = gunzipSync(bytes, { maxOutputLength: MAX_PANEL_BYTES });
    } catch (cause) {
      throw new ToolError("E_PANEL", `gzip is damaged: ${(cause as Error).message}`, {
        path,
        cause,
      });
    }
  }
  if (!looksLikeTar(plain)) return [{ name: "", data: plain }];
  return readTar(plain, path).filter(({ name }) => !/(?:^|\/)\./.test(name.replace(/^\.\//, "")));
}

/**
 * @param bytes decompressed
 * @param path for messages
 * @throws ToolError E_PANEL: nothing in the file can be read
 */
export async function readPanelDocuments(
  bytes: Uint8Array,
  path: string,
): Promise<PanelDocument[]> {
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

async function jsonDocuments(text: string, path: string): Promise<PanelDocument[]> {
  const data = parseJson(text, path);
  const documents: PanelDocument[] = [];
  await visit(data, [], { text, path, start: 0, end: text.length }, documents);
  if (documents.length === 0)
    throw new ToolError("E_PANEL", "the file holds no panel", { path, hint: SHAPES });
  return documents;
}

const SHAPES = "a panel has `genes`; a page of the API has `results`; an array of such is read too";

interface Part {
  text: string;
  path: string;
  start: number;
  end: number;
}

/** A panel is told by its genes; a page by its results. */
async function visit(
  data: unknown,
  at: readonly PropertyKey[],
  part: Part,
  out: PanelDocument[],
): Promise<void> {
  if (Array.isArray(data)) {
    await visitItems(data, at, part, out, null);
  } else if (isObject(data) && Array.isArray(data["results"])) {
    const inner = slicesIn(part.text, part.start).findLast(({ key }) => key === "results");
    await visitItems(data["results"], [...at, "results"], { ...part, ...inner }, out, data);
  } else {
    await attempt(at, out, () => panelDocument(data, at, part));
  }
}

async function visitItems(
  items: readonly unknown[],
  at: readonly PropertyKey[],
  part: Part,
  out: PanelDocument[],
  page: Record<string, unknown> | null,
): Promise<void> {
  const heads: PanelHead[] = [];
  const slices = slicesIn(part.text, part.start);
  for (const [i, item] of items.entries()) {
    const place = [...at, i];
    // oxlint-disable no-await-in-loop -- in the order of the file
    if (isHead(item))
      await attempt(place, out, async () => {
        heads.push(await headOfJson(item, part.path, place));
        return null;
      });
    else await visit(item, place, { ...part, ...slices[i] }, out);
    // oxlint-enable no-await-in-loop
  }
  const empty = page !== null && items.length === 0;
  if (heads.length === 0 && !empty) return;
  out.push({
    kind: "list",
    at: writePath(at),
    list: { heads, ...pageOf(page) },
    text: part.text,
  });
}

async function attempt(
  at: readonly PropertyKey[],
  out: PanelDocument[],
  read: () => Promise<PanelDocument | null>,
): Promise<void> {
  try {
    const document = await read();
    if (document !== null) out.push(document);
  } catch (error) {
    if (!isToolError(error)) throw error;
    out.push({ kind: "fault", at: writePath(at), error });
  }
}

/** A panel without genes, as lists have it. */
function isHead(item: unknown): item is Record<string, unknown> {
  return isObject(item) && !("genes" in item) && !("results" in item) && "id" in item;
}

async function panelDocument(
  data: unknown,
  at: readonly PropertyKey[],
  part: Part,
): Promise<PanelDocument> {
  const text = part.text.slice(part.start, part.end);
  const digest = sha256(text);
  const panel = await panelOfJson(data, part.path, digest, "panelapp", at);
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
