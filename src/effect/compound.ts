/** Alleles of one chromosome read together on one transcript (HP-02): in one codon, or restoring the frame. */
import type { Allele } from "../core/allele.ts";
import { CHROMOSOMES } from "../core/assembly.ts";
import { basesOf } from "../core/genetic-code.ts";
import { changeOf, lengthOf, turned } from "./change.ts";
import type { OpenNamer } from "./describe.ts";
import { FLAG } from "./flags.ts";
import type { Edit } from "./model.ts";
import { openNames } from "./names.ts";
import { locate, NOWHERE } from "./region.ts";
import type { CompoundEffect } from "./types.ts";

/** Bases of the coding sequence within which a second shift restores the frame. */
const FRAME_BASES = 150;
const MOST_MEMBERS = 4;

interface Member {
  index: number;
  allele: Readonly<Allele>;
  edit: Edit;
}

export interface ReadTogether {
  /** Indices, in the transcript's direction. */
  members: number[];
  /** Null: what they do is not known; their phase, or that of another allele among them, is open, or they are too many. */
  effect: CompoundEffect | null;
  /** Of each member what it does alone. */
  terms: string[][];
}

/** @returns true: on one chromosome; false: on two; null: open */
type InCis = (a: number, b: number) => boolean | null;

/**
 * Groups of alleles that change one exon's codons together, and what they do then: never of a part of those that are
 * there.
 * @param alleles in minimal representation
 * @param inCis of two alleles by their indices, the lower one first
 */
export function compoundsOf(
  namer: OpenNamer,
  transcript: number,
  alleles: readonly Readonly<Allele>[],
  inCis: InCis,
): ReadTogether[] {
  if (areApart(namer, transcript, alleles)) return [];
  const sorted = alleles
    .flatMap((allele, index): Member[] => {
      const edit = namer.standingOf(transcript, allele)?.edit ?? null;
      return edit === null ? [] : [{ index, allele, edit }];
    })
    .sort((a, b) => a.edit.from - b.edit.from);
  const cis = (a: Member, b: Member): boolean | null =>
    inCis(Math.min(a.index, b.index), Math.max(a.index, b.index));
  return groupsOf(sorted, cis).map((group) => {
    const isWhole = completed(group, sorted, cis);
    const own = sorted.filter((member) => group.has(member));
    const told = own.map(({ allele }) => namer.describe(transcript, allele));
    const names = told.map((one) => one?.hgvsc ?? null);
    return {
      members: own.map(({ index }) => index),
      effect:
        isWhole && own.length <= MOST_MEMBERS ? effectOf(namer, transcript, own, names) : null,
      terms: told.map((one) => one?.terms ?? []),
    };
  });
}

/** Substitutions of which no two can be of one codon: told by their places, before anything is read. */
function areApart(
  { engine }: OpenNamer,
  transcript: number,
  alleles: readonly Readonly<Allele>[],
): boolean {
  const model = engine.modelAt(transcript);
  if ((model.flags & FLAG.slippage) !== 0) return false;
  const changes = alleles.flatMap(({ pos, ref, alt }) => changeOf(pos, ref, alt) ?? []);
  if (changes.some((change) => change.inserted.length !== lengthOf(change))) return false;
  const exonic = changes.map((change) => {
    const region = { ...NOWHERE };
    locate(model, turned(change, model.strand), region);
    return region;
  });
  const sorted = exonic.filter(({ to }) => to >= 0).sort((a, b) => a.from - b.from);
  return sorted.every(({ from }, i) => from - (sorted[i - 1]?.to ?? -Infinity) >= 2);
}

/**
 * Members of pairs that have one in common. What lies on both chromosomes goes with what is on either: a group for
 * each of the two.
 */
function groupsOf(
  sorted: readonly Member[],
  cis: (a: Member, b: Member) => boolean | null,
): Set<Member>[] {
  let groups: Set<Member>[] = [];
  for (const pair of pairsOf(sorted, cis)) {
    const touched = groups.filter((one) => pair.some((member) => one.has(member)));
    const others = groups.filter((one) => !touched.includes(one));
    groups = [...others, new Set([...touched.flatMap((one) => [...one]), ...pair])];
  }
  const found = new Map<string, Set<Member>>();
  for (const group of groups) {
    const own = sorted.filter((member) => group.has(member));
    const besides = own.map((one) =>
      own.filter((other) => one === other || cis(one, other) !== false),
    );
    const split = besides.filter((beside) => beside.length < own.length);
    for (const part of split.length === 0 ? [group] : split.flatMap((of) => groupsOf(of, cis)))
      found.set([...part].map(({ index }) => index).join(), part);
  }
  return [...found.values()];
}

