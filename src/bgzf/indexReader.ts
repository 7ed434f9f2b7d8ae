/**
 * Reader of `.tbi` and `.csi` indexes (hts-specs tabix.pdf, CSIv1.pdf). A reference's bins are looked
 * at when a region on it is first asked for: of an index with 130,000 bins, a panel pays for its own
 * chromosomes. Regions are 0-based, half-open.
 */
import { readFileSync, statSync } from "node:fs";
import { ToolError } from "../core/errors.ts";
import { blockSizeAt, uint32 } from "./block.ts";
import { compareVirtual, mergeChunks } from "./chunks.ts";
import type { Chunk, VirtualOffset } from "./chunks.ts";
import { inflateBlocks } from "./inflate.ts";

export interface VcfIndex {
  path: string;
  kind: "tbi" | "csi";
  /** Contigs that have records, in file order, named as in the VCF. */
  names: string[];
  /**
   * Chunks that hold every record overlapping [startZeroBased, end), sorted and not overlapping; the
   * records in them still need a look at their position. Empty for an unknown contig.
   */
  blocksForRange: (name: string, startZeroBased: number, end: number) => Chunk[];
  /** Number of records of a contig; null when the index does not say. */
  recordCount: (name: string) => number | null;
}

const HINT = "Make the index again: `tabix -f -p vcf <file>`.";
const TBI_MAGIC = 0x01494254;
const CSI_MAGIC = 0x01495343;
const TBI_MIN_SHIFT = 14;
const TBI_DEPTH = 5;

/** Where the index of a local VCF is, if there is one: `.tbi`, else `.csi`. */
export function findIndex(vcfPath: string): { path: string; olderThanFile: boolean } | null {
  for (const path of [`${vcfPath}.tbi`, `${vcfPath}.csi`]) {
    const index = statSync(path, { throwIfNoEntry: false });
    if (index?.isFile() !== true) continue;
    return { path, olderThanFile: index.mtimeMs < statSync(vcfPath).mtimeMs };
  }
  return null;
}

