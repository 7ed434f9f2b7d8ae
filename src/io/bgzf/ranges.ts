/** Any part of a file by byte range, local or over http(s): what has been read is not requested again. */
import { closeSync, existsSync, fstatSync, openSync } from "node:fs";
import { missingFile } from "../../core/errors.ts";
import { once } from "../../core/once.ts";
import { countBefore } from "../../core/sorted.ts";
import { isRemote } from "../../core/text.ts";
import type { RangeCache, Span } from "../range-cache.ts";
import { notRead, RangeHandle, type RemoteAccess, RETRY_DELAYS_MS } from "./http.ts";
import { readFully } from "./range.ts";

export interface Ranges {
  /** Path or address. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly isRemote: boolean;
  /** Bytes [start, end), cut at the file's size; a remote file's are kept. @throws E_REMOTE, E_IO */
  read(start: number, end: number): Promise<Uint8Array>;
  /** The same for what is gone through once: nothing of it is kept. */
  readOnce(start: number, end: number): Promise<Uint8Array>;
  /** How many bytes from here on are at hand: a read within them asks nobody. */
  held(start: number): number;
  /** Lines that were found before, by the question; null: none are kept of this file. */
  readonly answered: {
    lines(): Map<string, string[]>;
    keep(found: ReadonlyMap<string, string[]>): void;
  } | null;
  close(): void;
}

/** Requests that are under way at once. */
const IN_FLIGHT = 32;

/** @throws ToolError E_INPUT_MISSING, E_IO, E_REMOTE */
export function openRanges(path: string, access: RemoteAccess): Promise<Ranges> {
  return isRemote(path) ? RemoteRanges.open(path, access) : openLocal(path);
}

// oxlint-disable-next-line require-await -- what is thrown becomes a rejection
async function openLocal(path: string): Promise<Ranges> {
  if (!existsSync(path)) throw missingFile(path);
  const fd = openSync(path, "r");
  const { size } = fstatSync(fd);
  // oxlint-disable-next-line require-await -- as above
  const read = async (start: number, end: number): Promise<Uint8Array> => {
    const length = Math.max(0, Math.min(end, size) - start);
    const bytes = Buffer.allocUnsafe(length);
    readFully({ fd, path }, bytes, length, start);
    return bytes;
  };
  const held = (start: number): number => size - start;
  const close = (): void => closeSync(fd);
  return { path, size, isRemote: false, read, readOnce: read, held, answered: null, close };
}

/** A part that was, or is being, read. */
interface Part extends Span {
  bytes: () => Promise<Uint8Array>;
}

class RemoteRanges implements Ranges {
  readonly path: string;
  readonly size: number;
  readonly isRemote = true;
  readonly #handle: RangeHandle | null;
  readonly #keep: { cache: RangeCache; tag: string } | null;
  /** In order, apart. */
  readonly #parts: Part[] = [];
  /** Not in the cache yet. */
  readonly #fresh: { start: number; bytes: Uint8Array }[] = [];
  readonly #inTurn: NonNullable<RemoteAccess["inTurn"]>;

