/**
 * The normal form of one ALT (SVE-01 to SVE-09): kind, affected bases, uncertainty, length. 1-based, inclusive; of an
 * insertion or a breakend the two bases around the junction.
 */
import { chromosomeLength, type Assembly } from "../../core/assembly.ts";
import type { Policy } from "../../core/policy.ts";
import { classifyAlt, minimalRepresentation } from "../../vcf/index.ts";
import type { EventDropReason, EventShape, FileKind } from "../types.ts";
import { bracketed, changeOf, type Junction, orientationOf } from "./breakend.ts";
import { keyOf } from "./key.ts";
import { isOnContig, placeOf, symbolicJunction } from "./place.ts";
import type { EventRecord, Values } from "./record.ts";
import { elementOf, namedBy } from "./words.ts";

export interface Form extends EventShape {
  key: string;
  flags: string[];
}

/** What a reading is asked for, and what is known of the caller. */
export interface FormContext {
  fileKind: FileKind;
  assembly: Assembly;
  claim: Form["claim"];
  /** By the policy, in bases: a full-sequence allele is an event; a junction on one chromosome stays a breakend. */
  sizes: Policy["sv"];
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
  const source: Source = { record, index, values, context };
  if ("junction" in named) return ofJunction(named.junction, source);
  if ("bases" in named) return ofBases(named.bases, source);
  const { word, element } = named;
  if (word === "none") return "sv_reference_segment";
  if (word === "repeat") return "sv_not_assessed_kind";
  if (record.chrom === null && word !== "BND") return "sv_other_contig";
  if (word === "BND") {
    const junction = symbolicJunction(record, values, context.assembly);
    return junction === null
      ? "sv_bad_place"
      : ofJunction(junction.junction, source, junction.flags);
  }
  const place = placeOf(record, word, index, values, context.assembly);
  if (place === null) return "sv_bad_place";
  const flags = [...place.flags];
  const ends = word === "INV" ? junctionEnds(record, place, values) : [];
  if (ends.length > 0) flags.push("one_junction");
  if (word === "DEL" && element !== null) flags.push("mobile_element");
  const inserted = word === "ME" ? (element ?? meinfoOf(values)) : insertedBases(values);
  const { first, last, length } = place;
  return finished({ kind: word, first, last, length, inserted, ends, flags }, source);
}

/** Manta before 1.6, Delly and cuteSV write each junction of an inversion as a record (SVE-07); []: both in one. */
function junctionEnds(
  { chrom, contig, pos }: EventRecord,
  { last }: { last: number },
  values: Values,
): Form["ends"] {
  const sides = values.has("INV3") ? ["+"] : values.has("INV5") ? ["-"] : sidesOf(values);
  const [strand, ...others] = new Set(sides);
  if ((strand !== "+" && strand !== "-") || others.length > 0) return [];
  return [pos, last].map((at) => ({ chrom: chrom ?? contig, pos: at, strand }));
}

/** Of the junctions that have reads: sides that both ends keep (`++:4,--:0`). */
function sidesOf(values: Values): string[] {
  const stated = values.text("CT") ?? values.text("STRANDS") ?? values.text("STRAND") ?? "";
  return stated.split(",").flatMap((one) => {
    const [own, other] = one.endsWith(":0") ? [] : (orientationOf(one) ?? []);
    return own !== undefined && own === other ? own : [];
  });
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
  given: Source,
  flags: string[] = [],
): Form | EventDropReason {
  const { ends, swapped } = junction;
  const { assembly, sizes } = given.context;
  const source = { ...given, swapped };
  if (!ends.some(({ chrom }) => isChromosome(chrom, assembly))) return "sv_other_contig";
  if (!ends.every((end) => isOnContig(end, assembly))) return "sv_bad_place";
  const change = changeOf(junction);
  const inserted = junction.inserted === "" ? null : junction.inserted.toUpperCase();
  const gained = inserted?.length ?? 0;
  const span = change === null ? 0 : change.last - change.first + 1;
  if (change === null || span > sizes.breakendIntervalMax || flags.length > 0) {
    const told = [
      ...flags,
      ...(ends.length === 1 ? ["single_breakend"] : []),
      ...(ends.every(({ chrom }) => isChromosome(chrom, assembly)) ? [] : ["end_off_chromosomes"]),
    ];
    const around = aroundEnd(junction);
    return finished({ kind: "BND", ...around, length: null, inserted, ends, flags: told }, source);
  }
  const { kind, first, last } = change;
  if (kind === "DEL" && gained > span && span < sizes.minLength) {
    const raw = { first: first - 1, last: first, length: gained, inserted, ends: [], flags };
    return finished({ kind: "INS", ...raw }, source);
  }
  if (span <= 0) return "sv_too_short";
  const isOne = kind === "INV";
  const told = isOne ? ["one_junction"] : flags;
  return finished(
    { kind, first, last, length: span, inserted, ends: isOne ? ends : [], flags: told },
    source,
  );
}

