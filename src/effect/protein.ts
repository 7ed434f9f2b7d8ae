/** Names of protein changes by HGVS, written without brackets. */
import { RESIDUE_NAMES } from "../core/genetic-code.ts";
import {
  editedCodon,
  editedResidue,
  inCutEnd,
  mayStart,
  METHIONINE,
  NO_CODON,
  NO_RESIDUE,
  residueAt,
  startStays,
  STOP,
  type Edit,
  type Reading,
} from "./model.ts";
import type { InFrameChange } from "./types.ts";

export interface ProteinEffect {
  /** `p.Tyr1853Ter`; null: it is not known. */
  name: string | null;
  /** First residue that differs, counted from 1; null: none, or not known. */
  residue: number | null;
  /** Codon of a stop that comes before its time, or that ends a new frame; null: none. */
  stopCodon: number | null;
  inFrame: InFrameChange | null;
}

/** Both proteins from the first codon that the edit touches, to the stop and with it, or as far as bases are known. */
interface Proteins {
  /** Codons before the lists. */
  from: number;
  before: number[];
  after: number[];
  /** Residues that come (or go, below 0); not a whole number: the frame shifts. */
  longer: number;
  edit: Edit;
  reading: Reading;
}

/** A residue that is not known. */
const NO_NAME = "Xaa";
const NOT_KNOWN: ProteinEffect = { name: null, residue: null, stopCodon: null, inFrame: null };

/** Of a change whose bases are all coding. */
export function proteinEffect(reading: Reading, edit: Edit): ProteinEffect {
  if (keepsStart(reading, edit)) return { ...NOT_KNOWN, name: "p.Met1=" };
  if (losesStart(reading, edit)) return { ...NOT_KNOWN, name: "p.Met1?", residue: 1 };
  if (inCutEnd(reading, edit) || isUnknown(reading, edit)) return NOT_KNOWN;
  const from = Math.floor(edit.from / 3);
  const longer = (edit.inserted.length - (edit.to - edit.from)) / 3;
  const before = translated((at) => residueAt(reading, at), from, reading);
  const after = translated((at) => editedResidue(reading, edit, at), from, reading);
  const proteins: Proteins = { from, before, after, longer, edit, reading };
  const first = firstDifference(before, after);
  const [old, fresh] = [before[first], after[first]];
  if (old === NO_RESIDUE || fresh === NO_RESIDUE) return NOT_KNOWN;
  const shifts = !Number.isInteger(longer);
  // A cut last codon may differ too: where residues follow it, all are named or none.
  const isCut = edit.to > reading.length - (reading.length % 3) && !shifts && fresh !== STOP;
  if (old === undefined && fresh === undefined) {
    // In another frame nothing is the same beyond what is known.
    const isSame = !isCut && (!shifts || before.at(-1) === STOP);
    return { ...NOT_KNOWN, name: isSame ? `p.${sameName(proteins)}` : null };
  }
  const stop = after.at(-1) === STOP ? from + after.length : null;
  const early = stop !== null && stop < stopExpected(proteins);
  const keepsStop = (stop ?? Infinity) === stopExpected(proteins);
  const isEnd = isCut || old === undefined || (old === STOP && fresh === undefined);
  const name = isEnd ? null : (shifts ? shiftedName : inFrameName)(proteins, first);
  return {
    // Beyond the end of the mRNA: what is read instead of the stop is not known. A neighbour may not be known.
    name: name === null || name.includes(NO_NAME) ? null : `p.${name}`,
    residue: from + first + 1,
    stopCodon: old !== STOP && (shifts || early) ? stop : null,
    inFrame: longer === 0 || shifts || isCut || !keepsStop ? null : inFrameChange(proteins, first),
  };
}

/** Residues that only go, or only come, may be further copies of those before them. */
function inFrameChange(proteins: Proteins, first: number): InFrameChange {
  const { before, after, longer } = proteins;
  const end = sameEnd(before, after, first);
  const lost = before.slice(first, before.length - end);
  const fresh = after.slice(first, after.length - end);
  const moved = lost.length === 0 ? fresh : lost;
  const residues = Math.abs(longer);
  if (lost.length > 0 && fresh.length > 0) return { residues, repeat: null };
  const unit = moved.slice(0, period(moved));
  // They stand as far 3' as they can: the rest of the run lies before them.
  let behind = 0;
  while (oldResidue(proteins, first - 1 - behind) === unit.at(-1 - (behind % unit.length)))
    behind++;
  const copies = Math.floor((lost.length + behind) / unit.length);
  return { residues, repeat: copies < 2 ? null : { unit: names(unit), copies } };
}

/** The shortest part that gives the whole when it is repeated. */
function period(list: readonly number[]): number {
  let length = 1;
  while (list.length % length > 0 || list.some((x, i) => x !== list[i % length])) length++;
  return length;
}

/** A codon that is touched, before or after, has a base that is not known. */
function isUnknown(reading: Reading, edit: Edit): boolean {
  const first = edit.from - (edit.from % 3);
  const fresh = edit.from + edit.inserted.length;
  for (let at = first; at < edit.to; at += 3)
    if (residueAt(reading, at) === NO_RESIDUE) return true;
  for (let at = first; at < fresh || (at === first && edit.from > first); at += 3)
    if (editedResidue(reading, edit, at) === NO_RESIDUE) return true;
  return false;
}

