/**
 * What a gene model shows about one allele for PVS1 and related criteria: exons, decay, the effect of skipping an
 * exon.
 */
import { basesOf } from "../core/genetic-code.ts";
import { lengthOf, type Change } from "./change.ts";
import { residueCount } from "./codon-text.ts";
import type { OpenEngine } from "./engine.ts";
import { otherPlace, type Standing } from "./standing.ts";
import { FLAG } from "./flags.ts";
import {
  exonAt,
  METHIONINE,
  positionOf,
  residueAt,
  type Edit,
  type Model,
  type Piece,
  type Reading,
} from "./model.ts";
import { proteinEffect } from "./protein.ts";
import { classRank, TERM } from "./term-bits.ts";
import type { Decay, ExonFacts, ExonLength, SkippedExon, TranscriptColumns } from "./types.ts";

/** A stop that lies this far before the last junction, or further, leads to decay (Abou Tayoun 2018). */
const ESCAPE_BASES = 50;

/**
 * Null: the transcript is not coding.
 * @param engine whose engine knows the gene's other transcripts
 */
export function exonFactsOf(
  { engine }: { engine: OpenEngine },
  stands: Standing,
): ExonFacts | null {
  const { model, change, reading, judged, left, right } = stands;
  if (reading === null) return null;
  const { edit, protein } = judged;
  const stopCodon = protein?.stopCodon ?? null;
  const longer = change.inserted.length - lengthOf(change);
  const residues = residueCount(reading);
  const skip = skippedExon(stands, reading);
  const exon = skip === null ? exonAt(model, judged.change.from) : skip.exon - 1;
  return {
    exons: exonLengths(model),
    proteinLength: residues,
    exonEdge: exonEdge(model, change.from),
    intronOffset: intronOffset(model, change),
    residue: protein?.residue ?? null,
    stopCodon,
    decay:
      stopCodon === null || edit === null
        ? null
        : decayOf(model, reading, stopCodon, edit.to, longer, lastJunction(model)),
    removed: stopCodon === null ? null : removedShare(residues, stopCodon),
    inFrame: protein?.inFrame ?? null,
    milderElsewhere:
      left !== 0 && right !== 0 && (classRank(left) === 0) !== (classRank(right) === 0),
    nextMet: ((left | right) & TERM.startLost) === 0 ? null : nextMet(reading),
    skip,
    ...ofOthers(engine, model, exon),
    codon: edit === null ? null : codonOf(model, reading, edit),
  };
}

function exonLengths({ starts, before, codingFrom, codingTo }: Model): ExonLength[] {
  return Array.from(starts, (_, i) => {
    const [from, to] = [before[i] ?? 0, before[i + 1] ?? 0];
    const coding = Math.min(to, codingTo) - Math.max(from, codingFrom);
    return { length: to - from, coding: Math.max(0, coding) };
  });
}

function exonEdge(model: Model, at: number): ExonFacts["exonEdge"] {
  const exon = exonAt(model, at);
  if (exon < 0) return null;
  return { fromStart: at - (model.starts[exon] ?? 0), fromEnd: (model.ends[exon] ?? 0) - at };
}

/** Of the end that lies nearer to an exon; an exonic end: null. */
function intronOffset(model: Model, { from, to }: Change): number | null {
  // The neighbours of an insertion; the ends of a span.
  const offsets = [Math.min(from, to), Math.max(from, to)].map((at) => offsetInIntron(model, at));
  return offsets.reduce((a, b) =>
    a === null || b === null ? null : Math.abs(b) < Math.abs(a) ? b : a,
  );
}

function offsetInIntron(model: Model, at: number): number | null {
  if (at < model.first || at > model.last || exonAt(model, at) >= 0) return null;
  let behind = 0;
  while ((model.starts[behind + 1] ?? Infinity) <= at) behind++;
  const after = at - (model.ends[behind] ?? 0);
  const until = (model.starts[behind + 1] ?? 0) - at;
  return after <= until ? after : -until;
}

