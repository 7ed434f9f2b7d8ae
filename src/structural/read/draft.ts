/**
 * The contents of one record: its events, each with a call per person, or the one reason why there are none
 * (section 2.1).
 */
import { type Assembly, canonicalChrom, type LocusClass } from "../../core/assembly.ts";
import { onceFor, onceForText } from "../../core/once.ts";
import { compareText } from "../../core/text.ts";
import { besideOdd, callOf, failedIn, isOpenBySex, type Phasing } from "../calls/call.ts";
import {
  copiesOfAlleles,
  expectedCopies,
  ofCopies,
  ofCopiesOfEither,
  totalCopies,
} from "../calls/copies.ts";
import { fieldsOf, type Field, genotypeOf, numberIn } from "../calls/fields.ts";
import { failedOf, failuresOf, type RecordFailures, siteFailures } from "../calls/failures.ts";
import { callersOfRecord, isJoined, namesOf } from "../callers/of-record.ts";
import { type Habit, UNKNOWN } from "../callers/table.ts";
import type { OddCopies } from "../copies/chromosomes.ts";
import { type BadValue, type EventRecord, Values } from "../form/record.ts";
import { type Form, type FormContext, formOf } from "../form/form.ts";
import { keyOf } from "../form/key.ts";
import { namedBy } from "../form/words.ts";
import type {
  EventCall,
  EventDropReason,
  EventMember,
  FileKind,
  GenomicEvent,
  SexBases,
  ShortAllele,
} from "../types.ts";
import { locusOf, otherLocus } from "./loci.ts";
import type { EventFamily, PersonColumn } from "./people.ts";
import { shortAllele } from "./short.ts";

/** What holds for all records of one file. */
export interface FileContext {
  file: number;
  kind: FileKind;
  assembly: Assembly;
  family: EventFamily;
  columns: readonly PersonColumn[];
  /** One of the columns is the proband's. */
  hasProband: boolean;
  /** A call that tells FORMAT/FT stands over what the site says of all calls (DEC-19). */
  callFilterRules: boolean;
  phasing: Phasing;
  callers: readonly Habit[];
  /** Names of chromosomes as the header has them, by canonical name. */
  contigs: ReadonlyMap<string, string>;
  sizes: FormContext["sizes"];
  /** For reading forms, by what the callers of a record claim. */
  forms: Record<Form["claim"], FormContext>;
  bad: BadValue;
  /** Of whole chromosomes: what else than these is a loss or a gain too. */
  odd: readonly OddCopies[];
  /** By person; filled as records are read. */
  sexBases: SexBases[];
}

/** One event as one record says it. */
export interface Draft {
  /** Whole but for the people without a column: most have one record, and go on as they are. */
  event: GenomicEvent;
  member: EventMember;
  callers: readonly Habit[];
  failed: RecordFailures;
  /** By a program that joins callers: what it left apart stays apart. */
  isJoined: boolean;
  /** Id of the record that is the other end. */
  mate: string | null;
  /** EVENT: what it is a part of. */
  group: string | null;
  kind: FileKind;
}

/** A place with copies as expected, by a caller that is sure: it keeps segments apart (SVE-25). */
export interface NeutralSegment {
  chrom: string;
  first: number;
  last: number;
}

interface Outcome {
  drafts: Draft[];
  /** Why there are none. */
  reason: EventDropReason;
  neutral: NeutralSegment | null;
  short: ShortAllele | null;
}

/** Of several ALTs of a record without any event, the reason that tells most. */
const REASONS: readonly EventDropReason[] = [
  "sv_sex_unknown",
  "sv_neutral_copy_number",
  "sv_no_carrier",
  "sv_bad_place",
  "sv_other_contig",
  "sv_too_short",
  "sv_not_assessed_kind",
  "sv_small_allele",
  "sv_reference_segment",
];

