/** The store on disk. Many tiny files: reading them at once costs a tenth of asking for each. */
import { existsSync, readFileSync } from "node:fs";
import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Assembly } from "../core/assembly.ts";
import { sha256 } from "../core/digest.ts";
import { messageOf, ToolError } from "../core/errors.ts";
import { parseJson } from "../core/json.ts";
import { compareText } from "../core/text.ts";
import { compareVersions } from "../core/version.ts";
import { groupedBy } from "../core/grouped.ts";
import { inTemporary, placeDurably, replaceFile } from "../io/atomic.ts";
import { namesIfThere, textIfThere } from "../io/if-there.ts";
import { damaged } from "./damaged.ts";
import { ENTRY_FILE, entryText, readEntry } from "./entry.ts";
import { checkLock, withLock } from "../io/lock.ts";
import { NO_STANDINGS, STANDINGS, withStanding, type Standings } from "./standing.ts";
import {
  KINDS,
  type Kind,
  type NewData,
  type Store,
  type StoreEntry,
  type StoreKey,
} from "./types.ts";
import { makeFolder } from "../io/make-folder.ts";
import { fileRights, PRIVATE_FILE, rightsOfStore } from "../io/rights.ts";
import { foldersOf, RECORDS, safeName } from "./names.ts";
import { verifyStore } from "./verify.ts";

/** The store in this folder; nothing is read or made before it is asked for. A missing one is empty. */
export function openStore(path: string): Store {
  const folderOf = (entry: StoreEntry): string => join(path, ...foldersOf(entry), entry.sha256);
  const pathOf = (entry: StoreEntry): string => join(folderOf(entry), entry.file);

  const put = async (
    key: StoreKey,
    data: Uint8Array | string,
    about: NewData,
  ): Promise<{ entry: StoreEntry; added: boolean }> => {
    const bytes = typeof data === "string" ? Buffer.from(data, "utf8") : data;
    const { extension, ...rest } = about;
    const entry: StoreEntry = {
      kind: key.kind,
      source: key.source,
      id: key.id,
      version: key.version,
      sha256: sha256(bytes),
      file: `data.${extension.replace(/[^\w.]/g, "_")}`,
      bytes: bytes.length,
      ...rest,
    };
    const folder = folderOf(entry);
    const there = wholeEntry(folder, bytes);
    if (there !== null) {
      refuseOther(there, entry, path);
      return { entry: there, added: false };
    }
    return writable(path, async () => {
      const rights = rightsOfStore(path);
      makeFolder(path, rights);
      return inTemporary(join(path, "entry"), async (temporary) => {
        makeFolder(temporary, rights);
        await Promise.all([
          writeNew(join(temporary, entry.file), bytes, fileRights(rights)),
          writeNew(join(temporary, ENTRY_FILE), entryText(entry), fileRights(rights)),
        ]);
        // Last, so that a kill leaves no empty folder.
        makeFolder(join(path, ...foldersOf(entry)), rights);
        if (movedIntoPlace(temporary, folder)) return { entry, added: true };
        const other = wholeEntry(folder, bytes);
        if (other !== null) {
          refuseOther(other, entry, path);
          return { entry: other, added: false };
        }
        // What stands there is damaged: it gives way to what was brought now.
        await inTemporary(join(path, "damaged"), (aside) => rename(folder, aside));
        placeDurably(temporary, folder);
        return { entry, added: true };
      });
    });
  };

  const listAll = (
    kind: Kind,
    where: Partial<Pick<StoreKey, "source" | "id" | "version">> = {},
  ): Promise<StoreEntry[]> => {
    const levels = [safeName(kind), where.source, where.id, where.version];
    let folders = [path];
    for (const [depth, level] of levels.entries()) {
      const name = level === undefined || depth === 0 ? level : safeName(level);
      folders = folders.flatMap((folder) =>
        name === undefined
          ? namesIfThere(folder).map((n) => join(folder, n))
          : [join(folder, name)],
      );
    }
    const entries: StoreEntry[] = [];
    for (const folder of folders.flatMap((f) => namesIfThere(f).map((name) => join(f, name)))) {
      const entry = readEntry(folder);
      if (typeof entry === "string") return Promise.reject(damaged(folder, entry));
      const wanted = Object.entries(where).every(
        ([name, value]) => value === undefined || Reflect.get(entry, name) === value,
      );
      if (entry.kind === kind && wanted) entries.push(entry);
    }
    const said = readRecord<Standings>(STANDINGS);
    const stood = said === null ? entries : entries.map((entry) => withStanding(entry, said));
    return Promise.resolve(stood.sort(byKey));
  };

  const list: Store["list"] = async (kind, where) =>
    (await listAll(kind, where)).filter(({ withdrawn }) => withdrawn === undefined);

  const read = async (entry: StoreEntry): Promise<Buffer> => {
    const file = pathOf(entry);
    let data: Buffer;
    try {
      data = await readFile(file);
    } catch (cause) {
      const message = `cannot be read: ${messageOf(cause)}`;
      throw new ToolError("E_STORE", message, { path: file, cause });
    }
    if (data.length !== entry.bytes || sha256(data) !== entry.sha256)
      throw damaged(file, "the data does not match its checksum");
    return data;
  };

  const recordPath = (name: string): string => join(path, RECORDS, `${safeName(name)}.json`);
  const readRecord = <T>(name: string): T | null => {
    const file = recordPath(name);
    const text = textIfThere(file);
    const fault = (message: string, cause: unknown): ToolError =>
      new ToolError("E_STORE", `not JSON: ${message}`, { path: file, cause });
    return text === null ? null : (parseJson(text, fault) as T);
  };

  return {
    path,
    put,
    list,
    listAll: (kind) => listAll(kind),
    // oxlint-disable-next-line require-await -- what is thrown becomes a rejection
    standings: async () => readRecord<Standings>(STANDINGS) ?? NO_STANDINGS,
    read,
    pathOf,
    kinds: () =>
      Promise.resolve(KINDS.filter((kind) => namesIfThere(join(path, safeName(kind))).length > 0)),
    verify: (repair = false) => verifyStore(path, repair),
    // oxlint-disable-next-line require-await -- what is thrown becomes a rejection
    record: async <T>(name: string) => readRecord<T>(name),
    update: <T>(name: string, change: (old: T | null) => T) =>
      writable(path, () => {
        const rights = rightsOfStore(path);
        makeFolder(join(path, RECORDS), rights);
        // oxlint-disable-next-line require-await -- what is thrown becomes a rejection
        return withLock(path, async () => {
          const next = change(readRecord<T>(name));
          checkLock(path);
          replaceFile(recordPath(name), `${JSON.stringify(next, null, 2)}\n`, false, rights);
          return next;
        });
      }),
  };
}

