/**
 * Parts of remote files read earlier, cached on disk: by address, entity tag and range. Each part is a file of its
 * own behind its CRC32, so that a damaged one is as good as absent; the oldest leave where there is no room.
 */
import { readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { sha256 } from "../core/digest.ts";
import { isObject } from "../core/json.ts";
import { LIMITS } from "../core/limits.ts";
import { replaceFile } from "./atomic.ts";
import { namesIfThere, textIfThere } from "./if-there.ts";
import { makeFolder } from "./make-folder.ts";

/** A remote file as it was when it was last looked at. */
export interface Tagged {
  /** By which the server tells its versions apart. */
  tag: string;
  /** In bytes. */
  size: number;
}

/** Bytes [start, end). */
export interface Span {
  start: number;
  end: number;
}

const HEAD_BYTES = 4;
const LINES = "lines.json";
/** Characters of all lines of a file that are kept. */
const MOST_LINES = 8 << 20;
/** What is left after the oldest have gone. */
const KEPT_SHARE = 0.8;

export class RangeCache {
  readonly #folder: string;
  readonly #maxBytes: number;
  /** Bytes of all parts; null: not counted yet. */
  #total: number | null = null;

  /** @param folder made when the first part is kept */
  constructor(folder: string, maxBytes: number = LIMITS.rangeCacheBytes) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** null: the address was never read. */
  known(url: string): Tagged | null {
    const text = textIfThere(join(this.#folderOf(url), "tag.json"));
    try {
      const value: unknown = JSON.parse(text ?? "null");
      if (!isObject(value)) return null;
      const { tag, size } = value;
      return typeof tag === "string" && typeof size === "number" ? { tag, size } : null;
    } catch {
      return null;
    }
  }

  remember(url: string, tagged: Tagged): void {
    const old = this.known(url);
    if (old?.tag === tagged.tag && old.size === tagged.size) return;
    // What the address held before is not asked for again.
    if (old !== null) rmSync(this.#folderOf(url), { recursive: true, force: true });
    this.#writing(this.#folderOf(url), "tag.json", JSON.stringify({ url, ...tagged }));
  }

  /** Parts that are held, in order. */
  spans(url: string, tag: string): Span[] {
    return namesIfThere(this.#partsOf(url, tag))
      .flatMap(spanOf)
      .sort((a, b) => a.start - b.start);
  }

  /** null: not held, or damaged. */
  read(url: string, tag: string, { start, end }: Span): Buffer | null {
    const path = join(this.#partsOf(url, tag), `${start}-${end}`);
    try {
      const stored = readFileSync(path);
      const bytes = stored.subarray(HEAD_BYTES);
      if (bytes.length !== end - start || crc32(bytes) !== stored.readUInt32LE(0)) return null;
      return bytes;
    } catch {
      return null;
    }
  }

  /** Says that a part was of use, so that others go before it. */
  touch(url: string, tag: string, { start, end }: Span): void {
    const now = new Date();
    try {
      utimesSync(join(this.#partsOf(url, tag), `${start}-${end}`), now, now);
    } catch {
      // It goes a little earlier.
    }
  }

  write(url: string, tag: string, start: number, bytes: Uint8Array): void {
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32LE(crc32(bytes));
    const name = `${start}-${start + bytes.length}`;
    if (!this.#writing(this.#partsOf(url, tag), name, Buffer.concat([head, bytes]))) return;
    this.#total =
      (this.#total ?? this.#parts().reduce((sum, p) => sum + p.bytes, 0)) + bytes.length;
    if (this.#total > this.#maxBytes) this.#makeRoom();
  }

  /** Lines that were found for a question, by its words; damaged ones are as good as none. */
  lines(url: string, tag: string): Map<string, string[]> {
    const text = textIfThere(join(this.#partsOf(url, tag), LINES)) ?? "";
    const cut = text.indexOf("\n");
    const body = text.slice(cut + 1);
    if (cut < 0 || text.slice(0, cut) !== String(crc32(body))) return new Map();
    return new Map(JSON.parse(body) as [string, string[]][]);
  }

  /** The oldest questions leave where there is no room. */
  keepLines(url: string, tag: string, found: ReadonlyMap<string, string[]>): void {
    const kept: [string, string[]][] = [];
    let length = 0;
    for (const one of [...this.lines(url, tag), ...found].toReversed()) {
      length += one[1].reduce((sum, line) => sum + line.length, one[0].length);
      if (length <= MOST_LINES) kept.push(one);
    }
    const body = JSON.stringify(kept.toReversed());
    this.#writing(this.#partsOf(url, tag), LINES, `${crc32(body)}\n${body}`);
  }

  /** A cache that cannot be written is none. */
  #writing(folder: string, name: string, data: Uint8Array | string): boolean {
    try {
      makeFolder(folder);
      replaceFile(join(folder, name), data, true);
      return true;
    } catch {
      return false;
    }
  }

  #makeRoom(): void {
    const aged = this.#parts().map((part) => ({
      ...part,
      used: statSync(part.path, { throwIfNoEntry: false })?.mtimeMs ?? 0,
    }));
    let total = aged.reduce((sum, part) => sum + part.bytes, 0);
    for (const { path, bytes } of aged.sort((a, b) => a.used - b.used)) {
      if (total <= KEPT_SHARE * this.#maxBytes) break;
      rmSync(path, { force: true });
      total -= bytes;
    }
    this.#total = total;
  }

  #parts(): { path: string; bytes: number }[] {
    return namesIfThere(this.#folder).flatMap((address) =>
      namesIfThere(join(this.#folder, address)).flatMap((tag) => {
        if (tag.includes(".")) return [];
        const folder = join(this.#folder, address, tag);
        return namesIfThere(folder).flatMap((name) =>
          spanOf(name).map(({ start, end }) => ({ path: join(folder, name), bytes: end - start })),
        );
      }),
    );
  }

  #folderOf(url: string): string {
    return join(this.#folder, sha256(url).slice(0, 32));
  }

  #partsOf(url: string, tag: string): string {
    return join(this.#folderOf(url), sha256(tag).slice(0, 32));
  }
}

function spanOf(name: string): Span[] {
  const [, start, end] = /^(\d+)-(\d+)$/.exec(name) ?? [];
  return start === undefined || end === undefined
    ? []
    : [{ start: Number(start), end: Number(end) }];
}
