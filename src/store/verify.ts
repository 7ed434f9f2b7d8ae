/** Checks every entry of a store against its own record. */
import { counted } from "../core/counted.ts";
import { readFileSync, readdirSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { messageOf } from "../core/errors.ts";
import { parseJson } from "../core/json.ts";
import { isAbandoned, mended, TEMPORARY } from "../io/atomic.ts";
import { LOCK_FILE, staleLock, withLock } from "../io/lock.ts";
import { digestOfFile, ENTRY_FILE, readEntry } from "./entry.ts";
import type { StoreFault } from "./types.ts";
import { CACHE, foldersOf } from "./names.ts";

/** Folders above an entry: kind, source, id, version, digest. */
const DEPTH = 5;

/**
 * @param repair remove what killed processes left behind
 * @returns faults in the order of their paths; none for a store that is not there
 */
export async function verifyStore(store: string, repair: boolean): Promise<StoreFault[]> {
  const faults: StoreFault[] = [];
  const mends: (() => Promise<void>)[] = [];
  const report: Report = (path, problem, detail, mend) => {
    const fault = { path: relative(store, path) || ".", problem, detail, repaired: false };
    faults.push(fault);
    if (repair && mend !== undefined) mends.push(() => mended(fault, mend));
  };
  if (statSync(store, { throwIfNoEntry: false }) === undefined) return [];

  const visit = async (folder: string, depth: number): Promise<void> => {
    if (depth === DEPTH) {
      await checkEntry(store, folder, report);
      return;
    }
    const names = readdirSync(folder).sort();
    if (names.length === 0 && depth > 0)
      report(folder, "unfinished", "an empty folder", () => removeEmpty(store, folder));
    for (const name of names) {
      const path = join(folder, name);
      if (depth === 0 && name.startsWith(TEMPORARY)) checkTemporary(path, report);
      else if (depth === 0 && name.startsWith(LOCK_FILE)) checkLockFile(store, path, report);
      else if (depth === 0 && name === "records") checkRecords(path, report);
      // Each part of it bears its own checksum, and none is missed.
      else if (depth === 0 && name === CACHE) continue;
      else if (statSync(path).isDirectory()) await visit(path, depth + 1);
      else report(path, "stray", "not a file of the store");
    }
  };
  await visit(store, 0);
  for (const mend of mends) await mend();
  return faults;
}

type Report = (
  path: string,
  problem: StoreFault["problem"],
  detail: string,
  mend?: () => Promise<void> | void,
) => void;

/** With the folders above it that are empty then; one that is filled meanwhile stays. */
function removeEmpty(store: string, folder: string): void {
  rmdirSync(folder);
  const above = dirname(folder);
  if (above !== store && readdirSync(above).length === 0) removeEmpty(store, above);
}

/** One of a living process is at work. */
function checkTemporary(path: string, report: Report): void {
  if (!isAbandoned(path)) return;
  report(path, "unfinished", "left by an interrupted write", () =>
    rmSync(path, { recursive: true, force: true }),
  );
}

function checkLockFile(store: string, path: string, report: Report): void {
  if (path !== join(store, LOCK_FILE)) {
    report(path, "unfinished", "a lock that was being taken over", () =>
      rmSync(path, { force: true }),
    );
    return;
  }
  const stale = staleLock(store);
  if (stale !== undefined)
    report(path, "unfinished", stale, () => withLock(store, () => Promise.resolve()));
}

async function checkEntry(store: string, folder: string, report: Report): Promise<void> {
  const entry = readEntry(folder);
  if (typeof entry === "string") {
    report(folder, "entry", entry);
    return;
  }
  const place = join(store, ...foldersOf(entry), entry.sha256);
  // File systems may not tell cases apart: two ids can share a folder.
  if (place.toLowerCase() !== folder.toLowerCase())
    report(folder, "misplaced", `the entry belongs in ${relative(store, place)}`);
  for (const name of readdirSync(folder).sort())
    if (name !== ENTRY_FILE && name !== entry.file)
      report(join(folder, name), "stray", "not a file of this entry");
  const file = join(folder, entry.file);
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) report(file, "missing", "the data are missing");
  else if (size !== entry.bytes)
    report(file, "size", `${counted(size, "byte")}, ${entry.bytes} were kept`);
  else {
    const digest = await digestOfFile(file);
    if (digest !== entry.sha256) report(file, "digest", `sha256 is ${digest}`);
  }
}

function checkRecords(folder: string, report: Report): void {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (name.startsWith(TEMPORARY)) {
      checkTemporary(path, report);
      continue;
    }
    try {
      parseJson(readFileSync(path, "utf8"), (message) => new Error(message));
    } catch (error) {
      report(path, "record", messageOf(error));
    }
  }
}
