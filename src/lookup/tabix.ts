/** A bgzipped, indexed text file at a path or URL: its head, and the rows for given keys. */
import { canonicalChrom } from "../core/assembly.ts";
import { BYTE } from "../core/bytes.ts";
import { isRemote } from "../core/text.ts";
import { isToolError, ToolError } from "../core/errors.ts";
import { remembered } from "../core/once.ts";
import { DEFAULT_POLICY } from "../core/policy.ts";
import {
  type Chunk,
  checkTail,
  fetchIndex,
  findIndex,
  type Look,
  mergeChunks,
  openIndex,
  openRanges,
  positionAt,
  type Ranges,
  type RemoteAccess,
  sniff,
  SortedLines,
  type VcfIndex,
} from "../io/bgzf/index.ts";
import { SNIFF_BYTES, TEXT } from "../io/foreign.ts";
import { rowReader, type RowReader } from "./rows.ts";
import { SameBuild } from "./same-build.ts";
import type { Matching, OpenSource, SourceRow, SourceSpec } from "./types.ts";

const { NEWLINE, TAB, HASH, CARRIAGE_RETURN } = BYTE;
const { limits } = DEFAULT_POLICY;

/** Chunks nearer than this are read as one. */
const NEAR_BYTES = 64 << 10;
/** Compressed bytes of one request for what is read through. */
const REQUEST_BYTES = 4 << 20;
/** Behind a network the searches of one chunk go side by side in so many rows at most, of so many searches at least. */
const SEARCHES = 2;
const LANES = 4;

/** What is read of a file before anything is asked for. */
export interface Tabix {
  ranges: Ranges;
  index: VcfIndex;
  /** Lines that begin with `#`, and what stands above the first record. */
  head: string[];
  reader: RowReader;
}

/** @throws ToolError E_INPUT_MISSING, E_INDEX, E_IO, E_BGZF*, E_REMOTE, E_ASSEMBLY, E_KNOWLEDGE */
export async function openTabix(
  spec: SourceSpec,
  path: string,
  access: RemoteAccess,
): Promise<Tabix> {
  const [ranges, index] = await both(
    openRanges(path, access),
    isRemote(path) ? fetchIndex(path, access) : localIndex(path),
  );
  try {
    const [, head] = await Promise.all([checkTail(ranges), headOf(ranges)]);
    return { ranges, index, head, reader: await readerOf(spec, head, path) };
  } catch (error) {
    throw await faultOf(ranges, error);
  }
}

/** What is no text at all is told as what it is. */
async function faultOf(ranges: Ranges, error: unknown): Promise<Error> {
  try {
    sniff(await ranges.read(0, Math.min(ranges.size, SNIFF_BYTES)), ranges.path, TEXT);
    return asError(error);
  } catch (kind) {
    return asError(isToolError(kind) && kind.code === "E_FORMAT" ? kind : error);
  } finally {
    ranges.close();
  }
}

async function readerOf(
  spec: SourceSpec,
  head: readonly string[],
  path: string,
): Promise<RowReader> {
  if (spec.match === undefined) return rowReader(spec, head, path);
  const { eventReader, placeReader } = await import("./event-rows.ts");
  return spec.match === "event" ? eventReader(spec, head, path) : placeReader(spec, path);
}

