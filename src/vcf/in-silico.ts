/** Predictions in the file for one allele in one gene (VEP plugins, dbNSFP, raw INFO). */
import { onceFor } from "../core/once.ts";
import { canBe } from "./allele-names.ts";
import type { AlleleContext, EntryColumns } from "./annotation.ts";
import { bareName, infoText, infoValues } from "./info.ts";
import type { InSilico, VcfHeader, VcfRecord } from "./types.ts";
import { numberOf } from "./sample-fields.ts";

/** Names in use, lower case, without the prefix `dbnsfp_`; the first that the file has wins. */
const NAMES = {
  revel: ["revel", "revel_score"],
  cadd: ["cadd_phred", "cadd_phred_score", "cadd"],
  alphaMissense: ["am_pathogenicity", "alphamissense_score", "alphamissense"],
  spliceAiMax: ["spliceai_max", "spliceai_max_score", "spliceai_ds_max", "spliceai_pred_ds_max"],
} as const;

const SPLICE_AI_DELTAS = ["ds_ag", "ds_al", "ds_dg", "ds_dl"];

interface Source {
  /** Column of the annotation, or -1. */
  column: number;
  /** INFO key, or null. */
  key: string | null;
}

interface PredictorColumns {
  revel: Source;
  cadd: Source;
  alphaMissense: Source;
  spliceAiMax: Source;
  /** The four delta scores. */
  spliceAiDeltas: Source[];
  spliceAiSymbol: Source;
  /** All in one: VEP's `SpliceAI_pred`, raw INFO `SpliceAI`. */
  spliceAiRaw: Source;
  hasSpliceAi: boolean;
}

function hasSpliceAi({ info }: VcfHeader, columns: readonly string[]): boolean {
  return [...columns, ...info.keys()].some((name) => bareName(name).startsWith("spliceai"));
}

const columnsOf = onceFor((header: VcfHeader) =>
  onceFor((layout: AlleleContext["layout"]) => columnsIn(header, layout)),
);

function columnsIn(header: VcfHeader, layout: AlleleContext["layout"]): PredictorColumns {
  const columns = layout.columns.map(bareName);
  const keys = new Map([...header.info.keys()].map((key) => [bareName(key), key]));
  const source = (names: readonly string[]): Source => ({
    column: columns.findIndex((c) => names.includes(c)),
    key: names.map((n) => keys.get(n)).find((k) => k !== undefined) ?? null,
  });
  return {
    revel: source(NAMES.revel),
    cadd: source(NAMES.cadd),
    alphaMissense: source(NAMES.alphaMissense),
    spliceAiMax: source(NAMES.spliceAiMax),
    spliceAiDeltas: SPLICE_AI_DELTAS.map((d) => source([`spliceai_pred_${d}`, `spliceai_${d}`])),
    spliceAiSymbol: source(["spliceai_pred_symbol", "spliceai_symbol"]),
    spliceAiRaw: source(["spliceai_pred", "spliceai"]),
    hasSpliceAi: hasSpliceAi(header, layout.columns),
  };
}

/** Whether the file has a place for SpliceAI's scores at all. */
export function offersSplicePredictions(header: VcfHeader): boolean {
  return hasSpliceAi(
    header,
    header.annotations.flatMap(({ columns }) => columns),
  );
}

/** Is a symbol in SpliceAI's output the gene's: `yes`, `no`, or `open` where no gene of the allele is called so. */
export type NamesGene = (symbol: string) => "yes" | "no" | "open";

/** Told of each value that is no number: `SpliceAI 'high'`. */
export type UnreadPrediction = (what: string) => void;

/**
 * Highest value of each predictor over the gene's entries; null where the file has none.
 * @param names SpliceAI's score counts for the gene that it names, and must not be lost with an older symbol
 */
export function inSilicoOf(
  names: NamesGene,
  rows: readonly EntryColumns[],
  context: AlleleContext,
  unread: UnreadPrediction = () => undefined,
): InSilico & { spliceAiGene: string | null } {
  const columns = columnsOf(context.header)(context.layout);
  const of = (predictor: string) => (text: string) => unread(`${predictor} '${text}'`);
  return {
    ...spliceAi(names, rows, columns, context, of("SpliceAI")),
    revel: highest(columns.revel, rows, context, of("REVEL")),
    cadd: highest(columns.cadd, rows, context, of("CADD")),
    alphaMissense: highest(columns.alphaMissense, rows, context, of("AlphaMissense")),
  };
}

/** The annotation's column first; where it has no value, the INFO key. */
function highest(
  source: Source,
  rows: readonly EntryColumns[],
  context: AlleleContext,
  unread: UnreadPrediction,
): number | null {
  if (source.column < 0 && source.key === null) return null;
  const values = source.column < 0 ? [] : rows.map((row) => row[source.column] ?? "");
  return maximum(values, unread) ?? maximum(infoValues(source.key, context), unread);
}

/** What programs write where they have no number. */
const BLANK = /^(?:[.-]?|na|n\/a|nan|none|null)$/i;

