/**
 * Rows of a GFF3 (Sequence Ontology's specification 1.26), on bytes: unwanted rows cost no string. Places are
 * 1-based and inclusive, as in the file. `##FASTA` ends the rows.
 */
import {
  ANOTHER_BUILD,
  type Assembly,
  asAssembly,
  buildOfAccession,
  buildOfLength,
  canonicalChrom,
} from "../core/assembly.ts";
import { BYTE } from "../core/bytes.ts";
import { parseHgncId } from "../core/gene.ts";
import { remembered } from "../core/once.ts";
import { ownText } from "../core/text.ts";
import { batchesOf } from "./text-lines.ts";

const { TAB, SPACE, NEWLINE, CARRIAGE_RETURN, HASH, COMMA, SEMICOLON, EQUALS, ZERO, NINE } = BYTE;
const COLUMNS = 9;

/** `%2C` and its like; other text as it is. */
function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `ID=gene:ENSG1;Name=A` as a table; values stay percent-encoded until they are asked for. "": there is none. */
export function attributes(text: string): (name: string) => string {
  return (name) => decoded(rawAttribute(text, name));
}

/** The parts of a value that is a list: `tag`, `Dbxref`, `Parent`. */
export function attributeList(text: string, name: string): string[] {
  const value = rawAttribute(text, name);
  return value === "" ? [] : value.split(",").map(decoded);
}

/**
 * The HGNC id that a gene's row tells (DEC-17), in all flavours: Ensembl's description ends in
 * `[Source:HGNC Symbol;Acc:HGNC:5]`, on GRCh37 in `Acc:5`; GENCODE has `hgnc_id`, RefSeq `Dbxref=HGNC:HGNC:5`.
 * @param text the ninth column
 */
export function hgncIdOfRow(text: string): string | null {
  const value = attributes(text);
  const described = /\[Source:HGNC\b[^;\]]*;Acc:([^\]]+)/.exec(value("description"))?.[1];
  const ref = attributeList(text, "Dbxref").find((entry) => entry.startsWith("HGNC:"));
  return parseHgncId(described ?? (value("hgnc_id") || (ref ?? "")));
}

function rawAttribute(text: string, name: string): string {
  const at = text.startsWith(`${name}=`) ? 0 : text.indexOf(`;${name}=`);
  // Some writers put a blank behind each semicolon.
  if (at < 0) return text.includes("; ") ? rawAttribute(text.replaceAll("; ", ";"), name) : "";
  const start = text.indexOf("=", at) + 1;
  const end = text.indexOf(";", start);
  return ownText(end < 0 ? text.slice(start) : text.slice(start, end));
}

/** Types of rows that are a whole chromosome or contig. */
export const WHOLE: ReadonlySet<string> = new Set(
  "chromosome region contig supercontig".split(" "),
);

/** What the lines that begin with #, and the rows of whole chromosomes, say of the whole file. */
export class Gff3Pragmas {
  readonly #builds = new Set<string>();
  isRefseq = false;
  isGencode = false;
  /** Ensembl's date, RefSeq's or GENCODE's release; "": not told. */
  release = "";
  /** Ensembl's release that GENCODE's is part of; "": not told. */
  ensembl = "";
  /** The features of a block end with ###: a file that has one ends with one. */
  hasEnds = false;

  /** The assembly, where all that is told agrees; null: nothing is told; undefined: two are, or another one. */
  get assembly(): Assembly | null | undefined {
    const [first, ...others] = this.#builds;
    if (first === undefined) return null;
    return (others.length === 0 ? asAssembly(first) : null) ?? undefined;
  }