  private constructor(
    [url, size]: readonly [string, number],
    handle: RangeHandle | null,
    keep: Kept | null,
    inTurn = inFlight(),
  ) {
    this.path = url;
    this.size = size;
    this.#handle = handle;
    this.#keep = keep;
    this.#inTurn = inTurn;
    if (keep === null) return;
    let at = 0;
    for (const span of keep.cache.spans(url, keep.tag)) {
      // Two processes may have kept parts that overlap.
      const start = Math.max(at, span.start);
      if (span.end <= start) continue;
      const held = async (): Promise<Uint8Array> =>
        (await this.#held(span, keep)).subarray(start - span.start);
      this.#parts.push({ start, end: span.end, bytes: once(held) });
      at = span.end;
    }
  }

  static async open(url: string, access: RemoteAccess): Promise<RemoteRanges> {
    const { cache, offline, inTurn, retryDelaysMs = RETRY_DELAYS_MS } = access;
    const known = cache?.known(url) ?? null;
    if (offline) {
      if (cache === null || known === null) throw notRead(url, "the file was");
      return new RemoteRanges([url, known.size], null, { cache, tag: known.tag }, inTurn);
    }
    const handle = await RangeHandle.open(url, retryDelaysMs);
    const { tagged } = handle;
    const file = [url, handle.size] as const;
    if (cache === null || tagged === null) return new RemoteRanges(file, handle, null, inTurn);
    cache.remember(url, tagged);
    return new RemoteRanges(file, handle, { cache, tag: tagged.tag }, inTurn);
  }

  read(start: number, end: number): Promise<Uint8Array> {
    const last = Math.min(end, this.size);
    for (const gap of this.#gaps(start, last)) {
      const part = { ...gap, bytes: once(() => this.#fetch(gap)) };
      this.#parts.splice(firstBehind(this.#parts, gap.start), 0, part);
    }
    return joined(this.#own(start, last), start, last);
  }

  readOnce(start: number, end: number): Promise<Uint8Array> {
    const last = Math.min(end, this.size);
    const missing = this.#gaps(start, last).map((gap): Part => {
      return { ...gap, bytes: () => this.#ask(gap) };
    });
    return joined([...this.#own(start, last), ...missing], start, last);
  }

  held(start: number): number {
    let at = start;
    for (let i = firstBehind(this.#parts, at); i < this.#parts.length; i++) {
      const part = this.#parts[i];
      if (part === undefined || part.start > at) break;
      at = part.end;
    }
    return at - start;
  }

  get answered(): Ranges["answered"] {
    if (this.#keep === null) return null;
    const { cache, tag } = this.#keep;
    return {
      lines: () => cache.lines(this.path, tag),
      keep: (found) => cache.keepLines(this.path, tag, found),
    };
  }

  /** What came in pieces is kept as one part: a file each would cost more than the request. */
  close(): void {
    const pieces = this.#fresh.splice(0).sort((a, b) => a.start - b.start);
    for (let i = 0; i < pieces.length;) {
      const { start = 0 } = pieces[i] ?? {};
      const run: Uint8Array[] = [];
      for (let end = start; pieces[i]?.start === end; i++) {
        const bytes = pieces[i]?.bytes ?? new Uint8Array();
        run.push(bytes);
        end += bytes.length;
      }
      this.#keep?.cache.write(this.path, this.#keep.tag, start, Buffer.concat(run));
    }
  }

  /** What no part holds of [start, end). */
  #gaps(start: number, end: number): Span[] {
    const gaps: Span[] = [];
    let at = start;
    for (const part of this.#own(start, end)) {
      if (part.start > at) gaps.push({ start: at, end: part.start });
      at = part.end;
    }
    if (at < end) gaps.push({ start: at, end });
    return gaps;
  }

  /** Parts that hold some of [start, end). */
  #own(start: number, end: number): Part[] {
    const from = firstBehind(this.#parts, start);
    let to = from;
    while ((this.#parts[to]?.start ?? end) < end) to++;
    return this.#parts.slice(from, to);
  }

  async #held(span: Span, { cache, tag }: Kept): Promise<Uint8Array> {
    const bytes = cache.read(this.path, tag, span);
    if (bytes === null) return this.#fetch(span);
    cache.touch(this.path, tag, span);
    return bytes;
  }

  async #fetch(span: Span): Promise<Uint8Array> {
    const bytes = await this.#ask(span);
    if (this.#keep !== null) this.#fresh.push({ start: span.start, bytes });
    return bytes;
  }

  async #ask({ start, end }: Span): Promise<Uint8Array> {
    const handle = this.#handle;
    if (handle === null) throw notRead(this.path, `bytes ${start} to ${end} were`);
    return this.#inTurn(() => handle.read(start, end));
  }
}

/** Of parts in order, which do not overlap, the first that ends behind a place. */
function firstBehind(parts: readonly Part[], at: number): number {
  return countBefore(parts.length, (i) => (parts[i]?.end ?? Infinity) <= at);
}

/** Bytes [start, end) out of the parts that hold them. */
async function joined(own: readonly Part[], start: number, end: number): Promise<Uint8Array> {
  const [only] = own;
  if (own.length === 1 && only !== undefined && only.start <= start && only.end >= end)
    return (await only.bytes()).subarray(start - only.start, end - only.start);
  const bytes = new Uint8Array(Math.max(0, end - start));
  const got = await Promise.all(own.map((part) => part.bytes()));
  own.forEach((part, i) => {
    const from = Math.max(start, part.start);
    const piece = got[i]?.subarray(from - part.start, Math.min(end, part.end) - part.start);
    if (piece !== undefined) bytes.set(piece, from - start);
  });
  return bytes;
}

interface Kept {
  cache: RangeCache;
  tag: string;
}

/** Runs work as it comes, so much of it at once. */
export function inFlight(most = IN_FLIGHT): NonNullable<RemoteAccess["inTurn"]> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
