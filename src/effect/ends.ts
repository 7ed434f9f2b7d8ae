/**
 * What only the sequence shows about coding transcripts (GX-06 to GX-08): the stop, whether the ends are complete,
 * selenocysteine, internal stops; and whether sequence and transcripts match.
 */
import { CHROMOSOMES } from "../core/assembly.ts";
import { copyColumns, countsOf, newColumns } from "./columns.ts";
import { FLAG } from "./flags.ts";
import {
  codonIndex,
  modelOf,
  readingOf,
  residueAt,
  STOP,
  type Model,
  type Reading,
} from "./model.ts";
import { openNames } from "./names.ts";
import { openBases } from "./sequence.ts";
import type { TranscriptColumns, TranscriptSlice } from "./types.ts";

/** Of complete coding transcripts with both untranslated ends: how many begin with ATG and end with a stop. */
export interface EndsCheck {
  complete: number;
  starts: number;
  stops: number;
  /** Coding transcripts whose first codon the sequence does not hold. */
  unknown: number;
  /** Transcripts that were given their stop codon (GX-06). */
  extended: number;
}

/** HGNC's group of selenoproteins (890): genes in which an internal UGA is read on (GX-07). */
const SELENOPROTEINS: ReadonlySet<string> = new Set(
  `2883 2884 2885 4553 4554 4555 4556 4558 6962 10751 10752 12437 14133 15999 17705 18136 18155 18251 19686 20667 29361
  30394 30395 30396 30397 30399`
    .split(/\s+/)
    .map((id) => `HGNC:${id}`),
);
const UGA = 56;
const ATG = 14;
const MITOCHONDRION = CHROMOSOMES.indexOf("MT");

/** Not to be judged by what stands at its ends. */
const NOT_WHOLE =
  FLAG.cdsStartIncomplete |
  FLAG.cdsEndIncomplete |
  FLAG.phaseConflict |
  FLAG.slippage |
  FLAG.gapped |
  FLAG.differsFromGenome |
  FLAG.stopByPolyA;

/** The slice, whose columns are changed, with what its sequence tells. */
export function withEnds(slice: TranscriptSlice): { slice: TranscriptSlice; check: EndsCheck } {
  const { columns, names } = slice;
  const bases = openBases(columns, null);
  const check = { complete: 0, starts: 0, stops: 0, unknown: 0, extended: 0 };
  const assumed = new Map<number, number[]>();
  for (const chrom of CHROMOSOMES.keys()) {
    const to = Number(columns.chromFrom[chrom + 1]);
    for (let t = Number(columns.chromFrom[chrom]); t < to; t++) {
      if (columns.cdsStart[t] === 0 || (Number(columns.flags[t]) & FLAG.phaseConflict) !== 0)
        continue;
      const model = modelOf(columns, t, chrom, bases);
      const reading = readingOf(model, columns);
      const isCoding = names.biotypes[Number(columns.biotype[t])] === "protein_coding";
      const isWhole = isCoding && (model.flags & NOT_WHOLE) === 0 && chrom !== MITOCHONDRION;
      if (reading.startCodon < 0) {
        check.unknown += 1;
        continue;
      }
      const hasStop = endOf(columns, model, reading, check);
      if (isWhole && hasUtrs(model)) {
        check.complete += 1;
        if (reading.startCodon === ATG) check.starts += 1;
        if (hasStop) check.stops += 1;
      }
      const { hgncId } = openNames(names).gene(Number(columns.gene[t]));
      const isSeleno = SELENOPROTEINS.has(hgncId ?? "");
      const sec = stopsInside(columns, model, reading, isSeleno);
      if (sec.length > 0) assumed.set(t, sec);
    }
  }
  return { slice: assumed.size === 0 ? slice : withSec(slice, assumed), check };
}

