/** From a family's files to its events: read whole, each record under one outcome (section 2.1). */
import { type Assembly, canonicalChrom } from "../../core/assembly.ts";
import { ToolError, usageError } from "../../core/errors.ts";
import { DEFAULT_POLICY, type Policy } from "../../core/policy.ts";
import { compareText } from "../../core/text.ts";
import { phasingRun } from "../../vcf/index.ts";
import type { VcfHeader } from "../../vcf/types.ts";
import type { Phasing } from "../calls/call.ts";
import { oddCopies, type OddCopies } from "../copies/chromosomes.ts";
import { callersOfHeader } from "../callers/of-record.ts";
import { HARMLESS_FILTERS } from "../callers/table.ts";
import { columnsOf, type EventRecord, failedOf, recordOf } from "../form/record.ts";
import { addTo, type Found, foundIn } from "../join/in-file.ts";
import { mergeFound } from "../join/merge.ts";
import { noted } from "../notes/notes.ts";
import type {
  EventDropReason,
  EventFileRead,
  EventInput,
  EventsRead,
  FileKind,
  GenomicEvent,
  SexBases,
  ShortAllele,
} from "../types.ts";
import { draftsOf, type FileContext, type NeutralSegment } from "./draft.ts";
import { contentOf, fileKey, peekEvents } from "./file.ts";
import { type EventFamily, peopleIn, type PersonColumn, refuseShared } from "./people.ts";
import { isReferenceOfAll } from "./skip.ts";

interface ReadOptions {
  /** Sizes; those of the default policy where they are left out. */
  sv?: Policy["sv"] | undefined;
  /** Read what annotators and joiners wrote of each event; false: there are better sources. */
  notes?: boolean | undefined;
  /** What files are counted from. */
  firstFile?: number | undefined;
  /** Of the files of small variants beside which these are read: their phase sets may be of one run. */
  small?: readonly VcfHeader[] | undefined;
  /** Told of each record that is no event. */
  onDrop?: ((record: EventRecord, reason: EventDropReason, file: number) => void) | undefined;
}

/**
 * Reads files of events, of any kind and in any order.
 * @param family null: everybody in the files, each sample a person of unknown sex, strangers none
 * @throws ToolError E_SAMPLE, E_USAGE: a file of nobody, or of two people, or none of the proband; E_ASSEMBLY: of the other build;
 * E_INPUT_MISSING, E_VCF_HEADER, E_VCF_RECORD, E_INCOMPLETE, E_BGZF*: a file that cannot be read whole
 */
export async function readEvents(
  inputs: readonly EventInput[],
  family: EventFamily | null,
  assembly: Assembly,
  options: ReadOptions = {},
): Promise<EventsRead> {
  const opened: Given["opened"][number][] = [];
  // oxlint-disable-next-line no-await-in-loop -- in their order, so that the first error is always the same
  for (const input of inputs) opened.push(await peekEvents(input));
  refuseShared(
    inputs.map((input, i) => ({
      input,
      samples: opened[i]?.header.samples ?? [],
      file: fileKey(input.path),
    })),
  );
  const people = family ?? everybody(opened.flatMap(({ header }) => header.samples));
  const given = { opened, inputs, family, people, assembly, options };
  let read = await readFiles(given, []);
  const odd = oddCopies(read, people, assembly);
  if (odd.length > 0) read = await readFiles(given, odd);
  for (const told of read.left) options.onDrop?.(...told);
  const { events, files, assayed, sexBases, short } = read;
  if (options.notes !== false) noted(events, opened);
  return { events, files, assayed, sexBases, short };
}

type OnDrop = NonNullable<ReadOptions["onDrop"]>;

interface Given {
  opened: readonly Awaited<ReturnType<typeof peekEvents>>[];
  inputs: readonly EventInput[];
  /** As given. */
  family: EventFamily | null;
  people: EventFamily;
  assembly: Assembly;
  options: ReadOptions;
}

