/** Creates a folder, with its parents. */
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
  if (made(path, rights) === null) return;
  const parent = dirname(path);
  if (parent !== path && !existsSync(parent)) makeFolder(parent, rights);
  // Somebody else may have made the one above in between; where it is there and this still cannot be, it never can.
  const error = made(path, rights);
  if (error !== null) throw error;
}

/** The error where what is above it is missing; null: it is there, whoever made it. */
function made(path: string, rights: number | undefined): NodeJS.ErrnoException | null {
  try {
    makeOne(path, rights);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && statSync(path).isDirectory()) return null;
    if (code === "ENOENT") return error as NodeJS.ErrnoException;
    throw error;
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
