/**
 * One transcript, in its own direction: genomic positions increase along it (those of the minus strand are
 * negative), so that the code that follows is independent of the strand. cDNA and reading frame are counted from
 * 0, ends exclusive.
 */
import { CHROMOSOMES } from "../core/assembly.ts";
import {
  MITOCHONDRIAL_CODE,
  STANDARD_CODE,
  UNKNOWN,
  baseCodes,
  type GeneticCode,
} from "../core/genetic-code.ts";
import { alongStrand } from "./change.ts";
import { FLAG } from "./flags.ts";
import { lastNotAfter, type BaseAt } from "./sequence.ts";
import type { TranscriptColumns } from "./types.ts";

export interface Model {
  transcript: number;
  chrom: number;
  strand: number;
  flags: number;
  /** Exons by ascending position; `before[i]` bases of cDNA lie before exon i, the last is the cDNA's length. */
  starts: Int32Array;
  ends: Int32Array;
  before: Int32Array;
  first: number;
  last: number;
  /** Coding part of the cDNA, with the stop; both -1: not coding. */
  codingFrom: number;
  codingTo: number;
  /** First position that is counted from behind a gap of the alignment; null: there is none. */
  gapAt: number | null;
  base: (at: number) => number;
  /** What is translated; worked out when it is first asked for. */
  reading: Reading | null;
}

/** A coding sequence with what follows it, as base codes from the first whole codon. */
export interface Reading {
  /** Base codes; slippage is carried out, and where polyadenylation makes the stop, its bases follow. */
  bases: Uint8Array;
  /** Coding bases from the first whole codon, with the stop. */
  length: number;
  /** First base of the stop codon; Infinity: the sequence ends without one. */
  stopAt: number;
  /** The first codon is where translation begins. */
  hasStart: boolean;
  startCodon: number;
  /** The base so many before the first one. */
  leader: (back: number) => number;
  /** First bases of codons read as selenocysteine. */
  sec: ReadonlySet<number>;
  code: CodeTable;
  /** Pieces of cDNA that are read one after the other; the last goes on to the cDNA's end. */
  pieces: Piece[];
}

/** Bases [from, to) of the cDNA, the first of which is at `at` in the reading. */
export interface Piece {
  from: number;
  to: number;
  at: number;
}

interface CodeTable {
  /** Character codes by codon. */
  residues: Uint8Array;
  /** By codon: 2 a start, 1 a rare one, which counts where the transcript begins with it. */
  starts: Uint8Array;
}

/** Character codes of residues. */
export const STOP = 42;
export const METHIONINE = 77;
const SELENOCYSTEINE = 85;
/** A codon with an unknown base. */
export const NO_RESIDUE = 88;
/** A codon that the sequence is too short for. */
export const NO_CODON = 0;

const TABLES = [tableOf(STANDARD_CODE), tableOf(MITOCHONDRIAL_CODE)] as const;
/** Bases A of a mitochondrial mRNA's tail: what a deletion takes of the stop codon they make good. */
const TAIL = 55;

const MITOCHONDRION = CHROMOSOMES.indexOf("MT");

function tableOf(code: GeneticCode): CodeTable {
  const starts = new Uint8Array(64);
  for (const codon of code.rareStarts) starts[codonIndex(baseCodes(codon), 0)] = 1;
  for (const codon of code.starts) starts[codonIndex(baseCodes(codon), 0)] = 2;
  return { residues: new TextEncoder().encode(code.residues), starts };
}

/** 0 to 63; -1: a base is not known or there is none. */
export function codonIndex(bases: ArrayLike<number>, at: number): number {
  const a = bases[at] ?? UNKNOWN;
  const b = bases[at + 1] ?? UNKNOWN;
  const c = bases[at + 2] ?? UNKNOWN;
  return a >= UNKNOWN || b >= UNKNOWN || c >= UNKNOWN ? -1 : 16 * a + 4 * b + c;
}

export function modelOf(
  columns: TranscriptColumns,
  transcript: number,
  chrom: number,
  bases: BaseAt,
): Model {
  const strand = columns.strand[transcript] ?? 1;
  const from = columns.exonFrom[transcript] ?? 0;
  const count = (columns.exonFrom[transcript + 1] ?? 0) - from;
  const [starts, ends] = [new Int32Array(count), new Int32Array(count)];
  const before = new Int32Array(count + 1);
  for (let i = 0; i < count; i++) {
    const start = columns.exonStart[from + i] ?? 0;
    const end = columns.exonEnd[from + i] ?? 0;
    starts[i] = strand > 0 ? start : -end;
    ends[i] = strand > 0 ? end : -start;
    before[i + 1] = (before[i] ?? 0) + end - start + 1;
  }
  const gapAt = columns.gapAt[transcript] ?? 0;
  const model: Model = {
    transcript,
    chrom,
    strand,
    flags: columns.flags[transcript] ?? 0,
    starts,
    ends,
    before,
    first: starts[0] ?? 0,
    last: ends[count - 1] ?? 0,
    codingFrom: -1,
    codingTo: -1,
    gapAt: gapAt === 0 ? null : strand * gapAt,
    base: alongStrand(bases, chrom, strand),
    reading: null,
  };
  const [low, high] = [columns.cdsStart[transcript] ?? 0, columns.cdsEnd[transcript] ?? 0];
  if (low > 0) {
    model.codingFrom = cdnaAt(model, strand > 0 ? low : -high);
    model.codingTo = cdnaAt(model, strand > 0 ? high : -low) + 1;
  }
  return model;
}

