/**
 * What the functions of the door take (`index.ts`): every option with the values that are right for it. What is wrong
 * is one error that names the option, what it must be and what it was; what is right is copied, so that nothing
 * changes while it is worked with.
 */
import type { AnnotateOptions } from "./analysis/annotated.ts";
import type { AnalyseOptions, InputOptions, PanelOptions } from "./analysis/options.ts";
import { ASSEMBLIES } from "./core/assembly.ts";
import { oneLine, printable } from "./core/clean.ts";
import { type ToolError, usageError } from "./core/errors.ts";
import { isObject } from "./core/json.ts";
import { parseLabel } from "./core/label.ts";
import type { Log, OnProgress } from "./core/log.ts";
import { didYouMean, nearest } from "./core/nearest.ts";
import { isDay, isShard, isWhole, MOST_THREADS, WORDS } from "./core/option-values.ts";
import type { PhenotypeOptions } from "./patient/types.ts";
import type { ReanalyseOptions } from "./reanalysis/reanalyse.ts";
import type { EventInput } from "./structural/types.ts";

/** What a job may be given of the world around it. */
export interface Surroundings {
  /** Takes each line that is told on the way; absent: silence. Names no sample outside `detail`. */
  log?: Partial<Log> | undefined;
  /** Called now and then while files are read. */
  onProgress?: OnProgress | undefined;
  /** The clock: of the run record's times, and of "today" in an archive. */
  now?: (() => Date) | undefined;
  /** An AbortSignal: looked at before the work and while files are read; its reason is thrown. */
  signal?: { throwIfAborted(): void } | undefined;
  /** What the path `-` stands for; absent: `-` is refused. */
  stdin?: AsyncIterable<Uint8Array> | undefined;
  /** For the run record: how the job was asked for; default: nothing. */
  commandLine?: string[] | undefined;
}

/** Of a run, without what only the rooms hand each other. */
export interface RunOptions extends Omit<AnalyseOptions, "events" | "phenotype"> {
  /** Files named as files of events, whatever their content says; undefined: none is. */
  events?: Pick<EventInput, "path" | "kind" | "sample">[] | undefined;
  /** undefined: the patient has no terms. */
  phenotype?: Omit<PhenotypeOptions, "terms"> | undefined;
}

/** Of a look into a file. */
export type InspectOptions = Omit<InputOptions, "events" | "vcfs"> &
  Pick<RunOptions, "events"> &
  PanelOptions;

/** Gives the value, or throws E_USAGE. @param name of the option, for the message */
type Reader<T> = (value: unknown, name: string) => T;

/** One for each option. */
type Readers<T> = { [Name in keyof T]-?: Reader<T[Name]> };

/**
 * The options of a call, checked; those that are undefined are left out.
 * @throws ToolError E_USAGE: no options, an unknown one, one that has not the right value
 */
export function readOptions<T extends object>(given: unknown, readers: Readers<T>): Partial<T> {
  if (!isObject(given)) throw wrong("options", "one object", given);
  return fieldsOf(given, readers, "");
}

/** @param inside what the names of the fields are written after: `phenotype.` */
function fieldsOf<T extends object>(
  given: Record<string, unknown>,
  readers: Readers<T>,
  inside: string,
): Partial<T> {
  const known = new Map<string, Reader<unknown>>(Object.entries(readers));
  const read = Object.entries(given).flatMap(([name, value]) => {
    const reader = known.get(name);
    if (reader === undefined) {
      const near = didYouMean(nearest(name, known.keys()));
      throw usageError(
        `unknown option '${inside}${oneLine(printable(name))}'`,
        `${near} Choose from: ${[...known.keys()].join(", ")}.`.trim(),
      );
    }
    return value === undefined ? [] : [[name, reader(value, `${inside}${name}`)]];
  });
  return Object.fromEntries(read);
}

/** Names no person, and no finding: what stands where a list or object should may be one, and is not quoted. */
function wrong(name: string, allowed: string, value: unknown, isQuoted = false): ToolError {
  return usageError(`'${name}' must be ${allowed}, not ${shown(value, isQuoted)}`);
}

