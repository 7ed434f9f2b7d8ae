/** What an allele does to a coding sequence, as terms. */
import { UNKNOWN } from "../core/genetic-code.ts";
import { FLAG } from "./flags.ts";
import {
  codonIndex,
  editedBase,
  editedCodon,
  editedResidue,
  inCutEnd,
  inReading,
  mayStart,
  NO_CODON,
  NO_RESIDUE,
  residueAt,
  startStands,
  startStays,
  STOP,
  type Edit,
  type Model,
  type Reading,
} from "./model.ts";
import type { Region } from "./region.ts";
import { MARK, TERM } from "./term-bits.ts";

const MISSING = TERM.codingSequence | MARK.sequenceMissing;

/**
 * Terms of exonic bases of a coding transcript.
 * @param region of the change, with at least one exonic base or point
 * @param outside it reaches beyond the transcript's first or last base
 */
export function codingTerms(
  model: Model,
  reading: Reading,
  region: Region,
  inserted: Uint8Array,
  outside: { before: boolean; behind: boolean },
): number {
  const { codingFrom, codingTo } = model;
  const { from, to } = region;
  if (from === to) {
    if (from <= codingFrom && !outside.before) return TERM.utr5;
    if (from >= codingTo) return TERM.utr3;
  }
  let terms = 0;
  if (from < codingFrom) terms |= TERM.utr5;
  if (to > codingTo) terms |= TERM.utr3;
  if (to <= codingFrom || from >= codingTo) return terms;
  if (region.intronic || region.shortIntron) return terms | TERM.codingSequence;
  const before = from < codingFrom || (outside.before && from === 0);
  const behind = to > codingTo || outside.behind;
  if (before || behind)
    return terms | overEnds(model, reading, { from, to, inserted }, before, behind);
  if ((model.flags & FLAG.phaseConflict) !== 0) return terms | TERM.codingSequence;
  return terms | readTerms(reading, { from, to, inserted });
}

/** A base that slippage reads twice changes two codons. */
function readTerms(reading: Reading, cdna: Edit): number {
  const [edit, again] = editsOf(reading, cdna.from, cdna.to, cdna.inserted);
  if (edit === undefined) return overCutStart(reading, cdna);
  if (again === undefined) return insideTerms(reading, edit);
  if (edit.inserted.length !== edit.to - edit.from) return TERM.codingSequence;
  return mostTelling(insideTerms(reading, edit) | insideTerms(reading, again));
}

/** Of bases [from, to) of the cDNA; none: a cut first codon, the place of a slippage. */
export function editsOf(
  { pieces }: Reading,
  from: number,
  to: number,
  inserted: Uint8Array,
): Edit[] {
  return inReading(pieces, from, to).map((at) => ({ from: at, to: at + to - from, inserted }));
}

/** Bases of both the coding sequence and what lies before or behind it, in one exon. */
function overEnds(
  model: Model,
  reading: Reading,
  cdna: Edit,
  before: boolean,
  behind: boolean,
): number {
  const incomplete =
    (before && !reading.hasStart) || (behind && (model.flags & FLAG.cdsEndIncomplete) !== 0);
  if (incomplete || (model.flags & (FLAG.phaseConflict | FLAG.slippage)) !== 0)
    return TERM.codingSequence;
  const at = cdna.from - (reading.pieces[0]?.from ?? 0);
  const edit: Edit = { from: at, to: at + cdna.to - cdna.from, inserted: cdna.inserted };
  const isStart = before || (reading.hasStart && at < 3);
  const isStop = behind || edit.to > reading.stopAt;
  const starts = startStands(reading, edit) || startIsSame(reading, edit);
  const stops = !isStart && stopStands(reading, edit);
  return (
    (!isStart ? 0 : starts ? TERM.startRetained : TERM.startLost) |
    (!isStop ? 0 : stops ? TERM.stopRetained : TERM.stopLost)
  );
}

/** Up to the start codon and with it all is as it was: written further on, the change lies behind it. */
function startIsSame(reading: Reading, edit: Edit): boolean {
  for (let at = edit.from; at < 3; at++) {
    const old = at < 0 ? reading.leader(-at) : reading.bases[at];
    if (old === UNKNOWN || editedBase(reading, edit, at) !== old) return false;
  }
  return true;
}