export function draftsOf(record: EventRecord, context: FileContext): Outcome {
  const callers = callersOfRecord(record, context.callers);
  const values = new Values(record.info, context.bad);
  const claim = claimOf(callers, values);
  const formContext = context.forms[claim];
  const habit = callers[0] ?? UNKNOWN;
  const ofAlleles = copiesOfAlts(record.alts);
  const whole: Reading = { record, values, callers, habit, ofAlleles, context };
  if (claim === "depth") countSexBases(whole);
  const reasons: EventDropReason[] = [];
  const drafts: Draft[] = [];
  for (const { form, alleles } of formsOf(record, values, formContext, reasons)) {
    for (const asked of directionsOf(form, whole)) {
      const draft = draftOf(asked, alleles, whole);
      if (typeof draft === "string") reasons.push(draft);
      else drafts.push(draft);
    }
  }
  if (drafts.length > 0) return { drafts, reason: "sv_bad_place", neutral: null, short: null };
  const reason = REASONS.find((one) => reasons.includes(one)) ?? "sv_bad_place";
  const isNeutral = reason === "sv_neutral_copy_number" || reason === "sv_reference_segment";
  return {
    drafts,
    reason,
    neutral: isNeutral ? neutralOf(whole) : null,
    short: reason === "sv_too_short" ? shortAllele(record, context, habit) : null,
  };
}

interface Reading {
  record: EventRecord;
  values: Values;
  callers: readonly Habit[];
  /** Of the first caller: how its columns are read. */
  habit: Habit;
  ofAlleles: ReturnType<typeof copiesOfAlts>;
  context: FileContext;
}

/** Segments of X and Y, those without a change too: what they say of the person's sex. */
function countSexBases({ record, values, habit, context }: Reading): void {
  const { chrom, pos, formatKeys, samples } = record;
  const length = chrom === "X" || chrom === "Y" ? (values.whole("END") ?? 0) - pos : 0;
  if ((chrom !== "X" && chrom !== "Y") || length <= 0 || habit.copyNumber === "ratio") return;
  for (const { person, column } of context.columns) {
    const field = fieldsOf(formatKeys, samples[column] ?? "");
    const copies = totalCopies(field, habit, { length, expected: null, ratio: null });
    const bases = context.sexBases[person]?.[chrom];
    if (copies === null || bases === undefined) continue;
    const at = Math.min(copies, bases.length - 1);
    bases[at] = (bases[at] ?? 0) + length;
  }
}

/** What SVCLAIM says, else what the callers do. */
function claimOf(callers: readonly Habit[], values: Values): Form["claim"] {
  const stated = values.text("SVCLAIM")?.split(",")[0];
  if (stated === "D" || stated === "J" || stated === "DJ")
    return stated === "D" ? "depth" : stated === "J" ? "junction" : "both";
  const depth = callers.filter(({ algorithm }) => algorithm === "depth").length;
  return depth === 0 ? "junction" : depth === callers.length ? "depth" : "both";
}

/** The forms of a record; ALTs that are the same event stand together (`<CN2>,<CN3>`). */
function formsOf(
  record: EventRecord,
  values: Values,
  context: FormContext,
  reasons: EventDropReason[],
): { form: Form; alleles: number[] }[] {
  if (record.alts.length === 1 && !/LOH/.test(record.id)) {
    const form = formOf(record, 0, values, context);
    if (typeof form !== "string") return [{ form, alleles: [1] }];
    reasons.push(form);
    return [];
  }
  const lohs = balanced(record, values);
  const forms = new Map<string, { form: Form; alleles: number[] }>();
  for (const i of record.alts.keys()) {
    const form = formOf(record, i, values, context);
    if (typeof form === "string") {
      reasons.push(form);
      continue;
    }
    const told = lohs ? renamed(form, "LOH") : form;
    const known = forms.get(told.key);
    if (known === undefined) forms.set(told.key, { form: told, alleles: [i + 1] });
    else known.alleles.push(i + 1);
  }
  return [...forms.values()];
}

/** DRAGEN's loss and gain of one place with copies as expected: two of one parent's (SVE-05). */
function balanced({ id, alts }: EventRecord, values: Values): boolean {
  return (
    /^DRAGEN:(?:GAINLOH|CNLOH)/.test(id) ||
    (alts.length === 2 && /LOH/.test(values.text("SVTYPE") ?? ""))
  );
}

function renamed(form: Form, kind: Form["kind"]): Form {
  const named = { ...form, kind };
  return { ...named, key: keyOf(named) };
}