/** Whether the coding part of a transcript has a usual first codon, and a stop at its end; null: its bases are not known. */
export function codingEnds(
  { columns }: TranscriptSlice,
  transcript: number,
  chrom: number,
): { start: boolean; end: boolean } | null {
  const reading = readingOf(modelOf(columns, transcript, chrom, openBases(columns, null)), columns);
  const { startCodon, code, stopAt } = reading;
  if (startCodon < 0) return null;
  return { start: Number(code.starts[startCodon]) > 0, end: Number.isFinite(stopAt) };
}

function hasUtrs({ codingFrom, codingTo, before }: Model): boolean {
  return codingFrom > 0 && codingTo < Number(before.at(-1));
}

/** GX-06, GX-08. @returns there is a stop where the coding part ends, or was once it had been extended */
function endOf(
  columns: TranscriptColumns,
  { transcript: t, chrom, codingFrom, codingTo, before, strand, starts, ends, flags }: Model,
  reading: Reading,
  check: EndsCheck,
): boolean {
  const add = (bit: number): void => {
    columns.flags[t] = Number(columns.flags[t]) | bit;
  };
  // In the nucleus a rare start without anything before it is the middle of something longer.
  const isUsualStart =
    Number(reading.code.starts[reading.startCodon]) >= (chrom === MITOCHONDRION ? 1 : 2);
  if (codingFrom === 0 && !isUsualStart) add(FLAG.cdsStartIncomplete);
  if (Number.isFinite(reading.stopAt)) return true;
  if ((flags & (FLAG.cdsEndIncomplete | FLAG.slippage)) !== 0) return false;
  const exon = before.findLastIndex((count) => count < codingTo);
  const left = Number(ends[exon]) - Number(starts[exon]) + 1 - (codingTo - Number(before[exon]));
  if (left >= 3 && residueAt(reading, reading.length) === STOP) {
    if (strand > 0) columns.cdsEnd[t] = Number(columns.cdsEnd[t]) + 3;
    else columns.cdsStart[t] = Number(columns.cdsStart[t]) - 3;
    check.extended += 1;
    return true;
  }
  if (codingTo === Number(before.at(-1))) add(FLAG.cdsEndIncomplete);
  return false;
}

/** GX-07. @returns the places of codons that are taken for selenocysteine */
function stopsInside(
  columns: TranscriptColumns,
  { transcript: t, strand, starts, before }: Model,
  reading: Reading,
  isSeleno: boolean,
): number[] {
  const sec: number[] = [];
  const [piece] = reading.pieces;
  const to = Number.isFinite(reading.stopAt) ? reading.stopAt : reading.length - 2;
  for (let at = 0; at < to; at += 3) {
    if (residueAt(reading, at) !== STOP) continue;
    if (isSeleno && piece !== undefined && codonIndex(reading.bases, at) === UGA) {
      const cdna = piece.from + at;
      const exon = before.findLastIndex((count) => count <= cdna);
      sec.push(strand * (Number(starts[exon]) + cdna - Number(before[exon])));
    } else columns.flags[t] = Number(columns.flags[t]) | FLAG.internalStop;
  }
  if (sec.length > 0) columns.flags[t] = Number(columns.flags[t]) | FLAG.selenocysteineAssumed;
  return sec;
}

/** The same with more selenocysteines. */
function withSec(
  { columns, names }: TranscriptSlice,
  more: ReadonlyMap<number, readonly number[]>,
): TranscriptSlice {
  const counts = countsOf({ columns, names });
  const added = [...more.values()].reduce((sum, list) => sum + list.length, 0);
  const next = newColumns({ ...counts, secs: counts.secs + added });
  copyColumns(columns, next, /^sec/);
  let at = 0;
  for (let t = 0; t < columns.count; t++) {
    const own = columns.secAt.subarray(columns.secFrom[t], columns.secFrom[t + 1]);
    const all = [...own, ...(more.get(t) ?? [])];
    next.secAt.set(all, at);
    at += all.length;
    next.secFrom[t + 1] = at;
  }
  return { columns: next, names };
}
