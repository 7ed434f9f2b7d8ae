/** Which classes of loci an event lies on (SVE-11): the ends of one may be of an autosome and of X. */
import { type Assembly, locusClass, type LocusClass } from "../../core/assembly.ts";
import type { EventEffect, GenomicEvent } from "../types.ts";
import type { Form } from "../form/form.ts";

/** Class of the whole event: what lies in part outside a pseudoautosomal region is of the chromosome's own. */
export function locusOf(
  assembly: Assembly,
  { chrom, first, last }: Pick<Form, "chrom" | "first" | "last">,
): LocusClass {
  const own = locusClass(assembly, chrom, first);
  return own === "par" ? locusClass(assembly, chrom, last) : own;
}

/** Class of the other end, or of what lies in a pseudoautosomal region; null: it is all of one class. */
export function otherLocus(
  assembly: Assembly,
  { kind, chrom, first, last, ends }: Pick<Form, "kind" | "chrom" | "first" | "last" | "ends">,
): LocusClass | null {
  const whole = locusOf(assembly, { chrom, first, last });
  const [, far] = kind === "BND" ? ends : [];
  const isPar = [first, last].some((pos) => locusClass(assembly, chrom, pos) === "par");
  const other =
    far === undefined
      ? isPar
        ? "par"
        : whole
      : locusOf(assembly, { chrom: far.chrom, first: far.pos, last: far.pos });
  return other === whole ? null : other;
}

/** Where an event meets what lies here; undefined: it has one place and one class. */
export function meetingPlace(
  event: GenomicEvent,
  { chrom, from, to }: { chrom: string; from: number; to: number },
): EventEffect["at"] {
  const { assembly, kind, ends, elsewhere } = event;
  if (kind !== "BND") {
    if (elsewhere === undefined) return undefined;
    return { chrom, pos: from, locus: locusOf(assembly, { chrom, first: from, last: to }) };
  }
  if (ends.length < 2) return undefined;
  const away = (pos: number): number => Math.max(from - pos, pos - to, 0);
  const [end] = ends
    .filter((one) => one.chrom === chrom)
    .toSorted((a, b) => away(a.pos) - away(b.pos) || a.pos - b.pos);
  if (end === undefined) return undefined;
  return { chrom, pos: end.pos, locus: locusClass(assembly, chrom, end.pos) };
}

/** The event as people carry it there: of a man one copy at the end on X, and two at the other. */
export function seenAt(event: GenomicEvent, at: EventEffect["at"]): GenomicEvent {
  const { elsewhere, locus } = event;
  if (at === undefined || elsewhere?.locus !== at.locus || at.locus === locus) return event;
  return { ...event, locus: elsewhere.locus, calls: elsewhere.calls };
}
