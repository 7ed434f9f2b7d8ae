/**
 * Bases of an indexed FASTA file (`samtools faidx`): plain text with its `.fai`, or bgzipped with `.fai` and
 * `.gzi`; on disk, or over http(s) by byte ranges.
 */
import { canonicalChrom } from "../../core/assembly.ts";
import { sha256 } from "../../core/digest.ts";
import { ToolError } from "../../core/errors.ts";
import { blockSizeAt } from "../bgzf/block.ts";
import { bgzippedText } from "./bgzipped.ts";
import { byteOffset, indexFault, parseFai, parseGzi } from "./indexes.ts";
import { having, openStored, type ReadText, type Stored } from "./stored.ts";

export interface Fasta {
  path: string;
  /** In bytes, as it is stored. */
  size: number;
  /** Of the `.fai`: which sequence this is, without reading it. */
  indexSha256: string;
  /** Lengths by name, as the index has them. */
  lengths: ReadonlyMap<string, number>;
  /**
   * Upper-case bases of [start, end], 1-based and inclusive, cut at the contig's ends; "" for an unknown contig.
   * A remote file is read inside `having` alone.
   * @param name of a contig as the file writes it, or of a chromosome (1 to 22, X, Y, MT)
   * @throws ToolError E_IO, E_INDEX, E_BGZF
   */
  bases(name: string, start: number, end: number): string;
  close(): void;
}

const OTHER_FILES = "The index is for another file; rebuild it with `samtools faidx`.";
/** What the formats that name places by 32 bits hold. */
const MOST_BASES = 2 ** 31;

/**
 * @param path or an address, which takes `allowRemote`
 * @throws ToolError E_INPUT_MISSING, E_USAGE, E_INDEX, E_IO, E_REMOTE
 */
export async function openFasta(path: string, allowRemote: boolean = false): Promise<Fasta> {
  const { stored, beside } = await openStored(path, allowRemote);
  try {
    const index = async (suffix: string): Promise<Uint8Array> => {
      const bytes = await beside(suffix);
      if (bytes !== null) return bytes;
      throw new ToolError("E_INPUT_MISSING", `the reference has no ${suffix} index`, {
        path: `${path}${suffix}`,
        hint: "Run `samtools faidx <file>`.",
      });
    };
    const fai = await index(".fai");
    const contigs = parseFai(Buffer.from(fai).toString("utf8"), `${path}.fai`);
    const kind = await having(() => kindOf(stored));
    const text =
      kind === "plain"
        ? plainText(stored)
        : bgzippedText(stored, parseGzi(await index(".gzi"), `${path}.gzi`));
    return { ...fastaOf(stored, contigs, text), indexSha256: sha256(fai) };
  } catch (error) {
    stored.close();
    throw error;
  }
}

function kindOf(stored: Stored): "plain" | "bgzip" {
  const first = stored.read(0, Math.min(64, stored.size));
  if (first[0] !== 0x1f || first[1] !== 0x8b) return "plain";
  if (blockSizeAt(first, 0) > 0) return "bgzip";
  throw new ToolError("E_INDEX", "the reference is compressed with gzip, not bgzip", {
    path: stored.path,
    hint: "Compress and index it again: gunzip <file>, bgzip <file>, samtools faidx <file>.",
  });
}

function plainText(stored: Stored): ReadText {
  return (start, end) => {
    if (end > stored.size) throw beyond(stored);
    return stored.read(start, end);
  };
}

function beyond({ path, size }: Stored): ToolError {
  const message = `the index points to positions beyond the file's ${size} bytes`;
  return new ToolError("E_INDEX", message, { path: `${path}.fai`, hint: OTHER_FILES });
}

function fastaOf(
  stored: Stored,
  contigs: ReturnType<typeof parseFai>,
  text: ReadText,
): Omit<Fasta, "indexSha256"> {
  const chromosomes = new Map<string, string>();
  for (const [name, { length }] of contigs) {
    if (length > MOST_BASES) {
      const message = `${name} is said to have ${length} bases; none has more than ${MOST_BASES}`;
      throw indexFault(message, `${stored.path}.fai`);
    }
    const chrom = canonicalChrom(name);
    if (chrom !== null && !chromosomes.has(chrom)) chromosomes.set(chrom, name);
  }
  return {
    path: stored.path,
    size: stored.size,
    lengths: new Map([...contigs].map(([name, { length }]) => [name, length])),
    bases(name, start, end) {
      const contig = contigs.get(name) ?? contigs.get(chromosomes.get(name) ?? "");
      if (contig === undefined) return "";
      const from = Math.max(1, start) - 1;
      const to = Math.min(end, contig.length);
      if (from >= to) return "";
      const bytes = text(byteOffset(contig, from), byteOffset(contig, to - 1) + 1);
      const bases = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
        .toString("latin1")
        .replace(/[\r\n]+/g, "")
        .toUpperCase();
      if (bases.length !== to - from || !/^[A-Z*-]*$/.test(bases)) {
        const message = `no sequence where ${name} should be`;
        throw new ToolError("E_INDEX", message, { path: `${stored.path}.fai`, hint: OTHER_FILES });
      }
      return bases;
    },
    close: () => stored.close(),
  };
}