/** @param odd by an earlier reading: copies that people have of whole chromosomes */
async function readFiles(
  { opened, inputs, family, people, assembly, options }: Given,
  odd: readonly OddCopies[],
): Promise<EventsRead & { left: Parameters<OnDrop>[] }> {
  const { firstFile = 0 } = options;
  const files: EventFileRead[] = [];
  const assayed: Set<FileKind>[] = people.people.map(() => new Set());
  const sexBases = people.people.map(() => ({ X: [0, 0, 0, 0, 0], Y: [0, 0, 0, 0, 0] }));
  const found: Found[] = [];
  const short: ShortAllele[] = [];
  const left: Parameters<OnDrop>[] = [];
  let isProbandGiven = people.people.length === 0 || inputs.length === 0;
  for (const [file, input] of inputs.entries()) {
    const one = opened[file];
    if (one === undefined) continue;
    checkAssembly(one.header, assembly);
    const isSites = family === null && one.header.samples.length === 0;
    const columns = isSites ? [] : peopleIn(input, one.header, people);
    const asked = {
      ...one,
      given: input,
      file: file + firstFile,
      columns,
      family: people,
      assembly,
      options,
      odd,
      sexBases,
      short,
      left,
    };
    // oxlint-disable-next-line no-await-in-loop -- one file in memory at a time
    const read = await readFile(asked);
    files.push(read.told);
    isProbandGiven ||= columns.some(({ person }) => person === people.proband);
    if (!isUnreadable(read.told)) for (const { person } of columns) assayed[person]?.add(one.kind);
    for (const event of read.found) found.push(event);
  }
  if (!isProbandGiven) throw ofOthers(inputs);
  const kinds = assayed.map((set) => [...set].toSorted(compareText));
  const events = mergeFound(found, { assembly, people: people.people, assayed: kinds });
  return { events, files, assayed: kinds, sexBases, short, left };
}

function everybody(samples: readonly string[]): EventFamily {
  const people = [...new Set(samples)].map((id) => ({ id, sex: "unknown" as const }));
  return { people, proband: 0 };
}

function checkAssembly(
  {
    path,
    assembly: own,
    assemblyEvidence,
  }: { path: string; assembly: Assembly | null; assemblyEvidence: string[] },
  assembly: Assembly,
): void {
  if (own === null || own === assembly) return;
  throw new ToolError("E_ASSEMBLY", `the header says ${own} (${assemblyEvidence.join("; ")})`, {
    path,
    hint: `Give files of the same build: the others are ${assembly}.`,
  });
}

/** Has it no usable place of any record that somebody of the family may carry? Then nobody is assayed by it. */
export function isUnreadable({ records, dropped }: EventFileRead): boolean {
  const { sv_bad_place: unread = 0, sv_no_carrier: uncarried = 0 } = dropped;
  return unread > 0 && unread + uncarried === records;
}

/** How many events of each file the proband carries. */
export function ownByFile(
  files: readonly unknown[],
  events: readonly GenomicEvent[],
  proband: number,
): number[] {
  const counts = files.map(() => 0);
  for (const { calls, members } of events) {
    if (calls[proband]?.state !== "carrier") continue;
    for (const file of new Set(members.map((member) => member.file)))
      counts[file] = (counts[file] ?? 0) + 1;
  }
  return counts;
}

function ofOthers(inputs: readonly EventInput[]): ToolError {
  return usageError(
    `none of the structural variant files is the proband's: ${inputs.map(({ path }) => path).join(", ")}`,
    "Give the proband's file too, or leave these out.",
  );
}

interface ReadFile extends Awaited<ReturnType<typeof peekEvents>> {
  given: EventInput;
  file: number;
  columns: readonly PersonColumn[];
  family: EventFamily;
  assembly: Assembly;
  options: ReadOptions;
  odd: readonly OddCopies[];
  sexBases: SexBases[];
  /** Filled as files are read; the last where somebody asks what was dropped. */
  short: ShortAllele[];
  left: Parameters<OnDrop>[];
}

