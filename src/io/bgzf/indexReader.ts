/**
 * Reader of `.tbi` and `.csi` indexes (hts-specs tabix.pdf, CSIv1.pdf). A reference's bins are looked
 * at when a region on it is first asked for; the bins of those before it are only counted past. Regions are 0-based, half-open.
 */
import { readFileSync, statSync } from "node:fs";
import { messageOf, ToolError } from "../../core/errors.ts";
import { LIMITS, sizeText } from "../../core/limits.ts";
import { blockSizeAt, uint32 } from "./block.ts";
import { type Chunk, compareVirtual, mergeChunks, type VirtualOffset } from "./chunks.ts";
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
}

const HINT = "Rebuild the index with `tabix -f -p vcf <file>`.";
const TBI_MAGIC = 0x01494254;
const CSI_MAGIC = 0x01495343;
const TBI_MIN_SHIFT = 14;
const TBI_DEPTH = 5;
/** Deeper schemes (contigs beyond 34 Gb, or bins below 16 kb) would need tables of many MB. */
const MAX_DEPTH = 7;
const VCF_FORMAT = 2;

/** Where the index of a local VCF is, if there is one: `.tbi`, else `.csi`. */
export function findIndex(vcfPath: string): { path: string; olderThanFile: boolean } | null {
  for (const path of [`${vcfPath}.tbi`, `${vcfPath}.csi`]) {
    const index = statSync(path, { throwIfNoEntry: false });
    if (index?.isFile() !== true) continue;
    return { path, olderThanFile: index.mtimeMs < statSync(vcfPath).mtimeMs };
  }
  return null;
}

/**
 * @param of `any`: of a table too, not of a VCF alone
 * @throws E_INDEX when the file is no such index or is damaged; E_IO when it cannot be read
 */
export function openIndex(path: string, of: "vcf" | "any" = "vcf"): VcfIndex {
  let stored: Uint8Array;
  try {
    stored = readFileSync(path);
  } catch (cause) {
    throw new ToolError("E_IO", `cannot read the index: ${messageOf(cause)}`, { path, cause });
  }
  return parseIndex(inflateIndex(stored, path), path, of);
}

/** Verified content of an index file. Some tools leave a `.csi` uncompressed. @throws E_INDEX */
export function inflateIndex(stored: Uint8Array, path: string): Uint8Array {
  const magic = uint32(stored, 0);
  // Whoever stored it may keep it.
  if (magic === CSI_MAGIC || magic === TBI_MAGIC) return Uint8Array.from(stored);
  if (blockSizeAt(stored, 0) <= 0)
    throw new ToolError("E_INDEX", "not a .tbi or .csi index", { path, hint: HINT });
  if (inflatedBytes(stored) > LIMITS.indexBytes)
    throw new ToolError(
      "E_INDEX",
      `the index unpacks to more than ${sizeText(LIMITS.indexBytes)}`,
      { path, hint: HINT },
    );
  try {
    return inflateBlocks(stored, 0, { path }).data;
  } catch (cause) {
    throw new ToolError("E_INDEX", `the index is damaged: ${messageOf(cause)}`, {
      path,
      hint: HINT,
      cause,
    });
  }
}

/** By what the blocks say of themselves, which zlib holds them to. */
function inflatedBytes(stored: Uint8Array): number {
  let total = 0;
  for (let at = 0; at < stored.length;) {
    const size = blockSizeAt(stored, at);
    if (size <= 0 || at + size > stored.length) break;
    total += uint32(stored, at + size - 4);
    at += size;
  }
  return total;
}

/** Bins of one reference; places are counted in `words` (32-bit words of the index). */
interface Bins {
  /** By bin number: where its chunk count stands; 0 for a bin without records. */
  countAt: Int32Array;
  /** Linear index (.tbi alone): where its offsets stand, and how many. */
  linearAt: number;
  linearCount: number;
}

/**
 * @internal exposed for tests: parses inflated bytes, which are the index's own from now on. @throws E_INDEX
 */