/** The file's fault first: without it there is no index either. */
async function both(
  opening: Promise<Ranges>,
  indexing: Promise<VcfIndex> | VcfIndex,
): Promise<[Ranges, VcfIndex]> {
  const [ranges, index] = await Promise.allSettled([opening, indexing]);
  if (ranges.status === "rejected") throw asError(ranges.reason);
  if (index.status === "fulfilled") return [ranges.value, index.value];
  throw await faultOf(ranges.value, index.reason);
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

// oxlint-disable-next-line require-await -- what is thrown becomes a rejection
async function localIndex(path: string): Promise<VcfIndex> {
  const found = findIndex(path);
  const hint = "Run `tabix -p vcf FILE`, or `tabix -s 1 -b 2 -e 2 FILE` for a table.";
  if (found === null)
    throw new ToolError("E_INDEX", "it has no .tbi or .csi index", { path, hint });
  if (found.olderThanFile)
    throw new ToolError("E_INDEX", "the index is older than the file", { path: found.path, hint });
  return openIndex(found.path, "any");
}

async function headOf(ranges: Ranges): Promise<string[]> {
  const head: string[] = [];
  const whole = { minv: { block: 0, within: 0 }, maxv: { block: ranges.size, within: 0 } };
  for await (const lines of new SortedLines(ranges, 1, limits).all(whole))
    for (let at = 0; at < lines.length;) {
      const end = lines.indexOf(NEWLINE, at);
      head.push(textOf(lines, at, end));
      if (lines[at] !== HASH) return head;
      at = end + 1;
    }
  return head;
}

export function textOf(lines: Buffer, start: number, end: number): string {
  return lines.toString("latin1", start, lines[end - 1] === CARRIAGE_RETURN ? end - 1 : end);
}

/** @throws ToolError, as `openTabix`, and E_ASSEMBLY where its bases are another build's */
export async function openTabixSource(
  spec: SourceSpec,
  path: string,
  access: RemoteAccess,
): Promise<OpenSource> {
  const file = await openTabix(spec, path, access);
  const chroms = new Set(file.index.names.flatMap((name) => canonicalChrom(name) ?? []));
  if (file.reader.lastAt !== undefined && chroms.size === 0) {
    file.ranges.close();
    throw new ToolError("E_KNOWLEDGE", `source '${spec.name}' has no human chromosomes`, {
      path,
      hint: `Its contigs are named ${file.index.names.slice(0, 5).join(", ")}; they must be 1 to 22, X, Y, with or without chr.`,
    });
  }
  return {
    chroms,
    rows: (keys, matching) => rowsOf(spec, file, keys, matching),
    close: () => file.ranges.close(),
  };
}

/** A key with its place, and where the index says that its rows are. */
interface Asked<Key> {
  key: Key;
  start: number;
  end: number;
  chunks: readonly Chunk[];
}

type Found<Key> = Map<Key, SourceRow[]>;

/** @param last base of the line, where it is known */
type Take<Key> = (key: Key, line: string, last?: number) => void;

async function rowsOf<Key>(
  spec: SourceSpec,
  file: Tabix,
  keys: readonly Key[],
  matching: Matching<Key>,
): Promise<Found<Key>> {
  const found: Found<Key> = new Map();
  const build = new SameBuild(spec, file.ranges.path);
  const { reader } = file;
  const { answered } = file.ranges;
  const lines = new Map<string, string[]>();
  // Of several alleles of a place one alone takes its lines down.
  const askers = new Map<string, Key>();
  const questionOf = (key: Key): string => {
    const { chrom, start, end } = matching.place(key);
    return [spec.records, reader.columns.pos, reader.columns.ref, chrom, start, end].join(" ");
  };
  const use = (key: Key, line: string): void => {
    const { start } = matching.place(key);
    for (const row of reader.read(line)) {
      build.see(row, start, matching.base(key));
      if (matching.matches(row, key)) remembered(found, key, () => []).push(row);
    }
  };
  const known = answered?.lines();
  const open = new Set(keys);
  for (const key of keys) {
    const own = known?.get(questionOf(key));
    for (const line of own ?? []) use(key, line);
    if (own !== undefined) open.delete(key);
  }
  const take: Take<Key> = (key, line, last) => {
    if (last !== undefined && matching.isOther?.(line, last, key) === true) return;
    use(key, line);
    if (answered === null) return;
    const question = questionOf(key);
    if (askers.get(question) === key) lines.get(question)?.push(line);
  };
  const places = [...open].map((key) => ({ key, ...matching.place(key) }));
  if (answered !== null)
    for (const key of open) {
      askers.set(questionOf(key), key);
      lines.set(questionOf(key), []);
    }
  const work = file.index.names.flatMap((name) => {
    const chrom = canonicalChrom(name);
    const own = places
      .filter((place) => place.chrom === chrom)
      .sort((a, b) => a.start - b.start || a.end - b.end);
    return inChunksOf(file, name, own, spec.records === "split");
  });
  // Each by itself: a file behind a network answers many at once. One on the disk does not, and memory is used again.
  const sorted = new SortedLines(file.ranges, reader.columns.pos, limits);
  const read = spec.records === "split" ? eachSearched : readThrough;
  let before: Promise<unknown> = Promise.resolve();
  const done = work.map(({ chunk, asked }) => {
    const one = (): Promise<void> => read({ ...file, lines: sorted }, chunk, asked, take);
    if (file.ranges.isRemote) return one();
    const own = before.then(one);
    before = own.catch(() => undefined);
    return own;
  });
  const faults = (await Promise.allSettled(done)).flatMap((one) =>
    one.status === "rejected" ? [asError(one.reason)] : [],
  );
  const fault = faults.find((error) => !isToolError(error)) ?? faults[0];
  if (fault !== undefined) throw fault;
  if (lines.size > 0) answered?.keep(lines);
  build.check();
  return found;
}

/** Which chunks of a contig hold the places; near ones are one. */
function inChunksOf<Key>(
  { index }: Tabix,
  name: string,
  places: readonly Omit<Asked<Key>, "chunks">[],
  isSplit: boolean,
): { chunk: Chunk; asked: Asked<Key>[] }[] {
  // An insertion before the base, or a deletion written one base earlier, stands beside it.
  const beside = isSplit ? 0 : 1;
  const asked = places.map((place): Asked<Key> => {
    const { start, end } = place;
    const chunks = index.blocksForRange(name, Math.max(0, start - 1 - beside), end + beside);
    return { ...place, chunks };
  });
  const all = asked.flatMap(({ chunks }) => chunks);
  return mergeChunks(all, NEAR_BYTES).map((chunk) => ({
    chunk,
    asked: asked.filter(({ chunks }) =>
      chunks.some(({ minv }) => minv.block >= chunk.minv.block && minv.block <= chunk.maxv.block),
    ),
  }));
}

interface Reading extends Tabix {
  lines: SortedLines;
}

/** Of a file with one allele in each record, in its shortest form: its place is that of the allele. */
async function eachSearched<Key>(
  reading: Reading,
  { minv, maxv }: Chunk,
  asked: readonly Asked<Key>[],
  take: Take<Key>,
): Promise<void> {
  const seen: Look[] = [];
  const search = async (part: readonly Asked<Key>[]): Promise<void> => {
    for (const { key, chunks, ...place } of part)
      for (const chunk of chunks)
        if (chunk.minv.block >= minv.block && chunk.minv.block <= maxv.block)
          // oxlint-disable-next-line no-await-in-loop -- what one search has seen serves the next
          await searched(reading, chunk, place, seen, (line) => take(key, line));
  };
  // Many searches one after the other are what a slow network would be waited for longest.
  const length = reading.ranges.isRemote
    ? Math.max(SEARCHES, Math.ceil(asked.length / LANES))
    : Infinity;
  const parts: (readonly Asked<Key>[])[] = [];
  for (let at = 0; at < asked.length; at += length) parts.push(asked.slice(at, at + length));
  const ends = await Promise.allSettled(parts.map(search));
  for (const end of ends) if (end.status === "rejected") throw asError(end.reason);
}

/** @param take the lines of the place, and those whose position cannot be read: the reader says what they are */
async function searched(
  { lines, reader }: Reading,
  chunk: Chunk,
  { start, end }: { start: number; end: number },
  seen: Look[],
  take: (line: string) => void,
): Promise<void> {
  for await (const piece of lines.reaching(chunk, start, seen))
    for (let at = 0; at < piece.length;) {
      const newline = piece.indexOf(NEWLINE, at);
      const pos = positionAt(piece, at, reader.columns.pos);
      if (pos > end) return;
      if (pos >= start || pos < 0) take(textOf(piece, at, newline));
      at = newline + 1;
    }
}

/** Of any file: every record that reaches a place may hold its allele. */
async function readThrough<Key>(
  { ranges, lines, reader }: Reading,
  chunk: Chunk,
  asked: readonly Asked<Key>[],
  take: Take<Key>,
): Promise<void> {
  const { columns } = reader;
  const { minv, maxv } = chunk;
  if (ranges.isRemote)
    for (let at = minv.block; at < maxv.block; at += REQUEST_BYTES)
      // oxlint-disable-next-line no-await-in-loop -- others are under way beside it
      await ranges.read(at, Math.min(maxv.block, at + REQUEST_BYTES));
  const last = asked.reduce((most, { end }) => Math.max(most, end), 0);
  let low = 0;
  for await (const piece of lines.all(chunk)) {
    for (let at = 0; at < piece.length;) {
      const newline = piece.indexOf(NEWLINE, at);
      const pos = positionAt(piece, at, columns.pos);
      // A deletion may be written one base before its place.
      if (pos > last + 1) return;
      const reach = reachOf(reader, piece, at, newline, pos);
      // Wherever it belongs: the reader says what it is.
      if (pos < 0 || reach < pos) reader.read(textOf(piece, at, newline));
      const end = Math.max(pos, reach);
      while (low < asked.length && (asked[low]?.end ?? 0) + 1 < pos) low++;
      const near: Key[] = [];
      for (let i = low; i < asked.length && (asked[i]?.start ?? 0) <= end; i++) {
        const one = asked[i];
        if (one !== undefined && one.end + 1 >= pos) near.push(one.key);
      }
      // An END at POS or before it says nothing of where the line ends.
      const known = end > pos ? end : Infinity;
      for (const key of near) take(key, textOf(piece, at, newline), known);
      at = newline + 1;
    }
  }
}

/** Behind which position no key can lie that the line is of, nor before its own. */
function reachOf(
  { columns, lastAt }: RowReader,
  piece: Buffer,
  start: number,
  end: number,
  pos: number,
): number {
  if (lastAt !== undefined) return lastAt(piece, start, end) ?? Infinity;
  return pos + Math.max(1, columns.ref === null ? 1 : widthAt(piece, start, columns.ref));
}

/** Bytes of a column of the line that begins at `start`. */
function widthAt(lines: Buffer, start: number, column: number): number {
  let at = start;
  for (let tabs = 1; tabs < column; tabs++) at = lines.indexOf(TAB, at) + 1;
  const end = lines.indexOf(TAB, at);
  return (end < 0 ? lines.length : end) - at;
}