/** `<CNV>` is a loss for whom copies are fewer, a gain for whom they are more (SVE-04). */
function directionsOf(form: Form, reading: Reading): Form[] {
  if (form.kind !== "CNV") return [form];
  const loss = renamed(form, "DEL");
  const { record, context } = reading;
  const isTold = context.columns.some(({ column }) => {
    const field = fieldsOf(record.formatKeys, record.samples[column] ?? "");
    return totalIn(loss, reading, 2, field) !== null;
  });
  return isTold ? [loss, renamed(form, "DUP")] : [form];
}

/** @returns the reason where nobody carries it */
function draftOf(
  form: Form,
  alleles: readonly number[],
  reading: Reading,
): Draft | "sv_neutral_copy_number" | "sv_no_carrier" | "sv_sex_unknown" {
  const { record, values, callers, context } = reading;
  const { family, columns } = context;
  const locus = locusOf(context.assembly, form);
  const calls = callsAt({ form, alleles, locus }, reading);
  if (columns.length > 0 && !calls.some((call) => call?.state === "carrier")) {
    const asked = context.hasProband ? [calls[family.proband] ?? null] : calls;
    if (asked.some((call) => isOpenBySex(call, form.kind, locus))) return "sv_sex_unknown";
    const isNeutral = calls.some((call) => call !== null && isAsExpected(call));
    return isNeutral ? "sv_neutral_copy_number" : "sv_no_carrier";
  }
  const member: EventMember = {
    file: context.file,
    line: record.line,
    contig: record.contig,
    pos: record.pos,
    id: record.id,
    ref: record.ref,
    alt: record.alts[(alleles[0] ?? 1) - 1] ?? ".",
    alleleIndex: alleles[0] ?? 1,
    first: form.first,
    last: form.last,
    caller: namesOf(callers),
    algorithm: callers[0]?.algorithm ?? "unknown",
    filters: record.filters,
    quality: numberIn(record.qual),
    joined: null,
    text: record.text,
  };
  const placed = sized(form, reading);
  const failed = failuresOf(record, calls, context);
  const event: GenomicEvent = {
    kind: placed.kind,
    key: placed.key,
    assembly: context.assembly,
    chrom: placed.chrom,
    contig: contigOf(placed.chrom, record, context),
    locus,
    first: placed.first,
    last: placed.last,
    ciFirst: placed.ciFirst,
    ciLast: placed.ciLast,
    precise: placed.precise,
    length: placed.length,
    inserted: placed.inserted,
    ends: placed.ends,
    claim: placed.claim,
    calls,
    members: [member],
    support: placed.claim === "both" ? bothMethodsOf(callers) : methodsOf(callers),
    failedFilters: failedOf([failed]),
    flags: placed.flags,
    annotations: NO_NOTES,
    frequencies: NO_FREQUENCIES,
  };
  if (placed.claim === "depth" && areOfTargets(record, callers)) event.ofTargets = true;
  if (placed.duplicated !== undefined) event.duplicated = placed.duplicated;
  const other = otherLocus(context.assembly, form);
  if (other !== null)
    event.elsewhere = { locus: other, calls: callsAt({ form, alleles, locus: other }, reading) };
  return {
    event,
    member,
    callers,
    failed,
    isJoined: isJoined(record),
    mate: values.text("MATEID") ?? values.text("PARID") ?? values.text("MATE_ID") ?? null,
    group: values.text("EVENT") ?? null,
    kind: context.kind,
  };
}

/** The name by which the file has the chromosome of a breakend's first end, which may be the other record's. */
function contigOf(
  chrom: string,
  { contig, chrom: own }: EventRecord,
  { contigs }: FileContext,
): string {
  if (chrom === (own ?? contig)) return contig;
  const prefix = canonicalChrom(chrom) === null ? "" : (/^chr/i.exec(contig)?.[0] ?? "");
  return contigs.get(chrom) ?? `${prefix}${chrom}`;
}

interface Placed {
  form: Form;
  alleles: readonly number[];
  locus: LocusClass;
}

function isAsExpected({ copies, expected }: EventCall): boolean {
  return copies !== null && copies === expected;
}

/** By person, where so many copies are expected as at this class of loci. */
function callsAt(placed: Placed, reading: Reading): (EventCall | null)[] {
  const { family, columns } = reading.context;
  const calls = family.people.map((): EventCall | null => null);
  for (const { person, column } of columns) {
    const call = personCall(placed, reading, person, column);
    const odd = call.state === "carrier" ? null : oddAt(placed, reading, person);
    calls[person] = odd === null ? call : beside(odd, call, placed);
  }
  return calls;
}

