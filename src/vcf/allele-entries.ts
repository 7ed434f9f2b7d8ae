/**
 * Which entries of a record refer to which ALT, for annotators that name the allele (VEP-05 to VEP-07, EFF-01,
 * DEC-43). In this order: by number, by one way of naming that explains all names, by the unsplit record that INFO
 * tells of, by name each for itself, by what is left over. What stays undecided counts for every ALT that it may
 * be, marked as ambiguous.
 */
import { onceFor, remembered } from "../core/once.ts";
import {
  canBe,
  isBases,
  isOfOtherSize,
  namings,
  trimmedTogether,
  type Site,
} from "./allele-names.ts";
import type { AnnotationLayout, VcfRecord } from "./types.ts";
import { unsplitSites } from "./unsplit.ts";

/** Column values of one entry, as written; trailing empty columns may be absent (VEP-01). */
export type EntryColumns = readonly string[];

/** The entries of one allele as the annotation names it. */
interface Group {
  /** Upper case; empty where there is no column for it. */
  name: string;
  /** ALLELE_NUM, or null. */
  number: number | null;
  rows: EntryColumns[];
}

/** What is told of one ALT. */
export interface AlleleEntries {
  /** One element for each allele of the annotation that this ALT may be; none: no entry is its own. */
  readings: readonly (readonly EntryColumns[])[];
  ambiguous: boolean;
}

type Groups = readonly Group[];
/** By ALT, 1-based. */
type Claims = Map<number, Groups>;

/** The groups, and the ALTs that they may belong to. */
interface Named {
  site: Site;
  /** By ALT, 1-based. */
  wanted: readonly number[];
  groups: Groups;
  layout: AnnotationLayout;
}

const NONE: AlleleEntries = { readings: [], ambiguous: false };

/** By ALT, 1-based; ALTs that can have no consequences are left out. */
export function entriesByAllele(
  record: VcfRecord,
  rows: readonly EntryColumns[],
  layout: AnnotationLayout,
): Map<number, AlleleEntries> {
  const { ref, pos, alts, altKinds } = record;
  const wanted = altKinds.flatMap((kind, i) =>
    kind === "seq" || kind === "symbolic" || kind === "breakend" ? [i + 1] : [],
  );
  const groups = groupsOf(rows, layout);
  const named = { site: { pos, ref, alts }, wanted, groups, layout };
  const sure = byNumber(named) ?? byOneNaming(named);
  const each = sure === null ? byEachName(named) : null;
  return new Map(
    wanted.map((i) => {
      if (each === null) return [i, toldBy(i, sure, layout)];
      return [i, unsplit(record, i, groups, layout) ?? each(i)];
    }),
  );
}

/** Where a layout has what is asked for at every record; -1: it has no such column. */
const placesIn = onceFor(({ annotator, columns }: AnnotationLayout) => {
  const at = (name: RegExp): number => columns.findIndex((column) => name.test(column));
  const isSnpeff = annotator === "snpeff";
  const allele = isSnpeff ? 0 : at(/^ALLELE$/i);
  const number = isSnpeff ? -1 : at(/^(ALLELE_NUM|GenotypeIndex)$/i);
  return { allele, number, feature: at(/^Feature$/i), terms: at(/^(Consequence|Annotation)$/i) };
});

function groupsOf(rows: readonly EntryColumns[], layout: AnnotationLayout): Groups {
  const snpeff = layout.annotator === "snpeff";
  const { allele: nameAt, number: numberAt } = placesIn(layout);
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const name = (row[nameAt] ?? "").toUpperCase();
    // SnpEff's `G-C` (against a somatic normal) and `C-chr1:123_A>T` (compound) are not for germline.
    if (name.includes("*") || name === "<NON_REF>" || name === "<X>") continue;
    if (snpeff && name.slice(1).includes("-")) continue;
    const n = numberAt < 0 ? 0 : Number(row[numberAt]);
    const number = Number.isInteger(n) && n > 0 ? n : null;
    const key = `${number} ${name}`;
    remembered(groups, key, (): Group => ({ name, number, rows: [] })).rows.push(row);
  }
  return [...groups.values()];
}

