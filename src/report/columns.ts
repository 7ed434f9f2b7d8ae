/**
 * The TSV's columns: one table of names and meanings. The first thirty are a promise to scripts (order and names
 * fixed); what follows may grow at the end.
 */
import { variantKey } from "../core/allele.ts";
import { tableCell } from "../core/clean.ts";
import { classState } from "../core/evidence-class.ts";
import { formatNumber } from "../core/text.ts";
import type {
  AnalysisResult,
  Candidate,
  CandidatePhenotype,
  CandidateVariant,
  Ranking,
  ShownGenotype,
} from "../rank/types.ts";
import type { FrequencyEvidence } from "../vcf/types.ts";
import { EVENT_COLUMNS } from "./event-columns.ts";

/** One row: a variant of a ranked candidate. */
export interface TsvRow {
  /** 1-based. */
  rank: number;
  candidate: Candidate;
  variant: CandidateVariant;
  /** Place in the section "beyond the panel"; null: not in it. */
  beyond: number | null;
  /** Of the run; null: of a report before version 3. */
  ranking: Ranking | null;
}

export type TsvColumn = readonly [name: string, value: (row: TsvRow) => string | number | null];

export const COLUMNS: readonly TsvColumn[] = [
  ["rank", (r) => r.rank],
  ["candidate_id", (r) => r.candidate.candidateId],
  ["tier", (r) => r.candidate.tier],
  ["score", (r) => formatNumber(r.candidate.score)],
  ["gene", (r) => r.candidate.gene.symbol],
  ["hgnc_id", (r) => r.candidate.gene.hgncId],
  ["assembly", (r) => r.candidate.assembly],
  ["chrom", (r) => r.variant.chrom],
  ["pos", (r) => r.variant.pos],
  ["ref", (r) => r.variant.ref],
  ["alt", (r) => r.variant.alt],
  ["consequence", (r) => r.variant.consequence.terms.join("&")],
  ["impact", (r) => r.variant.consequence.impact],
  ["transcript", (r) => r.variant.consequence.transcript],
  ["hgvsc", (r) => hgvs(r.variant.consequence.hgvsc)],
  ["hgvsp", (r) => hgvs(r.variant.consequence.hgvsp)],
  ["mode", (r) => [...new Set(r.candidate.models.map((m) => m.model))].join(",")],
  ["penetrance", (r) => r.candidate.models[0]?.penetrance ?? null],
  ["verdict", (r) => r.candidate.verdict],
  ["zygosity", (r) => r.variant.zygosity],
  ["genotypes", (r) => r.variant.genotypes.map(genotypeText).join(";")],
  ["qc", (r) => qcText(r.variant)],
  ["filter", (r) => r.variant.filters.join(";")],
  ["max_af", (r) => number(r.variant.frequency.max?.af)],
  ["af_source", (r) => frequencySource(r.variant.frequency)],
  ["clinvar", (r) => clinvarText(r.variant)],
  ["panels", (r) => r.candidate.panels.map(panelText).join(";")],
  ["panel_moi", (r) => r.candidate.panels.map((p) => p.mode).join(";")],
  ["flags", (r) => r.candidate.flags.join(";")],
  ["reason", (r) => r.candidate.reason],
  // Additions go below this line, at the end.
  ["partner", (r) => partners(r).map(variantKey).join(";")],
  ["phase", (r) => r.candidate.models[0]?.phase ?? null],
  ["origin", (r) => ofModel(r, (model, i) => model.origins[i] ?? null)],
  ["de_novo", (r) => ofModel(r, (model, i) => model.deNovo[i] ?? null)],
  ["worse_on", (r) => worseText(r.variant)],
  ["homozygotes", (r) => r.variant.frequency.homozygotes],
  ["hemizygotes", (r) => r.variant.frequency.hemizygotes],
  ["revel", (r) => number(r.variant.inSilico.revel)],
  ["alphamissense", (r) => number(r.variant.inSilico.alphaMissense)],
  ["cadd", (r) => number(r.variant.inSilico.cadd)],
  ["spliceai", (r) => number(r.variant.inSilico.spliceAi)],
  ["id", (r) => (r.variant.id === "." ? null : r.variant.id)],
  ["place", (r) => r.candidate.band],
  [
    "score_parts",
    (r) => r.candidate.scoreParts.map((p) => `${p.part}=${formatNumber(p.value)}`).join(";"),
  ],
  ["acmg_points", (r) => acmgPoints(r.variant)],
  ["acmg_class", (r) => acmgClass(r.variant)],
  ["acmg_criteria", (r) => r.variant.acmg?.summary ?? null],
  ["clinvar_stars", (r) => r.variant.clinvar?.stars ?? null],
  ["clinvar_release", (r) => r.variant.knowledge?.clinvar?.release ?? null],
  ["phenotype_score", (r) => number(r.candidate.phenotype?.score)],
  ["phenotype_disease", (r) => diseaseText(r.candidate.phenotype)],
  ["phenotype_matches", (r) => matchesText(r.candidate.phenotype)],
  ["beyond_panel", (r) => r.beyond],
  ["hgvsm", (r) => r.variant.mitochondrial?.name ?? null],
  ["heteroplasmy", (r) => fractionsText(r.variant)],
  ["gene_diseases", (r) => diseasesText(r.candidate)],
  ...EVENT_COLUMNS,
  ["shortlisted", (r) => flagText(r.candidate.shortlisted)],
  ["chance", (r) => r.candidate.chance?.words ?? null],
  ["probability", (r) => number(r.candidate.chance?.probability)],
  // DEC-57: beside every probability.
  ["expected_yield", (r) => (r.candidate.chance ? number(r.ranking?.expectedYield) : null)],
  ["score_v1", (r) => formatNumber(r.candidate.score_v1)],
];