/** The first stop of the new sequence is the same codon, counted from the start. */
function stopStands(reading: Reading, edit: Edit): boolean {
  return firstStop(reading, edit, edit.from - (edit.from % 3), reading.stopAt) === reading.stopAt;
}

/** Index of the first stop of the edited reading in frame, from `from` to `until`; -1: none there. */
function firstStop(reading: Reading, edit: Edit, from: number, until: number): number {
  for (let at = from; at <= until; at += 3) {
    const residue = editedResidue(reading, edit, at);
    if (residue === STOP) return at;
    if (residue === NO_CODON || residue === NO_RESIDUE) return -1;
  }
  return -1;
}

/** CD-11: a cut first codon tells nothing; what whole codons behind it tell stands. */
function overCutStart(reading: Reading, { from, to, inserted }: Edit): number {
  const [piece] = reading.pieces;
  if (piece === undefined || from >= piece.from || to <= piece.from || to > piece.to)
    return TERM.codingSequence;
  const longer = inserted.length - (to - from);
  if (longer % 3 !== 0) return TERM.frameshift | TERM.codingSequence;
  if (inserted.includes(UNKNOWN)) return TERM.codingSequence;
  if (longer !== 0)
    return (
      (inserted.length === 0 ? TERM.inframeDeletion : TERM.proteinAltering) | TERM.codingSequence
    );
  const cut = piece.from - from;
  return besideCut(
    sameLength(reading, { from: 0, to: to - piece.from, inserted: inserted.subarray(cut) }),
  );
}

/** No whole codon differs, but the cut one may. */
function besideCut(terms: number): number {
  return (terms & ~TERM.synonymous) | TERM.codingSequence;
}

/** Terms of a change whose bases are all coding. */
function insideTerms(reading: Reading, edit: Edit): number {
  const { from, to, inserted } = edit;
  if (inCutEnd(reading, edit)) return TERM.terminalCodon | TERM.codingSequence;
  const whole = reading.length - (reading.length % 3);
  if (to > whole) {
    const before = inserted.subarray(0, whole - from);
    const isSame = inserted.length === to - from;
    const edited = isSame ? { from, to: whole, inserted: before } : edit;
    return besideCut(wholeTerms(reading, edited)) | TERM.terminalCodon;
  }
  return wholeTerms(reading, edit);
}

function wholeTerms(reading: Reading, edit: Edit): number {
  const { from, to, inserted } = edit;
  const longer = inserted.length - (to - from);
  // Of an ALT with N its length alone is known.
  if (longer % 3 === 0 && inserted.includes(UNKNOWN)) return TERM.codingSequence;
  if (longer === 0) return sameLength(reading, edit);
  return longer % 3 === 0 ? inFrame(reading, edit) : shiftedFrame(reading, edit);
}

function sameLength(reading: Reading, edit: Edit): number {
  let terms = 0;
  for (let at = edit.from - (edit.from % 3); at < edit.to; at += 3) {
    const before = residueAt(reading, at);
    const after = editedResidue(reading, edit, at);
    if (before === NO_RESIDUE || after === NO_RESIDUE) return MISSING;
    const codon = editedCodon(reading, edit, at);
    const sameCodon = codon === codonIndex(reading.bases, at);
    if (at === 0 && reading.hasStart) {
      if (!sameCodon) terms |= mayStart(reading, codon) ? TERM.startRetained : TERM.startLost;
    } else if (before === after) {
      if (before !== STOP) terms |= TERM.synonymous;
      else if (!sameCodon) terms |= TERM.stopRetained;
    } else if (after === STOP) terms |= TERM.stopGained;
    else terms |= before === STOP ? TERM.stopLost : TERM.missense;
  }
  return mostTelling(terms);
}

/** Several codons at once are called by what weighs most. */
function mostTelling(terms: number): number {
  for (const term of [TERM.startLost, TERM.stopGained, TERM.stopLost, TERM.missense])
    if ((terms & term) !== 0) return term;
  const retained = terms & (TERM.startRetained | TERM.stopRetained);
  return retained === 0 ? TERM.synonymous : retained;
}

