/**
 * A store as one file, for a machine without a network: a tar of the entries as stored, and of the records. The
 * other store is the same byte for byte; names in the archive lead nowhere, each entry says itself where it
 * belongs.
 */
import { createHash } from "node:crypto";
import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { sha256 } from "../core/digest.ts";
import { messageOf, ToolError } from "../core/errors.ts";
import { isObject, parseJson } from "../core/json.ts";
import { clearAbandoned, inTemporary, placeDurably } from "../io/atomic.ts";
import { namesIfThere } from "../io/if-there.ts";
import { fileRights, openNew, rightsIn } from "../io/rights.ts";
import {
  looksLikeTar,
  TAR_END,
  tarHeader,
  type TarMember,
  tarMembers,
  tarPadding,
} from "../io/tar.ts";
import { turn } from "../io/turn.ts";
import { damaged } from "./damaged.ts";
import { ENTRY_FILE, parseEntry } from "./entry.ts";
import { RECORDS } from "./names.ts";
import { KINDS, type Store, type StoreEntry } from "./types.ts";

const SCHEMA = "panelist.bundle";
const VERSION = 1;
const HEAD = "bundle.json";
const PIECE = 1 << 20;
/** An entry's own words, or a record. */
const MOST_WORDS = 64 << 20;

/**
 * Every entry of the store, withdrawn ones too, and its records, into one file that appears whole or not at all.
 * @param onBytes told how many bytes are written
 * @throws ToolError E_STORE: an entry is damaged, or there is none; E_OUTPUT
 */
export async function writeBundle(
  store: Store,
  path: string,
  onBytes: (bytes: number) => void = () => {},
): Promise<{ entries: number; bytes: number }> {
  const entries = (await Promise.all(KINDS.map((kind) => store.listAll(kind)))).flat();
  if (entries.length === 0)
    throw new ToolError("E_STORE", "the store is empty: there is nothing to bundle", {
      path: store.path,
      hint: "Fill it first with `panelist setup`.",
    });
  const records = namesIfThere(join(store.path, RECORDS))
    .filter((name) => name.endsWith(".json"))
    .map((name) => [`${RECORDS}/${name}`, readFileSync(join(store.path, RECORDS, name))] as const);
  const words = entries.map((entry) =>
    readFileSync(join(dirname(store.pathOf(entry)), ENTRY_FILE)),
  );
  clearAbandoned(dirname(path), basename(path));
  try {
    return await inTemporary(path, async (temporary) => {
      const out = new TarWriter(openNew(temporary, fileRights(rightsIn(dirname(path)))), onBytes);
      try {
        const all = [...words, ...records.map(([, bytes]) => bytes)];
        const counts = { entries: entries.length, records: records.length };
        out.text(HEAD, headText({ ...counts, words: digestOf(all) }));
        for (const [n, entry] of entries.entries()) {
          out.text(`entries/${n}/${ENTRY_FILE}`, words[n] ?? "");
          out.file(`entries/${n}/${entry.file}`, store.pathOf(entry), entry);
          // oxlint-disable-next-line no-await-in-loop -- a signal is heard between two
          await turn();
        }
        for (const [name, bytes] of records) out.text(name, bytes);
        out.end();
      } finally {
        out.close();
      }
      placeDurably(temporary, path);
      return { entries: entries.length, bytes: out.bytes };
    });
  } catch (cause) {
    if (typeof (cause as NodeJS.ErrnoException).syscall !== "string") throw cause;
    throw new ToolError("E_OUTPUT", `cannot be written: ${messageOf(cause)}`, { path, cause });
  }
}

interface Head {
  entries: number;
  records: number;
  /** Digest of what entries and records say: an approval or a release's date that is not as it was is found, too. */
  words: string;
}

function headText(head: Head): string {
  return `${JSON.stringify({ schema: SCHEMA, version: VERSION, ...head })}\n`;
}

function digestOf(words: readonly Buffer[]): string {
  return sha256(...words.map((bytes) => sha256(bytes)));
}

class TarWriter {
  readonly #fd: number;
  readonly #onBytes: (bytes: number) => void;
  bytes = 0;

  constructor(fd: number, onBytes: (bytes: number) => void) {
    this.#fd = fd;
    this.#onBytes = onBytes;
  }

  text(name: string, data: Buffer | string): void {
    const bytes = Buffer.from(data);
    this.#write(tarHeader(name, bytes.length));
    this.#write(bytes);
    this.#write(tarPadding(bytes.length));
  }

  /** @throws ToolError E_STORE: not what its entry says */
  file(name: string, path: string, { bytes, sha256: digest }: StoreEntry): void {
    const fd = opened(path);
    const hash = createHash("sha256");
    try {
      this.#write(tarHeader(name, bytes));
      const piece = Buffer.allocUnsafe(PIECE);
      let size = 0;
      for (let read = 0; (read = readSync(fd, piece)) > 0; size += read) {
        hash.update(piece.subarray(0, read));
        this.#write(piece.subarray(0, read));
      }
      if (size !== bytes || hash.digest("hex") !== digest)
        throw damaged(path, "the data does not match its checksum");
      this.#write(tarPadding(bytes));
    } finally {
      closeSync(fd);
    }
  }

  end(): void {
    this.#write(TAR_END);
  }

  close(): void {
    closeSync(this.#fd);
  }

  #write(bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) at += writeSync(this.#fd, bytes, at);
    this.bytes += bytes.length;
    this.#onBytes(this.bytes);
  }
}

function opened(path: string): number {
  try {
    return openSync(path, "r");
  } catch (cause) {
    throw damaged(path, messageOf(cause));
  }
}