/** A row for each variant of each ranked candidate. */
export function* rowsOf({ candidates, beyondPanel, ranking }: AnalysisResult): Generator<TsvRow> {
  const section = new Map(beyondPanel?.map((one) => [one.candidateId, one.rank]));
  for (const [i, candidate] of candidates.entries()) {
    const beyond = section.get(candidate.candidateId) ?? null;
    for (const variant of candidate.variants)
      yield { rank: i + 1, candidate, variant, beyond, ranking };
  }
}

/** `sample=GT:AD:DP:GQ`; a value that the caller did not give is `.`. */
function genotypeText(g: ShownGenotype): string {
  const depths = g.alleleDepths?.map((d) => d ?? ".").join(",") ?? ".";
  return `${g.sample}=${g.genotype}:${depths}:${g.depth ?? "."}:${g.genotypeQuality ?? "."}`;
}

/** `pass`, or the failed gates; gates that a missing field left out follow as `missing:GQ`. */
function qcText({ qcFailures, qcMissing }: CandidateVariant): string {
  const missing = qcMissing.map((field) => `missing:${field.replace(/^missing:/, "")}`);
  return [...(qcFailures.length === 0 ? ["pass"] : qcFailures), ...missing].join(";");
}

/** Data set and population of the highest frequency. `absent` and `not_assessed` are different things (FREQ-04). */
function frequencySource({ assessed, max }: FrequencyEvidence): string {
  if (!assessed) return "not_assessed";
  if (max === null) return "absent";
  return max.population === null ? max.source : `${max.source}:${max.population}`;
}

/** Events are not compared with it. */
function clinvarText({ kind, clinvar }: TsvRow["variant"]): string {
  if (clinvar === null) return kind === "event" ? "not_assessed" : "";
  const remarks = [
    ...(clinvar.stars === null ? [] : [`${clinvar.stars}*`]),
    ...(clinvar.origin === "csq" ? ["by position"] : []),
  ];
  return remarks.length === 0 ? clinvar.text : `${clinvar.text} (${remarks.join(", ")})`;
}

function panelText(panel: Candidate["panels"][number]): string {
  const version = panel.version === null ? "" : `@${panel.version}`;
  return `${panel.name}${version}(${panel.confidence})`.replaceAll(";", ",");
}

