/**
 * A source's rows for some regions, read once and kept: the server learns which panel is used, and nothing about a
 * patient.
 */
import { canonicalChrom, chromosomeOrder } from "../core/assembly.ts";
import { BYTE } from "../core/bytes.ts";
import { ToolError } from "../core/errors.ts";
import { DEFAULT_POLICY } from "../core/policy.ts";
import { countBefore } from "../core/sorted.ts";
import { inTurns } from "../io/turn.ts";
import {
  inChunks,
  lineTooLong,
  mergeChunks,
  positionAt,
  type RemoteAccess,
} from "../io/bgzf/index.ts";
import { fileOf } from "./answer.ts";
import { openTabix, textOf, type Tabix } from "./tabix.ts";
import type { Place, SourceSpec } from "./types.ts";
import { type Region, ValuesWriter } from "./values-file.ts";

const { NEWLINE } = BYTE;
const { limits } = DEFAULT_POLICY;

/** Compressed bytes between two regions' chunks that are read along: a request costs as much. */
const NEAR_BYTES = 32 << 10;

interface Prefetched {
  data: Buffer;
  rows: number;
  /** Bases of all regions. */
  bases: number;
  /** Chromosomes of the regions that the source has no record of. */
  absent: string[];
}

/**
 * @param places in any order, overlapping or not
 * @param onRead compressed bytes as they come
 * @throws ToolError of a source that cannot be read, or whose field or build is another
 */
export async function prefetch(
  spec: SourceSpec,
  places: readonly Place[],
  access: RemoteAccess,
  onRead: (bytes: number, rows: number) => void,
): Promise<Prefetched> {
  if (spec.format === "echtvar")
    throw new ToolError(
      "E_USAGE",
      `source '${spec.name}' is an echtvar file, which needs no prefetching`,
      {
        path: spec.file,
        hint: "Download the file and declare the local copy; it is read directly.",
      },
    );
  const regions = regionsOf(places);
  const writer = new ValuesWriter(spec, regions);
  const absent: string[] = [];
  const chroms = Object.keys(regions);
  const perChrom = spec.file.includes("{chrom}");
  for (const group of perChrom ? chroms.map((chrom) => [chrom]) : [chroms]) {
    const path = fileOf(spec, group[0] ?? "");
    // oxlint-disable-next-line no-await-in-loop -- one file after the other: bounded memory
    const file = await openTabix(spec, path, access);
    try {
      for (const chrom of group) {
        const name = file.index.names.find((one) => canonicalChrom(one) === chrom);
        if (name === undefined) absent.push(chrom);
        // oxlint-disable-next-line no-await-in-loop -- in the order of the chromosomes
        else await walk(file, { chrom, name, regions: regions[chrom] ?? [] }, writer, onRead);
      }
    } finally {
      file.ranges.close();
    }
  }
  const bases = Object.values(regions)
    .flat()
    .reduce((sum, [start, end]) => sum + end - start + 1, 0);
  return { data: writer.finish(), rows: writer.rows, bases, absent };
}

async function walk(
  { ranges, index, reader }: Tabix,
  { chrom, name, regions }: { chrom: string; name: string; regions: readonly Region[] },
  writer: ValuesWriter,
  onRead: (bytes: number, rows: number) => void,
): Promise<void> {
  const lists = regions.map(([start, end]) => index.blocksForRange(name, start - 1, end));
  const chunks = mergeChunks(lists.flat(), NEAR_BYTES);
  let rest: Buffer = Buffer.alloc(0);
  let last = chunks[0];
  const cursor = { at: 0 };
  for await (const { chunk, data } of inChunks(ranges, chunks, limits)) {
    if (chunk !== last) {
      await inTurns(keep(rest));
      rest = Buffer.alloc(0);
    }
    last = chunk;
    const whole = data.lastIndexOf(NEWLINE) + 1;
    const lines = Buffer.concat([rest, data.subarray(0, whole)]);
    rest = Buffer.concat([whole === 0 ? rest : Buffer.alloc(0), data.subarray(whole)]);
    if (rest.length > limits.maxLineBytes) throw lineTooLong(ranges.path, rest.length, limits);
    if (whole > 0) await inTurns(keep(lines));
    onRead(data.length, writer.rows);
  }
  await inTurns(keep(rest));

  function* keep(lines: Buffer): Generator<void, void> {
    for (let at = 0; at < lines.length;) {
      const newline = lines.indexOf(NEWLINE, at);
      const end = newline < 0 ? lines.length : newline;
      const pos = positionAt(lines, at, reader.columns.pos);
      if (pos < 0 || reaches(pos, widest(lines, at, end)))
        for (const row of reader.read(textOf(lines, at, end)))
          if (isIn(regions, row.pos)) writer.add(chrom, row, pos);
      at = end + 1;
    }
    yield;
  }

  /** Alleles of a record may lie as far behind its position as its line is long. */
  function reaches(pos: number, width: number): boolean {
    while (cursor.at < regions.length && (regions[cursor.at]?.[1] ?? 0) < pos) cursor.at++;
    const next = regions[cursor.at];
    return next !== undefined && next[0] <= pos + width;
  }

  function widest(lines: Buffer, start: number, end: number): number {
    if (reader.columns.ref === null) return 0;
    let at = start;
    for (let tabs = 1; tabs < reader.columns.ref; tabs++) at = lines.indexOf(9, at) + 1;
    const tab = lines.indexOf(9, at);
    return (tab < 0 || tab > end ? end : tab) - at;
  }
}

function isIn(regions: readonly Region[], pos: number): boolean {
  const at = countBefore(regions.length, (i) => (regions[i]?.[1] ?? 0) < pos);
  return (regions[at]?.[0] ?? Infinity) <= pos;
}

/** By chromosome in their order, sorted, neighbours joined. */
function regionsOf(places: readonly Place[]): Record<string, Region[]> {
  const chroms = [...new Set(places.map(({ chrom }) => chrom))].sort(
    (a, b) => chromosomeOrder(a) - chromosomeOrder(b),
  );
  return Object.fromEntries(
    chroms.map((chrom) => {
      const joined: [number, number][] = [];
      const own = places.filter((place) => place.chrom === chrom);
      for (const { start, end } of own.toSorted((a, b) => a.start - b.start)) {
        const last = joined.at(-1);
        if (last !== undefined && start <= last[1] + 1) last[1] = Math.max(last[1], end);
        else joined.push([Math.max(1, start), end]);
      }
      return [chrom, joined];
    }),
  );
}