/** Copies of all of the chromosome that hold here too: X and Y share the pseudoautosomal regions. */
function oddAt({ form, locus }: Placed, { context }: Reading, person: number): number | null {
  if (locus === "par") return null;
  const { chrom, first, last } = form;
  const at = context.odd.find(
    (one) => one.person === person && one.chrom === chrom && one.first <= first && last <= one.last,
  );
  return at?.copies ?? null;
}

/** As expected by the sex and the chromosome, and a change beside the rest of that (SVH-15). */
function beside(odd: number, call: EventCall, { form, locus }: Placed): EventCall {
  const { kind } = form;
  if (call.copies === null || (kind !== "DEL" && kind !== "DUP")) return call;
  return besideOdd(call, ofCopies(kind, call.copies, odd), locus);
}

function personCall(
  { form, alleles, locus }: Placed,
  reading: Reading,
  person: number,
  column: number,
): EventCall {
  const { record, habit, context, values } = reading;
  const { kind, length } = form;
  const field = fieldsOf(record.formatKeys, record.samples[column] ?? "");
  const genotype = genotypeOf(field("GT"));
  const sex = context.family.people[person]?.sex ?? "unknown";
  const expected = expectedCopies(locus, sex);
  const isCounted = kind === "DEL" || kind === "DUP";
  const total = isCounted ? totalIn(form, reading, expected, field) : null;
  return callOf(field, {
    kind,
    alleles,
    genotype,
    isByCopies: isCounted && isUndecided(record),
    habit,
    sex,
    locus,
    expected,
    total: total ?? copiesOfAlleles(genotype.alleles, reading.ofAlleles),
    length,
    copies:
      !isCounted || total === null
        ? null
        : expected === null
          ? ofCopiesOfEither(kind, total, locus)
          : ofCopies(kind, total, expected),
    joint: context.hasProband,
    phasing: context.phasing,
    recordSupport: record.samples.length < 2 ? supportInInfo(values) : null,
    depthRatio: numberIn(field("SM")) ?? (expected === 2 ? depthRatioIn(record, values) : null),
    isListed: column < 0,
    isMosaic: person === context.family.proband && record.info.has("MOSAIC"),
  });
}

/** One list for all events, until notes are read. */
const NO_NOTES: GenomicEvent["annotations"] = [];
const NO_FREQUENCIES: GenomicEvent["frequencies"] = [];

/** Sorted. One list for all records of the same callers. */
const methodsOf = onceFor((callers: readonly Habit[]): GenomicEvent["support"] =>
  [...new Set(callers.map(({ algorithm }) => algorithm))].toSorted(compareText),
);

/** `SVCLAIM=DJ`: the one caller of a record found its depth and its junction. */
const bothMethodsOf = onceFor((callers: readonly Habit[]): GenomicEvent["support"] => {
  const others = methodsOf(callers).filter((one) => one !== "depth" && one !== "unknown");
  const found: GenomicEvent["support"] = others.length === 0 ? ["junction"] : others;
  return [...found, "depth" as const].toSorted(compareText);
});

/** `<CNV>`: ALT does not say which way. */
function isUndecided({ alts }: EventRecord): boolean {
  return namedBy(alts[0] ?? "").word === "CNV";
}

/** Copies of the place that are told of a person. */
function totalIn(
  { length }: Form,
  { values, habit }: Reading,
  expected: number | null,
  field: Field,
): number | null {
  const ratio = habit.copyNumber === "ratio" ? numberIn(values.text("natorRD")) : null;
  return totalCopies(field, habit, { length, expected, ratio });
}

/** Copies that each ALT is of one chromosome (`<CN2>`); null: none says. */
function copiesOfAlts(alts: readonly string[]): (number | null)[] | null {
  if (!alts.some((alt) => /^<CN=?\d/.test(alt))) return null;
  return alts.map((alt) => {
    const named = namedBy(alt);
    return named.word === undefined ? null : named.copies;
  });
}

/** INFO keys of supporting reads, in files of one sample. */
const SUPPORT = ["SU", "SUPPORT", "VF", "RE"] as const;

