/**
 * panelist's own annotation in one scanning thread: the layout of the entries that the engine makes from a decoded
 * record, and what the engine determines about a line before it is decoded. Loaded for files without an annotation
 * alone.
 */
import { CHROMOSOMES } from "../core/assembly.ts";
import {
  exonZones,
  MARK,
  openNames,
  openEngine,
  rowMaker,
  SEQUENCE_FLANK,
  TERM,
  termBits,
  termNames,
} from "../effect/index.ts";
import type { EffectEngine, Effects, RefStands, TranscriptSlice } from "../effect/types.ts";
import { impactOf } from "../core/consequences.ts";
import { remembered } from "../core/once.ts";
import type { Policy } from "../core/policy.ts";
import type { AnnotationLayout, GeneNames } from "../vcf/types.ts";
import type { Columns } from "./gates/columns.ts";
import { isPlainAlt, mayMakeCandidate } from "./gates/gates.ts";
import { Intervals } from "./intervals.ts";
import { FAR, keptReach } from "./keep/distil-criteria.ts";

export class OwnAnnotation {
  readonly layout: AnnotationLayout;
  private readonly engine: EffectEngine;
  private readonly slice: TranscriptSlice;
  private readonly classes: readonly string[];
  private readonly zones = new Map<string, Intervals>();
  private readonly harmful = new Map<number, boolean>();
  private readonly damaging = new Map<number, boolean>();

  /** @param layout as in the header, without entries */
  constructor(layout: AnnotationLayout, slice: TranscriptSlice, policy: Policy) {
    this.slice = slice;
    this.engine = openEngine(slice.columns);
    this.layout = { ...layout, entriesOf: rowMaker(this.engine, slice.names, null) };
    this.classes = policy.consequence.classes;
  }

  /** Whether a line with one plain ALT may hold a consequence that makes a candidate. */
  mayHarm(data: Buffer, at: Columns, chrom: string, last: number): boolean {
    const isHarmful = (packed: number): boolean =>
      isUndetermined(packed) ||
      remembered(this.harmful, termBits(packed), () =>
        mayMakeCandidate(termNames(termBits(packed)).join("&"), this.classes),
      );
    return this.isNear(chrom, at.pos, last, FAR) && this.some(data, at, chrom, isHarmful);
  }

  /** Whether a line with one plain ALT is damaging on any transcript: HIGH or MODERATE. */
  mayDamage(data: Buffer, at: Columns, chrom: string, last: number): boolean {
    const isDamaging = (packed: number): boolean =>
      remembered(this.damaging, termBits(packed), () =>
        ["HIGH", "MODERATE"].includes(impactOf(termNames(termBits(packed)))),
      );
    return this.isNear(chrom, at.pos, last, FAR) && this.some(data, at, chrom, isDamaging);
  }

  /** Is a base of [pos, last] in an exon, or so near to one? */
  isNear(chrom: string, pos: number, last: number, margin: number): boolean {
    const zones = remembered(this.zones, `${chrom} ${margin}`, () => {
      const { starts, ends } = exonZones(this.slice.columns, CHROMOSOMES.indexOf(chrom), margin);
      return new Intervals(starts, ends);
    });
    return zones.touchesAnywhere(pos, last);
  }

  /** Of an archive: so near to an exon, or so near that an indel may be written there. */
  isKept(pos: number, last: number, chrom: string, margin: number): boolean {
    return this.isNear(chrom, pos, last, keptReach({ margin }));
  }

  /** Of a line with an allele in bases: whether REF is what the release's sequence has; `unknown` of other lines. */
  refStands(data: Buffer, at: Columns, chrom: string): RefStands {
    const last = at.pos + (at.alt - 1 - at.ref) - 1;
    if (!this.isNear(chrom, at.pos, last, SEQUENCE_FLANK) || !hasBases(data, at)) return "unknown";
    const ref = data.toString("latin1", at.ref, at.alt - 1).toUpperCase();
    return this.engine.refStands(CHROMOSOMES.indexOf(chrom), at.pos, ref);
  }

  /** Genes of the transcripts that the line's alleles touch. */
  genesAt(data: Buffer, at: Columns, chrom: string): GeneNames[] {
    const { columns, names } = this.slice;
    const genes = new Set<number>();
    for (const alt of altsOf(data, at)) {
      if (!BASES.test(alt)) continue;
      const { count, transcript } = this.effectsOf(data, at, chrom, alt);
      for (let k = 0; k < count; k++) genes.add(columns.gene[transcript[k] as number] as number);
    }
    return [...genes].map(openNames(names).gene);
  }

  private some(
    data: Buffer,
    at: Columns,
    chrom: string,
    asked: (packed: number) => boolean,
  ): boolean {
    const alt = data.toString("latin1", at.alt, at.qual - 1);
    const { count, left, right } = this.effectsOf(data, at, chrom, alt);
    for (let k = 0; k < count; k++)
      if (asked(left[k] as number) || asked(right[k] as number)) return true;
    return false;
  }

  private effectsOf(
    data: Buffer,
    { pos, ref, alt }: Columns,
    chrom: string,
    text: string,
  ): Effects {
    const before = data.toString("latin1", ref, alt - 1).toUpperCase();
    const index = CHROMOSOMES.indexOf(chrom);
    return this.engine.consequencesOf(index, pos, before, text.toUpperCase());
  }
}

const BASES = /^[ACGTN]+$/i;

function altsOf(data: Buffer, { alt, qual }: Columns): string[] {
  return data.toString("latin1", alt, qual - 1).split(",");
}

/** Most have one base alone, which is seen without a text. */
function hasBases(data: Buffer, at: Columns): boolean {
  return isPlainAlt(data, at.alt, at.qual - 1) || altsOf(data, at).some((alt) => BASES.test(alt));
}

/** What the change does cannot be told: the judgement keeps it (`isUndetermined` of the entry). */
function isUndetermined(packed: number): boolean {
  const differs = (packed & MARK.referenceDiffers) !== 0 && (packed & TERM.codingSequence) !== 0;
  return differs || (packed & MARK.sequenceMissing) !== 0;
}
