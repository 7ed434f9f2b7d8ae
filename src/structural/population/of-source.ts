/** A line of a source of populations becomes events (SVF-01, SVF-03). Positions as in VCF: 1-based. */
import type { Assembly } from "../../core/assembly.ts";
import { DEFAULT_POLICY } from "../../core/policy.ts";
import { formOf } from "../form/form.ts";
import { eventRecord, Values } from "../form/record.ts";
import { namedBy } from "../form/words.ts";
import type { EventKind, EventShape, PopulationEvent } from "../types.ts";

/** What a line of a table says. */
interface SourceLine {
  /** Canonical. */
  chrom: string;
  /** The base before the first affected one; of an insertion the base before it. */
  pos: number;
  /** Last affected base; null: not told. */
  end: number | null;
  /** `DEL`, `INS:ME:ALU`. */
  type: string;
  /** Unsigned; null: not told. */
  length: number | null;
  id: string | null;
  filters: string[];
}

/** One number, or one for each ALT. */
interface SourceFigures {
  frequency: readonly (number | null)[];
  homozygotes: number | null;
  hemizygotes: number | null;
  alleleNumber: number | null;
  /** Of a site of copy numbers, the share of people with 0, 1, 2, ... copies; null: not given so. */
  states: readonly (number | null)[] | null;
}

/** One event; none where the line has no place or a type that is not known. */
export function populationLine(line: SourceLine, figures: SourceFigures): PopulationEvent[] {
  const { frequency, states: _, ...counts } = figures;
  const named = namedBy(line.type);
  if (named.word === undefined || named.word === "none" || named.word === "repeat") return [];
  const shape = shapeOf(named.word, line);
  if (shape === null) return [];
  const { id, filters } = line;
  return [
    { ...shape, inserted: named.element, id, filters, frequency: frequency[0] ?? null, ...counts },
  ];
}

/**
 * Of a line of a VCF one event for each ALT; of a site of copy numbers a loss and a gain, each with the sum of its
 * states. What is no event is none.
 */
export function populationRecord(
  text: string,
  assembly: Assembly,
  { frequency, states, ...counts }: SourceFigures,
): PopulationEvent[] {
  const record = eventRecord(text, 0);
  if (record === null || record.chrom === null) return [];
  const { chrom, pos, alts, filters } = record;
  const id = record.id === "." ? null : record.id;
  const values = new Values(record.info, () => undefined);
  const site = {
    chrom,
    pos,
    end: values.whole("END"),
    type: "",
    length: null,
    id,
    filters: [...filters],
  };
  if (alts.length > 1 && alts.every((alt) => STATE.test(alt)))
    return statesOf(
      site,
      alts.map((alt) => Number(STATE.exec(alt)?.[1])),
      frequency,
    );
  if (states !== null && /^<M?CNV>$/.test(alts[0] ?? ""))
    return statesOf(site, [...states.keys()], states);
  const context = { fileKind: "sv", assembly, claim: "both", sizes: DEFAULT_POLICY.sv } as const;
  return alts.flatMap((_, i) => {
    const form = formOf(record, i, values, context);
    if (typeof form === "string") return [];
    return [{ ...form, id, filters: site.filters, frequency: frequency[i] ?? null, ...counts }];
  });
}

/** gnomAD's, of a person; without the sign (1000 Genomes) they are of one allele, as `<DEL>` is. */
const STATE = /^<CN=(\d+)>$/;

/** Copies that everybody has outside of X and Y: on these what is usual differs between people. */
const USUAL = 2;

function statesOf(
  line: SourceLine,
  copies: readonly number[],
  frequency: readonly (number | null)[],
): PopulationEvent[] {
  if (line.chrom === "X" || line.chrom === "Y") return [];
  const sumOf = (isIn: (n: number) => boolean): number =>
    copies.reduce((sum, n, i) => sum + (isIn(n) ? (frequency[i] ?? 0) : 0), 0);
  const sums = [
    ["DEL", sumOf((n) => n < USUAL)],
    ["DUP", sumOf((n) => n > USUAL)],
  ] as const;
  const { id, filters } = line;
  // A state is one of a person, so that people and their copies are not told apart.
  const counts = { homozygotes: null, hemizygotes: null, alleleNumber: null };
  return sums.flatMap(([kind, sum]) => {
    const shape = sum > 0 ? shapeOf(kind, line) : null;
    return shape === null ? [] : [{ ...shape, id, filters, frequency: sum, ...counts }];
  });
}

function shapeOf(kind: EventKind, { chrom, pos, end, length }: SourceLine): EventShape | null {
  const isJunction = isPoint({ kind }) || kind === "BND";
  const last = isJunction ? pos + 1 : (end ?? (length === null ? null : pos + length));
  const first = isJunction ? pos : pos + 1;
  if (last === null || !(pos >= 0) || last < first) return null;
  return {
    kind,
    chrom,
    first,
    last,
    ciFirst: [0, 0],
    ciLast: [0, 0],
    precise: true,
    claim: "both",
    length: isJunction ? length : last - first + 1,
    inserted: null,
    ends: [],
  };
}

/** Can a population event be told apart from this one by its place alone? Of the same kind, and near or over it. */
export function isNear(event: EventShape, other: EventShape, margin: number): boolean {
  const isAlike = event.kind === other.kind || (isPoint(event) && isPoint(other));
  return (
    isAlike &&
    event.chrom === other.chrom &&
    other.first <= event.last + margin &&
    other.last >= event.first - margin
  );
}

function isPoint({ kind }: Pick<EventShape, "kind">): boolean {
  return kind === "INS" || kind === "ME";
}
