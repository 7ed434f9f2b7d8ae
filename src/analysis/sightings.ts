/**
 * Where a variant is in the input of a run, and how the filters assess it there: the record is evaluated once more
 * with every check shown, including those after the first failure.
 */
import { alleleKey, type Allele } from "../core/allele.ts";
import type { Check } from "../core/check.ts";
import { isOutsideGene } from "../core/consequences.ts";
import { remembered } from "../core/once.ts";
import type { Policy } from "../core/policy.ts";
import type { CompoundPart, Makes } from "../vcf/index.ts";
import {
  decodeRecord,
  isSameAllele,
  makesOf,
  minimalAllele,
  transcriptConsequences,
} from "../vcf/index.ts";
import type { VcfRecord } from "../vcf/types.ts";
import {
  compilePlan,
  judgeRecord,
  lastBase,
  noSequenceAllele,
  ownAnnotation,
  POINTER_REACH,
  type Compiled,
} from "../scan/index.ts";
import type { DropReason, ScanPlan } from "../scan/types.ts";
import { recordsAt, recordsOver } from "./find-record.ts";
import type { Input } from "./input.ts";
import type { Planned, Prepared } from "./prepare.ts";
import type { Place } from "./withheld.ts";
import { watch, type Watched } from "./watch.ts";

/** One allele where it was found. */
export interface Sighting {
  /** As written in the file. */
  key: string;
  path: string;
  record: VcfRecord;
  /** null: it survives the filters. */
  dropped: DropReason | null;
  checks: Check[];
  place: Place;
  /** `sample=text` of the family's sequenced people. */
  genotypes: string[];
}

export interface Sightings {
  found: Sighting[];
  /** What the input has at the place instead, as written there; of records that begin there before others. */
  others: (Allele & { place: Place })[];
  /** An address is read in the panels' regions alone, and this is none of them. */
  unread: boolean;
}

/** One input of the run, with all that is needed to look into it again. */
interface Source {
  input: Input;
  plan: ScanPlan;
  compiled: Compiled;
  taken: Watched | null;
  policy: Policy;
}

export class Lookout {
  /** All inputs can be looked into before the run, and as well as after it; else it must have read them. */
  readonly isOpen: boolean;
  private readonly sources: Source[];
  private readonly people: Prepared["family"]["people"];
  private readonly makes = new Map<string, Makes>();

  /** @param wanted where lines of inputs that are read once must be taken down; before the run reads */
  static async open(prepared: Prepared & Planned, wanted: readonly Allele[]): Promise<Lookout> {
    const compiled = await Promise.all(
      prepared.plans.map(async (plan) => compilePlan(plan, await ownAnnotation(plan))),
    );
    return new Lookout(prepared, wanted, compiled);
  }

  private constructor(
    { inputs, plans, policy, family }: Prepared & Planned,
    wanted: readonly Allele[],
    compiled: readonly Compiled[],
  ) {
    this.people = family.people;
    this.sources = inputs.flatMap((input, i) => {
      const [plan, own] = [plans[i], compiled[i]];
      if (plan === undefined || own === undefined) return [];
      const reach = input.header.annotations[0]?.annotator === "bcsq" ? POINTER_REACH : 0;
      const places = wanted.map(({ chrom, pos, ref }) => ({
        chrom,
        start: pos - reach,
        end: pos + ref.length - 1,
      }));
      return [{ input, plan, policy, compiled: own, taken: watch(input, places) }];
    });
    // Which of bcftools csq's compound consequences are the proband's is known once all is read (DEC-46).
    this.isOpen = inputs.every(
      ({ text, remote, index, indexOlderThanFile, header }) =>
        text === null &&
        remote === null &&
        index !== null &&
        !indexOlderThanFile &&
        header.annotations[0]?.annotator !== "bcsq",
    );
  }

  /** @param parts the compound consequences that the run read (DEC-46) */
  sightings(wanted: Allele, parts: readonly CompoundPart[]): Sightings {
    const { chrom, pos } = wanted;
    const goal = minimalAllele({ pos, ref: wanted.ref, alts: [wanted.alt] }, 1);
    const makes = remembered(this.makes, chrom, () => makesOf(parts, chrom));
    const found: Sighting[] = [];
    const others: Sightings["others"] = [];
    let unread = false;
    for (const source of this.sources) {
      const { input, compiled } = source;
      unread ||= input.remote !== null && !isInside(compiled, chrom, pos, pos);
      const place = { chrom, start: pos, end: pos + wanted.ref.length - 1 };
      for (const line of linesOver(source, place)) {
        const record = decodeRecord(line, input.header, { path: input.path });
        for (const [i, alt] of record.alts.entries()) {
          const { ref } = record;
          const written = record.pos === pos && ref === wanted.ref && alt === wanted.alt;
          if (written || isSameAllele(minimalAllele(record, i + 1), goal))
            found.push(this.judged(source, { record, alleleIndex: i + 1, chrom, makes }));
          else if (record.altKinds[i] !== "none" && record.altKinds[i] !== "gvcf")
            others.push({
              chrom,
              pos: record.pos,
              ref,
              alt,
              place: placeOf(record, i + 1, chrom, compiled),
            });
        }
      }
    }
    const there = others.filter((other) => other.pos === pos);
    return { found, others: there.length > 0 ? there : others, unread };
  }

