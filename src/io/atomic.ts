/**
 * Files that appear whole or not at all: written under a temporary name in the same folder, then renamed over the
 * existing file. Each room writes in its own way; what is unfinished is known here, for the end by a signal.
 */
import { randomUUID } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { messageOf } from "../core/errors.ts";
import { hasEnded, ownSpace } from "./process-space.ts";
import { fileRights, openNew, rightsIn } from "./rights.ts";

/** Begins every temporary name: what bears it is nobody's and may be removed when its maker is gone. */
export const TEMPORARY = ".tmp-";

/** Files and folders that are being made at this moment, with what is open on them. */
const unfinished = new Map<string, { close(): Promise<void> } | null>();

/** @returns `temporaryBeside`, for what people keep; what killed processes left of it before is removed */
export function temporaryOutput(path: string): string {
  clearAbandoned(dirname(path), basename(path));
  return temporaryBeside(path);
}

/** A name for something unfinished beside `path`; it tells which process makes it. */
export function temporaryBeside(path: string): string {
  const maker = `${process.pid}.${ownSpace()}`;
  return join(dirname(path), `${TEMPORARY}${maker}-${randomUUID().slice(0, 8)}-${basename(path)}`);
}

/** Its maker's process and space, and what is made. */
const MADE = /^\.tmp-(\d+)(?:\.(\w+))?-[\da-f]+-(.*)$/s;

/** What another host or container makes is not given up before this: longer than any run, and any clock's fault. */
const ABANDONED_MS = 24 * 3600 * 1000;

/** Is this temporary file or folder nobody's any more? */
export function isAbandoned(path: string): boolean {
  const [, pid = "", space] = MADE.exec(basename(path)) ?? [];
  if (space !== undefined && space === ownSpace()) return hasEnded(Number(pid), space);
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made > ABANDONED_MS;
}

/**
 * Removes what a killed process left unfinished in a folder. Never fails.
 * @param of this file or folder of it alone: the rest of the folder is the user's
 */
export function clearAbandoned(folder: string, of?: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const isAsked = of === undefined ? name.startsWith(TEMPORARY) : MADE.exec(name)?.[3] === of;
      const path = join(folder, name);
      if (isAsked && isAbandoned(path)) discard(path);
    }
  } catch {
    // A folder that cannot be read is told of by whoever writes into it.
  }
}

/** From now on an end by a signal removes it. @param handle what is open on it, to be closed then */
export function begin(temporary: string, handle: { close(): Promise<void> } | null = null): void {
  unfinished.set(temporary, handle);
}

/** It has its name, and stays. */
export function finished(temporary: string): void {
  unfinished.delete(temporary);
}

/** Removes a file or folder that does not get its name. Never fails. */
export function discard(temporary: string): void {
  unfinished.delete(temporary);
  try {
    rmSync(temporary, { recursive: true, force: true });
  } catch {
    // Nothing more can be done about it at the end of a run.
  }
}

/** Removes everything unfinished at once, then closes it; for signals and failures. Never fails. */
export async function abortAll(): Promise<void> {
  const handles = [...unfinished.values()];
  for (const temporary of unfinished.keys()) discard(temporary);
  await Promise.all(handles.map((handle) => handle?.close().catch(() => {})));
}

/** Gives `work` a name beside `path`; what is left there afterwards is removed. */
export async function inTemporary<T>(
  path: string,
  work: (temporary: string) => Promise<T>,
): Promise<T> {
  const temporary = temporaryBeside(path);
  begin(temporary);
  try {
    return await work(temporary);
  } finally {
    discard(temporary);
  }
}

/**
 * A small file in the place of the one that was there, whose rights it keeps: on the disk, then under its name.
 * @param derived it can be made anew from other files: the disk may take its time
 * @param folderRights of the folder that it lies in, where they are not those of patients' data (rights.ts)
 * @throws the system's error
 */
export function replaceFile(
  path: string,
  data: Uint8Array | string,
  derived = false,
  folderRights?: number,
): void {
  const temporary = temporaryBeside(path);
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    const rights = there?.mode ?? fileRights(folderRights ?? rightsIn(dirname(path)));
    writeNew(temporary, data, derived, rights & 0o777);
    renameSync(temporary, path);
    if (!derived && !isWithinUnfinished(path)) syncFolder(dirname(path));
  } catch (error) {
    discard(temporary);
    throw error;
  }
}

function writeNew(path: string, data: Uint8Array | string, derived: boolean, rights: number): void {
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  const fd = openNew(path, rights);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
    if (!derived) fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** What is in a folder that has no name yet is synced when it gets it. */
function isWithinUnfinished(path: string): boolean {
  return [...unfinished.keys()].some((folder) => path.startsWith(`${folder}${sep}`));
}

/**
 * A new name, or one that is gone, is safe after a power cut only when its folder is on the disk too; not every
 * file system can.
 */
export function syncFolder(folder: string): void {
  try {
    syncOpened(folder, "r");
  } catch {
    // The file itself is whole and in place.
  }
}

function syncOpened(path: string, flags: string): void {
  const fd = openSync(path, flags);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** A file or a folder with all that is in it gets its name: on the disk first, then its name too. */
export function placeDurably(temporary: string, place: string): void {
  syncTree(temporary);
  renameSync(temporary, place);
  syncFolder(dirname(place));
}

function syncTree(path: string): void {
  if (!statSync(path).isDirectory()) {
    syncOpened(path, process.platform === "win32" ? "r+" : "r");
    return;
  }
  for (const name of readdirSync(path)) syncTree(join(path, name));
  syncFolder(path);
}

/** Mends what a check found, and says in the fault whether it could. */
export async function mended(
  fault: { detail: string; repaired: boolean },
  mend: () => Promise<void> | void,
): Promise<void> {
  try {
    await mend();
    fault.repaired = true;
  } catch (error) {
    fault.detail = `${fault.detail}; not mended: ${messageOf(error)}`;
  }
}