async function readFile({
  path,
  given,
  header,
  kind,
  file,
  columns,
  family,
  assembly,
  options,
  odd,
  sexBases,
  short,
  left,
}: ReadFile): Promise<{ found: Found[]; told: EventFileRead }> {
  const callers = callersOfHeader(header.lines);
  const told: EventFileRead = {
    path,
    kind,
    callers: [],
    samples: header.samples,
    assembly: header.assembly,
    records: 0,
    used: 0,
    dropped: {},
    filters: {},
    badValues: {},
    otherSamples: header.samples.length - columns.filter(({ column }) => column >= 0).length,
  };
  const sizes = options.sv ?? DEFAULT_POLICY.sv;
  const form = { fileKind: kind, assembly, sizes };
  const context: FileContext = {
    file,
    kind,
    assembly,
    family,
    columns,
    hasProband: columns.some(({ person }) => person === family.proband),
    callFilterRules: header.callFilterRules === true,
    phasing: phasingOf(given, header, file, options.small),
    callers,
    contigs: new Map(header.contigs.map(({ id }) => [canonicalChrom(id) ?? id, id])),
    sizes,
    forms: {
      junction: { ...form, claim: "junction" },
      depth: { ...form, claim: "depth" },
      both: { ...form, claim: "both" },
    },
    bad: (key) => count(told.badValues, key),
    odd,
    sexBases,
  };
  const found = new Map<string, Found>();
  const onDrop: OnDrop = (...dropped) => {
    if (options.onDrop !== undefined) left.push(dropped);
  };
  const neutral: NeutralSegment[] = [];
  const names = new Set<string>();
  const content = given.lines === undefined ? contentOf(path) : [{ lines: given.lines, line: 0 }];
  for await (const { lines, line } of content) {
    for (const [i, text] of lines.entries()) {
      if (text === "" || (given.symbolicAlone === true && !isSymbolic(text))) continue;
      const cells = columnsOf(text);
      if (cells === null) throw notRecord(text, path, line + i);
      told.records++;
      for (const filter of failedOf(cells[6] ?? ""))
        if (!HARMLESS_FILTERS.has(filter)) count(told.filters, filter);
      if (isReferenceOfAll(cells, columns)) {
        count(told.dropped, "sv_no_carrier");
        onDrop(recordOf(cells, text, line + i), "sv_no_carrier", file);
        continue;
      }
      const record = recordOf(cells, text, line + i);
      const outcome = draftsOf(record, context);
      if (outcome.drafts.length > 0) told.used++;
      else {
        count(told.dropped, outcome.reason);
        onDrop(record, outcome.reason, file);
      }
      if (outcome.neutral !== null) neutral.push(outcome.neutral);
      if (outcome.short !== null) short.push(outcome.short);
      for (const draft of outcome.drafts) {
        addTo(found, draft);
        for (const { name } of draft.callers) names.add(name);
      }
    }
  }
  names.delete("unknown");
  const named = names.size > 0 ? names : callers.map(({ name }) => name);
  told.callers = [...new Set(named)].toSorted(compareText);
  return { found: foundIn(found, neutral, context), told };
}

/** SVH-08: sets of different files are comparable where both headers name the same run of a phaser. */
function phasingOf(
  { path, symbolicAlone, lines }: EventInput,
  header: VcfHeader,
  file: number,
  small: readonly VcfHeader[] = [],
): Phasing {
  const run = phasingRun(header);
  const isOfSmall =
    symbolicAlone === true ||
    lines !== undefined ||
    small.some((one) => one.path === path || (run !== null && phasingRun(one) === run));
  if (isOfSmall) return { run: undefined, bare: null };
  // VCF-28: over a whole chromosome, as the header says.
  return { run: run ?? `file ${file}`, bare: header.phaser === null ? null : "" };
}

/** Does a file hold a record that is an event though it is one of small variants (SVI-03)? */
export async function hasSymbolic(path: string): Promise<boolean> {
  for await (const { lines } of contentOf(path)) if (lines.some(isSymbolic)) return true;
  return false;
}

/** By its ALT. What is written by its bases stays a small variant (SVI-03). */
function isSymbolic(text: string): boolean {
  const alt = text.split("\t", 5)[4] ?? "";
  return /^\.[A-Z]|[A-Z]\.$|[[\]]|<(?!NON_REF|\*)/i.test(alt);
}

function count<K extends string>(counts: Partial<Record<K, number>>, key: K): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/** The largest part of a faulty line that is shown. */
const SHOWN = 60;

function notRecord(text: string, path: string, line: number): ToolError {
  const columns = text.split("\t");
  const found =
    columns.length < 8
      ? `a record has at least 8 columns, but this one has ${columns.length}: '${text.slice(0, SHOWN)}'`
      : `POS is '${(columns[1] ?? "").slice(0, SHOWN)}', not a whole number`;
  return new ToolError("E_VCF_RECORD", found, {
    path,
    line,
    hint: "Check that the line is complete and that its columns are separated by tabs.",
  });
}
