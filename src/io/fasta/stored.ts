/**
 * The bytes of a sequence file as stored: a file on disk at once, one over http(s) page by page. What is not here
 * yet is thrown as `Missing`, fetched, and the asking done again (`having`).
 */
import { closeSync, existsSync, fstatSync, openSync, readFileSync } from "node:fs";
import { missingFile, ToolError, usageError } from "../../core/errors.ts";
import { isRemote } from "../../core/text.ts";
import { fetchWhole, RangeHandle, RETRY_DELAYS_MS, withSuffix } from "../bgzf/http.ts";
import { readFully } from "../bgzf/range.ts";

export interface Stored {
  path: string;
  /** In bytes. */
  size: number;
  /** Bytes [start, end), which lie in the file; valid for good. @throws Missing, ToolError E_IO */
  read(start: number, end: number): Uint8Array;
  close(): void;
}

/** Bytes [start, end) of the text that the file holds. */
export type ReadText = (start: number, end: number) => Uint8Array;

/** An index beside the file; null: there is none. */
type Beside = (suffix: string) => Promise<Uint8Array | null>;

/** 64 KiB: a page holds some 200,000 bases of a bgzipped genome. */
const PAGE_BYTES = 1 << 16;
/** Pages that are kept: 4 MiB. */
const MOST_PAGES = 64;

/** Thrown where bytes have not come yet. */
class Missing extends Error {
  readonly pages: readonly number[];
  readonly from: (pages: readonly number[], held: ReadonlySet<number>) => Promise<void>;

  constructor(path: string, pages: Missing["pages"], from: Missing["from"]) {
    super(`bytes of ${path} are read before they were fetched`);
    this.pages = pages;
    this.from = from;
  }
}

/**
 * What `work` gives, once all that it reads has come; it is begun anew after each fetch, so it must change nothing.
 * @throws ToolError E_REMOTE, and what `work` throws
 */
export async function having<T>(work: () => T): Promise<T> {
  // What it asked for stays until it is done: it may want more than is kept otherwise.
  const held = new Set<number>();
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      for (const page of error.pages) held.add(page);
      // oxlint-disable-next-line no-await-in-loop -- the work asks for the next page when it has this one
      await error.from(error.pages, held);
    }
  }
}

/** @throws ToolError E_USAGE: an address without `allowRemote`; E_INPUT_MISSING, E_IO, E_REMOTE */
export async function openStored(
  path: string,
  allowRemote: boolean,
): Promise<{ stored: Stored; beside: Beside }> {
  if (!isRemote(path))
    return {
      stored: openLocal(path),
      // oxlint-disable-next-line require-await -- what is thrown becomes a rejection
      beside: async (suffix) => {
        const index = `${path}${suffix}`;
        return existsSync(index) ? readFileSync(index) : null;
      },
    };
  if (!allowRemote)
    throw usageError(
      `the reference is a web address: ${path}`,
      "Add --allow-remote to read it over the network.",
    );
  return {
    stored: remotePages(await RangeHandle.open(path, RETRY_DELAYS_MS)),
    beside: (suffix) => fetchWhole(withSuffix(path, suffix), RETRY_DELAYS_MS),
  };
}

interface LocalFile {
  path: string;
  /** Of when it was first opened; a rewritten file has another. */
  stamp: string;
  size: number;
}

/** Those that stand open, the last read last: nobody says when a run reads no more, and many share a process. */
const standing = new Map<LocalFile, number>();
const MOST_OPEN = 8;

function openLocal(path: string): Stored {
  if (!existsSync(path)) throw missingFile(path);
  const file = { path, stamp: "", size: 0 };
  descriptorOf(file);
  return {
    path,
    size: file.size,
    read(start, end) {
      const bytes = Buffer.allocUnsafe(end - start);
      readFully({ fd: descriptorOf(file), path }, bytes, bytes.length, start);
      return bytes;
    },
    close: () => shut(file),
  };
}

/** @throws ToolError E_IO: it is another file by now */
function descriptorOf(file: LocalFile): number {
  const open = standing.get(file);
  if (open !== undefined) {
    standing.delete(file);
    standing.set(file, open);
    return open;
  }
  const fd = openSync(file.path, "r");
  const { ino, size, mtimeMs } = fstatSync(fd);
  const stamp = `${ino} ${size} ${mtimeMs}`;
  if (file.stamp !== "" && file.stamp !== stamp) {
    closeSync(fd);
    throw new ToolError("E_IO", "the file was changed while it was read", { path: file.path });
  }
  Object.assign(file, { stamp, size });
  for (const other of standing.keys()) {
    if (standing.size < MOST_OPEN) break;
    shut(other);
  }
  standing.set(file, fd);
  return fd;
}

function shut(file: LocalFile): void {
  const fd = standing.get(file);
  if (fd !== undefined) closeSync(fd);
  standing.delete(file);
}

function remotePages(handle: RangeHandle): Stored {
  const { url: path, size } = handle;
  const pages = new Map<number, Uint8Array>();
  const coming = new Map<number, Promise<void>>();

  const fetchPage = async (page: number): Promise<void> => {
    const start = page * PAGE_BYTES;
    try {
      pages.set(page, await handle.read(start, Math.min(start + PAGE_BYTES, size)));
    } finally {
      coming.delete(page);
    }
  };
  const fetchAll: Missing["from"] = async (wanted, held) => {
    const extra = Math.max(0, pages.size + wanted.length - MOST_PAGES);
    for (const page of [...pages.keys()].slice(0, extra)) if (!held.has(page)) pages.delete(page);
    await Promise.all(
      wanted.map((page) => {
        const promise = coming.get(page) ?? fetchPage(page);
        coming.set(page, promise);
        return promise;
      }),
    );
  };

  return {
    path,
    size,
    read(start, end) {
      const first = Math.floor(start / PAGE_BYTES);
      const count = Math.ceil(end / PAGE_BYTES) - first;
      const wanted = Array.from({ length: count }, (_, i) => first + i);
      const missing = wanted.filter((page) => !pages.has(page));
      if (missing.length > 0) throw new Missing(path, missing, fetchAll);
      const there = wanted.map((page) => {
        const bytes = pages.get(page) ?? new Uint8Array(0);
        pages.delete(page);
        pages.set(page, bytes);
        return bytes;
      });
      const from = start - first * PAGE_BYTES;
      return Buffer.concat(there).subarray(from, from + end - start);
    },
    close: () => pages.clear(),
  };
}
