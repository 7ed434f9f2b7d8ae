/** Events and records by the ways in which people and reports name them: key, place and kind, breakend, row of a VCF. */
import { canonicalChrom } from "../core/assembly.ts";
import { writtenAs } from "./form/written.ts";
import { namedBy } from "./form/words.ts";
import { asGain, overlapOf } from "./join/same.ts";
import type { GenomicEvent, LeftRecord } from "./types.ts";

/** Bases between a written end and an event's. */
const NEAR = 500;

interface Place {
  chrom: string | null;
  pos: number;
}

/** What a text says of an event; positions are 1-based, inclusive. */
type Named =
  /** `6:129354701:N:<DEL>`. */
  | { as: "row"; at: Place; alt: string }
  /** `6:129354702-129548523:DEL`. */
  | { as: "interval"; chrom: string; first: number; last: number; kind: string }
  /** `20:63000000[X:63756939[`, `2:900(+)~7:1000(-)`, or one end alone. */
  | { as: "ends"; ends: Place[] };

const number = (text: string): number => Number(text.replaceAll(",", ""));

function parsed(text: string): Named {
  const [, at = "", pos = "", alt] = /^([^:]+):([\d,]+):\w+:(<.+>)$/.exec(text) ?? [];
  if (alt !== undefined)
    return {
      as: "row",
      at: { chrom: canonicalChrom(at), pos: number(pos) },
      alt: alt.toUpperCase(),
    };
  const [, contig = "", from = "", to = "", kind = ""] =
    /^([^:]+):([\d,]+)-([\d,]+):(\w+)/.exec(text) ?? [];
  const chrom = canonicalChrom(contig);
  if (chrom !== null)
    return {
      as: "interval",
      chrom,
      first: number(from),
      last: number(to),
      kind: kind.toUpperCase(),
    };
  const ends = [...text.matchAll(/([\w.]+):(\d+)/g)].map(([, name = "", end = ""]) => ({
    chrom: canonicalChrom(name),
    pos: Number(end),
  }));
  return { as: "ends", ends };
}

function isNear(a: Place, b: Place): boolean {
  return a.chrom === b.chrom && Math.abs(a.pos - b.pos) <= NEAR;
}

/** Events that a text means: that of its key, else those of its row, of its kind that share half of its place, or of its ends. */
export function eventsNamed<T extends { event: GenomicEvent }>(
  all: readonly T[],
  text: string,
): T[] {
  const exact = all.find(({ event }) => event.key === text);
  if (exact !== undefined) return [exact];
  const named = parsed(text);
  return all.filter(({ event }) => fits(event, named));
}

function fits(event: GenomicEvent, named: Named): boolean {
  const { chrom, kind, ends, members } = event;
  switch (named.as) {
    case "row": {
      const rows = members.map((one) => ({ ...one, chrom: canonicalChrom(one.contig) }));
      return [writtenAs(event), ...rows].some(
        (row) =>
          row.chrom === named.at.chrom &&
          row.pos === named.at.pos &&
          [row.alt.toUpperCase(), `<${kind}>`].includes(named.alt),
      );
    }
    case "interval": {
      // An insertion that repeats what is beside it has two names.
      const shapes = chrom === named.chrom ? [event, asGain(event) ?? event] : [];
      return shapes.some((own) => own.kind === named.kind && 2 * overlapOf(own, named) >= 1);
    }
    case "ends":
      return (
        named.ends.length > 0 && named.ends.every((end) => ends.some((own) => isNear(own, end)))
      );
  }
}

/** The record that a text means, which became no event: that of its POS, or the nearest to where it begins; null: none. */
export function recordNamed<T extends LeftRecord>(records: readonly T[], text: string): T | null {
  const named = parsed(text);
  const [kind, begins] =
    named.as === "row"
      ? [namedBy(named.alt).word, [named.at]]
      : named.as === "interval"
        ? [named.kind, [{ chrom: named.chrom, pos: Math.max(named.first - 1, 0) }]]
        : ["BND", named.ends];
  const apart = (record: LeftRecord): number =>
    Math.min(
      ...begins.filter((end) => isNear(end, record)).map((end) => Math.abs(end.pos - record.pos)),
    );
  const most = named.as === "row" ? 0 : NEAR;
  const [nearest] = records
    .filter((record) => record.kind === null || kind === undefined || record.kind === kind)
    .filter((record) => apart(record) <= most)
    .toSorted((a, b) => apart(a) - apart(b));
  return nearest ?? null;
}
