/**
 * A transcript in its own direction, as needed for exon arithmetic: genomic positions increase along it (those of
 * the minus strand are negative).
 */
import { firstAt } from "../../core/sorted.ts";
import { FLAG } from "../../effect/index.ts";
import type { TranscriptColumns } from "../../effect/types.ts";
import { shared, type Span } from "../spans.ts";

export interface Model {
  strand: number;
  /** Exons, 5' first. */
  starts: Int32Array;
  ends: Int32Array;
  first: number;
  last: number;
  /** Lowest and highest coding base, the stop included; an empty range where nothing is coding. */
  codeFrom: number;
  codeTo: number;
  /** Coding bases of all exons before each; the last is the coding length. */
  before: Int32Array;
  codingLength: number;
  /** The first codon, the stop: known to be there. */
  hasStart: boolean;
  hasStop: boolean;
}

export function modelOf(columns: TranscriptColumns, t: number): Model {
  const strand = columns.strand[t] ?? 1;
  const row = columns.exonFrom[t] ?? 0;
  const count = (columns.exonFrom[t + 1] ?? row) - row;
  const low = columns.cdsStart[t] ?? 0;
  const code =
    low > 0 ? turned({ from: low, to: columns.cdsEnd[t] ?? 0 }, strand) : { from: 0, to: -1 };
  const [starts, ends] = [new Int32Array(count), new Int32Array(count)];
  const before = new Int32Array(count + 1);
  for (let i = 0; i < count; i++) {
    const own = { from: columns.exonStart[row + i] ?? 0, to: columns.exonEnd[row + i] ?? 0 };
    const exon = turned(own, strand);
    starts[i] = exon.from;
    ends[i] = exon.to;
    before[i + 1] = (before[i] ?? 0) + (low > 0 ? shared(exon, code) : 0);
  }
  const flags = columns.flags[t] ?? 0;
  return {
    strand,
    starts,
    ends,
    first: starts[0] ?? 0,
    last: ends[count - 1] ?? -1,
    codeFrom: code.from,
    codeTo: code.to,
    before,
    codingLength: before[count] ?? 0,
    hasStart: (flags & FLAG.cdsStartIncomplete) === 0,
    hasStop: (flags & FLAG.cdsEndIncomplete) === 0,
  };
}

/** A range of the genome in the direction of a strand, and back. */
export function turned({ from, to }: Span, strand: number): Span {
  return strand > 0 ? { from, to } : { from: -to, to: -from };
}

/** The first exon that ends at or behind a position; the number of exons where none does. */
export function exonFrom({ ends }: Model, at: number): number {
  return firstAt(ends, at);
}

/** Coding bases of exon i. */
export function codingOf({ before }: Model, i: number): number {
  return (before[i + 1] ?? 0) - (before[i] ?? 0);
}

/** Coding bases before a position. */
export function codingBefore(model: Model, at: number): number {
  const i = exonFrom(model, at);
  if (i >= model.starts.length) return model.codingLength;
  const code = { from: model.codeFrom, to: model.codeTo };
  return (model.before[i] ?? 0) + shared({ from: model.starts[i] ?? 0, to: at - 1 }, code);
}

/** What a range takes of the exons. */
export interface Hit {
  /** Indexes of exons; `last` < `first`: none. */
  first: number;
  last: number;
  /** Coding bases in it, and before it. */
  coding: number;
  before: number;
  /** Where each end lies: exonic, intronic, or beyond the transcript. */
  left: "exon" | "intron" | "outside";
  right: "exon" | "intron" | "outside";
}

/** Of a range that shares a position with the transcript. An end at an exon's own border takes all of it: intronic. */
export function hitOf(model: Model, { from, to }: Span): Hit {
  const first = exonFrom(model, from);
  let last = exonFrom(model, to);
  const reaches = last < model.starts.length && (model.starts[last] ?? 0) <= to;
  if (!reaches) last--;
  const before = codingBefore(model, from);
  return {
    first,
    last,
    coding: codingBefore(model, to + 1) - before,
    before,
    left: sideOf(from <= model.first, (model.starts[first] ?? Infinity) < from),
    right: sideOf(to >= model.last, reaches && (model.ends[last] ?? 0) > to),
  };
}

function sideOf(isOutside: boolean, isExonic: boolean): Hit["left"] {
  return isOutside ? "outside" : isExonic ? "exon" : "intron";
}

/** Intron before which exon begins, 0 to the number of exons, of a position outside of exons; null: exonic. */
export function intronAt(model: Model, at: number): number | null {
  const i = exonFrom(model, at);
  return i < model.starts.length && (model.starts[i] ?? 0) <= at ? null : i;
}

/** Bases to the nearest splice site of an exon, of a range in an intron. */
export function toSpliceSite(model: Model, { from, to }: Span): number {
  const next = exonFrom(model, from);
  const left = next > 0 ? from - (model.ends[next - 1] ?? 0) : Infinity;
  const right = next < model.starts.length ? (model.starts[next] ?? 0) - to : Infinity;
  return Math.min(left, right);
}
