/** Codons and residues before and after a change, as VEP writes them. */
import { basesOf } from "../core/genetic-code.ts";
import type { Range } from "./types.ts";
import {
  editedBase,
  editedResidue,
  NO_RESIDUE,
  residueAt,
  type Edit,
  type Reading,
} from "./model.ts";

/** Residues without the stop. */
export function residueCount({ length, stopAt }: Reading): number {
  return Math.floor(Math.min(length, stopAt) / 3);
}

/** Codons that are touched, counted from 1; of an insertion between two, both. */
export function residuesOf(
  { pieces }: Reading,
  edit: Edit | null,
  cds: Range | null,
  codingFrom: number,
): Range | null {
  if (edit !== null) {
    const insertion = edit.from === edit.to;
    return {
      first: codonAt(insertion ? edit.from - 1 : edit.from),
      last: codonAt(insertion ? edit.from : edit.to - 1),
    };
  }
  // Not all of it is coding: by the ends that are, which slippage may have moved.
  const [piece] = pieces;
  if (cds === null || piece === undefined || pieces.length > 1) return null;
  const skipped = piece.from - codingFrom;
  const ends = [cds.first, cds.last].map((base) =>
    base === null || base <= skipped ? null : codonAt(base - 1 - skipped),
  );
  return { first: ends[0] ?? null, last: ends[1] ?? null };
}

function codonAt(index: number): number {
  return Math.floor(index / 3) + 1;
}

/** `L/P` and `cTg/cCg`; `-` stands for none, X for a codon that is not whole. */
export function codonTexts(reading: Reading, edit: Edit): { aminoAcids: string; codons: string } {
  const { from, to, inserted } = edit;
  const first = from - (from % 3);
  const last = from === to && from % 3 === 0 ? first : to + ((3 - (to % 3)) % 3);
  const longer = inserted.length - (to - from);
  const bases = (until: number, base: (at: number) => number): string =>
    basesOf(Array.from({ length: until - first }, (_, i) => base(first + i)));
  const text = (all: string, length: number): string => {
    const [start, end] = [from - first, from - first + length];
    const told =
      all.slice(0, start).toLowerCase() + all.slice(start, end) + all.slice(end).toLowerCase();
    return told === "" ? "-" : told;
  };
  const before = text(
    bases(last, (at) => reading.bases[at] ?? -1),
    to - from,
  );
  const after = text(
    bases(last + longer, (at) => editedBase(reading, edit, at)),
    inserted.length,
  );
  const old = peptide(last - first, (at) => residueAt(reading, first + at));
  const fresh = peptide(last + longer - first, (at) => editedResidue(reading, edit, first + at));
  return { aminoAcids: old === fresh ? old : `${old}/${fresh}`, codons: `${before}/${after}` };
}

function peptide(bases: number, residue: (at: number) => number): string {
  let text = "";
  for (let at = 0; at + 3 <= bases; at += 3) text += String.fromCharCode(residue(at) || NO_RESIDUE);
  if (bases % 3 !== 0 && text !== "*") text += "X";
  return text === "" ? "-" : text;
}