function toldBy(
  alleleIndex: number,
  claims: Claims | null,
  layout: AnnotationLayout,
): AlleleEntries {
  const own = claims?.get(alleleIndex) ?? [];
  const isShared = (group: Group): boolean =>
    [...(claims ?? [])].some(([other, list]) => other !== alleleIndex && list.includes(group));
  return toldOf(own, own.some(isShared), layout);
}

function toldOf(groups: Groups, ambiguous: boolean, layout: AnnotationLayout): AlleleEntries {
  const readings = groups.flatMap(({ rows }) => splitByAllele(rows, layout));
  return { readings, ambiguous: ambiguous || readings.length > 1 };
}

/** A transcript has one entry for an allele: with two, VEP's name is that of two alleles. */
function splitByAllele(rows: readonly EntryColumns[], layout: AnnotationLayout): EntryColumns[][] {
  return allelesIn(rows, layout) > 1 ? rows.map((row) => [row]) : [[...rows]];
}

/** How many alleles at least have the name of these entries. */
function allelesIn(rows: readonly EntryColumns[], layout: AnnotationLayout): number {
  if (layout.annotator !== "vep" || rows.length < 2) return 1;
  const { feature } = placesIn(layout);
  const counts = new Map<string, number>();
  for (const row of rows) {
    const name = row[feature] ?? "";
    if (name !== "") counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Math.max(1, ...counts.values());
}

/** Without the entries that tell of a change of another size; all where none is left. */
function ofItsSize(
  readings: readonly (readonly EntryColumns[])[],
  ref: string,
  alt: string,
  layout: AnnotationLayout,
): readonly (readonly EntryColumns[])[] {
  const { terms } = placesIn(layout);
  const sized = readings.filter(
    (rows) => !rows.some((row) => isOfOtherSize(row[terms] ?? "", ref, alt)),
  );
  return sized.length > 0 ? sized : readings;
}

/** A record that was split or lost ALTs since it was annotated keeps the numbers of before: then they lie. */
function byNumber(named: Named): Claims | null {
  const { site, groups, layout } = named;
  const fits = ({ number, name }: Group): boolean =>
    !isBases(name) || namings(layout.annotator, site, number ?? 0).some((n) => n.includes(name));
  return groups.every(fits) ? numberedOf(named) : null;
}

function numberedOf({ site, wanted, groups }: Named): Claims | null {
  const isOne = ({ number }: Group): boolean => number !== null && number <= site.alts.length;
  if (groups.length === 0 || !groups.every(isOne)) return null;
  return new Map(wanted.map((i) => [i, groups.filter((group) => group.number === i)]));
}

/** One way of naming that gives every name an ALT and every ALT a name. */
function byOneNaming({ site, wanted, groups, layout }: Named): Claims | null {
  if (groups.length === 0) return null;
  const { annotator } = layout;
  const names = wanted.map((i) => namings(annotator, site, i));
  const given = (way: number): Claims =>
    new Map(
      wanted.map((i, k) => [i, groups.filter(({ name }) => names[k]?.[way]?.includes(name))]),
    );
  const ways = (names[0] ?? []).map((_, way) => given(way));
  if (wanted.length > 1 && wanted.length === groups.length) {
    const alts = wanted.map((i) => site.alts[i - 1] ?? "");
    const trimmed = trimmedTogether(
      groups.map(({ name }) => name),
      { ...site, alts },
      annotator,
    );
    if (trimmed !== null)
      ways.push(new Map(wanted.map((i, k) => [i, groups.filter((g) => g.name === trimmed[k])])));
  }
  return (
    ways.find((claims) => {
      const lists = [...claims.values()];
      const fits = (group: Group): boolean => {
        const owners = lists.filter((own) => own.includes(group)).length;
        return owners > 0 && owners >= allelesIn(group.rows, layout);
      };
      return lists.every((own) => own.length === 1) && groups.every(fits);
    }) ?? null
  );
}

/** By the names that the ALTs had in the record that INFO tells of. */
function unsplit(
  record: VcfRecord,
  alleleIndex: number,
  groups: Groups,
  layout: AnnotationLayout,
): AlleleEntries | null {
  for (const { site, alleleIndex: index } of unsplitSites(record, alleleIndex, layout.unsplit)) {
    // A part of an allele has the whole one's entries.
    if (index === null) return toldOf(groups, true, layout);
    const all = site.alts.flatMap((alt, i) => (isBases(alt) ? [i + 1] : []));
    const named = { site, wanted: all, groups, layout };
    const claims = byNumber(named) ?? byOneNaming(named);
    if (claims !== null) return toldBy(index, claims, layout);
  }
  return null;
}

function byEachName(named: Named): (alleleIndex: number) => AlleleEntries {
  const { site, wanted, groups, layout } = named;
  const altOf = (i: number): string => site.alts[i - 1] ?? "";
  const sequences = wanted.filter((i) => isBases(altOf(i)));
  const bases = groups.filter(({ name }) => isBases(name));
  const claims: Claims = new Map(
    wanted.map((i) => {
      const names = namings(layout.annotator, site, i).flat();
      const isNamed = ({ name }: Group): boolean =>
        sequences.includes(i) ? names.includes(name) : !isBases(name);
      return [i, groups.filter(isNamed)];
    }),
  );
  const lists = [...claims.values()];
  const numbered = lists.every((own) => own.length === 0) ? numberedOf(named) : null;
  if (numbered !== null)
    return (i) => ({ ...toldBy(i, numbered, layout), ambiguous: groups.length > 0 });
  const open = wanted.filter((i) => claims.get(i)?.length === 0);
  const left = groups.filter(
    (group) =>
      !lists.some((own) => own.includes(group)) ||
      lists.some((own) => own.length > 1 && own.includes(group)) ||
      splitByAllele(group.rows, layout).length > 1,
  );
  const [rest, ...more] = left;
  const isLeftOver =
    rest !== undefined &&
    more.length === 0 &&
    open.length === 1 &&
    open.every((i) => !isBases(rest.name) || altOf(i).endsWith(rest.name));
  // Names that are nobody's, or more than there are ALTs: some belong to alleles of another record, and one
  // may fit by chance.
  if (bases.length > sequences.length || (left.length > 0 && !isLeftOver))
    return (i) =>
      sequences.includes(i) ? amongOthers(site.ref, altOf(i), { groups, left }, layout) : NONE;
  // A symbolic ALT makes VEP annotate the whole record as a structural variant.
  const mine = rest !== undefined ? left : bases.length === 0 ? groups : [];
  return (i) => {
    if (!open.includes(i)) return toldBy(i, claims, layout);
    return toldOf(mine, mine.length > 0 && !isLeftOver, layout);
  };
}

/** The entries of an ALT among those of alleles that are in other records now. */
function amongOthers(
  ref: string,
  alt: string,
  { groups, left }: { groups: Groups; left: Groups },
  layout: AnnotationLayout,
): AlleleEntries {
  const names = groups.map(({ name }) => name).filter(isBases);
  const possible = groups.filter(
    ({ name }) => isBases(name) && canBe(name, names, layout.annotator, { ref, alt }),
  );
  const [only, ...more] = possible;
  // VEP-06: one ALT and one name: all are its own; but bases that are no name of it may be another's.
  if (only !== undefined && more.length === 0 && groups.length > 1)
    return toldOf([only], false, layout);
  const among = [possible, left, groups].find((some) => some.length > 0) ?? [];
  const readings = among.flatMap(({ rows }) => splitByAllele(rows, layout));
  return { readings: ofItsSize(readings, ref, alt, layout), ambiguous: true };
}
