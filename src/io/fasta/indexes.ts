/** The indexes of a FASTA file: `.fai` (where each contig lies in the text) and `.gzi` (where the text lies in the blocks). */
import { ToolError } from "../../core/errors.ts";

interface Contig {
  length: number;
  offset: number;
  lineBases: number;
  lineBytes: number;
}

/** Where blocks begin, in bytes of the file and of its text. */
export interface BlockPlaces {
  stored: Float64Array;
  text: Float64Array;
}

/** @internal */
export function indexFault(message: string, path: string, line?: number): ToolError {
  return new ToolError("E_INDEX", message, {
    path,
    line,
    hint: "Run `samtools faidx <file>` again.",
  });
}

/** Byte offset in the text of the base at a 0-based place. */
export function byteOffset({ offset, lineBases, lineBytes }: Contig, at: number): number {
  return offset + Math.floor(at / lineBases) * lineBytes + (at % lineBases);
}

/** @throws ToolError E_INDEX */
export function parseFai(text: string, path: string): Map<string, Contig> {
  const contigs = new Map<string, Contig>();
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line === "") continue;
    const [name = "", ...numbers] = line.split("\t");
    const [length = -1, offset = -1, lineBases = 0, lineBytes = 0] = numbers.map(Number);
    const sound =
      numbers.length >= 4 &&
      [length, offset, lineBases, lineBytes].every((n) => Number.isSafeInteger(n) && n >= 0) &&
      (length === 0 || (lineBases > 0 && lineBytes > lineBases && lineBytes <= lineBases + 2));
    if (name === "" || !sound)
      throw indexFault(`not a line of a .fai index: ${line.slice(0, 80)}`, path, i + 1);
    contigs.set(name, { length, offset, lineBases, lineBytes });
  }
  return contigs;
}

/** A count, then pairs of places, 64 bits each; the first block, at 0, is not among them. @throws ToolError E_INDEX */
export function parseGzi(bytes: Uint8Array, path: string): BlockPlaces {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = bytes.length < 8 ? -1 : Number(view.getBigUint64(0, true));
  if (bytes.length !== 8 + 16 * count)
    throw indexFault(`not a .gzi index: ${bytes.length} bytes for ${count} blocks`, path);
  const places = { stored: new Float64Array(count + 1), text: new Float64Array(count + 1) };
  for (let i = 1; i <= count; i++) {
    const at = 16 * i - 8;
    places.stored[i] = Number(view.getBigUint64(at, true));
    places.text[i] = Number(view.getBigUint64(at + 8, true));
    const grows = (column: Float64Array): boolean => Number(column[i]) >= Number(column[i - 1]);
    if (!grows(places.stored) || !grows(places.text))
      throw indexFault(`block ${i} begins before the previous block`, path);
  }
  return places;
}
