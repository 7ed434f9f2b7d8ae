/** The coding part of a transcript, from its rows only (GX-05, GX-09): frame, incompleteness, slippage, conflicts. */
import { FLAG } from "../flags.ts";
import type { DraftTranscript, Extent } from "./draft.ts";
import type { CodingNotes } from "./read.ts";

export interface CodingRow {
  start: number;
  end: number;
  /** -1: not told. */
  phase: number;
}

/**
 * Fills the draft's coding part.
 * @param rows in the transcript's direction
 * @returns false: coding bases lie outside the exons
 */
export function addCoding(
  draft: DraftTranscript,
  rows: readonly CodingRow[],
  notes: CodingNotes | undefined,
  isMitochondrial: boolean,
): boolean {
  const [first] = rows;
  if (first === undefined) return true;
  const exonOf = rows.map(({ start, end }) =>
    draft.exons.findIndex((exon) => start >= exon.start && end <= exon.end),
  );
  if (exonOf.includes(-1)) return false;
  draft.cdsStart = Math.min(...rows.map(({ start }) => start));
  draft.cdsEnd = Math.max(...rows.map(({ end }) => end));
  draft.phase = Math.max(0, first.phase);
  const conflict = !phasesFollow(rows);
  const joined = rows.every((_, i) => i === 0 || isNextExon(draft, rows, exonOf, i));
  if (conflict) draft.flags |= FLAG.phaseConflict;
  else if (!joined) {
    draft.flags |= FLAG.slippage;
    draft.rows = rows.map(({ start, end }) => ({ start, end }));
  }
  const length = rows.reduce((sum, { start, end }) => sum + end - start + 1, 0) - draft.phase;
  if (draft.phase > 0) draft.flags |= FLAG.cdsStartIncomplete;
  if (length % 3 !== 0) draft.flags |= flagOfRest(draft, isMitochondrial, notes?.hasTerm === true);
  draft.sec = (notes?.sec ?? []).map(([low, high]) => (draft.strand > 0 ? low : high));
  return true;
}

/** GX-05, GX-09: what bases beyond the last whole codon mean. */
function flagOfRest(
  { flags }: DraftTranscript,
  isMitochondrial: boolean,
  hasTerm: boolean,
): number {
  if (isMitochondrial || hasTerm) return FLAG.stopByPolyA;
  // A gap of the alignment, not the end of a fragment.
  return (flags & FLAG.gapped) === 0 ? FLAG.cdsEndIncomplete : FLAG.phaseConflict;
}

/** Each row's phase is what the rows before it leave over. */
function phasesFollow(rows: readonly CodingRow[]): boolean {
  let length = -Math.max(0, Number(rows[0]?.phase));
  return rows.every(({ start, end, phase }) => {
    const expected = (3 - (((length % 3) + 3) % 3)) % 3;
    length += end - start + 1;
    return phase < 0 || phase === expected;
  });
}

/** Does the row begin where the next exon does, and the one before it end with its exon? */
function isNextExon(
  { exons, strand }: DraftTranscript,
  rows: readonly CodingRow[],
  exonOf: readonly number[],
  i: number,
): boolean {
  const [before, here] = [Number(exonOf[i - 1]), Number(exonOf[i])];
  const ends = (extent: Extent | undefined): number =>
    Number(strand > 0 ? extent?.end : extent?.start);
  const begins = (extent: Extent | undefined): number =>
    Number(strand > 0 ? extent?.start : extent?.end);
  return (
    here === before + 1 &&
    ends(rows[i - 1]) === ends(exons[before]) &&
    begins(rows[i]) === begins(exons[here])
  );
}
