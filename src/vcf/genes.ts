/**
 * From transcript consequences to one result per gene (TX-01 to TX-04): which transcript is reported, and whether
 * another would be worse.
 */
import {
  classOf,
  CLASS_ORDER,
  impliesCodingGene,
  isCodingBiotype,
  isOutsideGene,
  termInfo,
} from "../core/consequences.ts";
import { compareText, withoutIdVersion } from "../core/text.ts";
import type { AlleleContext, EntryColumns } from "./annotation.ts";
import type { AlleleAnnotation } from "./consequences.ts";
import { inSilicoOf, type NamesGene, type UnreadPrediction } from "./in-silico.ts";
import type { GeneConsequence, GeneNames, TranscriptConsequence } from "./types.ts";

interface GeneOptions {
  /** `reporting`: TX-02 and TX-03; `any`: the worst over all transcripts of the gene. */
  transcripts: "reporting" | "any";
  /** Transcripts that a laboratory reports on, before MANE's (DEC-23), without version. */
  chosen?: ReadonlySet<string>;
  /** Further symbols of a gene, upper case: what panels know of its history (DEC-44). */
  historyOf?: (gene: GeneNames) => readonly string[];
  unread?: UnreadPrediction;
}

interface Member {
  entry: TranscriptConsequence;
  row: EntryColumns;
}

/**
 * One element per gene, by symbol, then id; entries without a gene are left out. A gene that the variant
 * only neighbours has a reporting consequence of class `other` (TX-01).
 */
export function geneConsequences(
  annotation: AlleleAnnotation,
  context: AlleleContext,
  options: GeneOptions,
): GeneConsequence[] {
  const groups = groupByGene(annotation);
  return groups
    .map((members) => geneConsequence(members, groups, context, options))
    .sort((a, b) => compareText(geneKey(a), geneKey(b)));
}

/** By the symbols of the allele's genes, then by their history; looked up when SpliceAI names one. */
function naming(
  own: readonly Member[],
  groups: readonly (readonly Member[])[],
  { historyOf }: GeneOptions,
): NamesGene {
  const isNamed = (members: readonly Member[], symbol: string): boolean =>
    members.some(({ entry }) => entry.symbol.toUpperCase() === symbol);
  const wasNamed = (members: readonly Member[], symbol: string): boolean =>
    members.some(({ entry }) => historyOf?.(entry).includes(symbol));
  return (text) => {
    const symbol = text.toUpperCase();
    for (const isIt of [isNamed, wasNamed]) {
      if (isIt(own, symbol)) return "yes";
      if (groups.some((members) => isIt(members, symbol))) return "no";
    }
    return own.every(({ entry }) => isOutsideGene(entry.terms)) ? "no" : "open";
  };
}

function geneKey(gene: GeneConsequence): string {
  return [gene.symbol, gene.hgncId, gene.ensemblGene, gene.ncbiGene].join("\t");
}

/** TX-01. In a merged cache one gene has rows by Ensembl and by RefSeq (TX-06). */
function groupByGene(annotation: AlleleAnnotation): Member[][] {
  const groups: Member[][] = [];
  for (const [i, entry] of annotation.entries.entries()) {
    if (isUnnamed(entry) && !entry.terms.includes("compound_elsewhere")) continue;
    const member: Member = { entry, row: annotation.rows[i] ?? [] };
    const group = groups.find((members) => members.some((m) => isOneGene(m.entry, entry)));
    if (group === undefined) groups.push([member]);
    else group.push(member);
  }
  return groups;
}

/** Only an unresolved pointer of BCSQ names no gene at all. */
function isUnnamed(entry: TranscriptConsequence): boolean {
  const { symbol, hgncId, ensemblGene, ncbiGene } = entry;
  return symbol === "" && hgncId === null && ensemblGene === null && ncbiGene === null;
}

/** Two entries of one annotation, which gives a gene one Ensembl id: another id is another gene. */
export function isOneGene(a: TranscriptConsequence, b: TranscriptConsequence): boolean {
  if (a.hgncId !== null && b.hgncId !== null) return a.hgncId === b.hgncId;
  if (a.ensemblGene !== null && b.ensemblGene !== null) return a.ensemblGene === b.ensemblGene;
  if (a.ncbiGene !== null && b.ncbiGene !== null) return a.ncbiGene === b.ncbiGene;
  const isSame = a.symbol === b.symbol || a.symbol.toUpperCase() === b.symbol.toUpperCase();
  return isSame && (a.symbol !== "" || (isUnnamed(a) && isUnnamed(b)));
}

function geneConsequence(
  members: readonly Member[],
  groups: readonly Member[][],
  context: AlleleContext,
  options: GeneOptions,
): GeneConsequence {
  const codingGene = members.some((m) => impliesCodingGene(m.entry.biotype));
  const entries = members.map((m) => inGene(m.entry, codingGene)).sort(compareSeverity);
  const reporting =
    options.transcripts === "any" ? entries[0] : reportingOf(entries, codingGene, options);
  if (reporting === undefined) throw new Error("a gene without entries");
  const symbol =
    reporting.symbol ||
    entries
      .map((e) => e.symbol)
      .sort(compareText)
      .at(-1) ||
    "";
  const { spliceAiGene, ...inSilico } = inSilicoOf(
    naming(members, groups, options),
    members.map((m) => m.row),
    context,
    options.unread,
  );
  return {
    symbol,
    hgncId: firstId(reporting, entries, "hgncId"),
    ensemblGene: firstId(reporting, entries, "ensemblGene"),
    ncbiGene: firstId(reporting, entries, "ncbiGene"),
    reporting,
    worse: options.transcripts === "any" ? null : worseThan(reporting, entries, codingGene),
    others:
      entries.length === 1
        ? NONE
        : entries.filter((e) => e !== reporting && !isOutsideGene(e.terms)),
    inSilico,
    spliceAiGene: spliceAiGene ?? undefined,
  };
}

