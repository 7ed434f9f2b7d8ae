/** The description of one allele on one transcript: HGVS names, positions, codons. */
import type { Allele } from "../core/allele.ts";
import { CHROMOSOMES } from "../core/assembly.ts";
import { baseCode, complement, UNKNOWN } from "../core/genetic-code.ts";
import { changeName, placeName } from "./name.ts";
import { openNames } from "./names.ts";
import { isIndel, lengthOf, type Change } from "./change.ts";
import { codonTexts, residueCount, residuesOf } from "./codon-text.ts";
import { openEngine, type OpenEngine } from "./engine.ts";
import { FLAG } from "./flags.ts";
import { beforeGap, exonAt, type Model } from "./model.ts";
import { proteinEffect } from "./protein.ts";
import type { Region } from "./region.ts";
import { lastNotAfter } from "./sequence.ts";
import { MARK, placementMatters, TERM, termBits, termNames } from "./term-bits.ts";
import { standing, type Standing } from "./standing.ts";
import type { Description, EffectFlag, Range, ReadBases, TranscriptSlice } from "./types.ts";

/** Names and facts, on the main thread. */
export interface OpenNamer {
  slice: TranscriptSlice;
  engine: OpenEngine;
  /** Null: not written in bases, nothing changes, or it does not touch the transcript. */
  standingOf(transcript: number, allele: Readonly<Allele>): Standing | null;
  describe(transcript: number, allele: Readonly<Allele>): Description | null;
}

/** @param read bases beyond the baked ones; null: there are none to ask */
export function openNamer(slice: TranscriptSlice, read: ReadBases | null): OpenNamer {
  const engine = openEngine(slice.columns, read);
  const standingOf: OpenNamer["standingOf"] = (transcript, { chrom, pos, ref, alt }) => {
    const places = engine.placesOf(CHROMOSOMES.indexOf(chrom), pos, ref, alt);
    return places === null ? null : standing(engine, engine.modelAt(transcript), places);
  };
  return {
    slice,
    engine,
    standingOf,
    describe(transcript, allele) {
      const stands = standingOf(transcript, allele);
      return stands === null ? null : describe(slice, stands, allele);
    },
  };
}

function describe(slice: TranscriptSlice, stands: Standing, allele: Readonly<Allele>): Description {
  const { model, change, region, reading, edit, left, right } = stands;
  const { transcript, codingFrom, codingTo } = model;
  const cdnaLength = model.before.at(-1) ?? 0;
  const names = openNames(slice.names);
  const id = names.id(transcript);
  const named = nameable(stands);
  const coding = named ? codingName(stands, allele) : null;
  const protein = named ? proteinName(stands) : null;
  const cds = codingFrom < 0 ? null : positions(model, change, region, codingFrom, codingTo);
  return {
    terms: termNames(left),
    otherTerms: termBits(left) === termBits(right) ? null : termNames(right),
    hgvsc: coding === null ? null : `${id}:${coding}`,
    hgvsp: protein === null ? null : `${names.protein(transcript) || id}:${protein}`,
    exon: exonsOf(model, change, region),
    intron: region.intronic ? intronsOf(model, change) : null,
    exons: model.starts.length,
    introns: model.starts.length - 1,
    cdna: positions(model, change, region, 0, cdnaLength),
    cds,
    protein: reading === null ? null : residuesOf(reading, edit, cds, codingFrom),
    cdnaLength,
    cdsLength: codingTo - codingFrom,
    proteinLength: reading === null ? 0 : residueCount(reading),
    ...(reading === null || edit === null
      ? { aminoAcids: "", codons: "" }
      : codonTexts(reading, edit)),
    flags: flagsOf(stands, named && coding === null),
  };
}

/** Both ends lie in the transcript, before a gap of its alignment, and the way 3' was known to its end. */
function nameable({ model, change, stopped, places }: Standing): boolean {
  if (stopped || places.differs || behindGap(model, change)) return false;
  if (change.inserted.includes(UNKNOWN)) return false;
  return lengthOf(change) === 0
    ? change.from - 1 >= model.first && change.from <= model.last
    : change.from >= model.first && change.to <= model.last;
}

function behindGap({ gapAt }: Model, { to }: Change): boolean {
  return gapAt !== null && to >= gapAt;
}