  get builds(): string[] {
    return [...this.#builds].sort();
  }

  /** @param contig of a row */
  sawContig(contig: string): void {
    const build = buildOfAccession(contig);
    if (build !== null) this.#builds.add(build);
  }

  /** A row of a whole chromosome (`WHOLE`). @param source its second column, where Ensembl names the build */
  sawWhole(contig: string, source: string, end: number): void {
    this.sawContig(contig);
    this.#sawName(source);
    const build = buildOfLength(canonicalChrom(contig) ?? "", end);
    // A length that no build has is a window's.
    if (build !== null && build !== ANOTHER_BUILD) this.#builds.add(build);
  }

  #sawName(text: string): void {
    // GENCODE names the build it was made on, then the one it was mapped to.
    const build = /mapped to (\S+)/.exec(text)?.[1] ?? text;
    if (/GRCh38|hg38/i.test(build)) this.#builds.add("GRCh38");
    if (/GRCh37|hg19/i.test(build)) this.#builds.add("GRCh37");
  }

  add(line: string): void {
    if (line.startsWith("###")) this.hasEnds = true;
    const [name = "", ...rest] = line.replace(/^#+!?/, "").split(/\s+/);
    const value = rest.join(" ");
    if (/^(genome-build|genome-version|description:)$/.test(name)) this.#sawName(value);
    if (name === "sequence-region") {
      const [contig = "", , end = ""] = rest;
      this.sawWhole(contig, "", Number(end));
    }
    if (name === "processor" && /NCBI/i.test(value)) this.isRefseq = true;
    if (name === "provider:" && /GENCODE/i.test(value)) this.isGencode = true;
    if (name === "description:") {
      this.release = /version (\w+)/.exec(value)?.[1] ?? this.release;
      this.ensembl = /\(Ensembl (\d+)\)/.exec(value)?.[1] ?? "";
    }
    if (name === "annotation-source")
      this.release = /RS_[\d_]+|\d+\.\d{8}/.exec(value)?.[0] ?? value;
    if (name === "genebuild-last-updated" && this.release === "") this.release = value;
  }
}

/** The row at hand; what it gives is valid until the next one. */
export class Gff3Row {
  bytes: Buffer = Buffer.alloc(0);
  /** 1-based number of the line. */
  line = 0;
  /** Where each column begins; the last is where the line ends, and one more. */
  readonly at: Int32Array = new Int32Array(COLUMNS + 1);

  text(column: number): string {
    return this.bytes.toString("latin1", this.at[column], Number(this.at[column + 1]) - 1);
  }

  /** -1: no whole number. */
  number(column: number): number {
    let value = 0;
    const end = Number(this.at[column + 1]) - 1;
    let i = Number(this.at[column]);
    if (i === end || end - i > 10) return -1;
    for (; i < end; i++) {
      const digit = Number(this.bytes[i]);
      if (digit < ZERO || digit > NINE) return -1;
      value = 10 * value + digit - ZERO;
    }
    return value;
  }

  /** The ninth column, as UTF-8. */
  attributes(): string {
    return this.bytes.toString("utf8", this.at[8], Number(this.at[9]) - 1);
  }

  /**
   * Calls `each` with the bytes of every part of an attribute's value (parts end at commas), as they are: `decode` reads
   * one.
   * @param name in ASCII
   */
  parts(name: Buffer, each: (start: number, end: number) => void): void {
    const { bytes } = this;
    const lineEnd = Number(this.at[9]) - 1;
    for (let start = Number(this.at[8]); start < lineEnd;) {
      while (bytes[start] === SPACE) start++;
      let end = bytes.indexOf(SEMICOLON, start);
      if (end < 0 || end > lineEnd) end = lineEnd;
      if (this.#isNamed(start, end, name)) {
        for (let part = start + name.length + 1; part < end;) {
          let stop = part;
          while (stop < end && bytes[stop] !== COMMA) stop++;
          each(part, stop);
          part = stop + 1;
        }
        return;
      }
      start = end + 1;
    }
  }

  decode(start: number, end: number): string {
    return decoded(this.bytes.toString("utf8", start, end));
  }

  #isNamed(start: number, end: number, name: Buffer): boolean {
    const { bytes } = this;
    if (end - start <= name.length || bytes[start + name.length] !== EQUALS) return false;
    for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name[i]) return false;
    return true;
  }
}

