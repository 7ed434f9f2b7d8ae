/**
 * The normal form of one ALT (SVE-01 to SVE-09): kind, affected bases, uncertainty, length. 1-based, inclusive; of an
 * insertion or a breakend the two bases around the junction.
 */
import { chromosomeLength, type Assembly } from "../../core/assembly.ts";
import { classifyAlt, minimalRepresentation } from "../../vcf/index.ts";
import type { EventDropReason, EventShape, FileKind } from "../types.ts";
import { bracketed, changeOf, type Junction } from "./breakend.ts";
import { keyOf } from "./key.ts";
import { isOnContig, placeOf, symbolicJunction } from "./place.ts";
import type { EventRecord, Values } from "./record.ts";
import { elementOf, namedBy } from "./words.ts";

/** Copies of the allele itself, where ALT says them (`<CN2>`). */
export interface Form extends EventShape {
  alleleCopies: number | null;
}

/** What a reading is asked for, and what is known of the caller. */
export interface FormContext {
  fileKind: FileKind;
  assembly: Assembly;
  claim: Form["claim"];
  /** Full-sequence alleles are events from this length on, in bases. */
  minLength: number;
  /** A junction on one chromosome that spans more stays a breakend, in bases. */
  mostBetweenBreakends: number;
}

/** @param index of the ALT, from 0 */
export function formOf(
  record: EventRecord,
  index: number,
  values: Values,
  context: FormContext,
): Form | EventDropReason {
  const alt = record.alts[index] ?? ".";
  if (record.chrom === "MT") return "sv_not_assessed_kind";
  const named = nameOf(alt, record, values, context);
  if (typeof named === "string") return named;
  if ("junction" in named) return ofJunction(named.junction, record, index, values, context);
  if ("bases" in named) return ofBases(record, named.bases, index, values, context);
  const { word, element, copies } = named;
  if (word === "none") return "sv_reference_segment";
  if (word === "repeat") return "sv_not_assessed_kind";
  if (record.chrom === null && word !== "BND") return "sv_other_contig";
  if (word === "BND") {
    const junction = symbolicJunction(record, values, context.assembly);
    return junction === null
      ? "sv_bad_place"
      : ofJunction(junction.junction, record, index, values, context, junction.flags);
  }
  const place = placeOf(record, word, index, values, context.assembly);
  if (place === null) return "sv_bad_place";
  const flags = [...place.flags];
  const ends = word === "INV" ? junctionEnds(record, place, values) : [];
  if (ends.length > 0) flags.push("one_junction");
  if (word === "DEL" && element !== null) flags.push("mobile_element");
  const inserted = word === "ME" ? (element ?? meinfoOf(values)) : insertedBases(values);
  const raw = { ...place, kind: word, inserted, ends, flags, index, copies };
  return finished(raw, record, { values, context });
}

/** Manta before 1.6 and Delly write each junction of an inversion as a record of its own (SVE-07); []: both in one. */
function junctionEnds(
  { chrom, contig, pos }: EventRecord,
  { last }: { last: number },
  values: Values,
): Form["ends"] {
  const ct = values.text("CT");
  const strand =
    values.has("INV3") || ct === "3to3" ? "+" : values.has("INV5") || ct === "5to5" ? "-" : null;
  if (strand === null) return [];
  return [pos, last].map((at) => ({ chrom: chrom ?? contig, pos: at, strand }));
}

type Naming =
  | EventDropReason
  | { junction: Junction }
  | { bases: string }
  | Exclude<ReturnType<typeof namedBy>, { word: undefined }>;

/** ALT first, SVTYPE second: annotators and joiners rewrite SVTYPE (SVE-04). */
function nameOf(
  alt: string,
  record: EventRecord,
  values: Values,
  { fileKind }: FormContext,
): Naming {
  if (alt === "." || alt === "*") return "sv_reference_segment";
  if (fileKind === "str") return "sv_not_assessed_kind";
  const isSymbolic = alt.startsWith("<");
  if (!isSymbolic) {
    const junction = bracketed(alt, record.contig, record.pos);
    if (junction !== null) return { junction };
    const kind = classifyAlt(alt, record.ref);
    if (kind === "none") return "sv_reference_segment";
    if (kind === "seq") return fileKind === "small" ? "sv_small_allele" : { bases: alt };
  }
  const own = namedBy(alt);
  if (own.word !== undefined) return own;
  const typed = namedBy(values.text("SVTYPE") ?? "");
  if (typed.word !== undefined && isSymbolic) return typed;
  return isSymbolic ? "sv_not_assessed_kind" : "sv_bad_place";
}

