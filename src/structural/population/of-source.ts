/** A line of a source of populations becomes events (SVF-01, SVF-03). Positions as in VCF: 1-based. */
import type { EventKind, EventShape, PopulationEvent } from "../types.ts";

/** What a line says, whatever its format. */
interface SourceLine {
  /** Canonical. */
  chrom: string;
  /** The base before the first affected one; of an insertion the base before it. */
  pos: number;
  /** Last affected base; null: not told. */
  end: number | null;
  /** ALT or the type's word, without brackets or with: `<DEL>`, `INS:ME:ALU`, `<CN=0>,<CN=1>`. */
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

/** Words of types, the first that fits the beginning. */
const KINDS: readonly (readonly [word: RegExp, kind: EventKind])[] = [
  [/^(?:DEL|LOSS|CN0)\b/, "DEL"],
  [/^(?:DUP|GAIN)\b/, "DUP"],
  [/^(?:INS:ME|ALU|LINE1|L1|SVA|ME|MEI)\b/, "ME"],
  [/^(?:INS|MT)\b/, "INS"],
  [/^INV\b/, "INV"],
  [/^CPX\b/, "CPX"],
  [/^(?:BND|CTX|TRA)\b/, "BND"],
];

/** An element by the end of the word: `INS:ME:LINE1`. */
const ELEMENTS: Readonly<Record<string, string>> = {
  ALU: "ALU",
  LINE1: "L1",
  L1: "L1",
  SVA: "SVA",
};

/**
 * One event; of a line of copy-number states a loss and a gain, each with the sum of its states; none where the line has
 * no place or a type that is not known.
 */
export function populationEvents(line: SourceLine, figures: SourceFigures): PopulationEvent[] {
  const words = line.type.replaceAll(/[<>]/g, "").toUpperCase().split(",");
  const { frequency, states, ...counts } = figures;
  if (words.length > 1 && words.every((word) => /^CN=?\d+$/.test(word))) {
    const copies = words.map((name) => Number(name.replace(/^CN=?/, "")));
    return statesOf(line, copies, frequency);
  }
  const [word = ""] = words;
  if (/^M?CNV$/.test(word) && states !== null) return statesOf(line, [...states.keys()], states);
  const kind = KINDS.find(([pattern]) => pattern.test(word))?.[1];
  const shape = kind === undefined ? null : shapeOf(kind, line);
  if (shape === null) return [];
  const inserted = ELEMENTS[word.split(":").at(-1) ?? ""] ?? null;
  const { id, filters } = line;
  return [{ ...shape, inserted, id, filters, frequency: frequency[0] ?? null, ...counts }];
}

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
    flags: [],
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
