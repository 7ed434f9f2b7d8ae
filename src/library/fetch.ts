/** `panelist panels fetch`: from a PanelApp server into the store. */
import { parseRCode } from "../core/rcode.ts";
import { loadDirectory } from "../panel/directory/index.ts";
import {
  fetchPanels,
  REQUEST_DEFAULTS,
  type FetchAccount,
  type FetchProgress,
  type Keeper,
  type PanelSource,
} from "../panel/client/index.ts";
import { readPanelDocuments } from "../panel/formats/documents/index.ts";
import {
  findIndication,
  factsOf,
  listFacts,
  listKey,
  panelFacts,
  panelKey,
} from "../panel/stored/index.ts";
import type { Store } from "../store/types.ts";
import type { Log } from "../core/log.ts";
import { remembered } from "../core/once.ts";

interface FetchOptions {
  /** Ids, R-codes, `all`. */
  wanted: string[];
  version: string | undefined;
  signedOff: boolean;
  source: PanelSource;
  token: string | undefined;
  parallel: number;
}

/** @throws ToolError E_USAGE, E_REMOTE, E_PANEL: the list cannot be had, or the one panel; E_STORE */
export async function fetchIntoStore(
  options: FetchOptions,
  store: Store,
  io: {
    log: Log;
    now: () => Date;
    version: string;
    onFetch: (progress: FetchProgress) => void;
    /** Waits before another attempt, for tests; default: the client's. */
    delaysMs?: readonly number[];
  },
): Promise<FetchAccount> {
  const directory = options.wanted.some((word) => parseRCode(word) !== null)
    ? await loadDirectory(store)
    : null;
  return fetchPanels(
    {
      ...options,
      directoryPanels: (code) =>
        findIndication(code, directory, [])?.panels.map(({ id }) => id) ?? [],
    },
    await keeperOf(store, options.source, io.now),
    {
      ...REQUEST_DEFAULTS,
      delaysMs: io.delaysMs ?? REQUEST_DEFAULTS.delaysMs,
      token: options.token,
      userAgent: `panelist/${io.version}`,
      onWait: (reason, ms) => io.log.warn(`${reason}: waiting ${Math.ceil(ms / 1000)} s`),
    },
    io.onFetch,
  );
}

/** The store as the client sees it; what is there is looked up once. */
async function keeperOf(store: Store, source: PanelSource, now: () => Date): Promise<Keeper> {
  const held = new Map<string, (string | null)[]>();
  const note = (id: string, version: string, signedOff: string | null): void => {
    remembered(held, `${id}@${version}`, () => []).push(signedOff);
  };
  for (const entry of await store.list("panel", { source: source.name }))
    note(entry.id, entry.version, factsOf(entry).signed_off);
  const about = (origin: string, facts: ReturnType<typeof panelFacts>) => ({
    extension: "json",
    fetched: now().toISOString(),
    origin,
    terms: source.terms,
    assembly: null,
    facts,
  });
  return {
    has: (id, version, signedOff) => {
      const dates = held.get(`${id}@${version}`);
      return dates !== undefined && (signedOff === null || dates.includes(signedOff));
    },
    async keep(panel, bytes, origin) {
      const { added } = await store.put(
        panelKey(panel, source.name),
        bytes,
        about(origin, panelFacts(panel)),
      );
      note(panel.id, panel.version ?? "", panel.signedOff);
      return added;
    },
    async keepList({ pages }) {
      for (const { url, bytes } of pages)
        for (const document of await readPanelDocuments(bytes, url))
          if (document.kind === "list")
            await store.put(
              listKey(document.list, source.name),
              bytes,
              about(url, listFacts(document.list)),
            );
    },
  };
}
