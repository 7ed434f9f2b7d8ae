/** Every entry of a store held against its own words. */
import { counted } from "../core/counted.ts";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { messageOf } from "../core/errors.ts";
import { parseJson } from "../core/json.ts";
import { TEMPORARY } from "../io/atomic.ts";
import { digestOfFile, ENTRY_FILE, readEntry } from "./entry.ts";
import type { StoreFault } from "./types.ts";
import { foldersOf } from "./names.ts";

/** Folders above an entry: kind, source, id, version, digest. */
const DEPTH = 5;

/** @returns faults in the order of their paths; none for a store that is not there */
export async function verifyStore(store: string): Promise<StoreFault[]> {
  const faults: StoreFault[] = [];
  const report = (path: string, problem: StoreFault["problem"], detail: string): void => {
    faults.push({ path: relative(store, path) || ".", problem, detail });
  };
  if (statSync(store, { throwIfNoEntry: false }) === undefined) return [];

  const visit = async (folder: string, depth: number): Promise<void> => {
    if (depth === DEPTH) {
      await checkEntry(store, folder, report);
      return;
    }
    const names = readdirSync(folder).sort();
    if (names.length === 0 && depth > 0) report(folder, "stray", "an empty folder");
    for (const name of names) {
      const path = join(folder, name);
      if (depth === 0 && name.startsWith(TEMPORARY))
        report(path, "unfinished", "left by a write that was cut short; may be deleted");
      else if (depth === 0 && name.startsWith(".lock")) continue;
      else if (depth === 0 && name === "records") checkRecords(path, report);
      else if (statSync(path).isDirectory()) await visit(path, depth + 1);
      else report(path, "stray", "not a file of the store");
    }
  };
  await visit(store, 0);
  return faults;
}

type Report = (path: string, problem: StoreFault["problem"], detail: string) => void;

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
  for (const name of readdirSync(folder).sort()) {
    if (name !== ENTRY_FILE && name !== entry.file)
      report(join(folder, name), "stray", "not a file of this entry");
  }
  const file = join(folder, entry.file);
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) report(file, "missing", "there is no data");
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
    try {
      parseJson(readFileSync(path, "utf8"), (message) => new Error(message));
    } catch (error) {
      report(path, "record", messageOf(error));
    }
  }
}
