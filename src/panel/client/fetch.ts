/**
 * Fetching panels: the list first, then those that the store lacks, each saved as it arrives, so that an
 * interrupted run is continued by the next one.
 */
import { sha256 } from "../../core/digest.ts";
import { formatError, isToolError, ToolError, usageError } from "../../core/errors.ts";
import { isOfCode, parseRCode } from "../../core/rcode.ts";
import type { Panel, PanelHead } from "../types.ts";
import { panelOfJson } from "../formats/panelapp.ts";
import { listPanels, type FetchedList } from "./list.ts";
import { requestJson, type RequestOptions } from "./request.ts";
import type { PanelSource } from "./source.ts";

export interface FetchRequest {
  /** Panel ids, R-codes, or `all` alone. */
  wanted: readonly string[];
  /** `major.minor` of every wanted panel; absent: the latest, or the latest signed-off. */
  version: string | undefined;
  signedOff: boolean;
  source: PanelSource;
  /** Requests at the same time; 1 is polite. */
  parallel: number;
  /** Panels that the Test Directory names for a code, beside those of `relevant_disorders`. */
  directoryPanels: (code: string) => readonly string[];
}

/** Where panels are kept. */
export interface Keeper {
  /** Is this version there, with this date of sign-off (null: whatever it is)? */
  has(id: string, version: string, signedOff: string | null): boolean;
  /** @returns false: the same content was there already */
  keep(panel: Panel, bytes: Buffer, origin: string): Promise<boolean>;
  keepList(list: FetchedList, origin: string, signedOff: boolean): Promise<void>;
}

export interface FetchAccount {
  wanted: number;
  added: string[];
  unchanged: number;
  failed: { id: string; name: string; reason: string }[];
  notes: string[];
}

export interface FetchProgress {
  done: number;
  total: number;
  /** What is being fetched. */
  what: string;
}

interface Item {
  id: string;
  name: string;
  url: URL;
  /** As listed or asked for; null: not known beforehand. */
  version: string | null;
  signedOff: string | null;
}

interface Run {
  request: FetchRequest;
  keeper: Keeper;
  options: RequestOptions;
  account: FetchAccount;
  onProgress: (progress: FetchProgress) => void;
}

/**
 * @throws ToolError E_USAGE: no such panel or code; E_REMOTE, E_PANEL: the list cannot be had. A panel that
 *   fails is in the account, and the others are fetched all the same.
 */
export async function fetchPanels(
  request: FetchRequest,
  keeper: Keeper,
  options: RequestOptions,
  onProgress: (progress: FetchProgress) => void = () => {},
): Promise<FetchAccount> {
  const account: FetchAccount = { wanted: 0, added: [], unchanged: 0, failed: [], notes: [] };
  const paced = pace(options, request.source.pauseMs);
  const run: Run = { request, keeper, options: paced, account, onProgress };
  const items = await itemsOf(run);
  account.wanted = items.length;
  const missing = items.filter(
    ({ id, version, signedOff }) => version === null || !keeper.has(id, version, signedOff),
  );
  account.unchanged = items.length - missing.length;
  const faults: ToolError[] = [];
  let next = 0;
  let done = account.unchanged;
  const lane = async (): Promise<void> => {
    for (let item = missing[next++]; item !== undefined; item = missing[next++]) {
      onProgress({ done, total: items.length, what: `${item.id} ${item.name}` });
      // oxlint-disable-next-line no-await-in-loop -- one request at a time is the rule
      const fault = await fetchOne(item, run);
      if (fault !== null) faults.push(fault);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, request.parallel) }, lane));
  onProgress({ done, total: items.length, what: "" });
  const [only] = faults;
  if (items.length === 1 && only !== undefined) throw only;
  return account;
}

