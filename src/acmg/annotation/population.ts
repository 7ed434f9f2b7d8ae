/**
 * gnomAD's figures as given in the file (FREQ-01). Exomes and genomes of one release may be added; a joint figure
 * stands over both. Data sets other than gnomAD speak of common alleles, never of rare ones.
 */
import { onceFor } from "../../core/once.ts";
import { type AlleleContext, bareName, type Row } from "../../vcf/index.ts";
import type { FrequencyEvidence } from "../../vcf/types.ts";
import type { PopulationCount, PopulationFacts } from "../types.ts";
import { fieldsOf, highest, numbersAt, type Field } from "./fields.ts";

type Kind = "af" | "ac" | "an" | "faf95" | "hom" | "hemi";

/** Joint, exomes, genomes, or a name that does not say. */
type DataSet = "joint" | "exomes" | "genomes" | "unnamed";

interface Figure extends Field {
  kind: Kind;
  part: DataSet;
  population: string | null;
  /** Of the group where it is highest (grpmax, popmax, fafmax). */
  grpmax: boolean;
}

const POPULATIONS: ReadonlySet<string> = new Set(
  "afr amr asj eas fin mid nfe oth sas ami rmi remaining".split(" "),
);
const KINDS: Readonly<Record<string, Kind>> = {
  af: "af",
  ac: "ac",
  an: "an",
  faf95: "faf95",
  nhomalt: "hom",
  hom: "hom",
  nhom: "hom",
  nhemi: "hemi",
  hemi: "hemi",
};
const MAXIMA: ReadonlySet<string> = new Set(["grpmax", "popmax", "fafmax", "max"]);

/** gnomAD's own INFO names, without its name; AF, AC and AN alone are the call set's. */
const PLAIN = /^(faf95|fafmax_faf95|nhomalt|a[fcn]_(grpmax|popmax|joint|exomes|genomes))/;

/** What a name says; null when a part of it is not understood. */
export function figureOf(name: string): Omit<Figure, keyof Field> | null {
  const lower = bareName(name);
  const named = /gnomad/.test(lower);
  if (!named && !PLAIN.test(lower)) return null;
  const figure: Omit<Figure, keyof Field> = {
    kind: "af",
    part: "unnamed",
    population: null,
    grpmax: false,
  };
  let kinds = 0;
  for (const token of lower.replace(/gnomad/, "").split(/[_\-.]+/)) {
    const kind = KINDS[token];
    if (token === "" || /^[vr]?\d+$/.test(token) || token === "adj" || token === "all") continue;
    if (token === "joint") figure.part = "joint";
    else if (/^(e|ex|exomes?)$/.test(token)) figure.part = "exomes";
    else if (/^(g|genomes?)$/.test(token)) figure.part = "genomes";
    else if (MAXIMA.has(token)) figure.grpmax = true;
    else if (POPULATIONS.has(token)) figure.population = token.toUpperCase();
    else if (kind !== undefined) {
      figure.kind = kind;
      kinds++;
    } else return null;
  }
  return kinds === 1 || (kinds === 0 && figure.population !== null) ? figure : null;
}

const figuresIn = onceFor((fields: readonly Field[]) =>
  fields.flatMap((field): Figure[] => {
    const figure = figureOf(field.name);
    return figure === null ? [] : [{ ...field, ...figure }];
  }),
);

/**
 * @param rows the allele's entries
 * @returns null when the file has no gnomAD field and no other frequency
 */
export function populationFacts(
  frequency: FrequencyEvidence,
  rows: readonly Row[],
  context: AlleleContext | null,
): PopulationFacts | null {
  const facts = factsOf(frequency, rows, context);
  const unclear = [
    ...frequency.values.filter((v) => v.lowest !== undefined).map((v) => v.field),
    ...(frequency.unread ?? []),
  ];
  return facts === null || unclear.length === 0 ? facts : { ...facts, unclear };
}