const NONE: readonly TranscriptConsequence[] = [];

/** The class in this gene: a non-coding exon counts in RNA genes alone (CSQ-04). */
function inGene(entry: TranscriptConsequence, codingGene: boolean): TranscriptConsequence {
  if (!codingGene || entry.class !== "noncoding_exon") return entry;
  return { ...entry, class: classOf(entry.terms, entry.biotype, true) };
}

function firstId(
  reporting: TranscriptConsequence,
  entries: readonly TranscriptConsequence[],
  key: "hgncId" | "ensemblGene" | "ncbiGene",
): string | null {
  return reporting[key] ?? entries.flatMap((e) => e[key] ?? []).sort(compareText)[0] ?? null;
}

/**
 * DEC-23: the most severe on a transcript that an override names. TX-03: on MANE Select and Plus Clinical; without these on the canonical and preferred
 * ones; else on the transcripts that can drive a tier (TX-07). Incomplete ones only when there is
 * nothing else (VEP-10).
 * @param entries most severe first
 */
function reportingOf(
  entries: readonly TranscriptConsequence[],
  codingGene: boolean,
  options: GeneOptions,
): TranscriptConsequence | undefined {
  const driving = codingGene ? entries.filter((e) => isCodingBiotype(e.biotype)) : entries;
  const complete = driving.filter((e) => !e.incomplete);
  return (
    entries.find((e) => options.chosen?.has(withoutIdVersion(e.transcript))) ??
    entries.find((e) => e.maneSelect || e.manePlusClinical) ??
    complete.find((e) => e.canonical) ??
    complete[0] ??
    driving[0] ??
    entries[0]
  );
}

/** TX-04, DEC-08: a more severe impact on another transcript that can drive a tier, or one that may be so. */
function worseThan(
  reporting: TranscriptConsequence,
  entries: readonly TranscriptConsequence[],
  codingGene: boolean,
): TranscriptConsequence | null {
  const driving = codingGene ? entries.filter((e) => isCodingBiotype(e.biotype)) : entries;
  const worst = driving[0];
  if (worst !== undefined && weight(worst) > weight(reporting)) return worst;
  if (weight(reporting) > 0 || isUndetermined(reporting)) return null;
  return driving.find(isUndetermined) ?? null;
}

/**
 * What the change does to the transcript cannot be told, and must not be lost: its bases there are not known, or nothing
 * more is said than that coding bases change, as across an intron of a few bases.
 */
export function isUndetermined({ flags, terms }: TranscriptConsequence): boolean {
  if (terms.length === 1 && terms[0] === "coding_sequence_variant") return true;
  if (flags === undefined) return false;
  const differs = flags.includes("reference_differs") && terms.includes("coding_sequence_variant");
  return differs || flags.includes("sequence_missing");
}

/** Impact, as far as it makes a candidate: a term of no class weighs nothing. */
function weight(entry: TranscriptConsequence): number {
  if (entry.class === "lof") return 3;
  if (entry.class === "protein_altering") return entry.impact === "HIGH" ? 3 : 2;
  if (entry.class === "noncoding_exon") return 2;
  return entry.class === "splice_near" ? 1 : 0;
}

/** Most severe first; then TX-02's order; then by name, so that the order of the file does not matter. */
function compareSeverity(a: TranscriptConsequence, b: TranscriptConsequence): number {
  return (
    weight(b) - weight(a) ||
    CLASS_ORDER.indexOf(a.class) - CLASS_ORDER.indexOf(b.class) ||
    rankOf(a) - rankOf(b) ||
    Number(b.maneSelect) - Number(a.maneSelect) ||
    Number(b.manePlusClinical) - Number(a.manePlusClinical) ||
    Number(b.canonical) - Number(a.canonical) ||
    Number(a.incomplete) - Number(b.incomplete) ||
    apprisOrder(a.appris) - apprisOrder(b.appris) ||
    (a.tsl ?? 9) - (b.tsl ?? 9) ||
    Number(isCodingBiotype(b.biotype)) - Number(isCodingBiotype(a.biotype)) ||
    Number(b.picked) - Number(a.picked) ||
    compareText(a.transcript, b.transcript) ||
    compareText(a.hgvsc, b.hgvsc)
  );
}

function rankOf(entry: TranscriptConsequence): number {
  return termInfo(entry.terms[0] ?? "").rank;
}

/** `P1` to `P5` (or `principal1`), then alternatives, then none. */
function apprisOrder(appris: string): number {
  const match = /^(p|principal|a|alternative)(\d)/i.exec(appris);
  if (match === null) return 9;
  return /^p/i.test(match[1] ?? "") ? Number(match[2]) : 5 + Number(match[2]);
}
