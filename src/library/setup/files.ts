/** The files of a step: downloaded into a folder of the store, unless the store already has their content. */
import { basename, join } from "node:path";
import { ToolError } from "../../core/errors.ts";
import type { OnProgress, Log } from "../../core/log.ts";
import type { SetupStep } from "../../io/addresses.ts";
import { download } from "../../io/download.ts";
import { downloadFile } from "../../io/download-file.ts";
import { passingStatus, RETRY_DEFAULTS, retrying, type RetryOptions } from "../../io/retry.ts";
import { CACHE } from "../../store/names.ts";
import type { Store } from "../../store/types.ts";

type SourceFile = SetupStep["files"][number];

export interface FetchIo {
  log: Log;
  onProgress: OnProgress;
  /** For tests. */
  waits?: Partial<RetryOptions>;
}

export interface Fetched {
  path: string;
  address: string;
  /** By which the server tells versions apart; null: it does not. */
  tag: string | null;
  /** The server's date of the file; null: it gives none. */
  modified: Date | null;
}

export function downloadsOf(store: Store): string {
  return join(store.path, CACHE, "downloads");
}

/**
 * @param known tags by address, of files whose content the store has
 * @returns null: the server has nothing that the store has not
 * @throws ToolError E_REMOTE, E_IO, E_STORE
 */
export async function fetchFiles(
  files: readonly SourceFile[],
  known: Readonly<Record<string, string>>,
  store: Store,
  io: FetchIo,
): Promise<Fetched[] | null> {
  const fetched: (Fetched | SourceFile)[] = [];
  for (const file of files)
    // oxlint-disable-next-line no-await-in-loop -- one after the other: the line is one
    fetched.push((await fetchFile(file, known[file.address ?? ""] ?? null, store, io)) ?? file);
  const isNew = fetched.some((one) => "path" in one);
  if (!isNew) return null;
  const all: Fetched[] = [];
  for (const one of fetched) {
    // One of several changed: the others are needed beside it.
    // oxlint-disable-next-line no-await-in-loop -- as above
    const whole = "path" in one ? one : await fetchFile(one, null, store, io);
    if (whole !== null) all.push(whole);
  }
  return all;
}

async function fetchFile(
  { address, name, hosts, md5 }: SourceFile,
  known: string | null,
  store: Store,
  io: FetchIo,
): Promise<Fetched | null> {
  if (address === null) throw new ToolError("E_REMOTE", "the file has no address");
  const url = new URL(address);
  const path = join(downloadsOf(store), name ?? basename(url.pathname));
  const waits: RetryOptions = {
    ...RETRY_DEFAULTS,
    ...io.waits,
    onWait: (reason, ms) =>
      io.log.warn(`${url.host}: ${reason}: waiting ${Math.ceil(ms / 1000)} s`),
  };
  io.log.info(`fetching ${address}`);
  const got = await downloadFile({
    ...waits,
    url,
    path,
    ...(hosts === undefined ? {} : { hosts }),
    hint: "Check the page that gives the address (`panelist setup --list`); the file may have moved.",
    known,
    digest: () => (md5 === undefined ? Promise.resolve(null) : publishedMd5(new URL(md5), waits)),
    onBytes: (bytes, totalBytes) => io.onProgress({ bytes, totalBytes, records: 0, unit: "bytes" }),
  });
  if (got === null) return null;
  const date = new Date(got.modified ?? "");
  return { path, address, tag: got.tag, modified: Number.isNaN(date.getTime()) ? null : date };
}

/** In the layout of `md5sum`: the digest, then a name. */
async function publishedMd5(
  url: URL,
  waits: RetryOptions,
): Promise<{ algorithm: "md5"; hex: string }> {
  const fault = (what: string): ToolError =>
    new ToolError("E_REMOTE", what, {
      path: url.href,
      hint: "The file is not used without its digest; try again later.",
    });
  return retrying(url, waits, async () => {
    const reply = await download(url, { status: 200, hint: "", maxBytes: 1 << 16 });
    const { status, headers, bytes } = reply;
    if (status !== 200)
      throw (
        passingStatus(status, headers, waits.now()) ??
        fault(`the digest cannot be fetched: status ${status}`)
      );
    const hex = /^\\?([0-9a-f]{32})\b/i.exec(bytes.toString("latin1").trim())?.[1];
    if (hex === undefined) throw fault("there is no MD5 at this address");
    return { algorithm: "md5", hex: hex.toLowerCase() };
  });
}
