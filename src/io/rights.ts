/**
 * Who may read the files that are written (docs/privacy.md). What may hold patients' data is its owner's alone,
 * whatever the umask. A site that shares an archive says so by the folder itself: where the folder's group may
 * write, the group may read and write what is made in it; others never.
 */
import { chmodSync, fchmodSync, openSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

const GROUP = 0o070;
const GROUP_MAY_WRITE = 0o020;

/** Rights of a folder that is made in this one. */
export function rightsIn(folder: string): number {
  const mode = statSync(folder, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & GROUP_MAY_WRITE) === 0 ? PRIVATE_FOLDER : PRIVATE_FOLDER | GROUP;
}

/**
 * Rights of all folders of a store of knowledge: those of its own folder, which a site may have opened to
 * others; of a store that is not there yet, its owner's alone, since it can hold the laboratory's own lists.
 */
export function rightsOfStore(store: string): number {
  const mode = statSync(store, { throwIfNoEntry: false })?.mode;
  return mode === undefined ? PRIVATE_FOLDER : PRIVATE_FOLDER | (mode & 0o777);
}

/** Rights of a file in a folder of these rights: the same people, who cannot run it. */
export function fileRights(folderRights: number): number {
  return folderRights & 0o666;
}

/** Opens a file that is not there yet, with these rights whatever the umask. @throws the system's error */
export function openNew(path: string, rights: number): number {
  const fd = openSync(path, "wx", PRIVATE_FILE);
  if (rights !== PRIVATE_FILE) fchmodSync(fd, rights);
  return fd;
}

/** Gives a folder that was copied, and all in it, the rights that it would have been made with. */
export function makePrivate(folder: string, rights: number = PRIVATE_FOLDER): void {
  chmodSync(folder, rights);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makePrivate(path, rights);
    else if (entry.isFile()) chmodSync(path, fileRights(rights));
  }
}