  /**
   * How many alleles that touch the place left the scan, by reason.
   * @param parts as of `sightings`
   * @returns null: an input cannot be looked into again
   */
  leftAt(
    place: { chrom: string; start: number; end: number },
    parts: readonly CompoundPart[],
  ): Partial<Record<DropReason, number>> | null {
    if (this.sources.some(({ taken }) => taken !== null)) return null;
    const makes = remembered(this.makes, place.chrom, () => makesOf(parts, place.chrom));
    const left: Partial<Record<DropReason, number>> = {};
    for (const source of this.sources)
      for (const line of linesOver(source, place)) {
        const record = decodeRecord(line, source.input.header, { path: source.input.path });
        for (const i of record.alts.keys()) {
          const at = { record, alleleIndex: i + 1, chrom: place.chrom, makes };
          const { dropped } = this.judged(source, at);
          if (dropped !== null) left[dropped] = (left[dropped] ?? 0) + 1;
        }
      }
    return left;
  }

  private judged(
    source: Source,
    at: { record: VcfRecord; alleleIndex: number; chrom: string; makes: Makes },
  ): Sighting {
    const { input, plan, compiled } = source;
    const { record, alleleIndex, chrom, makes } = at;
    const last = lastBase(record, input.header.mayHoldReferenceBlocks);
    const inside = isInside(compiled, chrom, record.pos, last);
    const place: Check = {
      id: "panel_regions",
      outcome: inside ? "pass" : "fail",
      value: `${record.contig}:${record.pos}-${last}`,
      limit: plan.wholeGenome ? "whole genome" : "a panel gene's extent plus margin",
      rule: "DEC-16",
    };
    const kind = record.altKinds[alleleIndex - 1] ?? "none";
    const none = kind === "seq" ? null : noSequenceAllele({ ...record, altKinds: [kind] });
    const mine = judgeRecord(record, compiled, {
      chrom,
      sitesAt: (pos) => sitesAt(source, { chrom, pos }, record.pos),
      makes,
      trace: true,
    }).find((judgement) => judgement.alleleIndex === alleleIndex);
    const { pos, ref, alts } = record;
    return {
      key: alleleKey({ chrom, pos, ref, alt: alts[alleleIndex - 1] ?? "" }),
      path: input.path,
      record,
      dropped: inside ? (mine?.dropped ?? none) : "outside_panel_regions",
      checks: [place, ...(mine?.checks ?? [])],
      place: placeOf(record, alleleIndex, chrom, compiled),
      genotypes: this.people.flatMap((person, p) => {
        const column = plan.sampleColumns[p] ?? -1;
        return column < 0 ? [] : [`${person.id}=${record.sampleTexts[column] ?? "."}`];
      }),
    };
  }
}

/** Where the allele lies, and in which genes the annotation says that it does. */
function placeOf(
  record: VcfRecord,
  alleleIndex: number,
  chrom: string,
  { layout }: Compiled,
): Place {
  const entries =
    layout === null ? [] : transcriptConsequences(record, alleleIndex, layout).entries;
  return {
    chrom,
    pos: record.pos,
    end: record.pos + record.ref.length - 1,
    genes: entries.map((entry) => ({ ...entry, inside: !isOutsideGene(entry.terms) })),
  };
}

/** Does the run read what lies there? 1-based, inclusive. */
function isInside({ plan, regions }: Compiled, chrom: string, pos: number, last: number): boolean {
  const region = regions.get(chrom);
  region?.rewind();
  return plan.wholeGenome || region?.touches(pos, last) === true;
}

/** Lines whose REF touches the place. */
function linesOver(
  { input, taken, policy }: Source,
  place: { chrom: string; start: number; end: number },
): string[] {
  if (taken === null) return recordsOver(input, place, policy) ?? [];
  return taken
    .filter((at) => at.chrom === place.chrom && at.pos <= place.end && at.last >= place.start)
    .map(({ line }) => line);
}

/** BCSQ-02: what a pointer finds, as the scan finds it: earlier records in scope and in reach. */
function sitesAt(
  { input, taken, compiled, policy }: Source,
  { chrom, pos }: { chrom: string; pos: number },
  before: number,
): VcfRecord[] {
  if (pos > before || pos < before - POINTER_REACH) return [];
  const lines =
    taken === null
      ? (recordsAt(input, chrom, pos, policy) ?? [])
      : taken.flatMap((at) => (at.chrom === chrom && at.pos === pos ? [at.line] : []));
  return lines
    .map((line) => decodeRecord(line, input.header, { path: input.path }))
    .filter((record) =>
      isInside(compiled, chrom, pos, lastBase(record, input.header.mayHoldReferenceBlocks)),
    );
}