/** Bases of cDNA before the last junction; 0: one exon. */
function lastJunction({ starts, before }: Model): number {
  return before[starts.length - 1] ?? 0;
}

/**
 * Of a stop codon in the changed mRNA.
 * @param changedTo index in the reading behind which all moves by `longer`
 * @param junction of the cDNA as it was
 */
function decayOf(
  model: Model,
  reading: Reading,
  stopCodon: number,
  changedTo: number,
  longer: number,
  junction: number,
): Decay {
  if (junction <= 0) return { nmd: "escapes", toLastJunction: null };
  if ((model.flags & (FLAG.cdsEndIncomplete | FLAG.cdsStartIncomplete)) !== 0)
    return { nmd: "unknown", toLastJunction: null };
  const moved = junction > cdnaOf(reading.pieces, changedTo) ? junction + longer : junction;
  const at = 3 * (stopCodon - 1);
  const stop = cdnaOf(reading.pieces, at >= changedTo + longer ? at - longer : at);
  const toLastJunction = moved - (at >= changedTo + longer ? stop + longer : stop) - 1;
  return { nmd: toLastJunction >= ESCAPE_BASES ? "predicted" : "escapes", toLastJunction };
}

/** Base of the cDNA that an index of the reading is. */
function cdnaOf(pieces: readonly Piece[], at: number): number {
  const piece = pieces.findLast((p) => p.at <= at) ?? pieces[0];
  return piece === undefined ? at : piece.from + at - piece.at;
}

/** From the stop on. */
function removedShare(residues: number, stopCodon: number): number {
  return Math.max(0, residues - stopCodon + 1) / residues;
}

function nextMet(reading: Reading): number | null {
  for (let codon = 1; 3 * codon < Math.min(reading.length, reading.stopAt); codon++)
    if (residueAt(reading, 3 * codon) === METHIONINE) return codon + 1;
  return null;
}

/** Of an allele at the first or last two bases of introns, where one exon is concerned. */
function skippedExon(stands: Standing, reading: Reading): SkippedExon | null {
  const { model, change, places, left, right } = stands;
  const sites = TERM.donor | TERM.acceptor;
  if (((left | right) & sites) === 0) return null;
  const exon = exonOfSites(model, change) ?? exonOfSites(model, otherPlace(model.strand, places));
  if (exon === null) return null;
  const { length, coding } = exonLengths(model)[exon] ?? { length: 0, coding: 0 };
  const [from, to] = [model.before[exon] ?? 0, model.before[exon + 1] ?? 0];
  const common = {
    exon: exon + 1,
    coding,
    noncanonical: !canonical(model, exon),
    siteKept: (left & right & sites) === 0,
  };
  const place = placeOf(model, from, to);
  if (place !== "inside")
    return { ...common, place, inFrame: false, stopCodon: null, decay: null, removed: null };
  const at = cutAt(reading.pieces, from);
  const cut: Edit = { from: at, to: at + length, inserted: new Uint8Array(0) };
  const { stopCodon, residue } = proteinEffect(reading, cut);
  const residues = residueCount(reading);
  const inFrame = coding % 3 === 0 && stopCodon === null;
  // Without a stop nothing is as it was from the first residue that differs.
  const lostFrom = stopCodon ?? residue;
  const share = lostFrom === null ? null : removedShare(residues, lostFrom);
  return {
    ...common,
    place,
    inFrame,
    stopCodon,
    decay:
      stopCodon === null
        ? null
        : decayOf(model, reading, stopCodon, cut.to, -length, lastJunction(model)),
    removed: inFrame ? coding / 3 / residues : share,
  };
}

/** Of bases [from, to) of the cDNA; a part of the first or the last codon is enough. */
function placeOf({ codingFrom, codingTo }: Model, from: number, to: number): SkippedExon["place"] {
  if (to <= codingFrom || from >= codingTo) return "untranslated";
  if (from < codingFrom + 3) return "start";
  return to > codingTo - 3 ? "stop" : "inside";
}

