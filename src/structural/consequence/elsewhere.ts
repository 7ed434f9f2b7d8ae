/**
 * Effects on genes without an available transcript: from the record's own annotation, else from the gene's
 * position.
 */
import { withoutIdVersion } from "../../core/text.ts";
import { onceFor, remembered } from "../../core/once.ts";
import { meetingPlace } from "../read/loci.ts";
import { spansOf, shared } from "../spans.ts";
import type {
  EventAnnotation,
  EventEffect,
  GeneExtent,
  GenomicEvent,
  KnownGenes,
} from "../types.ts";
import { idsOf, reachOf, touching, type Rows, type TranscriptIndex } from "./index-of.ts";
import { ruleOf, type TermRule } from "./term-rules.ts";

type Known = Pick<TranscriptIndex, "known"> | null;

/** @param index of the transcripts whose genes need no other answer */
export function annotatedEffects(
  event: GenomicEvent,
  { extents }: KnownGenes,
  index: Known,
): EventEffect[] {
  if (event.annotations.length === 0) return [];
  const best = new Map<string, { rule: TermRule; entry: EventAnnotation }>();
  for (const entry of event.annotations) {
    const ids = idsOf(geneOf(entry));
    const key = ids[0];
    const rule = ruleOf(event.kind, entry.terms);
    if (key === undefined || rule === null || ids.some((id) => index?.known.has(id) === true))
      continue;
    const there = best.get(key);
    if (there === undefined || rule.rank < there.rule.rank) best.set(key, { rule, entry });
  }
  return [...best.values()].map(({ rule, entry }) => {
    const { exons, words } = exonsOf(entry.exons);
    return {
      gene: geneOf(entry),
      transcript: entry.transcript,
      effect: rule.effect,
      class: rule.class,
      exons,
      codingBases: null,
      codingLength: null,
      inFrame: rule.inFrame,
      text: `${rule.text}${words}, by the file's annotation`,
      source: entry.source,
      flags: event.kind === "BND" ? ["orientation_unknown"] : [],
      at: annotatedPlace(event, entry, extents),
    };
  });
}

/** By the gene's place; where that is not known, the annotation is of the end that it is written at. */
function annotatedPlace(
  event: GenomicEvent,
  entry: EventAnnotation,
  extents: readonly GeneExtent[],
): EventEffect["at"] {
  if (event.elsewhere === undefined && event.kind !== "BND") return undefined;
  const places = placesOf(extents);
  const place = idsOf(geneOf(entry)).flatMap((id) => places.get(id) ?? [])[0];
  const { end } = entry;
  const known =
    place === undefined
      ? undefined
      : meetingPlace(event, { ...place, from: place.start, to: place.end });
  if (known !== undefined || end === undefined) return known;
  return meetingPlace(event, { chrom: end.chrom, from: end.pos, to: end.pos });
}

const placesOf: (extents: readonly GeneExtent[]) => Map<string, GeneExtent> = onceFor(
  (extents) => new Map(extents.flatMap((one) => idsOf(one.gene).map((id) => [id, one] as const))),
);

function geneOf({ symbol, geneId, hgncId }: EventAnnotation): EventEffect["gene"] {
  const isEnsembl = geneId?.startsWith("ENSG") === true;
  return {
    symbol,
    hgncId,
    ensemblGene: isEnsembl ? withoutIdVersion(geneId) : null,
    ncbiGene: isEnsembl ? null : geneId,
  };
}

/** Of `3-5/12`. */
function exonsOf(written: string | null): { exons: EventEffect["exons"]; words: string } {
  const [, first, last = first, of] = /^(\d+)(?:-(\d+))?\/(\d+)$/.exec(written ?? "") ?? [];
  if (first === undefined || of === undefined) return { exons: null, words: "" };
  const range = first === last ? `exon ${first}` : `exons ${first}-${last ?? ""}`;
  return {
    exons: { first: Number(first), last: Number(last), of: Number(of) },
    words: `: ${range} of ${of}`,
  };
}

interface Extents {
  rows: Rows;
  genes: GeneExtent[];
}

const byChromosome: (extents: readonly GeneExtent[]) => Map<string, Extents> = onceFor(
  (extents) => {
    const genes = new Map<string, GeneExtent[]>();
    for (const one of extents) remembered(genes, one.chrom, () => []).push(one);
    return new Map(
      [...genes].map(([chrom, own]) => {
        own.sort((a, b) => a.start - b.start || a.end - b.end);
        const [starts, ends] = [own.map(({ start }) => start), own.map(({ end }) => end)];
        const reach = new Int32Array(own.length);
        reachOf(ends, 0, own.length, reach);
        return [chrom, { rows: { starts, ends, reach }, genes: own }];
      }),
    );
  },
);

/** @param annotated what the annotation told: of these genes nothing more is said */
export function bodyEffects(
  event: GenomicEvent,
  { extents }: KnownGenes,
  index: Known,
  annotated: readonly EventEffect[],
): EventEffect[] {
  const met = extents.length === 0 ? [] : extentsAt(event, byChromosome(extents));
  if (met.length === 0) return [];
  const told = new Set(annotated.flatMap(({ gene }) => idsOf(gene)));
  return met.flatMap((extent) => {
    const isKnown = idsOf(extent.gene).some((id) => index?.known.has(id) === true || told.has(id));
    return isKnown ? [] : [bodyEffect(event, extent)];
  });
}

function extentsAt(event: GenomicEvent, all: Map<string, Extents>): GeneExtent[] {
  const places =
    event.kind === "BND"
      ? event.ends.map(({ chrom, pos }) => ({ chrom, from: pos, to: pos }))
      : [{ chrom: event.chrom, ...spansOf(event).may }];
  const found = places.flatMap(({ chrom, from, to }) => {
    const own = all.get(chrom);
    if (own === undefined) return [];
    const rows = touching(own.rows, [0, own.genes.length], from, to);
    return rows.flatMap((i) => own.genes[i] ?? []);
  });
  return found.length < 2 ? found : [...new Set(found)];
}

const WHOLE = {
  DEL: ["whole_loss", "lof", "whole gene deleted"],
  DUP: ["whole_gain", "gain", "whole gene duplicated"],
  INV: ["spanned", "none", "the whole gene is inverted"],
} as const;

/** What takes the whole place of a gene takes all its exons; of what lies inside nothing can be told. */
function bodyEffect(event: GenomicEvent, { gene, chrom, start, end }: GeneExtent): EventEffect {
  const { must } = spansOf(event);
  const place = { from: start, to: end };
  const isWhole = must !== null && shared(must, place) === end - start + 1;
  const kind =
    event.kind === "DEL" || event.kind === "DUP" || event.kind === "INV" ? event.kind : null;
  const [effect, class_, text] =
    isWhole && kind !== null
      ? WHOLE[kind]
      : (["gene_body_only", "other", "lies inside the gene, but its exons are not known"] as const);
  return {
    gene,
    transcript: null,
    effect,
    class: class_,
    exons: null,
    codingBases: null,
    codingLength: null,
    inFrame: null,
    text,
    source: "gene_extent",
    flags: [],
    at: meetingPlace(event, { chrom, from: start, to: end }),
  };
}