/** Of one codon, on one chromosome or perhaps so; or with all that lies between restoring the frame. */
function pairsOf(
  sorted: readonly Member[],
  cis: (a: Member, b: Member) => boolean | null,
): [Member, Member][] {
  const pairs: [Member, Member][] = [];
  for (const [x, a] of sorted.entries()) {
    let shift = longer(a.edit);
    for (const b of sorted.slice(x + 1)) {
      if (b.edit.from - a.edit.to > FRAME_BASES) break;
      const phase = cis(a, b);
      const [own, other] = [longer(a.edit), longer(b.edit)];
      if (phase === true) shift += other;
      const isFrame = own % 3 !== 0 && other % 3 !== 0;
      const isRestored = isFrame && phase === true && (shift % 3 === 0 || (own + other) % 3 === 0);
      const isCodon = own % 3 === 0 && other % 3 === 0 && shareCodon(a.edit, b.edit);
      if (isRestored || (isCodon && phase !== false)) pairs.push([a, b]);
    }
  }
  return pairs;
}

/**
 * Adds what lies in the group's codons, or between them, on their chromosome.
 * @returns false: the phase of one of them is open
 */
function completed(
  group: Set<Member>,
  sorted: readonly Member[],
  cis: (a: Member, b: Member) => boolean | null,
): boolean {
  let isWhole = true;
  for (let before = 0; before < group.size;) {
    before = group.size;
    const spans = [...group].map(({ edit }) => codonsOf(edit));
    const first = Math.min(...spans.map(([from]) => from));
    const last = Math.max(...spans.map(([, to]) => to));
    for (const member of sorted) {
      const [from, to] = codonsOf(member.edit);
      if (to < first || from > last) continue;
      const phases = [...group].flatMap((one) => (one === member ? [] : [cis(one, member)]));
      if (phases.includes(false)) continue;
      if (phases.includes(null)) isWhole = false;
      else if (phases.includes(true)) group.add(member);
    }
  }
  return isWhole;
}

function longer({ from, to, inserted }: Edit): number {
  return inserted.length - (to - from);
}

function shareCodon(a: Edit, b: Edit): boolean {
  return codonsOf(a)[1] >= codonsOf(b)[0];
}

function codonsOf({ from, to }: Edit): [first: number, last: number] {
  return [Math.floor(from / 3), Math.floor((Math.max(to, from + 1) - 1) / 3)];
}

/** @param members in the transcript's direction. null: they overlap, or one has no name. */
function effectOf(
  namer: OpenNamer,
  transcript: number,
  members: readonly Member[],
  names: readonly (string | null)[],
): CompoundEffect | null {
  const whole = oneAllele(
    namer,
    members.map(({ allele }) => allele),
  );
  const told = whole === null ? null : namer.describe(transcript, whole);
  if (told === null || told.hgvsp === null || names.includes(null)) return null;
  const changes = names.map((name) => name?.replace(/^.*:[cn]\./, ""));
  const id = openNames(namer.slice.names).id(transcript);
  return { hgvsc: `${id}:c.[${changes.join(";")}]`, hgvsp: told.hgvsp, terms: told.terms };
}

/** All of them as one replacement on the genome, with the base before. */
function oneAllele({ engine }: OpenNamer, members: readonly Readonly<Allele>[]): Allele | null {
  const chrom = members[0]?.chrom ?? "";
  const index = CHROMOSOMES.indexOf(chrom);
  const changes = members
    .flatMap(({ pos, ref, alt }) => changeOf(pos, ref, alt) ?? [])
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const pos = (changes[0]?.from ?? 0) - 1;
  const bases = (from: number, to: number): string =>
    basesOf(Array.from({ length: to - from }, (_, i) => engine.base(index, from + i)));
  let [ref, alt, at] = ["", "", pos];
  for (const { from, to, inserted } of changes) {
    if (from < at) return null;
    const before = bases(at, from);
    ref += before + bases(from, to + 1);
    alt += before + basesOf(inserted);
    at = to + 1;
  }
  return ref.includes("N") || changes.length < members.length ? null : { chrom, pos, ref, alt };
}