function factsOf(
  frequency: FrequencyEvidence,
  rows: readonly Row[],
  context: AlleleContext | null,
): PopulationFacts | null {
  if (!frequency.assessed) return null;
  const figures = context === null ? [] : figuresIn(fieldsOf(context));
  if (context === null || !figures.some((f) => f.kind === "af")) return otherSource(frequency);
  // Below 0 there is none, and a percentage is no frequency.
  const read: Read = (figure) => {
    const most = figure.kind === "af" || figure.kind === "faf95" ? 1 : Infinity;
    return highest(numbersAt(figure, rows, context).filter((n) => n >= 0 && n <= most));
  };
  const parts = partsOf(figures, read);
  const faf = figures.filter((f) => f.kind === "faf95" && (f.grpmax || f.population !== null));
  return {
    source: "gnomAD",
    speaksOfRare: true,
    present: parts.af !== null || (parts.ac ?? 0) > 0 || frequency.max !== null,
    af: parts.af,
    ac: parts.ac,
    an: parts.an,
    maxAn: null,
    faf95: highest(faf.flatMap((f) => read(f) ?? [])),
    homozygotes: parts.hom,
    hemizygotes: frequency.hemizygotes ?? parts.hemi,
    populations: populationsOf(figures, read),
    filters: [],
  };
}

type Read = (figure: Figure) => number | null;
type Sums = Record<Exclude<Kind, "faf95">, number | null>;

/** Overall figures: joint, else exomes and genomes together. */
function partsOf(figures: readonly Figure[], read: Read): Sums {
  const of = (kind: Kind, part: DataSet): number | null =>
    highest(
      figures
        .filter((f) => f.kind === kind && f.part === part && f.population === null && !f.grpmax)
        .flatMap((f) => read(f) ?? []),
    );
  const whole = (kind: Kind): number | null => of(kind, "joint") ?? of(kind, "unnamed");
  const both = (kind: Kind): (number | null)[] => [of(kind, "exomes"), of(kind, "genomes")];
  const added = (kind: Kind): number | null => whole(kind) ?? sum(both(kind));
  const [ac, an] = [added("ac"), added("an")];
  // A weighted mean where counts are there, else the higher of the two.
  const af =
    whole("af") ??
    (whole("ac") === null && ac !== null && an !== null && an > 0
      ? ac / an
      : highest(both("af").filter((x) => x !== null)));
  return { af, ac, an, hom: added("hom"), hemi: added("hemi") };
}

function sum(values: readonly (number | null)[]): number | null {
  const found = values.filter((x) => x !== null);
  return found.length === 0 ? null : found.reduce((a, b) => a + b, 0);
}

function populationsOf(figures: readonly Figure[], read: Read): PopulationCount[] {
  const codes = [...new Set(figures.flatMap((f) => f.population ?? []))].sort();
  return codes.flatMap((code): PopulationCount[] => {
    const own = figures.filter((f) => f.population === code);
    const { af, ac, an } = partsOf(
      own.map((f) => ({ ...f, population: null })),
      read,
    );
    return af === null && ac === null ? [] : [{ code, af, ac, an }];
  });
}

/** 1000 Genomes, ExAC and their like, or whatever the filter read: enough to say "common". */
function otherSource(frequency: FrequencyEvidence): PopulationFacts {
  const { values, max, homozygotes, hemizygotes, alleleNumber } = frequency;
  return {
    source: [...new Set(values.map((v) => v.source))].join(", ") || "other than gnomAD",
    speaksOfRare: false,
    present: max !== null,
    af: highest(values.filter((v) => v.population === null).map((v) => v.af)),
    ac: null,
    an: alleleNumber,
    maxAn: null,
    faf95: null,
    homozygotes,
    hemizygotes,
    populations: values.flatMap((v) =>
      v.population === null ? [] : [{ code: v.population, af: v.af, ac: null, an: null }],
    ),
    filters: [],
  };
}