export function parseIndex(bytes: Uint8Array, path: string, of: "vcf" | "any" = "vcf"): VcfIndex {
  const fail = (what: string): ToolError =>
    new ToolError("E_INDEX", `the index is damaged: ${what}`, { path, hint: HINT });
  const int32 = (at: number): number => {
    if (at + 4 > bytes.length) throw fail(`its content ends at byte ${bytes.length}`);
    return uint32(bytes, at) | 0;
  };
  const magic = uint32(bytes, 0);
  if (magic !== TBI_MAGIC && magic !== CSI_MAGIC) throw fail("not a .tbi or .csi index");
  const csi = magic === CSI_MAGIC;
  const minShift = csi ? int32(4) : TBI_MIN_SHIFT;
  const depth = csi ? int32(8) : TBI_DEPTH;
  if (minShift < 1 || minShift > 30 || depth < 1 || depth > MAX_DEPTH)
    throw fail(`min_shift ${minShift}, depth ${depth}`);
  const auxBytes = csi ? int32(12) : 0;
  if (csi && auxBytes < 28) throw fail("it does not name any contigs");
  const conf = csi ? 16 : 8;
  const format = int32(conf) & 0xffff;
  if (of === "vcf" && format !== VCF_FORMAT)
    throw fail(`its format is ${format}, not that of a VCF (${VCF_FORMAT})`);
  const namesAt = conf + 28;
  const namesEnd = namesAt + int32(conf + 24);
  const names = splitNames(bytes.subarray(namesAt, namesEnd));
  const refCount = int32(csi ? 16 + auxBytes : 4);
  if (names.length !== refCount)
    throw fail(`it has ${refCount} references, but ${names.length} names`);

  const from = csi ? 20 + auxBytes : namesEnd;
  const words = wordsFrom(bytes, from);
  const wordCount = words.length;
  const count = (at: number, itemWords: number): number => {
    const n = words[at] ?? -1;
    if (n < 0 || n * itemWords > wordCount - at - 1)
      throw fail(`an impossible count of ${n} at byte ${from + 4 * at} of its content`);
    return n;
  };
  const virtual = (at: number): VirtualOffset => {
    const low = words[at] ?? 0;
    const high = (words[at + 1] ?? 0) >>> 0;
    return { block: high * 65_536 + (low >>> 16), within: low & 0xffff };
  };

  /** Words from a bin's number to its chunk count. */
  const binHead = csi ? 3 : 1;
  const metaBin = firstOfLevel(depth + 1) + 1;
  /** Where each reference begins, found on the way to the one that is asked for. */
  const begins = [0];

  /** Walks one reference's bins, noting them in `into`; returns where they end. */
  const walk = (begin: number, into: Int32Array | null): number => {
    let at = begin + 1;
    for (let left = count(begin, binHead + 1); left > 0; left--) {
      const countAt = at + binHead;
      const chunks = words[countAt] ?? -1;
      const next = countAt + 1 + 4 * chunks;
      if (chunks < 0 || next > wordCount) throw fail(`an impossible number of chunks, ${chunks}`);
      const bin = (words[at] ?? 0) >>> 0;
      if (into !== null && bin < into.length) into[bin] = countAt;
      at = next;
    }
    return at;
  };
  const afterLinear = (at: number): number => (csi ? at : at + 1 + 2 * count(at, 2));
  const beginOf = (ref: number): number => {
    for (let known = begins.length - 1; known < ref; known++)
      begins.push(afterLinear(walk(begins[known] ?? 0, null)));
    return begins[ref] ?? 0;
  };
  // Of one reference at a time: callers ask contig by contig, and a table for each costs 150 kB.
  let table: Int32Array | null = null;
  let held: { ref: number; bins: Bins } | null = null;
  const binsOf = (ref: number): Bins => {
    if (held?.ref === ref) return held.bins;
    held = null;
    table = table?.fill(0) ?? new Int32Array(metaBin + 1);
    const end = walk(beginOf(ref), table);
    if (begins.length === ref + 1) begins.push(afterLinear(end));
    const bins = { countAt: table, linearAt: end + 1, linearCount: csi ? 0 : count(end, 2) };
    held = { ref, bins };
    return bins;
  };

  const leafOf = (position: number): number =>
    firstOfLevel(depth) + Math.floor(position / 2 ** minShift);

  /** No record that reaches `start` begins before this place. */
  const lowest = ({ countAt, linearAt, linearCount }: Bins, start: number): VirtualOffset => {
    if (!csi) {
      if (linearCount === 0) return { block: 0, within: 0 };
      const window = Math.min(Math.floor(start / 2 ** TBI_MIN_SHIFT), linearCount - 1);
      return virtual(linearAt + 2 * window);
    }
    // The bin of `start`, else the nearest filled one to its left, else its parent, and so on up.
    for (let bin = leafOf(start); bin > 0; bin = (bin - 1) % 8 === 0 ? parentOf(bin) : bin - 1) {
      const at = countAt[bin] ?? 0;
      if (at > 0) return virtual(at - 2);
    }
    const root = countAt[0] ?? 0;
    return root === 0 ? { block: 0, within: 0 } : virtual(root - 2);
  };
  /** Every record from this place on begins after `end`; null when there is no such place. */
  const highest = ({ countAt }: Bins, end: number): VirtualOffset | null => {
    for (let bin = leafOf(end - 1) + 1; bin < metaBin; bin++) {
      while ((bin - 1) % 8 === 0) bin = parentOf(bin);
      if (bin === 0) return null;
      const at = countAt[bin] ?? 0;
      if (at > 0 && (words[at] ?? 0) > 0) return virtual(at + 1);
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
          const at = bins.countAt[bin] ?? 0;
          const chunks = at > 0 ? (words[at] ?? 0) : 0;
          for (let i = 0; i < chunks; i++) {
            const minv = virtual(at + 1 + 4 * i);
            const maxv = virtual(at + 3 + 4 * i);
            if (compareVirtual(maxv, low) <= 0) continue;
            if (high !== null && compareVirtual(minv, high) >= 0) continue;
            found.push({ minv: compareVirtual(minv, low) < 0 ? low : minv, maxv });
          }
        }
      }
      return mergeChunks(found);
    },
  };
}

/**
 * All that follows the names is 32-bit words. They are moved in place until they are aligned: a copy of a large
 * index costs more than reading it.
 */
function wordsFrom(bytes: Uint8Array, from: number): Int32Array {
  const start = from - ((bytes.byteOffset + from) % 4);
  if (start < from) bytes.copyWithin(start, from);
  return new Int32Array(bytes.buffer, bytes.byteOffset + start, (bytes.length - from) >> 2);
}

function firstOfLevel(level: number): number {
  return (8 ** level - 1) / 7;
}

function parentOf(bin: number): number {
  return Math.floor((bin - 1) / 8);
}

function splitNames(bytes: Uint8Array): string[] {
  const text = new TextDecoder().decode(bytes);
  return text === "" ? [] : text.replace(/\0$/, "").split("\0");
}