function supportInInfo(values: Values): number | null {
  const key = SUPPORT.find((name) => values.text(name) !== undefined);
  return key === undefined ? null : numberIn(values.text(key));
}

/** CNVkit's; of X and Y it depends on the sex of its reference. */
function depthRatioIn({ samples }: EventRecord, values: Values): number | null {
  if (samples.length > 1) return null;
  const log = numberIn(values.text("FOLD_CHANGE_LOG"));
  return log === null ? numberIn(values.text("FOLD_CHANGE")) : 2 ** log;
}

/** Of a depth call by its bins or targets: how far its ends may lie off, and whether it is small. */
function sized(form: Form, { record, callers, values, context }: Reading): Form {
  if (form.claim !== "depth") return form;
  const length = form.length ?? 0;
  const bins = binsOf(record);
  const bin = bins > 0 && !values.has("CIPOS") ? Math.round(length / bins) : 0;
  const isOfTargets = areOfTargets(record, callers);
  const flags = [...form.flags];
  if (isOfTargets && bins === 1) flags.push("single_target");
  if (!isOfTargets && length < context.sizes.depthSecondCallerBelow) flags.push("short_depth_call");
  const ci = bin > 0 ? uncertainBy(bin, isOfTargets) : {};
  return { ...form, ...ci, flags: flags.toSorted() };
}

/** SVE-20: a target that is called is lost or gained; the doubt lies beyond it, as far as the next one. */
function uncertainBy(bases: number, isOfTargets: boolean): Pick<Form, "ciFirst" | "ciLast"> {
  const both: [number, number] = [-bases, bases];
  return isOfTargets
    ? { ciFirst: [-bases, 0], ciLast: [0, bases] }
    : { ciFirst: both, ciLast: both };
}

/** By its callers, or as it counts exons or targets. */
function areOfTargets({ info, formatKeys }: EventRecord, callers: readonly Habit[]): boolean {
  return (
    callers.some(({ targets }) => targets === true) ||
    [...info.keys(), ...formatKeys].some((key) => isCount(key) && /EXON|TARG|BAIT|NUMT/i.test(key))
  );
}

/** The number of bins or targets: of the record, else the most of any sample; 0: not told. */
function binsOf(record: EventRecord): number {
  const { info, formatKeys, samples } = record;
  const key = [...info.keys()].find((name) => isCount(name));
  const told = key === undefined ? null : numberIn(String(info.get(key)));
  return told ?? Math.max(...samples.map((text) => binsIn(formatKeys, text)), 0);
}

function binsIn(formatKeys: readonly string[], text: string): number {
  const field = fieldsOf(formatKeys, text);
  const numbers = formatKeys.filter(isCount).map((name) => numberIn(field(name)));
  return numbers.find((number) => number !== null) ?? 0;
}

/** gCNV's points, DRAGEN's bins, XHMM's targets; `PROBES` (CNVkit), and what else says so: `NEXONS`, `N_TARGETS`, ... */
const COUNT =
  /^(?:NP|BC|NUMT|(?:N|NR|NUM|NUMBER)(?:_?OF)?_?(?:EXON|TARG(?:ET)?|PROBE|BAIT|BIN|REGION)S?|(?:EXON|TARGET|PROBE|BAIT|BIN)S)$/i;

const isCount = onceForText((key) => COUNT.test(key));

/** Bins from which a segment without a change is believed. */
const SURE_BINS = 3;

function neutralOf({ record, values, context }: Reading): NeutralSegment | null {
  const end = values.whole("END");
  if (record.chrom === null || end === null || binsOf(record) < SURE_BINS) return null;
  if (!isSureOf(record, context)) return null;
  return { chrom: record.chrom, first: record.pos + 1, last: end };
}

/** No filter fails the site, nor all calls there. */
function isSureOf(record: EventRecord, context: FileContext): boolean {
  const { site } = failuresOf(record, [], context);
  const calls = context.columns.map(({ column }) => record.samples[column] ?? "");
  const isFailed = (text: string): boolean =>
    failedIn(fieldsOf(record.formatKeys, text)("FT")).length > 0;
  return siteFailures(site).length === 0 && (calls.length === 0 || !calls.every(isFailed));
}
