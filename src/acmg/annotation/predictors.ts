/** Which predictors are available in the file, and what they predict for one allele (PP3-01). */
import { infoText, type AlleleContext, type Row } from "../../vcf/index.ts";
import type { InSilico } from "../../vcf/types.ts";
import type { PredictorFacts, SpliceFacts, SpliceGain } from "../types.ts";
import type { PredictorName } from "../../core/predictors.ts";
import { fieldsOf, highest, numbersAt, type Field } from "./fields.ts";

/** Names in use, lower case, without the prefix `dbnsfp_`. */
const NAMES: Readonly<Record<PredictorName, readonly string[]>> = {
  REVEL: ["revel", "revel_score"],
  AlphaMissense: ["am_pathogenicity", "alphamissense_score", "alphamissense"],
  BayesDel_noAF: ["bayesdel_noaf_score", "bayesdel_noaf"],
  CADD: ["cadd_phred", "cadd_phred_score", "cadd"],
  VEST4: ["vest4_score", "vest4"],
  MutPred2: ["mutpred2_score", "mutpred2"],
};

type HeaderContext = Pick<AlleleContext, "header" | "layout">;

const bare = (name: string): string => name.toLowerCase().replace(/^dbnsfp_/, "");

/** From the header alone, so that the choice does not depend on any allele. */
export function availablePredictors(place: HeaderContext): PredictorName[] {
  const names = new Set(fieldsOf(place).map((field) => bare(field.name)));
  return (Object.keys(NAMES) as PredictorName[]).filter((p) => NAMES[p].some((n) => names.has(n)));
}

/**
 * @param own the reporting transcript's entry; its score goes before the gene's highest
 * @param rows the allele's entries
 */
export function predictorFacts(
  inSilico: InSilico,
  own: Row | null,
  rows: readonly Row[],
  context: AlleleContext,
): PredictorFacts {
  const fields = fieldsOf(context);
  const available = availablePredictors(context);
  const scores: PredictorFacts["scores"] = {};
  for (const name of available) {
    const named = fields.filter((field) => NAMES[name].includes(bare(field.name)));
    // Below 0 there is none (echtvar's -1); of BayesDel such numbers are scores.
    const isScore = (value: number): boolean => value >= 0 || name === "BayesDel_noAF";
    const at = (some: readonly Row[]): number | null =>
      highest(named.flatMap((field) => numbersAt(field, some, context).filter(isScore)));
    scores[name] = (own === null ? null : at([own])) ?? at(rows);
  }
  return { available, scores, spliceAi: spliceFacts(inSilico, rows, context, fields) };
}

function spliceFacts(
  { spliceAi }: InSilico,
  rows: readonly Row[],
  context: AlleleContext,
  fields: readonly Field[],
): SpliceFacts | null {
  const named = fields.filter((field) => bare(field.name).startsWith("spliceai"));
  if (named.length === 0) return null;
  return { max: spliceAi, gains: gainsByColumn(named, rows) ?? gainsByInfo(context) };
}

const SUFFIXES = ["ds_ag", "ds_al", "ds_dg", "ds_dl", "dp_ag", "dp_al", "dp_dg", "dp_dl"];

function gainsByColumn(named: readonly Field[], rows: readonly Row[]): SpliceGain[] | null {
  const columns = SUFFIXES.map((s) => named.find((f) => bare(f.name).endsWith(s))?.column ?? -1);
  if (columns.some((column) => column < 0)) return null;
  const row = rows.find((r) => columns.every((column) => (r[column] ?? "") !== ""));
  return row === undefined ? null : gains(columns.map((column) => Number(row[column])));
}

/** Raw INFO: `ALLELE|SYMBOL|DS_AG|DS_AL|DS_DG|DS_DL|DP_AG|DP_AL|DP_DG|DP_DL`. */
function gainsByInfo({ record, alleleIndex, header }: AlleleContext): SpliceGain[] | null {
  const key = [...header.info.keys()].find((name) => bare(name) === "spliceai");
  const text = key === undefined ? undefined : infoText(record, key);
  const entry = text
    ?.split(",")
    .map((part) => part.split("|"))
    .find((part) => part[0]?.toUpperCase() === record.alts[alleleIndex - 1]);
  return entry === undefined || entry.length < 10 ? null : gains(entry.slice(2, 10).map(Number));
}

/** @param values in the order of `SUFFIXES` */
function gains(values: readonly number[]): SpliceGain[] | null {
  if (values.some((value, i) => !Number.isFinite(value) || (i < 4 && value < 0))) return null;
  const [ag = 0, al = 0, dg = 0, dl = 0, pag = 0, pal = 0, pdg = 0, pdl = 0] = values;
  // Below this a site is not lost (Walker 2023: no effect on splicing).
  const lost = (score: number): boolean => score > 0.1;
  return [
    { score: ag, shift: lost(al) ? Math.abs(pag - pal) : null },
    { score: dg, shift: lost(dl) ? Math.abs(pdg - pdl) : null },
  ];
}
