/**
 * Annotators' names for the ALTs of a record (VEP-05, EFF-01, DEC-43), and whether a name can be that of an ALT
 * whose record was split or trimmed after annotation.
 */
import { normaliseTerms } from "../core/consequences.ts";
import { minimalRepresentation } from "./alleles.ts";
import type { Annotator } from "./types.ts";

/** REF and ALT of a record as an annotator saw them, upper case; where it stands, 1-based. */
export interface Site {
  pos: number;
  ref: string;
  alts: readonly string[];
}

/** Whether an entry's name is made of bases, or VEP's word for none: else it is no name of a sequence. */
export function isBases(name: string): boolean {
  return /^(?:-|[ACGTN]+)$/.test(name);
}

/**
 * VEP's name of an ALT (VEP-05). One ALT: the shared first base goes when lengths differ. Several: it
 * goes from all when any length differs and all but `*`, `<*>` and `<*:DEL>` share it. An empty rest is `-`.
 */
export function vepAllele(ref: string, alts: readonly string[], alleleIndex: number): string {
  const alt = alts[alleleIndex - 1] ?? "";
  const indel = alts.some((a) => a.length !== ref.length);
  const shared = alts.every((a) => a.includes("*") || a[0] === ref[0]);
  return indel && shared && !alt.includes("*") ? alt.slice(1) || "-" : alt;
}

/** What is left of ALT without the bases that it shares with REF; `first` is the end cut first. */
function cut(ref: string, alt: string, first: "left" | "right", both: boolean): string {
  const most = Math.min(ref.length, alt.length);
  let left = 0;
  let right = 0;
  const cutLeft = (): void => {
    while (left + right < most && ref[left] === alt[left]) left++;
  };
  const cutRight = (): void => {
    while (left + right < most && ref.at(-1 - right) === alt.at(-1 - right)) right++;
  };
  for (const end of both ? ["left", "right"] : [first]) {
    if ((end === "left") === (first === "left")) cutLeft();
    else cutRight();
  }
  return alt.slice(left, alt.length - right) || "-";
}

/**
 * The names of one ALT by each way of naming, the annotator's own first: also with `<NON_REF>` and `*` left
 * out, by minimal representation (VEP's --minimal; SnpEff shortens some), in full, as the record's only ALT.
 */
export function namings(
  annotator: Annotator,
  { ref, alts }: Site,
  alleleIndex: number,
): string[][] {
  const alt = alts[alleleIndex - 1] ?? "";
  if (!isBases(alt)) return [];
  const sequences = alts.filter((a) => /^[ACGTN]+$/.test(a));
  const own = vepAllele(ref, alts, alleleIndex);
  const others = [
    [vepAllele(ref, sequences, sequences.indexOf(alt) + 1)],
    [cut(ref, alt, "left", true), cut(ref, alt, "right", true)],
    [alt],
    [vepAllele(ref, [alt], 1)],
    [cut(ref, alt, "left", false)],
  ];
  return [[annotator === "vep" ? own : alt], ...others];
}

/**
 * Whether some record whose alleles have these names could have been split and trimmed to this REF and ALT,
 * `name` being the ALT's. Names of VEP may lack the first base, minimal ones all that is REF's.
 */
export function canBe(
  name: string,
  names: readonly string[],
  annotator: Annotator,
  site: { ref: string; alt: string },
): boolean {
  const { ref, alt } = minimalRepresentation(0, site.ref, site.alt);
  if (annotator === "vep" && minimalNames(ref, alt).includes(name)) return true;
  const others = names.filter((n) => n !== name);
  // A base before the names that nobody knows, unless the ALT itself begins with it.
  for (const lost of annotator === "vep" ? [alt[0] ?? "", "?", ""] : [""]) {
    if (lost === "" && annotator === "vep" && names.includes("-")) continue;
    const whole = (n: string): string => lost + (n === "-" ? "" : n);
    for (const unsplit of unsplitRefs(whole(name), ref, alt)) {
      const alleles = [name, ...others].map(whole);
      if (alleles.slice(1).includes(unsplit)) continue;
      const shared = alleles.every((a) => a[0] === unsplit[0]);
      const indel = alleles.some((a) => a.length !== unsplit.length);
      if (annotator !== "vep") return true;
      // A `*` that has no entry makes the record an indel, too.
      if (lost === "" ? !(indel && shared) : shared && (indel || unsplit.length > 1)) return true;
    }
  }
  return false;
}

function minimalNames(ref: string, alt: string): string[] {
  const names = [cut(ref, alt, "left", true), cut(ref, alt, "right", true)];
  const isInsertion = ref.length === 1 && ref === alt[0];
  return isInsertion ? [...names, ...rotations(alt.slice(1))] : names;
}

/** REFs of records in which `whole` is the ALT that became REF>ALT here; indels may have been shifted. */
function* unsplitRefs(whole: string, ref: string, alt: string): Generator<string> {
  for (let at = whole.indexOf(alt); at >= 0; at = whole.indexOf(alt, at + 1))
    yield whole.slice(0, at) + ref + whole.slice(at + alt.length);
  const short = ref.length < alt.length ? ref : alt;
  const long = short === ref ? alt : ref;
  if (short.length !== 1 || long.length === 1 || short[0] !== long[0]) return;
  for (const turned of rotations(long.slice(1))) {
    if (short === ref) {
      for (let at = whole.indexOf(turned); at >= 0; at = whole.indexOf(turned, at + 1))
        if (whole.length > turned.length)
          yield whole.slice(0, at) + whole.slice(at + turned.length);
    } else
      for (let at = 1; at <= whole.length; at++)
        yield whole.slice(0, at) + turned + whole.slice(at);
  }
}

function rotations(text: string): string[] {
  return Array.from(text, (_, i) => text.slice(i) + text.slice(0, i));
}

/**
 * By which names a record was annotated that lost bases at an end, the same of all its alleles, since: one
 * name for each ALT, in order; null where there is no such way, or several.
 */
export function trimmedTogether(
  names: readonly string[],
  { ref, alts }: Site,
  annotator: Annotator,
): string[] | null {
  const shared = annotator === "vep" && alts.every((alt) => alt[0] === ref[0]);
  const found = new Map<string, string[]>();
  for (const kept of shared ? [alts, alts.map((alt) => alt.slice(1))] : [alts]) {
    const [first = ""] = kept;
    for (const name of names)
      for (let at = name.indexOf(first); at >= 0; at = name.indexOf(first, at + 1)) {
        const before = name.slice(0, at);
        const after = name.slice(at + first.length);
        const given = kept.map((alt) => before + alt + after);
        if (given.every((n) => names.includes(n))) found.set(given.join(), given);
        if (first === "") break;
      }
  }
  const [only, ...more] = found.values();
  return only !== undefined && more.length === 0 ? only : null;
}

/**
 * Whether the terms of an entry are those of a change of another size: a frame is kept by whole codons, an
 * amino acid is exchanged where nothing is gained or lost. @param terms joined by `&`
 */
export function isOfOtherSize(terms: string, ref: string, alt: string): boolean {
  const size = alt.length - ref.length;
  const all = normaliseTerms(terms.split("&"));
  const whole = size % 3 === 0;
  const possible: Readonly<Record<string, boolean>> = {
    // A deletion over the end of an exon takes another number of coding bases.
    frameshift_variant: !whole || size < 0,
    inframe_insertion: whole && size > 0,
    inframe_deletion: size < 0 && (whole || all.length > 1),
    missense_variant: size === 0,
  };
  const stated = all.flatMap((term) => possible[term] ?? []);
  return stated.length > 0 && !stated.includes(true);
}
