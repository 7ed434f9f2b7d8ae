/** Consequences of alleles, transcript by transcript (threads and main thread alike). */
import { baseCode, UNKNOWN } from "../core/genetic-code.ts";
import { changeOf, lengthOf, shifted, turned, type Change } from "./change.ts";
import { codingTerms } from "./coding.ts";
import { FLAG } from "./flags.ts";
import { exonAt, modelOf, readingOf, type Model } from "./model.ts";
import { locate, NOWHERE, type Region } from "./region.ts";
import { lastNotAfter, openBases, type BaseAt } from "./sequence.ts";
import { MARK, TERM, termBits } from "./term-bits.ts";
import type { EffectEngine, Effects, ReadBases, RefStands, TranscriptColumns } from "./types.ts";

/** Transcripts that are kept ready: those around the place that a position-sorted file has come to. */
const KEPT_MODELS = 1024;

/** What the main thread needs of the engine besides its answers. */
export interface OpenEngine extends EffectEngine {
  base: BaseAt;
  modelAt(transcript: number): Model;
  /** Both extreme places of an allele on the genome; null: not written in bases, or nothing changes. */
  placesOf(chrom: number, pos: number, ref: string, alt: string): Places | null;
  /** Packed terms at one place; 0: it does not touch the transcript. */
  termsAt(model: Model, change: Change): number;
}

export interface Places {
  left: Change;
  right: Change;
  /** The sequence ended on the way. */
  stopped: boolean;
  /** REF is not what the sequence has there. */
  differs: boolean;
}

/** @param read bases beyond the baked ones, on the main thread */
export function openEngine(columns: TranscriptColumns, read: ReadBases | null = null): OpenEngine {
  const base = openBases(columns, read);
  const reach = runningEnds(columns);
  const models = new Map<number, Model>();
  const region: Region = { ...NOWHERE };
  const effects: Effects = {
    count: 0,
    transcript: new Int32Array(64),
    left: new Uint32Array(64),
    right: new Uint32Array(64),
  };

  const modelAt = (transcript: number): Model => {
    const known = models.get(transcript);
    if (known !== undefined) return known;
    if (models.size >= KEPT_MODELS) models.clear();
    const chrom = lastNotAfter(columns.chromFrom, 0, columns.chromFrom.length, transcript);
    const model = modelOf(columns, transcript, chrom, base);
    models.set(transcript, model);
    return model;
  };

  const placesOf: OpenEngine["placesOf"] = (chrom, pos, ref, alt) => {
    const change = changeOf(pos, ref, alt);
    if (change === null) return null;
    const at = (position: number): number => base(chrom, position);
    const left = shifted(change, -1, at, 1);
    const right = shifted(change, 1, at, Infinity);
    return {
      left: left.change,
      right: right.change,
      stopped: left.stopped || right.stopped,
      differs: refStands(at, pos, ref) === "differs",
    };
  };

  const termsAt = (model: Model, change: Change): number => {
    const own = turned(change, model.strand);
    if (!touches(own, model.first, model.last)) return 0;
    const nmd = (model.flags & FLAG.nmd) !== 0 ? TERM.nmdTranscript : 0;
    if (lengthOf(own) > 0 && own.from <= model.first && own.to >= model.last) return TERM.ablation;
    locate(model, own, region);
    const terms = region.terms | exonTerms(model, own);
    // What touches a transcript is never without a term.
    const none = region.to < 0 ? TERM.intron : TERM.codingSequence;
    return (termBits(terms) === 0 ? terms | none : terms) | nmd;
  };

  const exonTerms = (model: Model, own: Change): number => {
    const exonic = region.to >= 0;
    if (model.codingFrom < 0) {
      const inExon = exonic && (region.from < region.to || insideExon(model, own.from));
      const intron = region.shortIntron && !exonic ? TERM.intron : 0;
      return intron | (inExon ? TERM.noncodingExon : TERM.noncodingTranscript);
    }
    if (!exonic) return region.shortIntron ? inShortIntron(model, own) : 0;
    return codingTerms(model, readingOf(model, columns), region, own.inserted, {
      before: own.from < model.first,
      behind: own.to > model.last,
    });
  };

  const add = (transcript: number, left: number, right: number): void => {
    if (left === 0 && right === 0) return;
    if (effects.count === effects.transcript.length) grow(effects);
    effects.transcript[effects.count] = transcript;
    effects.left[effects.count] = left;
    effects.right[effects.count] = right;
    effects.count++;
  };

  return {
    columns,
    base,
    modelAt,
    placesOf,
    termsAt,
    refStands: (chrom, pos, ref) => refStands((position) => base(chrom, position), pos, ref),
    consequencesOf(chrom, pos, ref, alt) {
      effects.count = 0;
      const places = placesOf(chrom, pos, ref, alt);
      if (places === null) return effects;
      const { left, right } = places;
      const mark = places.differs ? MARK.referenceDiffers : 0;
      const [from, to] = [columns.chromFrom[chrom] ?? 0, columns.chromFrom[chrom + 1] ?? 0];
      for (let t = firstReaching(reach, from, to, left.from - 1); t < to; t++) {
        if ((columns.start[t] ?? 0) > Math.max(right.to, right.from)) break;
        if ((columns.end[t] ?? 0) < left.from - 1) continue;
        const model = modelAt(t);
        const leftTerms = termsAt(model, left);
        const rightTerms = left.from === right.from ? leftTerms : termsAt(model, right);
        add(t, reserved(leftTerms, mark), reserved(rightTerms, mark));
      }
      return effects;
    },
  };
}