/** Codon of the stop if the rest of the protein is as it was; Infinity: it has none. */
function stopExpected({ from, before, longer }: Proteins): number {
  return before.at(-1) === STOP ? from + before.length + longer : Infinity;
}

/** A length change in the first codon that leaves the protein as it was. */
function keepsStart(reading: Reading, edit: Edit): boolean {
  const sameLength = edit.inserted.length === edit.to - edit.from;
  return reading.hasStart && edit.from < 3 && !sameLength && startStays(reading, edit);
}

function losesStart(reading: Reading, edit: Edit): boolean {
  if (!reading.hasStart || edit.from >= 3) return false;
  const codon = editedCodon(reading, edit, 0);
  return codon >= 0 && !mayStart(reading, codon);
}

/** Residues from a codon on, to the stop. A codon that is not known ends the list. */
function translated(
  residue: (at: number) => number,
  from: number,
  { hasStart }: Reading,
): number[] {
  const residues: number[] = [];
  for (let codon = from; ; codon++) {
    const found = residue(3 * codon);
    if (found === NO_CODON) return residues;
    residues.push(codon === 0 && hasStart ? METHIONINE : found);
    if (found === STOP || found === NO_RESIDUE) return residues;
  }
}

function firstDifference(before: readonly number[], after: readonly number[]): number {
  let i = 0;
  while (i < before.length && i < after.length && before[i] === after[i]) i++;
  return i;
}

function nameOf(residue: number | undefined): string {
  return RESIDUE_NAMES.get(String.fromCharCode(residue ?? NO_RESIDUE)) ?? NO_NAME;
}

/** A residue of the old protein with its number: `Lys2`. */
function placed(proteins: Proteins, i: number): string {
  return `${nameOf(oldResidue(proteins, i))}${proteins.from + i + 1}`;
}

function range(proteins: Proteins, first: number, last: number): string {
  const start = placed(proteins, first);
  return first === last ? start : `${start}_${placed(proteins, last)}`;
}

function names(residues: readonly number[]): string {
  return residues.map(nameOf).join("");
}

/** No residue differs: the codons that were touched. */
function sameName(proteins: Proteins): string {
  const { edit, from, before } = proteins;
  const last = Math.floor((Math.max(edit.to, edit.from + 1) - 1) / 3) - from;
  return `${range(proteins, 0, Math.min(last, before.length - 1))}=`;
}

/** The old stop is read through: how far it is to the next, the old one being 0. */
function extended(proteins: Proteins, first: number): string {
  const { after } = proteins;
  const stop = after.at(-1) === STOP ? String(after.length - 1 - first) : "?";
  return `${placed(proteins, first)}${nameOf(after[first])}extTer${stop}`;
}

function shiftedName(proteins: Proteins, first: number): string {
  const { before, after } = proteins;
  const fresh = after[first];
  if (fresh === STOP) return `${placed(proteins, first)}Ter`;
  if (fresh === undefined) return `${placed(proteins, first)}fs`;
  if (before[first] === STOP) return extended(proteins, first);
  const stop = after.at(-1) === STOP ? String(after.length - first) : "?";
  return `${placed(proteins, first)}${nameOf(fresh)}fsTer${stop}`;
}

function inFrameName(proteins: Proteins, first: number): string {
  const { from, before, after, longer, edit } = proteins;
  const stop = after.at(-1) === STOP ? from + after.length : Infinity;
  const expected = stopExpected(proteins);
  if (before[first] === STOP) return extended(proteins, first);
  if (stop < expected) {
    if (after[first] === STOP) return `${placed(proteins, first)}Ter`;
    const last = longer === 0 ? after.length : Math.ceil(edit.to / 3) - from;
    return replaced(proteins, first, Math.max(first, last), after.slice(first));
  }
  if (stop > Math.max(expected, expected - longer) && expected < Infinity)
    return replaced(proteins, first, before.length, after.slice(first));
  const end = sameEnd(before, after, first);
  return replaced(proteins, first, before.length - end, after.slice(first, after.length - end));
}

/** Residues at the end that both have, without those before `first`. */
function sameEnd(before: readonly number[], after: readonly number[], first: number): number {
  const most = Math.min(before.length, after.length) - first;
  let same = 0;
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same++;
  return same;
}

/** Residues [first, last) of the old protein give way to others. */
function replaced(
  proteins: Proteins,
  first: number,
  last: number,
  fresh: readonly number[],
): string {
  if (first < last) {
    const old = range(proteins, first, last - 1);
    if (fresh.length === 0) return `${old}del`;
    return last - first === 1 && fresh.length === 1
      ? `${old}${names(fresh)}`
      : `${old}delins${names(fresh)}`;
  }
  const copy = first - fresh.length;
  const repeats = fresh.every((residue, i) => residue === oldResidue(proteins, copy + i));
  return repeats
    ? `${range(proteins, copy, first - 1)}dup`
    : `${range(proteins, first - 1, first)}ins${names(fresh)}`;
}

function oldResidue({ from, before, reading }: Proteins, i: number): number | undefined {
  if (from + i < 0) return undefined;
  if (from + i === 0 && reading.hasStart) return METHIONINE;
  return i < 0 ? residueAt(reading, 3 * (from + i)) : before[i];
}