/** @throws E_INDEX when the file is no index of a VCF or is damaged; E_IO when it cannot be read */
export function openIndex(path: string): VcfIndex {
  let stored: Uint8Array;
  try {
    stored = readFileSync(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ToolError("E_IO", `cannot read the index: ${why}`, { path, cause });
  }
  return parseIndex(inflateIndex(stored, path), path);
}

/** Verified content of an index file. Some tools leave a `.csi` uncompressed. @throws E_INDEX */
export function inflateIndex(stored: Uint8Array, path: string): Uint8Array {
  const magic = uint32(stored, 0);
  if (magic === CSI_MAGIC || magic === TBI_MAGIC) return stored;
  if (blockSizeAt(stored, 0) <= 0)
    throw new ToolError("E_INDEX", "not a .tbi or .csi index", { path, hint: HINT });
  try {
    return inflateBlocks(stored, 0, { path }).data;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ToolError("E_INDEX", `the index is damaged: ${why}`, { path, hint: HINT, cause });
  }
}

/** Bins of one reference: `offsets[bin]` is where its chunk count stands in the index, 0 for none. */
interface Bins {
  offsets: Map<number, number>;
  /** Linear index (.tbi alone): where its offsets stand, and how many. */
  linearAt: number;
  linearCount: number;
}

/** @internal exposed for tests: parses inflated bytes. @throws E_INDEX */
export function parseIndex(bytes: Uint8Array, path: string): VcfIndex {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fail = (what: string): ToolError =>
    new ToolError("E_INDEX", `the index is damaged: ${what}`, { path, hint: HINT });
  const int32 = (at: number): number => {
    if (at + 4 > bytes.length) throw fail(`it ends at byte ${bytes.length} of its content`);
    return view.getInt32(at, true);
  };
  const count = (at: number, itemBytes: number): number => {
    const n = int32(at);
    if (n < 0 || n * itemBytes > bytes.length - at)
      throw fail(`a count of ${n} at byte ${at} of its content`);
    return n;
  };
  const virtual = (at: number): VirtualOffset => {
    const low = view.getUint32(at, true);
    return { block: view.getUint32(at + 4, true) * 65_536 + (low >>> 16), within: low & 0xffff };
  };

  const magic = bytes.length < 4 ? 0 : view.getUint32(0, true);
  if (magic !== TBI_MAGIC && magic !== CSI_MAGIC) throw fail("not a .tbi or .csi index");
  const csi = magic === CSI_MAGIC;
  const minShift = csi ? int32(4) : TBI_MIN_SHIFT;
  const depth = csi ? int32(8) : TBI_DEPTH;
  if (minShift < 1 || minShift > 30 || depth < 1 || depth > 12)
    throw fail(`min_shift ${minShift}, depth ${depth}`);
  const aux = csi ? count(12, 1) : 0;
  if (csi && aux < 28)
    throw new ToolError("E_INDEX", "the .csi index names no contigs", { path, hint: HINT });
  const conf = csi ? 16 : 8;
  const format = int32(conf) & 0xffff;
  if (format !== 2)
    throw new ToolError("E_INDEX", `the index is of format ${format}, not of a VCF (2)`, {
      path,
      hint: HINT,
    });
  const namesAt = conf + 28;
  const names = splitNames(bytes.subarray(namesAt, namesAt + count(conf + 24, 1)));
  const refCountAt = csi ? 16 + aux : 4;
  const refCount = count(refCountAt, 8);
  if (names.length !== refCount) throw fail(`${refCount} references, but ${names.length} names`);

  /** Bytes from a bin's number to its chunk count, and the number of the first bin past the scheme. */
  const binHead = csi ? 12 : 4;
  const metaBin = (8 ** (depth + 1) - 1) / 7 + 1;
  /** Where each reference begins, found on the way to the one that is asked for. */
  const begins = [csi ? refCountAt + 4 : namesAt + int32(conf + 24)];

  /** Walks one reference's bins; returns where the next reference begins. */
  const walk = (at: number, visit: (bin: number, countAt: number) => void): number => {
    const binCount = count(at, binHead + 4);
    let next = at + 4;
    for (let i = 0; i < binCount; i++) {
      const chunks = count(next + binHead, 16);
      visit(view.getUint32(next, true), next + binHead);
      next += binHead + 4 + 16 * chunks;
    }
    return next;
  };
  const afterLinear = (at: number): number => (csi ? at : at + 4 + 8 * count(at, 8));
  const beginOf = (ref: number): number => {
    for (let known = begins.length - 1; known < ref; known++)
      begins.push(afterLinear(walk(begins[known] ?? 0, () => {})));
    return begins[ref] ?? 0;
  };
  const cache = new Map<number, Bins>();
  const binsOf = (ref: number): Bins => {
    const cached = cache.get(ref);
    if (cached !== undefined) return cached;
    const offsets = new Map<number, number>();
    const at = walk(beginOf(ref), (bin, countAt) => offsets.set(bin, countAt));
    if (begins.length === ref + 1) begins.push(afterLinear(at));
    const bins = { offsets, linearAt: at + 4, linearCount: csi ? 0 : count(at, 8) };
    cache.set(ref, bins);
    return bins;
  };

  const firstOfLevel = (level: number): number => (8 ** level - 1) / 7;
  const leafOf = (position: number): number =>
    firstOfLevel(depth) + Math.floor(position / 2 ** minShift);
  const parentOf = (bin: number): number => Math.floor((bin - 1) / 8);

  /** No record that reaches `start` begins before this place. */
  const lowest = ({ offsets, linearAt, linearCount }: Bins, start: number): VirtualOffset => {
    if (!csi) {
      if (linearCount === 0) return { block: 0, within: 0 };
      const window = Math.min(Math.floor(start / 2 ** TBI_MIN_SHIFT), linearCount - 1);
      return virtual(linearAt + 8 * window);
    }
    // The bin of `start`, else the nearest filled one to its left, else its parent, and so on up.
    for (let bin = leafOf(start); bin > 0;) {
      const countAt = offsets.get(bin);
      if (countAt !== undefined) return virtual(countAt - 8);
      bin = (bin - 1) % 8 === 0 ? parentOf(bin) : bin - 1;
    }
    const root = offsets.get(0);
    return root === undefined ? { block: 0, within: 0 } : virtual(root - 8);
  };
  /** Every record from this place on begins after `end`; null when there is no such place. */
  const highest = ({ offsets }: Bins, end: number): VirtualOffset | null => {
    for (let bin = leafOf(end - 1) + 1; bin < metaBin; bin++) {
      while ((bin - 1) % 8 === 0) bin = parentOf(bin);
      if (bin === 0) return null;
      const countAt = offsets.get(bin);
      if (countAt !== undefined && int32(countAt) > 0) return virtual(countAt + 4);
    }
    return null;
  };

  return {
    path,
    kind: csi ? "csi" : "tbi",
    names,
    blocksForRange(name, startZeroBased, end) {
      const ref = names.indexOf(name);
      const start = Math.max(0, startZeroBased);
      const last = Math.min(end, 2 ** (minShift + 3 * depth)) - 1;
      if (ref < 0 || last < start) return [];
      const bins = binsOf(ref);
      const low = lowest(bins, start);
      const high = highest(bins, last + 1);
      const found: Chunk[] = [];
      for (let level = 0; level <= depth; level++) {
        const width = 2 ** (minShift + 3 * (depth - level));
        const first = firstOfLevel(level);
        const to = first + Math.floor(last / width);
        for (let bin = first + Math.floor(start / width); bin <= to; bin++) {
          const countAt = bins.offsets.get(bin);
          if (countAt === undefined) continue;
          const chunks = int32(countAt);
          for (let i = 0; i < chunks; i++) {
            const minv = virtual(countAt + 4 + 16 * i);
            const maxv = virtual(countAt + 12 + 16 * i);
            if (compareVirtual(maxv, low) <= 0) continue;
            if (high !== null && compareVirtual(minv, high) >= 0) continue;
            found.push({ minv: compareVirtual(minv, low) < 0 ? low : minv, maxv });
          }
        }
      }
      return mergeChunks(found);
    },
    recordCount(name) {
      const ref = names.indexOf(name);
      if (ref < 0) return 0;
      const countAt = binsOf(ref).offsets.get(metaBin);
      if (countAt === undefined || int32(countAt) !== 2) return null;
      return Number(view.getBigUint64(countAt + 20, true) + view.getBigUint64(countAt + 28, true));
    },
  };
}

function splitNames(bytes: Uint8Array): string[] {
  const text = new TextDecoder().decode(bytes);
  return text === "" ? [] : text.replace(/\0$/, "").split("\0");
}