async function fetchOne(
  item: Item,
  { request, keeper, options, account }: Run,
): Promise<ToolError | null> {
  const place = { path: item.url.href };
  try {
    const reply = await requestJson(item.url, options);
    if (reply === null) throw new ToolError("E_REMOTE", "the server does not have it", place);
    const digest = sha256(reply.bytes);
    const panel = panelOfJson(reply.json, reply.url, digest, "panelapp");
    if (panel.id !== item.id)
      throw new ToolError("E_PANEL", `the response is for panel ${panel.id.slice(0, 60)}`, place);
    if (panel.version === null)
      throw new ToolError("E_PANEL", "the reply does not state a version", place);
    if (request.version !== undefined && panel.version !== request.version)
      throw new ToolError("E_PANEL", `the reply is for version ${panel.version}`, place);
    const added = await keeper.keep(panel, reply.bytes, reply.url);
    if (added) account.added.push(`${panel.id}@${panel.version}`);
    else account.unchanged += 1;
    return null;
  } catch (error) {
    // A store that cannot be written, a bug: the others would fail alike.
    if (!isToolError(error) || (error.code !== "E_REMOTE" && error.code !== "E_PANEL")) throw error;
    account.failed.push({ id: item.id, name: item.name, reason: formatError(error) });
    return error;
  }
}

async function itemsOf({ request, keeper, options, account, onProgress }: Run): Promise<Item[]> {
  const { base } = request.source;
  const wanted = [...new Set(request.wanted)];
  const ids = wanted.filter((text) => /^\d+$/.test(text));
  const rest = wanted.filter((text) => !ids.includes(text));
  // A lone id needs no list: its reply says which version it is.
  if (rest.length === 0 && ids.length === 1)
    return ids.map((id) => itemOf({ id, name: "" }, request, null));
  const strange = rest.find((text) => text !== "all" && parseRCode(text) === null);
  if (strange !== undefined)
    throw usageError(
      `'${strange}' is not a panel id, an R-code or all`,
      "Use `panelist panels fetch 285`, `R59` or `all`.",
    );
  const first = new URL(request.signedOff ? "panels/signedoff/" : "panels/", base);
  const list = await listPanels(first, options, (done, total) =>
    onProgress({ done, total, what: "the list of panels" }),
  );
  account.notes.push(...list.notes);
  await keeper.keepList(list, first.href, request.signedOff);
  const chosen = new Map<string, PanelHead>();
  for (const text of wanted)
    for (const head of headsOf(text, list.heads, request)) chosen.set(head.id, head);
  return [...chosen.values()].map((head) => itemOf(head, request, head));
}

/** @throws ToolError E_USAGE when the list has nothing for it */
function headsOf(
  text: string,
  heads: readonly PanelHead[],
  { directoryPanels, signedOff }: FetchRequest,
): PanelHead[] {
  if (text === "all") return [...heads];
  const code = parseRCode(text);
  const among = signedOff ? "among the signed-off panels" : "in the list of panels";
  if (code === null) {
    const head = heads.find(({ id }) => id === text);
    if (head !== undefined) return [head];
    throw usageError(`there is no panel ${text} ${among}`);
  }
  const named = new Set(directoryPanels(text));
  const found = heads.filter(
    ({ id, relevantDisorders }) =>
      named.has(id) || relevantDisorders.some((disorder) => isOfCode(disorder, code)),
  );
  if (found.length > 0) return found;
  throw usageError(
    `no panel for ${text} ${among}`,
    "See `panelist indications show` for what the Test Directory has for a code.",
  );
}

function itemOf(
  { id, name }: Pick<PanelHead, "id" | "name">,
  request: FetchRequest,
  head: PanelHead | null,
): Item {
  const path = request.signedOff ? `panels/signedoff/${id}/` : `panels/${id}/`;
  const url = new URL(path, request.source.base);
  if (request.version !== undefined) url.searchParams.set("version", request.version);
  return {
    id,
    name,
    url,
    version: request.version ?? head?.version ?? null,
    signedOff: head?.signedOff ?? null,
  };
}

/** A pause between two requests, however many run at the same time. */
function pace(options: RequestOptions, pauseMs: number): RequestOptions {
  let free = 0;
  const turn = async (): Promise<void> => {
    const now = options.now();
    const start = Math.max(now, free);
    free = start + pauseMs;
    if (start > now) await options.sleep(start - now);
  };
  return { ...options, turn };
}
