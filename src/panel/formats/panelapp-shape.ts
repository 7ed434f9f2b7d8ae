/**
 * The structure of PanelApp's API (v1) and of our bundled panels, which is the same. Unknown keys are tolerated,
 * nulls and missing parts where real files of any year have them; a wrong type never is. Checked by hand: zod
 * would take a hundred times as long to load as a panel takes here.
 */
import { isObject } from "../../core/json.ts";
import { faultOf, type Fault } from "./fault.ts";
import { parseLocation } from "../gene.ts";
import { parseConfidence } from "../mode.ts";

/** The faults of a value. `T`: what a value without any is. */
interface Check<T> {
  (value: unknown): readonly Fault[];
  readonly is?: T;
}

type Checked<C> = C extends Check<infer T> ? T : never;
type Shape = Readonly<Record<string, Check<unknown>>>;
type CheckedShape<S extends Shape> = { [K in keyof S]: Checked<S[K]> };

const NONE: readonly Fault[] = [];

function fault(expected: string): readonly Fault[] {
  return [{ path: [], expected: `expected ${expected}` }];
}

type Test<T> = readonly [fits: (value: T) => boolean, expected: string];

function failed<T>(value: T, tests: readonly Test<T>[]): readonly Fault[] {
  let found = NONE;
  for (const test of tests) if (!test[0](value)) found = [...found, ...fault(test[1])];
  return found;
}

/** A text of at most so many characters. */
function text(most: number, ...more: Test<string>[]): Check<string> {
  const tests: Test<string>[] = [
    [({ length }) => length <= most, `at most ${most} characters`],
    ...more,
  ];
  return (value) => (typeof value === "string" ? failed(value, tests) : fault("string"));
}

const { MAX_SAFE_INTEGER, MIN_SAFE_INTEGER } = Number;

/** A whole number. */
function whole(...more: Test<number>[]): Check<number> {
  const tests: Test<number>[] = [
    [(value) => value <= MAX_SAFE_INTEGER, `at most ${MAX_SAFE_INTEGER}`],
    [(value) => value >= MIN_SAFE_INTEGER, `at least ${MIN_SAFE_INTEGER}`],
    ...more,
  ];
  return (value) => {
    if (typeof value !== "number" || !Number.isFinite(value)) return fault("number");
    return Number.isInteger(value) ? failed(value, tests) : fault("int");
  };
}

/** Missing and null are the same to the API. */
function maybe<T>(check: Check<T>): Check<T | null | undefined> {
  return (value) => (value === undefined || value === null ? NONE : check(value));
}

/** `found` and the faults of the member under a key. */
function joined(
  found: readonly Fault[],
  key: PropertyKey,
  faults: readonly Fault[],
): readonly Fault[] {
  if (faults.length === 0) return found;
  return [...found, ...faults.map(({ path, expected }) => ({ path: [key, ...path], expected }))];
}

function list<T>(check: Check<T>): Check<T[]> {
  return (value) => {
    if (!Array.isArray(value)) return fault("array");
    let found = NONE;
    for (let i = 0; i < value.length; i++) found = joined(found, i, check(value[i]));
    return found;
  };
}

function record<T>(check: Check<T>): Check<Record<string, T>> {
  return (value) => {
    if (!isObject(value)) return fault("record");
    let found = NONE;
    for (const key of Object.keys(value)) found = joined(found, key, check(value[key]));
    return found;
  };
}

/** Other keys are tolerated. */
function object<S extends Shape>(shape: S): Check<CheckedShape<S>> {
  const checks = Object.entries(shape);
  return (value) => {
    if (!isObject(value)) return fault("object");
    let found = NONE;
    for (const [key, check] of checks) found = joined(found, key, check(value[key]));
    return found;
  };
}

/** The longest text that is read of a real panel, a title among its publications, has 660 characters. */
const prose = text(20_000);
const LONGEST_NAME = 500;
const name = text(LONGEST_NAME);
const someName = text(LONGEST_NAME, [(value) => value !== "", "some text"]);
const texts = maybe(list(maybe(prose)));

const location = text(LONGEST_NAME, [
  (value) => parseLocation(value) !== null,
  "chrom:start-end, 1-based",
]);
const confidence = text(LONGEST_NAME, [
  (value) => parseConfidence(value) !== null,
  'a level "0" to "4"',
]);

/** Versions stay text: 3.10 as a number is 3.1. */
const version = text(LONGEST_NAME, [
  (value) => /^\d{1,9}\.\d{1,9}$/.test(value),
  'two whole numbers as text, such as "3.10"',
]);