/** Where a base of the cDNA stands in the reading; an exon behind a slippage is in the last piece. */
function cutAt(pieces: readonly Piece[], cdna: number): number {
  const piece = pieces.findLast((p) => p.from <= cdna) ?? pieces[0];
  return piece === undefined ? 0 : piece.at + cdna - piece.from;
}

/** The exon whose own sites are hit; null: none, or sites of several. */
function exonOfSites({ starts, ends }: Model, { from, to }: Change): number | null {
  const hits = (first: number, last: number): boolean =>
    to < from ? from === last : from <= last && to >= first;
  const hit = new Set<number>();
  for (let i = 0; i + 1 < starts.length; i++) {
    const [donor, acceptor] = [ends[i] ?? 0, starts[i + 1] ?? 0];
    if (hits(donor + 1, donor + 2)) hit.add(i);
    if (hits(acceptor - 2, acceptor - 1)) hit.add(i + 1);
  }
  const [exon] = hit;
  return hit.size === 1 && exon !== undefined ? exon : null;
}

/** The introns on both sides begin with GT and end with AG. */
function canonical(model: Model, exon: number): boolean {
  const { starts, ends, base } = model;
  const pair = (at: number): string => basesOf([base(at), base(at + 1)]);
  const intron = (i: number): boolean =>
    i < 0 ||
    i + 1 >= starts.length ||
    (pair((ends[i] ?? 0) + 1) === "GT" && pair((starts[i + 1] ?? 0) - 2) === "AG");
  return intron(exon - 1) && intron(exon);
}

/** What the gene's other coding, complete transcripts have. */
function ofOthers(
  engine: OpenEngine,
  model: Model,
  exon: number,
): Pick<ExonFacts, "exonUse" | "otherStart"> {
  const start = positionOf(model, model.codingFrom);
  const middle = ((model.starts[exon] ?? 0) + (model.ends[exon] ?? 0)) >> 1;
  let [of, inTranscripts, otherStart] = [0, 0, false];
  for (const transcript of siblings(engine.columns, model)) {
    const other = engine.modelAt(transcript);
    of++;
    if (exonAt(other, middle) >= 0) inTranscripts++;
    if (positionOf(other, other.codingFrom) !== start) otherStart = true;
  }
  return { exonUse: exon < 0 ? null : { inTranscripts, of }, otherStart };
}

function* siblings(columns: TranscriptColumns, { transcript, chrom }: Model): Generator<number> {
  const gene = columns.gene[transcript];
  const open = FLAG.cdsStartIncomplete | FLAG.cdsEndIncomplete | FLAG.nmd | FLAG.copy;
  for (let t = columns.chromFrom[chrom] ?? 0; t < (columns.chromFrom[chrom + 1] ?? 0); t++)
    if (
      columns.gene[t] === gene &&
      (columns.cdsStart[t] ?? 0) > 0 &&
      ((columns.flags[t] ?? 0) & open) === 0
    )
      yield t;
}

/** The first codon that is touched, base by base on the genome. */
function codonOf(model: Model, reading: Reading, edit: Edit): ExonFacts["codon"] {
  const at = edit.from - (edit.from % 3);
  // Bases of the tail, which complete a stop, lie nowhere on the genome; those of a cut codon are not known.
  if (at + 3 > reading.bases.length) return null;
  if (cdnaOf(reading.pieces, at + 2) >= Number(model.before.at(-1))) return null;
  const position = (i: number): number =>
    Math.abs(positionOf(model, cdnaOf(reading.pieces, at + i)));
  return {
    positions: [position(0), position(1), position(2)],
    bases: basesOf(reading.bases.subarray(at, at + 3)),
    residue: at / 3 + 1,
  };
}