function codingName(
  { model, change, region }: Standing,
  { pos, ref }: Readonly<Allele>,
): string | null {
  const { strand, base } = model;
  const place = (at: number): string => placeName(model, at);
  const kind = model.codingFrom < 0 ? "n" : "c";
  // Far from exons a release has no bases. REF tells those of a substitution, which goes nowhere.
  const stated = (at: number): number => {
    const known = base(at);
    const code = baseCode(ref.charCodeAt(strand * at - pos));
    return known !== UNKNOWN ? known : strand > 0 ? code : complement(code);
  };
  const isDeep = region.to < 0 && !isIndel(change);
  const name = (of: Change): string | null =>
    changeName(of, isDeep ? stated : base, place, model.first);
  const behind = behindLast(model, change);
  const asCopy = behind === null ? null : name(behind);
  const told = asCopy?.endsWith("dup") === true ? asCopy : name(change);
  return told === null ? null : `${kind}.${told}`;
}

/** An insertion that can stand behind the transcript's last base: there only a copy of what comes before has a name (HV-02). */
function behindLast({ last, base }: Model, { from, to, inserted }: Change): Change | null {
  if (to >= from || from !== last || inserted[0] !== base(last)) return null;
  const turned = Uint8Array.from(
    inserted,
    (_, i) => inserted[(i + 1) % inserted.length] ?? UNKNOWN,
  );
  return { from: last + 1, to: last, inserted: turned };
}

function proteinName(stands: Standing): string | null {
  const { model, reading, edit, protein, region, left, right } = stands;
  if ((model.flags & FLAG.internalStop) !== 0) return null;
  if (edit !== null) {
    if (model.gapAt === null || reading === null) return protein?.name ?? null;
    const { name } = proteinEffect(beforeGap(model, reading), edit);
    // It ends behind the gap.
    return name === null || /(?:fs|Ter\?)$/.test(name) ? null : name;
  }
  // Over the first codon and what lies before it: there may be no protein, or none from there.
  const both = left & right;
  if (region.intronic || (both & TERM.startLost) === 0) return null;
  return (both & TERM.stopLost) === 0 ? "p.Met1?" : "p.0?";
}

/** First and last exon that it has bases of, counted from 1. */
function exonsOf(model: Model, { from, to }: Change, region: Region): Range | null {
  if (region.to < 0) return null;
  const { before } = model;
  const last = Math.max(region.from, region.to - 1);
  const insertion = to < from;
  const exon = (cdna: number): number => lastNotAfter(before, 0, model.starts.length, cdna) + 1;
  // An insertion behind an exon's last base is that exon's.
  const own = insertion && exonAt(model, from) < 0 ? region.from - 1 : region.from;
  return { first: exon(own), last: insertion ? exon(own) : exon(last) };
}

/** First and last intron that it has bases of, counted from 1. */
function intronsOf(model: Model, { from, to }: Change): Range {
  const { starts } = model;
  const first = lastNotAfter(starts, 0, starts.length, from) + 1;
  const end = Math.max(from, to);
  const last = lastNotAfter(starts, 0, starts.length, end) + (exonAt(model, end) < 0 ? 1 : 0);
  return { first: Math.max(1, first), last: Math.min(starts.length - 1, last) };
}

/** Places in [start, end) of the cDNA, counted from 1; of an insertion, those of its neighbours. */
function positions(
  model: Model,
  change: Change,
  { from, to }: Region,
  start: number,
  end: number,
): Range | null {
  if (to < 0 || to <= start || from >= end) return null;
  const insertion = from === to;
  const place = (cdna: number, exonic: boolean): number | null =>
    exonic && cdna >= start && cdna < end ? cdna - start + 1 : null;
  const first = place(insertion ? from - 1 : from, insertion || exonAt(model, change.from) >= 0);
  const last = place(insertion ? from : to - 1, insertion || exonAt(model, change.to) >= 0);
  return first === null && last === null ? null : { first, last };
}

/** @param nameless a base that the name needs is not known */
function flagsOf(
  { model, stopped, places, left, right, change }: Standing,
  nameless: boolean,
): EffectFlag[] {
  const { flags } = model;
  const has = (bits: number): boolean => (flags & bits) !== 0;
  const told: [EffectFlag, boolean][] = [
    ["placement_dependent", placementMatters(left, right)],
    ["hgvs_unshifted", (stopped || nameless) && isIndel(change)],
    ["sequence_missing", ((left | right) & MARK.sequenceMissing) !== 0],
    ["reference_differs", places.differs],
    ["incomplete", has(FLAG.cdsStartIncomplete | FLAG.cdsEndIncomplete)],
    ["selenocysteine_assumed", has(FLAG.selenocysteineAssumed)],
    ["internal_stop", has(FLAG.internalStop)],
    ["phase_conflict", has(FLAG.phaseConflict)],
    ["gapped", has(FLAG.gapped)],
    ["transcript_differs_from_genome", has(FLAG.differsFromGenome)],
    ["mane_other_version", has(FLAG.maneOtherVersion)],
  ];
  return told.filter(([, holds]) => holds).map(([flag]) => flag);
}
