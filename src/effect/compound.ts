/** Alleles of one chromosome that one transcript reads together (HP-02): in one codon, or restoring the frame. */
import type { Allele } from "../core/allele.ts";
import { CHROMOSOMES } from "../core/assembly.ts";
import { basesOf } from "../core/genetic-code.ts";
import { changeOf } from "./change.ts";
import type { OpenNamer } from "./describe.ts";
import type { Edit } from "./model.ts";
import type { CompoundEffect } from "./types.ts";

/** Bases of the coding sequence within which a second shift restores the frame. */
const FRAME_BASES = 150;
const MOST_MEMBERS = 4;

interface Member {
  allele: Readonly<Allele>;
  edit: Edit;
}

/**
 * Groups of alleles that change one exon's codons together, and what they do then.
 * @param alleles in minimal representation
 * @param inCis of two alleles by their indices, the lower one first: on one chromosome; false: on two; null: open
 */
export function compoundsOf(
  namer: OpenNamer,
  transcript: number,
  alleles: readonly Readonly<Allele>[],
  inCis: (a: number, b: number) => boolean | null,
): { members: number[]; effect: CompoundEffect }[] {
  const members = new Map<number, Member>();
  for (const [i, allele] of alleles.entries()) {
    const edit = namer.standingOf(transcript, allele)?.edit ?? null;
    if (edit !== null) members.set(i, { allele, edit });
  }
  const sorted = [...members].sort(([, a], [, b]) => a.edit.from - b.edit.from);
  let groups: Set<number>[] = [];
  for (const [x, [i, a]] of sorted.entries())
    for (const [y, [j, b]] of sorted.entries()) {
      if (y <= x || b.edit.from - a.edit.to > FRAME_BASES || !belong(a.edit, b.edit)) continue;
      const group = joined(
        sorted.slice(x, y + 1).map(([k]) => k),
        i,
        j,
        (k, l) => inCis(Math.min(k, l), Math.max(k, l)),
      );
      if (group === null) continue;
      const others = groups.filter((one) => group.every((k) => !one.has(k)));
      const touched = groups.filter((one) => group.some((k) => one.has(k)));
      groups = [...others, new Set([...touched.flatMap((one) => [...one]), ...group])];
    }
  return groups.flatMap((group) => {
    const own = sorted.filter(([i]) => group.has(i));
    const effect =
      own.length > MOST_MEMBERS
        ? null
        : effectOf(
            namer,
            transcript,
            own.map(([, { allele }]) => allele),
          );
    return effect === null ? [] : [{ members: own.map(([i]) => i), effect }];
  });
}

/** What lies between the two on their chromosome is read with them; where that is open, nothing can be said. */
function joined(
  between: readonly number[],
  first: number,
  last: number,
  inCis: (a: number, b: number) => boolean | null,
): number[] | null {
  if (inCis(first, last) !== true) return null;
  const group: number[] = [];
  for (const k of between) {
    const isIn = k === first || k === last || inCis(first, k);
    if (isIn === null) return null;
    if (isIn) group.push(k);
  }
  return group;
}

function belong(a: Edit, b: Edit): boolean {
  const longer = ({ from, to, inserted }: Edit): number => inserted.length - (to - from);
  const [x, y] = [longer(a), longer(b)];
  if (x % 3 === 0 && y % 3 === 0) return codonsOf(a)[1] >= codonsOf(b)[0];
  return x % 3 !== 0 && y % 3 !== 0 && (x + y) % 3 === 0 && b.from - a.to <= FRAME_BASES;
}

function codonsOf({ from, to }: Edit): [first: number, last: number] {
  return [Math.floor(from / 3), Math.floor((Math.max(to, from + 1) - 1) / 3)];
}

/** @param members in the transcript's direction. null: they overlap, or it has no name. */
function effectOf(
  namer: OpenNamer,
  transcript: number,
  members: readonly Readonly<Allele>[],
): CompoundEffect | null {
  const whole = oneAllele(namer, members);
  const told = whole === null ? null : namer.describe(transcript, whole);
  const names = members.map((one) => namer.describe(transcript, one)?.hgvsc ?? null);
  if (told === null || told.hgvsp === null || names.includes(null)) return null;
  const changes = names.map((name) => name?.replace(/^.*:[cn]\./, ""));
  const id = namer.slice.names.ids[transcript] ?? "";
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
