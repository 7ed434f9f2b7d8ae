/** Where in a transcript an allele lies: splice sites, introns, untranslated and coding bases of the cDNA. */
import { type Change, lengthOf } from "./change.ts";
import { lastNotAfter } from "./sequence.ts";
import { TERM } from "./term-bits.ts";
import type { Model } from "./model.ts";

/** Introns up to this length come of frameshifts in the alignment: no splicing is told of them. */
const LEAST_INTRON = 13;

export interface Region {
  /** Terms of splice sites and introns. */
  terms: number;
  /** It has bases between exons, or stands between two of them. */
  intronic: boolean;
  /** It reaches into an intron that is too short to be one. */
  shortIntron: boolean;
  /** Exonic bases [from, to) of the cDNA; equal: an insertion before that base; to -1: none. */
  from: number;
  to: number;
}

/** To be filled. */
export const NOWHERE = { terms: 0, intronic: false, shortIntron: false, from: 0, to: -1 };

/**
 * @param change in the transcript's direction, not outside of the transcript
 * @param region is filled
 */
export function locate(model: Model, change: Change, region: Region): void {
  region.terms = 0;
  region.intronic = false;
  region.shortIntron = false;
  region.from = 0;
  region.to = -1;
  const { starts, ends } = model;
  const insertion = lengthOf(change) === 0;
  // From the exon before the event: its end may be near enough.
  const first = Math.max(0, lastNotAfter(starts, 0, starts.length, change.from) - 1);
  for (let i = first; i + 1 < starts.length && (ends[i] ?? 0) - 3 <= change.to; i++) {
    const [donor, acceptor] = [ends[i] ?? 0, starts[i + 1] ?? 0];
    if (acceptor - donor - 1 < LEAST_INTRON) shortIntron(change, donor, acceptor, region);
    else if (insertion) betweenBases(model, i, change.from, region);
    else overBases(model, i, change, region);
  }
  const near = TERM.acceptor | TERM.donor | TERM.donor5th | TERM.donorRegion;
  if ((region.terms & TERM.donor5th) !== 0) region.terms &= ~TERM.donorRegion;
  if ((region.terms & near) !== 0) region.terms &= ~TERM.spliceRegion;
  if (insertion) exonicPoint(model, change.from, region);
  else exonicBases(model, change, region);
}

function shortIntron({ from, to }: Change, donor: number, acceptor: number, region: Region): void {
  // An insertion at its edge touches it: no splicing, and no reading, is known there.
  const touched = to < from ? from > donor && from <= acceptor : from < acceptor && to > donor;
  if (touched && acceptor - donor > 1) region.shortIntron = true;
}

/** Bases that go, or are replaced, at the intron behind exon i. */
function overBases(model: Model, i: number, { from, to }: Change, region: Region): void {
  const donor = model.ends[i] ?? 0;
  const acceptor = model.starts[i + 1] ?? 0;
  const hits = (first: number, last: number): boolean => from <= last && to >= first;
  if (!hits(donor - 2, acceptor + 2)) return;
  let terms = 0;
  if (hits(donor + 1, acceptor - 1)) region.intronic = true;
  if (hits(donor + 1, donor + 2)) terms |= TERM.donor;
  if (hits(acceptor - 2, acceptor - 1)) terms |= TERM.acceptor;
  if (hits(donor + 5, donor + 5)) terms |= TERM.donor5th;
  if (hits(donor + 3, donor + 6)) terms |= TERM.donorRegion;
  if (
    hits(Math.max(donor - 2, model.starts[i] ?? 0), donor) ||
    hits(acceptor, Math.min(acceptor + 2, model.ends[i + 1] ?? 0)) ||
    hits(donor + 3, donor + 8) ||
    hits(acceptor - 8, acceptor - 3)
  )
    terms |= TERM.spliceRegion;
  if (hits(Math.max(acceptor - 17, donor + 1), acceptor - 3) && to < acceptor)
    terms |= TERM.polypyrimidine;
  if (hits(donor + 3, acceptor - 3)) terms |= TERM.intron;
  region.terms |= terms;
}

/** An insertion before position `at`: as a rule both neighbours lie in the zone. */
function betweenBases(model: Model, i: number, at: number, region: Region): void {
  const donor = model.ends[i] ?? 0;
  const acceptor = model.starts[i + 1] ?? 0;
  const before = (first: number, last: number): boolean => at >= first && at <= last;
  if (!before(donor - 2, acceptor + 3)) return;
  let terms = 0;
  if (before(donor + 2, acceptor - 1)) region.intronic = true;
  if (at === donor + 2) terms |= TERM.donor;
  if (at === acceptor - 1) terms |= TERM.acceptor;
  if (before(donor + 4, donor + 6)) terms |= TERM.donorRegion;
  if (
    before(Math.max(donor - 1, (model.starts[i] ?? 0) + 1), donor + 1) ||
    before(donor + 3, donor + 8) ||
    before(acceptor - 7, acceptor - 2) ||
    before(acceptor, Math.min(acceptor + 2, model.ends[i + 1] ?? 0))
  )
    terms |= TERM.spliceRegion;
  if (before(Math.max(acceptor - 17, donor + 2), acceptor - 3)) terms |= TERM.polypyrimidine;
  if (before(donor + 3, acceptor - 2)) terms |= TERM.intron;
  region.terms |= terms;
}

function exonicBases(model: Model, { from, to }: Change, region: Region): void {
  const { starts, before } = model;
  const a = lastNotAfter(starts, 0, starts.length, from);
  const b = lastNotAfter(starts, 0, starts.length, to);
  if (b < 0) return;
  // The first exonic base at or behind `from`, the last at or before `to`.
  const behind =
    a < 0 ? 0 : Math.min((before[a] ?? 0) + from - (starts[a] ?? 0), before[a + 1] ?? 0);
  const until = Math.min((before[b] ?? 0) + to - (starts[b] ?? 0) + 1, before[b + 1] ?? 0);
  if (until <= behind) return;
  region.from = behind;
  region.to = until;
}

/** Between two bases of an exon, or between an exon's end and an intron. */
function exonicPoint(model: Model, at: number, region: Region): void {
  const exon = lastNotAfter(model.starts, 0, model.starts.length, at);
  const offset = at - (model.starts[exon] ?? 0);
  const cdna = (model.before[exon] ?? 0) + offset;
  if (exon < 0 || cdna > (model.before[exon + 1] ?? 0)) return;
  region.from = cdna;
  region.to = cdna;
}