function partners({ candidate, variant }: TsvRow): CandidateVariant[] {
  return candidate.variants.filter((other) => other !== variant);
}

/** What the best model says of this row's allele. */
function ofModel(
  { candidate, variant }: TsvRow,
  value: (model: Candidate["models"][number], i: number) => string | null,
): string | null {
  const [best] = candidate.models;
  return best === undefined ? null : value(best, best.alleles.indexOf(variantKey(variant)));
}

function worseText({ worse }: CandidateVariant): string {
  return worse === null ? "" : `${worse.transcript}:${worse.terms.join("&")}`;
}

/** `OMIM:154700 Marfan syndrome`: the gene's disease that fits best. */
function diseaseText(phenotype: CandidatePhenotype | undefined): string | null {
  const disease = phenotype?.reason?.disease;
  return disease === undefined ? null : `${disease.id} ${disease.name}`;
}

/** `patient's term>disease's term:contribution`, joined by `;`; `!` before an excluded term, `-` for no match. */
function matchesText(phenotype: CandidatePhenotype | undefined): string | null {
  const terms = phenotype?.reason?.terms ?? [];
  return terms
    .map(({ term, excluded, annotation, contribution }) => {
      const sign = excluded ? "!" : "";
      return `${sign}${term.id}>${annotation?.id ?? "-"}:${contribution.toFixed(2)}`;
    })
    .join(";");
}

/** Mitochondrial variants are not judged: no class, no points. */
export function acmgPoints({ acmg }: Pick<CandidateVariant, "acmg">): number | null {
  return acmg === null || classState(acmg) === "not_judged" ? null : acmg.points;
}

/** `not_stated`: PVS1 could not be asked, and would make another class (DEC-37). */
export function acmgClass({ acmg }: Pick<CandidateVariant, "acmg">): string | null {
  const state = acmg === null ? "not_judged" : classState(acmg);
  return state === "not_judged" ? null : state;
}

/** `source|disease|mode|strength|mechanism` of each statement, joined by `;`, in the source's own words. */
function diseasesText({ geneKnowledge }: Candidate): string | null {
  const clean = (text: string): string => text.replaceAll(/[;|]/g, ",");
  return (geneKnowledge?.diseases ?? [])
    .map(({ source, release, disease, modeText, strengthText, mechanismText, submitter }) => {
      const from = [source, release, submitter].filter((part) => part !== "").join(" ");
      return [from, disease, modeText, strengthText, mechanismText].map(clean).join("|");
    })
    .join(";");
}

/** `sample=fraction:depth`, joined by `;`; what is not known is `.`. */
function fractionsText({ mitochondrial }: CandidateVariant): string | null {
  const people = mitochondrial?.people ?? [];
  return people
    .map(({ sample, fraction, depth }) => `${sample}=${number(fraction) ?? "."}:${depth ?? "."}`)
    .join(";");
}

/** `1` or `0`; null: not asked. */
export function flagText(flag: boolean | undefined): string | null {
  return flag === undefined ? null : flag ? "1" : "0";
}

/** VEP percent-encodes `=` in HGVS. */
function hgvs(text: string): string {
  return text.replaceAll(/%3D/gi, "=");
}

function number(x: number | null | undefined): string | null {
  return x === null || x === undefined ? null : formatNumber(x);
}

/** The candidates as a table: header line and rows, each with its newline. Empty values are `.`. */
export function* tsvLines(result: AnalysisResult): Generator<string> {
  // No reader expects a comment in this table: what the run is marked with stands in columns of its own.
  const labels = Object.entries(result.labels ?? {});
  const names = [...COLUMNS.map(([name]) => name), ...labels.map(([key]) => `label.${key}`)];
  yield `${names.join("\t")}\n`;
  const ends = labels.map(([, value]) => `\t${cell(value)}`).join("");
  for (const row of rowsOf(result))
    yield `${COLUMNS.map(([, value]) => cell(value(row))).join("\t")}${ends}\n`;
}

function cell(value: string | number | null): string {
  return value === null || value === "" ? "." : tableCell(String(value));
}