const NOT_NEGATIVE: Test<number> = [(value) => value >= 0, "at least 0"];
const count = whole(NOT_NEGATIVE);
const perCent = whole(NOT_NEGATIVE, [(value) => value <= 100, "at most 100"]);
const positions = list(whole([(value) => value > 0, "at least 0"]));

const id: Check<string | number> = (value) => {
  if (typeof value === "string") return someName(value);
  return Number.isInteger(value) ? count(value) : fault("a whole number or some text");
};

/** Two positions, 1-based. */
const coordinates: Check<[number, number]> = (value) => {
  if (!Array.isArray(value)) return fault("tuple");
  if (value.length !== 2) return fault(value.length < 2 ? "at least 2" : "at most 2");
  const [start, end]: unknown[] = value;
  const faults = positions(value);
  const ordered =
    !Number.isInteger(start) || !Number.isInteger(end) || Number(start) <= Number(end);
  return ordered
    ? faults
    : [...faults, ...fault("[start, end], 1-based, with start not after end")];
};

const geneData = maybe(
  object({
    hgnc_id: maybe(name),
    gene_symbol: maybe(name),
    hgnc_symbol: maybe(name),
    alias: texts,
    biotype: maybe(name),
    ncbi_gene_id: maybe(name),
    ensembl_genes: maybe(
      record(maybe(record(object({ location: maybe(location), ensembl_id: maybe(name) })))),
    ),
  }),
);

/** The head of a panel, as lists, panels and the rows of super panels have it. */
const HEAD = {
  id,
  hash_id: maybe(name),
  name,
  disease_group: maybe(prose),
  disease_sub_group: maybe(prose),
  status: maybe(name),
  version: maybe(version),
  version_created: maybe(name),
  relevant_disorders: texts,
  stats: maybe(
    object({
      number_of_genes: maybe(count),
      number_of_strs: maybe(count),
      number_of_regions: maybe(count),
    }),
  ),
  types: maybe(list(object({ slug: name }))),
  signed_off: maybe(name),
};

const ROW = {
  entity_name: someName,
  confidence_level: confidence,
  mode_of_inheritance: maybe(prose),
  penetrance: maybe(prose),
  phenotypes: texts,
  tags: texts,
  evidence: texts,
  publications: texts,
  /** Super panels: whose row it is. */
  panel: maybe(object({ id, name: maybe(name), version: maybe(version) })),
};

const PLACED = {
  ...ROW,
  chromosome: maybe(name),
  grch37_coordinates: maybe(coordinates),
  grch38_coordinates: maybe(coordinates),
};

const gene = object({ ...ROW, gene_data: geneData, mode_of_pathogenicity: maybe(prose) });

const str = object({
  ...PLACED,
  gene_data: geneData,
  repeated_sequence: maybe(name),
  normal_repeats: maybe(count),
  pathogenic_repeats: maybe(count),
});

const region = object({
  ...PLACED,
  verbose_name: maybe(prose),
  mode_of_pathogenicity: maybe(prose),
  haploinsufficiency_score: maybe(name),
  triplosensitivity_score: maybe(name),
  required_overlap_percentage: maybe(perCent),
  type_of_variants: maybe(name),
});

const panel = object({
  ...HEAD,
  /** Ours: bundled panels say what a reader should know. */
  notes: maybe(list(prose)),
  genes: list(gene),
  strs: maybe(list(str)),
  regions: maybe(list(region)),
});

/** A panel's head as lists give it; these always name a version. */
const header = object({ ...HEAD, version });

export type HeadJson = CheckedShape<typeof HEAD>;
export type RowJson = CheckedShape<typeof ROW>;
export type PlacedJson = CheckedShape<typeof PLACED>;
export type GeneJson = Checked<typeof gene>;
export type GeneDataJson = Checked<typeof geneData>;
export type StrJson = Checked<typeof str>;
export type RegionJson = Checked<typeof region>;

/**
 * @param root where in the file `data` stands
 * @throws ToolError E_PANEL: the first fault, with its path
 */
export function checkPanel(
  data: unknown,
  path: string,
  root: readonly PropertyKey[],
): Checked<typeof panel> {
  const faults = panel(data);
  if (faults.length > 0) throw faultOf(faults, data, path, root);
  return data as Checked<typeof panel>;
}

/** As `checkPanel`, for one row of a list. */
export function checkHeader(data: unknown, path: string, root: readonly PropertyKey[]): HeadJson {
  const faults = header(data);
  if (faults.length > 0) throw faultOf(faults, data, path, root);
  return data as HeadJson;
}
