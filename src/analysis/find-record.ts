/** Finds the first records, or those at or overlapping a position: by index if there is one, else by reading on. */
import { closeSync, fstatSync, openSync } from "node:fs";
import { RangeInflater } from "../io/bgzf/index.ts";
import { canonicalChrom } from "../core/assembly.ts";
import { BYTE } from "../core/bytes.ts";
import type { Policy } from "../core/policy.ts";
import type { Input } from "./input.ts";
import { inflatedPieces } from "./input-lines.ts";

/** Lines whose CHROM (by any alias) and POS are these. Streams cannot be read twice: null. */
export function recordsAt(
  input: Input,
  chrom: string,
  pos: number,
  policy: Policy,
): string[] | null {
  return linesIn(input, { chrom, start: pos, end: pos }, policy, (line) => isAt(line, chrom, pos));
}

/** Lines whose REF touches [start, end], 1-based. Streams cannot be read twice: null. */
export function recordsOver(
  input: Input,
  place: { chrom: string; start: number; end: number },
  policy: Policy,
): string[] | null {
  return linesIn(input, place, policy, (line) => isOver(line, place));
}

/** Whether the line's REF touches the place. */
export function isOver(
  line: string,
  place: { chrom: string; start: number; end: number },
): boolean {
  const [contig = "", pos = "", , ref = ""] = line.split("\t", 4);
  const first = Number(pos);
  if (first > place.end || first + ref.length - 1 < place.start) return false;
  return canonicalChrom(contig) === place.chrom;
}

function linesIn(
  input: Input,
  { chrom, start, end }: { chrom: string; start: number; end: number },
  policy: Policy,
  wanted: (line: string) => boolean,
): string[] | null {
  if (input.kind !== "bgzf" || input.size === null || input.remote !== null) return null;
  const fd = openSync(input.path, "r");
  try {
    const inflater = new RangeInflater({
      fd,
      size: fstatSync(fd).size,
      path: input.path,
      limits: policy.limits,
    });
    const { firstRecord } = input;
    // An index that is older than the file may not know the record.
    const index = input.indexOlderThanFile ? null : input.index;
    const chunks =
      index === null
        ? [{ minv: firstRecord ?? { block: 0, within: 0 }, maxv: { block: input.size, within: 0 } }]
        : index.names
            .filter((name) => canonicalChrom(name) === chrom)
            .flatMap((name) => index.blocksForRange(name, start - 1, end));
    const found: string[] = [];
    for (const chunk of chunks) {
      let rest = "";
      for (const piece of inflater.readChunk(chunk)) {
        const lines = (rest + Buffer.from(piece.data).toString("latin1")).split("\n");
        rest = lines.pop() ?? "";
        found.push(...lines.filter(wanted));
      }
      if (wanted(rest)) found.push(rest);
    }
    return found.map((line) => Buffer.from(line.replace(/\r$/, ""), "latin1").toString("utf8"));
  } finally {
    closeSync(fd);
  }
}

function isAt(line: string, chrom: string, pos: number): boolean {
  const tab = line.indexOf("\t");
  if (tab < 0) return false;
  const second = line.indexOf("\t", tab + 1);
  return (
    line.slice(tab + 1, second) === String(pos) && canonicalChrom(line.slice(0, tab)) === chrom
  );
}

/**
 * The file's first records, at most so many, of its first pieces alone. A stream is used up by it.
 * @returns null: an address, which is read by place alone
 */
export async function firstRecords(
  input: Input,
  most: number,
  policy: Policy,
): Promise<string[] | null> {
  const pieces = piecesOf(input, policy);
  return pieces === null ? null : linesOf(pieces, most);
}

/**
 * Every line that holds a piece of text and is wanted, read once from its beginning. A stream is used up by it.
 * @returns null: an address, which is read by place alone
 */
export async function linesHolding(
  input: Input,
  piece: string,
  policy: Policy,
  isWanted: (line: string) => boolean = () => true,
): Promise<string[] | null> {
  const pieces = piecesOf(input, policy);
  return pieces === null ? null : holding(pieces, piece, isWanted);
}

type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** What stands behind the header; null: an address. */
function piecesOf(input: Input, policy: Policy): Pieces | null {
  if (input.remote !== null) return null;
  return input.text ?? inflatedPieces(input, policy.limits);
}

async function linesOf(pieces: Pieces, most: number): Promise<string[]> {
  let text = "";
  for await (const piece of pieces) {
    text += Buffer.from(piece).toString("latin1");
    if (text.split("\n", most + 1).length > most) break;
  }
  return text
    .split("\n", most)
    .map((line) => line.replace(/\r$/, ""))
    .filter((line) => line !== "");
}

/** The piece is looked for in bytes: most lines are never made text. */
async function holding(
  pieces: Pieces,
  piece: string,
  isWanted: (line: string) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  let rest = Buffer.alloc(0);
  const look = (whole: Buffer): void => {
    for (let at = whole.indexOf(piece); at >= 0;) {
      const start = whole.lastIndexOf(BYTE.NEWLINE, at) + 1;
      const next = whole.indexOf(BYTE.NEWLINE, at);
      const end = next < 0 ? whole.length : next;
      const line = whole.toString("utf8", start, end).replace(/\r$/, "");
      if (isWanted(line)) found.push(line);
      at = whole.indexOf(piece, end);
    }
  };
  for await (const bytes of pieces) {
    const whole = Buffer.concat([rest, bytes]);
    const cut = whole.lastIndexOf(BYTE.NEWLINE) + 1;
    look(whole.subarray(0, cut));
    rest = whole.subarray(cut);
  }
  look(rest);
  return found;
}
