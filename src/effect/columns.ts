/** The columns of transcripts on one SharedArrayBuffer: which exist, their contents and layout. */
import { CHROMOSOMES } from "../core/assembly.ts";
import { openNames } from "./names.ts";
import type { TranscriptColumns, TranscriptSlice } from "./types.ts";

/** How many there are of everything that a column may have a row for. */
export interface Counts {
  transcripts: number;
  genes: number;
  exons: number;
  rows: number;
  secs: number;
  blocks: number;
  /** Bytes of bases: four bases each. */
  bases: number;
  unknowns: number;
  /** Bytes of names. */
  text: number;
}

export const COUNTS = [
  "transcripts",
  "genes",
  "exons",
  "rows",
  "secs",
  "blocks",
  "bases",
  "unknowns",
  "text",
] as const satisfies (keyof Counts)[];

type Wide = Int32Array | Uint32Array;
type Narrow = Int8Array | Uint8Array;
type NameOf<T> = {
  [K in keyof TranscriptColumns]: TranscriptColumns[K] extends T ? K : never;
}[keyof TranscriptColumns];

/** Columns of 32 bits that hold the same wherever the transcripts stand, with what they have a row for. */
export const WIDE = [
  ["start", "transcripts"],
  ["end", "transcripts"],
  ["flags", "transcripts"],
  ["cdsStart", "transcripts"],
  ["cdsEnd", "transcripts"],
  ["gapAt", "transcripts"],
  ["exonStart", "exons"],
  ["exonEnd", "exons"],
  ["rowStart", "rows"],
  ["rowEnd", "rows"],
  ["secAt", "secs"],
  ["blockStart", "blocks"],
  ["blockEnd", "blocks"],
] as const satisfies (readonly [NameOf<Wide>, keyof Counts])[];

/** Columns of bytes. */
export const NARROW = [
  ["strand", "transcripts"],
  ["biotype", "transcripts"],
  ["phase", "transcripts"],
  ["tsl", "transcripts"],
  ["appris", "transcripts"],
  ["bases", "bases"],
] as const satisfies (readonly [NameOf<Narrow>, keyof Counts])[];

/** Columns whose numbers count from the first of the slice: other parts begin where the part before ends. */
export const OFFSETS = [
  ["gene", "transcripts", "genes", 1],
  ["blockAt", "blocks", "bases", 4],
  ["unknownFrom", "unknowns", "bases", 4],
  ["unknownTo", "unknowns", "bases", 4],
] as const satisfies (readonly [NameOf<Int32Array>, keyof Counts, keyof Counts, number])[];

/** Columns of first rows, with what the rows are of. */
export const FIRST = [
  ["exonFrom", "exons"],
  ["rowFrom", "rows"],
  ["secFrom", "secs"],
] as const satisfies (readonly [NameOf<Int32Array>, keyof Counts])[];

/** Empty columns of these sizes. */
export function newColumns(counts: Counts): TranscriptColumns {
  const places = new Map<string, [at: number, length: number]>();
  let size = 0;
  const put = (name: string, length: number, bytes: number): void => {
    places.set(name, [size, length]);
    size += length * bytes;
  };
  for (const [name, of] of [...WIDE, ...OFFSETS]) put(name, counts[of], 4);
  for (const [name] of FIRST) put(name, counts.transcripts + 1, 4);
  for (const name of ["chromFrom", "blockFrom"]) put(name, CHROMOSOMES.length + 1, 4);
  for (const [name, of] of NARROW) put(name, counts[of], 1);
  const buffer = new SharedArrayBuffer(size);
  const place = (name: string): [number, number] => places.get(name) ?? [0, 0];
  const int32 = (name: NameOf<Int32Array>): Int32Array => new Int32Array(buffer, ...place(name));
  const uint8 = (name: NameOf<Uint8Array>): Uint8Array => new Uint8Array(buffer, ...place(name));
  return {
    count: counts.transcripts,
    chromFrom: int32("chromFrom"),
    start: int32("start"),
    end: int32("end"),
    strand: new Int8Array(buffer, ...place("strand")),
    flags: new Uint32Array(buffer, ...place("flags")),
    biotype: uint8("biotype"),
    gene: int32("gene"),
    tsl: uint8("tsl"),
    appris: uint8("appris"),
    exonFrom: int32("exonFrom"),
    exonStart: int32("exonStart"),
    exonEnd: int32("exonEnd"),
    cdsStart: int32("cdsStart"),
    cdsEnd: int32("cdsEnd"),
    phase: uint8("phase"),
    rowFrom: int32("rowFrom"),
    rowStart: int32("rowStart"),
    rowEnd: int32("rowEnd"),
    secFrom: int32("secFrom"),
    secAt: int32("secAt"),
    gapAt: int32("gapAt"),
    blockFrom: int32("blockFrom"),
    blockStart: int32("blockStart"),
    blockEnd: int32("blockEnd"),
    blockAt: int32("blockAt"),
    bases: uint8("bases"),
    unknownFrom: int32("unknownFrom"),
    unknownTo: int32("unknownTo"),
  };
}

export function countsOf({ columns, names }: TranscriptSlice): Counts {
  return {
    transcripts: columns.count,
    genes: openNames(names).genes,
    exons: columns.exonStart.length,
    rows: columns.rowStart.length,
    secs: columns.secAt.length,
    blocks: columns.blockStart.length,
    bases: columns.bases.length,
    unknowns: columns.unknownFrom.length,
    text: names.text.length,
  };
}

/** Copies every column that `to` has room for: `to` differs from `from` in sizes of others alone. */
export function copyColumns(from: TranscriptColumns, to: TranscriptColumns, others: RegExp): void {
  const tables = [...WIDE, ...OFFSETS, ...FIRST, ...NARROW].map(([name]) => name);
  for (const name of [...tables, "chromFrom", "blockFrom"] as const)
    if (!others.test(name)) to[name].set(from[name]);
}