/**
 * The default of every kind: the newest release that fits the assembly (null: any) and, where approval is wanted,
 * was approved.
 * @param entries of one source and id
 */
export function newest(
  entries: readonly StoreEntry[],
  assembly: Assembly | null,
): StoreEntry | null {
  const fitting = entries.filter(
    (entry) =>
      entry.unapproved !== true &&
      (assembly === null || entry.assembly === null || entry.assembly === assembly),
  );
  return newestFirst(fitting)[0] ?? null;
}

/** @param entries of one source and id */
export function newestFirst(entries: readonly StoreEntry[]): StoreEntry[] {
  return entries.toSorted(
    (a, b) => compareVersions(b.version, a.version) || compareText(b.fetched, a.fetched),
  );
}

/** The newest of each, in the order of the first ones. @param partOf what tells one from another */
export function newestOfEach(
  entries: readonly StoreEntry[],
  partOf: (entry: StoreEntry) => string = ({ source }) => source,
): StoreEntry[] {
  return [...groupedBy(entries, partOf).values()].flatMap((group) => newest(group, null) ?? []);
}

function byKey(a: StoreEntry, b: StoreEntry): number {
  return (
    compareText(a.source, b.source) ||
    compareVersions(a.id, b.id) ||
    compareVersions(a.version, b.version) ||
    compareText(a.fetched, b.fetched) ||
    compareText(a.sha256, b.sha256)
  );
}

/** The entry that stands in the folder already, if it is whole and holds these bytes. */
function wholeEntry(folder: string, bytes: Uint8Array): StoreEntry | null {
  if (!existsSync(folder)) return null;
  const entry = readEntry(folder);
  if (typeof entry === "string") return null;
  try {
    return readFileSync(join(folder, entry.file)).equals(bytes) ? entry : null;
  } catch {
    return null;
  }
}

/** A file system that does not tell cases apart has one folder for two ids: never one in the other's place. */
function refuseOther(there: StoreEntry, wanted: StoreKey, store: string): void {
  const words = (key: StoreKey): string =>
    [key.kind, key.source, key.id, key.version].filter((word) => word !== "").join(" ");
  if (words(there) === words(wanted)) return;
  throw new ToolError(
    "E_STORE",
    `'${words(wanted)}' would be stored in the same place as '${words(there)}'`,
    {
      path: store,
      hint: "Give it another id, or use another --store: this file system does not distinguish upper and lower case.",
    },
  );
}

/** @returns false: there is something already */
function movedIntoPlace(temporary: string, folder: string): boolean {
  try {
    placeDurably(temporary, folder);
    return true;
  } catch (error) {
    if (!existsSync(folder)) throw error;
    return false;
  }
}

async function writeNew(path: string, data: Uint8Array | string, rights: number): Promise<void> {
  await writeFile(path, data, { flag: "wx", mode: PRIVATE_FILE });
  if (rights !== PRIVATE_FILE) await chmod(path, rights);
}

/** System errors of writing become the store's own. */
async function writable<T>(store: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (typeof (cause as NodeJS.ErrnoException).syscall !== "string") throw cause;
    throw new ToolError("E_STORE", `the store cannot be written: ${messageOf(cause)}`, {
      path: store,
      hint: "Choose another folder with --store or PANELIST_STORE.",
      cause,
    });
  }
}