/** The exon that a position lies in, or -1. */
export function exonAt({ starts, ends }: Model, at: number): number {
  const exon = lastNotAfter(starts, 0, starts.length, at);
  return exon >= 0 && at <= (ends[exon] ?? 0) ? exon : -1;
}

/** Bases of cDNA before an exonic position: its index; -1: it is not exonic. */
function cdnaAt(model: Model, at: number): number {
  const exon = exonAt(model, at);
  return exon < 0 ? -1 : (model.before[exon] ?? 0) + at - (model.starts[exon] ?? 0);
}

/** The position of a base of the cDNA. */
export function positionOf(model: Model, cdna: number): number {
  const exon = lastNotAfter(model.before, 0, model.starts.length, cdna);
  return (model.starts[exon] ?? 0) + cdna - (model.before[exon] ?? 0);
}

export function readingOf(model: Model, columns: TranscriptColumns): Reading {
  return (model.reading ??= read(model, columns));
}

function read(model: Model, columns: TranscriptColumns): Reading {
  const code = TABLES[model.chrom === MITOCHONDRION ? 1 : 0];
  const pieces = piecesOf(model, columns);
  const [first, last] = [pieces[0], pieces.at(-1)];
  const coding = last === undefined ? 0 : last.at + model.codingTo - last.from;
  const hasTail = (model.flags & FLAG.stopByPolyA) !== 0;
  const missing = hasTail ? (3 - (coding % 3)) % 3 : 0;
  const length = coding + missing;
  const all = basesOfPieces(model, pieces, hasTail ? TAIL : 0);
  // Of a codon that is cut the rest is not known, whatever follows it on the genome.
  const bases = length % 3 === 0 ? all : all.subarray(0, length);
  const sec = new Set<number>();
  for (
    let i = columns.secFrom[model.transcript] ?? 0;
    i < (columns.secFrom[model.transcript + 1] ?? 0);
    i++
  ) {
    const at = columns.secAt[i] ?? 0;
    const cdna = cdnaAt(model, model.strand > 0 ? at : -at);
    for (const codon of inReading(pieces, cdna, cdna + 1)) sec.add(codon);
  }
  const startCodon = codonIndex(bases, 0);
  const lastCodon = codonIndex(bases, length - 3);
  const stops = length % 3 === 0 && lastCodon >= 0 && code.residues[lastCodon] === STOP;
  return {
    bases,
    length,
    stopAt: stops && (model.flags & FLAG.cdsEndIncomplete) === 0 ? length - 3 : Infinity,
    // Where nothing is read behind it, a codon starts nothing.
    hasStart:
      length > 3 &&
      (model.flags & FLAG.cdsStartIncomplete) === 0 &&
      (code.starts[startCodon] ?? 0) > 0,
    startCodon,
    leader: (back) =>
      first === undefined || back > first.from
        ? UNKNOWN
        : model.base(positionOf(model, first.from - back)),
    sec,
    code,
    pieces,
  };
}

/** What is read before the alignment's gap: behind it the genome has other bases than the transcript. */
export function beforeGap(model: Model, reading: Reading): Reading {
  const { gapAt, starts, before } = model;
  if (gapAt === null) return reading;
  const exon = lastNotAfter(starts, 0, starts.length, gapAt);
  // It may lie in an intron.
  const cdna =
    exon < 0
      ? 0
      : Math.min((before[exon] ?? 0) + gapAt - (starts[exon] ?? 0), before[exon + 1] ?? 0);
  const behind = reading.pieces.filter(({ to }) => to > cdna);
  const end = Math.min(
    reading.bases.length,
    ...behind.map(({ from, at }) => at + Math.max(0, cdna - from)),
  );
  return {
    ...reading,
    bases: reading.bases.subarray(0, end),
    length: Math.min(reading.length, end),
    stopAt: reading.stopAt + 3 > end ? Infinity : reading.stopAt,
  };
}

/** Rows of one coding sequence, joined where the next goes on with the next base. */
function piecesOf(model: Model, columns: TranscriptColumns): Piece[] {
  const phase = columns.phase[model.transcript] ?? 0;
  const pieces: Piece[] = [{ from: model.codingFrom + phase, to: model.codingTo, at: 0 }];
  let here = pieces[0];
  const [from, to] = [
    columns.rowFrom[model.transcript] ?? 0,
    columns.rowFrom[model.transcript + 1] ?? 0,
  ];
  for (let i = from; i < to && here !== undefined; i++) {
    const [start, end] = [columns.rowStart[i] ?? 0, columns.rowEnd[i] ?? 0];
    const row = cdnaAt(model, model.strand > 0 ? start : -end);
    const rowTo = row + end - start + 1;
    if (i === from || row === here.to) here.to = rowTo;
    else {
      here = { from: row, to: rowTo, at: here.at + here.to - here.from };
      pieces.push(here);
    }
  }
  if (here !== undefined) here.to = model.before.at(-1) ?? here.to;
  return pieces;
}

