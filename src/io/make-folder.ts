/** A folder with those above it. */
import { chmodSync, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { syncFolder } from "./atomic.ts";
import { PRIVATE_FOLDER, rightsIn } from "./rights.ts";

/**
 * Makes the folder where it is not there yet, and what is missing above it. Node's own way of doing so never
 * comes back where a parent is there and nothing can be made in it: under `/proc`, in a removed folder.
 * @param rights of the folders that are made; default: by the folder that they are made in (rights.ts)
 * @throws the system's error
 */
export function makeFolder(path: string, rights?: number): void {
  try {
    makeOne(path, rights);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && statSync(path).isDirectory()) return;
    const parent = dirname(path);
    if (code !== "ENOENT" || parent === path || existsSync(parent)) throw error;
    makeFolder(parent, rights);
    // Made again by hand: somebody else may have been faster.
    if (!existsSync(path)) makeOne(path, rights);
  }
}

/** Its name is on the disk before anything in it gets one. */
function makeOne(path: string, rights?: number): void {
  mkdirSync(path, { mode: PRIVATE_FOLDER });
  const wanted = rights ?? rightsIn(dirname(path));
  // A folder's mark that what is made in it belongs to its group stays.
  if (wanted !== PRIVATE_FOLDER) chmodSync(path, wanted | (statSync(path).mode & 0o2000));
  syncFolder(dirname(path));
}
