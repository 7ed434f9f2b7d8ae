/** A folder with those above it. */
import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { syncFolder } from "./atomic.ts";

/**
 * Makes the folder where it is not there yet, and what is missing above it. Node's own way of doing so never
 * comes back where a parent is there and nothing can be made in it: under `/proc`, in a removed folder.
 * @throws the system's error
 */
export function makeFolder(path: string): void {
  try {
    make(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && statSync(path).isDirectory()) return;
    const parent = dirname(path);
    if (code !== "ENOENT" || parent === path || existsSync(parent)) throw error;
    makeFolder(parent);
    // Made again by hand: somebody else may have been faster.
    if (!existsSync(path)) make(path);
  }
}

/** Its name is on the disk before anything in it gets one. */
function make(path: string): void {
  mkdirSync(path);
  syncFolder(dirname(path));
}
