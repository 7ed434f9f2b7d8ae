/** The reporting transcript's facts, from the annotator's columns if present, else from HGVS. */
import { isCodingBiotype } from "../../core/consequences.ts";
import type { ExonFacts } from "../../effect/types.ts";
import { normaliseProtein, type Row } from "../../vcf/index.ts";
import type { AnnotationLayout, TranscriptConsequence } from "../../vcf/types.ts";
import type { ExonNumber, TranscriptFacts } from "../types.ts";
import { proteinChange, type ProteinChange } from "../../vcf/protein-change.ts";

interface TranscriptContext {
  layout: AnnotationLayout;
  /** The consequence's own entry; null: not found. */
  row: Row | null;
  /** What the annotation says of the gene on other transcripts. */
  others: readonly TranscriptConsequence[];
  worse: TranscriptConsequence | null;
}

/** @param model of the same transcript and version, from the store's gene models; null: not at hand (PV-09) */
export function transcriptFacts(
  consequence: TranscriptConsequence,
  context: TranscriptContext | null,
  model: ExonFacts | null = null,
): TranscriptFacts {
  const { terms, hgvsc, exon, intron, otherPlacement, flags } = consequence;
  const change = protein(consequence, context);
  return {
    transcript: consequence.transcript,
    relevance: relevanceOf(consequence, context),
    complete: !consequence.incomplete,
    afterStop: consequence.afterStop,
    coding: isCodingBiotype(consequence.biotype),
    terms,
    worseTerms: context?.worse?.terms ?? [],
    exon: partOf(exon),
    intron: partOf(intron),
    ...change,
    ...(model === null ? {} : fromModel(model, change)),
    ...(model === null ? {} : ofStop(model, change, consequence.hgvsp)),
    intronOffset: intronOffset(hgvsc) ?? model?.intronOffset ?? null,
    exonEdge: model?.exonEdge ?? null,
    exons: model?.exons ?? null,
    ...(otherPlacement === undefined ? {} : { otherTerms: otherPlacement }),
    ...(flags === undefined ? {} : { reserves: flags }),
  };
}

/** What the annotation says stands; the model tells the rest. */
function fromModel(
  { residue, stopCodon, proteinLength, skip, inFrame, exonUse, milderElsewhere }: ExonFacts,
  stated: ProteinChange,
): Pick<
  TranscriptFacts,
  "residue" | "stopCodon" | "proteinLength" | "skip" | "inFrame" | "exonUse" | "milderElsewhere"
> {
  return {
    residue: stated.residue ?? residue,
    stopCodon: stated.stopCodon ?? stopCodon,
    proteinLength,
    skip,
    inFrame,
    exonUse,
    milderElsewhere,
  };
}

/** Where the annotation does not name another stop than the model finds. */
function ofStop(
  { decay, removed, residue, stopCodon, proteinLength }: ExonFacts,
  stated: ProteinChange,
  hgvsp: string,
): Pick<TranscriptFacts, "decay" | "removed"> {
  if (stated.stopCodon !== null && stated.stopCodon !== stopCodon) return {};
  if (/=\)?$/.test(hgvsp)) return { decay, removed: 0 };
  if (residue === null) return {};
  // Without a new stop all counts from the first residue that changes.
  const from = Math.max(0, proteinLength - residue + 1) / proteinLength;
  return { decay, removed: removed ?? from };
}

/** 5.2, precondition 2. Where nothing is flagged, all coding transcripts together may say the same. */
function relevanceOf(
  own: TranscriptConsequence,
  context: TranscriptContext | null,
): TranscriptFacts["relevance"] {
  if (own.maneSelect) return "mane_select";
  if (own.manePlusClinical) return "mane_plus_clinical";
  if (own.canonical) return "canonical";
  // TX-05: one entry was left of many.
  if (context === null || context.layout.picked) return null;
  const coding = context.others.filter((e) => isCodingBiotype(e.biotype) && !e.incomplete);
  return coding.length > 0 && coding.every((e) => e.class === own.class) ? "all_coding" : null;
}

/** `5/23`, `10-11/23`. */
function partOf(text: string): ExonNumber | null {
  const match = /^(\d+)(?:-\d+)?\/(\d+)$/.exec(text);
  return match === null ? null : { number: Number(match[1]), total: Number(match[2]) };
}

/** Bases into the intron, the nearer end of a range: `c.100+1_100+5del` is 1. */
function intronOffset(hgvsc: string): number | null {
  const at = hgvsc.lastIndexOf(":");
  const offsets = [...hgvsc.slice(at + 1).matchAll(/\d([+-]\d+)/g)].map((m) => Number(m[1]));
  return offsets.reduce<number | null>(
    (near, x) => (near === null || Math.abs(x) < Math.abs(near) ? x : near),
    null,
  );
}

function protein(
  consequence: TranscriptConsequence,
  context: TranscriptContext | null,
): ProteinChange {
  const hgvs = proteinChange(normaliseProtein(consequence.hgvsp));
  const row = context?.row ?? null;
  if (context === null || row === null) return hgvs;
  switch (context.layout.annotator) {
    case "vep":
      return { ...hgvs, ...place(columnOf(context.layout, row, "PROTEIN_POSITION"), hgvs) };
    case "snpeff":
      return { ...hgvs, ...place(row[13] ?? "", hgvs) };
    case "bcsq":
      return bcsqChange(row[5] ?? "");
  }
}

function columnOf(layout: AnnotationLayout, row: Row, name: string): string {
  return row[layout.columns.findIndex((c) => c.toUpperCase() === name)] ?? "";
}

/** `1573`, `1573-1575`, `?-12`, and with the length `1573/1863`. */
function place(
  text: string,
  hgvs: ProteinChange,
): Pick<ProteinChange, "residue" | "proteinLength"> {
  const match = /^(\d+)?(?:\??-\??\d*)?(?:\/(\d+))?$/.exec(text);
  return {
    residue: hgvs.residue ?? (match?.[1] === undefined ? null : Number(match[1])),
    proteinLength: match?.[2] === undefined ? null : Number(match[2]),
  };
}

/** bcftools csq: `4G>4*`, `2848KYD...H*>2848NMT*`: residues up to the stop, before and after. */
function bcsqChange(text: string): ProteinChange {
  const none = { residue: null, stopCodon: null, proteinLength: null, substitution: null };
  const match = /^(\d+)([A-Z*]*)(?:\.\.\d+)?(?:>(\d+)([A-Z*]*)(?:\.\.\d+)?)?$/.exec(text);
  if (match === null) return none;
  const [, first, from = "", second, to = ""] = match;
  const [residue, start] = [Number(first), Number(second ?? first)];
  const single = from.length === 1 && to.length === 1 && from !== "*" && to !== "*";
  return {
    residue,
    stopCodon: to.endsWith("*") ? start + to.length - 1 : null,
    proteinLength: from.endsWith("*") ? residue + from.length - 2 : null,
    substitution: single && from !== to ? { from, to } : null,
  };
}