interface ReadBundle {
  added: number;
  unchanged: number;
  /** Records that this store has already, with other content: its own stand. */
  keptRecords: string[];
}

/**
 * Brings all of a bundle into the store; each entry is held to its digest before it is kept.
 * @param onBytes told how many bytes of how many are read
 * @throws ToolError E_INPUT_MISSING; E_KNOWLEDGE: no bundle, damaged or cut off; E_STORE
 */
export async function readBundle(
  store: Store,
  path: string,
  onBytes: (bytes: number, all: number) => void = () => {},
): Promise<ReadBundle> {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    throw new ToolError("E_INPUT_MISSING", "no such file", { path });
  const fd = openSync(path, "r");
  try {
    const end = fstatSync(fd).size;
    const read = (at: number, length: number): Buffer => bytesOf(fd, at, length);
    if (!looksLikeTar(read(0, 512))) throw noBundle(path, "it is not a tar archive");
    const about = { path, end, code: "E_KNOWLEDGE" } as const;
    // All words are looked at before the first of them is believed.
    const counts = checkedHead(tarMembers(read, about), read, path);
    const members = tarMembers(read, about);
    members.next();
    const result: ReadBundle = { added: 0, unchanged: 0, keptRecords: [] };
    let records = 0;
    for (const member of members) {
      onBytes(member.at, end);
      if (isRecord(member)) {
        records += 1;
        const record = basename(member.name, ".json");
        const brought = parseJson(textOf(member, read, path), (fault) => noBundle(path, fault));
        // oxlint-disable-next-line no-await-in-loop -- one after the other: bounded memory
        if (!(await bringRecord(store, record, brought))) result.keptRecords.push(record);
        continue;
      }
      const entry = entryOf(textOf(member, read, path), path);
      const data = members.next();
      // oxlint-disable-next-line no-await-in-loop -- as above
      const added = await bringEntry(
        store,
        entry,
        data.done === true ? null : data.value,
        read,
        path,
      );
      result[added ? "added" : "unchanged"] += 1;
    }
    if (result.added + result.unchanged !== counts.entries || records !== counts.records)
      throw noBundle(path, "part of its contents is missing");
    return result;
  } finally {
    closeSync(fd);
  }
}

function bytesOf(fd: number, at: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let have = 0;
  for (let read = 1; have < length && read > 0; have += read)
    read = readSync(fd, bytes, have, length - have, at + have);
  return bytes.subarray(0, have);
}

type Read = (at: number, length: number) => Buffer;

function checkedHead(members: Generator<TarMember, void>, read: Read, path: string): Head {
  const first = members.next();
  if (first.done === true || first.value.name !== HEAD) throw noBundle(path, `it has no ${HEAD}`);
  const head = parseJson(textOf(first.value, read, path), (message) => noBundle(path, message));
  const { schema, version, entries, records, words } = isObject(head) ? head : {};
  if (schema !== SCHEMA || typeof entries !== "number" || typeof records !== "number")
    throw noBundle(path, `${HEAD} is not that of a bundle`);
  if (version !== VERSION)
    throw noBundle(
      path,
      `it has version ${String(version)}, but this program reads version ${VERSION}`,
    );
  const found: Buffer[] = [];
  for (const member of members) {
    found.push(wordsOf(member, read, path));
    if (isRecord(member)) continue;
    entryOf(textOf(member, read, path), path);
    members.next();
  }
  if (words !== digestOf(found))
    throw noBundle(path, "its list of releases does not match its checksum");
  return { entries, records, words };
}

/** Every other member is the words of an entry, and its data follows. */
function isRecord({ name }: TarMember): boolean {
  return name.startsWith(`${RECORDS}/`);
}

function wordsOf({ at, size, name }: TarMember, read: Read, path: string): Buffer {
  if (size > MOST_WORDS) throw noBundle(path, `'${name.slice(0, 100)}' is too large`);
  return read(at, size);
}

function textOf(member: TarMember, read: Read, path: string): string {
  return wordsOf(member, read, path).toString("utf8");
}

function entryOf(text: string, path: string): StoreEntry {
  const entry = parseEntry(text);
  if (typeof entry === "string") throw noBundle(path, entry);
  if (!KINDS.includes(entry.kind))
    throw noBundle(
      path,
      `it holds '${String(entry.kind).slice(0, 60)}', which this version does not support`,
    );
  return entry;
}

async function bringEntry(
  store: Store,
  entry: StoreEntry,
  member: TarMember | null,
  read: Read,
  path: string,
): Promise<boolean> {
  const { kind, source, id, version, sha256: digest, file, bytes, ...about } = entry;
  const what = [kind, source, id, version].filter((word) => word !== "").join(" ");
  if (member === null || basename(member.name) !== file || member.size !== bytes)
    throw noBundle(path, `the data of ${what} are missing`);
  const data = read(member.at, member.size);
  if (sha256(data) !== digest)
    throw noBundle(path, `the data of ${what} does not match its checksum`);
  const extension = file.slice("data.".length);
  const { added } = await store.put({ kind, source, id, version }, data, { extension, ...about });
  return added;
}

/** @returns false: there is another already */
async function bringRecord(store: Store, name: string, brought: unknown): Promise<boolean> {
  const there = await store.record<unknown>(name);
  if (there === null) await store.update<unknown>(name, (old) => old ?? brought);
  return there === null || JSON.stringify(there) === JSON.stringify(brought);
}

function noBundle(path: string, what: string): ToolError {
  return new ToolError("E_KNOWLEDGE", `not a complete panelist bundle: ${what}`, {
    path,
    hint: "Create it again with `panelist bundle`, or copy it again; what was imported so far is intact.",
  });
}