function shown(value: unknown, isQuoted: boolean): string {
  if (typeof value === "string" && value !== "" && !isQuoted) return "a text";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return "an object";
  const text = typeof value === "string" ? `"${oneLine(printable(value))}"` : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

/** What a test lets pass. */
function that<T>(
  allowed: string,
  isRight: (value: unknown) => value is T,
  isQuoted = true,
): Reader<T> {
  return (value, name) => {
    if (isRight(value)) return value;
    throw wrong(name, allowed, value, isQuoted);
  };
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const text = that("a text that is not empty", isText);
const flag = that("true or false", (value): value is boolean => typeof value === "boolean");
const day = that(
  "a day such as 2031-05-14",
  (value): value is string => isText(value) && isDay(value),
);

/** Of functions nothing more can be known before they are called. */
function callable<T extends (...given: never[]) => unknown>(): Reader<T> {
  return that("a function", (value): value is T => typeof value === "function");
}

/** An object of the caller's own making, which is not copied. */
function thing<T extends object>(
  allowed: string,
  isRight: (of: (key: PropertyKey) => unknown) => boolean,
): Reader<T> {
  return that(
    allowed,
    (value): value is T =>
      typeof value === "object" && value !== null && isRight((key) => Reflect.get(value, key)),
    false,
  );
}

function word<T extends string>(words: readonly T[]): Reader<T> {
  return that(`one of ${words.join(", ")}`, (value): value is T =>
    words.some((known) => known === value),
  );
}

function whole(from: number, most?: number): Reader<number> {
  const allowed = `a whole number from ${from}${most === undefined ? "" : ` to ${most}`}`;
  return that(allowed, (value): value is number => isWhole(value, from, most));
}

function listOf<T>(read: Reader<T>): Reader<T[]> {
  return (value, name) => {
    if (!Array.isArray(value)) throw wrong(name, "a list", value);
    // A list may have holes, which `map` would leave.
    return Array.from(value, (one: unknown, i) => read(one, `${name}[${i}]`));
  };
}

/** By name, which may be a person's: the message does not repeat it. */
function tableOf<T>(read: Reader<T>): Reader<Record<string, T>> {
  return (value, name) => {
    if (!isObject(value)) throw wrong(name, "an object", value);
    const own = Object.entries(value).filter(([, one]) => one !== undefined);
    // No prototype: a sample may be called __proto__.
    return own.reduce<Record<string, T>>((table, [key, one]) => {
      table[key] = read(one, `${name}.*`);
      return table;
    }, Object.create(null));
  };
}

function shape<T extends object>(
  readers: Readers<T>,
  needed: readonly (keyof T)[] = [],
): Reader<T> {
  return (value, name) => {
    if (!isObject(value)) throw wrong(name, "an object", value);
    const read = fieldsOf(value, readers, `${name}.`);
    const hasAll = (some: Partial<T>): some is T => needed.every((key) => key in some);
    if (hasAll(read)) return read;
    throw usageError(`'${name}' must have ${needed.join(" and ")}`);
  };
}

const labels: Reader<Record<string, string>> = (value, name) => {
  const read = tableOf(text)(value, name);
  for (const [key, label] of Object.entries(read))
    if (parseLabel(`${key}=${label}`)?.[0] !== key)
      throw usageError(
        `'${name}': '${oneLine(printable(key))}' is not a label`,
        "A name has letters, digits, dots, dashes and underscores, a value up to 200 characters.",
      );
  return read;
};

const phenotype: Reader<NonNullable<RunOptions["phenotype"]>> = (value, name) => {
  const read = shape<NonNullable<RunOptions["phenotype"]>>({
    hpo: listOf(text),
    phenopacket: text,
    caseFile: text,
    release: day,
    strict: flag,
    skipUnknownTerms: flag,
  })(value, name);
  if (read.phenopacket === undefined || read.caseFile === undefined) return read;
  throw usageError(`'${name}' has both phenopacket and caseFile`, "Give one of them.");
};

const shard: Reader<{ index: number; of: number }> = (value, name) => {
  const read = shape({ index: whole(0), of: whole(1) }, ["index", "of"])(value, name);
  if (isShard(read)) return read;
  throw usageError(`'${name}.index' must be from 0 to ${read.of - 1}, not ${read.index}`);
};

const store = { store: text };

const input: Readers<Omit<InputOptions, "events" | "vcfs"> & Pick<RunOptions, "events">> = {
  events: listOf(shape({ path: text, kind: word(WORDS.eventKind), sample: text }, ["path"])),
  assembly: word(ASSEMBLIES),
  germlineAnyway: (value, name) => flag(value, name) || undefined,
  allowUnannotated: flag,
  transcripts: text,
  strict: flag,
  partial: flag,
  allowEmpty: flag,
  allowRemote: flag,
  dataRoot: listOf(text),
};

const panel: Readers<PanelOptions> = {
  ...store,
  panels: listOf(text),
  panelOverride: text,
  genes: listOf(text),
  allowUnknownGenes: flag,
  minConfidence: word(WORDS.minConfidence),
  geneAgnostic: flag,
  beyondPanel: flag,
  order: word(WORDS.order),
};

const around: Readers<Surroundings> = {
  log: thing("an object of functions", (of) =>
    ["info", "warn", "detail"].every((key) => ["function", "undefined"].includes(typeof of(key))),
  ),
  onProgress: callable(),
  now: callable(),
  signal: thing("an AbortSignal", (of) => typeof of("throwIfAborted") === "function"),
  stdin: thing(
    "an async iterable of bytes",
    (of) => typeof of(Symbol.asyncIterator) === "function",
  ),
  commandLine: listOf(that("a text", (value): value is string => typeof value === "string")),
};

const run: Readers<RunOptions & Surroundings> = {
  ...around,
  ...input,
  ...panel,
  vcfs: listOf(text),
  labels,
  ped: text,
  pedigree: shape({ path: text, text }, ["path", "text"]),
  proband: text,
  sex: tableOf(word(WORDS.sex)),
  affected: listOf(text),
  forceSex: flag,
  identity: tableOf(text),
  notGeneticParents: listOf(text),
  allowPhenocopy: whole(0),
  penetrance: word(WORDS.penetrance),
  phenotype,
  clinvar: text,
  inhouse: text,
  annotate: text,
  allowRemoteLookups: flag,
  offline: flag,
  reference: text,
  coverage: text,
  scan: word(WORDS.scan),
  digest: word(WORDS.digest),
  threads: whole(1, MOST_THREADS),
  policy: text,
};

const inspect: Readers<InspectOptions & Surroundings> = { ...around, ...input, ...panel };

const { assembly, transcripts, allowRemote, allowEmpty } = input;
const { reference, policy } = run;

const annotate: Readers<Omit<AnnotateOptions, "vcfs"> & Surroundings> = {
  ...around,
  ...store,
  assembly,
  transcripts,
  allowRemote,
  allowEmpty,
  reference,
  policy,
};

/** A misspelt `dryRun` must not write. */
const reanalyse: Readers<Omit<ReanalyseOptions, "archive"> & Surroundings> = {
  ...around,
  ...store,
  cases: listOf(text),
  shard,
  panelVersions: listOf(text),
  policy: text,
  clinvar: text,
  inhouse: text,
  hpoRelease: day,
  annotate: text,
  allowRemoteLookups: flag,
  offline: flag,
  since: day,
  dryRun: flag,
  lookOnly: flag,
  softwareOnly: flag,
  refuseNhsNumbers: flag,
  by: text,
  onEvents: callable(),
};

/** The options of each function. */
export const OPTIONS = { run, inspect, annotate, reanalyse, readReport: { run: text } };

/** An argument before the options. @throws ToolError E_USAGE: not a text */
export const argument: Reader<string> = text;