/** The two bases around the first end. */
function aroundEnd({ ends }: Junction): { first: number; last: number } {
  const end = ends[0];
  if (end === undefined) return { first: 0, last: 0 };
  const first = end.strand === "+" ? end.pos : end.pos - 1;
  return { first, last: first + 1 };
}

/** A change written by its bases, trimmed (SVE-01, SVI-03). */
function ofBases(alt: string, source: Source): Form | EventDropReason {
  const { record, values, context } = source;
  const { chrom, pos, ref } = record;
  if (chrom === null) return "sv_other_contig";
  if (!isOnContig({ chrom, pos }, context.assembly)) return "sv_bad_place";
  const least = minimalRepresentation(pos, ref.toUpperCase(), alt.toUpperCase());
  const anchored = least.ref[0] === least.alt[0] ? 1 : 0;
  const lost = least.ref.length - anchored;
  const gained = least.alt.slice(anchored);
  if (Math.max(lost, gained.length) < context.sizes.minLength) return "sv_too_short";
  const first = least.pos + anchored;
  const last = first + lost - 1;
  const typed = namedBy(values.text("SVTYPE") ?? "").word;
  const none = { ends: [], flags: [] };
  if (typed === "INV" && lost === gained.length)
    return finished({ kind: "INV", first, last, length: lost, inserted: null, ...none }, source);
  if (lost >= gained.length) {
    const inserted = gained === "" ? null : gained;
    return finished({ kind: "DEL", first, last, length: lost, inserted, ...none }, source);
  }
  const isElement = typed === "ME" || values.has("MEINFO");
  const inserted = isElement ? meinfoOf(values) : gained;
  const at = { first: first - 1, last: first, length: gained.length, inserted, ...none };
  return finished({ kind: isElement ? "ME" : "INS", ...at }, source);
}

type Raw = Pick<Form, "kind" | "first" | "last" | "length" | "inserted" | "ends" | "flags">;

/** By the read length, in bases: how far off an imprecise end is where nothing is said (SVE-09). */
const IMPRECISE: [number, number] = [-150, 150];

/** How far, in bases, callers of mobile elements place them off. */
const MOBILE: [number, number] = [-50, 50];

const EXACT: [number, number] = [0, 0];

/** What a reading goes on with. `swapped`: the record's own end is the second. */
interface Source {
  record: EventRecord;
  /** Of the ALT, from 0. */
  index: number;
  values: Values;
  context: FormContext;
  swapped?: boolean;
}

/** What begins at a telomere, which is written as 0, is of the first base. */
function finished(raw: Raw, { record, index, values, context, swapped = false }: Source): Form {
  const { kind, first, last, length, inserted, ends, flags } = raw;
  const { claim } = context;
  const isImprecise = values.has("IMPRECISE") || claim === "depth";
  const isPoint = kind === "INS" || kind === "ME";
  const usual = usualInterval(raw, values, index, claim);
  const own = values.interval("CIPOS", index) ?? usual;
  const other = values.interval("CIEND", index) ?? (isPoint ? own : usual);
  const form: Form = {
    kind,
    key: "",
    chrom: ends[0]?.chrom ?? record.chrom ?? record.contig,
    first: Math.max(1, first),
    last: Math.max(1, last),
    ciFirst: swapped ? other : own,
    ciLast: swapped ? own : other,
    precise: !isImprecise,
    claim,
    length,
    inserted,
    ends: ends.length === 0 ? NO_ENDS : ends.map((end) => ({ ...end, pos: Math.max(1, end.pos) })),
    flags: flags.length > 1 ? flags.toSorted() : flags.length === 1 ? flags : NO_FLAGS,
  };
  form.key = keyOf(form);
  // Manta writes short duplications as insertions (SVE-08).
  const repeated = kind === "INS" ? (values.whole("DUPSVLEN", index) ?? 0) : 0;
  if (repeated > 0)
    form.duplicated = {
      first: form.last,
      last: form.last + repeated - 1,
      shift: Math.max(0, values.whole("DUPHOMLEN", index) ?? 0),
    };
  return form;
}

/** One list for all of which nothing is told: they are many, and are kept until the files are read. */
const NO_ENDS: Form["ends"] = [];
const NO_FLAGS: Form["flags"] = [];

/** Where no interval is given. A homology shifts an exact end to the right. */
function usualInterval(
  { kind }: Raw,
  values: Values,
  index: number,
  claim: Form["claim"],
): [number, number] {
  if (kind === "ME") return MOBILE;
  if (values.has("IMPRECISE") && claim !== "depth") return IMPRECISE;
  const shift = values.whole("HOMLEN", index) ?? 0;
  return shift > 0 ? [0, shift] : EXACT;
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
