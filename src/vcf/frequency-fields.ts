/**
 * Which fields of the file are population frequencies (FREQ-01, VEP's and others' names). A name is taken
 * apart into its data set and tokens; a name with a token that is not understood is not used. Plain INFO
 * AF, AC and AN describe the call set itself and are never a population's.
 */
import { bareName } from "./info.ts";
import type { AnnotationLayout, FieldDefinition, FrequencyField } from "./types.ts";

interface DataSet {
  pattern: RegExp;
  /** Name for people, by exomes, genomes, unknown. */
  source: string;
  genomes: boolean | null;
}

const GNOMAD: DataSet = { pattern: /(?:^|_)gnomad/, source: "gnomAD", genomes: null };

/** Data sets by a word of the name, lower case: `gnomad_af`, GEMINI's `aaf_gnomad_all`, `AF_EXAC`. */
const DATA_SETS: readonly DataSet[] = [
  GNOMAD,
  { pattern: /(?:^|_)exac/, source: "ExAC", genomes: false },
  { pattern: /(?:^|_)esp(?:6500)?(?:siv2?)?(?=_|$)/, source: "ESP", genomes: false },
  {
    pattern: /(?:^|_)(?:1000g(?:p[13]|enomes)?|1kg(?:p[13])?|kg(?:p3)?|tgp)(?=_|\d|af|max|$)/,
    source: "1000G",
    genomes: null,
  },
  { pattern: /^swegen/, source: "SweGen", genomes: null },
  { pattern: /^sweref/, source: "SweRef", genomes: null },
  {
    pattern: /(?:^|_)(?:topmed(?:_bravo)?|bravo(?:_topmed)?)(?=af|[^a-z]|$)/,
    source: "TOPMed",
    genomes: true,
  },
  {
    pattern: /(?:^|_)(?:uk10k(?:_(?:twinsuk|twins|alspac))?|twinsuk|alspac)(?=_|af|$)/,
    source: "UK10K",
    genomes: true,
  },
  { pattern: /^alfa(?=_)/, source: "ALFA", genomes: null },
  { pattern: /^allofus(?=_)/, source: "All of Us", genomes: true },
  { pattern: /^regeneronme(?=_)/, source: "Regeneron", genomes: false },
];

const POPULATIONS: ReadonlySet<string> = new Set(
  "afr amr asj eas fin mid nfe oth sas ami eur asn rmi remaining aa ea".split(" "),
);

/** Columns of VEP without a data set in their names: 1000 Genomes, and ESP's AA and EA. */
const VEP_1000G = /^(?:(afr|amr|eas|eur|sas|asn)_)?(?:af|maf)$|^gmaf$/;
const VEP_ESP = /^(aa|ea)_m?af$/;

/** INFO names of gnomAD's own releases, copied without a prefix: `AF_grpmax`, `AF_joint`, `nhomalt_exomes`. */
const GNOMAD_PLAIN =
  /^(?:(?:a[fcn]|nhomalt)(?=_).*_(?:grpmax|popmax|joint|exomes|genomes)(?:_|$)|(?:grp|pop)max_af$|nhomalt$)/;

/** The highest of several data sets, bottlenecked populations among them: VEP's, GEMINI's, ANNOVAR's. */
const LAST_RESORT: Readonly<Record<FrequencyField["where"], RegExp>> = {
  csq: /^max_af$/,
  info: /^(?:max_aaf_all|popfreqmax)$/,
};

/**
 * All population frequency fields, in header order: columns of the annotation in use, then INFO keys.
 * MAX_AF and its like count only where nothing else does: their populations include bottlenecked ones.
 * @param extra names that the caller adds; any case, INFO or column
 */
export function frequencyFieldsFrom(
  info: ReadonlyMap<string, FieldDefinition>,
  layout: AnnotationLayout | undefined,
  extra: readonly string[],
): FrequencyField[] {
  const wanted = new Set(extra.map((name) => name.toLowerCase()));
  const fields: FrequencyField[] = [];
  const columns = layout?.columns ?? [];
  const places: Place[] = [
    ...columns.map((name, column): Place => ({ where: "csq", name, column })),
    ...Array.from(info.keys(), (name): Place => ({ where: "info", name, column: -1 })),
  ];
  for (const place of places) {
    const isExtra = wanted.has(place.name.toLowerCase());
    const field = fieldOf(place) ?? (isExtra ? frequencyOf(place, place.name) : null);
    if (field !== null) fields.push(field);
  }
  const all = fields.some((f) => f.kind === "af")
    ? fields
    : [...fields, ...lastResort(columns, info)];
  const numbers = new Set(all.map(({ name }) => name));
  const texts = [...info].filter(([, { type }]) => type === "String").map(([name]) => name);
  return all.map((field) => {
    const beside = (field.where === "csq" ? columns : texts).filter((name) => !numbers.has(name));
    const namedBy = beside.filter((name) => namesAlleleOf(name, field.name));
    return namedBy.length === 0 ? field : { ...field, namedBy };
  });
}

