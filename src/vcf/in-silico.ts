/** Predictions that the file carries for one allele in one gene (VEP plugins, dbNSFP, raw INFO). */
import type { AlleleContext, Row } from "./annotation.ts";
import { bareName, infoText, valuesOfAllele } from "./info.ts";
import type { InSilico, VcfHeader } from "./model.ts";
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

interface Sources {
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

const known = new WeakMap<VcfHeader, { layout: AlleleContext["layout"]; sources: Sources }>();

function sourcesOf({ header, layout }: AlleleContext): Sources {
  const ready = known.get(header);
  if (ready !== undefined && ready.layout === layout) return ready.sources;
  const columns = layout.columns.map(bareName);
  const keys = new Map([...header.info.keys()].map((key) => [bareName(key), key]));
  const source = (names: readonly string[]): Source => ({
    column: columns.findIndex((c) => names.includes(c)),
    key: names.map((n) => keys.get(n)).find((k) => k !== undefined) ?? null,
  });
  const sources: Sources = {
    revel: source(NAMES.revel),
    cadd: source(NAMES.cadd),
    alphaMissense: source(NAMES.alphaMissense),
    spliceAiMax: source(NAMES.spliceAiMax),
    spliceAiDeltas: SPLICE_AI_DELTAS.map((d) => source([`spliceai_pred_${d}`, `spliceai_${d}`])),
    spliceAiSymbol: source(["spliceai_pred_symbol", "spliceai_symbol"]),
    spliceAiRaw: source(["spliceai_pred", "spliceai"]),
    hasSpliceAi: [...columns, ...keys.keys()].some((name) => name.startsWith("spliceai")),
  };
  known.set(header, { layout, sources });
  return sources;
}

/**
 * Highest value of each predictor over the gene's entries; null where the file has none.
 * @param symbol of the gene: SpliceAI's score counts for the gene that it names
 */
export function inSilicoOf(symbol: string, rows: readonly Row[], context: AlleleContext): InSilico {
  const sources = sourcesOf(context);
  return {
    spliceAi: spliceAi(symbol, rows, sources, context),
    revel: highest(sources.revel, rows, context),
    cadd: highest(sources.cadd, rows, context),
    alphaMissense: highest(sources.alphaMissense, rows, context),
  };
}

/** The annotation's column first; where it has no value, the INFO key. */
function highest(source: Source, rows: readonly Row[], context: AlleleContext): number | null {
  if (source.column < 0 && source.key === null) return null;
  const values = source.column < 0 ? [] : rows.map((row) => row[source.column] ?? "");
  return maximum(values) ?? maximum(infoValues(source.key, context));
}

function infoValues(key: string | null, context: AlleleContext): string[] {
  const { record, alleleIndex, header } = context;
  const text = key === null ? undefined : infoText(record, key);
  if (key === null || text === undefined) return [];
  const number = header.info.get(key)?.number ?? ".";
  return valuesOfAllele(text, number, alleleIndex, record.alts.length);
}

/** dbNSFP lists one value per transcript with `&`, `;` or `,`, blanks as `.`. */
function maximum(texts: readonly string[]): number | null {
  let most: number | null = null;
  for (const text of texts)
    for (const part of text.split(/[&,;]/)) {
      const value = part === "." ? null : numberOf(part);
      if (value !== null && (most === null || value > most)) most = value;
    }
  return most;
}

function spliceAi(
  symbol: string,
  rows: readonly Row[],
  sources: Sources,
  context: AlleleContext,
): number | null {
  if (!sources.hasSpliceAi) return null;
  const found: (number | null)[] = [];
  for (const row of rows) {
    const named = row[sources.spliceAiSymbol.column] ?? "";
    if (named === "" || named.split("&").includes(symbol))
      for (const { column } of sources.spliceAiDeltas) found.push(maximum([row[column] ?? ""]));
    // SpliceAI_pred: SYMBOL, four scores, four positions, separated by `&`
    const parts = (row[sources.spliceAiRaw.column] ?? "").split(/[&|]/);
    if (parts[0] === symbol) found.push(maximum(parts.slice(1, 5)));
  }
  found.push(rawSpliceAi(symbol, sources, context), highest(sources.spliceAiMax, rows, context));
  const values = found.filter((v) => v !== null);
  return values.length === 0 ? null : Math.max(...values);
}

/** Raw INFO `ALLELE|SYMBOL|DS_AG|DS_AL|DS_DG|DS_DL|...`, one entry per allele and gene. */
function rawSpliceAi(symbol: string, sources: Sources, context: AlleleContext): number | null {
  const { record, alleleIndex } = context;
  const key = sources.spliceAiRaw.key;
  const text = key === null ? undefined : infoText(record, key);
  if (text === undefined) return null;
  const scores = text
    .split(",")
    .map((entry) => entry.split("|"))
    .filter((e) => e[0]?.toUpperCase() === record.alts[alleleIndex - 1] && e[1] === symbol)
    .flatMap((e) => e.slice(2, 6));
  return maximum(scores);
}