/** @param tail bases A behind the last one */
function basesOfPieces(model: Model, pieces: readonly Piece[], tail: number): Uint8Array {
  const last = pieces.at(-1);
  const bases = new Uint8Array(last === undefined ? 0 : last.at + last.to - last.from + tail);
  for (const { from, to, at } of pieces) {
    let exon = Math.max(0, lastNotAfter(model.before, 0, model.starts.length, from));
    for (let i = from; i < to; i++) {
      while (i >= (model.before[exon + 1] ?? Infinity)) exon++;
      const position = (model.starts[exon] ?? 0) + i - (model.before[exon] ?? 0);
      bases[at + i - from] = model.base(position);
    }
  }
  return bases;
}

/**
 * Where bases [from, to) of the cDNA stand in the reading: more than once where slippage goes back, nowhere where they
 * are not of one piece, or lie before the first whole codon.
 */
export function inReading(pieces: readonly Piece[], from: number, to: number): number[] {
  const found: number[] = [];
  for (const piece of pieces)
    if (from >= piece.from && to <= piece.to) found.push(piece.at + from - piece.from);
  return found;
}

/** The residue of the codon that begins at an index of the reading. */
export function residueAt(reading: Reading, at: number): number {
  if (at + 3 > reading.bases.length) return NO_CODON;
  const codon = codonIndex(reading.bases, at);
  if (codon < 0) return NO_RESIDUE;
  const residue = reading.code.residues[codon] ?? NO_RESIDUE;
  return residue === STOP && reading.sec.has(at) ? SELENOCYSTEINE : residue;
}

/** Bases [from, to) of the reading replaced. */
export interface Edit {
  from: number;
  to: number;
  inserted: Uint8Array;
}

/** It changes nothing before the last codon, which is cut (CD-11). */
export function inCutEnd({ length }: Reading, { from, to }: Edit): boolean {
  const whole = length - (length % 3);
  return from > whole || (from === whole && to > whole);
}

/** The residue of the codon at an index of the edited reading. */
export function editedResidue(reading: Reading, edit: Edit, at: number): number {
  const { from, to, inserted } = edit;
  const longer = inserted.length - (to - from);
  if (at + 3 <= from) return residueAt(reading, at);
  if (at >= from + inserted.length) return residueAt(reading, at - longer);
  if (at + 3 > reading.bases.length + longer) return NO_CODON;
  const codon = editedCodon(reading, edit, at);
  return codon < 0 ? NO_RESIDUE : (reading.code.residues[codon] ?? NO_RESIDUE);
}

export function editedBase({ bases }: Reading, { from, to, inserted }: Edit, at: number): number {
  if (at < from) return bases[at] ?? UNKNOWN;
  const inside = at - from;
  return (
    (inside < inserted.length ? inserted[inside] : bases[inside - inserted.length + to]) ?? UNKNOWN
  );
}

/** 0 to 63; -1: a base is not known. */
export function editedCodon(reading: Reading, edit: Edit, at: number): number {
  const a = editedBase(reading, edit, at);
  const b = editedBase(reading, edit, at + 1);
  const c = editedBase(reading, edit, at + 2);
  return a >= UNKNOWN || b >= UNKNOWN || c >= UNKNOWN ? -1 : 16 * a + 4 * b + c;
}

/** Whether translation can begin with the codon: the code's own starts, and the one that the transcript uses. */
export function mayStart(reading: Reading, codon: number): boolean {
  return codon >= 0 && (codon === reading.startCodon || reading.code.starts[codon] === 2);
}

/**
 * Of a change that touches the first codon, or reaches it from before: a start codon stands before the coding
 * bases that are left, where it stood before them, so that the protein is what it was.
 * @param edit `from` may be below 0
 */
export function startStands(reading: Reading, { from, to, inserted }: Edit): boolean {
  if (to > reading.length) return false;
  const start = from + inserted.length - to;
  const baseAt = (at: number): number => {
    if (at >= from + inserted.length) return reading.bases[at - start] ?? UNKNOWN;
    if (at >= from) return inserted[at - from] ?? UNKNOWN;
    return (at < 0 ? reading.leader(-at) : reading.bases[at]) ?? UNKNOWN;
  };
  return mayStart(reading, codonIndex([baseAt(start), baseAt(start + 1), baseAt(start + 2)], 0));
}

/**
 * The protein is what it was, since its start stands: where translation can begin at the first base already, it does,
 * and reads what was put in.
 */
export function startStays(reading: Reading, edit: Edit): boolean {
  return startStands(reading, edit) && !mayStart(reading, editedCodon(reading, edit, 0));
}
