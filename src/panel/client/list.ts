/** All pages of a panel list. */
import { counted } from "../../core/counted.ts";
import { ToolError } from "../../core/errors.ts";
import { isObject } from "../../core/json.ts";
import type { PanelHead } from "../types.ts";
import { headOfJson } from "../formats/panelapp.ts";
import { requestJson, sameHost, type JsonReply, type RequestOptions } from "./request.ts";

export interface FetchedList {
  heads: PanelHead[];
  /** The pages as they came, in their order. */
  pages: JsonReply[];
  /** What deserves a word: a list that changed while it was read. */
  notes: string[];
}

/** Genomics England has 5 pages of 100, Australia 3. */
const MOST_PAGES = 1000;

/**
 * @param first address of the first page
 * @param onPage told after each page: rows so far, and how many there are
 * @throws ToolError E_REMOTE, E_PANEL with the address and the place in the page
 */
export async function listPanels(
  first: URL,
  options: RequestOptions,
  onPage: (rows: number, count: number) => void = () => {},
): Promise<FetchedList> {
  const heads = new Map<string, PanelHead>();
  const pages: JsonReply[] = [];
  const seen = new Set<string>();
  let url: URL | null = first;
  let count = 0;
  while (url !== null) {
    if (seen.has(url.href) || seen.size === MOST_PAGES)
      throw new ToolError("E_REMOTE", "the pages of the list form a loop", { path: url.href });
    seen.add(url.href);
    // oxlint-disable-next-line no-await-in-loop -- a page names the next one
    const reply = await requestJson(url, options);
    if (reply === null)
      throw new ToolError("E_REMOTE", "there is no list of panels at this address", {
        path: url.href,
        hint: "Give --source the address of the API, https://host/api/v1/.",
      });
    const page = pageOf(reply.json, url);
    pages.push(reply);
    for (const [i, row] of page.results.entries()) {
      const head = headOfJson(row, reply.url, ["results", i]);
      // A list that changes while it is read shows a panel on two pages: the first one stands.
      if (heads.has(head.id)) continue;
      heads.set(head.id, head);
    }
    count = page.count ?? heads.size;
    onPage(heads.size, count);
    url = page.next === null ? null : sameHost(page.next, url);
  }
  const notes: string[] = [];
  if (count !== heads.size)
    notes.push(
      `the list states ${counted(count, "panel")} but names ${heads.size}: it changed while it was read`,
    );
  return { heads: [...heads.values()], pages, notes };
}

function pageOf(
  json: unknown,
  url: URL,
): { count: number | null; next: string | null; results: unknown[] } {
  const fault = (message: string): ToolError =>
    new ToolError("E_PANEL", message, {
      path: url.href,
      hint: "The reply does not have the structure of PanelApp's API (v1).",
    });
  if (!isObject(json)) throw fault("expected a page {count, next, results}");
  const { count, next, results } = json;
  if (!Array.isArray(results)) throw fault(`results: expected array, got ${typeof results}`);
  if (next !== null && next !== undefined && typeof next !== "string")
    throw fault(`next: expected string, got ${typeof next}`);
  return {
    count: typeof count === "number" ? count : null,
    next: next ?? null,
    results: results as unknown[],
  };
}