/** A junction on one chromosome is a deletion, duplication or inversion, up to a length (SVE-06). */
function ofJunction(
  junction: Junction,
  record: EventRecord,
  index: number,
  values: Values,
  context: FormContext,
  flags: readonly string[] = [],
): Form | EventDropReason {
  const { ends, inserted } = junction;
  if (!ends.some(({ chrom }) => isChromosome(chrom, context.assembly))) return "sv_other_contig";
  if (!ends.every((end) => isOnContig(end, context.assembly))) return "sv_bad_place";
  const change = changeOf(junction);
  const bases = inserted === "" ? null : inserted.toUpperCase();
  const add = { inserted: bases, index, copies: null };
  const rest = { values, context, swapped: junction.swapped };
  const span = change === null ? 0 : change.last - change.first + 1;
  if (change === null || span > context.mostBetweenBreakends || flags.length > 0)
    return finished(
      {
        ...add,
        kind: "BND",
        ...aroundEnd(junction),
        length: null,
        ends,
        flags: [...flags, ...(ends.length === 1 ? ["single_breakend"] : [])],
      },
      record,
      rest,
    );
  if (change.kind === "DEL" && (bases?.length ?? 0) > span && span < context.minLength) {
    const first = ends[0]?.pos ?? record.pos;
    const form = { ...add, kind: "INS" as const, first, last: first + 1, ends: [] };
    return finished({ ...form, length: bases?.length ?? null, flags: [] }, record, rest);
  }
  if (span <= 0) return "sv_too_short";
  const isOne = change.kind === "INV";
  return finished(
    {
      ...add,
      ...change,
      length: span,
      ends: isOne ? ends : [],
      flags: isOne ? ["one_junction"] : [],
    },
    record,
    rest,
  );
}

/** The two bases around the first end that lies on a chromosome. */
function aroundEnd({ ends }: Junction): { first: number; last: number } {
  const end = ends[0];
  if (end === undefined) return { first: 0, last: 0 };
  const first = end.strand === "+" ? end.pos : end.pos - 1;
  return { first, last: first + 1 };
}

/** A change written by its bases, trimmed (SVE-01, SVI-03). */
function ofBases(
  record: EventRecord,
  alt: string,
  index: number,
  values: Values,
  context: FormContext,
): Form | EventDropReason {
  if (record.chrom === null) return "sv_other_contig";
  if (!isOnContig({ chrom: record.chrom, pos: record.pos }, context.assembly))
    return "sv_bad_place";
  const least = minimalRepresentation(record.pos, record.ref.toUpperCase(), alt.toUpperCase());
  const anchored = least.ref[0] === least.alt[0] ? 1 : 0;
  const lost = least.ref.length - anchored;
  const gained = least.alt.slice(anchored);
  const first = least.pos + anchored;
  if (Math.max(lost, gained.length) < context.minLength) return "sv_too_short";
  const typed = namedBy(values.text("SVTYPE") ?? "");
  const add = { index, copies: null, ends: [], flags: [] as string[] };
  const rest = { values, context };
  if (typed.word === "INV" && lost === gained.length)
    return finished(
      { ...add, kind: "INV", first, last: first + lost - 1, length: lost, inserted: null },
      record,
      rest,
    );
  if (lost >= gained.length)
    return finished(
      {
        ...add,
        kind: "DEL",
        first,
        last: first + lost - 1,
        length: lost,
        inserted: gained === "" ? null : gained,
      },
      record,
      rest,
    );
  const isElement = typed.word === "ME" || values.has("MEINFO");
  return finished(
    {
      ...add,
      kind: isElement ? "ME" : "INS",
      first: first - 1,
      last: first,
      length: gained.length,
      inserted: isElement ? meinfoOf(values) : gained,
    },
    record,
    rest,
  );
}

interface Raw extends Pick<
  Form,
  "kind" | "first" | "last" | "length" | "inserted" | "ends" | "flags"
> {
  index: number;
  copies: number | null;
}

/** Read length, in bases: how far off an imprecise end is where nothing is said (SVE-09). */
const READ_LENGTH = 150;

function finished(
  { index, copies, ...raw }: Raw,
  record: EventRecord,
  { values, context, swapped = false }: { values: Values; context: FormContext; swapped?: boolean },
): Form {
  const chrom = raw.ends[0]?.chrom ?? record.chrom ?? record.contig;
  const { claim } = context;
  const isImprecise = values.has("IMPRECISE") || claim === "depth";
  const shift = values.whole("HOMLEN", index);
  const isLoose = isImprecise && claim !== "depth";
  const usual: [number, number] = isLoose
    ? [-READ_LENGTH, READ_LENGTH]
    : [0, Math.max(shift ?? 0, 0)];
  const own = values.interval("CIPOS", index) ?? usual;
  const isPoint = raw.kind === "INS" || raw.kind === "ME";
  const other = values.interval("CIEND", index) ?? (isPoint ? own : usual);
  const form = {
    ...raw,
    chrom,
    claim,
    precise: !isImprecise,
    ciFirst: swapped ? other : own,
    ciLast: swapped ? own : other,
    alleleCopies: copies,
    flags: raw.flags.toSorted(),
  };
  return { ...form, key: keyOf(form) };
}

/** INFO keys that hold the inserted bases. */
const SEQUENCES = ["SVINSSEQ", "INSSEQ", "INSERTED_SEQUENCE", "INSERTION", "SEQ", "SEQS"] as const;

function insertedBases(values: Values): string | null {
  for (const key of SEQUENCES) {
    const bases = values.text(key)?.split(",")[0] ?? "";
    if (/^[ACGTN]+$/i.test(bases)) return bases.toUpperCase();
  }
  return null;
}

/** `MEINFO=AluYa5,1,280,+`; the family. */
function meinfoOf(values: Values): string | null {
  const name = values.text("MEINFO")?.split(",")[0];
  return elementOf(name ?? "").element ?? elementOf(values.text("SVTYPE") ?? "").element;
}

function isChromosome(chrom: string, assembly: Assembly): boolean {
  return chrom !== "MT" && chromosomeLength(assembly, chrom) !== undefined;
}