/** Every base coding terms were told from may be another: only what follows from lengths stands. */
const FROM_BASES =
  TERM.stopGained |
  TERM.stopLost |
  TERM.startLost |
  TERM.missense |
  TERM.startRetained |
  TERM.stopRetained |
  TERM.synonymous;

function reserved(terms: number, mark: number): number {
  if (mark === 0 || terms === 0) return terms;
  const told = terms & FROM_BASES;
  return ((terms & ~FROM_BASES) | mark | (told === 0 ? 0 : TERM.codingSequence)) >>> 0;
}

function refStands(at: (pos: number) => number, pos: number, ref: string): RefStands {
  let stands: RefStands = "unknown";
  for (let i = 0; i < ref.length; i++) {
    const [stated, known] = [baseCode(ref.charCodeAt(i)), at(pos + i)];
    if (stated >= UNKNOWN || known >= UNKNOWN) continue;
    if (stated !== known) return "differs";
    stands = "same";
  }
  return stands;
}

/** A base, or both neighbours of an insertion, lie in the transcript. */
function touches({ from, to }: Change, first: number, last: number): boolean {
  return to < from ? to >= first && from <= last : from <= last && to >= first;
}

/** Both neighbours of an insertion before `at` are of one exon. */
function insideExon(model: Model, at: number): boolean {
  const exon = exonAt(model, at);
  return exon >= 0 && exon === exonAt(model, at - 1);
}

/** Inside an intron of alignment: of coding bases, or a part of the untranslated mRNA. */
function inShortIntron({ starts, before, codingFrom, codingTo }: Model, { from }: Change): number {
  const cdna = before[lastNotAfter(starts, 0, starts.length, from) + 1] ?? 0;
  return cdna > codingFrom && cdna < codingTo ? TERM.codingSequence : TERM.intron;
}

/** Of each transcript, the furthest end of those before it on its chromosome, and its own. */
function runningEnds({ count, chromFrom, end }: TranscriptColumns): Int32Array {
  const reach = new Int32Array(count);
  for (let chrom = 0; chrom + 1 < chromFrom.length; chrom++) {
    let furthest = 0;
    for (let t = chromFrom[chrom] ?? 0; t < (chromFrom[chrom + 1] ?? 0); t++)
      reach[t] = furthest = Math.max(furthest, end[t] ?? 0);
  }
  return reach;
}

/** The first in [from, to) whose reach is not below a position. */
function firstReaching(reach: Int32Array, from: number, to: number, pos: number): number {
  const before = lastNotAfter(reach, from, to, pos - 1);
  return before < 0 ? from : before + 1;
}

function grow(effects: Effects): void {
  const twice = <A extends Int32Array | Uint32Array>(old: A, fresh: A): A => {
    fresh.set(old);
    return fresh;
  };
  const size = 2 * effects.transcript.length;
  effects.transcript = twice(effects.transcript, new Int32Array(size));
  effects.left = twice(effects.left, new Uint32Array(size));
  effects.right = twice(effects.right, new Uint32Array(size));
}
