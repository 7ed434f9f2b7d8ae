/** One allele on one transcript, shifted as far 3' as possible: the basis of names and facts. */
import { alongStrand, shifted, turned, type Change } from "./change.ts";
import { editsOf } from "./coding.ts";
import type { OpenEngine, Places } from "./engine.ts";
import { FLAG } from "./flags.ts";
import { readingOf, type Edit, type Model, type Reading } from "./model.ts";
import { proteinEffect, type ProteinEffect } from "./protein.ts";
import { locate, NOWHERE, type Region } from "./region.ts";

/** An allele on a transcript, as far 3' as it goes, with all that names and facts are made of. */
export interface Standing {
  model: Model;
  places: Places;
  /** In the transcript's direction. */
  change: Change;
  /** The way 3' ended because no sequence is known there. */
  stopped: boolean;
  region: Region;
  /** Null: not coding. */
  reading: Reading | null;
  /** Null: not all of it is coding, in one exon. */
  edit: Edit | null;
  protein: ProteinEffect | null;
  /** Where its effect on the protein can be told: there, else at the other extreme (DEC-41). */
  judged: Judged;
  /** Packed terms leftmost and rightmost on the genome. */
  left: number;
  right: number;
}

interface Judged {
  change: Change;
  edit: Edit | null;
  protein: ProteinEffect | null;
}

/** Null: it does not touch the transcript, wherever it is written. */
export function standing(engine: OpenEngine, model: Model, places: Places): Standing | null {
  const [left, right] = [engine.termsAt(model, places.left), engine.termsAt(model, places.right)];
  if (left === 0 && right === 0) return null;
  const { chrom, strand } = model;
  const along = alongStrand(engine.base, chrom, strand);
  const { change, stopped } = shifted(otherPlace(strand, places), 1, along, model.last);
  const coding = model.codingFrom >= 0;
  const reading = coding ? readingOf(model, engine.columns) : null;
  const { region, ...there } = judgedAt(model, reading, change);
  const isTold = there.edit !== null || places.left.from === places.right.from;
  const other = isTold ? null : judgedAt(model, reading, otherPlace(strand, places));
  return {
    model,
    places,
    change,
    stopped,
    region,
    reading,
    edit: there.edit,
    protein: there.protein,
    judged: other === null || other.edit === null ? there : other,
    left,
    right,
  };
}

/** The extreme place that is not the 3' one, in the transcript's direction. */
export function otherPlace(strand: number, places: Places): Change {
  return turned(strand > 0 ? places.left : places.right, strand);
}

function judgedAt(
  model: Model,
  reading: Reading | null,
  change: Change,
): Judged & { region: Region } {
  const region: Region = { ...NOWHERE };
  locate(model, change, region);
  const edit = reading === null ? null : wholeEdit(model, reading, change, region);
  const protein = edit === null || reading === null ? null : proteinEffect(reading, edit);
  return { change, edit, protein, region };
}

/** All changed bases are coding and of one exon, and the reading can be told. */
function wholeEdit(
  model: Model,
  reading: Reading,
  change: Change,
  { intronic, shortIntron, from, to }: Region,
): Edit | null {
  const { codingFrom, codingTo, flags } = model;
  if (intronic || shortIntron || to < 0 || (flags & FLAG.phaseConflict) !== 0) return null;
  if (change.from < model.first || change.to > model.last) return null;
  const inside =
    from < to ? from >= codingFrom && to <= codingTo : from > codingFrom && from < codingTo;
  const edits = inside ? editsOf(reading, from, to, change.inserted) : [];
  return edits.length === 1 ? (edits[0] ?? null) : null;
}
