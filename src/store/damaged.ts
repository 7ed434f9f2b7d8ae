/** What the store's snapshots share: the error for a damaged one, how one is opened, and a part of its bytes. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { ToolError } from "../core/errors.ts";

export function damaged(path: string, what: string): ToolError {
  return new ToolError("E_STORE", `the store is damaged: ${what}`, {
    path,
    hint: "Delete the folder, then import the release again; `panelist knowledge verify` lists everything that is damaged.",
  });
}

/** A document of the store, in its first version. @throws ToolError E_STORE: it is not of this schema */
export function readSheet<T extends { schema: string; version: 1 }>(
  path: string,
  schema: T["schema"],
  what: string,
): T {
  try {
    const sheet = JSON.parse(readFileSync(path, "utf8")) as T;
    if (sheet.schema === schema && sheet.version === 1) return sheet;
  } catch {
    // said below
  }
  throw damaged(path, `not a ${what}`);
}

/** Closed when `work` is done. @throws ToolError E_STORE: it cannot be opened; what `work` throws */
export function withOpened<T>(path: string, work: (fd: number, size: number) => T): T {
  let fd: number;
  try {
    fd = openSync(path, "r");
  } catch (cause) {
    throw damaged(path, (cause as Error).message);
  }
  try {
    return work(fd, fstatSync(fd).size);
  } finally {
    closeSync(fd);
  }
}

/** In memory of its own, aligned; or in what is there, which is faster. @throws ToolError E_STORE: the file ends before */
export function bytesAt(
  fd: number,
  offset: number,
  length: number,
  path: string,
  into: Buffer = Buffer.from(new ArrayBuffer(length)),
): Buffer {
  const bytes = into.subarray(0, length);
  for (let have = 0; have < length;) {
    const got = readSync(fd, bytes, have, length - have, offset + have);
    if (got === 0) throw damaged(path, "it is truncated");
    have += got;
  }
  return bytes;
}