/** Of a length change that touches the first codon. */
function startTerms(reading: Reading, edit: Edit): number {
  if (!reading.hasStart || edit.from >= 3) return 0;
  const starts = startStands(reading, edit) || mayStart(reading, editedCodon(reading, edit, 0));
  return starts ? TERM.startRetained : TERM.startLost;
}

function reachesStop({ stopAt }: Reading, { from, to }: Edit): boolean {
  return to > stopAt && (from < to || from > stopAt);
}

function shiftedFrame(reading: Reading, edit: Edit): number {
  if (edit.from < 3 && reading.hasStart && startStays(reading, edit)) return TERM.startRetained;
  const start = startTerms(reading, edit);
  const change = firstChange(reading, edit)?.residue ?? null;
  if (change === null) return start | TERM.stopRetained;
  const terms = TERM.frameshift | start;
  if (!reachesStop(reading, edit)) return terms | (change === STOP ? TERM.stopGained : 0);
  if (edit.from >= reading.stopAt) return TERM.frameshift | TERM.stopLost;
  if (change === STOP) return terms | TERM.stopGained;
  return terms | (stopStands(reading, edit) ? TERM.stopRetained : TERM.stopLost);
}

/** The new protein's first residue that differs, or what stands for one, and where; null: none does, to the stop. */
function firstChange(reading: Reading, edit: Edit): { residue: number; at: number } | null {
  for (let at = edit.from - (edit.from % 3); ; at += 3) {
    const after = editedResidue(reading, edit, at);
    if (after !== residueAt(reading, at) || after === NO_CODON || after === NO_RESIDUE)
      return { residue: after, at };
    if (after === STOP) return null;
  }
}

function inFrame(reading: Reading, edit: Edit): number {
  const { from, to, inserted } = edit;
  const longer = inserted.length - (to - from);
  const first = from - (from % 3);
  // An insertion between two codons replaces none.
  const last = to === from && from % 3 === 0 ? first : to + ((3 - (to % 3)) % 3);
  const before: number[] = [];
  const after: number[] = [];
  for (let at = first; at < last; at += 3) before.push(residueAt(reading, at));
  for (let at = first; at < last + longer; at += 3) after.push(editedResidue(reading, edit, at));
  if (before.includes(NO_RESIDUE) || after.includes(NO_RESIDUE)) return MISSING;
  if (from < 3 && reading.hasStart && startStays(reading, edit)) return TERM.startRetained;
  let terms = startTerms(reading, edit);
  if (inserted.length === 0) terms |= TERM.inframeDeletion;
  else if (from === to && goesOn(before, after)) terms |= TERM.inframeInsertion;
  else terms |= TERM.proteinAltering;
  if (reachesStop(reading, edit)) return terms | stopTerms(reading, edit, first, longer);
  if (!after.includes(STOP) || before.includes(STOP)) return terms;
  // CD-06 before CD-09's letter: nothing is lost of a protein that is what it was, or goes on.
  const change = firstChange(reading, edit);
  if (change === null) return terms | TERM.stopRetained;
  return terms | (change.at === reading.stopAt ? TERM.stopLost : TERM.stopGained);
}

/** What was there is still the beginning or the end. */
function goesOn(before: readonly number[], after: readonly number[]): boolean {
  const behind = after.length - before.length;
  return (
    before.every((residue, i) => residue === after[i]) ||
    before.every((residue, i) => residue === after[i + behind])
  );
}

/**
 * In frame and over the stop. It stands as the same codon, or where the old one moved to; one that comes before
 * both is new, and with any other the old one is lost.
 */
function stopTerms(reading: Reading, edit: Edit, first: number, longer: number): number {
  const { stopAt } = reading;
  const moved = stopAt + longer;
  const stop = firstStop(reading, edit, first, Math.max(stopAt, moved));
  if (stop === stopAt || stop === moved) return TERM.stopRetained;
  return stop >= 0 && stop < Math.min(stopAt, moved) ? TERM.stopGained : TERM.stopLost;
}