/** What a file of features ended with. */
export interface Gff3End {
  /** Lines in all. */
  lines: number;
  /** The last line that is not blank. */
  last: string;
  /** Its number; 0: there is none. */
  lastLine: number;
  /** It has no line end. */
  isOpen: boolean;
  /** Before it, of the last rows of the file, the last one of its type; "": there is none. */
  before: string;
}

/**
 * Reads a plain, gzipped or bgzipped file to its end.
 * @param each called for every row of nine columns; @param odd for every other line that is no comment
 * @throws ToolError E_INPUT_MISSING, E_IO, E_BGZF*, E_LIMIT, and what the calls throw
 */
export async function readGff3(
  path: string,
  pragmas: Gff3Pragmas,
  each: (row: Gff3Row) => void,
  odd: (row: Gff3Row) => void,
): Promise<Gff3End> {
  const row = new Gff3Row();
  const found: Gff3End = { lines: 0, last: "", lastLine: 0, isOpen: false, before: "" };
  for await (const batch of batchesOf(path, { maxLineBytes: MOST_LINE_BYTES, isReused: true })) {
    const bytes = Buffer.from(batch.buffer, batch.byteOffset, batch.length);
    row.bytes = bytes;
    let last = { start: 0, end: 0 };
    for (let start = 0; start < bytes.length;) {
      let next = bytes.indexOf(NEWLINE, start);
      if (next < 0) next = bytes.length;
      const end = next > start && bytes[next - 1] === CARRIAGE_RETURN ? next - 1 : next;
      row.line += 1;
      if (bytes[start] === HASH) {
        const text = bytes.toString("utf8", start, end);
        if (text.startsWith("##FASTA"))
          return { ...found, lines: row.line, last: "##FASTA", lastLine: row.line, isOpen: false };
        pragmas.add(text);
      } else if (end > start) {
        if (findColumns(row, start, end)) each(row);
        else odd(row);
      }
      if (end > start) {
        last = { start, end };
        found.lastLine = row.line;
      }
      start = next + 1;
    }
    if (last.end === 0) continue;
    found.last = bytes.toString("latin1", last.start, last.end);
    found.isOpen = last.end === bytes.length;
    if (found.isOpen) found.before = sameTypeBefore(bytes, last.start, found.last);
  }
  return { ...found, lines: row.line };
}

/** Of the rows before the last one, the last of its type; "": there is none. */
function sameTypeBefore(bytes: Buffer, start: number, last: string): string {
  const [, , type] = last.split("\t");
  const lines = bytes.toString("latin1", 0, start).split(/\r?\n/);
  return lines.findLast((line) => !line.startsWith("#") && line.split("\t")[2] === type) ?? "";
}

/** Of one line; those of RefSeq with the longest notes have some 20 kB. */
const MOST_LINE_BYTES = 1 << 20;

function findColumns({ bytes, at }: Gff3Row, start: number, end: number): boolean {
  let column = 1;
  at[0] = start;
  for (let i = start; i < end && column < COLUMNS; i++) if (bytes[i] === TAB) at[column++] = i + 1;
  at.fill(end + 1, column);
  return column === COLUMNS;
}

/** The same text for the same bytes, without making it each time: contigs and types have few spellings. */
export class FewTexts {
  readonly #known = new Map<number, { bytes: Buffer; text: string }>();

  of(bytes: Buffer, start: number, end: number): string {
    let key = end - start;
    for (let i = start; i < end; i++) key = (Math.imul(key, 31) + Number(bytes[i])) | 0;
    const known = remembered(this.#known, key, () => ({
      bytes: Buffer.from(bytes.subarray(start, end)),
      text: bytes.toString("latin1", start, end),
    }));
    const isSame =
      known.bytes.length === end - start && known.bytes.compare(bytes, start, end) === 0;
    return isSame ? known.text : bytes.toString("latin1", start, end);
  }
}

/** A word that names a file, not a release. */
export function isGff3(word: string): boolean {
  return /[/\\]/.test(word) || /\.gff3?(?:\.b?gz)?$/i.test(word);
}