/** dbNSFP lists one value per transcript with `&`, `;` or `,`, blanks as `.`; echtvar writes a blank as -1. */
function maximum(texts: readonly string[], unread: UnreadPrediction): number | null {
  let most: number | null = null;
  for (const text of texts)
    for (const part of text.split(/[&,;]/)) {
      if (BLANK.test(part)) continue;
      const value = numberOf(part);
      if (value === null) unread(part);
      if (value !== null && value >= 0 && (most === null || value > most)) most = value;
    }
  return most;
}

/** A score, and the symbol that it stands under; empty: none. */
type Scored = [symbol: string, score: number | null];

function spliceAi(
  names: NamesGene,
  rows: readonly EntryColumns[],
  columns: PredictorColumns,
  context: AlleleContext,
  unread: UnreadPrediction,
): { spliceAi: number | null; spliceAiGene: string | null } {
  if (!columns.hasSpliceAi) return { spliceAi: null, spliceAiGene: null };
  const scored: Scored[] = [
    ...rawSpliceAi(columns, context, unread),
    ...keyedSpliceAi(columns, context, unread),
  ];
  for (const row of rows) {
    const deltas = columns.spliceAiDeltas.map(({ column }) => maximum([row[column] ?? ""], unread));
    for (const symbol of (row[columns.spliceAiSymbol.column] ?? "").split("&"))
      scored.push([symbol, highestOf(deltas)]);
    // SpliceAI_pred: SYMBOL, four scores, four positions, separated by `&`
    const [symbol = "", ...values] = (row[columns.spliceAiRaw.column] ?? "").split(/[&|]/);
    if (symbol !== "") scored.push([symbol, maximum(values.slice(0, 4), unread)]);
  }
  const isOwn = ([symbol]: Scored): boolean => symbol === "" || names(symbol) === "yes";
  const own = scored.filter(isOwn);
  const named = own.some(([symbol, score]) => symbol !== "" && score !== null);
  const open = named ? [] : scored.filter(([symbol]) => symbol !== "" && names(symbol) === "open");
  const best = highestOf(
    own.map(([, score]) => score).concat(highest(columns.spliceAiMax, rows, context, unread)),
  );
  const other = highestOf(open.map(([, score]) => score));
  if (other === null || other <= (best ?? -1)) return { spliceAi: best, spliceAiGene: null };
  const gene = open.find(([, score]) => score === other)?.[0] ?? null;
  return { spliceAi: other, spliceAiGene: gene };
}

function highestOf(scores: readonly (number | null)[]): number | null {
  const values = scores.filter((v) => v !== null);
  return values.length === 0 ? null : Math.max(...values);
}

/** Raw INFO `ALLELE|SYMBOL|DS_AG|DS_AL|DS_DG|DS_DL|...`, one entry per allele and gene. */
function rawSpliceAi(
  columns: PredictorColumns,
  { record, alleleIndex }: AlleleContext,
  unread: UnreadPrediction,
): Scored[] {
  const key = columns.spliceAiRaw.key;
  const text = key === null ? undefined : infoText(record, key);
  if (text === undefined) return [];
  const entries = text.split(",").map((entry) => entry.split("|"));
  const nameOf = ([allele = ""]: readonly string[]): string => allele.toUpperCase();
  const names = ownNames([...new Set(entries.map(nameOf))], record, alleleIndex);
  return entries
    .filter((entry) => names.includes(nameOf(entry)) && entry[1])
    .map((e): Scored => {
      // A comma for a point cuts an entry, and its score would be 0.
      if (e.length < 6) unread(e.join("|"));
      return [e[1] ?? "", e.length < 6 ? null : maximum(e.slice(2, 6), unread)];
    });
}

/** SpliceAI writes the ALT as it stood: in a record that was split or trimmed since, it may be another (DEC-43). */
function ownNames(
  names: readonly string[],
  { ref, alts }: VcfRecord,
  alleleIndex: number,
): string[] {
  const alt = alts[alleleIndex - 1] ?? "";
  if (names.includes(alt)) return [alt];
  return names.filter((name) => !alts.includes(name) && canBe(name, names, "snpeff", { ref, alt }));
}

/** The four scores in INFO keys of their own, as bcftools annotate and vcfanno copy them. */
function keyedSpliceAi(
  { spliceAiDeltas, spliceAiSymbol }: PredictorColumns,
  context: AlleleContext,
  unread: UnreadPrediction,
): Scored[] {
  const scores = spliceAiDeltas.map(({ key }) => infoValues(key, context));
  const symbols = infoValues(spliceAiSymbol.key, context).flatMap((text) => text.split(/[&,|]/));
  const named = symbols.length > 0 ? symbols : [""];
  return named.map((symbol, i) => {
    const own = scores.map((values) => values.flatMap((value) => value.split(/[&,;]/)));
    const paired = own.map((values) =>
      values.length === named.length ? [values[i] ?? ""] : values,
    );
    return [symbol, highestOf(paired.map((values) => maximum(values, unread)))];
  });
}
