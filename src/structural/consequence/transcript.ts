/** The effect of an event on one transcript, with the uncertainty of its ends. */
import { counted } from "../../core/counted.ts";
import { spansOf, type Span } from "../spans.ts";
import type { BreakEnd, GenomicEvent } from "../types.ts";
import { gainOf } from "./gain.ts";
import { breakendOf, insertionOf, inversionOf, type Inserted } from "./junction.ts";
import { lossOf } from "./loss.ts";
import { exonFrom, hitOf, turned, type Model } from "./model.ts";
import { exonWords, told, type Told } from "./told.ts";

/** @param chrom of the transcript. @returns null: the event does not touch it */
export function toldOf(
  event: GenomicEvent,
  model: Model,
  chrom: string,
  promoter: number,
): Told | null {
  if (event.kind === "BND")
    return withShifts(event, (by) => brokenBy(event.ends, model, chrom, by));
  if (event.chrom !== chrom) return null;
  if (event.kind === "INS" || event.kind === "ME") {
    const what = insertedOf(event);
    return withShifts(event, (by) => insertionOf(model, junctionAt(model, event.first + by), what));
  }
  const of = (span: Span | null): Told | null =>
    span === null ? null : ofSpan(event, model, turned(span, model.strand), promoter);
  const { stated, must, may } = spansOf(event);
  // Its real ends lie between targets, which are where exons are.
  if (event.ofTargets === true)
    return ofSpan(event, model, wholeExons(model, turned(stated, model.strand)), promoter);
  const own = of(stated);
  if (isExact(event)) return own;
  const least = of(must);
  const isLoss = event.kind === "DEL" && (least?.codingBases ?? 0) > 0;
  return uncertain(isLoss ? least : own, [least, own, of(may)]);
}

/** Bases by which a target may fall short of its exon's border, and callers count from another base. */
const TARGET_SHORT = 20;

/** Grown to the borders of exons of which a target misses a few bases. */
function wholeExons(model: Model, { from, to }: Span): Span {
  const { starts, ends } = model;
  const [start, end] = [starts[exonFrom(model, from)] ?? from, ends[exonFrom(model, to)] ?? to];
  const isShort = (border: number, own: number): boolean =>
    own > border && own - border <= TARGET_SHORT;
  return {
    from: isShort(start, from) ? start : from,
    to: isShort(-end, -to) && (starts[exonFrom(model, to)] ?? Infinity) <= to ? end : to,
  };
}

function ofSpan(
  { kind, claim }: GenomicEvent,
  model: Model,
  span: Span,
  promoter: number,
): Told | null {
  switch (kind) {
    case "DEL":
      return lossOf(model, span, promoter);
    case "DUP":
      return gainOf(model, span, claim !== "depth");
    case "INV":
      return inversionOf(model, span);
    default:
      return complexOf(model, span, kind === "CNV" ? "copies of" : "complex change of");
  }
}

/** Of several changes in one, or of a change whose direction nobody tells. */
function complexOf(model: Model, span: Span, what: string): Told | null {
  if (span.to < model.first || span.from > model.last) return null;
  const hit = hitOf(model, span);
  if (hit.last < hit.first) {
    const intron = exonFrom(model, span.from);
    return told("spanned", "none", `in intron ${intron} of ${model.starts.length - 1}`, null);
  }
  const text = `${what} ${exonWords(model, hit)}`;
  const isQuiet = hit.coding === 0 && model.codingLength > 0;
  return isQuiet
    ? told("utr_exon", "other", `${text}, outside the coding part`, { model, hit })
    : told("complex", "other", `${text} (${counted(hit.coding, "coding base")})`, { model, hit });
}

function isExact({ ciFirst, ciLast }: GenomicEvent): boolean {
  return ciFirst[0] === 0 && ciFirst[1] === 0 && ciLast[0] === 0 && ciLast[1] === 0;
}

/** One answer of several: what is only possible is at most `other`. */
function uncertain(own: Told | null, all: readonly (Told | null)[]): Told | null {
  const possible = all.find((one) => one !== null && one.class !== "none") ?? null;
  if (possible === null || all.every((one) => doesSame(one, own))) return own;
  const isQuiet = own === null || own.class === "none";
  const base: Told = isQuiet ? { ...possible, class: "other" } : own;
  return { ...base, flags: [...base.flags, "breakpoint_uncertain"] };
}

function doesSame(a: Told | null, b: Told | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.effect === b.effect &&
    a.class === b.class &&
    a.codingBases === b.codingBases &&
    a.exons?.first === b.exons?.first &&
    a.exons?.last === b.exons?.last
  );
}

/** Of a junction at its place, and as far to both sides as it may lie. */
function withShifts(event: GenomicEvent, of: (by: number) => Told | null): Told | null {
  const own = of(0);
  const [low, high] = event.ciFirst;
  return low === 0 && high === 0 ? own : uncertain(own, [own, of(low), of(high)]);
}

/** Where the junction behind a base of the genome lies: behind this base in the transcript's direction. */
function junctionAt({ strand }: Model, at: number): number {
  return strand > 0 ? at : -(at + 1);
}

function brokenBy(ends: readonly BreakEnd[], model: Model, chrom: string, by: number): Told | null {
  const own = ends.filter((end) => end.chrom === chrom);
  return breakendOf(
    model,
    own.map(({ pos, strand }) => junctionAt(model, (strand === "+" ? pos : pos - 1) + by)),
  );
}

function insertedOf({ kind, length, inserted }: GenomicEvent): Inserted {
  const bases = inserted !== null && /^[ACGTN]{5,}$/i.test(inserted) ? inserted : null;
  const size = length === null ? "bases" : counted(length, "base");
  const element = bases === null && inserted !== null ? inserted : null;
  if (kind === "ME")
    return {
      name: `mobile element${element === null ? "" : ` (${element})`}`,
      length: null,
      bases: null,
    };
  return { name: element ?? size, length, bases };
}
