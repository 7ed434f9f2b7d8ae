/** Turns a line of a population source into events (SVF-01, SVF-03). */
import type { Assembly } from "../../core/assembly.ts";
import { DEFAULT_POLICY } from "../../core/policy.ts";
import { formOf } from "../form/form.ts";
import { eventRecord, Values, type EventRecord } from "../form/record.ts";
import { namedBy } from "../form/words.ts";
import { asGain } from "../join/same.ts";
import type { EventShape, PopulationEvent } from "../types.ts";

interface SourceFigures {
  /** Of each ALT. */
  frequency: readonly (number | null)[];
  homozygotes: number | null;
  hemizygotes: number | null;
  alleleNumber: number | null;
  /** Of a site of copy numbers, the share of people with 0, 1, 2, ... copies; null: not given so. */
  states: readonly (number | null)[] | null;
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
  if (record === null) return [];
  const { alts } = record;
  if (alts.length > 1 && alts.every((alt) => STATE.test(alt))) {
    const copies = alts.map((alt) => Number(STATE.exec(alt)?.[1]));
    return statesOf(record, assembly, copies, frequency);
  }
  if (states !== null && /^<M?CNV>$/.test(alts[0] ?? ""))
    return statesOf(record, assembly, [...states.keys()], states);
  return alts.flatMap((_, i) =>
    shapesOf(record, i, assembly).map((shape) => {
      return { ...shape, ...saidOf(record), frequency: frequency[i] ?? null, ...counts };
    }),
  );
}

/** gnomAD's, of a person; without the sign (1000 Genomes) they are of one allele, as `<DEL>` is. */
const STATE = /^<CN=(\d+)>$/;

/** Copies that everybody has outside of X and Y: on these what is usual differs between people. */
const USUAL = 2;

function statesOf(
  record: EventRecord,
  assembly: Assembly,
  copies: readonly number[],
  shares: readonly (number | null)[],
): PopulationEvent[] {
  if (record.chrom === "X" || record.chrom === "Y") return [];
  const sumOf = (isIn: (n: number) => boolean): number =>
    copies.reduce((sum, n, i) => sum + (isIn(n) ? (shares[i] ?? 0) : 0), 0);
  const sums = [sumOf((n) => n < USUAL), sumOf((n) => n > USUAL)];
  // A state is one of a person, so that people and their copies are not told apart.
  const counts = { homozygotes: null, hemizygotes: null, alleleNumber: null };
  return ["<DEL>", "<DUP>"].flatMap((alt, i) => {
    const frequency = sums[i] ?? 0;
    const shapes = frequency > 0 ? shapesOf({ ...record, alts: [alt] }, 0, assembly) : [];
    return shapes.map((shape) => ({ ...shape, ...saidOf(record), frequency, ...counts }));
  });
}

/** One, or none. */
function shapesOf(record: EventRecord, alt: number, assembly: Assembly): EventShape[] {
  const values = new Values(record.info, () => undefined);
  const context = { fileKind: "sv", assembly, claim: "both", sizes: DEFAULT_POLICY.sv } as const;
  const form = formOf(record, alt, values, context);
  return typeof form === "string" ? [] : [form];
}

function saidOf({ id, filters }: EventRecord): Pick<PopulationEvent, "id" | "filters"> {
  return { id: id === "." ? null : id, filters: [...filters] };
}

/** ALTs whose events are of that kind, whatever else is said of them. */
const PLAIN: ReadonlySet<string | undefined> = new Set(["DEL", "DUP", "INS", "ME", "INV"]);

/**
 * Is a line of a VCF certainly not near an event, by its ALT and its last base alone? Most of those beside one are
 * not, and long to read.
 */
export function isElsewhere(
  line: string,
  last: number,
  event: EventShape,
  margin: number,
): boolean {
  const [, , , , alt = ""] = line.split("\t", 5);
  if (!alt.startsWith("<") || alt.includes(",")) return false;
  const { word: kind } = namedBy(alt);
  if (!PLAIN.has(kind)) return false;
  const isSame =
    kindsOf(event).some((own) => kind === own) || (isPoint({ kind }) && isPoint(event));
  return !isSame || last < event.first - margin;
}

/** An insertion that repeats what is beside it is a duplication too. */
function kindsOf(event: EventShape): EventShape["kind"][] {
  return [event.kind, ...(asGain(event) === null ? [] : ["DUP" as const])];
}

function isPoint({ kind }: { kind: string | undefined }): boolean {
  return kind === "INS" || kind === "ME";
}

/** Can a population event be told apart from this one by its place alone? Of the same kind, and near or over it. */
export function isNear(event: EventShape, other: EventShape, margin: number): boolean {
  return (
    (kindsOf(event).includes(other.kind) || (isPoint(event) && isPoint(other))) &&
    event.chrom === other.chrom &&
    other.first <= event.last + margin &&
    other.last >= event.first - margin
  );
}