/** `gnomADe_ALT`, `gnomADe_ID`, and `gnomADe` itself, which holds the id in VEP's --custom, of `gnomADe_AF`. */
export function namesAlleleOf(name: string, field: string): boolean {
  const stem = bareName(name).replace(/_(?:alt|allele|id|vid|variant(?:_id)?|key)$/, "");
  return stem.length >= 3 && bareName(field).startsWith(`${stem}_`);
}

function lastResort(
  columns: readonly string[],
  info: ReadonlyMap<string, FieldDefinition>,
): FrequencyField[] {
  const source = "1000G/ESP/gnomAD";
  const column = columns.findIndex((name) => LAST_RESORT.csq.test(name.toLowerCase()));
  if (column >= 0)
    return [frequencyOf({ where: "csq", name: columns[column] ?? "", column }, source)];
  const key = [...info.keys()].find((name) => LAST_RESORT.info.test(name.toLowerCase()));
  return key === undefined ? [] : [frequencyOf({ where: "info", name: key, column: -1 }, source)];
}

/** Where a field stands: a column of the annotation, or an INFO key. */
type Place = Pick<FrequencyField, "where" | "name" | "column">;

function frequencyOf(
  place: Place,
  source: string,
  population: string | null = null,
  genomes: boolean | null = null,
): FrequencyField {
  return { ...place, kind: "af", source, population, genomes };
}

function fieldOf(place: Place): FrequencyField | null {
  const { name, where } = place;
  const lower = bareName(name);
  if (where === "csq") {
    const thousand = VEP_1000G.exec(lower);
    if (thousand !== null) return frequencyOf(place, "1000G", thousand[1]?.toUpperCase() ?? null);
    const esp = VEP_ESP.exec(lower);
    if (esp !== null) return frequencyOf(place, "ESP", esp[1]?.toUpperCase() ?? null, false);
  }
  const plain = where === "info" && GNOMAD_PLAIN.test(lower);
  const set = plain ? GNOMAD : DATA_SETS.find((d) => d.pattern.test(lower));
  if (set === undefined) return null;
  const parts = readTokens(plain ? lower : lower.replace(set.pattern, "_"));
  if (parts === null) return null;
  // ESP's groups; AA of another source is the ancestral allele.
  if (/^(?:aa|ea)$/i.test(parts.population ?? "") && set.source !== "ESP") return null;
  const { kind, population } = parts;
  const genomes = parts.genomes ?? set.genomes;
  return { ...place, kind, source: sourceName(set.source, genomes), population, genomes };
}

function sourceName(source: string, genomes: boolean | null): string {
  if (source !== "gnomAD" || genomes === null) return source;
  return genomes ? "gnomAD genomes" : "gnomAD exomes";
}

interface Tokens {
  kind: FrequencyField["kind"];
  population: string | null;
  genomes: boolean | null;
}

/** Words of a name that change nothing of what the number is; `num_hom_alt` is GEMINI's. */
const UNTELLING: ReadonlySet<string> = new Set(
  " max popmax grpmax joint j adj num alt frz8 freeze8".split(" "),
);

/** What the rest of a name says; null when it holds anything that is not understood (subsets, FAF). */
function readTokens(rest: string): Tokens | null {
  let kind: Tokens["kind"] | null = null;
  let population: string | null = null;
  let genomes: boolean | null = null;
  let sex = false;
  let count = false;
  let all = false;
  // `maxaf`, `exomeaf`: words glued to the kind
  for (const token of rest.replace(/(max|exomes?|genomes?)af$/, "$1_af").split(/[_\-.]+/)) {
    if (UNTELLING.has(token) || /^[vr]?\d+([a-z]{3})?$/.test(token)) continue;
    if (token === "all" || token === "total") all = true;
    else if (token === "af" || token === "maf" || token === "aaf") kind = "af";
    else if (token === "an" || token === "chroms") kind = "an";
    else if (token === "ac") count = true;
    else if (token === "nhomalt" || token === "hom" || token === "nhom") kind = "hom";
    else if (token === "nhemi" || token === "hemi") kind = "hemi";
    else if (token === "xy" || token === "male") sex = true;
    else if (/^(e\d?|ex|exomes?)$/.test(token)) genomes = false;
    else if (/^(g\d?|genomes?)$/.test(token)) genomes = true;
    else if (POPULATIONS.has(token))
      population = token === "remaining" ? "RMI" : token.toUpperCase();
    else return null;
  }
  // XY carriers outside the pseudoautosomal regions are hemizygotes (FREQ-06).
  if (count) kind = sex && kind === null ? "hemi" : null;
  else if (sex) return null;
  else if (kind === null && (all || population !== null)) kind = "af";
  if (kind === null || (kind !== "af" && population !== null)) return null;
  return { kind, population, genomes };
}
